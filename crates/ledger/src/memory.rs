//! A store in memory: for tests, and as the shortest statement of what a store does.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use crate::store::{RequestVisitor, RevisionVisitor};
use crate::{Batch, Committed, Head, Name, Order, Selection, Store, StoreError};
use crate::{StoredEntry, StoredRequest, StoredRevision};

/// A ledger's rows in memory, gone with the process.
pub struct MemoryStore {
    org: String,
    rows: Mutex<Rows>,
}

#[derive(Default)]
struct Rows {
    head: Head,
    entries: BTreeMap<u64, StoredEntry>,
    revisions: BTreeMap<(Name, u32), StoredRevision>,
    requests: BTreeMap<(String, String), StoredRequest>,
}

impl MemoryStore {
    /// An empty ledger of this organisation.
    pub fn new(org: impl Into<String>) -> Self {
        Self { org: org.into(), rows: Mutex::default() }
    }

    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn org(&self) -> &str {
        &self.org
    }

    fn head(&self) -> Result<Head, StoreError> {
        Ok(self.rows().head.clone())
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        let mut rows = self.rows();
        if rows.head.seq != batch.after {
            return Ok(Committed::Moved);
        }
        let Batch { entries, revisions, requests, head, .. } = batch.clone();
        rows.entries.extend(entries.into_iter().map(|row| (row.seq, row)));
        rows.revisions.extend(revisions.into_iter().map(|row| ((row.name.clone(), row.revision), row)));
        rows.requests.extend(requests.into_iter().map(|row| ((row.by.clone(), row.key.clone()), row)));
        rows.head = head;
        Ok(Committed::Written)
    }

    fn entries(&self, span: RangeInclusive<u64>, order: Order, limit: usize) -> Result<Vec<StoredEntry>, StoreError> {
        if span.is_empty() {
            return Ok(vec![]);
        }
        let rows = self.rows();
        let found = rows.entries.range(span).map(|(_, entry)| entry.clone());
        Ok(match order {
            Order::OldestFirst => found.take(limit).collect(),
            Order::NewestFirst => found.rev().take(limit).collect(),
        })
    }

    fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError> {
        Ok(self.rows().entries.values().filter(|entry| entry.at <= at).map(|entry| entry.seq).max())
    }

    fn revisions(&self, of: Selection<'_>, visit: &mut RevisionVisitor<'_>) -> Result<(), StoreError> {
        let rows = self.rows();
        let all = rows.revisions.values();
        let selected: Vec<&StoredRevision> = match of {
            Selection::Record(name) => all.filter(|row| row.name == *name).collect(),
            Selection::Acts(span) => {
                let mut selected: Vec<_> = all.filter(|row| span.contains(&row.seq)).collect();
                selected.sort_by_key(|row| (row.seq, row.position));
                selected
            }
            Selection::Current(up_to) => {
                let highest: BTreeMap<_, _> = all.filter(|row| row.seq <= up_to).map(|row| (&row.name, row)).collect();
                highest.into_values().collect()
            }
        };
        selected.into_iter().cloned().try_for_each(visit)
    }

    fn last_revision(&self, name: &Name) -> Result<u32, StoreError> {
        let rows = self.rows();
        let last = rows.revisions.range((name.clone(), 0)..=(name.clone(), u32::MAX)).next_back();
        Ok(last.map_or(0, |((_, revision), _)| *revision))
    }

    fn request(&self, by: &str, key: &str) -> Result<Option<StoredRequest>, StoreError> {
        Ok(self.rows().requests.get(&(by.to_owned(), key.to_owned())).cloned())
    }

    fn requests(&self, visit: &mut RequestVisitor<'_>) -> Result<(), StoreError> {
        self.rows().requests.values().cloned().try_for_each(visit)
    }

    fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }
}
