//! What is looked for in the Statement of Applicability: each rule with its condition.

use super::{
    Reason, Row, Standing,
    naming::Naming,
    words::{self, Doubt},
};
use crate::{
    Id, Isms,
    registers::controls::Implementation,
    views::{
        finding::{self, Finding, Rule, Severity, Way},
        owner,
        sentence::{Sentence, tell},
    },
};
use jiff::civil::Date;

/// A control, and all a rule needs to know about it.
struct Judged<'a> {
    row: &'a Row<'a>,
    naming: &'a Naming<'a>,
    isms: &'a Isms,
    today: Date,
}

/// What a rule says, where it finds something.
type Judge = fn(&Judged) -> Option<Sentence>;

/// Judges a row by every rule.
pub(super) fn judge(row: &Row, naming: &Naming, isms: &Isms, today: Date, found: &mut Vec<Finding>) {
    let judged = Judged { row, naming, isms, today };
    let finding =
        |(rule, holds): &'static (Rule, Judge)| Some(Finding { rule, on: row.control.id, sentence: holds(&judged)? });
    found.extend(RULES.iter().filter_map(finding));
}

/// The rules of the statement.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

const fn fault(
    name: &'static str, counted: [&'static str; 2], words: &'static str, to: Way, means: &'static str,
) -> Rule {
    finding::fault("controls", name, counted, words, to, means)
}

