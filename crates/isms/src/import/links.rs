//! Cells that name records of other registers.

use super::{
    cells::Read,
    columns::{Column, Target},
    control_numbers, names,
};
use crate::{
    annex_a,
    any::AnyRegister,
    collection::{Body, plain},
    id::Id,
    message::Message,
    register::Listed,
    registers::{Asset, Control, Evidence, Isms, Person, Risk, register},
    say,
};
use control_numbers::Number;
use jiff::Timestamp;
use serde_json::{Value, json};

/// Resolves names to records, and makes people and assets of names that nobody has yet.
pub(super) struct Links<'a> {
    pub isms: &'a mut Isms,
    pub now: Timestamp,
    /// The records that were made of names.
    pub made: &'a mut Vec<Id>,
}

/// The links that a text became, whether it says more than they do, and what a person should know.
#[derive(Default)]
struct Found {
    links: Vec<Value>,
    more: bool,
    problem: Option<Message>,
}

impl Links<'_> {
    /// Reads a cell that names records.
    pub fn read(&mut self, of: &'static dyn AnyRegister, column: &Column, text: &str) -> Read {
        let list = matches!(column.target, Target::Field { list: true, .. });
        let Some(to) = column.links_to().and_then(register).filter(|_| !text.is_empty()) else {
            return Read::default();
        };
        if names::is_empty_word(text) || names::is_placeholder(text) {
            return Read::nothing();
        }
        let mut all = Found::default();
        for part in self.parts(to, list, text) {
            let found =
                if to.name() == Control::NAME { self.control(to, &part) } else { self.one(of, to, &part, list) };
            all.links.extend(found.links);
            all.more |= found.more;
            all.problem = all.problem.or(found.problem);
        }
        let mut links: Vec<Value> = Vec::with_capacity(all.links.len());
        for link in all.links {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        let value = if list { Value::Array(links) } else { links.into_iter().next().unwrap_or_default() };
        Read { value, keep_words: all.more, unread: false, problem: all.problem }
    }

    /// The parts of a cell that may each name a record. Names may hold a comma; codes do not.
    fn parts(&self, to: &dyn AnyRegister, list: bool, text: &str) -> Vec<String> {
        if !list || !find(self.isms, to, text).is_empty() {
            return vec![text.into()];
        }
        if to.name() == Control::NAME {
            let (numbers, around) = control_numbers::numbers(text);
            let titled = matches!(numbers.as_slice(), [Number::Of2022(id)] if titled_so(*id, &around));
            return if titled { vec![text.into()] } else { split(text, &[';', '\n', ',']) };
        }
        split(text, &['\n']).iter().flat_map(|line| parts_of_line(line)).collect()
    }

    fn one(&mut self, of: &dyn AnyRegister, to: &'static dyn AnyRegister, text: &str, list: bool) -> Found {
        match find(self.isms, to, text).as_slice() {
            [id] => return Found { links: vec![json!({ "id": id })], ..Found::default() },
            [] => {}
            [one, two, ..] => {
                let problem = say!("`{text}` is both {one} and {two}; kept as text", text = text, one = one, two = two);
                return Found { problem: Some(problem), ..unresolved(text) };
            }
        }
        let within = self.codes_within(to, text);
        if within.len() == 1 || (list && !within.is_empty()) {
            let links = within.iter().map(|id| json!({ "id": id })).collect();
            return Found { links, more: self.says_more(to, text, &within), problem: None };
        }
        self.by_name(of, to, text).unwrap_or_else(|| no_such(to, text))
    }

    fn codes_within(&self, to: &dyn AnyRegister, text: &str) -> Vec<Id> {
        let mut ids: Vec<Id> = Vec::new();
        for code in names::codes(text).filter(|code| *code != text) {
            if let [id] = find(self.isms, to, code).as_slice()
                && !ids.contains(id)
            {
                ids.push(*id);
            }
        }
        ids
    }

    /// `P117 Willa Fairbairn` says no more than `P117`, as long as that is her name.
    fn says_more(&self, to: &dyn AnyRegister, text: &str, ids: &[Id]) -> bool {
        let mut rest = plain(text);
        for head in ids.iter().filter_map(|id| to.head(self.isms, *id)) {
            rest = rest.replace(&plain(&head.title), " ").replace(&plain(&head.called()), " ");
        }
        rest.chars().any(char::is_alphanumeric)
    }

    /// A person by name, brackets aside; an asset that a risk names.
    fn by_name(&mut self, of: &dyn AnyRegister, to: &'static dyn AnyRegister, text: &str) -> Option<Found> {
        if to.name() == Asset::NAME && of.name() == Risk::NAME && names::is_thing(text) {
            return Some(Found { links: vec![json!({ "id": self.make(to, text) })], ..Found::default() });
        }
        if to.name() != Person::NAME {
            return None;
        }
        let bare = names::bare(text);
        let name = bare.as_deref().unwrap_or(text);
        let known = bare.as_deref().map(|bare| find(self.isms, to, bare)).unwrap_or_default();
        let id = match known.as_slice() {
            [id] => *id,
            [] if names::is_personal(name) => self.make(to, name),
            _ => return None,
        };
        Some(Found { links: vec![json!({ "id": id })], more: bare.is_some(), problem: None })
    }

    /// A record of a name and nothing else, to be confirmed by somebody.
    fn make(&mut self, to: &'static dyn AnyRegister, name: &str) -> Id {
        let id = to.next_id(self.isms);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut record = to.blank(self.isms, self.now);
        super::draft::put(&mut record, "name", name.into());
        super::draft::put(&mut record, "unconfirmed", true.into());
        let body = Body { record, ..Body::default() };
        if let Ok((revision, _)) = to.revise(self.isms, id, 1, &body) {
            // It reads what it has just written.
            _ = to.apply(self.isms, &revision);
            self.made.push(id);
        }
        id
    }

    fn control(&self, to: &dyn AnyRegister, text: &str) -> Found {
        let (numbers, around) = control_numbers::numbers(text);
        if numbers.is_empty() {
            return match find(self.isms, to, text).as_slice() {
                [id] => Found { links: vec![json!({ "id": id })], ..Found::default() },
                _ => unresolved(text),
            };
        }
        let mut found = Found::default();
        for number in &numbers {
            match number {
                Number::Of2022(id) => {
                    found.links.push(json!({ "id": id }));
                    found.more |= !around.is_empty() && !titled_so(*id, &around);
                }
                Number::Of2013(written, successors) => {
                    found.links.extend(successors.iter().map(|id| json!({ "id": id, "text": written })));
                    found.more |= !around.is_empty();
                    found.problem = Some(of_2013(written, successors));
                }
            }
        }
        found
    }
}

