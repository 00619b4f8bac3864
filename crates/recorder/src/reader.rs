//! A reader: what one caller may see of one picture. Rights are today's, also on a page of the past.

mod gate;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    io::Read,
    ops::RangeInclusive,
    sync::{Arc, OnceLock},
};

use access::{Action, Kind, Role, Scope};
use isms::{
    AnyRegister, Asked, Due, Head, Held, Id, Isms, Reason,
    evidence::VaultFile,
    import,
    people::Presence,
    register_of,
    views::search::{Hit, search},
};
use jiff::{Timestamp, civil::Date};
use ledger::{Digest, Name, Order, RecordedAct, RecordedRevision, Revised, StoreError};
use serde_json::Value;

use crate::{
    Caller, NotRecorded, Picture,
    caller::role,
    files,
    picture::revision,
    recorder::Shared,
    rights::{decision, denied, missing},
    seen::Seen,
};

/// The day on which a picture is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day on which due dates are judged.
    pub judged_on: Date,
    /// The day whose state is shown, when it is not the present one.
    pub as_of: Option<Date>,
}

/// What an account may do.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The roles granted to it.
    pub roles: BTreeSet<Role>,
    /// The person behind it.
    pub person: Option<Id>,
    /// Whether it may no longer sign in.
    pub disabled: bool,
}

/// What one caller may see.
#[derive(Clone)]
pub struct Reader {
    pub(crate) shared: Arc<Shared>,
    caller: Caller,
    picture: Arc<Picture>,
    /// The present state, from which rights are read.
    rights: Arc<Picture>,
    /// How far reading reaches in each kind of register: asked once, for a view names thousands of records.
    reading: Arc<OnceLock<BTreeMap<Kind, Scope>>>,
    /// The day looked at.
    pub day: Day,
}

impl Reader {
    pub(crate) fn new(shared: Arc<Shared>, caller: Caller, picture: Arc<Picture>, day: Day) -> Reader {
        let rights = shared.picture.load_full();
        Reader { shared, caller, picture, rights, reading: Arc::default(), day }
    }

    /// Who reads.
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Where in the ledger the picture stands.
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    pub(crate) fn isms(&self) -> &Isms {
        &self.picture.isms
    }

    /// The state, for views that compute over the whole; each record they name must pass [`Reader::sees`].
    ///
    /// # Errors
    /// Refused to those who may not open views.
    pub fn view(&self) -> Result<&Isms, NotRecorded> {
        let may = decision(&self.shared.gate, &self.rights.isms, &self.caller, Action::View, Kind::General);
        if may.scope == Scope::None { Err(denied(&may)) } else { Ok(&self.picture.isms) }
    }

    /// The records of a register that may be seen, in the order of their ids.
    pub fn ids(&self, register: &dyn AnyRegister, withdrawn: bool) -> Vec<Id> {
        self.each(register, withdrawn).map(|seen| seen.id).collect()
    }

