//! Pictures of the past: at most a few, since each holds a whole management system.

use std::sync::{Arc, Mutex, PoisonError};

use ledger::{Ledger, StoreError};

use crate::Picture;

/// Pictures kept: how readiness went is asked of six months in rising order, and somebody compares two dates beside it.
/// They share what did not change between them.
const KEPT: usize = 10;

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
            None => {
                let earlier = kept.iter().filter(|picture| picture.seq < seq).max_by_key(|picture| picture.seq);
                Arc::new(match earlier {
                    Some(earlier) => earlier.later(ledger, seq)?,
                    None => Picture::load(ledger, Some(seq))?,
                })
            }
        };
        if kept.len() >= KEPT {
            kept.remove(0);
        }
        kept.push(Arc::clone(&picture));
        Ok(picture)
    }
}
