//! The deciding task: acts come in by a bounded queue, are decided one after the other on the newest state, and are
//! recorded together in one durable transaction (group commit). Nothing is answered before it is durable.

mod checks;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        atomic::Ordering,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use access::Action;
use isms::{Changes, Id, Isms, Revision, register, register_of};
use jiff::Timestamp;
use ledger::{AppendError, Change, Draft, Name, Request, StoreError};
use serde_json::Value;
use tokio::sync::oneshot;

use crate::{
    Caller, NotRecorded, Picture, Recorded,
    recorder::{Decide, Shared},
    rights::{covers, missing},
};

/// Acts that may wait; more are turned away at once.
const WAITING: usize = 1_024;
/// Acts recorded in one transaction: enough to hide the disk, few enough that nobody waits long for the first.
const TOGETHER: usize = 256;
/// How often the head is looked at for what other processes recorded.
const FOLLOWING: Duration = Duration::from_millis(250);
/// How often an act is decided again because others recorded first, before it is turned away.
const TRIES: usize = 20;

/// An act on its way to being decided.
pub(crate) struct Act {
    pub caller: Caller,
    pub register: &'static str,
    /// What right it takes; none for the founding alone.
    pub action: Option<Action>,
    pub word: String,
    pub on: Vec<Id>,
    pub seen: Option<u32>,
    pub request: Option<Request>,
    pub words: Value,
    pub decide: Decide,
}

type Answer = Result<Recorded, NotRecorded>;

struct Waiting {
    act: Act,
    answer: oneshot::Sender<Answer>,
}

/// The way in.
#[derive(Clone)]
pub(crate) struct Door {
    queue: SyncSender<Waiting>,
    // After the queue, so that the thread has nothing to wait for when its end is waited for.
    ends: Arc<Ends>,
}

/// Waits for the deciding thread to end when the last handle goes: it then has let go of the store, which is closed whole.
struct Ends(Option<JoinHandle<()>>);

impl Drop for Ends {
    fn drop(&mut self) {
        let thread = self.0.take().filter(|thread| thread.thread().id() != thread::current().id());
        if thread.is_some_and(|thread| thread.join().is_err()) {
            tracing::error!("the deciding thread ended in a panic");
        }
    }
}

impl Ends {
    fn is_deciding(&self) -> bool {
        self.0.as_ref().is_some_and(|thread| !thread.is_finished())
    }
}

impl Door {
    /// Whether anybody decides on what comes in.
    pub(crate) fn is_open(&self) -> bool {
        self.ends.is_deciding()
    }

    /// Starts the deciding thread; it ends with the last handle.
    pub(crate) fn open(shared: Arc<Shared>) -> Result<Door, StoreError> {
        let (queue, waiting) = sync_channel(WAITING);
        let thread = thread::Builder::new().name("recorder".into()).spawn(move || Deciding { shared }.run(&waiting));
        let thread = thread.map_err(|error| StoreError::Failed(error.to_string()))?;
        Ok(Door { queue, ends: Arc::new(Ends(Some(thread))) })
    }

    pub(crate) async fn ask(&self, act: Act) -> Answer {
        let (answer, answered) = oneshot::channel();
        match self.queue.try_send(Waiting { act, answer }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => return Err(NotRecorded::Busy),
            Err(TrySendError::Disconnected(_)) => return Err(StoreError::Halted.into()),
        }
        answered.await.unwrap_or_else(|_| Err(StoreError::Halted.into()))
    }
}

struct Deciding {
    shared: Arc<Shared>,
}

/// An act that was decided, and is to be recorded with the others.
struct Decided {
    answer: oneshot::Sender<Answer>,
    draft: Draft,
    act: Act,
}

