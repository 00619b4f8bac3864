//! Which records of a register a list shows, and in which order: the same question on pages, API and command line.

use isms::{AnyRegister, Choice, Field, Id, Kind, plain, say};
use recorder::{NotRecorded, Reader};
use serde_json::Value;

use crate::table::at;

/// What is to be listed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Fields, as dotted paths, with what they must hold; an empty text asks for an empty field.
    pub filters: Vec<(String, String)>,
    /// The field to sort by, `-` before it for the last one first; by id where it is not said.
    pub sort: Option<String>,
    /// Whether withdrawn records are listed too.
    pub withdrawn: bool,
}

impl Listing {
    /// The records that this reader may see, chosen and sorted.
    ///
    /// # Errors
    /// Says which fields there are where one is unknown.
    pub fn ids(&self, reader: &Reader, register: &dyn AnyRegister) -> Result<Vec<Id>, NotRecorded> {
        let mut ids = reader.ids(register, self.withdrawn);
        for (path, wanted) in &self.filters {
            field(register, path)?;
            let wanted = plain(wanted);
            ids.retain(|id| holds(reader, &value(reader, register, *id, path), &wanted));
        }
        if let Some(sort) = &self.sort {
            let path = sort.trim_start_matches('-');
            let field = field(register, path)?;
            // Ids stand in their order already, which is not that of their letters.
            if path != "id" {
                ids.sort_by_cached_key(|id| rank(reader, field, &value(reader, register, *id, path)));
            }
            if sort.starts_with('-') {
                ids.reverse();
            }
        }
        Ok(ids)
    }
}

/// The field that a path begins with; none for what every record has.
fn field<'a>(register: &'a dyn AnyRegister, path: &str) -> Result<Option<&'a Field>, NotRecorded> {
    let (description, name) = (register.description(), path.split('.').next().unwrap_or(path));
    match description.field(name) {
        None if name == "id" || name == "reference" => Ok(None),
        Some(field) => Ok(Some(field)),
        None => {
            let names: Vec<&str> = description.fields.iter().map(|field| field.name.as_str()).collect();
            let why = say!(
                "{register} have no field `{name}`; there are id, reference, {names}",
                register = register.name(),
                name = name,
                names = names.join(", ")
            );
            Err(NotRecorded::Missing(why))
        }
    }
}

fn value(reader: &Reader, register: &dyn AnyRegister, id: Id, path: &str) -> Value {
    match path.split_once('.') {
        None if path == "id" => id.to_string().into(),
        None if path == "reference" => reader.head(id).and_then(|head| head.reference).into(),
        None => reader.field(register, id, path),
        Some((name, inner)) => at(&reader.field(register, id, name), inner).clone(),
    }
}

/// Whether a field holds what is wanted: a list where one item does, a link by id, reference or title.
fn holds(reader: &Reader, value: &Value, wanted: &str) -> bool {
    match value {
        Value::Null => wanted.is_empty(),
        Value::Array(items) if items.is_empty() => wanted.is_empty(),
        Value::Array(items) => items.iter().any(|item| holds(reader, item, wanted)),
        Value::Object(_) => names(reader, value).iter().any(|name| plain(name) == wanted),
        Value::Bool(flag) => (if *flag { ["true", "yes"] } else { ["false", "no"] }).contains(&wanted),
        Value::String(text) => plain(text) == wanted,
        Value::Number(number) => number.to_string() == wanted,
    }
}

/// What a link may be called by: id, reference and title of its record, or the text that found none.
fn names(reader: &Reader, link: &Value) -> Vec<String> {
    let text = link.get("text").and_then(Value::as_str).map(String::from);
    let id = link.get("id").and_then(Value::as_str);
    let head = id.and_then(|id| id.parse().ok()).and_then(|id| reader.head(id));
    let named = head.into_iter().flat_map(|head| [Some(head.title), head.reference]).flatten();
    named.chain(id.map(String::from)).chain(text).collect()
}

/// Where a value stands among others: choices in their own order, numbers and texts in theirs, empty fields last.
fn rank(reader: &Reader, field: Option<&Field>, value: &Value) -> (bool, i64, String) {
    let place = |choices: &[Choice], text: &str| choices.iter().position(|choice| choice.value == text);
    match (field.map(|field| &field.kind), value) {
        (_, Value::Null) => (true, 0, String::new()),
        (_, Value::Array(items)) if items.is_empty() => (true, 0, String::new()),
        (_, Value::Array(items)) => rank(reader, field, items.first().unwrap_or(&Value::Null)),
        (Some(Kind::Choice(choices)), Value::String(text)) => {
            (false, place(choices, text).and_then(|at| i64::try_from(at).ok()).unwrap_or_default(), String::new())
        }
        (_, Value::Number(number)) => (false, number.as_i64().unwrap_or_default(), String::new()),
        (_, Value::Bool(flag)) => (false, (*flag).into(), String::new()),
        (_, Value::String(text)) => (false, 0, plain(text)),
        (_, Value::Object(_)) => (false, 0, names(reader, value).first().map(|name| plain(name)).unwrap_or_default()),
    }
}
