//! The schemas of a register: a record as it is answered and as it is written, and what its acts ask for.

use isms::{ActDescription, Description, Field, Kind};
use serde_json::{Map, Value, json};

use super::parts;
use crate::answers::with;

/// The schemas of a register: `risks` and `written-risks`.
pub fn schemas(described: &Description) -> [(String, Value); 2] {
    [(described.name.into(), record(described)), (written_name(described), written(described))]
}

/// The name of the schema by which records are written.
pub fn written_name(described: &Description) -> String {
    format!("written-{}", described.name)
}

/// A record in the shape of answers.
fn record(described: &Description) -> Value {
    let schema = linked(&described.schema, "link");
    let every = json!({
        "id": { "type": "string", "description": "Never reused." },
        "revision": { "type": "integer", "minimum": 1, "description": "How often it was written." },
        "reference": { "type": ["string", "null"], "description": "The organisation's own number." },
    });
    let some = json!({
        "restricted": { "type": "boolean", "description": "Seen by its owner, those it names and the ISMS manager alone." },
        "withdrawn": { "type": "string", "description": "The reason for which it was withdrawn." },
        "proposed": { "type": "string", "description": "Where it came from, as long as nobody has confirmed it." },
        "notes": { "type": "object", "additionalProperties": { "type": "string" }, "description": "What an imported file said beyond the fields." },
    });
    let own = schema.get("properties").cloned().unwrap_or_default();
    let properties = [every, own, some].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
    let required = ["id", "revision", "reference"].into_iter().map(Value::from).chain(required(described)).collect();
    let schema = with(schema, "properties", Value::Object(properties.collect()));
    with(with(schema, "required", required), "description", json!(described.help))
}

/// A record as it is written by hand: without what only acts set.
fn written(described: &Description) -> Value {
    let (answered, written) = (linked(&described.schema, "link"), linked(&described.schema, "written-link"));
    let as_answered = |name: &str| parts::schema(&format!("{}/properties/{name}", described.name));
    let property = |field: &Field| {
        let (here, there) =
            (written.get("properties")?.get(&field.name)?, answered.get("properties")?.get(&field.name)?);
        let schema = if here == there { as_answered(&field.name) } else { here.clone() };
        Some((field.name.clone(), schema))
    };
    let by_hand = described.fields.iter().filter(|field| !field.by_act);
    let mut properties: Map<String, Value> = by_hand.filter_map(property).collect();
    properties.extend(["reference", "restricted"].map(|name| (name.to_owned(), as_answered(name))));
    json!({ "type": "object", "description": described.help, "properties": properties })
}

/// The fields that a new record must have.
pub fn required(described: &Description) -> Vec<Value> {
    described.fields.iter().filter(|field| field.required).map(|field| field.name.as_str().into()).collect()
}

/// A schema in which every link is a reference to the shape of links.
fn linked(schema: &Value, link: &str) -> Value {
    match schema {
        // A property may be called `register` as well; the keyword is a text.
        Value::Object(members) => match members.get("register").filter(|register| register.is_string()) {
            Some(register) => to_link(members, register, link),
            None => members.iter().map(|(name, member)| (name.clone(), linked(member, link))).collect(),
        },
        Value::Array(items) => items.iter().map(|item| linked(item, link)).collect(),
        plain => plain.clone(),
    }
}

fn to_link(members: &Map<String, Value>, register: &Value, link: &str) -> Value {
    let may_be_empty = members.get("type").is_some_and(Value::is_array);
    let schema = match may_be_empty {
        true => json!({ "anyOf": [parts::schema(link), { "type": "null" }] }),
        false => parts::schema(link),
    };
    let schema = with(schema, "x-register", register.clone());
    match members.get("description") {
        Some(help) => with(schema, "description", help.clone()),
        None => schema,
    }
}

/// The body of a named act: its fields, and a reason.
pub fn act(act: &ActDescription) -> Value {
    let mut schema = group(&act.fields);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties
            .entry("reason")
            .or_insert_with(|| json!({ "type": "string", "description": "Why; the ledger keeps it." }));
    }
    schema
}

fn group(fields: &[Field]) -> Value {
    let property = |field: &Field| (field.name.clone(), with(kind(&field.kind), "description", json!(field.help)));
    let properties: Map<String, Value> = fields.iter().map(property).collect();
    let required: Vec<&str> = fields.iter().filter(|field| field.required).map(|field| field.name.as_str()).collect();
    json!({ "type": "object", "properties": properties, "required": required })
}

fn kind(kind: &Kind) -> Value {
    match kind {
        Kind::Text => json!({ "type": "string" }),
        Kind::Prose => json!({ "type": "string", "format": "prose" }),
        Kind::Number { least, most: i64::MAX } => json!({ "type": "integer", "minimum": least }),
        Kind::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Moment => json!({ "type": "string", "format": "date-time" }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Choice(choices) => {
            json!({ "enum": choices.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>() })
        }
        Kind::Link(register) => json!({ "$ref": "#/components/schemas/written-link", "x-register": register }),
        Kind::List(item) => json!({ "type": "array", "items": self::kind(item) }),
        Kind::Group(fields) => group(fields),
        Kind::Unknown => json!({}),
    }
}