impl Deciding {
    fn run(&self, waiting: &Receiver<Waiting>) {
        loop {
            match waiting.recv_timeout(FOLLOWING) {
                Ok(first) => self.take(std::iter::once(first).chain(waiting.try_iter()).take(TOGETHER).collect()),
                Err(RecvTimeoutError::Timeout) => _ = self.follow(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Takes over what other processes recorded.
    fn follow(&self) -> Result<(), StoreError> {
        if let Some(picture) = self.shared.picture.load().caught_up(&self.shared.ledger)? {
            self.shared.picture.store(Arc::new(picture));
        }
        Ok(())
    }

    /// All at once; and where that did not go, one by one: then none stands in another's way.
    fn take(&self, acts: Vec<Waiting>) {
        for act in self.decide_and_append(acts).into_iter().flatten() {
            self.take_one(act);
        }
    }

    fn take_one(&self, act: Waiting) {
        let mut again = Some(vec![act]);
        for _ in 0..TRIES {
            if let Err(error) = self.follow() {
                tracing::error!(%error, "the ledger could not be read");
            }
            let Some(acts) = again else { return };
            again = self.decide_and_append(acts);
        }
        again.into_iter().flatten().for_each(|waiting| _ = waiting.answer.send(Err(NotRecorded::Busy)));
    }

    /// Decides and records; gives the acts back when others recorded first.
    fn decide_and_append(&self, acts: Vec<Waiting>) -> Option<Vec<Waiting>> {
        let picture = self.shared.picture.load_full();
        let (mut isms, mut decided) = (picture.isms.clone(), Vec::with_capacity(acts.len()));
        let mut settled = Vec::new();
        for Waiting { act, answer } in acts {
            let said = match self.decided(&mut isms, &act) {
                Ok(Some(draft)) => {
                    decided.push(Decided { answer, draft, act });
                    continue;
                }
                Ok(None) => Ok(Recorded { seq: picture.seq, records: vec![] }),
                Err(Settled::Repeated(recorded)) => Ok(recorded),
                Err(Settled::No(no)) => Err(no),
            };
            // What was judged on acts that are not durable yet is answered once they are.
            if decided.is_empty() { _ = answer.send(said) } else { settled.push((Waiting { act, answer }, said)) }
        }
        if decided.is_empty() {
            return None;
        }
        let drafts: Vec<Draft> = decided.iter().map(|one| one.draft.clone()).collect();
        match self.shared.ledger.append(picture.seq, &drafts) {
            Ok(appended) => {
                self.publish(isms);
                for (one, appended) in decided.into_iter().zip(appended) {
                    let records = one.draft.changes.iter().filter_map(|change| change.name.id.parse().ok()).collect();
                    _ = one.answer.send(Ok(Recorded { seq: appended.seq, records }));
                }
                settled.into_iter().for_each(|(waiting, said)| _ = waiting.answer.send(said));
                None
            }
            Err(AppendError::Moved(_) | AppendError::Repeated { .. } | AppendError::Revision { .. }) => {
                let decided = decided.into_iter().map(|Decided { answer, act, .. }| Waiting { act, answer });
                Some(decided.chain(settled.into_iter().map(|(waiting, _)| waiting)).collect())
            }
            Err(failed) => {
                if matches!(failed, AppendError::Store(StoreError::Halted | StoreError::Failed(_))) {
                    self.shared.halted.store(true, Ordering::Relaxed);
                }
                let settled = settled.into_iter().map(|(waiting, _)| waiting.answer);
                let waiting = decided.into_iter().map(|one| one.answer).chain(settled);
                waiting.for_each(|answer| _ = answer.send(Err(not_taken(&failed))));
                None
            }
        }
    }

    fn publish(&self, isms: Isms) {
        match self.shared.ledger.head() {
            Ok(head) => {
                self.shared.picture.store(Arc::new(Picture::at_head(isms, &head)));
            }
            Err(error) => tracing::error!(%error, "the head could not be read after a commit"),
        }
    }

    /// As [`Self::decide`]; a rule that panics says no to its own act, and to no other: this thread is the only one that
    /// records.
    fn decided(&self, isms: &mut Isms, act: &Act) -> Result<Option<Draft>, Settled> {
        let decided = catch_unwind(AssertUnwindSafe(|| self.decide(isms, act)));
        decided.unwrap_or_else(|_| {
            tracing::error!(register = act.register, word = act.word, "a rule ended in a panic");
            Err(Settled::No(StoreError::Failed("a rule ended in a panic, and nothing was recorded".into()).into()))
        })
    }

    /// Asks the gate, then the rules; the state then holds what was decided. `None` where nothing changes.
    fn decide(&self, isms: &mut Isms, act: &Act) -> Result<Option<Draft>, Settled> {
        self.is_new(act)?;
        let may = self.may(isms, act)?;
        is_fresh(isms, act)?;
        let at = (self.shared.now)();
        let changes =
            (act.decide)(isms, &act.caller.who(&self.shared.gate, isms), at).map_err(|no| Settled::No(no.into()))?;
        let changes = without_echoes(isms, changes);
        if changes.is_empty() {
            return Ok(None);
        }
        let after = applied(isms, &changes)?;
        if let Some(scope) = may.filter(|_| act.on.is_empty()) {
            let unseen = changes.iter().find(|change| !covers(scope, &after, &act.caller, change.id));
            if let Some(change) = unseen {
                return Err(Settled::No(missing(change.id)));
            }
        }
        self.links_are_seen(isms, &after, act, &changes)?;
        self.files_are_seen(isms, &after, act, &changes)?;
        *isms = after;
        Ok(Some(draft(act, at, changes)))
    }

    /// A request that was answered before is not decided again.
    fn is_new(&self, act: &Act) -> Result<(), Settled> {
        let Some(request) = &act.request else { return Ok(()) };
        match self.shared.answered(&act.caller, request).map_err(Settled::No)? {
            Some(recorded) => Err(Settled::Repeated(recorded)),
            None => Ok(()),
        }
    }
}

/// An act that needs no entry of its own.
enum Settled {
    /// It was recorded before.
    Repeated(Recorded),
    No(NotRecorded),
}

/// Refuses where the record stands at another revision than the caller saw.
fn is_fresh(isms: &Isms, act: &Act) -> Result<(), Settled> {
    let (Some(seen), [id]) = (act.seen, act.on.as_slice()) else { return Ok(()) };
    let is = register_of(*id).and_then(|register| register.head(isms, *id)).map_or(0, |head| head.revision);
    if is == seen { Ok(()) } else { Err(Settled::No(NotRecorded::Stale { is, seen })) }
}

fn applied(isms: &Isms, changes: &Changes) -> Result<Isms, Settled> {
    let mut after = isms.clone();
    for change in changes {
        let applied = isms::apply(&mut after, change);
        applied.map_err(|damage| Settled::No(StoreError::Damaged(damage.to_string()).into()))?;
    }
    Ok(after)
}

fn draft(act: &Act, at: Timestamp, changes: Changes) -> Draft {
    // An act on nothing yet is one on what it makes: the one record, or the last of its own register.
    let made = changes.iter().rev().find(|change| change.register == act.register).map(|change| change.id);
    let on = match act.on.as_slice() {
        [one] => Some(*one),
        [] => made,
        _ => None,
    };
    Draft {
        at,
        by: act.caller.account.to_string(),
        via: act.caller.via,
        act: act.word.clone(),
        on: on.map(|id| Name::new(act.register, id.to_string())),
        words: Some(act.words.clone()).filter(|words| !words.is_null()),
        changes: changes.into_iter().map(change).collect(),
        request: act.request.clone(),
    }
}

/// Leaves out revisions that state what stands already: saving a form unchanged is no act.
fn without_echoes(isms: &Isms, changes: Changes) -> Changes {
    let echo = |change: &Revision| {
        let register = register(&change.register)?;
        let (before, after) = (register.get(isms, change.id)?, register.at(change).ok()?);
        Some(before.body == after.body)
    };
    changes.into_iter().filter(|change| echo(change) != Some(true)).collect()
}

fn change(revision: Revision) -> Change {
    let Revision { register, id, revision, version, body } = revision;
    Change { name: Name::new(register, id.to_string()), revision, version, body }
}

pub(crate) fn not_taken(failed: &AppendError) -> NotRecorded {
    match failed {
        AppendError::OtherBody { key, .. } => NotRecorded::OtherBody(key.clone()),
        AppendError::Store(error) => NotRecorded::Failed(error.clone()),
        other => NotRecorded::NotTaken(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
