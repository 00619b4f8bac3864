//! Ledgers that were made anew around a lie, and a store that serves something else than it proves.

use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::Timestamp;
use ledger::merkle::{Frontier, leaf_hash};
use ledger::{Batch, Committed, Entry, Head, Ledger, MemoryStore, Name, Order, Selection, Store, StoreError, verify};
use ledger::{RequestVisitor, RevisionVisitor, StoredEntry, StoredRequest, StoredRevision};

use crate::support::*;

#[test]
fn time_that_goes_back_is_found_though_all_hashes_fit() {
    let mut entries = vec![entry(1, minute(5)), entry(2, minute(4))];
    assert_eq!(problem(forge(entries.clone())).as_deref(), Some("entry 2 is older than the one it follows"));
    entries[1] = entry(2, minute(5));
    assert_eq!(problem(forge(entries)), None);
}

#[test]
fn a_gap_is_found_though_all_hashes_fit() {
    let entries = vec![entry(1, minute(5)), entry(3, minute(6))];
    assert_eq!(problem(forge(entries)).as_deref(), Some("entry 2 is missing, the next one is 3"));
}

#[test]
fn a_store_that_serves_something_else_is_found() {
    let honest = Arc::new(MemoryStore::new(ORG));
    record_three(&Ledger::new(honest.clone(), clock()));
    assert_eq!(problem(honest.clone()), None);
    for (lie, expected) in [(Lie::Older, "risks/R-0001"), (Lie::Fewer, "risks/R-0001"), (Lie::More, "risks/R-0099")] {
        let found = problem(Arc::new(Liar { honest: honest.clone(), lie })).expect("found");
        assert_eq!(found, format!("what is served as the current `{expected}` is not what the entries made of it"));
    }
}

fn problem(store: Arc<dyn Store>) -> Option<String> {
    let ledger = Ledger::new(store, clock());
    verify(&ledger, None, |_, _| ()).expect("readable").problem.map(|problem| problem.what)
}

fn entry(seq: u64, at: Timestamp) -> Entry {
    let ledger = in_memory();
    ledger.append(0, &[draft(0, vec![])]).expect("recorded");
    let first = ledger.first().expect("readable").expect("there").entry;
    Entry { seq, at, words: None, ..first }
}

/// A store of these entries, with a tree and a head that fit them.
fn forge(entries: Vec<Entry>) -> Arc<dyn Store> {
    let store = MemoryStore::new(ORG);
    let at = entries.last().map(|entry| entry.at);
    let stored = |entry: &Entry| {
        let bytes = entry.to_canonical().expect("canonical");
        StoredEntry { seq: entry.seq, at: entry.at, bytes, words: None }
    };
    let entries: Vec<StoredEntry> = entries.iter().map(stored).collect();
    let tree: Frontier = entries.iter().map(|entry| leaf_hash(entry.bytes.as_bytes())).collect();
    let head = Head { seq: entries.last().map_or(0, |entry| entry.seq), at, tree };
    let batch = Batch { after: 0, entries, revisions: vec![], requests: vec![], head };
    assert_eq!(store.commit(&batch), Ok(Committed::Written));
    Arc::new(store)
}

/// What is wrong with the current records.
#[derive(Clone, Copy)]
enum Lie {
    Older,
    Fewer,
    More,
}

/// A store that proves one thing and serves another.
struct Liar {
    honest: Arc<MemoryStore>,
    lie: Lie,
}

impl Liar {
    fn current(&self) -> Vec<StoredRevision> {
        let up_to = if matches!(self.lie, Lie::Older) { 2 } else { 3 };
        let mut served = Vec::new();
        let collect = &mut |row| {
            served.push(row);
            Ok(())
        };
        self.honest.revisions(Selection::Current(up_to), collect).expect("readable");
        match self.lie {
            Lie::Older => {}
            Lie::Fewer => drop(served.remove(0)),
            Lie::More => served.push(StoredRevision { name: risk(99), ..served[0].clone() }),
        }
        served
    }
}

impl Store for Liar {
    fn org(&self) -> &str {
        self.honest.org()
    }

    fn head(&self) -> Result<Head, StoreError> {
        self.honest.head()
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        self.honest.commit(batch)
    }

    fn entries(&self, span: RangeInclusive<u64>, order: Order, limit: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.honest.entries(span, order, limit)
    }

    fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError> {
        self.honest.last_until(at)
    }

    fn revisions(&self, of: Selection<'_>, visit: &mut RevisionVisitor<'_>) -> Result<(), StoreError> {
        match of {
            Selection::Current(_) => self.current().into_iter().try_for_each(visit),
            other => self.honest.revisions(other, visit),
        }
    }

    fn last_revision(&self, name: &Name) -> Result<u32, StoreError> {
        self.honest.last_revision(name)
    }

    fn request(&self, by: &str, key: &str) -> Result<Option<StoredRequest>, StoreError> {
        self.honest.request(by, key)
    }

    fn requests(&self, visit: &mut RequestVisitor<'_>) -> Result<(), StoreError> {
        self.honest.requests(visit)
    }

    fn check(&self) -> Result<(), StoreError> {
        self.honest.check()
    }
}
