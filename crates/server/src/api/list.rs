//! What a list is asked for: filters on fields, words, an order, and a place to go on from.
//!
//! Ten thousand records are filtered and sorted by single fields; only the page that is shown becomes JSON.

mod cursor;
mod path;

use std::cmp::Ordering;

use isms::{AnyRegister, Id, plain};
use recorder::{Reader, Seen};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::asked::{DAYS, Pairs};
use crate::problem::Failed;
use cursor::Cursor;
use path::Path;

/// Records of a page unless told.
pub const USUAL: usize = 100;
/// The most: some hundred kilobytes.
pub const MOST: usize = 1_000;
/// Asks for records in which a field is empty.
const NONE: &str = "none";

/// What is asked for.
pub struct List {
    register: &'static dyn AnyRegister,
    filters: Vec<(Path, Vec<String>)>,
    words: Vec<String>,
    sort: Option<Sort>,
    withdrawn: bool,
    limit: usize,
    after: Option<Cursor>,
}

/// The field to sort by, and whether from the end.
struct Sort {
    path: Path,
    from_end: bool,
    /// As it was written; a cursor belongs to one order.
    said: String,
}

/// The records of a page, and the cursor of the next one.
pub struct Page<'a> {
    pub records: Vec<Seen<'a>>,
    pub next: Option<String>,
}

/// What records are sorted by: numbers as numbers, ids and texts as people count, and after all what is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Key {
    Number(i64),
    Id(Id),
    Text(String),
    Empty,
}

impl List {
    /// Reads the query. The values of one field are alternatives; different fields must all fit.
    ///
    /// # Errors
    /// Names the field or value that cannot be read.
    pub fn read(register: &'static dyn AnyRegister, pairs: &Pairs) -> Result<List, Failed> {
        let mut list =
            List { register, filters: vec![], words: vec![], sort: None, withdrawn: false, limit: USUAL, after: None };
        for (name, value) in &pairs.0 {
            match name.as_str() {
                "q" => list.words = plain(value).split(' ').filter(|word| !word.is_empty()).map(String::from).collect(),
                "sort" => list.sort = Some(sort(register, value)?),
                "limit" => list.limit = limit(Some(value))?,
                "withdrawn" => list.withdrawn = value == "true",
                "cursor" => list.after = Some(Cursor::read(value)?),
                day if DAYS.contains(&day) => {}
                field => list.filter(Path::read(register.description(), field)?, plain(value)),
            }
        }
        let order = list.sort.as_ref().map_or("", |sort| &sort.said);
        match &list.after {
            Some(cursor) if cursor.order != order => Err(cursor::foreign()),
            _ => Ok(list),
        }
    }

    /// What the command line asks for, which reads no pages.
    ///
    /// # Errors
    /// As [`List::read`].
    pub fn whole(
        register: &'static dyn AnyRegister, filters: &[(String, String)], by: Option<&str>, withdrawn: bool,
    ) -> Result<List, Failed> {
        let sort = by.map(|by| sort(register, by)).transpose()?;
        let mut list =
            List { register, filters: vec![], words: vec![], sort, withdrawn, limit: usize::MAX, after: None };
        for (field, value) in filters {
            list.filter(Path::read(register.description(), field)?, plain(value));
        }
        Ok(list)
    }

    fn filter(&mut self, path: Path, value: String) {
        match self.filters.iter_mut().find(|(known, _)| *known == path) {
            Some((_, values)) => values.push(value),
            None => self.filters.push((path, vec![value])),
        }
    }