    /// The same one by one, each ready to be read: who wants the first hundred looks at no more.
    pub fn each<'a>(&'a self, register: &'a dyn AnyRegister, withdrawn: bool) -> impl Iterator<Item = Seen<'a>> + 'a {
        let scope = self.reads(register.name());
        let all = (scope != Scope::None).then(|| register.ids(&self.picture.isms, withdrawn));
        let visible = all.into_iter().flatten().filter(move |id| scope == Scope::All || self.covers(scope, *id));
        visible.map(|id| Seen { reader: self, register, id })
    }

    /// A record that is there and may be seen.
    ///
    /// # Errors
    /// As [`Reader::get`].
    pub fn seen<'a>(&'a self, register: &'a dyn AnyRegister, id: Id) -> Result<Seen<'a>, NotRecorded> {
        // The gate knows the register by the id; the caller may have named another.
        let is_there = register.has(&self.picture.isms, id) && self.sees(id);
        is_there.then_some(Seen { reader: self, register, id }).ok_or_else(|| missing(id))
    }

    /// A record.
    ///
    /// # Errors
    /// What may not be seen is answered as what is not there.
    pub fn get(&self, register: &dyn AnyRegister, id: Id) -> Result<Held<Value>, NotRecorded> {
        let held = register.get(&self.picture.isms, id).filter(|_| self.sees(id));
        held.ok_or_else(|| missing(id))
    }

    /// What a record is known by, if it may be named.
    pub fn head(&self, id: Id) -> Option<Head> {
        register_of(id)?.head(&self.picture.isms, id).filter(|_| self.sees_name(id))
    }

    /// What an act would make, without recording it: for a preview. Rights are asked when it is recorded.
    ///
    /// # Errors
    /// The refusal that recording it would meet.
    pub fn tried(
        &self, register: &dyn AnyRegister, asked: Asked, now: Timestamp,
    ) -> Result<Vec<Held<Value>>, NotRecorded> {
        let isms = &self.rights.isms;
        let changes = register.decide(isms, &self.caller.who(&self.shared.gate, isms), now, asked)?;
        let mine = changes.iter().filter(|change| change.register == register.name());
        Ok(mine.filter_map(|change| register.at(change).ok()).collect())
    }

    /// A record that says nothing yet: what an empty form begins with.
    pub fn blank(&self, register: &dyn AnyRegister, now: Timestamp) -> Value {
        register.blank(&self.picture.isms, now)
    }

    /// One field of many records, empty for those that may not be seen. The gate is asked once.
    pub fn column(&self, register: &dyn AnyRegister, ids: &[Id], name: &str) -> Vec<Value> {
        let scope = self.may(Action::Read, register.name()).scope;
        let seen = |id: &Id| scope == Scope::All || self.covers(scope, *id);
        let value = |id: &Id| register.field(&self.picture.isms, *id, name);
        ids.iter().map(|id| if seen(id) { value(id) } else { Value::Null }).collect()
    }

    /// What many records are known by, where they may be seen. The gate is asked once.
    pub fn heads(&self, register: &dyn AnyRegister, ids: &[Id]) -> Vec<Option<Head>> {
        let scope = self.may(Action::Read, register.name()).scope;
        let head = |id: &Id| register.head(&self.picture.isms, *id);
        ids.iter().map(|id| head(id).filter(|_| scope == Scope::All || self.covers(scope, *id))).collect()
    }

    /// The day by which something is to be done about a record that may be seen.
    pub fn due(&self, register: &dyn AnyRegister, id: Id) -> Option<Due> {
        register.due(&self.picture.isms, id).filter(|_| self.sees(id))
    }

    /// Whether a person whose name may stand here is at work, on leave or gone, and their last day.
    pub fn presence(&self, person: Id) -> Option<(Presence, Option<Date>)> {
        let held = self.picture.isms.people().get(person).filter(|_| self.sees_name(person))?;
        let left = held.has_left(self.day.judged_on);
        Some((if left { Presence::Leaver } else { held.status }, held.end.filter(|end| *end < self.day.judged_on)))
    }

    /// One field of a record that may be seen.
    pub fn field(&self, register: &dyn AnyRegister, id: Id, name: &str) -> Value {
        if self.sees(id) { register.field(&self.picture.isms, id, name) } else { Value::Null }
    }

    /// A record in the shape of programs.
    pub fn shown(&self, held: &Held<Value>) -> Value {
        isms::record_shown(&self.picture.isms, held, &|id| self.sees_name(id))
    }

    /// The records that a text finds in a register: by reference, id or title.
    pub fn find(&self, register: &dyn AnyRegister, text: &str) -> Vec<Id> {
        register.find(&self.picture.isms, text).into_iter().filter(|id| self.sees(*id)).collect()
    }

    /// What a text finds in all that may be seen, the best first, as many as asked for.
    pub fn search(&self, text: &str, limit: usize) -> Vec<Hit> {
        search(&self.picture.isms, text, &|id| self.sees(id), limit)
    }

    /// The records that link to this one and may be seen.
    pub fn named_by(&self, id: Id) -> Vec<Id> {
        self.picture.isms.named_by(id).filter(|by| self.sees(*by)).collect()
    }

    /// The organisation's name, day and zone: everybody who may sign in knows them.
    pub fn organisation(&self) -> (String, jiff::tz::TimeZone) {
        let isms = &self.picture.isms;
        (isms.the_organisation().map(|one| one.name.clone()).unwrap_or_default(), isms.time_zone())
    }

    /// The criteria by which risks are weighed.
    pub fn criteria(&self) -> isms::criteria::Criteria {
        self.picture.isms.criteria().into_owned()
    }

    /// What an account may do today, if the caller may know.
    pub fn account(&self, id: Id) -> Option<Standing> {
        let isms = &self.rights.isms;
        let held = isms.accounts().get(id).filter(|_| self.sees(id))?;
        let caller = Caller { account: id, narrowed_to: None, ..self.caller.clone() };
        let person = caller.person(isms);
        Some(Standing { roles: held.roles.iter().copied().map(role).collect(), person, disabled: held.disabled })
    }

    /// The roles and the person of the caller today.
    pub fn roles(&self) -> BTreeSet<Role> {
        self.caller.roles(&self.rights.isms)
    }

    /// The person behind the caller's account.
    pub fn person(&self) -> Option<Id> {
        self.caller.person(&self.rights.isms)
    }

    /// The revisions of a record up to the picture, with the acts that brought them, the first one first; those that were
    /// written while it was restricted only for readers of restricted records.
    ///
    /// # Errors
    /// As [`Reader::get`].
    pub fn history(&self, register: &dyn AnyRegister, id: Id) -> Result<Vec<Revised>, NotRecorded> {
        self.get(register, id)?;
        let mut seen = Vec::new();
        for revised in self.shared.ledger.history(&Name::new(register.name(), id.to_string()))? {
            let stated = self.stated(register, revised.revision.clone())?;
            if revised.revision.seq <= self.picture.seq && self.sees_revision(&stated) {
                seen.push(revised);
            }
        }
        Ok(seen)
    }

    /// Records as one entry left them, and as they stand where it did not touch them: so an act that is repeated is
    /// answered as it was the first time. What may not be seen is left out.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn left_by(&self, seq: u64, register: &dyn AnyRegister, ids: &[Id]) -> Result<Vec<Held<Value>>, NotRecorded> {
        let mut left = HashMap::new();
        for recorded in self.shared.ledger.revisions(seq)? {
            left.insert(recorded.name.clone(), recorded);
        }
        let visible = ids.iter().filter_map(|id| self.get(register, *id).ok());
        let stated = visible.map(|stands| match left.remove(&Name::new(register.name(), stands.id.to_string())) {
            Some(recorded) => self.stated(register, recorded),
            None => Ok(stands),
        });
        stated.filter(|stated| stated.as_ref().map_or(true, |stated| self.sees_revision(stated))).collect()
    }

    /// What a revision of the ledger states.
    ///
    /// # Errors
    /// Damage, where it does not read as a record of this register.
    pub fn stated(&self, register: &dyn AnyRegister, recorded: RecordedRevision) -> Result<Held<Value>, NotRecorded> {
        let stated = register.at(&revision(recorded)?);
        stated.map_err(|damage| StoreError::Damaged(damage.to_string()).into())
    }

    /// What stands in the way of taking an import back; nothing where it can be, or where there is none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn in_the_way(&self, import: Id) -> Result<Vec<Reason>, NotRecorded> {
        let isms = &self.picture.isms;
        let Some(held) = isms.imports().get(import).filter(|_| self.sees(import)) else { return Ok(vec![]) };
        let earlier = self.shared.revisions(import::written_again(isms, held))?;
        Ok(import::in_the_way(isms, held, &earlier, &|id| self.sees_name(id)))
    }

    /// Entries of the ledger, up to the picture. What they are about is told only where it may be seen.
    ///
    /// # Errors
    /// Refused to those who may not read the ledger.
    pub fn entries(
        &self, span: RangeInclusive<u64>, order: Order, limit: usize,
    ) -> Result<Vec<RecordedAct>, NotRecorded> {
        let may = decision(&self.shared.gate, &self.rights.isms, &self.caller, Action::Read, Kind::Ledger);
        if may.scope == Scope::None {
            return Err(denied(&may));
        }
        let span = *span.start()..=(*span.end()).min(self.picture.seq);
        let mut entries = self.shared.ledger.entries(span, order, limit)?;
        for act in &mut entries {
            if self.is_hidden(act)? {
                (act.entry.on, act.words) = (None, None);
            }
        }
        Ok(entries)
    }

    /// Whether an act is about a record that may not be seen, today or as the act left it. One on many records is, as
    /// soon as it is about one such: its words are about all of them.
    fn is_hidden(&self, act: &RecordedAct) -> Result<bool, NotRecorded> {
        let (seq, ledger) = (act.entry.seq, &self.shared.ledger);
        let left = match (&act.entry.on, &act.words) {
            (Some(on), _) if !self.sees_named(on) => return Ok(true),
            (Some(on), _) if self.reads(&on.register) == Scope::All => return Ok(false),
            (Some(on), _) => {
                let history = ledger.history(on)?.into_iter().map(|revised| revised.revision);
                history.rev().find(|revision| revision.seq <= seq).into_iter().collect()
            }
            (None, Some(_)) => ledger.revisions(seq)?,
            (None, None) => vec![],
        };
        let mut hidden = left.into_iter().map(|revision| self.hides(revision));
        hidden.find(|hidden| !matches!(hidden, Ok(false))).unwrap_or(Ok(false))
    }

    fn sees_named(&self, name: &Name) -> bool {
        name.id.parse().is_ok_and(|id| self.sees(id))
    }

    /// Whether a revision is of a record that may not be seen, or was written while it was restricted.
    fn hides(&self, revision: RecordedRevision) -> Result<bool, NotRecorded> {
        let register = revision.name.id.parse().ok().filter(|id| self.sees(*id)).and_then(register_of);
        let Some(register) = register else { return Ok(true) };
        Ok(self.reads(register.name()) != Scope::All && !self.sees_revision(&self.stated(register, revision)?))
    }

    /// Who a ledger's account is: the name of the person behind it, where it may be known, else its id.
    pub fn actor(&self, account: &str) -> String {
        let isms = &self.rights.isms;
        let person =
            account.parse().ok().and_then(|id| isms.accounts().get(id)).and_then(|held| held.person.as_ref()?.id());
        let named = person.and_then(|person| isms.people().get(person));
        let named = named.filter(|person| !person.body.restricted || self.sees(person.id));
        named.map_or_else(|| account.into(), |person| person.name.clone())
    }

    /// The time of the picture's last entry.
    pub fn recorded_at(&self) -> Option<Timestamp> {
        self.picture.at
    }

    /// The file of this hash, as a record that may be seen names it: knowing a hash gives nobody the file.
    pub fn file(&self, sha256: &str) -> Option<VaultFile> {
        let mut named = files::named(&self.picture.isms).filter(|(_, file)| file.sha256 == sha256);
        named.find(|(id, _)| self.sees(*id)).map(|(_, file)| file.clone())
    }
}

/// Reads a file of the vault whole, if it is at most `limit` bytes.
///
/// # Errors
/// When it is missing, damaged or longer.
pub fn read_file(vault: &ledger::Vault, sha256: &str, limit: u64) -> Result<Vec<u8>, NotRecorded> {
    let digest: Digest = sha256.parse().map_err(|_| NotRecorded::NotTaken(format!("`{sha256}` is not a SHA-256")))?;
    let (_, file) = vault.open(digest).map_err(|error| NotRecorded::NotTaken(error.to_string()))?;
    let mut bytes = Vec::new();
    let read = file.take(limit).read_to_end(&mut bytes);
    read.map_err(|error| NotRecorded::NotTaken(error.to_string()))?;
    Ok(bytes)
}
