//! Types of assets: what belongs to each, how many are on record, and a question that finds the forgotten ones.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::library::{AssetKind, AssetType, asset_types, on_record};
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
    words::{count, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/asset-types", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// `primary` or `supporting`.
    kind: String,
}

/// A word that assets bear as their type, and how many do; beside the type it means.
type OnRecord = Vec<(Option<&'static AssetType>, String, usize)>;

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Types of assets");
    let under = say(
        "Ask the question of each in every department: it finds what was forgotten. First what you protect for itself, then what it rests on (A.5.9).",
    );
    let known = on_record(names.isms, &|id| names.reader.sees(id));
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        (kinds(&names, &asked.kind))
        div.holds_table {
            table.register.plain_table {
                caption.unseen { (title) }
                thead { tr {
                    th scope="col" { (say("Type, and the question")) }
                    th.c2 scope="col" { (say("For example")) }
                    th.c3 scope="col" { (say("Usually owned by")) }
                    th.c3 scope="col" { (say("Controls that matter most")) }
                    th scope="col" { (say("Yours")) }
                } }
                tbody {
                    @for (kind, word, title) in KINDS.iter().filter(|(_, word, _)| asked.kind.is_empty() || asked.kind == *word) {
                        tr.group id=(word) { th colspan="5" scope="rowgroup" { (say(title)) } }
                        @for one in asset_types().iter().filter(|one| one.kind == *kind) { (line(&names, one, &known)) }
                    }
                }
            }
        }
        (others(&names, &known))
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

const KINDS: [(AssetKind, &str, &str); 2] = [
    (AssetKind::Primary, "primary", "Protected for itself"),
    (AssetKind::Supporting, "supporting", "What it rests on"),
];

fn kinds(names: &Names, chosen: &str) -> Markup {
    let all = [(None, "", "All")].into_iter().chain(KINDS.map(|(kind, word, title)| (Some(kind), word, title)));
    let words: Vec<(&str, &str, String, usize)> = all
        .map(|(kind, word, title)| {
            let pairs: Vec<_> = kind.map(|_| ("kind".into(), word.into())).into_iter().collect();
            let count = asset_types().iter().filter(|one| kind.is_none_or(|kind| one.kind == kind)).count();
            (word, title, names.to(&with_query("/standards/asset-types", &pairs)), count)
        })
        .collect();
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(word, title, href, count)| FilterWord {
            words: say(title),
            href,
            count: Some(*count),
            chosen: *word == chosen,
        })
        .collect();
    parts::filter_words(say("Kinds"), &words)
}

fn line(names: &Names, one: &AssetType, known: &OnRecord) -> Markup {
    let of: Vec<(&str, usize)> = known
        .iter()
        .filter(|(meant, ..)| meant.is_some_and(|meant| meant.word == one.word))
        .map(|(_, word, count)| (word.as_str(), *count))
        .collect();
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "assets");
    html! {
        tr id=(one.anchor()) {
            td { b { (one.title) } br; (one.is) br; span.quiet { (one.ask) } }
            td.c2 { (one.examples.join(", ")) }
            td.c3 { (one.owner) }
            td.c3 { (names.records(&one.controls)) }
            td.tight.stacked {
                (assets(names, &of))
                @if may { a href=(with_query("/assets/new", &[("type".into(), one.word.clone())])) { (say("Add one")) } }
            }
        }
    }
}

/// How many assets bear one of these words as their type, with the way to them.
fn assets(names: &Names, words: &[(&str, usize)]) -> Markup {
    let pairs: Vec<(String, String)> = words.iter().map(|(word, _)| ("type".into(), (*word).to_owned())).collect();
    let all: usize = words.iter().map(|(_, count)| count).sum();
    html! {
        @if all == 0 { span.quiet { (say("none recorded")) } }
        @else { a href=(names.to(&with_query("/assets", &pairs))) { (count(all, "{count} asset", "{count} assets")) } }
    }
}

/// What bears no type, or a word that means none of these.
fn others(names: &Names, known: &OnRecord) -> Markup {
    let untyped: usize = known.iter().filter(|(_, word, _)| word.is_empty()).map(|(.., count)| count).sum();
    let words: Vec<(&str, usize)> = known
        .iter()
        .filter(|(meant, word, _)| meant.is_none() && !word.is_empty())
        .map(|(_, word, count)| (word.as_str(), *count))
        .collect();
    html! {
        @if !words.is_empty() {
            p { (say("Of a type by another name:")) " " @for (at, one) in words.iter().enumerate() { @if at > 0 { ", " } (one.0) " (" (assets(names, &[*one])) ")" } "." }
        }
        @if untyped > 0 { p { (count(untyped, "{count} asset bears no type.", "{count} assets bear no type.")) } }
    }
}