    /// The page of the records that this reader may see.
    pub fn page<'a>(&self, reader: &'a Reader) -> Page<'a> {
        let all = reader.each(self.register, self.withdrawn).filter(|record| self.fits(record));
        match &self.sort {
            None => {
                let after = self.after.as_ref().map(|cursor| cursor.id);
                let rest = all.skip_while(|record| after.is_some_and(|after| record.id <= after));
                self.cut(rest.map(|record| (Key::Empty, record)))
            }
            Some(sort) => {
                let mut keyed: Vec<(Key, Seen)> = all.map(|record| (sort.path.key(&record), record)).collect();
                keyed.sort_unstable_by(|one, other| sort.compare((&one.0, one.1.id), (&other.0, other.1.id)));
                let shown = |(key, record): &(Key, Seen)| {
                    self.after.as_ref().is_some_and(|last| sort.compare((key, record.id), (&last.key, last.id)).is_le())
                };
                let from = keyed.partition_point(shown);
                self.cut(keyed.into_iter().skip(from))
            }
        }
    }

    fn cut<'a>(&self, mut rows: impl Iterator<Item = (Key, Seen<'a>)>) -> Page<'a> {
        let page: Vec<(Key, Seen)> = rows.by_ref().take(self.limit).collect();
        let order = self.sort.as_ref().map_or("", |sort| &sort.said);
        let last = page.last().filter(|_| rows.next().is_some());
        let next = last.map(|(key, record)| Cursor { order: order.into(), key: key.clone(), id: record.id }.write());
        Page { records: page.into_iter().map(|(_, record)| record).collect(), next }
    }

    fn fits(&self, record: &Seen) -> bool {
        let is_withdrawn = || record.head().is_some_and(|head| head.withdrawn.is_some());
        let filter = |(path, wanted): &(Path, Vec<String>)| {
            let value = path.value(record);
            wanted.iter().any(|wanted| holds(&value, wanted))
        };
        (!self.withdrawn || is_withdrawn())
            && self.filters.iter().all(filter)
            && (self.words.is_empty() || self.has_words(record))
    }

    /// Whether all words stand in the id, the reference, the title, or another column of the register's list.
    fn has_words(&self, record: &Seen) -> bool {
        let Some(head) = record.head() else { return false };
        let mut text = format!("{} {} {}", record.id, head.reference.unwrap_or_default(), head.title);
        for column in self.register.description().face.columns.iter().skip(1) {
            if let Value::String(words) = record.field(column) {
                text.push(' ');
                text.push_str(&words);
            }
        }
        let text = plain(&text);
        self.words.iter().all(|word| text.contains(word))
    }
}

impl Sort {
    /// What is empty comes last, whichever way the list runs; equals stay in the order of their ids.
    fn compare(&self, one: (&Key, Id), other: (&Key, Id)) -> Ordering {
        let keys = match (one.0, other.0) {
            (Key::Empty, _) | (_, Key::Empty) => one.0.cmp(other.0),
            (one, other) if self.from_end => other.cmp(one),
            (one, other) => one.cmp(other),
        };
        keys.then(one.1.cmp(&other.1))
    }
}

/// Whether a value is what was asked for: the same words however they are cased, a number, `true`, the id of a link, an
/// item of a list, or nothing at all.
fn holds(value: &Value, wanted: &str) -> bool {
    match value {
        Value::Null => wanted.is_empty() || wanted == NONE,
        Value::Bool(flag) => wanted == if *flag { "true" } else { "false" },
        Value::Number(number) => number.to_string() == wanted,
        Value::String(text) => plain(text) == wanted || (text.is_empty() && wanted == NONE),
        Value::Array(items) if items.is_empty() => holds(&Value::Null, wanted),
        Value::Array(items) => items.iter().any(|item| holds(item, wanted)),
        Value::Object(link) => {
            let said = |name| link.get(name).and_then(Value::as_str).is_some_and(|text| plain(text) == wanted);
            said("id") || said("text")
        }
    }
}

fn sort(register: &dyn AnyRegister, said: &str) -> Result<Sort, Failed> {
    let name = said.strip_prefix('-');
    let path = Path::read(register.description(), name.unwrap_or(said))?;
    Ok(Sort { path, from_end: name.is_some(), said: said.into() })
}

/// How many are shown at once.
///
/// # Errors
/// Says how many are possible.
pub fn limit(text: Option<&str>) -> Result<usize, Failed> {
    let Some(text) = text else { return Ok(USUAL) };
    let limit = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| Failed::BadRequest(format!("`limit={text}` is not possible: choose 1 to {MOST}")))
}
