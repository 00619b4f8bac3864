//! Proposed records as they come into being: each is checked by its own register, found again where it is there
//! already, and marked with where it came from.

use crate::{
    acts::Who,
    collection::{Body, Held, plain},
    id::Id,
    link::Link,
    message::Message,
    refusal::Reason,
    register::Register,
    registers::{Isms, Organisation, Person},
    revision::{Changes, Revision},
    say,
};
use jiff::Timestamp;

/// Who answers for something, where anybody was named.
pub(super) type Owner = Option<Link<Person>>;

/// The state as it grows, and what is to be recorded.
pub(super) struct Proposing<'a> {
    pub isms: Isms,
    pub changes: Changes,
    who: &'a Who,
    now: Timestamp,
}

/// What became of a proposal.
pub(super) struct Proposed<R> {
    /// The record; none where it was there and somebody withdrew it.
    pub link: Option<Link<R>>,
    /// Whether it was made now.
    pub is_new: bool,
}

/// That something follows from the answer to a question.
pub(super) fn answer(question: &str) -> Message {
    let described = crate::register(<Organisation as crate::Listed>::NAME).map(|register| register.description());
    let act = described.and_then(|described| described.act("begun").ok());
    let field = act.and_then(|act| act.fields.iter().find(|field| field.name == question));
    say!("your answer to “{question}”", question = field.map_or(question, |field| field.label.as_str()))
}

impl<'a> Proposing<'a> {
    pub fn new(isms: &Isms, who: &'a Who, now: Timestamp) -> Proposing<'a> {
        Proposing { isms: isms.clone(), changes: Changes::new(), who, now }
    }

    /// Makes a record, unless one of its title is there: in use or withdrawn, it was judged by somebody before.
    pub fn propose<R: Register>(&mut self, record: R, because: &Message) -> Result<Proposed<R>, Vec<Reason>> {
        let id = Id::new(R::LETTERS, R::collection(&self.isms).next_number());
        let record = record.begun(&self.isms, self.who, self.now);
        let body = Body { record, proposed: Some(self.source(because)), ..Body::default() };
        let held = Held { id, revision: 1, body };
        if let Some(known) = self.known(&held) {
            return Ok(Proposed { link: known, is_new: false });
        }
        self.put(held)?;
        Ok(Proposed { link: Some(Link::known(id)), is_new: true })
    }

    /// Marks what is written into a record that is there.
    pub fn fill<R: Register>(&mut self, on: &Held<R>, record: R, because: &Message) -> Result<(), Vec<Reason>> {
        let body = Body { record, proposed: Some(self.source(because)), ..on.body.clone() };
        self.put(Held { id: on.id, revision: on.revision + 1, body })
    }

    fn put<R: Register>(&mut self, held: Held<R>) -> Result<(), Vec<Reason>> {
        let reasons = held.check(&self.isms, held.id);
        if !reasons.is_empty() {
            return Err(reasons);
        }
        self.changes.push(Revision::new(held.id, held.revision, &held.body));
        self.isms.put(held);
        Ok(())
    }

    /// The record of the same title that whoever answers may know of: one in use before one that was withdrawn.
    fn known<R: Register>(&self, like: &Held<R>) -> Option<Option<Link<R>>> {
        let (all, title) = (R::collection(&self.isms), R::title(like));
        if let Some(in_use) = all.by_title(&title).find(|id| self.knows_of(*id)) {
            return Some(Some(Link::known(in_use)));
        }
        let title = plain(&title);
        let mut withdrawn = all.all().filter(|held| held.body.withdrawn.is_some());
        withdrawn.any(|held| plain(&R::title(held)) == title && self.knows_of(held.id)).then_some(None)
    }

    /// Whether whoever answers may know of a record: also of what this very act has made.
    pub fn knows_of(&self, id: Id) -> bool {
        self.who.sight.knows_of(id) || self.changes.iter().any(|change| change.id == id)
    }

    fn source(&self, because: &Message) -> String {
        let day = self.isms.day(self.now).strftime("%-d %b %Y");
        say!("First steps, {day}: {because}", day = day, because = because).to_string()
    }
}
