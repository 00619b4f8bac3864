//! The recorder of one organisation.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use access::{Action, Gate};
use arc_swap::ArcSwap;
use isms::{AnyRegister, Asked, Changes, Id, Isms, Refusal, Revision, Who, import, register, say};
use jiff::{Timestamp, civil::Date};
use ledger::{Digest, Ledger, Name, Request, StoreError};
use serde_json::{Value, json};

use crate::{
    Caller, NotRecorded, Picture,
    door::{Act, Door, not_taken},
    files::HandedIn,
    past::Past,
    picture::revision,
    reader::{Day, Reader},
    rights::action_of,
};

/// Where the time comes from: the clock, or the fixed day of a demonstration.
pub type TimeSource = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The one door to an organisation's management system. A clone is another handle to the same.
#[derive(Clone)]
pub struct Recorder {
    pub(crate) shared: Arc<Shared>,
    door: Door,
}

pub(crate) struct Shared {
    pub(crate) picture: ArcSwap<Picture>,
    pub(crate) ledger: Ledger,
    pub(crate) gate: Arc<Gate>,
    pub(crate) past: Past,
    pub(crate) handed_in: HandedIn,
    pub(crate) now: TimeSource,
    /// A commit failed, and the store takes no other until the program starts again.
    pub(crate) halted: AtomicBool,
}

/// What is to be done, beside who asks for it.
#[derive(Clone, Debug, Default)]
pub struct Doing {
    /// The act and its records.
    pub asked: Asked,
    /// The revision that the caller saw; another one is stale.
    pub seen: Option<u32>,
    /// The caller's key for sending the same request again.
    pub request: Option<Request>,
}

/// What the ledger keeps of an act that a function decides, beside the records it makes.
#[derive(Clone, Debug, Default)]
pub struct Naming {
    /// The register that the act is one of.
    pub register: &'static str,
    /// The act's word.
    pub word: &'static str,
    /// Its parameters.
    pub words: Value,
    /// The caller's key for sending the same request again.
    pub request: Option<Request>,
}

/// What became of an act.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The entry; the newest one there was, where nothing had to be changed.
    pub seq: u64,
    /// The records it made or changed, in order; empty where all stood as it was asked to be.
    pub records: Vec<Id>,
}

/// What a decision is made by; asked again when somebody else recorded first.
pub(crate) type Decide = Box<dyn Fn(&Isms, &Who, Timestamp) -> Result<Changes, Refusal> + Send>;

impl Recorder {
    /// Opens the ledger: reads its newest picture and begins to record.
    ///
    /// # Errors
    /// When the ledger is damaged or cannot be read.
    pub fn open(ledger: Ledger, now: TimeSource) -> Result<Recorder, StoreError> {
        let picture = Picture::load(&ledger, None)?;
        let gate = Arc::new(Gate::new().map_err(|damaged| StoreError::Failed(damaged.to_string()))?);
        let shared = Shared {
            picture: ArcSwap::from_pointee(picture),
            ledger,
            gate,
            past: Past::default(),
            handed_in: HandedIn::default(),
            now,
            halted: AtomicBool::new(false),
        };
        let shared = Arc::new(shared);
        let door = Door::open(Arc::clone(&shared))?;
        Ok(Recorder { shared, door })
    }

    /// The time now, as the ledger would record it.
    pub fn now(&self) -> Timestamp {
        (self.shared.now)()
    }

    /// Whether an organisation was founded here.
    pub fn is_founded(&self) -> bool {
        self.shared.picture.load().isms.the_organisation().is_some()
    }

    /// Whether the ledger can be read, and acts can be recorded.
    ///
    /// # Errors
    /// Says what is in the way: the store cannot be read, a commit failed, or nobody decides any more.
    pub fn works(&self) -> Result<(), StoreError> {
        self.shared.ledger.head()?;
        if self.shared.halted.load(Ordering::Relaxed) || !self.door.is_open() {
            return Err(StoreError::Halted);
        }
        Ok(())
    }

    /// The account whose sign-in is asked for, if it may sign in.
    pub fn may_sign_in(&self, account: Id) -> bool {
        let picture = self.shared.picture.load();
        picture.isms.accounts().get(account).is_some_and(|held| held.body.withdrawn.is_none() && !held.disabled)
    }

    /// Where the ledger stands.
    pub fn head(&self) -> Arc<Picture> {
        self.shared.picture.load_full()
    }

