//! Values in plain words: exports, comparisons, bulk previews, both versions of a stale edit.

use isms::{Field, Kind};
use serde_json::Value;

use super::{Linked, Shown, is_missing, is_rating};
use crate::words::{self, say};

impl Shown<'_> {
    /// A value in words; empty where nothing is stated.
    pub fn words(&self, kind: &Kind, value: &Value) -> String {
        match (kind, value) {
            (_, value) if is_missing(value) => String::new(),
            (Kind::Date, Value::String(text)) => text.parse().map_or(text.clone(), words::day),
            (Kind::Moment, Value::String(text)) => self.moment(text),
            (Kind::Flag, Value::Bool(flag)) => yes_or_no(*flag).into(),
            (Kind::Choice(choices), Value::String(text)) => choices
                .iter()
                .find(|choice| choice.value == *text)
                .map_or(text.clone(), |choice| say(&choice.label()).into()),
            (Kind::Link(register), link) => self.link_words(register, link),
            (Kind::List(item), Value::Array(items)) => {
                items.iter().map(|one| self.words(item, one)).collect::<Vec<_>>().join(", ")
            }
            (Kind::Group(fields), group) => self.group_words(fields, group),
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }

    /// A moment in the organisation's zone.
    pub fn moment(&self, text: &str) -> String {
        let Ok(moment) = text.parse::<jiff::Timestamp>() else { return text.into() };
        let local = moment.to_zoned(self.zone.clone()).datetime();
        format!("{}, {}", words::day(local.date()), words::time(local.time()))
    }

    fn link_words(&self, register: &str, link: &Value) -> String {
        match self.linked(register, link) {
            Linked::Record { title, .. } if register == "people" => title,
            Linked::Record { called, title, .. } => format!("{called} {title}"),
            Linked::Restricted => say("a restricted record").into(),
            Linked::Words { text, .. } => text,
        }
    }

    fn group_words(&self, fields: &[Field], group: &Value) -> String {
        if is_rating(fields) {
            return self.rating_words(group);
        }
        let word = |field: &Field| self.words(&field.kind, group.get(&field.name).unwrap_or(&Value::Null));
        fields.iter().map(word).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// A flag in words.
pub fn yes_or_no(flag: bool) -> &'static str {
    say(if flag { "yes" } else { "no" })
}
