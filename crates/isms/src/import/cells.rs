//! What a cell says: the value of a field, or words that are kept beside it.

use super::{
    columns::{Axis, Column, Target},
    dates, names,
    rating::Scales,
    table::Table,
};
use crate::{
    any::AnyRegister,
    description::{Field, Kind},
    message::Message,
    read::Reading,
    registers::Isms,
    say,
};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// What was read from a cell.
#[derive(Default)]
pub(super) struct Read {
    /// The value of the field; null where there is none.
    pub value: Value,
    /// Whether the words of the cell say more than the value, and are kept under the header.
    pub keep_words: bool,
    /// Whether the cell says something that could not be read.
    pub unread: bool,
    /// What a person should know.
    pub problem: Option<Message>,
}

impl Read {
    pub fn value(value: Value) -> Read {
        Read { value, ..Read::default() }
    }

    /// Nothing is meant by it, but the words are kept.
    pub fn nothing() -> Read {
        Read { keep_words: true, ..Read::default() }
    }

    fn unread(problem: Message) -> Read {
        Read { keep_words: true, unread: true, problem: Some(problem), ..Read::default() }
    }
}

/// Where cells are read.
pub(super) struct Cells<'a> {
    reading: Reading<'a>,
    zone: TimeZone,
    scales: Scales,
}

impl<'a> Cells<'a> {
    pub fn of(register: &'static dyn AnyRegister, isms: &'a Isms, scales: Scales) -> Cells<'a> {
        Cells { reading: Reading::of(register.description(), isms), zone: isms.time_zone(), scales }
    }

    /// Whether some rating of the table cannot be placed on the organisation's scales.
    pub fn cannot_place(&self, table: &Table) -> bool {
        self.scales.cannot_place(table)
    }

    /// Reads a cell that names no other record.
    pub fn read(&self, column: &Column, text: &str) -> Read {
        if text.is_empty() {
            return Read::default();
        }
        match &column.target {
            Target::Field { .. } | Target::Step { .. } if names::is_placeholder(text) => Read::nothing(),
            Target::Field { field, list: false, .. } | Target::Acceptance { field, .. } => self.one(field, text),
            Target::Field { field, list: true, .. } => self.several(field, text),
            Target::Step { axis, .. } => self.step(*axis, text),
            Target::Reference | Target::Scale(_) | Target::Note => Read::value(text.into()),
        }
    }

    fn one(&self, field: &Field, text: &str) -> Read {
        match self.value(field, text) {
            Some(value) => Read::value(value),
            None if names::is_empty_word(text) => Read::nothing(),
            None => match names::bare(text) {
                Some(bare) if names::is_empty_word(&bare) => Read::nothing(),
                bare => match bare.and_then(|bare| self.value(field, &bare)) {
                    Some(value) => Read { keep_words: true, ..Read::value(value) },
                    None => Read::unread(why_not(field, text)),
                },
            },
        }
    }

    fn value(&self, field: &Field, text: &str) -> Option<Value> {
        match field.kind {
            Kind::Date => dates::date(text).map(|date| date.to_string().into()),
            Kind::Moment => dates::moment(text, &self.zone).map(|moment| json!(moment)),
            Kind::Choice(_) => self.reading.field(field, text.replace('_', " ").into()).ok(),
            _ => self.reading.field(field, text.into()).ok(),
        }
    }

    fn several(&self, field: &Field, text: &str) -> Read {
        if names::is_empty_word(text) {
            return Read::nothing();
        }
        let parts = parts(field, text);
        let values: Vec<Value> = parts.iter().filter_map(|part| self.value(field, part)).collect();
        if values.len() == parts.len() {
            return Read::value(values.into());
        }
        Read { value: values.into(), ..Read::unread(why_not(field, text)) }
    }

    /// A step of the organisation's scale, or the words as they were stated.
    fn step(&self, axis: Axis, text: &str) -> Read {
        if names::is_empty_word(text) {
            return Read::nothing();
        }
        Read::value(self.scales.step(axis, text).map_or_else(|| text.into(), Value::from))
    }
}

/// Choices are often written without separator, as `C/I/A` or `CIA`; texts part by semicolon, line or comma.
fn parts<'t>(field: &Field, text: &'t str) -> Vec<&'t str> {
    let choices = matches!(field.kind, Kind::Choice(_));
    let letters = choices && text.len() <= 3 && text.chars().all(|letter| letter.is_ascii_uppercase());
    let parts: Vec<&str> = match () {
        () if letters => text.split_inclusive(char::is_uppercase).collect(),
        () if choices => text.split([',', ';', '/', '\n', '&', '+']).collect(),
        () if text.contains([';', '\n']) => text.split([';', '\n']).collect(),
        () => text.split(',').collect(),
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn why_not(field: &Field, text: &str) -> Message {
    const SHOWN: usize = 80;
    let text: String = text.chars().take(SHOWN).collect();
    match &field.kind {
        Kind::Date => say!("`{text}` is not a date; left blank, and kept in the notes", text = text),
        Kind::Moment => say!("`{text}` is not a time; left blank, and kept in the notes", text = text),
        Kind::Flag => say!("`{text}` is neither yes nor no; left blank, and kept in the notes", text = text),
        Kind::Number { least, most } => say!(
            "`{text}` is not a whole number from {least} to {most}; left blank, and kept in the notes",
            text = text,
            least = least,
            most = most
        ),
        Kind::Choice(choices) => say!(
            "`{text}` is not one of {choices}; left blank, and kept in the notes",
            text = text,
            choices = choices.iter().map(|choice| choice.label()).collect::<Vec<_>>().join(", ")
        ),
        _ => say!("`{text}` does not fit; left blank, and kept in the notes", text = text),
    }
}
