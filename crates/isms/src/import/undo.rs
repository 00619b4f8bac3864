//! The way back: withdrawing an import withdraws what it created and sets back what it changed.

use crate::{
    any::{AnyRegister, Head},
    collection::Held,
    id::Id,
    refusal::Reason,
    register::Listed,
    registers::{Import, Isms, Organisation, Risk, imports::Written, register_of},
    revision::{Changes, Revision},
    say,
    sight::Sight,
    views::sentence::RESTRICTED,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The revisions that tell whether an import can be undone: what it wrote, of all that was written again since.
pub fn written_again(isms: &Isms, on: &Import) -> Vec<(Id, u32)> {
    let stands = |id: Id| register_of(id)?.head(isms, id).map(|head| head.revision);
    let written = on.created.iter().chain(&on.changed).filter_map(|one| Some((one.record.parse().ok()?, one.revision)));
    written.filter(|(id, revision)| stands(*id) != Some(*revision)).collect()
}

/// The revisions that undoing an import goes back to: those before it, of all it changed.
pub fn written_before(on: &Import) -> Vec<(Id, u32)> {
    on.changed.iter().filter_map(|one| Some((one.record.parse().ok()?, one.revision.checked_sub(1)?))).collect()
}

/// The changes that undo an import; `earlier` are the revisions of [`written_again`] and [`written_before`].
///
/// # Errors
/// Lists what stands in the way: records that were written since, and others that rely on what was created.
pub fn undone(isms: &Isms, on: &Held<Import>, earlier: &[Revision], sight: &Sight) -> Result<Changes, Vec<Reason>> {
    let knows = |id| sight.knows_of(id);
    let undo = Undo { isms, on, earlier, knows: &knows, ours: ours(on) };
    let (mut changes, mut reasons) = (Changes::new(), Vec::new());
    let created = on.created.iter().map(|written| undo.withdrawn(written));
    let changed = on.changed.iter().map(|written| undo.set_back(written));
    for answer in created.chain(changed) {
        match answer {
            Ok(change) => changes.extend(change),
            Err(reason) => reasons.push(reason),
        }
    }
    if reasons.is_empty() { Ok(changes) } else { Err(reasons) }
}

/// What stands in the way of undoing an import, as far as whoever asks may know of it; nothing where it can be undone.
/// `earlier` are the revisions of [`written_again`].
pub fn in_the_way(isms: &Isms, on: &Held<Import>, earlier: &[Revision], knows: &dyn Fn(Id) -> bool) -> Vec<Reason> {
    let undo = Undo { isms, on, earlier, knows, ours: ours(on) };
    let created = on.created.iter().filter_map(|written| undo.unneeded(written).err());
    created.chain(on.changed.iter().filter_map(|written| undo.unbuilt(written).err())).collect()
}

fn ours(on: &Held<Import>) -> BTreeSet<Id> {
    on.created.iter().chain(&on.changed).filter_map(|written| written.record.parse().ok()).chain([on.id]).collect()
}

fn is_rated(risk: &Risk) -> bool {
    let ratings = [&risk.inherent, &risk.current, &risk.residual];
    ratings.into_iter().flatten().any(|rating| rating.likelihood.is_some() || rating.consequence.is_some())
}

/// The first of many, and how many more.
fn some(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let more = names.len().saturating_sub(SHOWN);
    let first = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if more == 0 { first } else { format!("{first} and {more} more") }
}

struct Undo<'a> {
    isms: &'a Isms,
    on: &'a Held<Import>,
    earlier: &'a [Revision],
    /// What whoever undoes it may know of.
    knows: &'a dyn Fn(Id) -> bool,
    /// What the import wrote: these may rely on each other.
    ours: BTreeSet<Id>,
}

