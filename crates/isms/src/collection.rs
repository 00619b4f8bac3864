//! A collection of records, and a record as it is held.

use crate::{id::Id, register::Register};
use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, ops::Deref, sync::Arc};

/// All records of one register, withdrawn ones included. A clone costs nothing and never changes.
#[derive(Clone)]
pub struct Collection<R> {
    /// `Arc`, because a change copies inner nodes of the map, and each holds many records.
    records: OrdMap<Id, Arc<Held<R>>>,
    /// The records in use by what they are called: their own number, and their title, in the form of [`plain`].
    by_reference: OrdMap<String, OrdSet<Id>>,
    by_title: OrdMap<String, OrdSet<Id>>,
    used: usize,
    /// How many of those in use are restricted.
    restricted: usize,
    /// Those in use that nobody has confirmed.
    proposed: OrdSet<Id>,
    next: u32,
}

/// A record with what every record has. It is read like the record: `risk.due`.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<R> {
    /// Its id, never reused.
    pub id: Id,
    /// How often it was written.
    pub revision: u32,
    /// What the newest revision states.
    pub body: Body<R>,
}

/// What a revision states. The record is nested: flattened, a replay would take two thirds longer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Body<R> {
    /// The record itself.
    pub record: R,
    /// The organisation's own number for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Seen by its owner, those it names and the ISMS manager alone.
    #[serde(default, skip_serializing_if = "is_false")]
    pub restricted: bool,
    /// The reason for which it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<String>,
    /// Where it came from, in words, as long as nobody has confirmed it: a program proposed it from answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<String>,
    /// What an imported file said beyond the fields of the record, under the words of the file.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
    /// What each source last said of it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Said>,
}

/// What one source last said of a record: salted hashes of each cell and of what was made of it, so that a change in
/// the file is told from a change made here, and nothing personal stays when the record is erased.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// The salt of these hashes.
    pub salt: String,
    /// By field, the first 16 hexadecimal digits of SHA-256 over salt and text, and as many over salt and the field's
    /// value in JSON as it stood after the import.
    pub cells: BTreeMap<String, String>,
}

impl<R> Body<R> {
    /// The same around another record, or around another form of it.
    pub(crate) fn with<T>(&self, record: T) -> Body<T> {
        let Body { record: _, reference, restricted, withdrawn, proposed, notes, sources } = self;
        Body {
            record,
            reference: reference.clone(),
            restricted: *restricted,
            withdrawn: withdrawn.clone(),
            proposed: proposed.clone(),
            notes: notes.clone(),
            sources: sources.clone(),
        }
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl<R> Deref for Held<R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.body.record
    }
}

impl<R> Held<R> {
    /// What people call it: their own number first.
    pub fn called(&self) -> String {
        self.body.reference.clone().unwrap_or_else(|| self.id.to_string())
    }
}

impl<R> Default for Collection<R> {
    fn default() -> Self {
        let (by_reference, by_title) = (OrdMap::new(), OrdMap::new());
        let proposed = OrdSet::new();
        Collection { records: OrdMap::new(), by_reference, by_title, used: 0, restricted: 0, proposed, next: 1 }
    }
}

impl<R: Register> Collection<R> {
    /// The record of this id, withdrawn or not.
    pub fn get(&self, id: Id) -> Option<&Held<R>> {
        self.records.get(&id).map(Arc::as_ref)
    }

    /// The records in use, in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Held<R>> {
        self.all().filter(|held| held.body.withdrawn.is_none())
    }

    /// All records, withdrawn ones included.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Held<R>> {
        self.records.values().map(Arc::as_ref)
    }

    /// How many are in use.
    pub fn len(&self) -> usize {
        self.used
    }

    /// How many of those in use are restricted.
    pub fn restricted(&self) -> usize {
        self.restricted
    }

    /// Those in use that nobody has confirmed.
    pub fn proposed(&self) -> impl Iterator<Item = Id> {
        self.proposed.iter().copied()
    }

    /// Whether none is in use.
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The records in use whose own number is this, however it is cased.
    pub fn by_reference(&self, text: &str) -> impl Iterator<Item = Id> {
        self.by_reference.get(&plain(text)).into_iter().flatten().copied()
    }

    /// The records in use whose title is this, however it is cased and spaced.
    pub fn by_title(&self, text: &str) -> impl Iterator<Item = Id> {
        self.by_title.get(&plain(text)).into_iter().flatten().copied()
    }

    /// The titles in use in the form of [`plain`], each with its records.
    pub(crate) fn titles(&self) -> impl Iterator<Item = (&str, &OrdSet<Id>)> {
        self.by_title.iter().map(|(title, ids)| (title.as_str(), ids))
    }

    /// The number that the next new record gets.
    pub(crate) fn next_number(&self) -> u32 {
        self.next
    }

    /// Takes a record in, in place of its earlier revision.
    pub(crate) fn put(&mut self, held: Held<R>) {
        if let Some(before) = self.records.get(&held.id).cloned()
            && before.body.withdrawn.is_none()
        {
            self.used -= 1;
            self.restricted -= usize::from(before.body.restricted);
            self.proposed.remove(&held.id);
            self.index(&before, |ids, id| _ = ids.remove(&id));
        }
        if held.id.letters() == R::LETTERS {
            self.next = self.next.max(held.id.number.saturating_add(1));
        }
        if held.body.withdrawn.is_none() {
            self.used += 1;
            self.restricted += usize::from(held.body.restricted);
            if held.body.proposed.is_some() {
                self.proposed.insert(held.id);
            }
            self.index(&held, |ids, id| _ = ids.insert(id));
        }
        self.records.insert(held.id, Arc::new(held));
    }

    fn index(&mut self, held: &Held<R>, change: fn(&mut OrdSet<Id>, Id)) {
        if let Some(reference) = &held.body.reference {
            change_at(&mut self.by_reference, plain(reference), held.id, change);
        }
        let title = R::title(held);
        if !title.is_empty() {
            change_at(&mut self.by_title, plain(&title), held.id, change);
        }
    }
}

fn change_at(index: &mut OrdMap<String, OrdSet<Id>>, key: String, id: Id, change: fn(&mut OrdSet<Id>, Id)) {
    let mut ids = index.get(&key).cloned().unwrap_or_default();
    change(&mut ids, id);
    if ids.is_empty() { _ = index.remove(&key) } else { _ = index.insert(key, ids) }
}

/// A text as it is compared: letter case and white space do not count.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}
