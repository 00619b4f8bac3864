//! Confirming a group, and rating risks together: each is an act of its own register, with its own right.

use std::collections::BTreeMap;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use isms::{
    Asked, Id,
    first_steps::{GROUPS, only_for, unneeded},
    register, register_of,
};
use maud::{Markup, html};
use recorder::Doing;
use serde_json::{Map, json};

use super::{next_place, whole};
use crate::{
    page::{
        form::sent::Sent,
        here::{Here, past_is_read_only, to},
        naming::Names,
    },
    problem::Failed,
    words::{count, say},
};

/// What somebody chose for risks, by risk and scale, and whether it could not be recorded.
#[derive(Default)]
pub struct Rated {
    chosen: BTreeMap<(Id, String), String>,
    is_refused: bool,
}

/// Under this name a button sends the record that is left out.
pub const LEFT_OUT: &str = "left_out";
/// The two scales.
const AXES: [&str; 2] = ["likelihood", "consequence"];

impl Rated {
    fn sent(sent: &Sent) -> Rated {
        let chosen = sent.pairs.iter().filter_map(|(name, step)| {
            let (id, axis) = name.split_once('.')?;
            let axis = AXES.into_iter().find(|known| *known == axis)?;
            (!step.is_empty()).then_some(((id.parse().ok()?, axis.to_owned()), step.clone()))
        });
        Rated { chosen: chosen.collect(), is_refused: false }
    }

    fn step(&self, id: Id, axis: &str) -> Option<&str> {
        self.chosen.get(&(id, axis.to_owned())).map(String::as_str)
    }

    /// The step that stands in a choice: what was sent, else what the risk says.
    pub fn get(&self, names: &Names, id: Id, axis: &str) -> String {
        let rating = names.isms.risks().get(id).and_then(|risk| risk.inherent.clone()).unwrap_or_default();
        let stands = if axis == "likelihood" { rating.likelihood } else { rating.consequence };
        let stands = stands.map(|step| step.to_string()).filter(|_| !self.is_refused);
        self.step(id, axis).map(String::from).or(stands).unwrap_or_default()
    }

    /// What is missing at one scale of a risk that was chosen at the other.
    pub fn error(&self, id: Id, axis: &str) -> Option<&'static str> {
        let half = self.is_half(id) && self.step(id, axis).is_none();
        (self.is_refused && half).then(|| say("choose this one too"))
    }

    fn is_half(&self, id: Id) -> bool {
        AXES.iter().filter(|axis| self.step(id, axis).is_some()).count() == 1
    }

    fn risks(&self) -> Vec<Id> {
        let mut ids: Vec<Id> = self.chosen.keys().map(|(id, _)| *id).collect();
        ids.dedup();
        ids
    }

    /// Why nothing was recorded.
    pub fn notice(&self) -> Markup {
        let half: Vec<Id> = self.risks().into_iter().filter(|id| self.is_half(*id)).collect();
        html! {
            @if self.is_refused {
                div.error_summary role="alert" aria-labelledby="error_summary" {
                    h2 #error_summary { (say("Nothing was recorded")) }
                    @if half.is_empty() { p { a href="#risks" { (say("No risk was rated: choose how likely and how bad for at least one")) } } }
                    @else {
                        p {
                            (count(half.len(), "{count} risk is rated by half: choose both for", "{count} risks are rated by half: choose both for")) " "
                            @for (at, id) in half.iter().enumerate() { @if at > 0 { ", " } a href={ "#" (id) } { (id) } }
                        }
                    }
                }
            }
        }
    }
}

/// Confirms the records of a group, register by register.
pub async fn confirmed(here: Here, sent: Sent) -> Response {
    let answer = confirm(&here, &sent).await;
    here.answer(answer)
}

async fn confirm(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    let chosen = sent.pairs.iter().filter(|(name, _)| name == "chosen").filter_map(|(_, id)| id.parse().ok());
    confirm_all(here, &chosen.collect::<Vec<Id>>()).await?;
    on_to_what_waits(here)
}

fn is_proposed(here: &Here, id: Id) -> bool {
    here.reader.head(id).is_some_and(|head| head.proposed.is_some() && head.withdrawn.is_none())
}

fn on_to_what_waits(here: &Here) -> Result<Response, Failed> {
    Ok(to(&next_place(here.app.recorder.read(here.reader.caller()).view()?)))
}

