//! What is looked for among corrective actions: a cause before, and a look afterwards.
//!
//! ISO/IEC 27001, clause 10.2.

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    sentence::tell,
    soa::empty,
};
use crate::{CorrectiveAction, Isms, registers::corrective_actions::CorrectiveActionStatus};
use jiff::civil::Date;

/// What the rules find among corrective actions.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<CorrectiveAction>); 2] = [
    (
        fault(
            "corrective-actions",
            "closed-without-effectiveness-check",
            [
                "{count} corrective action is closed, and nobody saw whether it worked",
                "{count} corrective actions are closed, and nobody saw whether they worked",
            ],
            "Write what was seen",
            Way::Field("effectiveness_check"),
            "A corrective action is closed, and it is not said how one saw that it worked. Clause 10.2 d asks for that look, and 10.2 g for a record of it.",
        ),
        |on| {
            let closed = on.held.status == CorrectiveActionStatus::Closed;
            (closed && empty(&on.held.effectiveness_check))
                .then(|| tell!("{action} is closed, and nobody wrote whether it worked", action = on.held.id))
        },
    ),
    (
        fault(
            "corrective-actions",
            "no-root-cause",
            [
                "{count} corrective action is taken without its cause being known",
                "{count} corrective actions are taken without their causes being known",
            ],
            "Write down the cause",
            Way::Field("root_cause"),
            "Something is done so that a fault does not come again, and nobody wrote why it came to be. Clause 10.2 b asks for the cause first; an action against a guess may change nothing.",
        ),
        |on| {
            let begun = on.held.status != CorrectiveActionStatus::Open || !empty(&on.held.corrective_action);
            (begun && empty(&on.held.root_cause))
                .then(|| tell!("{action} is under way, and no cause is written down", action = on.held.id))
        },
    ),
];
