//! A record that passed the gate: whoever holds one may read it.

use std::{cell::Cell, sync::Arc};

use isms::{AnyRegister, Head, Held, Id, record_shown};
use serde_json::Value;

use crate::Reader;

/// A record that its reader may see.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) register: &'a dyn AnyRegister,
    /// Which one.
    pub id: Id,
}

impl Seen<'_> {
    /// One field, null where it is empty.
    pub fn field(&self, name: &str) -> Value {
        self.register.field(self.reader.isms(), self.id, name)
    }

    /// What it is known by.
    pub fn head(&self) -> Option<Head> {
        self.register.head(self.reader.isms(), self.id)
    }

    /// The whole record in the shape of programs.
    pub fn shown(&self) -> Value {
        self.held().map(|held| self.reader.shown(&held)).unwrap_or_default()
    }

    /// The same as JSON text.
    pub fn written(&self) -> Arc<str> {
        let kept = self.reader.written();
        if let Some(text) = kept.and_then(|kept| kept.get(self.id)) {
            return text;
        }
        // It reads so to others as well, as long as it names nothing that only some may know of.
        let names_open = Cell::new(true);
        let sees = |id| {
            names_open.set(names_open.get() && self.reader.is_open(id) && id.letters() != "ACC");
            self.reader.sees_name(id)
        };
        let shown = self.held().map(|held| record_shown(self.reader.isms(), &held, &sees));
        let is_whole = shown.is_some();
        let text = Arc::from(shown.unwrap_or_default().to_string());
        if let Some(kept) = kept.filter(|_| is_whole && names_open.get()) {
            kept.keep(self.id, &text);
        }
        text
    }

    /// How often it was written.
    pub fn revision(&self) -> u32 {
        self.head().map_or(0, |head| head.revision)
    }

    fn held(&self) -> Option<Held<Value>> {
        self.register.get(self.reader.isms(), self.id)
    }
}
