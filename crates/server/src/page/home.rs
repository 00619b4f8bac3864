//! Home: what to do next and why, where the risks stand, what is overdue, what changed lately.

mod aside;
mod lately;
mod member;
mod steps;

pub use aside::late;
pub use steps::first_step;

use axum::{extract::State, http::Uri, response::Response, routing::get};
use isms::views::home::home;
use maud::{Markup, html};
use recorder::{Action, Reader};

use super::{around, naming::Names};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{say, say_with, weekday},
};

pub fn routes() -> Vec<Route> {
    vec![("/", get(show))]
}

async fn show(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let body = if reader.may_at_all(Action::View, "risks") { whole(&reader)? } else { member::page(&reader) };
    Ok(around(&app, &reader, &uri).page(say("Home"), &body))
}

fn whole(reader: &Reader) -> Result<Markup, Response> {
    let names = Names::of(reader)?;
    let today = reader.day.judged_on;
    let home = home(names.isms, today, &|id| reader.sees(id));
    let planned = names.isms.the_organisation().and_then(|one| one.certification_planned.clone());
    let planned = planned.filter(|when| !when.trim().is_empty());
    Ok(html! {
        (parts::page_title(&PageTitle {
            title: say("What to do next"),
            under: Some(html! {
                (weekday(today)) "."
                @if let Some(when) = planned { " " (say_with("Certification is planned for {when}.", &[("when", &when)])) }
            }),
            ..PageTitle::default()
        }))
        section.with_aside aria-label=(say("What to do next, and why")) {
            (steps::draw(&names, &home))
            div.aside { (aside::draw(&names, &home)) }
        }
        (lately::draw(&names)?)
    })
}
