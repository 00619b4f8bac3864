//! A record: read, replaced, or changed in some fields.

use axum::{extract::State, http::HeaderMap, routing::get};
use isms::{AnyRegister, Asked, Held};
use recorder::Doing;
use serde_json::{Map, Value, json};

use super::{
    answer::{Answer, done, one},
    asked::{DAYS, Given, Pairs, Record, seen},
    register::reason_beside,
};
use crate::{
    app::App,
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/{register}/{id}", get(show).put(replace).patch(change))]
}

async fn show(At(reader): At, Record(register, id): Record, pairs: Pairs) -> Answer {
    pairs.only(&DAYS)?;
    Ok(one(&reader.seen(register, id)?))
}

/// Changes the fields given; null clears one.
async fn change(
    State(app): State<App>, Signed(caller): Signed, Record(register, id): Record, pairs: Pairs, headers: HeaderMap,
    given: Given,
) -> Answer {
    let (reason, seen) = (reason_beside(&pairs)?, seen(&headers)?.required()?);
    let held = app.recorder.read(&caller).get(register, id)?;
    let fields = written(&held, seen, given.fields)?;
    let asked = Asked { on: vec![id], word: "edited".into(), fields, reason, ..Asked::default() };
    done(&app, &caller, register, Doing { asked, seen, request: given.request }).await
}

/// Changes all fields: what is not given is cleared, but for what only an act sets. A record stays restricted until that
/// is taken back in words.
async fn replace(
    State(app): State<App>, Signed(caller): Signed, Record(register, id): Record, pairs: Pairs, headers: HeaderMap,
    given: Given,
) -> Answer {
    let (reason, seen) = (reason_beside(&pairs)?, seen(&headers)?.required()?);
    let held = app.recorder.read(&caller).get(register, id)?;
    let fields = whole(register, written(&held, seen, given.fields)?);
    let asked = Asked { on: vec![id], word: "edited".into(), fields, reason, ..Asked::default() };
    done(&app, &caller, register, Doing { asked, seen, request: given.request }).await
}

fn whole(register: &dyn AnyRegister, mut fields: Map<String, Value>) -> Map<String, Value> {
    let by_hand = register.description().fields.iter().filter(|field| !field.by_act).map(|field| field.name.as_str());
    for name in by_hand.chain(["reference"]) {
        fields.entry(name).or_insert(Value::Null);
    }
    fields
}

/// What is written of a record that a program sends back as it was shown: what no edit can change is passed over where
/// it is as it was.
///
/// # Errors
/// Where it differs.
fn written(
    held: &Held<Value>, seen: Option<u32>, mut fields: Map<String, Value>,
) -> Result<Map<String, Value>, Failed> {
    let stands = [
        ("id", json!(held.id)),
        ("revision", json!(seen)),
        ("withdrawn", json!(held.body.withdrawn)),
        ("proposed", json!(held.body.proposed)),
        ("notes", json!(held.body.notes)),
    ];
    for (name, stands) in stands {
        let given = fields.remove(name).unwrap_or_default();
        if !given.is_null() && given != stands {
            return Err(Failed::BadRequest(format!("`{name}` is not written by hand: leave it out")));
        }
    }
    Ok(fields)
}