static RULES: [(Rule, Judge); 11] = [
    (
        fault(
            "excluded-without-justification",
            ["{count} control is left out without a reason", "{count} controls are left out without a reason"],
            "Write the reason",
            Way::Field("justification"),
            "A control is left out, and the reason is blank or an empty word. Clause 6.1.3 d asks for a justification of each exclusion; an auditor reads these first.",
        ),
        |on| {
            let unjustified = on.excluded() && words::empty(&on.row.control.justification);
            unjustified.then(|| tell!("{control} is left out without a reason", control = on.id()))
        },
    ),
    (
        fault(
            "excluded-but-relied-on",
            ["{count} control is left out, yet relied on", "{count} controls are left out, yet relied on"],
            "Take it in",
            Way::Act("included"),
            "A control is left out, and a risk that is not closed, or an obligation, names it. Clause 6.1.3 c compares what was determined with Annex A: both cannot be true.",
        ),
        |on| {
            let relying = if on.excluded() { on.naming.relying() } else { vec![] };
            let said = || {
                tell!("{control} is left out, and relied on by {records}", control = on.id(), records = relying.clone())
            };
            (!relying.is_empty()).then(said)
        },
    ),
    (
        fault(
            "reason-not-stated",
            ["{count} control applies, and nobody wrote why", "{count} controls apply, and nobody wrote why"],
            "Write the reason",
            Way::Field("justification"),
            "A control applies, and nobody wrote why. Clause 6.1.3 d asks for a justification of each inclusion.",
        ),
        |on| {
            let words = |reason: &Reason| {
                matches!(reason, Reason::Stated(_) | Reason::Business(_)) && !words::empty(reason.text())
            };
            let silent = on.row.applies() && !on.row.reasons.iter().any(words);
            silent.then(|| tell!("{control} applies, and nobody wrote why", control = on.id()))
        },
    ),
    (
        fault(
            "nothing-requires-it",
            [
                "{count} control applies, and nothing on record asks for it",
                "{count} controls apply, and nothing on record asks for them",
            ],
            "Say who decided",
            Way::Act("included"),
            "A control applies, and no risk, law, contract or decision on record asks for it. Controls follow from the treatment of risks (clause 6.1.3 b); an auditor asks what it is for.",
        ),
        |on| {
            let unasked = on.row.applies() && !on.row.reasons.iter().any(Reason::is_recorded);
            (unasked && !on.claims_risk()).then(|| {
                tell!(
                    "{control} applies, and no risk, law, contract or decision on record asks for it",
                    control = on.id()
                )
            })
        },
    ),
    (
        fault(
            "claims-risk-none-names-it",
            [
                "{count} control is said to be needed by a risk, and no risk names it",
                "{count} controls are said to be needed by a risk, and no risk names them",
            ],
            "Name it in the risk",
            Way::Register("risks"),
            "The stated reason speaks of risk, and no risk that is weighed, not closed and not avoided names the control. An auditor will ask to see that risk.",
        ),
        |on| {
            on.claims_risk()
                .then(|| tell!("{control}: the words say a risk needs it, and no risk names it", control = on.id()))
        },
    ),
    (
        fault(
            "status-on-excluded",
            [
                "{count} control is left out, and yet has a status",
                "{count} controls are left out, and yet have a status",
            ],
            "Clear the status",
            Way::Field("implementation"),
            "A control is left out, and yet has a status of implementation. Either it is needed or nobody works on it.",
        ),
        |on| {
            let status = on.row.control.implementation.filter(|_| on.excluded())?;
            let status = serde_json::to_value(status).ok()?;
            Some(tell!(
                "{control} is left out, and its implementation is called `{status}`",
                control = on.id(),
                status = status.as_str().unwrap_or_default()
            ))
        },
    ),
    (
        fault(
            "implemented-without-evidence",
            [
                "{count} control is implemented, and no evidence is named",
                "{count} controls are implemented, and no evidence is named",
            ],
            "Add evidence",
            Way::Field("evidence"),
            "A control is called fully implemented, and nothing is named that shows it. An auditor believes what is shown (clause 7.5.3).",
        ),
        |on| {
            let bare = on.done() && on.row.evidence.is_empty();
            bare.then(|| tell!("{control} is implemented, and no evidence is named", control = on.id()))
        },
    ),
    (
        fault(
            "implemented-with-open-action",
            [
                "{count} control is implemented, and an action on it is open",
                "{count} controls are implemented, and an action on them is open",
            ],
            "Correct the status",
            Way::Field("implementation"),
            "A control is called fully implemented, and an action that brings or betters it is still open. One of the two is out of date.",
        ),
        |on| {
            let actions = &on.naming.open_actions;
            (on.done() && !actions.is_empty()).then(|| {
                tell!(
                    "{control} is called implemented, and {actions} on it are open",
                    control = on.id(),
                    actions = actions.clone()
                )
            })
        },
    ),
    (
        fault(
            "no-owner",
            ["{count} control applies, and nobody owns it", "{count} controls apply, and nobody owns them"],
            "Name an owner",
            Way::Field("owner"),
            "A control applies, and nobody owns it. What nobody owns is not kept working (clause 5.3).",
        ),
        |on| owner::nobody(on.id(), &on.row.control.owner).filter(|_| on.row.applies()),
    ),
    (
        fault(
            "owner-departed",
            ["{count} control applies, and its owner has left", "{count} controls apply, and their owner has left"],
            "Name an owner",
            Way::Field("owner"),
            "A control applies, and its owner has left. What nobody owns is not kept working (clause 5.3).",
        ),
        |on| owner::gone(on.isms, on.id(), &on.row.control.owner, on.today).filter(|_| on.row.applies()),
    ),
    (
        Rule {
            severity: Severity::Question,
            ..fault(
                "exclusion-to-confirm",
                [
                    "{count} control is left out for a reason to be confirmed",
                    "{count} controls are left out for a reason to be confirmed",
                ],
                "Answer",
                Way::Field("how"),
                "A control is left out for a reason that does not take the need away: somebody else does it, there is no money, it is not done yet. An auditor will ask. Written under *How*, the answer ends the question.",
            )
        },
        |on| {
            let answered = !words::empty(&on.row.control.how);
            let doubt = words::doubt(&on.row.control.justification).filter(|_| on.excluded() && !answered);
            Some(question(doubt?, on.id()))
        },
    ),
];

impl Judged<'_> {
    fn id(&self) -> Id {
        self.row.control.id
    }

    fn excluded(&self) -> bool {
        self.row.standing == Standing::NotApplicable
    }

    fn done(&self) -> bool {
        self.row.applies() && self.row.control.implementation == Some(Implementation::Yes)
    }

    /// The stated words speak of risk, and no live risk names it.
    fn claims_risk(&self) -> bool {
        let claims = |reason: &Reason| matches!(reason, Reason::Stated(words) if words::speak_of_risk(words));
        self.row.reasons.iter().any(claims) && self.naming.live_risks().next().is_none()
    }
}

fn question(doubt: Doubt, control: Id) -> Sentence {
    match doubt {
        Doubt::Budget => tell!(
            "{control} is left out for want of money: which risk does that leave, and who carries it?",
            control = control
        ),
        Doubt::NotYet => tell!(
            "{control} is left out because it is not done yet: is it not needed, or is it planned?",
            control = control
        ),
        Doubt::Elsewhere => tell!(
            "{control} is left out because somebody else does it: who checks the landlord, the supplier or the cloud?",
            control = control
        ),
    }
}
