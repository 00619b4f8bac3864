//! A register as a face sees it that knows none: records are `Held<Value>`, and acts are words.

use crate::{
    acts::{Asked, Who, decide},
    collection::{Body, Held},
    description::Description,
    id::Id,
    refusal::{Reason, Refusal},
    register::{Decide, Due, Register},
    registers::Isms,
    revision::{Changes, Damage, Revision},
    walk,
};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::{marker::PhantomData, sync::OnceLock};

/// The questions every register answers.
pub trait AnyRegister: Sync {
    /// Page, API path and command word.
    fn name(&self) -> &'static str;
    /// The letters of its ids.
    fn letters(&self) -> &'static str;
    /// What faces know of it.
    fn description(&self) -> &Description;
    /// How many records are in use.
    fn len(&self, isms: &Isms) -> usize;
    /// How many of those in use are restricted.
    fn restricted(&self, isms: &Isms) -> usize;
    /// The records in use that nobody has confirmed.
    fn proposed<'a>(&self, isms: &'a Isms) -> Box<dyn Iterator<Item = Id> + 'a>;
    /// Whether a record is restricted.
    fn is_restricted(&self, isms: &Isms, id: Id) -> bool;
    /// The records in use, or all, in the order of their ids.
    fn ids<'a>(&self, isms: &'a Isms, withdrawn: bool) -> Box<dyn Iterator<Item = Id> + 'a>;
    /// A record, withdrawn or not.
    fn get(&self, isms: &Isms, id: Id) -> Option<Held<Value>>;
    /// What is known of a record without making JSON of it.
    fn head(&self, isms: &Isms, id: Id) -> Option<Head>;
    /// What a record is called: the organisation's own number and the title, without a look at the rest.
    fn called(&self, isms: &Isms, id: Id) -> Option<(Option<String>, String)>;
    /// Whether there is such a record, in use or withdrawn.
    fn has(&self, isms: &Isms, id: Id) -> bool;
    /// One field of a record, null where it is empty.
    fn field(&self, isms: &Isms, id: Id, name: &str) -> Value;
    /// The records that a record links to.
    fn links(&self, isms: &Isms, id: Id) -> Vec<Id>;
    /// The day by which something is still to be done about a record.
    fn due(&self, isms: &Isms, id: Id) -> Option<Due>;
    /// The records in use whose reference, else whose id, else whose title is this text.
    fn find(&self, isms: &Isms, text: &str) -> Vec<Id>;
    /// The titles in use in the form of [`plain`](crate::plain), each with its records.
    fn titles<'a>(&self, isms: &'a Isms) -> Box<dyn Iterator<Item = (&'a str, Id)> + 'a>;
    /// The records in use with a text that is wanted, and the field in which it stands.
    fn with_text<'a>(
        &self, isms: &'a Isms, wanted: &'a dyn Fn(&str) -> bool,
    ) -> Box<dyn Iterator<Item = (Id, &'static str)> + 'a>;
    /// The records, withdrawn ones included, whose revision in one state is not that in another.
    fn differing(&self, one: &Isms, other: &Isms) -> Vec<Id>;
    /// Answers an act with the revisions it makes, or with a refusal.
    ///
    /// # Errors
    /// The refusal says why not and what to do.
    fn decide(&self, isms: &Isms, who: &Who, now: Timestamp, asked: Asked) -> Result<Changes, Refusal>;
    /// Whether a named act can be done to a record as it stands, whoever asks.
    ///
    /// # Errors
    /// Says why not, and what to do first.
    fn possible(&self, isms: &Isms, id: Id, word: &str) -> Result<(), Reason>;
    /// Takes a revision into the state.
    ///
    /// # Errors
    /// Damage, where it does not read as this register's record.
    fn apply(&self, isms: &mut Isms, revision: &Revision) -> Result<(), Damage>;
    /// The record as one revision states it.
    ///
    /// # Errors
    /// As [`AnyRegister::apply`].
    fn at(&self, revision: &Revision) -> Result<Held<Value>, Damage>;
    /// The id that the next new record gets.
    fn next_id(&self, isms: &Isms) -> Id;
    /// A record that says nothing yet, with what its coming gives it: what an import fills.
    fn blank(&self, isms: &Isms, now: Timestamp) -> Value;
    /// The revision that states this body, and what the register has against it: an import keeps what it can.
    ///
    /// # Errors
    /// Where the body is no record of this register.
    fn revise(
        &self, isms: &Isms, id: Id, revision: u32, body: &Body<Value>,
    ) -> Result<(Revision, Vec<Reason>), serde_json::Error>;
    /// Takes a body into the state as it stands, for others to find while an import is at work.
    ///
    /// # Errors
    /// Where the body is no record of this register.
    fn place(&self, isms: &mut Isms, id: Id, revision: u32, body: &Body<Value>) -> Result<(), serde_json::Error>;
    /// The least and the most a record can say.
    fn samples(&self) -> [Value; 2];
}

