//! What a command names: a register, a record, a day.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use isms::{ALL, AnyRegister, Head, Id, plain, say};
use jiff::civil::Date;
use recorder::{Caller, NotRecorded, Reader};

use crate::{app::App, sign_in::looking};

pub type Register = &'static dyn AnyRegister;

/// Reads the name of a register; clap proposes a similar one.
pub fn register() -> impl TypedValueParser<Value = Register> {
    let names = PossibleValuesParser::new(ALL.iter().map(|register| register.name()));
    names.try_map(|name| recorder::named(&name))
}

/// The record that people call so: by their own reference first, else by its id, else by its title.
///
/// # Errors
/// Says that there is none, or names all that are called so.
pub fn record(reader: &Reader, register: Register, text: &str) -> Result<Id, NotRecorded> {
    let found = reader.find(register, text);
    let found = if found.is_empty() { withdrawn(reader, register, text) } else { found };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let (one, register) = (register.description().face.one, register.name());
            let why = say!(
                "there is no {one} `{text}`: see `castellan list {register}`",
                one = one,
                text = text,
                register = register
            );
            Err(NotRecorded::Missing(why))
        }
        several => {
            let ids = several.iter().map(Id::to_string).collect::<Vec<_>>().join(" and ");
            let why = say!("`{text}` is what {ids} are called: name one of them by its id", text = text, ids = ids);
            Err(NotRecorded::Missing(why))
        }
    }
}

/// What was withdrawn has left the lists; its number and its id still find it.
fn withdrawn(reader: &Reader, register: Register, text: &str) -> Vec<Id> {
    let wanted = plain(text);
    let called = |head: &Head| head.reference.as_deref().is_some_and(|own| plain(own) == wanted);
    let heads: Vec<Head> = reader.ids(register, true).into_iter().filter_map(|id| reader.head(id)).collect();
    let by_reference: Vec<Id> = heads.iter().filter(|head| called(head)).map(|head| head.id).collect();
    if !by_reference.is_empty() {
        return by_reference;
    }
    heads.iter().filter(|head| plain(&head.id.to_string()) == wanted).map(|head| head.id).collect()
}

/// The day a command looks at.
#[derive(clap::Args, Clone, Copy)]
pub struct Dates {
    /// Show what was recorded by the end of this day, judged on it.
    #[arg(long, value_name = "DATE", value_parser = crate::sign_in::date)]
    as_of: Option<Date>,
    /// Judge the present state on this day.
    #[arg(long, value_name = "DATE", value_parser = crate::sign_in::date, conflicts_with = "as_of")]
    today: Option<Date>,
}

impl Dates {
    /// What the caller may see on that day.
    ///
    /// # Errors
    /// Refused before the first entry, with its day.
    pub fn reader(self, app: &App, caller: &Caller) -> Result<Reader, NotRecorded> {
        looking(app, caller, self.as_of, self.today)
    }
}
