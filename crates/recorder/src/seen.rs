//! A record that passed the gate: whoever holds one may read it.

use isms::{AnyRegister, Head, Id};
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
        let held = self.register.get(self.reader.isms(), self.id);
        held.map(|held| self.reader.shown(&held)).unwrap_or_default()
    }
}
