//! What is looked for among documents.
//!
//! ISO/IEC 27001, clauses 7.5.2 c and 7.5.3 a.

use super::{
    finding::{Finding, Judge, On, Rule, Way, fault, judge, question},
    owner::same,
    sentence::{Sentence, tell},
};
use crate::{Document, Held, Isms, registers::documents::DocumentStatus};
use jiff::civil::Date;

/// What the rules find among documents.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<Document>); 4] = [
    (
        fault(
            "documents",
            "approved-without-approver",
            ["{count} document is called approved by nobody", "{count} documents are called approved by nobody"],
            "Have it approved",
            Way::Act("approved"),
            "A document is called approved, and nobody is named who approved it. Clause 7.5.2 c asks for review and approval.",
        ),
        |on| {
            let missing = is_approved(on) && on.held.approved_by.is_none();
            missing.then(|| {
                tell!("{document} is called approved, and nobody is named who approved it", document = on.held.id)
            })
        },
    ),
    (
        fault(
            "documents",
            "no-place",
            ["{count} document lies nobody knows where", "{count} documents lie nobody knows where"],
            "Say where it is kept",
            Way::Field("location"),
            "A document is in force, and it is not said where its text is kept: who needs it cannot read it. Clause 7.5.3 a asks that it can be had where and when it is needed.",
        ),
        |on| {
            (is_approved(on) && on.held.lies_nowhere(on.isms))
                .then(|| tell!("{document} is approved, and nobody said where it is kept", document = on.held.id))
        },
    ),
    (
        fault(
            "documents",
            "changed-since-approved",
            ["{count} document changed since it was approved", "{count} documents changed since they were approved"],
            "Have it approved again",
            Way::Act("approved"),
            "What somebody approved here is no longer what stands here: title, sort, version, place or file changed since. Clause 7.5.3 e asks for control of changes.",
        ),
        |on| {
            let changed = on.held.has_changed_since_approval(on.isms);
            changed.then(|| tell!("{document} changed since it was approved", document = on.held.id))
        },
    ),
    (
        question(fault(
            "documents",
            "approved-by-its-owner",
            ["{count} document was approved by its own owner", "{count} documents were approved by their own owners"],
            "Have another approve it",
            Way::Act("approved"),
            "Whoever keeps a document right has approved it too. Nothing forbids that, unless your own rules ask for two; clause 7.5.2 c asks for review and approval, and an auditor asks who else has read it.",
        )),
        |on| approved_by_its_owner(on.held).filter(|_| is_approved(on)),
    ),
];

fn is_approved(on: &On<Document>) -> bool {
    on.held.status == DocumentStatus::Approved
}

/// Whether the one who approved a document also owns it.
pub(crate) fn own_approval(document: &Document) -> bool {
    document.approved_by.as_ref().zip(document.owner.as_ref()).is_some_and(|(by, owner)| same(by, owner))
}

/// Whoever keeps a document right has approved it: nothing forbids it, unless the organisation's own rules ask for two.
pub(super) fn approved_by_its_owner(document: &Held<Document>) -> Option<Sentence> {
    own_approval(document).then(|| tell!("{document} was approved by its own owner", document = document.id))
}
