//! What people say of proposals: this is ours, this is not, these risks weigh so much. Each is one decision, so that all
//! of it is recorded or nothing.

use super::{controls::unneeded, groups::only_for};
use crate::{
    acts::Who,
    collection::Body,
    id::Id,
    refusal::{Reason, Refusal},
    registers::{Control, Isms, register_of},
    revision::Changes,
    say,
    together::{ActsOn, Deciding, together},
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

/// Confirms what is still proposed, of records of any registers, each with the revision that was seen. What somebody else
/// confirmed or left out meanwhile is passed over: it says already what this would say.
///
/// # Errors
/// Where one was changed since it was looked at.
pub fn confirmed(isms: &Isms, who: &Who, now: Timestamp, all: &[(Id, Option<u32>)]) -> Result<Changes, Refusal> {
    let waiting = all.iter().filter(|(id, _)| is_proposed(isms, *id) && who.sight.knows_of(*id));
    let judged =
        |(on, seen): &(Id, Option<u32>)| ActsOn { on: *on, seen: *seen, acts: vec![("confirmed", Map::new())] };
    together(isms, who, now, say!("nothing was confirmed"), waiting.map(judged))
}

/// Leaves a proposal out with what was proposed for its sake alone. Of the controls it needed, those of `plans` that
/// nothing needs any more say nothing again. What nobody proposes any more is passed over.
///
/// # Errors
/// Where something else still needs one of them, or it was changed since it was looked at.
pub fn left_out(
    isms: &Isms, who: &Who, now: Timestamp, (on, seen, why): (Id, Option<u32>, &str), plans: &BTreeSet<Id>,
) -> Result<Changes, Refusal> {
    if !is_proposed(isms, on) {
        return Ok(Changes::new());
    }
    let mut deciding = Deciding::new(isms, who, now);
    let reasons = all_left_out(&mut deciding, (on, seen, why), plans).err().unwrap_or_default();
    deciding.answer(say!("{record} cannot be left out", record = on), reasons)
}

fn all_left_out(
    deciding: &mut Deciding, (on, seen, why): (Id, Option<u32>, &str), plans: &BTreeSet<Id>,
) -> Result<(), Vec<Reason>> {
    deciding.unchanged(on, seen).map_err(|reason| reason.within(&on.to_string()))?;
    for id in only_for(&deciding.isms, on).into_iter().chain([on]) {
        deciding.ask(id, "withdrawn", fields([("reason", json!(why))]))?;
    }
    for id in unneeded(&deciding.isms).filter(|id| plans.contains(id)).collect::<Vec<_>>() {
        says_nothing_again(deciding, id)?;
    }
    Ok(())
}

/// As it was before anything was proposed for it: there is nothing to confirm then.
fn says_nothing_again(deciding: &mut Deciding, id: Id) -> Result<(), Vec<Reason>> {
    let Some(control) = deciding.isms.controls().get(id).cloned() else { return Ok(()) };
    let body = Body { record: Control::default(), proposed: None, ..control.body.clone() };
    deciding.take(control.next(body))
}

/// Rates proposed risks and so confirms them, each as one revision.
///
/// # Errors
/// Every reason why one of them cannot be rated so, beside its id.
pub fn weighed(isms: &Isms, who: &Who, now: Timestamp, all: &[(Id, Weighed)]) -> Result<Changes, Refusal> {
    let mut deciding = Deciding::new(isms, who, now);
    let none = all.is_empty().then(|| {
        let remedy = say!("choose how likely and how bad for at least one");
        Reason::new(say!("no risk was rated"), remedy)
    });
    let each = all.iter().filter_map(|(id, weighed)| one_weighed(&mut deciding, *id, weighed).err()).flatten();
    let reasons = none.into_iter().chain(each).collect();
    deciding.answer(say!("nothing was rated"), reasons)
}

fn one_weighed(deciding: &mut Deciding, id: Id, weighed: &Weighed) -> Result<(), Vec<Reason>> {
    if !is_proposed(&deciding.isms, id) || !deciding.who.sight.knows_of(id) {
        let why = say!("no risk {risk} waits to be rated here: somebody may have judged it meanwhile", risk = id);
        let remedy = say!("leave it out of this page, or rate it on its own");
        return Err(Reason::new(why, remedy).at(&id.to_string()).into());
    }
    for (axis, step) in [("likelihood", &weighed.likelihood), ("consequence", &weighed.consequence)] {
        if step.is_empty() {
            let half = Reason::new(say!("it is rated by half"), say!("choose this one too"));
            return Err(half.at(axis).within(&id.to_string()).into());
        }
    }
    let rating = json!({ "likelihood": weighed.likelihood, "consequence": weighed.consequence });
    let acts = vec![("assessed", fields([("inherent", rating)])), ("confirmed", Map::new())];
    deciding.act_on(ActsOn { on: id, seen: weighed.seen, acts })
}

fn is_proposed(isms: &Isms, id: Id) -> bool {
    register_of(id).and_then(|register| register.head(isms, id)).is_some_and(|head| head.is_proposed())
}

fn fields<const N: usize>(given: [(&str, Value); N]) -> Map<String, Value> {
    given.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
