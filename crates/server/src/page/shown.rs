//! How the values of a record read: in words, for exports and comparisons, and as parts, for pages.

mod cell;
mod fact;
mod linked;
mod rated;
mod words;

use isms::{Field, Kind, criteria::Criteria};
use jiff::{civil::Date, tz::TimeZone};
use recorder::Reader;
use serde_json::Value;

pub use cell::cut;
pub use linked::{Linked, called, title_of};
pub use rated::{amounts_to, is_rating};

use crate::words::say;

/// What is needed to write a value for one reader: whom they may see, the day, the zone, the criteria.
pub struct Shown<'a> {
    pub reader: &'a Reader,
    pub today: Date,
    pub zone: TimeZone,
    pub criteria: Criteria,
}

impl<'a> Shown<'a> {
    /// Values as this reader reads them.
    pub fn to(reader: &'a Reader) -> Shown<'a> {
        Shown { reader, today: reader.day.judged_on, zone: reader.organisation().1, criteria: reader.criteria() }
    }
}

/// Whether nothing is stated.
pub fn is_missing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.values().all(is_missing),
        _ => false,
    }
}

/// What is said where nothing is stated: never a dash, which would mean that it does not apply.
pub fn missing(field: &Field) -> &'static str {
    say(match &field.kind {
        Kind::Choice(_) if field.name == "applicability" => "nobody decided",
        Kind::Group(fields) if is_rating(fields) => "not rated",
        Kind::Link(register) if register == "people" => "nobody",
        Kind::Choice(_) | Kind::Flag | Kind::Number { .. } => "not stated",
        Kind::Date | Kind::Moment => "no date",
        _ => "none recorded",
    })
}
