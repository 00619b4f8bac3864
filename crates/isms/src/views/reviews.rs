//! What is looked for among management reviews.
//!
//! ISO/IEC 27001, clause 9.3.3.

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    sentence::tell,
    soa::empty,
};
use crate::{Isms, Review};
use jiff::civil::Date;

/// What the rules find among management reviews.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<Review>); 1] = [(
    fault(
        "reviews",
        "held-without-results",
        ["{count} management review left no results", "{count} management reviews left no results"],
        "Write what was decided",
        Way::Field("results"),
        "A management review was held, and neither results nor minutes are on record. Clause 9.3.3 asks for decisions, and to keep them as evidence; an auditor reads them before anything else.",
    ),
    |on| {
        let held = on.held.held_on.filter(|day| *day <= on.today)?;
        let silent = empty(&on.held.results) && on.held.minutes.is_none();
        silent.then(|| {
            tell!(
                "{review} was held on {day}, and neither results nor minutes are on record",
                review = on.held.id,
                day = held
            )
        })
    },
)];
