//! What changed between two days: what people did to the records, field by field, and what time did.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    ALL, AnyRegister, Id, label, register,
    views::changed::{Changed, RecordChange, What, changed},
};
use jiff::civil::Date;
use maud::{Markup, html};
use recorder::{NotRecorded, Reader};
use serde::Deserialize;
use serde_json::Value;

use super::{
    around,
    ledger::first_day,
    naming::{Names, no},
    told,
};
use crate::{
    app::App,
    parts::{self, Event, PageTitle},
    serve::Route,
    sign_in::{Signed, read_on},
    views,
    words::{self, count, long_day, number, say, say_with},
};

/// Records of a page: what somebody reads at once.
const TOLD: usize = 40;
/// Lines of what time did, before the others are asked for.
const LATEST: usize = 12;

pub fn routes() -> Vec<Route> {
    vec![("/what-changed", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    /// With `what`, the records that are told one by one.
    register: String,
    /// `added`, `changed`, `withdrawn` or `restored`.
    what: String,
    page: usize,
}

async fn show(
    State(app): State<App>, Signed(caller): Signed, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let today = app.recorder.read(&caller);
    today.view().map_err(no)?;
    let after = read_on(&app, &caller, Some(&asked.to), None).map_err(no)?;
    let to = after.day.judged_on;
    let from = match asked.from.trim() {
        "" => first_day(&today).unwrap_or(to),
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
            Ok(before) => (between(&before, &after, &asked, (from, to))?),
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

fn between(before: &Reader, after: &Reader, asked: &Asked, (from, to): (Date, Date)) -> Result<Markup, Response> {
    let names = Names::of(after)?;
    let then = before.view().map_err(no)?;
    let Changed { mut records, time, .. } = changed(then, from, names.isms, to);
    records.retain(|one| views::sees_both(before, after, one.id));
    let events: Vec<Event> =
        time.iter().filter(|passed| after.sees(passed.id)).map(|passed| told::passed(&names, passed)).collect();
    let group = Group { register: &asked.register, what: &asked.what, days: (from, to) };
    Ok(match register(&asked.register) {
        Some(_) => group.told(&names, &records, asked.page.max(1)),
        None => html! {
            @if records.is_empty() && events.is_empty() { p { (say("Nothing changed between these days.")) } }
            @if records.len() > TOLD { (in_short(&records, (from, to))) } @else { (in_full(&names, &records, (from, to))) }
            (what_time_did(events, to))
        },
    })
}

/// How much of each register was added, changed, withdrawn and restored; each number leads to the records.
fn in_short(records: &[RecordChange], days: (Date, Date)) -> Markup {
    let counted =
        |name: &str, what: &What| records.iter().filter(|one| one.register == name && one.what == *what).count();
    let changed: Vec<&dyn AnyRegister> =
        ALL.iter().copied().filter(|register| records.iter().any(|one| one.register == register.name())).collect();
    html! {
        @if !changed.is_empty() {
            section aria-labelledby="people" {
                h2 #people { (say("What people did")) }
                dl.facts {
                    @for register in changed {
                        dt { (say(&register.description().label())) }
                        dd.acts {
                            @for what in ALL_KINDS {
                                @let (count, kind) = (counted(register.name(), &what), word(&what));
                                @if count > 0 {
                                    @let href = Group { register: register.name(), what: kind, days }.page(1);
                                    a href=(href) { b { (number(count)) } " " (say(kind)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The records one by one, where they fit on a page.
fn in_full(names: &Names, records: &[RecordChange], days: (Date, Date)) -> Markup {
    html! {
        @for register in ALL {
            @for what in ALL_KINDS { (Group { register: register.name(), what: word(&what), days }.section(names, records, 1)) }
        }
    }
}

/// The latest of it at once, all of it on demand.
fn what_time_did(events: Vec<Event>, to: Date) -> Markup {
    let events = told::in_order(events, usize::MAX);
    let (latest, earlier) = events.split_at(events.len().min(LATEST));
    html! {
        @if !events.is_empty() {
            section aria-labelledby="time" {
                h2 #time { (say("What time did")) }
                (parts::history(latest, to))
                @if !earlier.is_empty() {
                    details.what { summary { (count(earlier.len(), "and one earlier", "and {count} earlier")) } (parts::history(earlier, to)) }
                }
            }
        }
    }
}

const ALL_KINDS: [What; 4] = [What::Added, What::Changed, What::Withdrawn, What::Restored];

fn word(what: &What) -> &'static str {
    match what {
        What::Added => "added",
        What::Changed => "changed",
        What::Withdrawn => "withdrawn",
        What::Restored => "restored",
    }
}

/// The records of one register to which the same happened.
struct Group<'a> {
    register: &'a str,
    what: &'a str,
    days: (Date, Date),
}

impl Group<'_> {
    /// One page of the group.
    fn page(&self, page: usize) -> String {
        let (from, to) = self.days;
        format!("/what-changed?from={from}&to={to}&register={}&what={}&page={page}", self.register, self.what)
    }

    fn told(&self, names: &Names, records: &[RecordChange], page: usize) -> Markup {
        let (from, to) = self.days;
        html! {
            p { a href={ "/what-changed?from=" (from) "&to=" (to) } { (say("All that changed between these days")) } }
            (self.section(names, records, page))
        }
    }

    fn section(&self, names: &Names, records: &[RecordChange], page: usize) -> Markup {
        let all: Vec<&RecordChange> =
            records.iter().filter(|one| one.register == self.register && word(&one.what) == self.what).collect();
        let page = page.min(all.len().div_ceil(TOLD).max(1));
        let (start, end) = ((page - 1) * TOLD, (page * TOLD).min(all.len()));
        let (previous, next) =
            ((page > 1).then(|| self.page(page - 1)), (end < all.len()).then(|| self.page(page + 1)));
        html! {
            @if !all.is_empty() { section {
                h2 { (label(self.register)) " " small.quiet { (number(all.len())) " " (say(self.what)) } }
                div.holds_table {
                    table.register.plain_table.changes {
                        caption.unseen { (label(self.register)) }
                        thead { tr { th scope="col" { (say("Record")) } th scope="col" { (say("Before, then after")) } } }
                        tbody { @for change in all.get(start..end).unwrap_or_default() { (line(names, change)) } }
                    }
                }
                @if all.len() > TOLD {
                    (parts::pages(&parts::Pages { from: start + 1, to: end, of: all.len(), previous: previous.as_deref(), next: next.as_deref() }))
                }
            } }
        }
    }
}

fn line(names: &Names, change: &RecordChange) -> Markup {
    html! {
        tr {
            td { (names.titled(change.id)) }
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
