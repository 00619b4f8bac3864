//! The ledger: every entry in order, its verification on the spot, and each entry with what proves it.

mod entry;
mod verify;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use jiff::civil::Date;
use maud::{Markup, html};
use recorder::{Action, Order, Reader, RecordedAct};
use serde::Deserialize;

use super::{
    around,
    naming::{Names, no},
    told,
};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{self, day, number, say, say_with},
};

/// Entries of a page: what somebody reads at once.
const ENTRIES: usize = 40;
/// Groups of four that tell one leaf from another at a glance.
const GROUPS: usize = 4;

pub fn routes() -> Vec<Route> {
    let page: Vec<Route> = vec![("/ledger", get(show))];
    [page, verify::routes(), entry::routes()].into_iter().flatten().collect()
}

#[derive(Deserialize, Default)]
struct Asked {
    /// Only entries up to this one.
    up_to: Option<u64>,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let end = reader.picture().seq;
    let up_to = asked.up_to.unwrap_or(end).min(end);
    let acts = reader.entries(1..=up_to, Order::NewestFirst, ENTRIES).map_err(no)?;
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("Ledger"),
            under: Some(html! { (say("Every change, in order. Nothing here was ever edited or removed, and that can be checked without trusting us.")) }),
            ..PageTitle::default()
        }))
        (state(&names))
        (parts::listing("entries", say("Entries"), &html! { (entries(&names, &acts)) (ways(&names, &acts, end)) }))
    };
    Ok(around(&app, &reader, &uri).page(say("Ledger"), &body))
}

/// The day of the first entry: before it there is nothing to show.
pub fn first_day(reader: &Reader) -> Option<Date> {
    let first = reader.entries(1..=1, Order::OldestFirst, 1).ok()?;
    Some(first.first()?.entry.at.to_zoned(reader.organisation().1).date())
}

/// Where the ledger stands, and the way to check it.
fn state(names: &Names) -> Markup {
    let picture = names.reader.picture();
    let zone = names.isms.time_zone();
    let at = picture.at.map(|at| at.to_zoned(zone).datetime());
    html! {
        section aria-labelledby="state" {
            h2 #state { (say("Where it stands")) }
            (parts::facts([
                (say("Entries"), html! { b { (number(usize::try_from(picture.seq).unwrap_or(usize::MAX))) } }),
                (say("Last entry"), html! { @if let Some(at) = at { (parts::day(at.date())) ", " (words::time(at.time())) } @else { (say("none yet")) } }),
                (say("Root"), html! {
                    @match &picture.root {
                        Some(root) => { code { (words::hash(&root.to_string(), 16)) } },
                        None => { span.quiet { (say("of a past state: see the present one")) } },
                    }
                }),
            ]))
            @if names.is_today() && names.reader.may_at_all(Action::Verify, "ledger") {
                form action="/ledger/verify" method="post" {
                    p.acts {
                        button { (say("Verify now")) }
                        span.quiet { (say("Every entry, change line and file is derived again from its bytes, and compared.")) }
                    }
                }
            }
        }
    }
}

fn entries(names: &Names, acts: &[RecordedAct]) -> Markup {
    let zone = names.isms.time_zone();
    let place = zone.iana_name().unwrap_or("UTC").to_owned();
    html! {
        h2 { (say("Entries")) }
        div.wide.holds_table {
            table.register {
                caption.unseen { (say("Entries, the newest first")) }
                thead { tr {
                    th.id scope="col" { (say("Entry")) }
                    th.c2 scope="col" { (say_with("When, {place}", &[("place", &place)])) }
                    th.c2 scope="col" { (say("Who")) }
                    th scope="col" { (say("What")) }
                    th.n.c3 scope="col" { (say("Records")) }
                    th.c3 scope="col" { (say("Leaf")) }
                } }
                tbody { @for act in acts { (line(names, act)) } }
            }
        }
    }
}

fn line(names: &Names, act: &RecordedAct) -> Markup {
    let at = act.entry.at.to_zoned(names.isms.time_zone()).datetime();
    let who = names.reader.actor(&act.entry.by);
    html! {
        tr id={ "e" (act.entry.seq) } {
            td.id { a href=(names.to(&format!("/ledger/{}", act.entry.seq))) { (act.entry.seq) } }
            td.c2.tight { time datetime=(act.entry.at) { (day(at.date())) ", " (words::time(at.time())) } }
            td.c2.tight { (told::who(names, act)) }
            td { (told::what(names, act)) span.also { (who) ", " (day(at.date())) } }
            td.n.c3 { (number(usize::try_from(act.entry.changes.count).unwrap_or_default())) }
            td.c3.tight { code { (words::hash(&act.leaf.to_string(), GROUPS)) } }
        }
    }
}

fn ways(names: &Names, acts: &[RecordedAct], end: u64) -> Markup {
    let (Some(newest), Some(oldest)) = (acts.first(), acts.last()) else {
        return html! { p { (say("Nothing is recorded yet.")) } };
    };
    let page = ENTRIES as u64;
    let at = |up_to: u64| names.to(&format!("/ledger?up_to={up_to}"));
    let newer = (newest.entry.seq < end).then(|| at((newest.entry.seq + page).min(end)));
    let older = (oldest.entry.seq > 1).then(|| at(oldest.entry.seq - 1));
    html! {
        nav.pages aria-label=(say("Pages")) hx-boost="true" {
            span.quiet { (say_with("entries {from} to {to} of {of}", &[("from", &oldest.entry.seq), ("to", &newest.entry.seq), ("of", &end)])) }
            @if let Some(href) = newer { a #previous_page href=(href) rel="prev" { (say("Newer")) } }
            @if let Some(href) = older { a #next_page href=(href) rel="next" { (say("Older")) } }
        }
    }
}
