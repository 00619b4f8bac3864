//! A picture: the management system at one moment, and the place in the ledger it stands at.

use std::sync::Arc;

use isms::{Id, Isms, Revision};
use jiff::Timestamp;
use ledger::{Digest, Head, Ledger, RecordedRevision, StoreError};

use crate::written::Written;

/// The management system after one entry of its ledger.
#[derive(Clone, Default)]
pub struct Picture {
    /// The state.
    pub(crate) isms: Isms,
    /// The last entry in it; 0 where there is none.
    pub seq: u64,
    /// When that was recorded.
    pub at: Option<Timestamp>,
    /// The root over all entries so far; none for a picture of the past.
    pub root: Option<Digest>,
    /// Its records as programs get them.
    pub(crate) written: Arc<Written>,
}

impl Picture {
    /// The newest picture, or that of an earlier entry: built from the highest revisions, never by replay.
    pub(crate) fn load(ledger: &Ledger, up_to: Option<u64>) -> Result<Picture, StoreError> {
        let head = ledger.head()?;
        let seq = up_to.unwrap_or(head.seq).min(head.seq);
        let mut isms = Isms::default();
        ledger.current(Some(seq), |recorded| apply(&mut isms, recorded))?;
        Picture::of(ledger, isms, seq)
    }

    /// The picture of a later entry: what changed since is taken in, all else is shared with this one.
    pub(crate) fn later(&self, ledger: &Ledger, seq: u64) -> Result<Picture, StoreError> {
        let mut isms = self.isms.clone();
        for recorded in ledger.between(self.seq, seq)? {
            apply(&mut isms, recorded)?;
        }
        Picture::of(ledger, isms, seq)
    }

    fn of(ledger: &Ledger, isms: Isms, seq: u64) -> Result<Picture, StoreError> {
        let head = ledger.head()?;
        let at = if seq == head.seq { head.at } else { ledger.entry(seq)?.map(|act| act.entry.at) };
        let root = (seq == head.seq).then(|| head.root());
        Ok(Picture { isms, seq, at, root, written: Arc::default() })
    }

    /// The picture that stands at the end of the ledger.
    pub(crate) fn at_head(isms: Isms, head: &Head) -> Picture {
        Picture { isms, seq: head.seq, at: head.at, root: Some(head.root()), written: Arc::default() }
    }

    /// The picture after all that was recorded since; `None` where nothing was.
    pub(crate) fn caught_up(&self, ledger: &Ledger) -> Result<Option<Picture>, StoreError> {
        let head = ledger.head()?;
        if head.seq == self.seq {
            return Ok(None);
        }
        let mut isms = self.isms.clone();
        for recorded in ledger.between(self.seq, head.seq)? {
            apply(&mut isms, recorded)?;
        }
        Ok(Some(Picture::at_head(isms, &head)))
    }
}

fn apply(isms: &mut Isms, recorded: RecordedRevision) -> Result<(), StoreError> {
    let revision = revision(recorded)?;
    isms::apply(isms, &revision).map_err(|damage| StoreError::Damaged(damage.to_string()))
}

/// A revision of the ledger as the rules read it.
pub(crate) fn revision(recorded: RecordedRevision) -> Result<Revision, StoreError> {
    let RecordedRevision { name, revision, version, body, .. } = recorded;
    let id: Id = name.id.parse().map_err(StoreError::Damaged)?;
    Ok(Revision { register: name.register, id, revision, version, body })
}
