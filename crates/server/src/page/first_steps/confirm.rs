//! What is sent from the first steps: a group is confirmed, risks are rated together, something is left out.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use isms::{
    AnyRegister, Id, Reason, Refusal, Register, Risk,
    first_steps::{GROUPS, Weighed, confirmed as confirming, left_out as leaving_out, only_for, resting, weighed},
    register_of, say as reason,
};
use maud::{Markup, html};
use recorder::{Action, Naming, NotRecorded, named};
use serde_json::json;

use super::{may_begin, next_place, whole};
use crate::{
    page::{
        form::{
            sent::{Sent, refused},
            sentence,
        },
        here::{Here, past_is_read_only, to},
        naming::Names,
    },
    problem::Failed,
    words::{say, say_with},
};

/// What somebody chose for risks, by risk and scale, and why nothing of it was recorded.
#[derive(Default)]
pub struct Rated {
    chosen: BTreeMap<(Id, String), String>,
    seen: BTreeMap<Id, u32>,
    refused: Option<Refusal>,
    /// What was to be left out, and could not be; where no field says why, others rest on it.
    kept: Option<Id>,
}

/// Under this name a button sends the record that is left out.
pub const LEFT_OUT: &str = "left_out";
/// After the id of a risk: the revision that its chooser saw.
pub const SEEN: &str = "seen";
/// The word of the act.
const CONFIRMED: &str = "confirmed";
/// The two scales.
const AXES: [&str; 2] = ["likelihood", "consequence"];

impl Rated {
    fn sent(sent: &Sent) -> Rated {
        let mut rated = Rated::default();
        for (name, text) in sent.pairs.iter().filter(|(_, text)| !text.is_empty()) {
            let Some((Ok(id), what)) = name.split_once('.').map(|(id, what)| (id.parse::<Id>(), what)) else {
                continue;
            };
            if AXES.contains(&what) {
                rated.chosen.insert((id, what.to_owned()), text.clone());
            } else if let (SEEN, Ok(revision)) = (what, text.parse()) {
                rated.seen.insert(id, revision);
            }
        }
        rated
    }

    fn step(&self, id: Id, axis: &str) -> Option<&str> {
        self.chosen.get(&(id, axis.to_owned())).map(String::as_str)
    }

    /// The step that stands in a choice: what was sent, else what the risk says.
    pub fn get(&self, names: &Names, id: Id, axis: &str) -> String {
        let rating = names.isms.risks().get(id).and_then(|risk| risk.inherent.clone()).unwrap_or_default();
        let stands = if axis == "likelihood" { rating.likelihood } else { rating.consequence };
        let stands = stands.map(|step| step.to_string()).filter(|_| self.refused.is_none());
        self.step(id, axis).map(String::from).or(stands).unwrap_or_default()
    }

    /// What is wrong at one scale of a risk.
    pub fn error(&self, id: Id, axis: &str) -> Option<String> {
        let here = |field: &str| field.starts_with(&format!("{id}.")) && field.ends_with(axis);
        self.reasons().find(|reason| reason.field.as_deref().is_some_and(here)).map(sentence)
    }

    fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.refused.iter().flat_map(|refusal| &refusal.reasons)
    }

    fn risks(&self) -> Vec<(Id, Weighed)> {
        let step = |id, axis| self.step(id, axis).unwrap_or_default().to_owned();
        let ids: BTreeSet<Id> = self.chosen.keys().map(|(id, _)| *id).collect();
        let weighed = |id: Id| Weighed {
            seen: self.seen.get(&id).copied(),
            likelihood: step(id, "likelihood"),
            consequence: step(id, "consequence"),
        };
        ids.into_iter().map(|id| (id, weighed(id))).collect()
    }

    /// Why nothing was recorded.
    pub fn notice(&self, names: &Names) -> Markup {
        let on =
            |reason: &Reason| reason.field.as_deref().and_then(|field| field.split('.').next()?.parse::<Id>().ok());
        html! {
            @if self.refused.is_some() {
                div.error_summary role="alert" aria-labelledby="error_summary" {
                    h2 #error_summary { (say("Nothing was recorded")) }
                    @if let Some(kept) = self.kept.filter(|_| self.reasons().any(|reason| reason.field.is_none())) { p { (rests(names, kept)) } }
                    @else {
                        ul.plain_list {
                            @for reason in self.reasons() {
                                li { @if let Some(id) = on(reason) { (on_this_page(names, id)) " " } (sentence(reason)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The way to the row of a record; what does not wait here has none.
fn on_this_page(names: &Names, id: Id) -> Markup {
    let waits = names.reader.head(id).is_some_and(|head| head.is_proposed());
    html! { @if waits { a href={ "#" (id) } { (names.called(id)) } } @else { (names.called(id)) } }
}

/// What keeps a proposal from being left out.
pub fn rests(names: &Names, id: Id) -> Markup {
    html! {
        (say_with("{record} cannot be left out yet. It is needed by", &[("record", &names.called(id))])) " "
        (names.records(&resting(names.isms, id))) ": " (say("correct or leave out these first."))
    }
}

/// The page all of these are sent from: an address that only takes forms is no page.
fn on_its_page(here: Here) -> Here {
    Here { uri: Uri::from_static("/first-steps"), ..here }
}

/// Confirms the records of a group, as they were seen: all of them or none.
pub async fn confirmed(here: Here, sent: Sent) -> Response {
    let here = on_its_page(here);
    let answer = confirm(&here, &sent).await;
    here.answer(answer)
}

async fn confirm(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    let seen = Rated::sent(sent).seen;
    let chosen = sent.pairs.iter().filter(|(name, _)| name == "chosen").filter_map(|(_, id)| id.parse().ok());
    // A risk is confirmed with its rating.
    let chosen: BTreeSet<Id> = chosen.filter(|id: &Id| id.letters() != Risk::LETTERS).collect();
    let waiting: Vec<(Id, &dyn AnyRegister)> = chosen
        .into_iter()
        .filter(|id| is_proposed(here, *id))
        .filter_map(|id| Some((id, register_of(id)? as &dyn AnyRegister)))
        .collect();
    let Some((first, register)) = waiting.first() else { return on_to_what_waits(here) };
    for (id, register) in &waiting {
        here.reader.must_do(*register, CONFIRMED, Some(*id))?;
    }
    let action = here.reader.action_of(*register, CONFIRMED, Some(*first));
    let naming =
        Naming { register: register.name(), word: CONFIRMED, request: sent.request.clone(), ..Naming::default() };
    let all: Vec<(Id, Option<u32>)> = waiting.iter().map(|(id, _)| (*id, seen.get(id).copied())).collect();
    let decide = move |isms: &_, who: &_, now| confirming(isms, who, now, &all);
    match here.app.recorder.record_decided(here.reader.caller(), action, naming, decide).await {
        Ok(_) => on_to_what_waits(here),
        Err(no) => again(here, &Rated { refused: Some(refused(no)?), ..Rated::default() }),
    }
}

fn is_proposed(here: &Here, id: Id) -> bool {
    here.reader.head(id).is_some_and(|head| head.is_proposed())
}

fn on_to_what_waits(here: &Here) -> Result<Response, Failed> {
    Ok(to(&next_place(here.now().reader.view()?)))
}

/// Leaves out what is not the organisation's, with what was proposed for its sake alone. The button is the reason.
pub async fn left_out(here: Here, sent: Sent) -> Response {
    let here = on_its_page(here);
    let answer = leave_out(&here, &sent).await;
    here.answer(answer)
}

async fn leave_out(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    if matches!(sent.answered(&here.app, here.reader.caller()), Ok(Some(_))) {
        // Pressed twice: it is left out, and what was chosen for other risks still stands in the form.
        return Ok(whole(&here.now(), &Rated::sent(sent))?.into_response());
    }
    let chosen: Option<Id> = sent.get(LEFT_OUT).parse().ok().filter(|id| is_proposed(here, *id) && !stays(*id));
    let Some((chosen, register)) = chosen.and_then(|id| Some((id, register_of(id)?))) else {
        return again(here, &Rated { refused: Some(waits_no_more(sent.get(LEFT_OUT))), ..Rated::sent(sent) });
    };
    for id in going(here.reader.view()?, chosen) {
        let Some(register) = register_of(id) else { continue };
        here.reader.must_do(register, "withdrawn", Some(id))?;
    }
    let (why, plans) = (say("Not ours: left out in the first steps."), plans(here, chosen)?);
    let words = json!({ "reason": why });
    let naming = Naming { register: register.name(), word: "left-out", words, request: sent.request.clone() };
    let rated = Rated::sent(sent);
    let seen = rated.seen.get(&chosen).copied();
    let decide = move |isms: &_, who: &_, now| leaving_out(isms, who, now, (chosen, seen, why), &plans);
    match here.app.recorder.record_decided(here.reader.caller(), Action::Change, naming, decide).await {
        Ok(_) if rated.chosen.is_empty() => {}
        // What was chosen for other risks is not recorded yet, and not lost either.
        Ok(_) => return Ok(whole(&here.now(), &rated)?.into_response()),
        Err(no) => {
            let kept = matches!(no, NotRecorded::Refused(_)).then_some(chosen);
            return again(here, &Rated { refused: Some(refused(no)?), kept, ..rated });
        }
    }
    let group = GROUPS.iter().find(|group| group.registers.contains(&register.name()));
    Ok(to(&format!("/first-steps#{}", group.map_or("statement", |group| group.word))))
}

fn waits_no_more(text: &str) -> Refusal {
    let id = text.parse::<Id>().map(|id| id.to_string()).unwrap_or_default();
    let why = reason!("nothing waits here any more under this number: somebody confirmed it or left it out meanwhile");
    let remedy = reason!("look at it where it stands; what is in use is withdrawn there, with a reason");
    Refusal::new(reason!("it cannot be left out"), Reason::new(why, remedy).at(&id))
}

/// What goes where a proposal goes.
fn going(isms: &isms::Isms, id: Id) -> Vec<Id> {
    only_for(isms, id).into_iter().chain([id]).collect()
}

/// The organisation and the controls of Annex A are there from the first day, and stay.
fn stays(id: Id) -> bool {
    id.letters() == "ORG" || id.letters().ends_with('.')
}

/// Whether the reader may leave a proposal out, with all that goes with it.
pub fn may_leave_out(here: &Here, isms: &isms::Isms, id: Id) -> bool {
    let may = |id| register_of(id).is_some_and(|register| here.reader.may_do(register, "withdrawn", Some(id)));
    here.is_today() && !stays(id) && going(isms, id).into_iter().all(may)
}

/// The controls of a proposal that say no more than the first steps wrote, for whoever may have records proposed.
fn plans(here: &Here, of: Id) -> Result<BTreeSet<Id>, Failed> {
    let (isms, controls) = (here.reader.view()?, named("controls")?);
    let mut plans = BTreeSet::new();
    let links = register_of(of).map(|register| register.links(isms, of)).unwrap_or_default();
    for id in links.into_iter().filter(|id| may_begin(here) && controls.has(isms, *id) && is_proposed(here, *id)) {
        let last = here.reader.history(controls, id)?.pop();
        let as_proposed = last.is_some_and(|last| last.act.entry.act == "begun");
        if as_proposed && here.reader.may_do(controls, "edited", Some(id)) {
            plans.insert(id);
        }
    }
    Ok(plans)
}

/// Rates the risks that were chosen on both scales, and confirms them.
pub async fn rated(here: Here, sent: Sent) -> Response {
    let here = on_its_page(here);
    let answer = rate(&here, &sent).await;
    here.answer(answer)
}

async fn rate(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    let (rated, register) = (Rated::sent(sent), named("risks")?);
    let all = rated.risks();
    for (id, _) in all.iter().filter(|(id, _)| is_proposed(here, *id)) {
        here.reader.must_do(register, "assessed", Some(*id))?;
    }
    let naming =
        Naming { register: register.name(), word: "assessed", request: sent.request.clone(), ..Naming::default() };
    let decide = move |isms: &_, who: &_, now| weighed(isms, who, now, &all);
    match here.app.recorder.record_decided(here.reader.caller(), Action::Change, naming, decide).await {
        Ok(_) => on_to_what_waits(here),
        Err(no) => again(here, &Rated { refused: Some(refused(no)?), ..rated }),
    }
}

/// The page once more with what was chosen, on the state of now.
fn again(here: &Here, rated: &Rated) -> Result<Response, Failed> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(&here.now(), rated)?).into_response())
}

/// Whoever sees the page may try; each act asks for its own right.
fn may(here: &Here) -> Result<(), Failed> {
    here.reader.view()?;
    if here.is_today() { Ok(()) } else { Err(past_is_read_only()) }
}
