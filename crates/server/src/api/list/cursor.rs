//! Where a list goes on: behind the last record that was shown, wherever that stands by now.

use isms::Id;
use serde::{Deserialize, Serialize};

use crate::listing::order::Key;
use crate::problem::Failed;

/// The last record of a page. Programs take it as it is.
#[derive(Serialize, Deserialize)]
pub struct Cursor {
    /// The order of the list, as it was asked for.
    pub order: String,
    /// What the record was sorted by.
    pub key: Key,
    /// The record.
    pub id: Id,
}

impl Cursor {
    /// As it stands in an address.
    pub fn write(&self) -> String {
        hex::encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads one back.
    ///
    /// # Errors
    /// Where it is none of ours.
    pub fn read(text: &str) -> Result<Cursor, Failed> {
        let bytes = hex::decode(text).ok();
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).ok_or_else(foreign)
    }
}

/// What is said of a cursor that does not belong here.
pub fn foreign() -> Failed {
    Failed::BadRequest("this cursor does not belong to this list: leave it out to begin again".into())
}
