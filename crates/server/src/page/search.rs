//! Search over everything that the reader may see.

use axum::{
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{ALL, AnyRegister, Head};
use maud::{Markup, html};
use recorder::Action;

use super::{
    here::Here,
    pick::best,
    shown::{Shown, called, title_of},
};
use crate::{
    listing::with_query,
    parts::{FilterWord, PageTitle, filter_words, page_title},
    serve::Route,
    words::{count, number, say, say_with},
};

/// Records of one register that the page shows; its list shows the others.
const OF_ONE: usize = 8;
/// Records of one register that are looked at for the count.
const COUNTED: usize = 1_000;

pub fn routes() -> Vec<Route> {
    vec![("/search", get(search))]
}

async fn search(here: Here) -> Response {
    let words = here.query().into_iter().find(|(name, _)| name == "q").map(|(_, words)| words).unwrap_or_default();
    let words = words.trim();
    let found = if words.is_empty() { vec![] } else { found(&here, words) };
    let all: usize = found.iter().map(|(_, heads)| heads.len()).sum();
    let under = match (words.is_empty(), all) {
        (true, _) => say("Type a number, a name or a part of one.").to_owned(),
        (_, 0) => say_with("Nothing that you may see has “{words}” in its number or title.", &[("words", &words)]),
        _ => say_with(
            "{count} have “{words}” in their number or title.",
            &[("count", &count(all, "{count} record", "{count} records")), ("words", &words)],
        ),
    };
    let body = html! {
        (page_title(&PageTitle { title: say("Search"), under: Some(html! { (under) }), ..PageTitle::default() }))
        form.filters role="search" aria-label=(say("Search everything")) action="/search" {
            @if let Some(day) = here.reader.day.as_of { input type="hidden" name="as_of" value=(day); }
            label { (say("Search for")) " " input type="search" name="q" value=(words); }
            button { (say("Search")) }
        }
        @if !found.is_empty() { (kinds(&found)) (table(&here, &found, words)) }
    };
    here.page(say("Search"), &body).into_response()
}

/// What is found, register by register.
fn found(here: &Here, words: &str) -> Vec<Found> {
    let readable = ALL.iter().copied().filter(|register| here.reader.may_at_all(Action::Read, register.name()));
    let hits = readable.map(|register| {
        let best = best(&here.reader, register, words, COUNTED);
        (register, best.into_iter().filter(|(rank, _)| *rank < 4).map(|(_, head)| head).collect::<Vec<_>>())
    });
    hits.filter(|(_, heads)| !heads.is_empty()).collect()
}

type Found = (&'static dyn AnyRegister, Vec<Head>);

/// The kinds of what was found, each with how many, and the way to its rows.
fn kinds(found: &[Found]) -> Markup {
    let words: Vec<(String, String, usize)> = found
        .iter()
        .map(|(register, heads)| (register.description().label(), format!("#{}", register.name()), heads.len()))
        .collect();
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(words, href, count)| FilterWord { words: say(words), href, count: Some(*count), chosen: false })
        .collect();
    filter_words(say("Kinds"), &words)
}

fn table(here: &Here, found: &[Found], words: &str) -> Markup {
    html! {
        div.wide.holds_table {
            table.register {
                caption.unseen { (say("What was found, by kind")) }
                thead.unseen { tr { th scope="col" { (say("Number")) } th scope="col" { (say("Title")) } } }
                tbody { @for (register, heads) in found { (part(here, *register, heads, words)) } }
            }
        }
    }
}

fn part(here: &Here, register: &dyn AnyRegister, heads: &[Head], words: &str) -> Markup {
    let shown = Shown::to(&here.reader);
    let (name, more) = (register.name(), heads.len().saturating_sub(OF_ONE));
    html! {
        tr.group id=(name) {
            td.id {}
            th scope="rowgroup" { (say(&register.description().label())) " " small { (number(heads.len())) } }
        }
        @for head in heads.iter().take(OF_ONE) {
            tr {
                td.id { (called(head)) }
                td { a.row href=(shown.href(head.id)) { (title_of(head)) } }
            }
        }
        @if more > 0 {
            tr {
                td.id {}
                td { a href=(here.href(&with_query(&format!("/{name}"), &[("q".into(), words.into())]))) { (say_with("and {count} more in the list", &[("count", &number(more))])) } }
            }
        }
    }
}
