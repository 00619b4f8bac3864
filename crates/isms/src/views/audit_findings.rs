//! What is looked for among audit findings: whether causes were sought, and whether somebody saw that it worked.
//!
//! ISO/IEC 27001, clause 10.2.

use super::{
    finding::{Finding, Judge, On, Rule, Way, fault, judge, question},
    sentence::tell,
    soa::empty,
};
use crate::{
    AuditFinding, CorrectiveAction, Isms,
    registers::audit_findings::{FindingStatus, Grade},
};
use jiff::civil::Date;

/// What the rules find among audit findings.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<AuditFinding>); 3] = [
    (
        fault(
            "audit-findings",
            "closed-without-effectiveness-check",
            [
                "{count} audit finding is closed, and nobody saw whether it worked",
                "{count} audit findings are closed, and nobody saw whether it worked",
            ],
            "Say when it was seen",
            Way::Field("effectiveness_checked_on"),
            "Something was done about an audit finding, and nobody went to see whether it worked. Clause 10.2 d asks for that look; at the next audit it is the first thing that is asked.",
        ),
        |on| {
            let closed = on.held.status == FindingStatus::Closed && on.held.effectiveness_checked_on.is_none();
            let seen = || answers(on, |action| &action.effectiveness_check);
            (closed && wants_correction(on) && !seen()).then(|| {
                tell!("{finding} is closed, and nobody saw whether what was done worked", finding = on.held.id)
            })
        },
    ),
    (
        fault(
            "audit-findings",
            "no-root-cause",
            [
                "{count} audit finding is corrected without its cause being known",
                "{count} audit findings are corrected without their causes being known",
            ],
            "Write down the cause",
            Way::Field("root_cause"),
            "A requirement is not met, or something is done about a finding, and nobody wrote why it came to be. Clause 10.2 b asks for the cause; without it one mends the case and not what makes more of them.",
        ),
        |on| {
            let unknown = empty(&on.held.root_cause) && !answers(on, |action| &action.root_cause);
            (unknown && wants_correction(on))
                .then(|| tell!("{finding} has no cause written down", finding = on.held.id))
        },
    ),
    (
        question(fault(
            "audit-findings",
            "major-open",
            ["{count} major nonconformity is open", "{count} major nonconformities are open"],
            "Close it",
            Way::Act("closed"),
            "A major nonconformity is open. That may be in time; but a certification body grants no certificate before each of them is answered, and asks first how far they are (clause 10.2).",
        )),
        |on| {
            let open = on.held.grade == Some(Grade::MajorNonconformity) && on.held.status != FindingStatus::Closed;
            open.then(|| tell!("{finding} is a major nonconformity, and open", finding = on.held.id))
        },
    ),
];

/// A requirement is not met; or it is, and something is done all the same, as if against a cause.
fn wants_correction(on: &On<AuditFinding>) -> bool {
    let unmet = matches!(on.held.grade, Some(Grade::MajorNonconformity | Grade::MinorNonconformity));
    unmet || !empty(&on.held.corrective_action)
}

/// Whether a corrective action that answers the finding says it instead.
fn answers(on: &On<AuditFinding>, says: fn(&CorrectiveAction) -> &str) -> bool {
    let answering = on.isms.named_by(on.held.id).filter_map(|id| on.isms.corrective_actions().get(id));
    answering.filter(|action| action.body.withdrawn.is_none()).any(|action| !empty(says(action)))
}
