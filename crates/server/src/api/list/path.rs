//! A field of a record by its dotted path: `owner`, `inherent.likelihood`, `looked_at.by`.

use isms::{Description, Field, Kind, plain};
use recorder::Seen;
use serde_json::{Value, json};

use super::Key;
use crate::problem::Failed;

/// A path that leads somewhere in the records of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    first: String,
    rest: Vec<String>,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// Says which fields there are where it leads nowhere.
    pub fn read(described: &Description, text: &str) -> Result<Path, Failed> {
        let mut parts = text.split('.').map(String::from);
        let path = Path { first: parts.next().unwrap_or_default(), rest: parts.collect() };
        if path.rest.is_empty() && OF_EVERY_RECORD.contains(&path.first.as_str()) {
            return Ok(path);
        }
        let mut fields = described.fields.as_slice();
        for name in std::iter::once(&path.first).chain(&path.rest) {
            let Some(field) = fields.iter().find(|field| field.name == *name) else {
                return Err(nowhere(described, text, fields));
            };
            fields = inside(&field.kind);
        }
        Ok(path)
    }

    /// The value in a record; of a list of groups, one of each.
    pub fn value(&self, record: &Seen) -> Value {
        let value = match self.first.as_str() {
            "id" => json!(record.id),
            "reference" => json!(record.head().and_then(|head| head.reference)),
            "restricted" => json!(record.head().is_some_and(|head| head.restricted)),
            field => record.field(field),
        };
        self.rest.iter().fold(value, |value, name| member(value, name))
    }

    /// What a record is sorted by: of a list, its first item.
    pub fn key(&self, record: &Seen) -> Key {
        key(self.value(record))
    }
}

/// What every record has beside its fields.
const OF_EVERY_RECORD: [&str; 3] = ["id", "reference", "restricted"];

fn member(value: Value, name: &str) -> Value {
    match value {
        Value::Object(mut fields) => fields.remove(name).unwrap_or_default(),
        Value::Array(items) => items.into_iter().map(|item| member(item, name)).collect(),
        _ => Value::Null,
    }
}

fn key(value: Value) -> Key {
    match value {
        Value::Bool(flag) => Key::Number(flag.into()),
        Value::Number(number) => number.as_i64().map_or(Key::Empty, Key::Number),
        Value::String(text) if text.is_empty() => Key::Empty,
        Value::String(text) => text.parse().map_or_else(|_| Key::Text(plain(&text)), Key::Id),
        Value::Array(items) => items.into_iter().next().map_or(Key::Empty, key),
        Value::Object(mut link) => link.remove("id").or_else(|| link.remove("text")).map_or(Key::Empty, key),
        Value::Null => Key::Empty,
    }
}

fn inside(kind: &Kind) -> &[Field] {
    match kind {
        Kind::Group(fields) => fields,
        Kind::List(item) => inside(item),
        _ => &[],
    }
}

fn nowhere(described: &Description, text: &str, fields: &[Field]) -> Failed {
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let there = if names.is_empty() { "nothing below it".into() } else { names.join(", ") };
    Failed::BadRequest(format!("there is no field `{text}` in {}: there is {there}", described.name))
}
