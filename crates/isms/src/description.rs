//! A register's description, read once from the JSON Schema of its record and its acts.
//!
//! Faces read this and not the schema, so that the dialects of JSON Schema end here.

use crate::{
    refusal::Reason,
    register::{Face, Register},
    say,
};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

/// All a face needs to know about a register.
pub struct Description {
    /// Page, API path and command word.
    pub name: &'static str,
    /// The letters of its ids.
    pub letters: &'static str,
    /// What one record is.
    pub help: String,
    /// The fields of a record, in the order of its file.
    pub fields: Vec<Field>,
    /// The acts with a name of their own.
    pub acts: Vec<ActDescription>,
    /// Its appearance.
    pub face: Face,
    /// The JSON Schema of a record, for OpenAPI.
    pub schema: Value,
}

/// An act with a name of its own.
pub struct ActDescription {
    /// Its word: `accepted`.
    pub word: String,
    /// What one does, as a button has it: *Accept*.
    pub verb: String,
    /// What it does.
    pub help: String,
    /// What it asks for.
    pub fields: Vec<Field>,
}

/// A field of a record or an act.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name in JSON.
    pub name: String,
    /// Its name on a page.
    pub label: String,
    /// What it is for.
    pub help: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether a record without it is refused.
    pub required: bool,
    /// Only a named act may set it.
    pub by_act: bool,
}

/// The kind of a field decides its widget, how a word is read into it, and how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A line.
    Text,
    /// Several lines.
    Prose,
    /// A whole number.
    Number {
        /// The least allowed.
        least: i64,
        /// The most allowed.
        most: i64,
    },
    /// A day.
    Date,
    /// A moment.
    Moment,
    /// Yes or no.
    Flag,
    /// One of these.
    Choice(Vec<Choice>),
    /// A record of the register of this name.
    Link(String),
    /// Several of a kind.
    List(Box<Kind>),
    /// Fields of its own.
    Group(Vec<Field>),
    /// A type no face knows; the test over all registers names the field.
    Unknown,
}

/// One of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its word in JSON.
    pub value: String,
    /// What it means.
    pub help: String,
    /// What it is called on a page, where its word does not read as it should.
    pub title: Option<String>,
}

impl Choice {
    /// Its word on a page: `in-treatment` reads *In treatment*.
    pub fn label(&self) -> String {
        self.title.clone().unwrap_or_else(|| label(&self.value))
    }
}

impl Description {
    pub(crate) fn of<R: Register>() -> Description {
        let record = schema::<R>();
        let mut fields = fields(&record);
        for field in &mut fields {
            field.by_act = R::FACE.by_act.contains(&field.name.as_str());
        }
        let acts = list(&schema::<R::Act>(), "oneOf").iter().filter_map(act).collect();
        let help = help(&record);
        Description { name: R::NAME, letters: R::LETTERS, help, fields, acts, face: R::FACE, schema: record }
    }

    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The register's name on a page: *Audit findings*.
    pub fn label(&self) -> String {
        label(self.name)
    }

    /// The words of the named acts.
    pub fn words(&self) -> Vec<&str> {
        self.acts.iter().map(|act| act.word.as_str()).collect()
    }

    /// The named act of this word.
    ///
    /// # Errors
    /// Says which acts there are.
    pub fn act(&self, word: &str) -> Result<&ActDescription, Reason> {
        let unknown = || {
            let words =
                [vec!["edited", "confirmed", "withdrawn", "restored", "set-back"], self.words()].concat().join(", ");
            Reason::new(
                say!("{register} have no act `{word}`", register = self.name, word = word),
                say!("choose {words}", words = words),
            )
        };
        self.acts.iter().find(|act| act.word == word).ok_or_else(unknown)
    }
}

/// Inlined, because a `$ref` hides from a form what it points at.
fn schema<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A variant `Accepted { reason }` is an object with the one key `accepted`.
fn act(variant: &Value) -> Option<ActDescription> {
    let (word, body) = variant.get("properties")?.as_object()?.iter().next()?;
    Some(ActDescription {
        word: word.clone(),
        verb: text(variant, "title").unwrap_or_default().into(),
        help: help(variant),
        fields: fields(body),
    })
}

fn fields(group: &Value) -> Vec<Field> {
    let required = list(group, "required");
    let properties = group.get("properties").and_then(Value::as_object).into_iter().flatten();
    let field = |(name, schema): (&String, &Value)| Field {
        name: name.clone(),
        label: text(schema, "title").map_or_else(|| label(name), String::from),
        help: help(schema),
        kind: kind(schema),
        required: required.iter().any(|r| r == name),
        by_act: false,
    };
    properties.map(field).collect()
}

fn kind(schema: &Value) -> Kind {
    if let Some(register) = text(schema, "register") {
        return Kind::Link(register.into());
    }
    if let Some(some) = list(schema, "anyOf").iter().find(|one| text(one, "type") != Some("null")) {
        return kind(some);
    }
    let choices = choices(schema);
    if !choices.is_empty() {
        return Kind::Choice(choices);
    }
    match (plain_type(schema), text(schema, "format")) {
        ("string", Some("date")) => Kind::Date,
        ("string", Some("date-time")) => Kind::Moment,
        ("string", Some("prose")) => Kind::Prose,
        ("string", _) => Kind::Text,
        ("boolean", _) => Kind::Flag,
        ("integer", _) => {
            Kind::Number { least: bound(schema, "minimum", 0), most: bound(schema, "maximum", most_of(schema)) }
        }
        ("array", _) => Kind::List(Box::new(schema.get("items").map_or(Kind::Unknown, kind))),
        ("object", _) if schema.get("properties").is_some_and(Value::is_object) => Kind::Group(fields(schema)),
        _ => Kind::Unknown,
    }
}

/// For wide numbers the schema names the type and leaves the bound out.
fn most_of(schema: &Value) -> i64 {
    if text(schema, "format") == Some("uint32") { u32::MAX.into() } else { i64::MAX }
}

fn bound(schema: &Value, key: &str, otherwise: i64) -> i64 {
    schema.get(key).and_then(Value::as_i64).unwrap_or(otherwise)
}

/// schemars writes documented variants one by one under `oneOf`, and undocumented ones together as `enum`.
fn choices(schema: &Value) -> Vec<Choice> {
    let title = |one| text(one, "title").map(String::from);
    let documented = list(schema, "oneOf").iter().filter_map(|one| Some((text(one, "const")?, help(one), title(one))));
    let bare = list(schema, "enum").iter().filter_map(|one| Some((one.as_str()?, String::new(), None)));
    documented.chain(bare).map(|(value, help, title)| Choice { value: value.into(), help, title }).collect()
}

/// An optional type is written `["string", "null"]`.
fn plain_type(schema: &Value) -> &str {
    let several = list(schema, "type").iter().find_map(|one| one.as_str().filter(|one| *one != "null"));
    several.or(text(schema, "type")).unwrap_or_default()
}

/// A doc comment wraps where the source does; a reader's line does not.
fn help(schema: &Value) -> String {
    text(schema, "description").unwrap_or_default().replace('\n', " ")
}

/// A name as people read it: `next_review` and `in-treatment` read *Next review* and *In treatment*.
pub fn label(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(schema: &'a Value, key: &str) -> Option<&'a str> {
    schema.get(key).and_then(Value::as_str)
}
