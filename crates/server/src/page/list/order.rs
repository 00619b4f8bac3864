//! The order of a list: choices as their register names them, numbers as numbers, texts as people count, nothing last.

use isms::{Field, Kind};
use serde_json::Value;

use crate::page::shown::{Linked, Shown, is_missing, is_rating};

/// What a value is ordered by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Number(i64),
    Text(Vec<Part>),
    /// Nothing is stated: last, whichever way the list runs.
    Missing,
}

/// A part of a text: `AST-10` comes after `AST-9`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Digits(u64),
    Letters(String),
}

impl Shown<'_> {
    /// What a field's value is ordered by.
    pub fn key(&self, field: &Field, value: &Value) -> Key {
        if is_missing(value) {
            return Key::Missing;
        }
        match (&field.kind, value) {
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

/// Sorts by these keys, from the end where asked; what has nothing stays last.
pub fn sort<T>(rows: &mut Vec<T>, keys: Vec<Key>, from_end: bool) {
    let mut keyed: Vec<(Key, T)> = keys.into_iter().zip(std::mem::take(rows)).collect();
    keyed.sort_by(|(one, _), (other, _)| match (one, other) {
        (Key::Missing, _) | (_, Key::Missing) => one.cmp(other),
        _ if from_end => other.cmp(one),
        _ => one.cmp(other),
    });
    rows.extend(keyed.into_iter().map(|(_, row)| row));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(texts: &[&'static str], from_end: bool) -> Vec<&'static str> {
        let mut rows = texts.to_vec();
        let keys = texts.iter().map(|one| if one.is_empty() { Key::Missing } else { text(one) }).collect();
        sort(&mut rows, keys, from_end);
        rows
    }

    #[test]
    fn texts_run_as_people_count_and_nothing_is_last() {
        assert_eq!(sorted(&["AST-10", "", "ast-9", "AST-100"], false), ["ast-9", "AST-10", "AST-100", ""]);
        assert_eq!(sorted(&["AST-10", "", "ast-9", "AST-100"], true), ["AST-100", "AST-10", "ast-9", ""]);
        assert_eq!(sorted(&["b", "10", "a", "2"], false), ["2", "10", "a", "b"]);
        assert_eq!(text("99999999999999999999999"), Key::Text(vec![Part::Digits(u64::MAX)]));
    }
}
