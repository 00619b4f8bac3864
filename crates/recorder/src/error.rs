//! Why something was not recorded or not shown.

use isms::{Message, Refusal};
use ledger::StoreError;

/// Why an act was not recorded, or a record not shown. Nothing was changed, unless it says that this is unknown.
#[derive(Debug, thiserror::Error)]
pub enum NotRecorded {
    /// The rules say no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The caller may not.
    #[error("{0}")]
    Denied(Message),
    /// There is no such record, or the caller may not know of it.
    #[error("{0}")]
    Missing(Message),
    /// Somebody else saved first: the record stands at another revision than the caller saw.
    #[error("it was changed meanwhile: it stands at revision {is}, and you saw revision {seen}")]
    Stale {
        /// Where it stands.
        is: u32,
        /// What the caller saw.
        seen: u32,
    },
    /// The same key came before with another body.
    #[error("the key `{0}` was used before for another request: send a new key")]
    OtherBody(String),
    /// The ledger could not take it; the message is for a reader.
    #[error("{0}")]
    NotTaken(String),
    /// Too much is waiting to be recorded.
    #[error("more acts are waiting than can be recorded: try again in a moment")]
    Busy,
    /// Our own failure.
    #[error(transparent)]
    Failed(#[from] StoreError),
}
