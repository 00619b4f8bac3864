//! Search over everything that the reader may see.

use axum::{
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{
    ALL, AnyRegister, annex_a,
    standards::find::Page,
    views::search::{Hit, Place},
};
use maud::{Markup, html};

use super::{
    here::Here,
    naming::path,
    shown::{Shown, called, title_of},
    standards::text::clause_path,
};
use crate::{
    listing::with_query,
    parts::{FilterWord, PageTitle, filter_words, page_title},
    serve::Route,
    words::{count, number, say, say_with},
};

/// Pages of the standards, and things of the library, that are shown; the best come first.
const OF_STANDARDS: usize = 12;
/// Records of one kind that the page shows among others; alone, it shows them all.
const OF_ONE: usize = 8;
/// The most that are looked for: who finds more types another word.
const MOST: usize = 1_000;

pub fn routes() -> Vec<Route> {
    vec![("/search", get(search))]
}

/// What was found of one kind, the best first.
type Found = (&'static dyn AnyRegister, Vec<Hit>);

async fn search(here: Here) -> Response {
    let query = here.query();
    let asked = |name: &str| query.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.trim());
    let (words, kind) = (asked("q"), asked("kind"));
    let found = found(&here, words);
    let all: usize = found.iter().map(|(_, hits)| hits.len()).sum();
    let body = html! {
        (page_title(&PageTitle { title: say("Search"), under: Some(html! { (under(words, all)) }), ..PageTitle::default() }))
        form.filters role="search" aria-label=(say("Search everything")) action="/search" {
            @if let Some(day) = here.reader.day.as_of { input type="hidden" name="as_of" value=(day); }
            label { (say("Search for")) " " input type="search" name="q" value=(words); }
            button { (say("Search")) }
        }
        (of_standards(&here, words))
        (of_library(&here, words))
        @if !found.is_empty() { (kinds(&here, &found, words, kind)) (table(&here, &found, words, kind)) }
    };
    here.page(say("Search"), &body).into_response()
}

fn under(words: &str, all: usize) -> String {
    match (words.is_empty(), all) {
        (true, _) => say("Type a number, a name, or words that stand anywhere in a record.").to_owned(),
        (_, 0) => say_with("No record that you may see has “{words}” in it.", &[("words", &words)]),
        (_, MOST) => {
            say_with("{count} and more have “{words}” in them.", &[("count", &number(MOST)), ("words", &words)])
        }
        _ => say_with(
            "{count} with “{words}”.",
            &[("count", &count(all, "{count} record", "{count} records")), ("words", &words)],
        ),
    }
}

/// Pages of the standards on which the words stand, for those who may open them.
fn of_standards(here: &Here, words: &str) -> Markup {
    let may = here.reader.view().is_ok();
    let found = if may { isms::standards::find::find(words) } else { vec![] };
    let line = |page: &Page| match page {
        Page::Clause(clause) => (clause.id.clone(), clause.title.as_str(), clause_path(&clause.id)),
        Page::Control(id) => {
            (annex_a::number(*id), annex_a::control(*id).map_or("", |control| control.title.as_str()), path(*id))
        }
    };
    html! {
        @if !found.is_empty() {
            section aria-labelledby="standards" {
                h2 #standards { (say("In the standards’ pages")) " " small.quiet { (number(found.len())) } }
                ul.columned {
                    @for (page, _) in found.iter().take(OF_STANDARDS) {
                        @let (number, title, href) = line(page);
                        li { a href=(here.href(&href)) { b { (number) } " " (title) } }
                    }
                }
                @if found.len() > OF_STANDARDS { p.quiet { (say_with("and {count} more", &[("count", &number(found.len() - OF_STANDARDS))])) } }
            }
        }
    }
}

/// Templates and other things of the library in which the words stand, for those who may open them.
fn of_library(here: &Here, words: &str) -> Markup {
    let found = if here.reader.view().is_ok() { isms::library::find(words) } else { vec![] };
    html! {
        @if !found.is_empty() {
            section aria-labelledby="library" {
                h2 #library { (say("In the library")) " " small.quiet { (number(found.len())) } }
                ul.columned {
                    @for entry in found.iter().take(OF_STANDARDS) {
                        li { a href=(here.href(&entry.path)) { (entry.title) } " " span.quiet { (say(entry.kind)) } }
                    }
                }
                @if found.len() > OF_STANDARDS { p.quiet { (say_with("and {count} more", &[("count", &number(found.len() - OF_STANDARDS))])) } }
            }
        }
    }
}

/// What is found, register by register.
fn found(here: &Here, words: &str) -> Vec<Found> {
    let mut hits = here.reader.search(words, MOST);
    let of = |register: &'static dyn AnyRegister| {
        (register, hits.extract_if(.., |hit| hit.register == register.name()).collect::<Vec<_>>())
    };
    ALL.iter().copied().map(of).filter(|(_, hits)| !hits.is_empty()).collect()
}

/// The kinds of what was found, each with how many, and the way to all of them.
fn kinds(here: &Here, found: &[Found], words: &str, kind: &str) -> Markup {
    let lines: Vec<(String, String)> = found
        .iter()
        .map(|(register, _)| (register.description().label(), of_kind(here, words, register.name())))
        .collect();
    let words: Vec<FilterWord> = found
        .iter()
        .zip(&lines)
        .map(|((register, hits), (label, href))| FilterWord {
            words: say(label),
            href,
            count: Some(hits.len()),
            chosen: register.name() == kind,
        })
        .collect();
    filter_words(say("Kinds"), &words)
}

fn of_kind(here: &Here, words: &str, kind: &str) -> String {
    here.href(&with_query("/search", &[("q".into(), words.into()), ("kind".into(), kind.into())]))
}

fn table(here: &Here, found: &[Found], words: &str, kind: &str) -> Markup {
    let alone = found.iter().any(|(register, _)| register.name() == kind);
    let shown = found.iter().filter(|(register, _)| !alone || register.name() == kind);
    html! {
        div.wide.holds_table {
            table.register {
                caption.unseen { (say("What was found, by kind")) }
                thead.unseen { tr { th scope="col" { (say("Number")) } th scope="col" { (say("Title")) } } }
                tbody { @for (register, hits) in shown { (part(here, *register, hits, words, if alone { MOST } else { OF_ONE })) } }
            }
        }
    }
}

fn part(here: &Here, register: &dyn AnyRegister, hits: &[Hit], words: &str, most: usize) -> Markup {
    let more = hits.len().saturating_sub(most);
    html! {
        tr.group {
            td.id {}
            th scope="rowgroup" { (say(&register.description().label())) " " small { (number(hits.len())) } }
        }
        @for hit in hits.iter().take(most) { (row(here, register, hit)) }
        @if more > 0 {
            tr {
                td.id {}
                td { a href=(of_kind(here, words, register.name())) { (say_with("and {count} more", &[("count", &number(more))])) } }
            }
        }
    }
}

/// A record, and the field in which the words stand where number and title have them not.
fn row(here: &Here, register: &dyn AnyRegister, hit: &Hit) -> Markup {
    let Some(head) = here.reader.head(hit.id) else { return Markup::default() };
    let field = if let Place::Field(name) = hit.place { register.description().field(name) } else { None };
    html! {
        tr {
            td.id { (called(&head)) }
            td {
                a.row href=(Shown::to(&here.reader).href(head.id)) { (title_of(&head)) }
                @if let Some(field) = field { " " span.quiet { (say_with("in {field}", &[("field", &say(&field.label))])) } }
            }
        }
    }
}
