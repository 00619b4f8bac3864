//! The ledger: what was recorded, entry by entry.

use axum::{
    Json,
    http::{Uri, header},
    response::IntoResponse,
    routing::get,
};
use recorder::{Order, Reader, RecordedAct};
use serde_json::{Value, json};

use super::{
    answer::Answer,
    asked::{DAYS, Pairs},
    list::limit,
    register::next,
};
use crate::{answers::by, problem::Failed, serve::Route, sign_in::At};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/ledger/entries", get(entries))]
}

/// The newest first, unless `sort=seq`. The cursor is the number of the last entry shown.
async fn entries(At(reader): At, pairs: Pairs, uri: Uri) -> Answer {
    pairs.only(&[&["sort", "limit", "cursor"], DAYS.as_slice()].concat())?;
    let limit = limit(pairs.get("limit"))?;
    let after = pairs.get("cursor").map(sequence).transpose()?;
    let (span, order) = match pairs.get("sort").unwrap_or("-seq") {
        "seq" => (after.map_or(1, |after| after.saturating_add(1))..=u64::MAX, Order::OldestFirst),
        "-seq" => (1..=after.map_or(u64::MAX, |after| after.saturating_sub(1)), Order::NewestFirst),
        other => {
            return Err(Failed::BadRequest(format!("`sort={other}` is not possible: choose `seq` or `-seq`")).into());
        }
    };
    let mut entries = reader.entries(span, order, limit + 1)?;
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let last = entries.last().filter(|_| has_more).map(|act| act.entry.seq.to_string());
    let link = last.map(|last| [(header::LINK, next(uri.path(), &pairs, &last))]);
    let told: Vec<Value> = entries.iter().map(|act| told(&reader, act)).collect();
    Ok((link.map(axum::response::AppendHeaders), Json(told)).into_response())
}

fn told(reader: &Reader, act: &RecordedAct) -> Value {
    let entry = &act.entry;
    json!({
        "seq": entry.seq,
        "at": entry.at,
        "by": by(reader, &entry.by),
        "via": entry.via,
        "act": entry.act,
        "on": entry.on,
        "reason": act.words.as_ref().and_then(|words| words.get("reason")),
        "changes": entry.changes,
    })
}

fn sequence(text: &str) -> Result<u64, Failed> {
    text.parse().map_err(|_| Failed::BadRequest(format!("`cursor={text}` is not the number of an entry")))
}