/// What somebody else confirmed meanwhile is passed over: it says already what this would say.
async fn confirm_all(here: &Here, ids: &[Id]) -> Result<(), Failed> {
    let mut by_register: BTreeMap<&'static str, Vec<Id>> = BTreeMap::new();
    for id in ids.iter().filter(|id| is_proposed(here, **id)) {
        if let Some(register) = register_of(*id) {
            by_register.entry(register.name()).or_default().push(*id);
        }
    }
    for (name, on) in by_register {
        let Some(register) = register(name) else { continue };
        let asked = Asked { on, word: "confirmed".into(), ..Asked::default() };
        here.app.recorder.record(here.reader.caller(), register, Doing { asked, ..Doing::default() }).await?;
    }
    Ok(())
}

/// Leaves out what is not the organisation's, with what was proposed for its sake alone. The button is the reason.
pub async fn left_out(here: Here, sent: Sent) -> Response {
    let answer = leave_out(&here, &sent).await;
    here.answer(answer)
}

async fn leave_out(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    let chosen: Option<Id> = sent.get(LEFT_OUT).parse().ok().filter(|id| is_proposed(here, *id));
    let Some(chosen) = chosen else { return on_to_what_waits(here) };
    for id in only_for(here.reader.view()?, chosen).into_iter().chain([chosen]) {
        let Some(register) = register_of(id) else { continue };
        let reason = Some(say("Not ours: left out in the first steps.").into());
        let asked = Asked { on: vec![id], word: "withdrawn".into(), reason, ..Asked::default() };
        here.app.recorder.record(here.reader.caller(), register, Doing { asked, ..Doing::default() }).await?;
    }
    take_plans_back(here).await?;
    let rated = Rated::sent(sent);
    if !rated.chosen.is_empty() {
        // What was chosen for other risks is not recorded yet, and not lost either.
        let reader = here.app.recorder.read(here.reader.caller());
        let now = Here { app: here.app.clone(), reader, uri: here.uri.clone() };
        return Ok(whole(&now, &rated)?.into_response());
    }
    let group = GROUPS.iter().find(|group| register_of(chosen).is_some_and(|of| group.registers.contains(&of.name())));
    Ok(to(&format!("/first-steps#{}", group.map_or("statement", |group| group.word))))
}

/// A control that nothing needs any more is not planned: it says nothing again, and there is nothing to confirm.
async fn take_plans_back(here: &Here) -> Result<(), Failed> {
    let on = unneeded(here.app.recorder.read(here.reader.caller()).view()?);
    let Some(register) = register("controls").filter(|_| !on.is_empty()) else { return Ok(()) };
    let nothing = [("implementation", json!(null)), ("owner", json!(null)), ("justification", json!(""))];
    let fields = nothing.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let emptied = Asked { on: on.clone(), word: "edited".into(), fields, ..Asked::default() };
    let confirmed = Asked { on, word: "confirmed".into(), ..Asked::default() };
    for asked in [emptied, confirmed] {
        here.app.recorder.record(here.reader.caller(), register, Doing { asked, ..Doing::default() }).await?;
    }
    Ok(())
}

/// Rates the risks that were chosen on both scales, and confirms them.
pub async fn rated(here: Here, sent: Sent) -> Response {
    let answer = rate(&here, &sent).await;
    here.answer(answer)
}

async fn rate(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    let rated = Rated::sent(sent);
    let risks = rated.risks();
    if risks.is_empty() || risks.iter().any(|id| rated.is_half(*id)) {
        return refused(here, Rated { is_refused: true, ..rated });
    }
    for id in &risks {
        let step = |axis: &str| rated.step(*id, axis).unwrap_or_default().to_owned();
        let rating = json!({ "likelihood": step("likelihood"), "consequence": step("consequence") });
        let fields: Map<_, _> = [("inherent".to_owned(), rating)].into_iter().collect();
        let asked = Asked { on: vec![*id], word: "assessed".into(), fields, ..Asked::default() };
        let Some(register) = register("risks") else { continue };
        here.app.recorder.record(here.reader.caller(), register, Doing { asked, ..Doing::default() }).await?;
    }
    confirm_all(here, &risks).await?;
    on_to_what_waits(here)
}

fn refused(here: &Here, rated: Rated) -> Result<Response, Failed> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, whole(here, &rated)?).into_response())
}

/// Whoever sees the page may try; each act asks for its own right.
fn may(here: &Here) -> Result<(), Failed> {
    here.reader.view()?;
    if here.is_today() { Ok(()) } else { Err(past_is_read_only()) }
}
