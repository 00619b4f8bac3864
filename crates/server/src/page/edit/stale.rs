//! An edit that came too late: both versions stand on one page, and each field is chosen.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use isms::Held;
use maud::html;
use serde_json::Value;

use super::{Draft, opened_with};
use crate::{
    page::{compare, form::Typed, item::Item},
    parts::{Versions, both_versions},
    problem::Failed,
    words::{say, say_with},
};

/// The record as it stood when the form was opened.
pub fn revision(item: &Item, seen: u32) -> Result<Held<Value>, Failed> {
    if seen == item.held.revision {
        return Ok(item.held.clone());
    }
    let history = item.here.reader.history(item.register, item.held.id)?;
    compare::at(item, &history, usize::try_from(seen).unwrap_or_default())
}

/// Where both versions were shown and theirs was chosen, the field stays as it is.
pub fn choose(typed: &mut Typed, opened: &Typed, pairs: &[(String, String)]) {
    let kept = pairs.iter().filter_map(|(name, which)| Some((name.strip_prefix("keep.")?, which)));
    for (name, _) in kept.filter(|(_, which)| *which == "theirs") {
        typed.take(opened, name);
    }
}

/// The form again, opened at what was saved meanwhile: what was typed stays, what was left alone follows.
pub fn both(item: &Item, base: &Held<Value>, opened: &Typed, mut typed: Typed) -> Response {
    let theirs = opened_with(item, &item.held);
    let described = item.register.description();
    let fields = described.fields.iter().filter(|field| !field.by_act);
    let names = fields.map(|field| (field.name.as_str(), field.label.as_str()));
    let names = [("reference", "Reference"), ("restricted", "Restricted")].into_iter().chain(names);
    let mut differing = Vec::new();
    for (name, label) in names.filter(|(name, _)| !theirs.same(opened, name)) {
        differing.push((name, label, said(opened, name), said(&theirs, name), said(&typed, name)));
        if typed.same(opened, name) {
            typed.take(&theirs, name);
        }
    }
    let versions: Vec<Versions> = differing
        .iter()
        .map(|(name, label, opened, theirs, yours)| Versions { name, label: say(label), opened, theirs, yours })
        .collect();
    let history = item.here.reader.history(item.register, item.held.id).unwrap_or_default();
    let who = history.last().map(|last| item.here.reader.actor(&last.act.entry.by)).unwrap_or_default();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("who", &who), ("revision", &item.held.revision)];
    let compared = item.path(&format!("/compare?from={}&to={}", base.revision, item.held.revision));
    let mut draft = Draft::of(item, typed);
    draft.notice = html! {
        section.both aria-labelledby="both" {
            h2 #both { (say("Somebody saved first")) }
            p {
                (say_with("{who} saved revision {revision} while you were writing.", &values)) " "
                (say("Choose where both of you changed a field, then save again; nothing of yours is lost.")) " "
                a href=(compared) { (say("See what they changed")) } "."
            }
            (both_versions(&who, &versions))
        }
    };
    (StatusCode::CONFLICT, draft.page()).into_response()
}

/// What stands under a field's path, as it is typed.
fn said(typed: &Typed, name: &str) -> String {
    typed.texts(name).join(", ")
}