impl Undo<'_> {
    fn withdrawn(&self, written: &Written) -> Result<Option<Revision>, Reason> {
        let (register, held) = self.unneeded(written)?;
        let mut body = held.body;
        body.withdrawn = Some(format!("{} was withdrawn", self.on.id));
        self.revise(register, held.id, held.revision + 1, &body).map(Some)
    }

    /// The record, as long as nobody wrote it since, and nothing that came otherwise relies on it.
    fn unneeded(&self, written: &Written) -> Result<(&'static dyn AnyRegister, Held<Value>), Reason> {
        let (register, held) = self.untouched(written)?;
        let others = self.isms.named_by(held.id).filter(|other| !self.ours.contains(other));
        let heads = others.filter_map(|other| register_of(other)?.head(self.isms, other));
        let relying: Vec<String> =
            heads.filter(|head| head.withdrawn.is_none()).map(|head| self.called(&head)).collect();
        if !relying.is_empty() {
            let why = say!("{others} rely on {record}", others = relying.join(", "), record = self.name(held.id));
            return Err(Reason::new(why, say!("change or withdraw these first")));
        }
        Ok((register, held))
    }

    fn set_back(&self, written: &Written) -> Result<Option<Revision>, Reason> {
        let (register, held) = self.unbuilt(written)?;
        let before =
            self.earlier.iter().find(|revision| revision.id == held.id && revision.revision + 1 == written.revision);
        let missing = || {
            let why = say!("what {record} was before is not at hand", record = self.name(held.id));
            Reason::new(why, say!("have the ledger verified"))
        };
        let before = before.and_then(|revision| register.at(revision).ok()).ok_or_else(missing)?;
        self.revise(register, held.id, held.revision + 1, &before.body).map(Some)
    }

    /// The record, as long as nobody wrote it since, and no risk is rated on the scales that it brought.
    fn unbuilt(&self, written: &Written) -> Result<(&'static dyn AnyRegister, Held<Value>), Reason> {
        let (register, held) = self.untouched(written)?;
        let others = self.isms.risks().iter().filter(|risk| is_rated(risk) && !self.ours.contains(&risk.id));
        let rated: Vec<String> = others.map(|risk| self.name(risk.id)).collect();
        if register.name() == Organisation::NAME && !rated.is_empty() {
            let why = say!(
                "on the scales that it brought {count} risks are rated: {risks}",
                count = rated.len(),
                risks = some(&rated)
            );
            return Err(Reason::new(
                why,
                say!("change the criteria under Organisation, which shows first what they re-rank"),
            ));
        }
        Ok((register, held))
    }

    /// The record, as long as it stands as the import wrote it: what was changed since has been set back.
    fn untouched(&self, written: &Written) -> Result<(&'static dyn AnyRegister, Held<Value>), Reason> {
        let id = written.record.parse::<Id>().ok();
        let found = id
            .and_then(|id| Some((id, register_of(id)?)))
            .and_then(|(id, register)| Some((id, register, register.get(self.isms, id)?)));
        let Some((id, register, held)) = found else {
            let why = say!("there is no {record}", record = written.record);
            return Err(Reason::new(why, say!("have the ledger verified")));
        };
        let as_written = |one: &Revision| {
            let this = one.id == id && one.revision == written.revision;
            this && register.at(one).is_ok_and(|was| was.body == held.body)
        };
        if held.revision != written.revision && !self.earlier.iter().any(as_written) {
            let why = say!("{record} was written again since", record = self.name(id));
            return Err(Reason::new(why, say!("it would lose that; set it back first, or leave the import as it is")));
        }
        Ok((register, held))
    }

    fn name(&self, id: Id) -> String {
        let head = register_of(id).and_then(|register| register.head(self.isms, id));
        head.map_or_else(|| id.to_string(), |head| self.called(&head))
    }

    fn called(&self, head: &Head) -> String {
        if (self.knows)(head.id) { head.called() } else { RESTRICTED.into() }
    }

    fn revise(
        &self, register: &dyn AnyRegister, id: Id, revision: u32, body: &crate::Body<Value>,
    ) -> Result<Revision, Reason> {
        let damaged = |damage| Reason::new(say!("{damage}", damage = damage), say!("have the ledger verified"));
        register.revise(self.isms, id, revision, body).map(|(revision, _)| revision).map_err(damaged)
    }
}
