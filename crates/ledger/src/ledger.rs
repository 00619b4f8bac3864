//! The ledger of one organisation: the one door for recording an act, and for reading what was recorded.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use crate::merkle::{inclusion_proof, leaf_hash};
use crate::seal::seal;
use crate::{Clock, ClockJump, Committed, Digest, Draft, Entry, Head, Line, Name, NotCanonical, Order, Request, Salts};
use crate::{Selection, Store, StoreError, StoredEntry, StoredRevision};

/// Entries read at once where all are read: a few hundred kilobytes.
pub(crate) const PAGE: usize = 1_000;

/// A ledger in its store. A clone is another handle to the same ledger, for another thread.
#[derive(Clone)]
pub struct Ledger {
    store: Arc<dyn Store>,
    clock: Clock,
    salts: Salts,
}

/// Where a draft was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its sequence.
    pub seq: u64,
    /// Its time.
    pub at: Timestamp,
}

/// An entry with the words it was recorded with: the act's reason and parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedAct {
    /// The entry.
    pub entry: Entry,
    /// The words, where there are some.
    pub words: Option<Value>,
    /// The hash of its exact bytes: the leaf of the tree.
    pub leaf: Digest,
}

/// A record as one act left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedRevision {
    /// The entry that brought it.
    pub seq: u64,
    /// The record.
    pub name: Name,
    /// The revision's number, from 1 on.
    pub revision: u32,
    /// The version of the record's schema.
    pub version: u32,
    /// The whole record as canonical JSON.
    pub body: String,
    /// The salted hash that stands in the entry's change lines.
    pub hash: Digest,
}

/// One step in the life of a record: what it became, and by which act.
#[derive(Debug, Clone, PartialEq)]
pub struct Revised {
    /// The act.
    pub act: RecordedAct,
    /// The record as the act left it.
    pub revision: RecordedRevision,
}

/// The proof that an entry stands in the ledger (RFC 6962, 2.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The exact bytes of the entry: the leaf.
    pub bytes: String,
    /// The leaf's place in the tree, from 0 on.
    pub index: u64,
    /// The number of entries that the root covers.
    pub size: u64,
    /// The root over them.
    pub root: Digest,
    /// The hashes that lead from the leaf to the root, from below.
    pub path: Vec<Digest>,
}

