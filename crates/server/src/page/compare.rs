//! Two revisions of a record, field by field; and the way back to the earlier one.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{Held, Revision};
use maud::{Markup, html};
use recorder::{NotRecorded, Revised};
use serde_json::Value;

use super::{
    form::{SEEN, WHY},
    here::Here,
    history::compare_form,
    item::Item,
};
use crate::{
    parts::{Act, Field, act, text_area},
    problem::Failed,
    serve::Route,
    words::{self, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/{register}/{id}/compare", get(compare))]
}

async fn compare(here: Here, Path((name, id)): Path<(String, String)>) -> Response {
    here.answer(shown(&here, &name, &id))
}

fn shown(here: &Here, name: &str, id: &str) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    let history = here.reader.history(item.register, item.held.id)?;
    let (first, last) = (history.first().map_or(1, number), history.last().map_or(1, number));
    let asked = |name: &str, otherwise: usize| {
        here.query()
            .iter()
            .find(|(known, _)| known == name)
            .map_or(Ok(otherwise), |(_, text)| text.trim().parse::<usize>())
    };
    let unclear = |_| Failed::BadRequest(say("a revision is a number, such as `from=1&to=2`").into());
    let (from, to) = (asked("from", first).map_err(unclear)?, asked("to", last).map_err(unclear)?);
    let (one, other) = (at(&item, &history, from)?, at(&item, &history, to)?);
    let title =
        say_with("{called}, revisions {from} and {to}", &[("called", &item.called()), ("from", &from), ("to", &to)]);
    let body = html! {
        (item.title())
        (compare_form(&item, last, (from, to)))
        section aria-labelledby="differs" {
            h2 #differs { (say_with("Revision {from} and revision {to}", &[("from", &from), ("to", &to)])) }
            (table(&item, (&history, from, &one), (to, &other)))
        }
        @if from < last && item.may("set-back") && !item.is_withdrawn() { (set_back(&item, from, last)) }
        p.acts { a href=(here.href(&item.path(""))) { (say_with("Back to {called}", &[("called", &item.called())])) } }
    };
    Ok(here.page(&title, &body).into_response())
}

/// The number of a revision; between those that somebody sees there may be others.
pub fn number(revised: &Revised) -> usize {
    usize::try_from(revised.revision.revision).unwrap_or(usize::MAX)
}

/// The record as a revision states it.
pub fn at(item: &Item, history: &[Revised], number: usize) -> Result<Held<Value>, Failed> {
    let revised = history.iter().find(|revised| self::number(revised) == number);
    let revised = revised.ok_or_else(|| {
        NotRecorded::Missing(isms::say!(
            "there is no revision {number}: there are {first} to {last}",
            number = number,
            first = history.first().map_or(1, self::number),
            last = history.last().map_or(1, self::number)
        ))
    })?;
    let recorded = &revised.revision;
    let revision = Revision {
        register: recorded.name.register.clone(),
        id: item.held.id,
        revision: recorded.revision,
        version: recorded.version,
        body: recorded.body.clone(),
    };
    let damaged = |damage: isms::Damage| recorder::StoreError::Damaged(damage.to_string());
    Ok(item.register.at(&revision).map_err(damaged)?)
}

/// What differs, as label and both values in words.
pub fn differences(item: &Item, one: &Held<Value>, other: &Held<Value>) -> Vec<(String, String, String)> {
    let null = Value::Null;
    let fields = item.register.description().fields.iter().filter_map(|field| {
        let value = |held: &Held<Value>| held.body.record.get(&field.name).unwrap_or(&null).clone();
        let (before, after) = (value(one), value(other));
        (before != after).then(|| {
            let words = |value: &Value| item.shown.words(&field.kind, value);
            (say(&field.label).to_owned(), words(&before), words(&after))
        })
    });
    let around = [
        (
            say("Reference"),
            one.body.reference.clone().unwrap_or_default(),
            other.body.reference.clone().unwrap_or_default(),
        ),
        (say("Restricted"), flag(one.body.restricted), flag(other.body.restricted)),
        (
            say("Withdrawn"),
            one.body.withdrawn.clone().unwrap_or_default(),
            other.body.withdrawn.clone().unwrap_or_default(),
        ),
        (
            say("Proposed"),
            one.body.proposed.clone().unwrap_or_default(),
            other.body.proposed.clone().unwrap_or_default(),
        ),
    ];
    let around = around.into_iter().filter(|(_, before, after)| before != after);
    around.map(|(label, before, after)| (label.to_owned(), before, after)).chain(fields).collect()
}

fn flag(flag: bool) -> String {
    say(if flag { "yes" } else { "no" }).into()
}

fn table(item: &Item, from: (&[Revised], usize, &Held<Value>), to: (usize, &Held<Value>)) -> Markup {
    let (history, from_number, one) = from;
    let (to_number, other) = to;
    let differences = differences(item, one, other);
    let head = |number: usize| {
        let revised = history.iter().find(|revised| self::number(revised) == number);
        html! {
            (say_with("Revision {number}", &[("number", &number)]))
            @if let Some(revised) = revised {
                ", " (words::day(revised.act.entry.at.to_zoned(item.shown.zone.clone()).date()))
                ", " (item.here.reader.actor(&revised.act.entry.by))
            }
        }
    };
    html! {
        @if differences.is_empty() { p.quiet { (say("Both state the same.")) } }
        @else {
            table.both_versions {
                caption.unseen { (say("What differs, field by field")) }
                thead { tr { th scope="col" { (say("Field")) } th scope="col" { (head(from_number)) } th scope="col" { (head(to_number)) } } }
                tbody {
                    @for (label, before, after) in &differences {
                        tr { th scope="row" { (label) } td { (said(before)) } td { (said(after)) } }
                    }
                }
            }
        }
    }
}

/// A value, or that there is none.
pub fn said(words: &str) -> Markup {
    html! { @if words.is_empty() { span.quiet { (say("nothing")) } } @else { (words) } }
}

fn set_back(item: &Item, from: usize, last: usize) -> Markup {
    let why = format!("set-back.{WHY}");
    let reason = Field {
        name: &why,
        label: say("Reason"),
        help: Some(say("Stands in the history beside your name.")),
        error: None,
        is_optional: true,
    };
    let values: [(&str, &dyn std::fmt::Display); 2] = [("from", &from), ("next", &(last + 1))];
    let means = say_with(
        "Revision {next} will state what revision {from} states. What only acts set, such as a signature, stays as it is. Nothing is lost: all revisions stay.",
        &values,
    );
    html! {
        section aria-labelledby="back" {
            h2 #back { (say_with("Go back to revision {from}", &[("from", &from)])) }
            (act(&Act {
                action: &item.path("/set-back"),
                means: html! { (means) },
                signers: &[],
                fields: html! {
                    input type="hidden" name="set-back.revision" value=(from);
                    input type="hidden" name=(SEEN) value=(item.held.revision);
                    (text_area(&reason, ""))
                },
                signs: None,
                button: &say_with("Go back to revision {from}", &[("from", &from)]),
                instead: None,
            }))
        }
    }
}