/// What is known of a record at a glance.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The record.
    pub id: Id,
    /// How often it was written.
    pub revision: u32,
    /// The organisation's own number.
    pub reference: Option<String>,
    /// What it is known by.
    pub title: String,
    /// Whether only those it names may see it.
    pub restricted: bool,
    /// The reason for which it was withdrawn.
    pub withdrawn: Option<String>,
    /// Where it came from, as long as nobody has confirmed it.
    pub proposed: Option<String>,
}

impl Head {
    /// What people call it: their own number first.
    pub fn called(&self) -> String {
        self.reference.clone().unwrap_or_else(|| self.id.to_string())
    }

    /// Whether it waits for somebody to confirm it.
    pub fn is_proposed(&self) -> bool {
        self.proposed.is_some() && self.withdrawn.is_none()
    }
}

/// The register of the records `R`.
pub(crate) struct Of<R> {
    description: OnceLock<Description>,
    of: PhantomData<fn() -> R>,
}

impl<R: Register> Of<R> {
    pub(crate) const fn new() -> Of<R> {
        Of { description: OnceLock::new(), of: PhantomData }
    }
}

impl<R: Register> AnyRegister for Of<R> {
    fn name(&self) -> &'static str {
        R::NAME
    }

    fn letters(&self) -> &'static str {
        R::LETTERS
    }

    fn description(&self) -> &Description {
        self.description.get_or_init(Description::of::<R>)
    }

    fn len(&self, isms: &Isms) -> usize {
        R::collection(isms).len()
    }

    fn restricted(&self, isms: &Isms) -> usize {
        R::collection(isms).restricted()
    }

    fn proposed<'a>(&self, isms: &'a Isms) -> Box<dyn Iterator<Item = Id> + 'a> {
        Box::new(R::collection(isms).proposed())
    }

    fn is_restricted(&self, isms: &Isms, id: Id) -> bool {
        R::collection(isms).get(id).is_some_and(|held| held.body.restricted)
    }

    fn ids<'a>(&self, isms: &'a Isms, withdrawn: bool) -> Box<dyn Iterator<Item = Id> + 'a> {
        let records = R::collection(isms);
        if withdrawn {
            Box::new(records.all().map(|held| held.id))
        } else {
            Box::new(records.iter().map(|held| held.id))
        }
    }

    fn get(&self, isms: &Isms, id: Id) -> Option<Held<Value>> {
        R::collection(isms).get(id).map(untyped)
    }

    fn head(&self, isms: &Isms, id: Id) -> Option<Head> {
        let held = R::collection(isms).get(id)?;
        Some(Head {
            id,
            revision: held.revision,
            reference: held.body.reference.clone(),
            title: R::title(held),
            restricted: held.body.restricted,
            withdrawn: held.body.withdrawn.clone(),
            proposed: held.body.proposed.clone(),
        })
    }

    fn has(&self, isms: &Isms, id: Id) -> bool {
        R::collection(isms).get(id).is_some()
    }

    fn called(&self, isms: &Isms, id: Id) -> Option<(Option<String>, String)> {
        let held = R::collection(isms).get(id)?;
        Some((held.body.reference.clone(), R::title(held)))
    }

    fn field(&self, isms: &Isms, id: Id, name: &str) -> Value {
        let held = R::collection(isms).get(id);
        held.and_then(|held| walk::field(&held.body.record, name)).unwrap_or_default()
    }

    fn links(&self, isms: &Isms, id: Id) -> Vec<Id> {
        R::collection(isms).get(id).map(|held| walk::links(&held.body.record)).unwrap_or_default()
    }

    fn due(&self, isms: &Isms, id: Id) -> Option<Due> {
        R::collection(isms).get(id).and_then(|held| R::due(held, isms))
    }

    fn find(&self, isms: &Isms, text: &str) -> Vec<Id> {
        let records = R::collection(isms);
        let by_reference: Vec<Id> = records.by_reference(text).collect();
        if !by_reference.is_empty() {
            return by_reference;
        }
        let id = text.trim().trim_start_matches("A.").parse().ok().and_then(|id| records.get(id));
        let by_id = id.filter(|held| held.body.withdrawn.is_none()).map(|held| held.id);
        by_id.map_or_else(|| records.by_title(text).collect(), |id| vec![id])
    }

    fn titles<'a>(&self, isms: &'a Isms) -> Box<dyn Iterator<Item = (&'a str, Id)> + 'a> {
        Box::new(R::collection(isms).titles().flat_map(|(title, ids)| ids.iter().map(move |id| (title, *id))))
    }

    fn with_text<'a>(
        &self, isms: &'a Isms, wanted: &'a dyn Fn(&str) -> bool,
    ) -> Box<dyn Iterator<Item = (Id, &'static str)> + 'a> {
        let found = |held: &'a Held<R>| Some((held.id, walk::text_field(&held.body.record, wanted)?));
        Box::new(R::collection(isms).iter().filter_map(found))
    }

    fn differing(&self, one: &Isms, other: &Isms) -> Vec<Id> {
        let (one, other) = (R::collection(one), R::collection(other));
        let revision = |held: &Held<R>| held.revision;
        let changed = other.all().filter(|held| one.get(held.id).map(revision) != Some(held.revision));
        let gone = one.all().filter(|held| other.get(held.id).is_none());
        changed.chain(gone).map(|held| held.id).collect()
    }

    fn decide(&self, isms: &Isms, who: &Who, now: Timestamp, asked: Asked) -> Result<Changes, Refusal> {
        decide::<R>(self.description(), isms, who, now, asked)
    }

    fn possible(&self, isms: &Isms, id: Id, word: &str) -> Result<(), Reason> {
        // What every register has, such as a withdrawal, is no act of its own.
        let named = self.description().act(word).is_ok();
        R::collection(isms).get(id).filter(|_| named).map_or(Ok(()), |held| R::Act::possible(word, isms, held))
    }

    fn apply(&self, isms: &mut Isms, revision: &Revision) -> Result<(), Damage> {
        isms.put::<R>(revision.read()?);
        Ok(())
    }

    fn at(&self, revision: &Revision) -> Result<Held<Value>, Damage> {
        revision.read::<R>().map(|held| untyped(&held))
    }

    fn next_id(&self, isms: &Isms) -> Id {
        Id::new(R::LETTERS, R::collection(isms).next_number())
    }

    fn blank(&self, isms: &Isms, now: Timestamp) -> Value {
        json!(R::default().begun(isms, &Who::default(), now))
    }

    fn revise(
        &self, isms: &Isms, id: Id, revision: u32, body: &Body<Value>,
    ) -> Result<(Revision, Vec<Reason>), serde_json::Error> {
        let record = R::deserialize(&body.record)?;
        let reasons = record.check(isms, id);
        Ok((Revision::new(id, revision, &body.with(record)), reasons))
    }

    fn place(&self, isms: &mut Isms, id: Id, revision: u32, body: &Body<Value>) -> Result<(), serde_json::Error> {
        let record = R::deserialize(&body.record)?;
        isms.put(Held { id, revision, body: body.with(record) });
        Ok(())
    }

    fn samples(&self) -> [Value; 2] {
        R::samples().map(|sample| json!(sample))
    }
}

fn untyped<R: Register>(held: &Held<R>) -> Held<Value> {
    Held { id: held.id, revision: held.revision, body: held.body.with(json!(held.body.record)) }
}