/// What is said of a number of 2013.
pub(super) fn of_2013(written: &str, successors: &[Id]) -> Message {
    let today = successors.iter().map(|id| annex_a::number(*id)).collect::<Vec<_>>().join(" and ");
    say!("`{number}` is a number of 2013, read as {today}", number = written, today = today)
}

/// The records in use that a text names: by their own number, by an id that is their only number, or by name.
pub(super) fn find(isms: &Isms, to: &dyn AnyRegister, text: &str) -> Vec<Id> {
    let wanted = plain(text);
    let named = |id: &Id| {
        to.head(isms, *id).is_some_and(|head| match &head.reference {
            Some(reference) if plain(reference) == wanted => true,
            None if id.to_string().eq_ignore_ascii_case(text.trim()) => true,
            _ => plain(&head.title) == wanted,
        })
    };
    to.find(isms, text).into_iter().filter(named).collect()
}

fn titled_so(control: Id, words: &str) -> bool {
    annex_a::control(control).is_some_and(|control| names::similar(&control.title, words))
}

fn unresolved(text: &str) -> Found {
    Found { links: vec![json!({ "text": text })], ..Found::default() }
}

/// A code that finds nothing is told; a role, a team or a phrase is not, and evidence may be held elsewhere.
fn no_such(to: &dyn AnyRegister, text: &str) -> Found {
    let told = names::is_code(text) && to.name() != Evidence::NAME;
    let one = to.description().face.one;
    let problem = told.then(|| say!("there is no {one} `{text}`; kept as text", one = one, text = text));
    Found { problem, ..unresolved(text) }
}

/// The parts between separators that stand outside of brackets.
fn parts_of_line(line: &str) -> Vec<String> {
    let (parts, commas) = (split(line, &[';']), split(line, &[',', ';']));
    let all_codes = commas.iter().all(|part| names::is_code(part));
    if parts.len() == 1 && all_codes { commas } else { parts }
}

fn split(text: &str, separators: &[char]) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0_u32);
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(part) if depth > 0 || !separators.contains(&letter) => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).map(String::from).collect()
}
