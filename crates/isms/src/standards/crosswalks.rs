//! What a clause or control also serves in other frameworks. No mapping means that two are equal.

use crate::annex_a::rows;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// A row of `content/facts/crosswalks.csv`.
#[derive(Debug, Deserialize)]
pub struct Crosswalk {
    /// A clause, or a control with `A.` before it.
    pub source_id: String,
    /// The other framework: `NIST-CSF-2.0`.
    pub target_framework: String,
    /// Its part there.
    pub target_id: String,
    /// How the two relate: `intersects`.
    pub relation: String,
    /// Whose mapping this is.
    pub mapping_source: String,
    /// How far to trust it.
    pub confidence: Confidence,
    /// What else is to be said.
    pub note: String,
}

/// How far a mapping can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Our judgement alone, or a second source that is unreliable.
    Low,
    /// One transcription of its owner's mapping, or our judgement with a second source.
    Medium,
    /// Two sources agree.
    High,
}

static CROSSWALKS: LazyLock<BTreeMap<String, Vec<Crosswalk>>> = LazyLock::new(|| {
    let mut all: BTreeMap<String, Vec<Crosswalk>> = BTreeMap::new();
    for row in rows::<Crosswalk>(include_str!("../../../../content/facts/crosswalks.csv")) {
        all.entry(row.source_id.clone()).or_default().push(row);
    }
    all
});

impl Confidence {
    /// All of them, the surest first.
    pub const ALL: [Confidence; 3] = [Confidence::High, Confidence::Medium, Confidence::Low];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::Low => "low",
        }
    }
}

/// What a clause (`6.1.2`) or a control (`A.5.9`) also serves, in the order of the table.
pub fn crosswalks(source: &str) -> &'static [Crosswalk] {
    CROSSWALKS.get(source).map_or(&[], Vec::as_slice)
}

/// All rows, clause by clause and control by control.
pub fn all_crosswalks() -> impl Iterator<Item = &'static Crosswalk> {
    CROSSWALKS.values().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_of_the_table_is_read() {
        let lines = include_str!("../../../../content/facts/crosswalks.csv").lines().count() - 1;
        assert_eq!(all_crosswalks().count(), lines);
        let sources = all_crosswalks().map(|one| one.source_id.as_str());
        let known = |id: &str| match id.strip_prefix("A.") {
            Some(id) => id.parse().is_ok_and(|id| crate::annex_a::control(id).is_some()),
            None => super::super::clause(id).is_some(),
        };
        assert_eq!(sources.filter(|id| !known(id)).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
