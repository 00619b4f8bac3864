//! What the gate says to a reader: of actions, and of records.

use std::{collections::BTreeMap, sync::Arc};

use access::{Action, Decision, Kind, Scope};
use isms::{AnyRegister, Held, Id, Reason, register_of};
use serde_json::Value;

use super::Reader;
use crate::{
    NotRecorded,
    rights::{action_of, decision, denied, denied_on, kind_of, row},
    written::Written,
};

impl Reader {
    /// What the gate says of an action today.
    pub fn may(&self, action: Action, register: &str) -> Arc<Decision> {
        decision(&self.shared.gate, &self.rights.isms, &self.caller, action, kind_of(register))
    }

    /// Whether an action is allowed on at least one record.
    pub fn may_at_all(&self, action: Action, register: &str) -> bool {
        self.may(action, register).scope != Scope::None
    }

    /// Whether an action is allowed on this record.
    pub fn may_on(&self, action: Action, id: Id) -> bool {
        register_of(id).is_some_and(|register| self.covers(self.may(action, register.name()).scope, id))
    }

    /// Refuses with a reason where an action is not allowed at all.
    ///
    /// # Errors
    /// Says who may.
    pub fn must(&self, action: Action, register: &str) -> Result<(), NotRecorded> {
        let may = self.may(action, register);
        if may.scope == Scope::None { Err(denied(&may)) } else { Ok(()) }
    }

    pub(super) fn covers(&self, scope: Scope, id: Id) -> bool {
        let Some(register) = register_of(id) else { return false };
        // Whom a record names is read from the picture; whether it is restricted, from both: today's word counts.
        let restricted =
            || [&self.picture, &self.rights].iter().any(|picture| register.is_restricted(&picture.isms, id));
        match scope {
            Scope::None => false,
            Scope::All => register.has(&self.picture.isms, id),
            Scope::Unrestricted if !restricted() => register.has(&self.picture.isms, id),
            _ => {
                let then = row(&self.picture.isms, &self.caller, self.person(), id);
                then.is_some_and(|then| scope.covers(access::Row { restricted: restricted(), ..then }))
            }
        }
    }

    /// How far reading reaches in a register.
    pub(super) fn reads(&self, register: &str) -> Scope {
        self.scopes().get(&kind_of(register)).copied().unwrap_or(Scope::None)
    }

    pub(super) fn scopes(&self) -> &BTreeMap<Kind, Scope> {
        let ask = |kind: &Kind| {
            let may = decision(&self.shared.gate, &self.rights.isms, &self.caller, Action::Read, *kind);
            (*kind, may.scope)
        };
        self.reading.get_or_init(|| Kind::ALL.iter().map(ask).collect())
    }

    /// Whether this record may be seen.
    pub fn sees(&self, id: Id) -> bool {
        register_of(id).is_some_and(|register| self.covers(self.reads(register.name()), id))
    }

    /// How many records of a register may be seen.
    pub fn count(&self, register: &dyn AnyRegister) -> usize {
        let restricted = register.restricted(&self.picture.isms) + register.restricted(&self.rights.isms);
        match self.reads(register.name()) {
            Scope::None => 0,
            Scope::All => register.len(&self.picture.isms),
            Scope::Unrestricted if restricted == 0 => register.len(&self.picture.isms),
            _ => self.each(register, false).count(),
        }
    }

    /// Whether what a revision states may be seen by this reader, who sees the record: what was written while it was
    /// restricted stays with those who may see restricted ones.
    pub(crate) fn sees_revision(&self, revision: &Held<Value>) -> bool {
        let Some(register) = register_of(revision.id).filter(|_| revision.body.restricted) else { return true };
        let row = row(&self.rights.isms, &self.caller, self.person(), revision.id);
        row.is_some_and(|row| self.reads(register.name()).covers(access::Row { restricted: true, ..row }))
    }

    /// Whether a link may name what it leads to. Names of people stand wherever their work stands.
    pub fn sees_name(&self, id: Id) -> bool {
        (self.picture.isms.people().get(id).is_some() && self.is_open(id)) || self.sees(id)
    }

    /// Whether there is such a record, seen or not: only for whoever sees it on another day.
    pub fn is_there(&self, id: Id) -> bool {
        register_of(id).is_some_and(|register| register.has(&self.picture.isms, id))
    }

    /// Whether a record is there and restricted neither in the picture nor today.
    pub(crate) fn is_open(&self, id: Id) -> bool {
        let Some(register) = register_of(id) else { return false };
        let then = register.has(&self.picture.isms, id);
        then && ![&self.picture, &self.rights].iter().any(|picture| register.is_restricted(&picture.isms, id))
    }

    /// The texts of the picture, for a reader of all that is not restricted who looks at the present state.
    pub(crate) fn written(&self) -> Option<&Written> {
        // Who reads accounts is nobody else's concern: what names one is not kept.
        let mut others = self.scopes().iter().filter(|(kind, _)| **kind != Kind::Accounts);
        let reads_all = others.all(|(_, scope)| *scope >= Scope::Unrestricted);
        (reads_all && Arc::ptr_eq(&self.picture, &self.rights)).then_some(&*self.picture.written)
    }

    /// Whether the caller may do an act: on this record, or a new one where none is named.
    pub fn may_do(&self, register: &dyn AnyRegister, word: &str, on: Option<Id>) -> bool {
        let action = self.action_of(register, word, on);
        match on {
            Some(id) => self.may_on(action, id),
            None => self.may_at_all(action, register.name()),
        }
    }

    /// What a caller needs the right to, for an act on a record.
    pub fn action_of(&self, register: &dyn AnyRegister, word: &str, on: Option<Id>) -> Action {
        action_of(&self.rights.isms, &self.caller, register.name(), word, on.as_slice())
    }

    /// Whether a named act can be done to a record as it stands, whoever asks.
    ///
    /// # Errors
    /// Says why not, and what to do first.
    pub fn possible(&self, register: &dyn AnyRegister, word: &str, on: Id) -> Result<(), Reason> {
        register.possible(&self.picture.isms, on, word)
    }

    /// Refuses with a reason where the caller may not do an act.
    ///
    /// # Errors
    /// Says who may.
    pub fn must_do(&self, register: &dyn AnyRegister, word: &str, on: Option<Id>) -> Result<(), NotRecorded> {
        if self.may_do(register, word, on) {
            return Ok(());
        }
        let action = self.action_of(register, word, on);
        let may = self.may(action, register.name());
        Err(denied_on(&self.shared.gate, &self.rights.isms, &self.caller, (action, word, on), &may))
    }
}
