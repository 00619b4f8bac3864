//! What the tests share: a ledger to record in, and short words for acts.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use ledger::{Change, Clock, DataDirectory, Digest, Draft, Ledger, MemoryStore, Name, Request, Salts, Via};
use serde_json::json;
use tempfile::TempDir;

pub const ORG: &str = "northwind";

/// The first minute of all tests.
pub fn start() -> Timestamp {
    "2026-11-02T08:00:00Z".parse().expect("a timestamp")
}

pub fn minute(number: i64) -> Timestamp {
    start() + SignedDuration::from_mins(number)
}

pub fn clock() -> Clock {
    Clock::started(start())
}

pub fn in_memory() -> Ledger {
    Ledger::new(Arc::new(MemoryStore::new(ORG)), clock())
}

/// A data directory that is gone with the test.
pub struct House {
    pub directory: DataDirectory,
    pub folder: TempDir,
}

impl House {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let directory = DataDirectory::create(&folder.path().join("data"), ORG).expect("a data directory");
        Self { directory, folder }
    }

    pub fn ledger(&self) -> Ledger {
        self.directory.ledger(clock())
    }

    /// The same directory, opened as a second process would.
    pub fn again(&self) -> DataDirectory {
        DataDirectory::open(self.directory.path()).expect("the data directory")
    }
}

pub fn risk(number: u32) -> Name {
    Name::new("risks", format!("R-{number:04}"))
}

/// The risk of this number at this revision.
pub fn change(number: u32, revision: u32) -> Change {
    Change {
        name: risk(number),
        revision,
        version: 1,
        body: format!(r#"{{"revision":{revision},"title":"Risk {number}"}}"#),
    }
}

/// An act at this minute that brings these changes.
pub fn draft(at: i64, changes: Vec<Change>) -> Draft {
    Draft {
        at: minute(at),
        by: "a1".into(),
        via: Via::Page,
        act: "assessed".into(),
        on: changes.first().map(|change| change.name.clone()),
        words: Some(json!({ "reason": format!("minute {at}") })),
        changes,
        request: None,
    }
}

pub fn with_request(draft: Draft, key: &str, body: u8) -> Draft {
    Draft { request: Some(Request { key: key.into(), body: [body; 32] }), ..draft }
}

/// Salts that are the same in every run.
pub fn fixed_salts() -> Salts {
    let drawn = AtomicU64::new(0);
    Salts::from_source(move || *Digest::of(&[&drawn.fetch_add(1, Ordering::Relaxed).to_be_bytes()]).as_bytes())
}

/// Three acts: two new risks; one of them and a third; the first once more.
pub fn record_three(ledger: &Ledger) {
    let drafts = [
        draft(1, vec![change(1, 1), change(2, 1)]),
        with_request(draft(2, vec![change(2, 2), change(3, 1)]), "key", 7),
        draft(3, vec![change(1, 2)]),
    ];
    ledger.append(0, &drafts).expect("recorded");
}

/// The current records up to a sequence: name, revision and body.
pub fn current(ledger: &Ledger, up_to: Option<u64>) -> Vec<(Name, u32, String)> {
    let mut found = Vec::new();
    ledger
        .current(up_to, |row| {
            found.push((row.name, row.revision, row.body));
            Ok(())
        })
        .expect("readable");
    found
}
