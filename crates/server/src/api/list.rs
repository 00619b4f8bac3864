//! A list for programs: what it is asked for, a page of it, and a place to go on from.

mod cursor;

use isms::{AnyRegister, Id};
use recorder::{Reader, Seen};

use super::asked::{DAYS, Pairs};
use crate::{
    listing::{
        Question,
        order::{Key, compare},
    },
    page::shown::Shown,
    problem::Failed,
};
use cursor::Cursor;

/// Records of a page unless told.
pub const USUAL: usize = 100;
/// The most: some hundred kilobytes.
pub const MOST: usize = 1_000;
/// Parameters that say which part of the list is shown.
const PART: [&str; 2] = ["limit", "cursor"];

/// What is asked for.
pub struct List {
    register: &'static dyn AnyRegister,
    question: Question,
    /// The order as it was written; a cursor belongs to one order.
    order: String,
    limit: usize,
    after: Option<Cursor>,
}

/// The records of a page, and the cursor of the next one.
pub struct Page<'a> {
    pub records: Vec<Seen<'a>>,
    pub next: Option<String>,
}

impl List {
    /// Reads the query. The values of one field are alternatives; different fields must all fit.
    ///
    /// # Errors
    /// Names the field or value that cannot be read.
    pub fn read(register: &'static dyn AnyRegister, pairs: &Pairs) -> Result<List, Failed> {
        let asked = pairs.0.iter().filter(|(name, _)| !PART.contains(&name.as_str()) && !DAYS.contains(&name.as_str()));
        let question = Question::read(register.description(), asked)?;
        let order = pairs.get("sort").unwrap_or_default().to_owned();
        let after = pairs.get("cursor").map(Cursor::read).transpose()?;
        if after.as_ref().is_some_and(|cursor| cursor.order != order) {
            return Err(cursor::foreign());
        }
        Ok(List { register, question, order, limit: limit(pairs.get("limit"))?, after })
    }

    /// The page of the records that this reader may see.
    pub fn page<'a>(&self, reader: &'a Reader) -> Page<'a> {
        if self.question.narrows() || self.question.sort.is_some() {
            return self.cut(reader, self.rest(&Shown::to(reader)).into_iter());
        }
        // Nothing is to be looked at but the page itself.
        let after = self.after.as_ref().map(|cursor| cursor.id);
        let all = reader.each(self.register, false).map(|record| (Key::Missing, record.id));
        self.cut(reader, all.skip_while(|(_, id)| after.is_some_and(|after| *id <= after)))
    }

    /// The records found behind the cursor.
    fn rest(&self, shown: &Shown) -> Vec<(Key, Id)> {
        let findings = shown.findings_for(self.register, &self.question);
        let mut rows = shown.ordered(self.register, &self.question, &findings);
        let from_end = self.question.sort.as_ref().is_some_and(|(_, from_end)| *from_end);
        if let Some(last) = &self.after {
            let was = |row: &(Key, Id)| compare(from_end, (&row.0, row.1), (&last.key, last.id)).is_le();
            rows.drain(..rows.partition_point(was));
        }
        rows
    }

    fn cut<'a>(&self, reader: &'a Reader, mut rows: impl Iterator<Item = (Key, Id)>) -> Page<'a> {
        let page: Vec<(Key, Id)> = rows.by_ref().take(self.limit).collect();
        let last = page.last().filter(|_| rows.next().is_some());
        let next = last.map(|(key, id)| Cursor { order: self.order.clone(), key: key.clone(), id: *id }.write());
        Page { records: page.into_iter().filter_map(|(_, id)| reader.seen(self.register, id).ok()).collect(), next }
    }
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
