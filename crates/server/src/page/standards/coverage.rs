//! Coverage of other frameworks: part by part what serves it, how sure that is, and where these controls stand here. Counts
//! only: a mapping is no proof of conformity.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    annex_a,
    controls::Implementation,
    standards::{Confidence, Crosswalk, frameworks},
    views::coverage::{Coverage, Part, Stand, control_of, controls, coverage},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::text::clause_path;
use crate::{
    app::App,
    listing::with_query,
    page::{around, control::ladder, naming::Names},
    parts::{self, FilterWord, PageTitle},
    serve::Route,
    sign_in::At,
    words::{number, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/coverage", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// The name of a framework; empty shows them all in a line each.
    framework: String,
}

/// A framework, and what is counted of it.
type Counted = (&'static str, Coverage);

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Other frameworks");
    let under = say(
        "Which of your controls also serve another framework, and where they stand. A mapping says that two demands touch; it is no proof that they are equal, nor that one is met.",
    );
    let controls = controls(names.isms, reader.day.judged_on, &|id| reader.sees(id));
    let of = |name: &'static str| (name, coverage(&controls, name));
    let all: Vec<Counted> = frameworks().into_iter().map(of).collect();
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        (choices(&names, &all, &asked.framework))
        @match all.iter().find(|(name, _)| *name == asked.framework) {
            Some((name, framework)) => (in_parts(&names, name, framework)),
            None => (in_a_line_each(&names, &all)),
        }
        section aria-labelledby="sure" {
            h2 #sure { (say("How sure a mapping is")) }
            (parts::facts(Confidence::ALL.map(|confidence| (say(confidence.word()), html! { (say(meaning(confidence))) }))))
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

fn meaning(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "Two sources agree.",
        Confidence::Medium => "One source that copied its owner’s mapping, or our judgement and a second source.",
        Confidence::Low => "Our judgement alone, or with a second source that cannot be relied on.",
    }
}

/// The address of a framework's parts.
pub fn path(framework: &str) -> String {
    with_query("/standards/coverage", &[("framework".into(), framework.into())])
}

fn choices(names: &Names, all: &[Counted], chosen: &str) -> Markup {
    let everything = (say("All"), names.to("/standards/coverage"), None, chosen.is_empty());
    let of = |(name, framework): &Counted| (*name, names.to(&path(name)), Some(framework.parts.len()), *name == chosen);
    let words: Vec<_> = [everything].into_iter().chain(all.iter().map(of)).collect();
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(words, href, count, chosen)| FilterWord { words, href, count: *count, chosen: *chosen })
        .collect();
    parts::filter_words(say("Frameworks"), &words)
}

fn in_a_line_each(names: &Names, all: &[Counted]) -> Markup {
    html! {
        div.holds_table {
            table.register.plain_table {
                caption.unseen { (say("Other frameworks")) }
                thead { tr {
                    th scope="col" { (say("Framework")) }
                    th.c2 scope="col" { (say("Parts")) }
                    th.c2 scope="col" { (say("Mappings")) }
                    th scope="col" { (say("Controls: implemented")) }
                    th.c3 scope="col" { (say("Controls: stand at")) }
                } }
                tbody {
                    @for (name, framework) in all {
                        tr {
                            td { a.row href=(names.to(&path(name))) { (name) } }
                            td.c2 { (number(framework.parts.len())) }
                            td.c2 { (sureness(framework)) }
                            td { (far(&framework.whole)) }
                            td.c3 { (rungs(&framework.whole)) }
                        }
                    }
                }
            }
        }
    }
}

/// How many mappings there are of each sureness.
fn sureness(framework: &Coverage) -> Markup {
    let of = |confidence: Confidence| {
        let served = framework.parts.iter().flat_map(|part| &part.served);
        (served.filter(|one| one.confidence == confidence).count(), say(confidence.word()))
    };
    counts(&Confidence::ALL.map(of))
}

fn in_parts(names: &Names, name: &str, framework: &Coverage) -> Markup {
    let sources: BTreeSet<&str> =
        framework.parts.iter().flat_map(|part| &part.served).map(|one| one.mapping_source.as_str()).collect();
    let facts = [
        (say("Mapped by"), html! { @for (at, source) in sources.iter().enumerate() { @if at > 0 { br; } (source) } }),
        (say("Mappings"), sureness(framework)),
        (say("Implemented"), far(&framework.whole)),
        (say("Stand at"), rungs(&framework.whole)),
    ];
    html! {
        section aria-labelledby="whole" {
            h2 #whole { (name) " " small.quiet { (say("its controls, each counted once")) } }
            (parts::facts(facts))
        }
        section aria-labelledby="parts" {
            h2 #parts { (say("Part by part")) " " small.quiet { (number(framework.parts.len())) } }
            div.wide.holds_table {
                table.register.plain_table {
                    caption.unseen { (name) }
                    thead { tr {
                        th.id scope="col" { (say("Part")) }
                        th scope="col" { (say("Served by, and how sure")) }
                        th scope="col" { (say("Implemented")) }
                        th.c2 scope="col" { (say("Stand at")) }
                    } }
                    tbody { @for part in &framework.parts { (line(names, part)) } }
                }
            }
        }
    }
}

fn line(names: &Names, part: &Part) -> Markup {
    html! {
        tr id=(part.id) {
            td.id { (part.id) }
            td {
                @for (at, (confidence, served)) in by_confidence(part).iter().enumerate() {
                    @if at > 0 { br; }
                    @for (at, one) in served.iter().enumerate() { @if at > 0 { ", " } (source(names, one)) }
                    " " small.quiet { (say(confidence.word())) }
                }
            }
            @if part.served.iter().any(|one| control_of(one).is_some()) { td { (far(&part.stand)) } td.c2 { (rungs(&part.stand)) } }
            @else { td { span.quiet { (say("clauses only")) } } td.c2 {} }
        }
    }
}

fn by_confidence(part: &Part) -> Vec<(Confidence, Vec<&'static Crosswalk>)> {
    let of =
        |confidence| (confidence, part.served.iter().copied().filter(|one| one.confidence == confidence).collect());
    let all: [(Confidence, Vec<&'static Crosswalk>); 3] = Confidence::ALL.map(of);
    all.into_iter().filter(|(_, served)| !served.is_empty()).collect()
}

fn source(names: &Names, one: &Crosswalk) -> Markup {
    match control_of(one) {
        Some(id) => parts::control_number(&annex_a::number(id), &names.href(id)),
        None => html! { a href=(names.to(&clause_path(&one.source_id))) { (say("clause")) " " (one.source_id) } },
    }
}

/// How far controls are, the farthest first.
fn far(stand: &Stand) -> Markup {
    let word = |far: Option<Implementation>| match far {
        Some(Implementation::Yes) => "in place",
        Some(Implementation::Partly) => "partly in place",
        Some(Implementation::Planned) => "planned",
        Some(Implementation::No) => "not in place",
        None => "not stated",
    };
    let all = stand.far.iter().rev().map(|(far, count)| (*count, say(word(*far))));
    counts(&all.chain([(stand.left_out, say("left out"))]).collect::<Vec<_>>())
}

/// How far they can be trusted, the highest rung first.
fn rungs(stand: &Stand) -> Markup {
    let word = |rung: Option<_>| rung.map_or("nothing yet".to_owned(), |rung| ladder::title(rung).to_lowercase());
    let all: Vec<(usize, String)> = stand.rungs.iter().rev().map(|(rung, count)| (*count, word(*rung))).collect();
    counts(&all.iter().map(|(count, word)| (*count, say(word))).collect::<Vec<_>>())
}

/// Counts with their words; those of nothing are left out.
fn counts(all: &[(usize, &str)]) -> Markup {
    let told: Vec<_> = all.iter().filter(|(count, _)| *count > 0).collect();
    html! { @for (at, (count, word)) in told.iter().enumerate() { @if at > 0 { ", " } b { (number(*count)) } " " (word) } }
}
