//! What every store must do: keep the ledger's rows, all of a batch or none, and give them back.
//!
//! A store holds one organisation's rows and judges nothing but its head: whoever appends says which sequence
//! it builds on, and if the head has moved meanwhile nothing is written. Meaning is given by [`crate::Ledger`].

use std::ops::RangeInclusive;

use jiff::Timestamp;

use crate::merkle::Frontier;
use crate::{Digest, Entry, Line, Name, Salt};

/// The rows of one organisation's ledger.
pub trait Store: Send + Sync {
    /// The organisation.
    fn org(&self) -> &str;

    /// The end of the ledger.
    fn head(&self) -> Result<Head, StoreError>;

    /// Writes the batch in one transaction, durably, if the head still is where the batch begins.
    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError>;

    /// Entries of the span, at most `limit`, in this order.
    fn entries(&self, span: RangeInclusive<u64>, order: Order, limit: usize) -> Result<Vec<StoredEntry>, StoreError>;

    /// The last entry recorded at or before this time.
    fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError>;

    /// Hands over the selected revisions one by one. The visitor must not ask the same store.
    fn revisions(&self, of: Selection<'_>, visit: &mut RevisionVisitor<'_>) -> Result<(), StoreError>;

    /// The number of the record's last revision; 0 where there is no such record.
    fn last_revision(&self, name: &Name) -> Result<u32, StoreError>;

    /// The request that this account has sent under this key.
    fn request(&self, by: &str, key: &str) -> Result<Option<StoredRequest>, StoreError>;

    /// Hands over all requests. The visitor must not ask the same store.
    fn requests(&self, visit: &mut RequestVisitor<'_>) -> Result<(), StoreError>;

    /// Whether the store's own structure is sound, apart from what its rows say.
    fn check(&self) -> Result<(), StoreError>;
}

/// Takes revisions one by one; an error ends the walk.
pub type RevisionVisitor<'a> = dyn FnMut(StoredRevision) -> Result<(), StoreError> + 'a;

/// Takes requests one by one; an error ends the walk.
pub type RequestVisitor<'a> = dyn FnMut(StoredRequest) -> Result<(), StoreError> + 'a;

/// The end of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// The last entry's sequence; 0 where there is none.
    pub seq: u64,
    /// The last entry's time.
    pub at: Option<Timestamp>,
    /// The right edge of the tree of entries.
    pub tree: Frontier,
}

impl Head {
    /// The root over all entries.
    pub fn root(&self) -> Digest {
        self.tree.root()
    }
}

/// Rows to be written together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The head that the batch builds on.
    pub after: u64,
    /// The new entries, in order.
    pub entries: Vec<StoredEntry>,
    /// The new revisions, in order.
    pub revisions: Vec<StoredRevision>,
    /// The requests they answer.
    pub requests: Vec<StoredRequest>,
    /// The new head.
    pub head: Head,
}

/// What became of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Committed {
    /// It is written, and will be there after a power cut.
    Written,
    /// Another one came first; nothing is written.
    Moved,
}

/// In which order entries are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they were recorded.
    OldestFirst,
    /// The last one first.
    NewestFirst,
}

/// Which revisions are handed over, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection<'a> {
    /// The highest revision of each record up to this sequence, by name.
    Current(u64),
    /// Those of these acts, as they were recorded.
    Acts(RangeInclusive<u64>),
    /// Those of one record, the first one first.
    Record(&'a Name),
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEntry {
    /// Its sequence, as the store has it.
    pub seq: u64,
    /// Its time, as the store has it.
    pub at: Timestamp,
    /// Its exact bytes: the leaf of the tree.
    pub bytes: String,
    /// The words it holds the hash of.
    pub words: Option<StoredWords>,
}

/// The reason and parameters of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredWords {
    /// Canonical JSON.
    pub text: String,
    /// The salt before it.
    pub salt: Salt,
}

/// A revision of a record as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRevision {
    /// The entry it belongs to.
    pub seq: u64,
    /// Its place among the entry's lines, from 0 on.
    pub position: u32,
    /// The record.
    pub name: Name,
    /// The revision's number.
    pub revision: u32,
    /// The version of the record's schema.
    pub version: u32,
    /// The whole record as canonical JSON.
    pub body: String,
    /// The salt before it.
    pub salt: Salt,
    /// SHA-256 over salt, record and schema version.
    pub hash: Digest,
}

/// A request that was answered by an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRequest {
    /// The account that sent it.
    pub by: String,
    /// Its key.
    pub key: String,
    /// SHA-256 of what was asked.
    pub body: [u8; 32],
    /// The entry that answered it.
    pub seq: u64,
}

/// Why a store could not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// What is stored does not fit together.
    #[error("the store is damaged: {0}; run `verify`, and restore a backup")]
    Damaged(String),
    /// The disk is full; nothing was written.
    #[error("the disk is full, nothing was written: make room and try again")]
    Full,
    /// Another process holds the store.
    #[error("another process is writing to the store: try again in a moment")]
    Busy,
    /// A commit failed: nobody knows what the disk holds, and asking it again would hide that.
    #[error("an earlier commit failed and the disk cannot be trusted: restart, and run `verify`")]
    Halted,
    /// Written by a later version of the program, which alone knows what it means.
    #[error("the store has schema {found}, this program knows {known}: use the version that wrote it, or a later one")]
    Newer {
        /// The schema of the store.
        found: u32,
        /// The last one that this program knows.
        known: u32,
    },
    /// Anything else.
    #[error("the store failed: {0}")]
    Failed(String),
}

impl StoredWords {
    /// The hash that the entry holds.
    pub fn digest(&self) -> Digest {
        Digest::of(&[&self.salt, self.text.as_bytes()])
    }
}

impl StoredEntry {
    /// Reads the entry, and checks that its columns and its words are the ones it was written with.
    pub fn read(&self) -> Result<Entry, StoreError> {
        let damaged = |what: String| StoreError::Damaged(format!("entry {}: {what}", self.seq));
        let entry = Entry::parse(&self.bytes).map_err(|error| damaged(format!("its bytes cannot be read: {error}")))?;
        if (entry.seq, entry.at) != (self.seq, self.at) {
            return Err(damaged(format!("its bytes speak of entry {} at `{}`", entry.seq, entry.at)));
        }
        if entry.words != self.words.as_ref().map(StoredWords::digest) {
            return Err(damaged("its words are not the ones it was recorded with".into()));
        }
        Ok(entry)
    }
}

impl StoredRevision {
    /// The hash over salt, record and schema version, derived again.
    pub fn digest(&self) -> Digest {
        let version = self.version.to_string();
        Digest::of(&[&self.salt, b"{\"record\":", self.body.as_bytes(), b",\"version\":", version.as_bytes(), b"}"])
    }

    /// What the entry proves of this revision.
    pub fn line(&self) -> Line {
        Line { name: self.name.clone(), revision: self.revision, hash: self.hash }
    }

    /// Checks that the record is the one its hash was made of.
    pub fn check(&self) -> Result<(), StoreError> {
        if self.digest() == self.hash {
            return Ok(());
        }
        let Self { seq, name, revision, .. } = self;
        Err(StoreError::Damaged(format!("entry {seq}: revision {revision} of `{name}` does not fit its hash")))
    }
}
