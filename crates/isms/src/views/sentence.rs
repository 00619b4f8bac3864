//! Sentences of the views. They name records, and each name passes the reader's gate before it is written; a page that
//! links the names reads the parts itself.

use crate::{Id, Isms, Message, Person, Register, annex_a, register_of};
use jiff::civil::Date;

/// A sentence: the English template is the key, and `{name}` stands for a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// The sentence in English, with its parts named in braces.
    pub key: &'static str,
    /// The parts, in the order in which they were given.
    pub with: Vec<(&'static str, Part)>,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Words or a number.
    Text(String),
    /// A day.
    Day(Date),
    /// Records.
    Records(Vec<Id>),
    /// Words that tell something of records, each to those who may see its record.
    Of(Vec<(Id, String)>),
}

/// Makes a [`Sentence`]: `tell!("{risk} has no owner", risk = risk.id)`.
macro_rules! tell {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::views::sentence::Sentence { key: $key, with: vec![$((stringify!($name), ($value).into())),*] }
    };
}
pub(crate) use tell;

/// So many records a text names one by one; all of them stand in the finding's list.
const NAMED: usize = 5;

/// What stands in place of a record that the reader may not see.
pub const RESTRICTED: &str = "a restricted record";

impl Sentence {
    /// The sentence for a reader who sees these records.
    pub fn message(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Message {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Day(day) => day.to_string(),
            Part::Records(ids) => names(isms, ids, sees),
            Part::Of(words) => of(words, sees).join(", "),
        };
        Message { key: self.key, with: self.with.iter().map(|(name, value)| (*name, part(value))).collect() }
    }

    /// The records it names.
    pub fn records(&self) -> impl Iterator<Item = Id> {
        self.with.iter().flat_map(|(_, part)| if let Part::Records(ids) = part { ids.as_slice() } else { &[] }).copied()
    }
}

/// Words that tell something of records, as far as these may be seen.
pub fn of<'a>(words: &'a [(Id, String)], sees: &dyn Fn(Id) -> bool) -> Vec<&'a str> {
    words.iter().map(|(id, words)| if sees(*id) { words.as_str() } else { RESTRICTED }).collect()
}

fn names(isms: &Isms, ids: &[Id], sees: &dyn Fn(Id) -> bool) -> String {
    let mut names: Vec<String> = ids.iter().take(NAMED).map(|id| name(isms, *id, sees)).collect();
    names.dedup();
    let rest = ids.len().saturating_sub(NAMED);
    names.join(", ") + &if rest > 0 { format!(" (+{rest})") } else { String::new() }
}

/// What a record is called in a text: its reference, with the name where it is a person's.
pub fn name(isms: &Isms, id: Id, sees: &dyn Fn(Id) -> bool) -> String {
    if !sees(id) {
        return RESTRICTED.into();
    }
    if annex_a::control(id).is_some() {
        return annex_a::number(id);
    }
    let (reference, title) = register_of(id).and_then(|register| register.called(isms, id)).unwrap_or_default();
    let called = reference.unwrap_or_else(|| id.to_string());
    if id.letters() == Person::LETTERS { format!("{called} {title}") } else { called }
}

impl From<Id> for Part {
    fn from(id: Id) -> Part {
        Part::Records(vec![id])
    }
}

impl From<Vec<Id>> for Part {
    fn from(ids: Vec<Id>) -> Part {
        Part::Records(ids)
    }
}

impl From<Vec<(Id, String)>> for Part {
    fn from(words: Vec<(Id, String)>) -> Part {
        Part::Of(words)
    }
}

impl From<Date> for Part {
    fn from(day: Date) -> Part {
        Part::Day(day)
    }
}

impl From<String> for Part {
    fn from(text: String) -> Part {
        Part::Text(text)
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Part {
        Part::Text(text.into())
    }
}

impl From<u32> for Part {
    fn from(number: u32) -> Part {
        Part::Text(number.to_string())
    }
}

impl From<usize> for Part {
    fn from(number: usize) -> Part {
        Part::Text(number.to_string())
    }
}
