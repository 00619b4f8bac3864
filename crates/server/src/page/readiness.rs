//! Readiness: what our rules find about each duty of clauses 4 to 10, for the two stages of a certification audit.

mod duties;
mod files;
mod filter;
mod mock_audit;
mod trend;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::readiness::{Judged, Outcome, proposed, readiness};
use maud::{Markup, html};

use self::filter::Filter;
use super::{around, naming::Names};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, say, say_with},
};

pub use duties::{gaps, mark};

pub fn routes() -> Vec<Route> {
    let mut all = vec![("/readiness", get(show))];
    all.extend(files::routes());
    all.extend(trend::routes());
    all.extend(mock_audit::routes());
    all
}

async fn show(
    State(app): State<App>, At(reader): At, Query(filter): Query<Filter>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let all = readiness(names.isms, reader.day.judged_on);
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("Readiness"),
            under: Some(html! { (say(UNDER)) }),
            acts: Some(beside(&names)),
            ..PageTitle::default()
        }))
        (only_proposed(&names))
        (duties::map(&names, &filter, &all))
        (filter.words(&names, &all))
        (stages(&filter, &all))
        (duties::list(&names, &filter, &all))
    };
    Ok(around(&app, &reader, &uri).page(say("Readiness"), &body))
}

const UNDER: &str = "For each duty of clauses 4 to 10 a rule of ours asks what an auditor would ask, and says what is missing. \
Rules see what is on record and nothing else. They grade nobody: whether a requirement is met, an auditor says.";

/// Nobody stands behind what is only proposed.
fn only_proposed(names: &Names) -> Markup {
    let proposed = proposed(names.isms);
    html! {
        @if proposed > 0 {
            p { b { (count(proposed, "One record is only proposed, and counts for nothing here yet.", "{count} records are only proposed, and count for nothing here yet.")) } " "
                a href=(names.to("/first-steps")) { (say("Confirm them")) } }
        }
    }
}

fn beside(names: &Names) -> Markup {
    html! {
        a href=(names.to("/readiness/mock-audit")) { (say("Mock audit")) }
        a href=(names.to("/readiness/trend")) { (say("How it went")) }
        a href=(names.to("/readiness.pdf")) download { (say("PDF")) }
        a href=(names.to("/readiness.xlsx")) download { (say("Spreadsheet")) }
    }
}

/// What the two stages ask, with what stands open for each.
fn stages(filter: &Filter, all: &[Judged]) -> Markup {
    let open = |stage| {
        let open = all.iter().filter(|one| one.rule.stage == stage && is_gap(one)).count();
        let of = all.iter().filter(|one| one.rule.stage == stage).count();
        say_with("{open} of {of} duties have gaps.", &[("open", &open), ("of", &of)])
    };
    let line = |stage| html! { (say(filter::asks(stage))) " " b { (open(stage)) } };
    let both = [isms::readiness::Stage::Design, isms::readiness::Stage::Operation];
    let shown = both.into_iter().filter(|stage| filter.stage().is_none_or(|chosen| chosen == *stage));
    parts::facts(shown.map(|stage| (say(filter::stage_words(stage)), line(stage))))
}

/// Whether something is missing that the rule can see.
pub fn is_gap(judged: &Judged) -> bool {
    matches!(judged.verdict.outcome, Outcome::NotMet | Outcome::Partly)
}
