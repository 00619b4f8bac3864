//! What an actor may know of. What they may not is, to them, not there: neither by its id, nor by what it is called.

use crate::id::Id;
use std::{fmt, sync::Arc};

/// Which records somebody may know of; all of them, unless told.
#[derive(Clone, Default)]
pub struct Sight(Option<Arc<dyn Fn(Id) -> bool + Send + Sync>>);

impl Sight {
    /// All records.
    pub const EVERYTHING: Sight = Sight(None);

    /// Those for which this says so.
    pub fn of(knows_of: impl Fn(Id) -> bool + Send + Sync + 'static) -> Sight {
        Sight(Some(Arc::new(knows_of)))
    }

    /// Whether a record is among them.
    pub fn knows_of(&self, id: Id) -> bool {
        self.0.as_ref().is_none_or(|knows_of| knows_of(id))
    }

    /// The same with these records beside: what a record names is known to whoever reads it.
    pub(crate) fn and(&self, also: Vec<Id>) -> Sight {
        let (before, also) = (self.clone(), also);
        Sight::of(move |id| also.contains(&id) || before.knows_of(id))
    }
}

impl fmt::Debug for Sight {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(if self.0.is_none() { "everything" } else { "some records" })
    }
}
