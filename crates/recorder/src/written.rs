//! Records as they are written out for programs, kept for as long as their picture stands: a list of a hundred is asked
//! for far more often than something in it changes.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use isms::Id;

/// Records kept; some megabytes. With more, all are forgotten and written anew.
const MOST: usize = 4_096;

/// The texts of one picture, each as all see it who may read what is not restricted.
#[derive(Default)]
pub(crate) struct Written {
    texts: RwLock<HashMap<Id, Arc<str>>>,
}

impl Written {
    pub(crate) fn get(&self, id: Id) -> Option<Arc<str>> {
        self.texts.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    pub(crate) fn keep(&self, id: Id, text: &Arc<str>) {
        let mut texts = self.texts.write().unwrap_or_else(PoisonError::into_inner);
        if texts.len() >= MOST {
            texts.clear();
        }
        texts.insert(id, Arc::clone(text));
    }
}