    /// What this caller may see today.
    pub fn read(&self, caller: &Caller) -> Reader {
        let picture = self.shared.picture.load_full();
        let day = Day { judged_on: picture.isms.day(self.now()), as_of: None };
        Reader::new(Arc::clone(&self.shared), caller.clone(), picture, day)
    }

    /// What this caller may see of the state by the end of a day; a future day judges the present state.
    ///
    /// # Errors
    /// Refused before the first entry, with its day.
    pub fn read_as_of(&self, caller: &Caller, date: Date) -> Result<Reader, NotRecorded> {
        let now = self.shared.picture.load_full();
        let (zone, today) = (now.isms.time_zone(), now.isms.day(self.now()));
        let day = Day { judged_on: date, as_of: Some(date) };
        if date >= today {
            return Ok(Reader::new(Arc::clone(&self.shared), caller.clone(), now, day));
        }
        let end = date
            .tomorrow()
            .and_then(|next| next.to_zoned(zone.clone()))
            .map_err(|problem| NotRecorded::NotTaken(format!("`{date}` is beyond the calendar: {problem}")))?;
        let last = Timestamp::from_microsecond(end.timestamp().as_microsecond() - 1).unwrap_or(end.timestamp());
        let Some(seq) = self.shared.ledger.last_until(last)? else {
            let first = self.shared.ledger.first()?.map(|act| act.entry.at.to_zoned(zone).date());
            let first = first.map_or("nothing is recorded yet".into(), |day| format!("the first entry is of {day}"));
            let why = say!("nothing was recorded by {date}: {first}", date = date, first = first);
            return Err(NotRecorded::Missing(why));
        };
        let picture = self.shared.past.at(&self.shared.ledger, seq)?;
        Ok(Reader::new(Arc::clone(&self.shared), caller.clone(), picture, day))
    }

    /// What this caller may see of the state after an entry, judged today: what they had before them when they read it.
    ///
    /// # Errors
    /// When the ledger is damaged or cannot be read.
    pub fn read_after(&self, caller: &Caller, seq: u64) -> Result<Reader, StoreError> {
        let now = self.read(caller);
        if seq >= now.picture().seq {
            return Ok(now);
        }
        let picture = self.shared.past.at(&self.shared.ledger, seq)?;
        Ok(Reader::new(Arc::clone(&self.shared), caller.clone(), picture, now.day))
    }

    /// The present state judged on another day.
    pub fn read_judged_on(&self, caller: &Caller, today: Date) -> Reader {
        let day = Day { judged_on: today, as_of: None };
        Reader::new(Arc::clone(&self.shared), caller.clone(), self.shared.picture.load_full(), day)
    }

    /// Notes that this caller handed in a file, and so may name it in a record.
    pub fn handed_in(&self, caller: &Caller, sha256: Digest) {
        self.shared.handed_in.note(caller.account, sha256, self.now());
    }

    /// What became of a request that was answered before.
    ///
    /// # Errors
    /// Where the key came with another body.
    pub fn answered(&self, caller: &Caller, request: &Request) -> Result<Option<Recorded>, NotRecorded> {
        self.shared.answered(caller, request)
    }

    /// Records an act on records of a register. It is durable when this answers.
    ///
    /// # Errors
    /// Every no says why, and changes nothing.
    pub async fn record(
        &self, caller: &Caller, register: &'static dyn AnyRegister, doing: Doing,
    ) -> Result<Recorded, NotRecorded> {
        self.door.ask(self.prepared(caller, register, doing)?).await
    }

    /// Records what a function of the state decides: an import, a publication, the founding.
    ///
    /// # Errors
    /// As [`Recorder::record`].
    pub async fn record_decided(
        &self, caller: &Caller, action: Action, naming: Naming,
        decide: impl Fn(&Isms, &Who, Timestamp) -> Result<Changes, Refusal> + Send + 'static,
    ) -> Result<Recorded, NotRecorded> {
        let Naming { register, word, words, request } = naming;
        let act = Act {
            caller: caller.clone(),
            register,
            action: Some(action),
            word: word.into(),
            on: vec![],
            seen: None,
            request,
            words,
            decide: Box::new(decide),
        };
        self.door.ask(act).await
    }

    /// Records the founding: the first entry, before there is any account whose rights could be asked for.
    ///
    /// # Errors
    /// Refused where an organisation was founded already.
    pub async fn found(&self, organisation: isms::Organisation) -> Result<Recorded, NotRecorded> {
        let account = isms::founding::account();
        let caller = Caller { account, via: ledger::Via::CommandLine, own_sign_in: false, narrowed_to: None };
        let decide: Decide = Box::new(move |isms, _, _| isms::founding::found(isms, organisation.clone()));
        let act = Act {
            caller,
            register: "organisation",
            action: None,
            word: "founded".into(),
            on: vec![],
            seen: None,
            request: None,
            words: Value::Null,
            decide,
        };
        self.door.ask(act).await
    }

