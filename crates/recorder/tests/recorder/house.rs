//! A management system in memory, with a clock that a test moves and an account for each role.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use isms::{Asked, Id, Organisation};
use jiff::Timestamp;
use recorder::{Caller, Clock, Doing, Ledger, MemoryStore, NotRecorded, Recorded, Recorder, Via, named};
use serde_json::{Value, json};

pub struct House {
    pub recorder: Recorder,
    pub store: Arc<MemoryStore>,
    clock: Arc<AtomicI64>,
}

pub const FOUNDED: &str = "2026-03-02T09:00:00Z";

impl House {
    pub async fn founded() -> House {
        let start: Timestamp = FOUNDED.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(start.as_microsecond()));
        let store = Arc::new(MemoryStore::new("three-rivers"));
        let recorder = open(&store, &clock);
        let organisation = Organisation { name: "Three Rivers".into(), ..Organisation::default() };
        recorder.found(organisation).await.unwrap();
        House { recorder, store, clock }
    }

    /// Another process on the same store.
    pub fn second_node(&self) -> Recorder {
        open(&self.store, &self.clock)
    }

    pub fn set_clock(&self, at: &str) {
        let at: Timestamp = at.parse().unwrap();
        self.clock.store(at.as_microsecond(), Ordering::SeqCst);
    }

    pub fn manager(&self) -> Caller {
        caller(isms::founding::account())
    }

    /// An account of these roles, with a person of its own.
    pub async fn account(&self, name: &str, roles: &[&str]) -> (Caller, Id) {
        let person = self.add("people", json!({ "name": name })).await;
        let account = self.add("accounts", json!({ "roles": roles, "person": person.to_string() })).await;
        (caller(account), person)
    }

    pub async fn add(&self, register: &str, fields: Value) -> Id {
        self.ask(&self.manager(), register, None, "added", fields).await.unwrap().records[0]
    }

    pub async fn ask(
        &self, caller: &Caller, register: &str, on: Option<Id>, word: &str, fields: Value,
    ) -> Result<Recorded, NotRecorded> {
        self.recorder.record(caller, named(register).unwrap(), doing(on, word, fields)).await
    }
}

pub fn doing(on: Option<Id>, word: &str, fields: Value) -> Doing {
    let fields = fields.as_object().cloned().unwrap_or_default();
    Doing {
        asked: Asked { on: on.into_iter().collect(), word: word.into(), fields, ..Asked::default() },
        ..Doing::default()
    }
}

fn open(store: &Arc<MemoryStore>, clock: &Arc<AtomicI64>) -> Recorder {
    let (clock, start) = (Arc::clone(clock), FOUNDED.parse().unwrap());
    let now = move || Timestamp::from_microsecond(clock.load(Ordering::SeqCst)).unwrap();
    let ledger = Ledger::new(store.clone(), Clock::started(start).accepting_jumps());
    Recorder::open(ledger, Arc::new(now)).unwrap()
}

fn caller(account: Id) -> Caller {
    Caller { account, via: Via::Page, own_sign_in: true, narrowed_to: None }
}
