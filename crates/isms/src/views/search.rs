//! Search over everything: a number first, then what begins so, then titles with these words, then all other texts.

use crate::{Id, Isms, plain, register_of, registers::ALL};
use memchr::memmem::Finder;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A record that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The register's name.
    pub register: &'static str,
    /// The record.
    pub id: Id,
    /// The organisation's own number.
    pub reference: Option<String>,
    /// What it is known by.
    pub title: String,
    /// Where the words were found.
    pub place: Place,
}

/// Where words were found, the best place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// It is the record's number or whole title.
    Number,
    /// The title begins so.
    Beginning,
    /// The title has all the words.
    Title,
    /// A field of this name has all the words.
    Field(&'static str),
}

/// The records that answer a text, the best first, as many as asked for; only those that the reader sees.
pub fn search(isms: &Isms, text: &str, sees: &dyn Fn(Id) -> bool, limit: usize) -> Vec<Hit> {
    let wanted = plain(text);
    let words: Vec<&str> = wanted.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return vec![];
    }
    let mut found = Found { sees, limit, seen: BTreeSet::new(), places: vec![] };
    for register in ALL {
        register.find(isms, text).into_iter().for_each(|id| found.note(id, Place::Number));
    }
    // One pass over all titles: what only holds the words waits until every title that begins so is noted.
    let finders: Vec<Finder> = words.iter().map(|word| Finder::new(word.as_bytes())).collect();
    let mut holding = Vec::new();
    for (title, id) in ALL.iter().flat_map(|register| register.titles(isms)) {
        if title.starts_with(&wanted) {
            found.note(id, Place::Beginning);
        } else if finders.iter().all(|word| word.find(title.as_bytes()).is_some()) {
            holding.push(id);
        }
    }
    holding.into_iter().for_each(|id| found.note(id, Place::Title));
    // Who types a number means that record; other texts are searched only where no title is one.
    let meant = found.places.first().is_some_and(|(_, place)| *place == Place::Number);
    let answers = |text: &str| words.iter().all(|word| holds(text, word));
    for register in ALL.iter().filter(|_| !meant) {
        if found.is_full() {
            break;
        }
        let mut texts = register.with_text(isms, &answers);
        while let Some((id, field)) = texts.next().filter(|_| !found.is_full()) {
            found.note(id, Place::Field(field));
        }
    }
    found.places.into_iter().filter_map(|(id, place)| hit(isms, id, place)).collect()
}

/// The hits as programs see them.
pub fn json(isms: &Isms, text: &str, sees: &dyn Fn(Id) -> bool, limit: usize) -> Value {
    let shown = |hit: Hit| {
        let Hit { register, id, reference, title, place } = hit;
        json!({ "register": register, "id": id, "reference": reference, "title": title, "found_in": place })
    };
    search(isms, text, sees, limit).into_iter().map(shown).collect()
}

/// What was found so far; each record stands at its best place.
struct Found<'a> {
    sees: &'a dyn Fn(Id) -> bool,
    limit: usize,
    seen: BTreeSet<Id>,
    places: Vec<(Id, Place)>,
}

impl Found<'_> {
    fn note(&mut self, id: Id, place: Place) {
        if !self.is_full() && !self.seen.contains(&id) && (self.sees)(id) {
            self.seen.insert(id);
            self.places.push((id, place));
        }
    }

    fn is_full(&self) -> bool {
        self.places.len() >= self.limit
    }
}

fn hit(isms: &Isms, id: Id, place: Place) -> Option<Hit> {
    let register = register_of(id)?;
    let (reference, title) = register.called(isms, id)?;
    Some(Hit { register: register.name(), id, reference, title, place })
}

/// Whether a text has a word, which is in small letters; the text is not copied where the word is plain ASCII.
fn holds(text: &str, word: &str) -> bool {
    let Some(first) = word.bytes().next().filter(|_| word.is_ascii()) else {
        return text.to_lowercase().contains(word);
    };
    // Places are told apart by their first letter, sixteen or more at a time.
    let mut places = memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), text.as_bytes());
    places.any(|at| {
        let part = text.as_bytes().get(at..at + word.len());
        part.is_some_and(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::northwind::northwind;

    fn found(isms: &Isms, text: &str) -> Vec<(String, Place)> {
        search(isms, text, &|_| true, 5)
            .into_iter()
            .map(|hit| (hit.reference.unwrap_or(hit.id.to_string()), hit.place))
            .collect()
    }

    #[test]
    fn the_best_place_comes_first() {
        let isms = northwind();
        let first = |text| found(&isms, text).into_iter().next();
        let some = |called: &str, place| Some((called.to_string(), place));
        assert_eq!(first("r-040"), some("R-040", Place::Number));
        assert_eq!(first("A.5.15"), some("5.15", Place::Number));
        assert_eq!(first("  phishing LEADS"), some("R-040", Place::Beginning));
        assert_eq!(first("mailbox phishing"), some("R-040", Place::Title));
        assert_eq!(first("ast-901"), some("R-028", Place::Field("assets")), "what was not found when it was read");
        assert_eq!(first("landlord-managed"), some("7.11", Place::Field("justification")));
        assert_eq!(first("no such words anywhere"), None);
        assert_eq!(first("   "), None);
    }

    #[test]
    fn each_record_once_no_more_than_asked_for_and_none_unseen() {
        let isms = northwind();
        let hits = search(&isms, "policy", &|_| true, 7);
        assert_eq!(hits.len(), 7);
        let ids: BTreeSet<Id> = hits.iter().map(|hit| hit.id).collect();
        assert_eq!(ids.len(), 7);
        assert!(search(&isms, "R-040", &|id| id.letters() != "R", 5).is_empty());
    }

    #[test]
    fn letters_beyond_ascii() {
        assert!(holds("Größe", "größe") && holds("GRÖSSE", "grösse") && !holds("Grosse", "größe"));
        assert!(!holds("", "a"));
    }
}
