//! What changed between two days: what people did to the records, field by field, and what time did.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    ALL, Id, label,
    views::changed::{Changed, RecordChange, What, changed},
};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use recorder::{NotRecorded, Reader};
use serde::Deserialize;
use serde_json::Value;

use super::{
    around,
    naming::{Names, no},
    told,
};
use crate::{
    app::App,
    parts::{self, Event, PageTitle},
    serve::Route,
    sign_in::{Signed, read_on},
    views,
    words::{self, count, long_day, say, say_with},
};

/// Records told of one register before only their number is: a page is read, not searched.
const TOLD: usize = 60;
/// Where nobody said from when.
const USUAL_DAYS: i64 = 30;

pub fn routes() -> Vec<Route> {
    vec![("/what-changed", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
}

async fn show(
    State(app): State<App>, Signed(caller): Signed, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let today = app.recorder.read(&caller);
    today.view().map_err(no)?;
    let after = read_on(&app, &caller, Some(&asked.to), None).map_err(no)?;
    let to = after.day.judged_on;
    let from = match asked.from.trim() {
        "" => to.checked_sub(USUAL_DAYS.days()).unwrap_or(to),
        text => text
            .parse()
            .map_err(|_| no(NotRecorded::NotTaken(format!("`{text}` is not a date: write it like `2026-12-31`"))))?,
    };
    let before = app.recorder.read_as_of(&caller, from);
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("What changed"),
            under: Some(html! { (say_with("From the end of {from} to the end of {to}.", &[("from", &long_day(from)), ("to", &long_day(to))])) }),
            ..PageTitle::default()
        }))
        (dates(from, to))
        @match before {
            Err(before_all) => p { (before_all) "." },
            Ok(_) if from > to => p { (say("The first day is after the second: turn them round.")) },
            Ok(before) => (between(&before, from, &after, to)?),
        }
    };
    Ok(around(&app, &today, &uri).page(say("What changed"), &body))
}

fn dates(from: Date, to: Date) -> Markup {
    html! {
        form.narrowing action="/what-changed" {
            label { (say("From")) " " input name="from" type="date" value=(from) required; }
            label { (say("to")) " " input name="to" type="date" value=(to) required; }
            button.plain { (say("Compare")) }
        }
    }
}

fn between(before: &Reader, from: Date, after: &Reader, to: Date) -> Result<Markup, Response> {
    let names = Names::of(after)?;
    let then = before.view().map_err(no)?;
    let Changed { records, time, .. } = changed(then, from, names.isms, to);
    let records: Vec<RecordChange> =
        records.into_iter().filter(|one| views::sees_both(before, after, one.id)).collect();
    let events: Vec<Event> =
        time.iter().filter(|passed| after.sees(passed.id)).map(|passed| told::passed(&names, passed)).collect();
    let events = told::in_order(events, usize::MAX);
    Ok(html! {
        @if records.is_empty() && events.is_empty() { p { (say("Nothing changed between these days.")) } }
        @for register in ALL {
            (of_register(&names, &register.description().label(), &records.iter().filter(|one| one.register == register.name()).collect::<Vec<_>>()))
        }
        @if !events.is_empty() {
            section aria-labelledby="time" {
                h2 #time { (say("What time did")) }
                (parts::history(&events, to))
            }
        }
    })
}

fn of_register(names: &Names, label: &str, changes: &[&RecordChange]) -> Markup {
    html! {
        @if !changes.is_empty() {
            section {
                h2 { (say(label)) " " small.quiet { (count(changes.len(), "{count} record", "{count} records")) } }
                div.holds_table {
                    table.register.plain_table {
                        caption.unseen { (say(label)) }
                        thead { tr { th scope="col" { (say("Record")) } th scope="col" { (say("What")) } th scope="col" { (say("Before, then after")) } } }
                        tbody { @for change in changes.iter().take(TOLD) { (line(names, change)) } }
                    }
                }
                @if changes.len() > TOLD { p.quiet { (count(changes.len() - TOLD, "and {count} more", "and {count} more")) } }
            }
        }
    }
}

fn line(names: &Names, change: &RecordChange) -> Markup {
    let what = match change.what {
        What::Added => "added",
        What::Changed => "changed",
        What::Withdrawn => "withdrawn",
        What::Restored => "restored",
    };
    html! {
        tr {
            td { (names.titled(change.id)) }
            td.tight { (say(what)) }
            td {
                @for field in change.fields.iter().filter(|field| !is_ground(&field.field)) {
                    div {
                        span.quiet { (field_label(&field.field)) ": " }
                        @let (before, after) = (in_words(names, &field.before), in_words(names, &field.after));
                        @if !before.is_empty() { del { (before) } " " }
                        @if after.is_empty() { span.quiet { (say("now empty")) } } @else { ins { (after) } }
                    }
                }
            }
        }
    }
}

/// What exactly a signature was given for stands beside it for the rules; a reader is told who signed, and when.
fn is_ground(path: &str) -> bool {
    path.split('.').nth(1) == Some("of")
}

/// `inherent.likelihood` reads *Inherent, likelihood*.
fn field_label(path: &str) -> String {
    let parts: Vec<String> = path
        .split('.')
        .enumerate()
        .map(|(at, part)| if at == 0 { label(part) } else { label(part).to_lowercase() })
        .collect();
    parts.join(", ")
}

/// A value in words.
fn in_words(names: &Names, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => say(if *yes { "yes" } else { "no" }).into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.parse().map_or_else(|_| text.clone(), words::day),
        Value::Array(items) => items.iter().map(|item| in_words(names, item)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => match fields.get("id").and_then(Value::as_str).and_then(|id| id.parse::<Id>().ok()) {
            Some(id) if id.letters() == "P" => {
                names.reader.head(id).map_or_else(|| names.called(id), |head| head.title)
            }
            Some(id) => names.called(id),
            None => fields
                .iter()
                .filter(|(name, _)| *name != "of")
                .map(|(_, value)| in_words(names, value))
                .filter(|words| !words.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
        },
    }
}
