//! The two standards side by side: the clauses of ISO/IEC 27001 with what they ask for, and the controls by theme,
//! attribute, owner and how far they are.

mod asset_types;
mod clause;
mod clauses;
mod controls;
mod coverage;
mod filter;
pub mod library;
pub mod measures;
mod roles;
mod scenarios;
mod side_by_side;
pub mod templates;
pub mod text;

pub use clause::also_serves;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::views::{assurance::stands, soa::soa};
use maud::{Markup, html};

use self::filter::Filter;
use super::{around, naming::Names};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::say,
};

pub fn routes() -> Vec<Route> {
    let mut all = vec![("/standards", get(show))];
    all.extend(side_by_side::routes());
    all.extend(scenarios::routes());
    all.extend(measures::routes());
    all.extend(roles::routes());
    all.extend(asset_types::routes());
    all.extend(coverage::routes());
    all.extend(templates::routes());
    all.extend(clause::routes());
    all
}

async fn show(
    State(app): State<App>, At(reader): At, Query(filter): Query<Filter>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let soa = soa(names.isms, reader.day.judged_on);
    let stands = stands(names.isms, &soa);
    let title = say("Standards");
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (say(UNDER)) }), acts: Some(beside(&names)), ..PageTitle::default() }))
        (parts::facts(DIFFERENCE.map(|(term, words)| (say(term), html! { (say(words)) }))))
        (clauses::list(&names))
        section aria-labelledby="controls" {
            h2 #controls { (say("Controls of Annex A")) " " small.quiet { (say("guidance after ISO/IEC 27002")) } }
            (controls::filters(&names, &soa, &stands, &filter))
            (controls::table(&names, &soa, &stands, &filter))
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

fn beside(names: &Names) -> Markup {
    html! {
        a href=(names.to("/standards/side-by-side")) { (say("The two side by side")) }
        a href=(names.to("/standards/risks")) { (say("Risks that many have")) }
        a href=(names.to("/standards/measures")) { (say("Measures")) }
        a href=(names.to("/standards/roles")) { (say("Roles")) }
        a href=(names.to("/standards/asset-types")) { (say("Types of assets")) }
        a href=(names.to("/standards/templates")) { (say("Templates")) }
        a href=(names.to("/standards/coverage")) { (say("Other frameworks")) }
    }
}

const UNDER: &str = "What is mandated, how it is done well, and where this organisation stands. In our own words: have the \
standards themselves at hand as well.";

/// What a newcomer mixes up.
const DIFFERENCE: [(&str, &str); 3] = [
    (
        "ISO/IEC 27001",
        "Says what an organisation must do: clauses 4 to 10, all of them. It is what one is certified against.",
    ),
    (
        "Annex A",
        "Lists 93 controls. By itself it obliges to nothing: a control binds once your own Statement of Applicability needs it.",
    ),
    (
        "ISO/IEC 27002",
        "Says how each of these controls is done well. It is guidance, and nobody can be certified against it.",
    ),
];
