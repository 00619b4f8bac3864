//! Owners: who answers for a record, and whether they are still here. A role or a team in words counts as an owner.

use super::sentence::{Sentence, tell};
use crate::{Held, Id, Isms, Link, Person};
use jiff::civil::Date;

/// The owner, where it is somebody who has left by this day.
pub fn departed<'a>(isms: &'a Isms, owner: &Option<Link<Person>>, today: Date) -> Option<&'a Held<Person>> {
    let person = isms.people().get(owner.as_ref()?.id()?)?;
    person.has_left(today).then_some(person)
}

/// Whether two links mean the same person: by record, or by the words where no record is known.
pub fn same(one: &Link<Person>, other: &Link<Person>) -> bool {
    match (one.id(), other.id()) {
        (None, None) => one.text().map(crate::plain) == other.text().map(crate::plain),
        (one, other) => one == other,
    }
}

/// What the rule `no-owner` says of a record.
pub(super) fn nobody(on: Id, owner: &Option<Link<Person>>) -> Option<Sentence> {
    owner.is_none().then(|| tell!("{record} is owned by nobody", record = on))
}

/// What the rule `owner-departed` says of a record. When they left is told by the person's own record, to those who may
/// see it.
pub(super) fn gone(isms: &Isms, on: Id, owner: &Option<Link<Person>>, today: Date) -> Option<Sentence> {
    let person = departed(isms, owner, today)?;
    Some(tell!("{record} is owned by {person}, who has left", record = on, person = person.id))
}
