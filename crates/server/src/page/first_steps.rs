//! First steps: a dozen questions, then what was proposed, group by group in the order of the standard, to the draft of
//! a Statement of Applicability. Whoever has been at it for years finds here what still waits to be confirmed.

mod confirm;
mod group;
mod questions;
mod statement;
mod who;

use axum::{
    response::{IntoResponse, Response},
    routing::{get, post},
};
use isms::{
    Id, Isms,
    first_steps::{GROUPS, Group, Stage},
    register_of,
};
use maud::{Markup, html};
use recorder::Action;

use self::confirm::Rated;
use super::{here::Here, naming::Names};
use crate::{
    parts::{PageTitle, page_title},
    problem::Failed,
    serve::Route,
    words::{count, number, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/first-steps", get(show)),
        ("/first-steps/questions", get(questions::ask).post(questions::answer)),
        ("/first-steps/who", post(who::chosen)),
        ("/first-steps/confirmed", post(confirm::confirmed)),
        ("/first-steps/rated", post(confirm::rated)),
        ("/first-steps/left-out", post(confirm::left_out)),
    ]
}

async fn show(here: Here) -> Response {
    let answer = shown(&here);
    here.answer(answer)
}

fn shown(here: &Here) -> Result<Response, Failed> {
    if !has_begun(here.reader.view()?) && may_begin(here) {
        return Ok(questions::first(here).into_response());
    }
    Ok(whole(here, &Rated::default())?.into_response())
}

/// All groups in their frame; `rated` is what somebody chose and what is not recorded yet.
fn whole(here: &Here, rated: &Rated) -> Result<Markup, Failed> {
    let names = Names { reader: &here.reader, isms: here.reader.view()?, here: None };
    Ok(here.page(say("First steps"), &page(here, &names, rated)))
}

/// Whether anything is there of what the first steps lead to.
fn has_begun(isms: &Isms) -> bool {
    GROUPS.iter().any(|group| group.stage(isms) != Stage::Empty)
}

/// Whether the caller may have records proposed: whoever decides the settings of the organisation.
fn may_begin(here: &Here) -> bool {
    here.is_today() && here.reader.may_at_all(Action::Settings, "organisation")
}

/// The first place where something still waits, for who has just confirmed a group.
fn next_place(isms: &Isms) -> String {
    let next = GROUPS.iter().find(|group| group.stage(isms) == Stage::Proposed);
    format!("/first-steps#{}", next.map_or("statement", |group| group.word))
}

/// The first group in which something waits for the reader.
fn next(here: &Here, names: &Names) -> Markup {
    let may = |id: Id| register_of(id).is_some_and(|register| here.reader.may_do(register, "confirmed", Some(id)));
    let waiting = |group: &'static Group| {
        (group, group.proposed(names.isms, &|id| here.is_today() && here.reader.sees(id) && may(id)).len())
    };
    let first = GROUPS.iter().map(waiting).enumerate().find(|(_, (_, count))| *count > 0);
    html! {
        @if let Some((at, (group, waiting))) = first {
            p.acts {
                a.button href={ "#" (group.word) } { (say("Next:")) " " (at + 1) ". " (say(group.title)) }
                span.quiet { (count(waiting, "One record waits for you there.", "{count} records wait for you there.")) }
            }
        }
    }
}

fn page(here: &Here, names: &Names, rated: &Rated) -> Markup {
    let stages: Vec<Stage> = GROUPS.iter().map(|group| group.stage(names.isms)).collect();
    let confirmed = stages.iter().filter(|stage| **stage == Stage::Confirmed).count();
    let progress = say_with(
        "{confirmed} of {all} groups are confirmed.",
        &[("confirmed", &number(confirmed)), ("all", &number(GROUPS.len()))],
    );
    let acts = may_begin(here).then(|| {
        html! { a href="/first-steps/questions" { (say(if confirmed == 0 && !stages.contains(&Stage::Proposed) { "Answer the questions" } else { "Answer the questions again" })) } }
    });
    let what = match stages.contains(&Stage::Proposed) {
        true => {
            "Step 3 of 3: what stands here was made from your answers. Look at it, correct it, confirm it group by group. Nothing is signed by that."
        }
        false => "Nothing waits to be confirmed.",
    };
    html! {
        (page_title(&PageTitle {
            title: say("First steps"),
            under: Some(html! { (say(what)) " " (progress) }),
            acts,
            ..PageTitle::default()
        }))
        (rated.notice(names))
        (who::section(here))
        (next(here, names))
        @for ((at, group), stage) in GROUPS.iter().enumerate().zip(&stages) { (group::section(here, names, (at + 1, group, *stage), rated)) }
        (statement::section(names, GROUPS.len() + 1))
    }
}