/// Why drafts were not recorded. Nothing was written, unless the store itself failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Somebody else recorded first: catch up, and decide again.
    #[error("the ledger has moved on to entry {}: decide again on what it holds now", .0.seq)]
    Moved(Head),
    /// The clock is far ahead.
    #[error(transparent)]
    ClockJump(#[from] ClockJump),
    /// The same request was recorded before: answer it from that entry.
    #[error("this request was recorded before, as entry {seq}")]
    Repeated {
        /// Which of the drafts.
        draft: usize,
        /// The entry; beyond the head if it is an earlier draft of the same call.
        seq: u64,
    },
    /// The key was used before, for something else (HTTP status 422).
    #[error("the key `{key}` was used before for another request: send a new key")]
    OtherBody {
        /// Which of the drafts.
        draft: usize,
        /// The key.
        key: String,
    },
    /// A revision that does not follow the record's last one.
    #[error("`{name}` stands at revision {last}: revision {given} cannot follow")]
    Revision {
        /// The record.
        name: Name,
        /// Its last revision.
        last: u32,
        /// The one that was given.
        given: u32,
    },
    /// Beyond a limit.
    #[error("{given} {what} are too many: at most {limit} are kept")]
    TooMuch {
        /// What is counted.
        what: &'static str,
        /// How much was given.
        given: usize,
        /// How much is allowed.
        limit: usize,
    },
    /// Words that have no canonical text.
    #[error(transparent)]
    NotCanonical(#[from] NotCanonical),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Ledger {
    /// The ledger in this store, for a process with this clock.
    pub fn new(store: Arc<dyn Store>, clock: Clock) -> Self {
        Self { store, clock, salts: Salts::random() }
    }

    /// The same ledger with another source of salts: for tests that need the same bytes again.
    pub fn with_salts(self, salts: Salts) -> Self {
        Self { salts, ..self }
    }

    /// The organisation.
    pub fn org(&self) -> &str {
        self.store.org()
    }

    /// The end of the ledger; cheap enough to ask before every act whether another process has recorded.
    pub fn head(&self) -> Result<Head, StoreError> {
        self.store.head()
    }

    /// Records the drafts, all or none, in one durable transaction, if `head` still is the last sequence.
    pub fn append(&self, head: u64, drafts: &[Draft]) -> Result<Vec<Appended>, AppendError> {
        self.refuse_repeated(head, drafts)?;
        let now = self.store.head()?;
        if now.seq != head {
            return Err(AppendError::Moved(now));
        }
        self.check_revisions(drafts)?;
        let batch = seal(self.org(), now, drafts, &self.clock, &self.salts)?;
        match self.store.commit(&batch)? {
            Committed::Written => Ok(batch.entries.iter().map(Appended::of).collect()),
            Committed::Moved => Err(AppendError::Moved(self.store.head()?)),
        }
    }

    /// The entry that answered this request of this account before.
    ///
    /// The same key with another body is [`AppendError::OtherBody`].
    pub fn earlier(&self, by: &str, request: &Request) -> Result<Option<u64>, AppendError> {
        match self.store.request(by, &request.key)? {
            Some(earlier) if earlier.body != request.body => {
                Err(AppendError::OtherBody { draft: 0, key: request.key.clone() })
            }
            earlier => Ok(earlier.map(|earlier| earlier.seq)),
        }
    }

    /// The revisions recorded after `seq`, in order: what a follower has to take over.
    pub fn since(&self, seq: u64) -> Result<Vec<RecordedRevision>, StoreError> {
        self.between(seq, u64::MAX)
    }

    /// The revisions recorded after one entry, up to another.
    pub fn between(&self, seq: u64, end: u64) -> Result<Vec<RecordedRevision>, StoreError> {
        self.collect(Selection::Acts(seq.saturating_add(1)..=end))
    }

    /// The revisions that one entry brought, in the order of its lines.
    pub fn revisions(&self, seq: u64) -> Result<Vec<RecordedRevision>, StoreError> {
        self.collect(Selection::Acts(seq..=seq))
    }

    /// The highest revision of each record up to a sequence, or of now, handed over one by one.
    ///
    /// The visitor must not ask the same ledger.
    pub fn current(
        &self, up_to: Option<u64>, mut visit: impl FnMut(RecordedRevision) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let selection = Selection::Current(up_to.unwrap_or(u64::MAX));
        self.store.revisions(selection, &mut |stored| visit(RecordedRevision::checked(stored)?))
    }

    /// All revisions of one record with the acts that brought them, the first one first.
    pub fn history(&self, name: &Name) -> Result<Vec<Revised>, StoreError> {
        let with_act = |revision: RecordedRevision| match self.entry(revision.seq)? {
            Some(act) => Ok(Revised { act, revision }),
            None => Err(StoreError::Damaged(format!("entry {}: missing, though `{name}` names it", revision.seq))),
        };
        self.collect(Selection::Record(name))?.into_iter().map(with_act).collect()
    }

    /// The entry of this sequence.
    pub fn entry(&self, seq: u64) -> Result<Option<RecordedAct>, StoreError> {
        Ok(self.entries(seq..=seq, Order::OldestFirst, 1)?.pop())
    }

    /// The first entry.
    pub fn first(&self) -> Result<Option<RecordedAct>, StoreError> {
        self.entry(1)
    }

    /// The last entry recorded at or before this time: the end of the state *as of* then.
    pub fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError> {
        self.store.last_until(at)
    }

    /// Entries of the span, at most `limit`, in this order.
    pub fn entries(
        &self, span: RangeInclusive<u64>, order: Order, limit: usize,
    ) -> Result<Vec<RecordedAct>, StoreError> {
        self.store.entries(span, order, limit)?.iter().map(RecordedAct::read).collect()
    }

    /// The change lines of one entry, in order: what its root is made of.
    pub fn lines(&self, seq: u64) -> Result<Vec<Line>, StoreError> {
        let mut lines = Vec::new();
        self.store.revisions(Selection::Acts(seq..=seq), &mut |stored| {
            lines.push(stored.line());
            Ok(())
        })?;
        Ok(lines)
    }

    /// The proof that the entry stands in the ledger as it is now.
    pub fn proof(&self, seq: u64) -> Result<Option<Proof>, StoreError> {
        let Head { seq: size, tree, .. } = self.store.head()?;
        let Some(index) = seq.checked_sub(1).filter(|index| *index < size) else { return Ok(None) };
        let leaves = self.leaves(size)?;
        let path = usize::try_from(index).ok().and_then(|index| inclusion_proof(&leaves, index));
        let stored = self.store.entries(seq..=seq, Order::OldestFirst, 1)?.pop();
        Ok(stored.zip(path).map(|(stored, path)| Proof { bytes: stored.bytes, index, size, root: tree.root(), path }))
    }

    pub(crate) fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    fn refuse_repeated(&self, head: u64, drafts: &[Draft]) -> Result<(), AppendError> {
        let mut seen: HashMap<(&str, &str), (u64, &Request)> = HashMap::new();
        for ((draft, position), seq) in drafts.iter().zip(0..).zip(head + 1..) {
            let Some(request) = &draft.request else { continue };
            let other_body = || AppendError::OtherBody { draft: position, key: request.key.clone() };
            match seen.insert((&draft.by, &request.key), (seq, request)) {
                Some((_, twin)) if twin.body != request.body => return Err(other_body()),
                Some((seq, _)) => return Err(AppendError::Repeated { draft: position, seq }),
                None => {}
            }
            match self.store.request(&draft.by, &request.key)? {
                Some(earlier) if earlier.body != request.body => return Err(other_body()),
                Some(earlier) => return Err(AppendError::Repeated { draft: position, seq: earlier.seq }),
                None => {}
            }
        }
        Ok(())
    }

    fn check_revisions(&self, drafts: &[Draft]) -> Result<(), AppendError> {
        let mut reached: HashMap<&Name, u32> = HashMap::new();
        for change in drafts.iter().flat_map(|draft| &draft.changes) {
            let last = match reached.get(&change.name) {
                Some(last) => *last,
                None => self.store.last_revision(&change.name)?,
            };
            if last.checked_add(1) != Some(change.revision) {
                return Err(AppendError::Revision { name: change.name.clone(), last, given: change.revision });
            }
            reached.insert(&change.name, change.revision);
        }
        Ok(())
    }

    fn collect(&self, selection: Selection<'_>) -> Result<Vec<RecordedRevision>, StoreError> {
        let mut found = Vec::new();
        self.store.revisions(selection, &mut |stored| {
            found.push(RecordedRevision::checked(stored)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn leaves(&self, size: u64) -> Result<Vec<Digest>, StoreError> {
        let mut leaves = Vec::new();
        for from in (1..=size).step_by(PAGE) {
            let page = self.store.entries(from..=size, Order::OldestFirst, PAGE)?;
            leaves.extend(page.iter().map(|entry| leaf_hash(entry.bytes.as_bytes())));
        }
        Ok(leaves)
    }
}

impl Appended {
    fn of(stored: &StoredEntry) -> Self {
        Self { seq: stored.seq, at: stored.at }
    }
}

impl RecordedAct {
    fn read(stored: &StoredEntry) -> Result<Self, StoreError> {
        let entry = stored.read()?;
        let words = stored.words.as_ref().map(|words| serde_json::from_str(&words.text)).transpose();
        let words = words.map_err(|error| StoreError::Damaged(format!("entry {}: its words: {error}", entry.seq)))?;
        Ok(Self { entry, words, leaf: leaf_hash(stored.bytes.as_bytes()) })
    }
}

impl RecordedRevision {
    fn checked(stored: StoredRevision) -> Result<Self, StoreError> {
        stored.check()?;
        let StoredRevision { seq, name, revision, version, body, hash, .. } = stored;
        Ok(Self { seq, name, revision, version, body, hash })
    }
}
