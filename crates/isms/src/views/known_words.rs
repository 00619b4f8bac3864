//! The words that rules recognise in free text.
//!
//! Classification, criticality and status are the organisation's own words, because lists arrive with them; a rule that
//! judges by one has to know what it means. A word that is not here is not guessed at: then the rule stays silent.

use crate::plain;

/// Information that may not leave the organisation, or not even its circle of readers.
const CONFIDENTIAL: [&str; 8] = [
    "confidential",
    "strictly confidential",
    "highly confidential",
    "restricted",
    "highly restricted",
    "sensitive",
    "secret",
    "top secret",
];

/// Without this supplier much stops.
const MATTERS_MUCH: [&str; 6] = ["critical", "high", "very high", "business critical", "essential", "important"];

/// The relation goes on. Where nothing is said it does: who is gone is withdrawn, or said to be gone.
const GOES_ON: [&str; 6] = ["", "active", "current", "in use", "live", "in force"];

/// Whether a classification keeps information within a circle.
pub(super) fn is_confidential(text: &Option<String>) -> bool {
    is_one_of(&CONFIDENTIAL, text)
}

/// Whether a criticality says that much stops.
pub(super) fn matters_much(text: &Option<String>) -> bool {
    is_one_of(&MATTERS_MUCH, text)
}

/// Whether a status says that the relation goes on.
pub(crate) fn goes_on(text: &Option<String>) -> bool {
    is_one_of(&GOES_ON, text)
}

fn is_one_of(known: &[&str], text: &Option<String>) -> bool {
    known.contains(&plain(text.as_deref().unwrap_or_default()).as_str())
}
