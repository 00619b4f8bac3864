//! What is answered when the disk fails, and when a rule does.

use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicBool, Ordering},
};

use isms::{Asked, Organisation};
use ledger::{
    Batch, Clock, Committed, Head, Ledger, MemoryStore, Order, RequestVisitor, RevisionVisitor, Selection, Store,
    StoredEntry, StoredRequest,
};
use serde_json::json;

use super::*;
use crate::{Recorder, Via};

/// A store whose disk can be broken.
struct Disk {
    store: MemoryStore,
    is_broken: AtomicBool,
}

impl Store for Disk {
    fn org(&self) -> &str {
        self.store.org()
    }
    fn head(&self) -> Result<Head, StoreError> {
        self.store.head()
    }
    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        match self.is_broken.load(Ordering::SeqCst) {
            true => Err(StoreError::Failed("the disk is gone".into())),
            false => self.store.commit(batch),
        }
    }
    fn entries(&self, span: RangeInclusive<u64>, order: Order, limit: usize) -> Result<Vec<StoredEntry>, StoreError> {
        self.store.entries(span, order, limit)
    }
    fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError> {
        self.store.last_until(at)
    }
    fn revisions(&self, of: Selection<'_>, visit: &mut RevisionVisitor<'_>) -> Result<(), StoreError> {
        self.store.revisions(of, visit)
    }
    fn last_revision(&self, name: &Name) -> Result<u32, StoreError> {
        self.store.last_revision(name)
    }
    fn request(&self, by: &str, key: &str) -> Result<Option<StoredRequest>, StoreError> {
        self.store.request(by, key)
    }
    fn requests(&self, visit: &mut RequestVisitor<'_>) -> Result<(), StoreError> {
        self.store.requests(visit)
    }
    fn check(&self) -> Result<(), StoreError> {
        self.store.check()
    }
}

async fn founded() -> (Recorder, Arc<Disk>) {
    let disk = Arc::new(Disk { store: MemoryStore::new("three-rivers"), is_broken: AtomicBool::new(false) });
    let now: Timestamp = "2026-03-02T09:00:00Z".parse().unwrap();
    let ledger = Ledger::new(disk.clone(), Clock::started(now).accepting_jumps());
    let recorder = Recorder::open(ledger, Arc::new(move || now)).unwrap();
    recorder.found(Organisation { name: "Three Rivers".into(), ..Organisation::default() }).await.unwrap();
    (recorder, disk)
}

/// The scope of the organisation is set to this text.
fn scoped(scope: &'static str) -> Act {
    act(Box::new(move |isms, who, now| {
        let fields = json!({ "scope": scope }).as_object().cloned().unwrap_or_default();
        let asked = Asked { on: vec![Id::new("ORG", 1)], word: "edited".into(), fields, ..Asked::default() };
        register("organisation").unwrap().decide(isms, who, now, asked)
    }))
}

fn act(decide: Decide) -> Act {
    let account = isms::founding::account();
    Act {
        caller: Caller { account, via: Via::Page, own_sign_in: true, narrowed_to: None },
        register: "organisation",
        action: Some(Action::Settings),
        word: "edited".into(),
        on: vec![],
        seen: None,
        request: None,
        words: Value::Null,
        decide,
    }
}

/// Decides on these acts together; what each is told.
fn together<const N: usize>(recorder: &Recorder, acts: [Act; N]) -> [Answer; N] {
    let mut told = Vec::new();
    let waiting = acts.map(|act| {
        let (answer, answered) = oneshot::channel();
        told.push(answered);
        Waiting { act, answer }
    });
    let deciding = Deciding { shared: recorder.shared.clone() };
    assert!(deciding.decide_and_append(waiting.into()).is_none());
    let told: Vec<Answer> = told.into_iter().map(|mut answered| answered.try_recv().unwrap()).collect();
    told.try_into().unwrap_or_else(|_| panic!("as many answers as acts"))
}

#[tokio::test]
async fn what_stands_by_an_act_that_is_not_durable_is_not_acknowledged() {
    let (recorder, disk) = founded().await;
    assert!(recorder.works().is_ok());
    disk.is_broken.store(true, Ordering::SeqCst);
    let [one, same] = together(&recorder, [scoped("All of it."), scoped("All of it.")]);
    assert!(matches!((&one, &same), (Err(_), Err(_))), "{one:?} {same:?}");
    assert_eq!(recorder.shared.picture.load().isms.the_organisation().unwrap().scope.trim(), "");
    assert!(recorder.works().is_err(), "a store whose commit failed is not ready for another");
    disk.is_broken.store(false, Ordering::SeqCst);
    let [one, same] = together(&recorder, [scoped("All of it."), scoped("All of it.")]);
    assert_eq!((one.unwrap().records.len(), same.unwrap().records.len()), (1, 0), "the second changes nothing");
}

#[tokio::test]
async fn a_rule_that_panics_says_no_to_its_own_act_alone() {
    let (recorder, _) = founded().await;
    let [broken, other] = together(&recorder, [act(Box::new(|_, _, _| panic!("planted"))), scoped("All of it.")]);
    assert!(broken.unwrap_err().to_string().contains("nothing was recorded") && other.is_ok());
    assert!(recorder.works().is_ok());
}
