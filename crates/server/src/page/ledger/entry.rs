//! One entry: its exact bytes, its change lines, and the way from its leaf to the root, step by step (RFC 6962, 2.1.1).

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
    routing::get,
};
use maud::{Markup, html};
use recorder::{NotRecorded, Proven, Via};

use crate::{
    app::App,
    page::{
        around,
        naming::{Names, no},
        told,
    },
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{self, count, day, say, say_with},
};

/// Change lines told; an import of thousands is proven by its root.
const LINES: usize = 100;

pub fn routes() -> Vec<Route> {
    vec![("/ledger/{seq}", get(show))]
}

async fn show(State(app): State<App>, At(reader): At, Path(seq): Path<String>, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let missing = || no(NotRecorded::Missing(isms::say!("there is no entry `{seq}`", seq = seq)));
    let number: u64 = seq.parse().map_err(|_| missing())?;
    let proven = reader.proven(number).map_err(no)?;
    let title = say_with("Entry {seq}", &[("seq", &number)]);
    let body = html! {
        (parts::page_title(&PageTitle {
            number: Some(&number.to_string()),
            title: &title,
            under: Some(html! { (told::who(&names, &proven.act)) " " (told::what(&names, &proven.act)) }),
            acts: Some(ways(&names, number, proven.proof.size)),
            ..PageTitle::default()
        }))
        (facts(&names, &proven))
        (bytes(&proven))
        (lines(&names, &proven))
        (way_to_the_root(&proven))
    };
    Ok(around(&app, &reader, &uri).page(&title, &body))
}

fn ways(names: &Names, seq: u64, end: u64) -> Markup {
    html! {
        @if seq > 1 { a href=(names.to(&format!("/ledger/{}", seq - 1))) { (say("Previous")) } }
        @if seq < end { a href=(names.to(&format!("/ledger/{}", seq + 1))) { (say("Next")) } }
        a href=(names.to("/ledger")) { (say("All entries")) }
    }
}

fn facts(names: &Names, proven: &Proven) -> Markup {
    let entry = &proven.act.entry;
    let at = entry.at.to_zoned(names.isms.time_zone()).datetime();
    let via = match entry.via {
        Via::Page => "a page",
        Via::Api => "the API",
        Via::CommandLine => "the command line",
        Via::Import => "an import",
        Via::Schedule => "the clock",
    };
    html! {
        section aria-label=(say("What was recorded")) {
            (parts::facts([
                (say("When"), html! { time datetime=(entry.at) { (day(at.date())) ", " (words::time(at.time())) } }),
                (say("Who"), html! { (told::who(names, &proven.act)) ", " (say("account")) " " (entry.by) }),
                (say("By"), html! { (say(via)) }),
                (say("Reason"), html! { @match told::reason(&proven.act) { Some(reason) => (reason), None => span.quiet { (say("none given, or not for you to see")) } } }),
            ]))
        }
    }
}

fn bytes(proven: &Proven) -> Markup {
    html! {
        section aria-labelledby="bytes" {
            h2 #bytes { (say("The exact bytes")) }
            p.quiet { (say("What is hashed, to the letter: canonical JSON (RFC 8785). Reason and records stand in it as salted hashes, so that they can be proven one by one, and erased.")) }
            @match &proven.bytes {
                Some(bytes) => pre { (bytes) },
                None => p { (say("They name a restricted record, and are shown to those who may see it.")) },
            }
            p { (say("Leaf")) " " code { (words::hash(&proven.act.leaf.to_string(), 16)) } }
        }
    }
}

fn lines(names: &Names, proven: &Proven) -> Markup {
    html! {
        section aria-labelledby="lines" {
            h2 #lines { (say("Change lines")) " " small.quiet { (count(proven.lines.len(), "{count} record", "{count} records")) } }
            div.holds_table {
                table.register.plain_table {
                    caption.unseen { (say("Change lines")) }
                    thead { tr { th scope="col" { (say("Record")) } th.n scope="col" { (say("Revision")) } th scope="col" { (say("Salted hash")) } } }
                    tbody {
                        @for (name, revision, hash) in proven.lines.iter().take(LINES) {
                            tr {
                                td { @match name.as_ref().and_then(|name| name.id.parse().ok()) { Some(id) => (names.titled(id)), None => span.quiet { (say("a restricted record")) } } }
                                td.n { (revision) }
                                td { code { (words::hash(&hash.to_string(), 8)) } }
                            }
                        }
                    }
                }
            }
            @if proven.lines.len() > LINES { p.quiet { (count(proven.lines.len() - LINES, "and {count} more", "and {count} more")) } }
        }
    }
}

/// The hashes that are joined with the leaf, one after the other.
fn way_to_the_root(proven: &Proven) -> Markup {
    let proof = &proven.proof;
    html! {
        section aria-labelledby="proof" {
            h2 #proof { (say("From the leaf to the root")) }
            p.quiet {
                (say_with("The leaf stands at place {place} of {size}. Joined with these hashes, from the first to the last, it makes the root: whoever has kept the root can check that this entry stands in it.",
                    &[("place", &(proof.index + 1)), ("size", &proof.size)]))
            }
            ol.proof { @for hash in &proof.path { li { code { (words::hash(&hash.to_string(), 16)) } } } }
            p { (say("Root")) " " code { (words::hash(&proof.root.to_string(), 16)) } }
        }
    }
}