    fn prepared(
        &self, caller: &Caller, register: &'static dyn AnyRegister, mut doing: Doing,
    ) -> Result<Act, NotRecorded> {
        let picture = self.shared.picture.load();
        let action = action_of(&picture.isms, caller, register.name(), &doing.asked.word, &doing.asked.on);
        doing.asked.earlier = self.earlier(caller, register, &mut doing.asked)?;
        let asked = doing.asked;
        let words = words(register, &asked);
        Ok(Act {
            caller: caller.clone(),
            register: register.name(),
            action: Some(action),
            word: asked.word.clone(),
            on: asked.on.clone(),
            seen: doing.seen,
            request: doing.request,
            words,
            decide: Box::new(move |isms, who, now| register.decide(isms, who, now, asked.clone())),
        })
    }

    /// The earlier revisions that an act goes back to: the one named, if the caller may see it, or those an import
    /// changed.
    fn earlier(
        &self, caller: &Caller, register: &dyn AnyRegister, asked: &mut Asked,
    ) -> Result<Vec<Revision>, StoreError> {
        match asked.word.as_str() {
            "set-back" => {
                let given = asked.fields.remove("revision").unwrap_or_default();
                let number =
                    given.as_u64().or_else(|| given.as_str()?.parse().ok()).and_then(|n| u32::try_from(n).ok());
                let mut earlier = self.shared.revisions(asked.on.iter().copied().zip(number))?;
                let reader = self.read(caller);
                earlier.retain(|one| register.at(one).is_ok_and(|stated| reader.sees_revision(&stated)));
                Ok(earlier)
            }
            "withdrawn" if register.name() == "imports" => {
                let isms = &self.shared.picture.load().isms;
                let imports = asked.on.iter().filter_map(|id| isms.imports().get(*id));
                let wanted = imports.flat_map(|one| [import::written_again(isms, one), import::written_before(one)]);
                self.shared.revisions(wanted.flatten())
            }
            _ => Ok(vec![]),
        }
    }
}

impl Shared {
    /// The revisions of these numbers, as far as there are any.
    pub(crate) fn revisions(&self, wanted: impl IntoIterator<Item = (Id, u32)>) -> Result<Vec<Revision>, StoreError> {
        wanted.into_iter().filter_map(|(id, number)| self.revision(id, number).transpose()).collect()
    }

    fn revision(&self, id: Id, number: u32) -> Result<Option<Revision>, StoreError> {
        let Some(register) = isms::register_of(id) else { return Ok(None) };
        let all = self.ledger.history(&Name::new(register.name(), id.to_string()))?;
        let one = all.into_iter().map(|revised| revised.revision).find(|one| one.revision == number);
        one.map(revision).transpose()
    }

    /// The answer to a request that was answered before, made again from its entry.
    pub(crate) fn answered(&self, caller: &Caller, request: &Request) -> Result<Option<Recorded>, NotRecorded> {
        let earlier = self.ledger.earlier(&caller.account.to_string(), request);
        let Some(seq) = earlier.map_err(|no| not_taken(&no))? else { return Ok(None) };
        let records = self.ledger.revisions(seq)?.into_iter().filter_map(|one| one.name.id.parse().ok()).collect();
        Ok(Some(Recorded { seq, records }))
    }
}

/// The reason and parameters of an act, as the entry keeps them. What a record states stands in its revision.
fn words(register: &dyn AnyRegister, asked: &Asked) -> Value {
    let named = register.description().act(&asked.word).is_ok();
    match (&asked.reason, named && !asked.fields.is_empty()) {
        (None, false) => Value::Null,
        (Some(reason), false) => json!({ "reason": reason }),
        (reason, true) => json!({ "reason": reason, "fields": asked.fields }),
    }
}

/// The register of this name, or a reader's error.
///
/// # Errors
/// Says which registers there are.
pub fn named(name: &str) -> Result<&'static dyn AnyRegister, NotRecorded> {
    let all = || isms::ALL.iter().map(|register| register.name()).collect::<Vec<_>>().join(", ");
    register(name).ok_or_else(|| {
        NotRecorded::Missing(say!("there is no register `{name}`; there are {all}", name = name, all = all()))
    })
}
