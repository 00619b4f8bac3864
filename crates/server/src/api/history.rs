//! The history of a record: its revisions, with the acts that brought them.

use axum::{Json, response::IntoResponse, routing::get};
use recorder::{NotRecorded, Reader, Revised};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    asked::{DAYS, Pairs, Record},
};
use crate::{serve::Route, sign_in::At};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/{register}/{id}/history", get(history))]
}

/// The first revision first.
async fn history(At(reader): At, Record(register, id): Record, pairs: Pairs) -> Answer {
    pairs.only(&DAYS)?;
    let revisions = reader.history(register, id)?;
    let told = revisions.into_iter().map(|revised| told(&reader, register, revised));
    Ok(Json(told.collect::<Result<Vec<Value>, NotRecorded>>()?).into_response())
}

fn told(reader: &Reader, register: &dyn isms::AnyRegister, revised: Revised) -> Result<Value, NotRecorded> {
    let Revised { act, revision } = revised;
    let held = reader.stated(register, revision)?;
    Ok(json!({
        "revision": held.revision,
        "entry": act.entry.seq,
        "at": act.entry.at,
        "by": by(reader, &act.entry.by),
        "via": act.entry.via,
        "act": act.entry.act,
        "reason": act.words.as_ref().and_then(|words| words.get("reason")),
        "record": reader.shown(&held),
    }))
}

/// Who acted: the account, and what the person behind it is called.
pub fn by(reader: &Reader, account: &str) -> Value {
    json!({ "account": account, "name": reader.actor(account) })
}
