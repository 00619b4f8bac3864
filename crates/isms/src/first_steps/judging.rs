//! What people say of proposals: this one is not ours, these risks weigh so much. Each is one decision, so that all of it
//! is recorded or nothing.

use super::{controls::unneeded, groups::only_for};
use crate::{
    acts::{Asked, Who},
    collection::Body,
    id::Id,
    message::Message,
    refusal::{Reason, Refusal},
    registers::{Control, Isms, register_of},
    revision::{Changes, Damage, Revision, apply},
    say,
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// How somebody rates a proposed risk, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct Weighed {
    /// The revision they saw.
    pub seen: Option<u32>,
    /// The step of the scale of likelihood.
    pub likelihood: String,
    /// The step of the scale of consequence.
    pub consequence: String,
}

/// Leaves a proposal out with what was proposed for its sake alone. Of the controls it needed, those of `plans` that
/// nothing needs any more say nothing again. What nobody proposes any more is passed over.
///
/// # Errors
/// Where something else still needs one of them.
pub fn left_out(
    isms: &Isms, who: &Who, now: Timestamp, (on, why): (Id, &str), plans: &BTreeSet<Id>,
) -> Result<Changes, Refusal> {
    if !is_proposed(isms, on) {
        return Ok(Changes::new());
    }
    let mut deciding = Deciding { isms: isms.clone(), who, now, changes: Changes::new() };
    for id in only_for(isms, on).into_iter().chain([on]) {
        deciding.ask(id, "withdrawn", fields([("reason", json!(why))]))?;
    }
    for id in unneeded(&deciding.isms).filter(|id| plans.contains(id)).collect::<Vec<_>>() {
        deciding.says_nothing_again(id)?;
    }
    Ok(deciding.changes)
}

/// Rates proposed risks and so confirms them, each as one revision.
///
/// # Errors
/// Every reason why one of them cannot be rated so, beside its id.
pub fn weighed(isms: &Isms, who: &Who, now: Timestamp, all: &[(Id, Weighed)]) -> Result<Changes, Refusal> {
    let (mut changes, mut reasons) = (Changes::new(), Vec::new());
    if all.is_empty() {
        let remedy = say!("choose how likely and how bad for at least one");
        reasons.push(Reason::new(say!("no risk was rated"), remedy));
    }
    for (id, weighed) in all {
        match one_weighed(isms, who, now, (*id, weighed)) {
            Ok(confirmed) => changes.extend(confirmed),
            Err(no) => reasons.extend(no.reasons.into_iter().map(|reason| reason.within(&id.to_string()))),
        }
    }
    if reasons.is_empty() { Ok(changes) } else { Err(Refusal { asked: say!("nothing was rated"), reasons }) }
}

fn one_weighed(
    isms: &Isms, who: &Who, now: Timestamp, (id, weighed): (Id, &Weighed),
) -> Result<Option<Revision>, Refusal> {
    let is = isms.risks().get(id).filter(|_| is_proposed(isms, id) && who.sight.knows_of(id));
    let Some(is) = is else {
        let why = say!("no risk {risk} waits to be rated here: somebody may have judged it meanwhile", risk = id);
        return Err(no(why, say!("leave it out of this page, or rate it on its own")));
    };
    if weighed.seen.is_some_and(|seen| seen != is.revision) {
        return Err(no(
            say!("somebody changed it meanwhile"),
            say!("look at it as it stands now, then send this again"),
        ));
    }
    for (axis, step) in [("likelihood", &weighed.likelihood), ("consequence", &weighed.consequence)] {
        if step.is_empty() {
            let half = Reason::new(say!("it is rated by half"), say!("choose this one too"));
            return Err(Refusal::new(say!("it cannot be rated"), half.at(axis)));
        }
    }
    let mut deciding = Deciding { isms: isms.clone(), who, now, changes: Changes::new() };
    let rating = json!({ "likelihood": weighed.likelihood, "consequence": weighed.consequence });
    deciding.ask(id, "assessed", fields([("inherent", rating)]))?;
    deciding.ask(id, "confirmed", Map::new())?;
    // One act, one revision: what was rated is what was confirmed.
    Ok(deciding.changes.pop().map(|last| Revision { revision: is.revision + 1, ..last }))
}

fn is_proposed(isms: &Isms, id: Id) -> bool {
    let head = register_of(id).and_then(|register| register.head(isms, id));
    head.is_some_and(|head| head.proposed.is_some() && head.withdrawn.is_none())
}

fn fields<const N: usize>(given: [(&str, Value); N]) -> Map<String, Value> {
    given.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn no(why: Message, remedy: Message) -> Refusal {
    Refusal::new(say!("it cannot be rated"), Reason::new(why, remedy))
}

/// Several acts that are decided one after the other, each on what the one before leaves behind.
struct Deciding<'a> {
    isms: Isms,
    who: &'a Who,
    now: Timestamp,
    changes: Changes,
}

impl Deciding<'_> {
    fn ask(&mut self, id: Id, word: &str, fields: Map<String, Value>) -> Result<(), Refusal> {
        let Some(register) = register_of(id) else { return Ok(()) };
        let asked = Asked { on: vec![id], word: word.into(), fields, ..Asked::default() };
        self.take(register.decide(&self.isms, self.who, self.now, asked)?)
    }

    /// As it was before anything was proposed for it: there is nothing to confirm then.
    fn says_nothing_again(&mut self, id: Id) -> Result<(), Refusal> {
        let Some(control) = self.isms.controls().get(id).cloned() else { return Ok(()) };
        let body = Body { record: Control::default(), proposed: None, ..control.body.clone() };
        self.take(control.next(body))
    }

    fn take(&mut self, changes: Changes) -> Result<(), Refusal> {
        changes.iter().try_for_each(|change| apply(&mut self.isms, change)).map_err(damaged)?;
        self.changes.extend(changes);
        Ok(())
    }
}

fn damaged(damage: Damage) -> Refusal {
    no(damage.to_string().into(), say!("have the ledger verified"))
}
