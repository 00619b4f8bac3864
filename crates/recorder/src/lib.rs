//! The one door, for reading and writing: asks `access`, asks `isms`, appends to `ledger`, publishes the new picture.
//!
//! Where can data change? Here and nowhere else. A [`Caller`] comes from a sign-in; a [`Reader`] shows what they may
//! see; [`Recorder::record`] decides an act on the newest state and answers only when it is durable.

mod caller;
mod door;
mod error;
mod files;
mod past;
mod picture;
mod proven;
mod reader;
mod recorder;
mod rights;
mod seen;
mod written;

pub use access::{Action, Kind, Role, Scope};
pub use caller::Caller;
pub use error::NotRecorded;
pub use ledger::{
    Account, AccountError, Accounts, BackupError, Blob, Clock, DataDirectory, Digest, DirectoryError, Entry, Head,
    Ledger, MemoryStore, Name, Order, Problem, RecordedAct, RecordedRevision, Request, Revised, Salts, Session, Store,
    StoreError, Token, Vault, VaultError, Verified, Via, backup, restore, verify,
};
pub use picture::Picture;
pub use proven::Proven;
pub use reader::{Day, Reader, read_file};
pub use recorder::{Doing, Naming, Recorded, Recorder, TimeSource, named};
pub use rights::kind_of;
pub use seen::Seen;
