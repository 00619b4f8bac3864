//! What a link leads to, as far as the reader may know.

use isms::{Head, Id, annex_a, register_of};
use serde_json::Value;

use super::Shown;

/// What a link leads to.
pub enum Linked {
    /// A record that may be named.
    Record {
        id: Id,
        href: String,
        called: String,
        title: String,
        /// The text it was read from, as long as nobody has confirmed the translation.
        read_from: Option<String>,
    },
    /// A record that may not be named.
    Restricted,
    /// Words that found no record; whether that is how this register is meant.
    Words { text: String, is_free: bool },
}

impl Shown<'_> {
    /// Reads a link into the register of this name.
    pub fn linked(&self, register: &str, link: &Value) -> Linked {
        let text = link.get("text").and_then(Value::as_str).map(str::to_owned);
        let Some(id) = link.get("id").and_then(Value::as_str).and_then(|id| id.parse::<Id>().ok()) else {
            let is_free = isms::register(register).is_some_and(|to| to.description().face.free_text);
            return Linked::Words { text: text.unwrap_or_default(), is_free };
        };
        let Some(head) = self.reader.head(id) else { return Linked::Restricted };
        Linked::Record { id, href: self.href(id), called: called(&head), title: head.title, read_from: text }
    }

    /// Where a record's page is, on the day looked at.
    pub fn href(&self, id: Id) -> String {
        let register = register_of(id).map_or("", |register| register.name());
        super::super::around::with_day(self.reader, &format!("/{register}/{id}"))
    }
}

/// What people call a record: `A.5.15` for a control of Annex A, else their own number, else its id.
pub fn called(head: &Head) -> String {
    if annex_a::control(head.id).is_some() { annex_a::number(head.id) } else { head.called() }
}

/// A record's title, or what it is called where it has none.
pub fn title_of(head: &Head) -> String {
    if head.title.trim().is_empty() { called(head) } else { head.title.clone() }
}
