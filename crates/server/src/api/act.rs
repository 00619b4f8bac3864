//! An act on a record: one that every register has, or a named one of its own.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    routing::post,
};
use isms::{AnyRegister, Asked, Reason, say};
use recorder::{Doing, NotRecorded};
use serde_json::Value;

use super::{
    answer::{Answer, done},
    asked::{Given, Pairs, Record, seen},
};
use crate::{app::App, problem::Failed, serve::Route, sign_in::Signed};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/{register}/{id}/{act}", post(act))]
}

/// The acts that every register has, beside *added* and *edited*, which are `POST` and `PATCH`.
pub const OF_EVERY_REGISTER: [&str; 4] = ["confirmed", "withdrawn", "restored", "set-back"];

/// The body holds the fields of the act, and `reason`. `If-Match` is optional: given, it must fit.
async fn act(
    State(app): State<App>, Signed(caller): Signed, Record(register, id): Record,
    Path((_, _, word)): Path<(String, String, String)>, pairs: Pairs, headers: HeaderMap, mut given: Given,
) -> Answer {
    pairs.only(&[])?;
    is_known(register, &word)?;
    let reason = reason(&mut given)?;
    let asked = Asked { on: vec![id], word, fields: given.fields, reason, ..Asked::default() };
    let seen = seen(&headers)?.revision();
    done(&app, &caller, register, Doing { asked, seen, request: given.request }).await
}

fn is_known(register: &dyn AnyRegister, word: &str) -> Result<(), NotRecorded> {
    if OF_EVERY_REGISTER.contains(&word) {
        return Ok(());
    }
    let unknown = |no: Reason| NotRecorded::Missing(say!("{why}; {remedy}", why = no.why, remedy = no.remedy));
    register.description().act(word).map(drop).map_err(unknown)
}

fn reason(given: &mut Given) -> Result<Option<String>, Failed> {
    match given.fields.remove("reason") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(reason)) => Ok(Some(reason)),
        Some(_) => Err(Failed::BadRequest("`reason` is not a text: write it in quotes".into())),
    }
}
