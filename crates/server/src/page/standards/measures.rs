//! Measures that many take: each says how its number can mislead, and a link begins the record of it. None becomes a
//! measure by itself.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    Id, annex_a,
    library::{CommonMeasure, measures},
    standards::clause,
};
use maud::{Markup, html};
use recorder::Action;
use serde::Deserialize;

use super::text::clause_path;
use crate::{
    app::App,
    listing::with_query,
    page::{around, naming::Names},
    parts::{self, FilterWord, PageTitle},
    serve::Route,
    sign_in::At,
    words::{say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/measures", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// `clauses`, a theme of controls as in `8`, a clause as in `9.1`, or a control as in `A.5.18`.
    of: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Measures that many take");
    let under = say(
        "A few good numbers tell more than many. Take over what you will really read, and change target and rhythm to what fits you (clause 9.1). Each says how it can mislead.",
    );
    let shown: Vec<&CommonMeasure> = measures().iter().filter(|one| speaks_for(one, &asked.of)).collect();
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        (what_for(&names, &asked.of))
        @if shown.is_empty() { p.quiet role="status" { (say("None of these speaks for it.")) } }
        @else {
            div.wide.holds_table {
                table.register.plain_table {
                    caption.unseen { (title) }
                    thead { tr {
                        th.id scope="col" { span.unseen { (say("Number")) } }
                        th scope="col" { (say("Measure, how it is taken, and how it can mislead")) }
                        th.c2 scope="col" { (say("Target")) }
                        th.c3 scope="col" { (say("Speaks for")) }
                        th scope="col" { (say("Yours")) }
                    } }
                    tbody { @for one in shown { (line(&names, one)) } }
                }
            }
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

/// Whether a measure speaks for what is asked: clauses or a theme as a whole, or one clause or control.
fn speaks_for(one: &CommonMeasure, of: &str) -> bool {
    let theme = |id: &Id| id.to_string().split('.').next() == Some(of);
    match of {
        "" => true,
        "clauses" => !one.clauses.is_empty(),
        of if of.starts_with("A.") => one.controls.iter().any(|id| annex_a::number(*id) == of),
        of if of.contains('.') => one.clauses.iter().any(|id| id == of),
        _ => one.controls.iter().any(theme),
    }
}

/// What they speak for, in words with counts; a single clause or control that was asked for stands beside them.
fn what_for(names: &Names, chosen: &str) -> Markup {
    let mut known: BTreeMap<&str, &str> = BTreeMap::from(WHAT_FOR);
    let single = chosen.contains('.');
    let label =
        if single && clause(chosen).is_some() { format!("{} {chosen}", say("clause")) } else { chosen.to_owned() };
    if single {
        known.insert(chosen, &label);
    }
    let words: Vec<(&str, &str, String, usize)> = known
        .iter()
        .map(|(of, words)| {
            let pairs: Vec<_> =
                Some(*of).filter(|of| !of.is_empty()).map(|of| ("of".into(), of.into())).into_iter().collect();
            let count = measures().iter().filter(|one| speaks_for(one, of)).count();
            (*of, *words, names.to(&with_query("/standards/measures", &pairs)), count)
        })
        .collect();
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(of, words, href, count)| FilterWord {
            words: say(words),
            href,
            count: Some(*count),
            chosen: *of == chosen,
        })
        .collect();
    parts::filter_words(say("What they speak for"), &words)
}

const WHAT_FOR: [(&str, &str); 6] = [
    ("", "All"),
    ("5", "Organizational controls"),
    ("6", "People controls"),
    ("7", "Physical controls"),
    ("8", "Technological controls"),
    ("clauses", "Clauses"),
];

fn line(names: &Names, one: &CommonMeasure) -> Markup {
    html! {
        tr id=(one.id) {
            td.id { (one.id) }
            td {
                b { (one.title) }
                details { summary { (say("How it is taken")) } p { (one.method) } (who(one)) }
                span.quiet { b { (say("Can mislead:")) } " " (one.misleads) }
            }
            td.c2.tight { (one.target) br; span.quiet { (one.frequency) } }
            td.c3 { (serves(names, one)) }
            td.tight { (take_over(names, one)) }
        }
    }
}

fn who(one: &CommonMeasure) -> Markup {
    let roles = [("taker", &one.measured_by as &dyn std::fmt::Display), ("reader", &one.evaluated_by)];
    html! { p.quiet { (say_with("Usually measured by: {taker}; looked at by: {reader}.", &roles)) } }
}

fn serves(names: &Names, one: &CommonMeasure) -> Markup {
    html! {
        (names.records(&one.controls))
        @for (at, number) in one.clauses.iter().enumerate() {
            @if at > 0 || !one.controls.is_empty() { ", " }
            a href=(names.to(&clause_path(number))) { (say("clause")) " " (number) }
        }
    }
}

/// The measure that was made of it, or the way to make one.
fn take_over(names: &Names, one: &CommonMeasure) -> Markup {
    let own = one.taken_over(names.isms, &|id| names.reader.sees(id));
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "measures");
    let pairs: Vec<(String, String)> = one
        .fields(names.isms, names.reader.day.judged_on, &|id| names.reader.sees(id))
        .into_iter()
        .map(|(name, text)| (name.into(), text))
        .collect();
    html! {
        @match own {
            Some(id) => (names.record(id)),
            None if may => a href=(with_query("/measures/new", &pairs)) { (say("Take it over")) },
            None => span.quiet { (say("not yet")) },
        }
    }
}

/// The measures that speak for one control, each with the way to take it over.
pub fn of_control(names: &Names, control: Id) -> Markup {
    let all: Vec<&CommonMeasure> = measures().iter().filter(|one| one.controls.contains(&control)).collect();
    html! {
        @if !all.is_empty() {
            p { (say("Written out, to be taken over:")) }
            ul.dots {
                @for one in all {
                    li { a href=(names.to(&format!("/standards/measures#{}", one.id))) { (one.title) } ", " (one.target) ". " (take_over(names, one)) }
                }
            }
        }
    }
}
