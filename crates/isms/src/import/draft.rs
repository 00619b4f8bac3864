//! A record while it is being imported: each cell is weighed against what its source said before, and against what
//! was edited here since.

use super::{
    cells::Read,
    columns::{Column, Target},
};
use crate::{
    any::AnyRegister,
    collection::{Body, Held, Said},
    id::Id,
    message::Message,
    say,
};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, rc::Rc};

/// A record while it is being imported.
pub(super) struct Draft {
    pub register: &'static dyn AnyRegister,
    pub id: Id,
    /// The revision it had; 0 for a new one.
    pub revision: u32,
    pub body: Body<Value>,
    /// What it was; nothing for a new one.
    pub was: Option<Body<Value>>,
    /// A record with nothing in it, for cells that were emptied.
    blank: Rc<Value>,
    /// Who accepted and when, as a risk's row states it, and whether that is new.
    pub acceptance: BTreeMap<String, Value>,
    pub accepts: bool,
    /// The places of the table and of the row that touched it last.
    pub by: (usize, usize),
}

/// The source that a cell is of, and the seed of new salts.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub source: &'a str,
    pub seed: &'a [u8],
}

impl Draft {
    /// A draft of a record as it stands, or of a new one.
    pub fn of(register: &'static dyn AnyRegister, id: Id, held: Option<Held<Value>>, blank: &Rc<Value>) -> Draft {
        let (revision, was) = held.map_or((0, None), |held| (held.revision, Some(held.body)));
        let body = was.clone().unwrap_or_else(|| Body { record: Value::clone(blank), ..Body::default() });
        Draft {
            register,
            id,
            revision,
            body,
            was,
            blank: Rc::clone(blank),
            acceptance: BTreeMap::new(),
            accepts: false,
            by: (0, 0),
        }
    }

    /// Whether the revision to be written says something new, be it only what a source said.
    pub fn is_news(&self) -> bool {
        self.was.as_ref() != Some(&self.body)
    }

    /// Takes a cell in, and says whether that changed the record, with what a person should know about it.
    pub fn take(&mut self, origin: Origin, column: &Column, text: &str, read: Read) -> (bool, Option<Message>) {
        let before = self.value(column);
        if let Target::Acceptance { path, .. } = &column.target {
            self.acceptance.insert(path.clone(), read.value.clone());
        }
        let memory = self.body.sources.get(origin.source).and_then(|said| Some((said, said.cells.get(&column.key)?)));
        let Some((said, memory)) = memory else {
            if text.is_empty() {
                return (false, None);
            }
            let value = if read.unread && read.value.is_null() { before.clone() } else { read.value.clone() };
            return (self.assign(origin, column, text, Read { value, ..read }, before), None);
        };
        let same_text = memory.starts_with(&digest(&said.salt, text));
        let same_value = memory.ends_with(&digest(&said.salt, &before.to_string()));
        match (same_text, same_value) {
            (true, true) if resolves_more(&before, &read.value) => {
                (self.assign(origin, column, text, read, before), None)
            }
            (true, true) => (false, None),
            (false, _) if read.value == before => (self.assign(origin, column, text, read, before), None),
            (false, true) => (self.assign(origin, column, text, read, before), None),
            (true, false) | (false, false) => (false, Some(edited(column, text))),
        }
    }

    /// The value of a column's field as it stands.
    pub fn value(&self, column: &Column) -> Value {
        let record = &self.body.record;
        match &column.target {
            Target::Field { path, .. } => at(record, path).clone(),
            Target::Scale(axis) => at(record, axis.scale()).clone(),
            Target::Step { rating, axis } => {
                let rating = at(record, rating);
                let step = rating.get(axis.name()).filter(|step| !step.is_null());
                step.or(rating.get(axis.stated())).cloned().unwrap_or_default()
            }
            Target::Note => self.body.notes.get(&column.header).map_or(Value::Null, |note| note.as_str().into()),
            Target::Reference | Target::Acceptance { .. } => Value::Null,
        }
    }

    /// Empties a field, and keeps the words of its cell.
    pub fn empty(&mut self, column: &Column, text: &str) {
        self.set(column, Value::Null);
        self.note(&column.header, Some(text));
    }

