//! Risks that many organisations have: a question tells whether one concerns this organisation, and a link begins the
//! record of it. None becomes a risk by itself.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::library::{Scenario, scenarios};
use maud::{Markup, html};
use recorder::Action;
use serde::Deserialize;

use crate::{
    app::App,
    listing::with_query,
    page::{around, naming::Names},
    parts::{self, FilterWord, PageTitle},
    serve::Route,
    sign_in::At,
    words::say,
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/risks", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// Whom the risks fit.
    fits: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Risks that many have");
    let under = say(
        "Answer the question of each. What concerns you is taken over as a draft of a risk, with the controls that change it: to be rated, owned and decided by your own people.",
    );
    let shown: Vec<&Scenario> =
        scenarios().iter().filter(|one| asked.fits.is_empty() || one.fits.contains(&asked.fits)).collect();
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        (fits(&names, &asked.fits))
        div.wide.holds_table {
            table.register.plain_table {
                caption.unseen { (title) }
                thead { tr {
                    th.id scope="col" { span.unseen { (say("Number")) } }
                    th scope="col" { (say("Risk, and the question")) }
                    th.c2 scope="col" { (say("Controls that change it")) }
                    th scope="col" { (say("Yours")) }
                } }
                tbody { @for one in shown { (line(&names, one)) } }
            }
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

/// Whom they fit, in words with counts.
fn fits(names: &Names, chosen: &str) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for whom in scenarios().iter().flat_map(|one| &one.fits) {
        *counts.entry(whom).or_default() += 1;
    }
    let all = [("", scenarios().len())].into_iter().chain(counts);
    let words: Vec<(String, String, usize, bool)> = all
        .map(|(whom, count)| {
            let pairs: Vec<_> = Some(whom)
                .filter(|whom| !whom.is_empty())
                .map(|whom| ("fits".into(), whom.into()))
                .into_iter()
                .collect();
            let label = if whom.is_empty() { say("All").to_owned() } else { say(whom).replace('-', " ") };
            (label, names.to(&with_query("/standards/risks", &pairs)), count, whom == chosen)
        })
        .collect();
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(words, href, count, chosen)| FilterWord { words, href, count: Some(*count), chosen: *chosen })
        .collect();
    parts::filter_words(say("Whom they fit"), &words)
}

fn line(names: &Names, one: &Scenario) -> Markup {
    let own = one.taken_over(names.isms, &|id| names.reader.sees(id));
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "risks");
    let pairs: Vec<(String, String)> = one.fields().into_iter().map(|(name, text)| (name.into(), text)).collect();
    html! {
        tr id=(one.id) {
            td.id { (one.id) }
            td { b { (one.title) } br; span.quiet { (one.question) } }
            td.c2 { (names.records(&one.controls)) }
            td {
                @match own {
                    Some(id) => (names.record(id)),
                    None if may => a href=(with_query("/risks/new", &pairs)) { (say("Take it over")) },
                    None => span.quiet { (say("not yet")) },
                }
            }
        }
    }
}
