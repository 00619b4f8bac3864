//! Which record a row is about.

use super::draft::at;
use crate::{annex_a, any::AnyRegister, collection::plain, id::Id, message::Message, registers::Isms, say};
use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};

/// Registers whose records have no name of their own: they are known by several fields together.
const KNOWN_BY: &[(&str, &[&str])] =
    &[("entitlements", &["account", "system", "role"]), ("trainings", &["course", "person"])];

/// The fields that together name a record of this register, where its title alone does not.
pub(super) fn known_by(register: &str) -> Option<&'static [&'static str]> {
    KNOWN_BY.iter().find(|(name, _)| *name == register).map(|(_, fields)| *fields)
}

/// The records of a register while one table is matched. Each record is taken by one row at most.
pub(super) struct Index {
    numbered: BTreeMap<String, Vec<Id>>,
    /// By name: those without a number of their own, and all.
    unnumbered: BTreeMap<String, VecDeque<Id>>,
    named: BTreeMap<String, VecDeque<Id>>,
    taken: BTreeMap<Id, u32>,
    numbers: BTreeMap<String, u32>,
}

impl Index {
    /// The records in use.
    pub fn of(isms: &Isms, register: &dyn AnyRegister) -> Index {
        let mut index = Index {
            numbered: BTreeMap::new(),
            unnumbered: BTreeMap::new(),
            named: BTreeMap::new(),
            taken: BTreeMap::new(),
            numbers: BTreeMap::new(),
        };
        for head in register.ids(isms, false).filter_map(|id| register.head(isms, id)) {
            let fields = known_by(register.name());
            let name = fields.map_or_else(
                || plain(&head.title),
                |fields| key(fields.iter().map(|field| register.field(isms, head.id, field))),
            );
            match &head.reference {
                Some(reference) => index.numbered.entry(plain(reference)).or_default().push(head.id),
                None => index.unnumbered.entry(name.clone()).or_default().push_back(head.id),
            }
            index.named.entry(name).or_default().push_back(head.id);
        }
        index
    }

    /// The record of a row with a number of its own: that of this number, else the one of this name that has none.
    pub fn numbered(&mut self, number: &str, name: Option<&str>, row: u32) -> Result<Option<Id>, Message> {
        if let Some(other) = self.numbers.insert(plain(number), row) {
            return Err(say!(
                "row {other} has the number `{number}` as well; give one of them another",
                other = other,
                number = number
            ));
        }
        match self.numbered.get(&plain(number)).map_or(&[][..], Vec::as_slice) {
            [id] => self.take(*id, row).map(Some),
            [one, two, ..] => {
                Err(say!("`{number}` is both {one} and {two}", number = number, one = called(*one), two = called(*two)))
            }
            [] => {
                let fits = name.and_then(|name| self.unnumbered.get(name)).filter(|fits| fits.len() == 1);
                let fit = fits.and_then(|fits| fits.front().copied()).filter(|id| !self.taken.contains_key(id));
                fit.map(|id| self.take(id, row)).transpose()
            }
        }
    }

    /// The record of a row without a number: the one of this name. Of several, those that the same list named before
    /// are taken in their order; equal names are never merged.
    pub fn named(&mut self, name: &str, row: u32, said: impl Fn(Id) -> bool) -> Result<Option<Id>, Message> {
        let Some(fits) = self.named.get_mut(name) else { return Ok(None) };
        fits.retain(|id| !self.taken.contains_key(id));
        let fit = match (fits.front().copied(), fits.len()) {
            (None, _) => return Ok(None),
            (Some(only), 1) => only,
            (Some(first), count) => fits.iter().copied().find(|id| said(*id)).ok_or_else(|| {
                say!(
                    "{count} records are called so, {first} among them; give the row a number",
                    count = count,
                    first = called(first)
                )
            })?,
        };
        self.take(fit, row).map(Some)
    }

    /// Takes a record for a row.
    pub fn take(&mut self, id: Id, row: u32) -> Result<Id, Message> {
        match self.taken.insert(id, row) {
            None => Ok(id),
            Some(other) => {
                self.taken.insert(id, other);
                Err(say!("row {other} is about {id} as well; this one is left out", other = other, id = called(id)))
            }
        }
    }
}

/// What a person calls a record: a control of Annex A by its number there.
fn called(id: Id) -> String {
    annex_a::control(id).map_or_else(|| id.to_string(), |control| annex_a::number(control.id))
}

/// The name of a record that is known by several fields together.
pub(super) fn key(values: impl Iterator<Item = Value>) -> String {
    let part = |value: Value| {
        let text = value.as_str().or(at(&value, "id").as_str()).or(at(&value, "text").as_str()).map(plain);
        text.unwrap_or_default()
    };
    values.map(part).collect::<Vec<_>>().join("\u{1f}")
}
