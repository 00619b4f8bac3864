//! Recording an act on a record: its own page, which a mending link opens, and what comes of it.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{Asked, Field, Reason, Refusal, say as refusal};
use maud::{Markup, html};
use recorder::{Doing, NotRecorded};
use serde_json::{Map, Value, json};

use super::{
    form::{
        Opened, SEEN, Typed, WHY, given,
        sent::{Sent, sent_before},
    },
    here::{Here, past_is_read_only, to},
    item::{Item, act_box, verb},
};
use crate::{
    problem::Failed,
    serve::Route,
    words::{say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/{register}/{id}/{act}", get(ask).post(record))]
}

type Place = Path<(String, String, String)>;

async fn ask(here: Here, Path((name, id, word)): Place) -> Response {
    here.answer(asked(&here, &name, &id, &word))
}

fn asked(here: &Here, name: &str, id: &str, word: &str) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    if !here.is_today() {
        return Err(past_is_read_only());
    }
    known(&item, word)?;
    here.reader.must_do(item.register, word, Some(item.held.id))?;
    if let Err(reason) = item.possible(word) {
        let (called, word) = (item.called(), word.replace('-', " "));
        return Err(Refusal::new(refusal!("{called} cannot be {word}", called = called, word = word), reason).into());
    }
    Ok(page(&item, word, &Typed::default(), &[], &Markup::default()).into_response())
}

/// Says which acts there are, where this is none of them.
fn known(item: &Item, word: &str) -> Result<(), Failed> {
    if matches!(word, "confirmed" | "withdrawn" | "restored" | "set-back") {
        return Ok(());
    }
    let act = item.register.description().act(word).map(|_| ());
    act.map_err(|reason| NotRecorded::Missing(isms::Message::from(format!("{}; {}", reason.why, reason.remedy))).into())
}

/// The page of one act.
fn page(item: &Item, word: &str, typed: &Typed, errors: &[Reason], notice: &Markup) -> Markup {
    let title = say_with("{called}: {verb}", &[("called", &item.called()), ("verb", &verb(item, word).to_lowercase())]);
    let body = html! {
        (item.title())
        (notice)
        (act_box(item, word, typed, errors))
        p.acts { a href=(item.path("")) { (say_with("Back to {called}", &[("called", &item.called())])) } }
    };
    item.here.page(&title, &body)
}

async fn record(here: Here, Path((name, id, word)): Place, sent: Sent) -> Response {
    let answer = recorded(&here, &name, &id, &word, sent).await;
    here.answer(answer)
}

async fn recorded(here: &Here, name: &str, id: &str, word: &str, sent: Sent) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    known(&item, word)?;
    let typed = Typed::sent_within(&sent.pairs, &format!("{word}."));
    let fields = item.register.description().act(word).map(|act| act.fields.clone()).unwrap_or_default();
    let mut stated = stated(&item, &fields, &typed);
    if word == "set-back" {
        stated.insert("revision".into(), json!(sent.get("set-back.revision")));
    }
    stated.extend(beside(&sent, &fields, word));
    let reason = Some(typed.get(WHY).trim().to_owned()).filter(|why| !why.is_empty());
    let asked = Asked { on: vec![item.held.id], word: word.into(), fields: stated, reason, ..Asked::default() };
    let seen = sent.get(SEEN).parse().ok();
    let doing = Doing { asked, seen, request: sent.request };
    match here.app.recorder.record(here.reader.caller(), item.register, doing).await {
        Ok(_) => Ok(to(&item.path(""))),
        Err(NotRecorded::Refused(refusal)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&item, word, &typed, &refusal.reasons, &Markup::default()))
                .into_response())
        }
        Err(NotRecorded::OtherBody(_)) => {
            let page = page(&item, word, &typed, &[sent_before()], &Markup::default());
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(NotRecorded::Stale { seen, .. }) => Ok(stale(here, (name, id, word), &typed, seen)?),
        Err(other) => Err(other.into()),
    }
}

/// What the act's fields say; an act states all of what it asks for, not only what differs.
fn stated(item: &Item, fields: &[Field], typed: &Typed) -> Map<String, Value> {
    let (nothing, null) = (Typed::default(), Value::Null);
    let opened = Opened { record: &item.held.body.record, typed: &nothing, blank: &null, zone: &item.shown.zone };
    given(fields, typed, &opened)
}

/// What came along and is no field of the act: the rules refuse it by its name, so that nothing is lost without a word.
fn beside(sent: &Sent, fields: &[Field], word: &str) -> Map<String, Value> {
    let own = format!("{word}.");
    let named = sent.pairs.iter().map(|(name, text)| (name.strip_prefix(&own).unwrap_or(name), text));
    let is_known = |name: &str| {
        let top = name.split('.').next().unwrap_or_default();
        name.starts_with('_') || top == "use" || fields.iter().any(|field| field.name == top)
    };
    let others = named.filter(|(name, _)| !is_known(name) && (word, *name) != ("set-back", "revision"));
    others.map(|(name, text)| (name.to_owned(), json!(text))).collect()
}

/// Nobody records an act on what they have not seen: the box again, on the record as it stands now.
fn stale(here: &Here, place: (&str, &str, &str), typed: &Typed, seen: u32) -> Result<Response, Failed> {
    let (name, id, word) = place;
    let here = here.now();
    let item = Item::of(&here, name, id)?;
    let compared = item.path(&format!("/compare?from={seen}&to={}", item.held.revision));
    let notice = html! {
        p.error role="alert" {
            (say("Somebody changed it while you were reading, and nothing was recorded.")) " "
            a href=(compared) { (say("See what they changed")) }
            (say(", then record it again if it still holds."))
        }
    };
    Ok((StatusCode::CONFLICT, page(&item, word, typed, &[], &notice)).into_response())
}
