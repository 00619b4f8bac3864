//! Pictures of the past: at most a handful, since each holds a whole management system.

use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Ledger, StoreError};

use crate::Picture;

/// Pictures kept: an audit compares two dates, and two people may do so at once.
const KEPT: usize = 4;

/// The pictures asked for last, the latest at the end.
#[derive(Default)]
pub(crate) struct Past {
    kept: Mutex<Vec<Arc<Picture>>>,
}

impl Past {
    /// The picture after this entry. One is built at a time: who asks meanwhile waits.
    pub(crate) fn at(&self, ledger: &Ledger, seq: u64) -> Result<Arc<Picture>, StoreError> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().position(|picture| picture.seq == seq).map(|place| kept.remove(place));
        let picture = match known {
            Some(picture) => picture,
            None => Arc::new(Picture::load(ledger, Some(seq))?),
        };
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Arc::clone(&picture));
        Ok(picture)
    }
}