    fn assign(&mut self, origin: Origin, column: &Column, text: &str, read: Read, before: Value) -> bool {
        let note = self.body.notes.get(&column.header).cloned();
        let accepts = matches!(column.target, Target::Acceptance { .. });
        self.accepts |= accepts;
        if read.value != before {
            self.set(column, read.value);
        }
        if !matches!(column.target, Target::Note) {
            self.note(&column.header, Some(text).filter(|_| read.keep_words));
        }
        let after = self.value(column);
        self.remember(origin, &column.key, text, &after);
        accepts || after != before || self.body.notes.get(&column.header) != note.as_ref()
    }

    fn set(&mut self, column: &Column, value: Value) {
        match &column.target {
            Target::Field { path, .. } => {
                let empty = at(&self.blank, path).clone();
                put(&mut self.body.record, path, if value.is_null() { empty } else { value });
            }
            Target::Step { rating, axis } => {
                let stated = value.is_string();
                let (step, words) = if stated { (Value::Null, value) } else { (value, Value::Null) };
                put(&mut self.body.record, &format!("{rating}.{}", axis.name()), step);
                put(&mut self.body.record, &format!("{rating}.{}", axis.stated()), words);
            }
            Target::Scale(axis) => put(&mut self.body.record, axis.scale(), value),
            Target::Note => self.note(&column.header, value.as_str()),
            Target::Reference | Target::Acceptance { .. } => {}
        }
    }

    fn note(&mut self, header: &str, text: Option<&str>) {
        match text.filter(|text| !text.is_empty()) {
            Some(text) => _ = self.body.notes.insert(header.into(), text.into()),
            None => _ = self.body.notes.remove(header),
        }
    }

    fn remember(&mut self, origin: Origin, key: &str, text: &str, value: &Value) {
        let id = self.id;
        let said = self
            .body
            .sources
            .entry(origin.source.into())
            .or_insert_with(|| Said { salt: salt(origin, id), cells: BTreeMap::new() });
        if text.is_empty() {
            said.cells.remove(key);
        } else {
            let cell = digest(&said.salt, text) + &digest(&said.salt, &value.to_string());
            said.cells.insert(key.into(), cell);
        }
    }
}

fn edited(column: &Column, text: &str) -> Message {
    say!(
        "{field} was edited here since, and that is kept; the file says `{text}`",
        field = column.called(),
        text = text
    )
}

/// What was read again finds a record where the record held only words.
fn resolves_more(before: &Value, now: &Value) -> bool {
    fn words(value: &Value) -> usize {
        match value {
            Value::Array(items) => items.iter().map(words).sum(),
            Value::Object(link) => usize::from(link.contains_key("text") && !link.contains_key("id")),
            _ => 0,
        }
    }
    words(now) < words(before)
}

/// The value at a dotted path; null where there is none.
pub(super) fn at<'v>(record: &'v Value, path: &str) -> &'v Value {
    path.split('.').try_fold(record, |value, name| value.get(name)).unwrap_or(&Value::Null)
}

/// Sets the value at a dotted path of one or two names; a group whose fields are all empty is empty itself.
pub(super) fn put(record: &mut Value, path: &str, value: Value) {
    let Some(record) = record.as_object_mut() else { return };
    let Some((group, name)) = path.split_once('.') else {
        record.insert(path.into(), value);
        return;
    };
    let slot = record.entry(group).or_insert(Value::Null);
    let mut fields = slot.as_object().cloned().unwrap_or_else(Map::new);
    if value.is_null() {
        _ = fields.remove(name)
    } else {
        _ = fields.insert(name.into(), value)
    }
    *slot = if fields.values().all(Value::is_null) { Value::Null } else { json!(fields) };
}

fn digest(salt: &str, text: &str) -> String {
    let hash = Sha256::new().chain_update(salt).chain_update(text).finalize();
    hex::encode(hash.get(..8).unwrap_or_default())
}

/// The salt of a record's cells from one source: nobody who has not the seed can try out texts.
fn salt(origin: Origin, id: Id) -> String {
    let hash = Sha256::new().chain_update(origin.seed).chain_update(id.to_string()).chain_update(origin.source);
    hex::encode(hash.finalize().get(..16).unwrap_or_default())
}
