//! What the rules said last of a state: pages ask for it again and again, and a state never changes.

use super::Judged;
use jiff::civil::Date;
use std::sync::{Arc, Mutex, PoisonError};

/// The verdicts of one day, for as long as nothing is put into the state. Clones of the state share them.
#[derive(Clone, Default)]
pub(crate) struct Kept(Arc<Mutex<Option<Verdicts>>>);

type Verdicts = (Date, Arc<[Judged]>);

impl Kept {
    /// The verdicts of this day: those that are kept, or what the rules say now. Who asks meanwhile waits.
    pub fn or_judge(&self, today: Date, judge: impl FnOnce() -> Arc<[Judged]>) -> Arc<[Judged]> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, judged) = match kept.take() {
            Some((day, judged)) if day == today => kept.insert((day, judged)),
            _ => kept.insert((today, judge())),
        };
        Arc::clone(judged)
    }
}
