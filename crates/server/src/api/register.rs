//! A register: its list, a new record in it, and the same edit of many.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::{Uri, header},
    response::IntoResponse,
    routing::{get, post},
};
use isms::{Asked, Id};
use recorder::{Action, Doing, Seen};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    answer::{Answer, done, json},
    asked::{Given, Pairs, Register},
    list::List,
};
use crate::{
    app::App,
    parts::encoded,
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/{register}", get(list).post(add)), ("/api/v1/{register}/edited", post(edit_many))]
}

/// The records that fit, a page at a time.
pub async fn list(At(reader): At, Register(register): Register, pairs: Pairs, uri: Uri) -> Answer {
    reader.must(Action::Read, register.name())?;
    let page = List::read(register, &pairs)?.page(&reader);
    let records: Vec<Arc<str>> = page.records.iter().map(Seen::written).collect();
    let records = json(format!("[{}]", records.join(",")));
    let link = page.next.map(|cursor| [(header::LINK, next(uri.path(), &pairs, &cursor))]);
    Ok(match link {
        Some(link) => (link, records).into_response(),
        None => records,
    })
}

/// The address of the next page (RFC 8288).
pub fn next(path: &str, pairs: &Pairs, cursor: &str) -> String {
    let kept = pairs.0.iter().filter(|(name, _)| name != "cursor");
    let query: String = kept.map(|(name, value)| format!("{}={}&", encoded(name), encoded(value))).collect();
    format!("<{path}?{query}cursor={cursor}>; rel=\"next\"")
}

async fn add(
    State(app): State<App>, Signed(caller): Signed, Register(register): Register, pairs: Pairs, given: Given,
) -> Answer {
    let reason = reason_beside(&pairs)?;
    let asked = Asked { word: "added".into(), fields: given.fields, reason, ..Asked::default() };
    done(&app, &caller, register, Doing { asked, request: given.request, ..Doing::default() }).await
}

/// The reason of an act whose body holds nothing but fields: it stands in the query.
///
/// # Errors
/// Refuses other parameters.
pub fn reason_beside(pairs: &Pairs) -> Result<Option<String>, Failed> {
    pairs.only(&["reason"])?;
    Ok(pairs.get("reason").map(String::from))
}

/// The same edit of many records. It sets these fields whatever they were, and so asks for no revision.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Many {
    ids: BTreeSet<Id>,
    fields: Map<String, Value>,
    reason: Option<String>,
}

/// One act: all or none.
async fn edit_many(
    State(app): State<App>, Signed(caller): Signed, Register(register): Register, pairs: Pairs, mut given: Given,
) -> Answer {
    pairs.only(&[])?;
    let Many { ids, fields, reason } = given.read()?;
    let on = Vec::from_iter(ids);
    let asked = Asked { on: on.clone(), word: "edited".into(), fields, reason, ..Asked::default() };
    let doing = Doing { asked, request: given.request, ..Doing::default() };
    let recorded = app.record(&caller, register, doing).await?;
    let reader = app.recorder.read(&caller);
    let left = reader.left_by(recorded.seq, register, &on)?;
    Ok(Json(left.iter().map(|held| reader.shown(held)).collect::<Vec<Value>>()).into_response())
}
