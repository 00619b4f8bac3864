//! Files that were dropped and wait for a word: held in memory for an hour, and only for who brought them. Of those that
//! were brought in is kept what came of them, so that nobody does it twice.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use isms::{
    Id,
    import::{Choices, SheetIn},
};
use jiff::{SignedDuration, Timestamp};

use crate::importing::Brought;

/// Imports that wait at once; with more, the oldest goes and is dropped again.
const MOST: usize = 16;
/// How long one waits.
const KEPT: SignedDuration = SignedDuration::from_hours(1);

/// What somebody dropped.
#[derive(Clone)]
pub struct Staged {
    /// Who did.
    pub account: Id,
    /// When.
    pub at: Timestamp,
    /// The files as they came; held once, however often they are looked at.
    pub files: Arc<[Brought]>,
    /// Their tables.
    pub sheets: Arc<[SheetIn]>,
    /// What was decided about them so far.
    pub choices: Choices,
    /// Where it is told what came of them, once they were brought in.
    pub outcome: Option<String>,
}

/// All that waits, by a number nobody can guess.
#[derive(Default)]
pub struct Staging {
    waiting: Mutex<BTreeMap<String, Staged>>,
}

impl Staging {
    /// Keeps it under this number.
    pub fn put(&self, number: String, staged: Staged) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let now = staged.at;
        waiting.retain(|_, kept| now.duration_since(kept.at) < KEPT);
        while waiting.len() >= MOST {
            let oldest = waiting.iter().min_by_key(|(_, kept)| kept.at).map(|(number, _)| number.clone());
            oldest.and_then(|oldest| waiting.remove(&oldest));
        }
        waiting.insert(number, staged);
    }

    /// What waits under this number, for who brought it.
    pub fn get(&self, number: &str, account: Id) -> Option<Staged> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.get(number).filter(|staged| staged.account == account).cloned()
    }

    /// Remembers what was decided about its tables.
    pub fn choose(&self, number: &str, choices: Choices) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(staged) = waiting.get_mut(number) {
            staged.choices = choices;
        }
    }

    /// Remembers where it is told what came of it, and lets the files go.
    pub fn finish(&self, number: &str, outcome: &str) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(staged) = waiting.get_mut(number) {
            (staged.files, staged.sheets, staged.outcome) = ([].into(), [].into(), Some(outcome.into()));
        }
    }
}
