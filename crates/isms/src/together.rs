//! What somebody says of several records in one go: decided one after the other, and recorded together or not at all.

use crate::{
    acts::{Asked, Who},
    id::Id,
    message::Message,
    refusal::{Reason, Refusal},
    registers::{Isms, register_of},
    revision::{Changes, Damage, Revision, apply},
    say,
};
use jiff::Timestamp;
use serde_json::{Map, Value};

/// What is done to one record on the strength of one look at it.
#[derive(Clone, Debug)]
pub struct ActsOn {
    /// The record.
    pub on: Id,
    /// The revision that was looked at, where it is known: a later one is not judged by it.
    pub seen: Option<u32>,
    /// The words of the acts, each with what it states. They make one revision.
    pub acts: Vec<(&'static str, Map<String, Value>)>,
}

/// Records what somebody says of several records, each as one revision.
///
/// # Errors
/// Every reason why one of them cannot be done, at the field of its act below the id of its record.
pub fn together(
    isms: &Isms, who: &Who, now: Timestamp, no: Message, all: impl IntoIterator<Item = ActsOn>,
) -> Result<Changes, Refusal> {
    let mut deciding = Deciding::new(isms, who, now);
    let reasons = all.into_iter().filter_map(|acts| deciding.act_on(acts).err()).flatten().collect();
    deciding.answer(no, reasons)
}

/// Several acts that are decided one after the other, each on what the one before leaves behind.
pub(crate) struct Deciding<'a> {
    pub(crate) isms: Isms,
    pub(crate) who: &'a Who,
    now: Timestamp,
    changes: Changes,
}

impl Deciding<'_> {
    pub(crate) fn new<'a>(isms: &Isms, who: &'a Who, now: Timestamp) -> Deciding<'a> {
        Deciding { isms: isms.clone(), who, now, changes: Changes::new() }
    }

    /// What was decided, if there is no reason against any of it.
    pub(crate) fn answer(self, no: Message, reasons: Vec<Reason>) -> Result<Changes, Refusal> {
        if reasons.is_empty() { Ok(self.changes) } else { Err(Refusal { asked: no, reasons }) }
    }

    pub(crate) fn act_on(&mut self, acts: ActsOn) -> Result<(), Vec<Reason>> {
        let ActsOn { on, seen, acts } = acts;
        let before = self.changes.len();
        let answer = self.unchanged(on, seen).map_err(Vec::from);
        let mut acts = acts.into_iter();
        let answer = answer.and_then(|()| acts.try_for_each(|(word, fields)| self.ask(on, word, fields)));
        self.as_one(on, before);
        answer.map_err(|reasons| reasons.into_iter().map(|reason| reason.within(&on.to_string())).collect())
    }

    /// Whether a record still is as somebody saw it.
    pub(crate) fn unchanged(&self, id: Id, seen: Option<u32>) -> Result<(), Reason> {
        let head = register_of(id).and_then(|register| register.head(&self.isms, id));
        let changed = seen.is_some_and(|seen| head.is_none_or(|head| head.revision != seen));
        let reason = || {
            let remedy = say!("look at it as it stands now, then send this again");
            Reason::new(say!("somebody changed it meanwhile"), remedy)
        };
        if changed { Err(reason()) } else { Ok(()) }
    }

    pub(crate) fn ask(&mut self, id: Id, word: &str, fields: Map<String, Value>) -> Result<(), Vec<Reason>> {
        let Some(register) = register_of(id) else { return Ok(()) };
        let asked = Asked { on: vec![id], word: word.into(), fields, ..Asked::default() };
        self.take(register.decide(&self.isms, self.who, self.now, asked).map_err(|no| no.reasons)?)
    }

    pub(crate) fn take(&mut self, changes: Changes) -> Result<(), Vec<Reason>> {
        changes.iter().try_for_each(|change| apply(&mut self.isms, change)).map_err(damaged)?;
        self.changes.extend(changes);
        Ok(())
    }

    /// Whoever looked once made one revision: of those of a record since then the last counts, under the first number.
    fn as_one(&mut self, id: Id, since: usize) {
        let mut made = self.changes.iter().skip(since).filter(|change| change.id == id);
        let (Some(first), Some(last)) = (made.next(), made.next_back()) else { return };
        let one = Revision { revision: first.revision, ..last.clone() };
        let others = self.changes.split_off(since).into_iter().filter(|change| change.id != id);
        self.changes.extend(others.collect::<Vec<_>>());
        self.changes.push(one);
    }
}

fn damaged(damage: Damage) -> Vec<Reason> {
    Reason::new(damage.to_string().into(), say!("have the ledger verified")).into()
}
