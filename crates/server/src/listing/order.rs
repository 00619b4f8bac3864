//! The order of a list: choices as their register names them, numbers as numbers, texts as people count, nothing last.

use std::cmp::Ordering;

use isms::{Id, Kind};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::page::shown::{Linked, Shown, is_missing, is_rating};

/// What a value is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Key {
    Number(i64),
    Text(Vec<Part>),
    /// Nothing is stated: last, whichever way the list runs.
    Missing,
}

/// A part of a text: `AST-10` comes after `AST-9`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    Digits(u64),
    Letters(String),
}

impl Shown<'_> {
    /// What a value is ordered by; of several, the first one.
    pub fn key(&self, kind: &Kind, value: &Value) -> Key {
        if is_missing(value) {
            return Key::Missing;
        }
        match (kind, value) {
            (Kind::List(kind), Value::Array(items)) => items.first().map_or(Key::Missing, |one| self.key(kind, one)),
            (kind, Value::Array(items)) => items.first().map_or(Key::Missing, |one| self.key(kind, one)),
            (Kind::Choice(choices), Value::String(word)) => {
                let place = choices.iter().position(|choice| choice.value == *word);
                place.map_or(Key::Missing, |place| number(place as u64))
            }
            (Kind::Group(fields), rating) if is_rating(fields) => {
                self.rated(rating).map_or(Key::Missing, |rated| number(rated.score.into()))
            }
            (Kind::Link(register), link) => match self.linked(register, link) {
                Linked::Record { title, .. } => text(&title),
                Linked::Restricted => Key::Missing,
                Linked::Words { text: words, .. } => text(&words),
            },
            (_, Value::Number(given)) => Key::Number(given.as_i64().unwrap_or_default()),
            (Kind::Date | Kind::Moment, Value::String(day)) => Key::Text(vec![Part::Letters(day.clone())]),
            (kind, value) => text(&self.words(kind, value)),
        }
    }
}

fn number(number: u64) -> Key {
    Key::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

/// A text as people order it: letter case does not count, digits count as numbers.
pub fn text(text: &str) -> Key {
    let mut parts: Vec<Part> = Vec::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match (letter.to_digit(10), parts.last_mut()) {
            (Some(digit), Some(Part::Digits(digits))) => {
                *digits = digits.saturating_mul(10).saturating_add(u64::from(digit));
            }
            (Some(digit), _) => parts.push(Part::Digits(u64::from(digit))),
            (None, Some(Part::Letters(letters))) => letters.push(letter),
            (None, _) => parts.push(Part::Letters(letter.into())),
        }
    }
    Key::Text(parts)
}

/// Which of two records comes first; from the end where asked. What has nothing stays last, equals stay as their ids run.
pub fn compare(from_end: bool, one: (&Key, Id), other: (&Key, Id)) -> Ordering {
    let keys = match (one.0, other.0) {
        (Key::Missing, _) | (_, Key::Missing) => one.0.cmp(other.0),
        (one, other) if from_end => other.cmp(one),
        (one, other) => one.cmp(other),
    };
    keys.then(one.1.cmp(&other.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(texts: &[&'static str], from_end: bool) -> Vec<&'static str> {
        let key = |one: &&str| if one.is_empty() { Key::Missing } else { text(one) };
        let mut rows: Vec<(Key, Id, &str)> =
            (1..).zip(texts).map(|(number, one)| (key(one), Id::new("A", number), *one)).collect();
        rows.sort_by(|one, other| compare(from_end, (&one.0, one.1), (&other.0, other.1)));
        rows.into_iter().map(|(_, _, one)| one).collect()
    }

    #[test]
    fn texts_run_as_people_count_and_nothing_is_last() {
        assert_eq!(sorted(&["AST-10", "", "ast-9", "AST-100"], false), ["ast-9", "AST-10", "AST-100", ""]);
        assert_eq!(sorted(&["AST-10", "", "ast-9", "AST-100"], true), ["AST-100", "AST-10", "ast-9", ""]);
        assert_eq!(sorted(&["a", "B", "b", "A"], true), ["B", "b", "a", "A"], "equals stay as they were");
        assert_eq!(sorted(&["b", "10", "a", "2"], false), ["2", "10", "a", "b"]);
        assert_eq!(text("99999999999999999999999"), Key::Text(vec![Part::Digits(u64::MAX)]));
    }
}
