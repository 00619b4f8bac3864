//! What a clause or control also serves in other frameworks. No mapping means that two are equal.

use crate::annex_a::rows;
use serde::Deserialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

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

/// The other frameworks, by name.
pub fn frameworks() -> BTreeSet<&'static str> {
    all_crosswalks().map(|one| one.target_framework.as_str()).collect()
}

/// The parts of a framework that something is mapped to, in its own order, each with what serves it, the surest first.
pub fn parts_of(framework: &str) -> Vec<(&'static str, Vec<&'static Crosswalk>)> {
    let mut parts: BTreeMap<&str, Vec<&Crosswalk>> = BTreeMap::new();
    for one in all_crosswalks().filter(|one| one.target_framework == framework) {
        parts.entry(&one.target_id).or_default().push(one);
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(id, _)| numbered(id));
    for (_, served) in &mut parts {
        served.sort_by_key(|one| (Reverse(one.confidence), numbered(&one.source_id)));
    }
    parts
}

/// What an id is ordered by: `AC-2` before `AC-17`.
fn numbered(id: &str) -> Vec<(&str, u32)> {
    let (mut parts, mut rest) = (vec![], id);
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| letter.is_ascii_digit()).unwrap_or(rest.len());
        let (words, from) = rest.split_at(digits);
        let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        parts.push((words, number.parse().unwrap_or_default()));
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_the_order_of_their_numbers_and_none_is_lost() {
        let ids = |framework: &str| parts_of(framework).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        assert_eq!(ids("CIS-Controls-v8")[..3], ["1", "2", "3"]);
        let nist = ids("NIST-SP-800-53r5");
        let at = |wanted: &str| nist.iter().position(|id| *id == wanted);
        assert!(at("AC-2") < at("AC-17") && at("AC-17") < at("AC-17(1)") && at("AC-17(1)") < at("AC-18"), "{nist:?}");
        assert!(parts_of("nothing").is_empty());
        let all: usize = frameworks().into_iter().flat_map(parts_of).map(|(_, served)| served.len()).sum();
        assert_eq!((frameworks().len(), all), (8, all_crosswalks().count()));
        let surest_first = |served: &[&Crosswalk]| served.is_sorted_by(|one, next| one.confidence >= next.confidence);
        assert!(parts_of("NIST-CSF-2.0").iter().all(|(_, served)| surest_first(served)));
    }

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
