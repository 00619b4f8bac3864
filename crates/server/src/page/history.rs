//! All that happened to a record, and the line that says which revision a page shows.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use maud::{Markup, html};
use recorder::{Action, Revised};
use serde_json::Value;

use super::{compare::number, here::Here, item::Item};
use crate::{
    parts::{self, Event, Revision, ledger_line_of_record},
    problem::Failed,
    serve::Route,
    words::{say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/{register}/{id}/history", get(history))]
}

async fn history(here: Here, Path((name, id)): Path<(String, String)>) -> Response {
    here.answer(shown(&here, &name, &id))
}

fn shown(here: &Here, name: &str, id: &str) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    let history = here.reader.history(item.register, item.held.id)?;
    let title = say_with("History of {called}", &[("called", &item.called())]);
    let body = html! {
        (item.title())
        @if let Some(line) = revision_line(&item, &history) { (line) }
        section aria-labelledby="history" {
            h2 #history { (say("History")) }
            (parts::history(&events(&item, &history), item.shown.today))
        }
        @if let [.., one, last] = history.as_slice() { (compare_form(&item, number(last), (number(one), number(last)))) }
        p.acts { a href=(here.href(&item.path(""))) { (say_with("Back to {called}", &[("called", &item.called())])) } }
    };
    Ok(here.page(&title, &body).into_response())
}

/// Which two revisions to compare.
pub fn compare_form(item: &Item, last: usize, chosen: (usize, usize)) -> Markup {
    let number = |name: &str, label: &str, value: usize| {
        html! {
            label { (label) " " input.narrow type="number" name=(name) min="1" max=(last) value=(value) required; }
        }
    };
    html! {
        form.filters action=(item.path("/compare")) {
            @if let Some(day) = item.here.reader.day.as_of { input type="hidden" name="as_of" value=(day); }
            (number("from", say("Compare revision"), chosen.0))
            (number("to", say("with"), chosen.1))
            button.plain { (say("Compare")) }
        }
    }
}

/// The line in a record's head; none where the record is not in the ledger.
pub fn revision_line(item: &Item, history: &[Revised]) -> Option<Markup> {
    let last = history.last()?;
    let by = item.here.reader.actor(&last.act.entry.by);
    let hash = last.revision.hash.to_string();
    let id = item.held.body.reference.as_ref().map(|_| item.held.id.to_string());
    Some(ledger_line_of_record(&Revision {
        id: id.as_deref(),
        number: last.revision.revision.into(),
        entry: last.revision.seq,
        on: last.act.entry.at.to_zoned(item.shown.zone.clone()).date(),
        by: Some(&by),
        hash: &hash,
        history: &item.here.href(&item.path("/history")),
    }))
}

/// What happened, the newest first; a passed day stands among it as time's own doing.
pub fn events(item: &Item, history: &[Revised]) -> Vec<Event> {
    let before = std::iter::once(None).chain(history.iter().map(Some));
    let mut events: Vec<Event> =
        history.iter().zip(before).map(|(revised, before)| event(item, revised, before)).collect();
    events.reverse();
    let due = item.here.reader.due(item.register, item.held.id).filter(|due| due.on < item.shown.today);
    if let Some(over) = due.and_then(|due| due.on.tomorrow().ok()) {
        let what = html! { (say("became overdue")) };
        let place = events.iter().position(|event| event.on < over).unwrap_or(events.len());
        events.insert(place, Event { entry: None, on: over, what });
    }
    events
}

fn event(item: &Item, revised: &Revised, before: Option<&Revised>) -> Event {
    let entry = &revised.act.entry;
    let reason = revised.act.words.as_ref().and_then(|words| words.get("reason")).and_then(Value::as_str);
    Event {
        entry: item.here.reader.may_at_all(Action::Read, "ledger").then_some(entry.seq),
        on: entry.at.to_zoned(item.shown.zone.clone()).date(),
        what: html! {
            (who(item, &entry.by)) " " (done(&entry.act, revised.revision.revision))
            @if let Some(reason) = reason { ": " span.quiet { (reason) } }
            " " a.quiet.small href=(item.here.href(&item.path(&compare(before.unwrap_or(revised), revised)))) {
                (say_with("revision {number}", &[("number", &revised.revision.revision)]))
            }
        },
    }
}

/// Where two revisions stand beside each other.
pub fn compare(one: &Revised, other: &Revised) -> String {
    format!("/compare?from={}&to={}", number(one), number(other))
}

fn who(item: &Item, account: &str) -> Markup {
    html! { b { (item.here.reader.actor(account)) } }
}

/// An act in the past tense.
fn done(word: &str, revision: u32) -> String {
    match (word, revision) {
        ("edited", _) => say("changed it").into(),
        ("added", _) => say("added it").into(),
        ("set-back", _) => say("went back to an earlier revision").into(),
        ("begun", _) => say("had it proposed by the first steps").into(),
        ("founded", _) => say("founded the management system").into(),
        ("imported", 1) => say("imported it").into(),
        ("imported", _) => say("changed it by an import").into(),
        ("plan-approved", _) => say("approved the plan of its treatment").into(),
        ("treatment-planned", _) => say("planned its treatment").into(),
        ("decided", _) => say("decided whether it is needed").into(),
        ("left-out", _) => say("left out a proposal of the first steps").into(),
        ("left-open", _) => say("left it open").into(),
        ("withdrawn", _) => say("withdrew it").into(),
        (word, _) => say_with("{word} it", &[("word", &word.replace('-', " "))]),
    }
}
