//! A field of a record by its dotted path: `owner`, `inherent.likelihood`, `looked_at.by`.

use isms::{AnyRegister, Description, Field, Id, Kind};
use serde_json::{Value, json};

use crate::{page::shown::Shown, problem::Failed};

/// A path that leads somewhere in the records of a register.
pub struct Path {
    first: String,
    rest: Vec<String>,
    /// What stands at its end; below a list, what stands in each item.
    pub kind: Kind,
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// Says which fields there are where it leads nowhere.
    pub fn read(described: &Description, text: &str) -> Result<Path, Failed> {
        if let Some((name, kind)) = of_every_record().into_iter().find(|(name, _)| *name == text) {
            return Ok(Path { first: name.into(), rest: vec![], kind });
        }
        let (mut fields, mut kind) = (described.fields.as_slice(), None);
        for name in text.split('.') {
            let field =
                fields.iter().find(|field| field.name == name).ok_or_else(|| nowhere(described, text, fields))?;
            (fields, kind) = (inside(&field.kind), Some(field.kind.clone()));
        }
        let kind = kind.ok_or_else(|| nowhere(described, text, fields))?;
        let mut names = text.split('.').map(String::from);
        Ok(Path { first: names.next().unwrap_or_default(), rest: names.collect(), kind })
    }
}

impl Shown<'_> {
    /// What stands at a path in each of these records; of a list of groups, one of each.
    pub fn values(&self, register: &dyn AnyRegister, ids: &[Id], path: &Path) -> Vec<Value> {
        let heads = || self.reader.heads(register, ids).into_iter();
        let firsts: Vec<Value> = match path.first.as_str() {
            "id" => ids.iter().map(|id| json!(id)).collect(),
            "reference" => heads().map(|head| json!(head.and_then(|head| head.reference))).collect(),
            "restricted" => heads().map(|head| json!(head.is_some_and(|head| head.restricted))).collect(),
            field => self.reader.column(register, ids, field),
        };
        firsts.into_iter().map(|value| path.rest.iter().fold(value, |value, name| member(value, name))).collect()
    }
}

/// What every record has beside its fields.
fn of_every_record() -> [(&'static str, Kind); 3] {
    [("id", Kind::Text), ("reference", Kind::Text), ("restricted", Kind::Flag)]
}

fn member(value: Value, name: &str) -> Value {
    match value {
        Value::Object(mut fields) => fields.remove(name).unwrap_or_default(),
        Value::Array(items) => items.into_iter().map(|item| member(item, name)).collect(),
        _ => Value::Null,
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
