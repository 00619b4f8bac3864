//! What is looked for among documents.
//!
//! ISO/IEC 27001, clause 7.5.2 c.

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    sentence::tell,
};
use crate::{Document, Isms, registers::documents::DocumentStatus};
use jiff::civil::Date;

/// What the rules find among documents.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<Document>); 1] = [(
    fault(
        "documents",
        "approved-without-approver",
        ["{count} document is called approved by nobody", "{count} documents are called approved by nobody"],
        "Have it approved",
        Way::Act("approved"),
        "A document is called approved, and nobody is named who approved it. Clause 7.5.2 c asks for review and approval.",
    ),
    |on| {
        let missing = on.held.status == DocumentStatus::Approved && on.held.approved_by.is_none();
        missing
            .then(|| tell!("{document} is called approved, and nobody is named who approved it", document = on.held.id))
    },
)];
