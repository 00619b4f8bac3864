//! The ledger: what was recorded, in order, provably unchanged.
//!
//! It knows nothing of an ISMS. An act arrives as a [`Draft`], becomes an [`Entry`] whose exact bytes are the
//! leaf of an RFC 6962 tree, and brings new revisions of the records it touched. Nothing is ever overwritten;
//! [`verify()`] derives everything again and names the first thing that does not fit.
//!
//! [`Ledger`] is the door; a [`Store`] keeps its rows, in memory or in SQLite. A [`DataDirectory`] holds the
//! SQLite store with what stands beside the ledger: accounts, and the [`Vault`] of evidence files.

mod accounts;
mod backup;
mod canonical;
mod clock;
mod digest;
mod directory;
mod entry;
mod files;
mod ledger;
mod memory;
pub mod merkle;
mod restore;
mod salt;
mod seal;
mod sqlite;
mod store;
mod vault;
mod verify;

pub use accounts::{Account, AccountError, Accounts, Session, Token};
pub use backup::{BackedUp, BackupError, backup};
pub use canonical::{NotCanonical, canonical};
pub use clock::{Clock, ClockJump};
pub use digest::Digest;
pub use directory::{DataDirectory, DirectoryError};
pub use entry::{Change, ChangesRoot, ClockNote, Draft, Entry, Line, Name, Request, Via};
pub use ledger::{AppendError, Appended, Ledger, Proof, RecordedAct, RecordedRevision, Revised};
pub use memory::MemoryStore;
pub use restore::restore;
pub use salt::{Salt, Salts};
pub use seal::{MAX_BODY, MAX_CHANGES, MAX_DRAFTS, MAX_NAME, MAX_WORDS};
pub use store::{Batch, Committed, Head, Order, RequestVisitor, RevisionVisitor, Selection, Store, StoreError};
pub use store::{StoredEntry, StoredRequest, StoredRevision, StoredWords};
pub use vault::{Blob, Vault, VaultError};
pub use verify::{Problem, Verified, verify};
