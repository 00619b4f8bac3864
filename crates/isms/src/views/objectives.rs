//! What is looked for among objectives.
//!
//! ISO/IEC 27001, clauses 6.2 and 9.1.

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    sentence::tell,
    soa::empty,
};
use crate::{Isms, Objective, registers::objectives::ObjectiveStatus};
use jiff::civil::Date;

/// What the rules find among objectives.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<Objective>); 1] = [(
    fault(
        "objectives",
        "ended-without-result",
        [
            "{count} objective ended, and nobody wrote what came of it",
            "{count} objectives ended, and nobody wrote what came of them",
        ],
        "Write what came of it",
        Way::Field("result"),
        "An objective is called reached or missed, and nobody wrote what came of it. Clause 6.2 asks to plan how results are evaluated; without the result the word *reached* is a claim.",
    ),
    |on| {
        let ended = matches!(on.held.status, ObjectiveStatus::Reached | ObjectiveStatus::Missed);
        (ended && empty(&on.held.result))
            .then(|| tell!("{objective} has ended, and nobody wrote what came of it", objective = on.held.id))
    },
)];
