//! What a rule says: what speaks for it, the gaps, and what would close them.

use crate::{
    Id,
    views::{home::Target, sentence::Sentence},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// What a rule found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing on record speaks for it.
    NotMet,
    /// Something does, and there are gaps.
    Partly,
    /// What is on record cannot tell.
    Unknown,
    /// No gap found by this rule.
    Met,
}

/// What an auditor would likely call a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Not met at all, or the system is in doubt.
    Major,
    /// Not met in single cases.
    Minor,
    /// Worth a remark.
    Observation,
}

/// One thing that is missing or not as it should be.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// What, in a sentence that names the records.
    pub sentence: Sentence,
    /// What an auditor would likely call it.
    pub severity: Severity,
    /// What closes it.
    pub remedy: Remedy,
}

/// The link that closes a gap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remedy {
    /// Its words: *Name an owner*.
    pub words: &'static str,
    /// Where it is done.
    pub to: Target,
}

/// What a rule says of a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// What it found.
    pub outcome: Outcome,
    /// What speaks for it; none where nothing does.
    pub seen: Option<Sentence>,
    /// What is missing, the gravest first.
    pub gaps: Vec<Gap>,
}

impl Verdict {
    /// Something speaks for it; with gaps it is half the way.
    pub(super) fn seen(seen: Sentence, gaps: impl IntoIterator<Item = Option<Gap>>) -> Verdict {
        let gaps = graded(gaps);
        let outcome = if gaps.is_empty() { Outcome::Met } else { Outcome::Partly };
        Verdict { outcome, seen: Some(seen), gaps }
    }

    /// Something is asked of each of so many records: where one thing is missing from all of them, nothing speaks for it.
    pub(super) fn over(count: usize, seen: Sentence, gaps: impl IntoIterator<Item = Option<Gap>>) -> Verdict {
        let verdict = Verdict::seen(seen, gaps);
        let from_all = |gap: &Gap| gap.severity != Severity::Observation && gap.sentence.records().count() >= count;
        let outcome = if verdict.gaps.iter().any(from_all) { Outcome::NotMet } else { verdict.outcome };
        Verdict { outcome, ..verdict }
    }

    /// Nothing speaks for it.
    pub(super) fn lacking(gap: Gap) -> Verdict {
        Verdict { outcome: Outcome::NotMet, seen: None, gaps: vec![gap] }
    }

    /// What is on record cannot tell, and this is what a person would have to put there.
    pub(super) fn cannot_tell(gap: Gap) -> Verdict {
        Verdict { outcome: Outcome::Unknown, seen: None, gaps: vec![gap] }
    }

    /// The same with more gaps. What cannot be told, or is missing altogether, stays so.
    pub(super) fn and(self, more: impl IntoIterator<Item = Option<Gap>>) -> Verdict {
        let gaps = graded(self.gaps.into_iter().map(Some).chain(more));
        let outcome = if self.outcome == Outcome::Met && !gaps.is_empty() { Outcome::Partly } else { self.outcome };
        Verdict { outcome, seen: self.seen, gaps }
    }

    /// No gap is graver than the duty itself.
    pub(super) fn at_most(mut self, severity: Severity) -> Verdict {
        self.gaps.iter_mut().for_each(|gap| gap.severity = gap.severity.max(severity));
        self
    }

    /// The gravest of the gaps, where there are any.
    pub fn severity(&self) -> Option<Severity> {
        self.gaps.first().map(|gap| gap.severity)
    }

    /// Every record that its gaps name, or, where there is none, that speaks for it; each once.
    pub fn records(&self) -> Vec<Id> {
        let mut told = BTreeSet::new();
        let seen = self.seen.as_ref().filter(|_| self.gaps.is_empty());
        let all = self.gaps.iter().map(|gap| &gap.sentence).chain(seen).flat_map(Sentence::records);
        all.filter(|id| told.insert(*id)).collect()
    }
}

fn graded(gaps: impl IntoIterator<Item = Option<Gap>>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = gaps.into_iter().flatten().collect();
    gaps.sort_by_key(|gap| gap.severity);
    gaps
}

/// A gap: `gap!(Major, tell!("No risk is on record"), "Weigh the first risk", Target::Register("risks"))`.
macro_rules! gap {
    ($severity:ident, $sentence:expr, $words:expr, $to:expr) => {
        $crate::readiness::verdict::Gap {
            sentence: $sentence,
            severity: $crate::readiness::verdict::Severity::$severity,
            remedy: $crate::readiness::verdict::Remedy { words: $words, to: $to },
        }
    };
}

/// A gap over records, where there are any: `those!(Minor, ids, "Without an owner: {records}", "Name one", "owner")`.
/// What closes it is a field of the first, unless a target is given.
macro_rules! those {
    ($severity:ident, $ids:expr, $says:literal, $words:expr, $field:literal) => {
        those!($severity, $ids, $says, $words, |first| $crate::views::home::Target::Field(first, $field))
    };
    ($severity:ident, $ids:expr, $says:literal, $words:expr, $to:expr) => {{
        let (ids, to): (Vec<$crate::Id>, fn($crate::Id) -> $crate::views::home::Target) = ($ids, $to);
        ids.first().copied().map(|first| {
            $crate::readiness::verdict::gap!(
                $severity,
                $crate::views::sentence::tell!($says, records = ids),
                $words,
                to(first)
            )
        })
    }};
}
pub(super) use {gap, those};
