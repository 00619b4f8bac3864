//! Tokens of programs: own ones; administrators see and revoke all.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{delete, get},
};
use recorder::Role;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    asked::{Given, Pairs},
};
use crate::{
    answers::with,
    app::App,
    problem::Failed,
    serve::Route,
    sign_in::{MOST_TOKEN_DAYS, Signed, TOKEN_DAYS, new_token},
    tokens,
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/tokens", get(list).post(make)), ("/api/v1/tokens/{id}", delete(revoke))]
}

async fn list(State(app): State<App>, Signed(caller): Signed, pairs: Pairs) -> Answer {
    pairs.only(&[])?;
    let reader = app.recorder.read(&caller);
    Ok(Json(tokens::seen(&app, &reader)?.iter().map(tokens::shown).collect::<Vec<Value>>()).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// What it is for.
    label: String,
    /// At most those of the account; all of them, unless told.
    #[serde(default)]
    roles: Vec<Role>,
    days: Option<i64>,
}

/// The answer alone holds the token. A token makes no other: otherwise one that leaked would live on in those it made.
async fn make(State(app): State<App>, Signed(caller): Signed, pairs: Pairs, mut given: Given) -> Answer {
    pairs.only(&[])?;
    let reader = app.recorder.read(&caller);
    tokens::may_make(&reader)?;
    let Wanted { label, roles, days } = given.read()?;
    let roles = tokens::roles(&reader, &roles)?;
    let days = days.unwrap_or(TOKEN_DAYS);
    if !(1..=MOST_TOKEN_DAYS).contains(&days) {
        return Err(Failed::BadRequest(format!("a token is good for 1 to {MOST_TOKEN_DAYS} days")).into());
    }
    let label = tokens::label(&label).map_err(Failed::BadRequest)?;
    if label.is_empty() {
        return Err(Failed::BadRequest("`label` is empty: say what the token is for".into()).into());
    }
    let (secret, token) = new_token(&app, caller.account, &label, &roles, days)?;
    let shown = with(tokens::shown(&token), "token", json!(secret.shown()));
    let address = format!("/api/v1/tokens/{}", token.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(shown)).into_response())
}

/// One that the caller may not see is answered as one that is not there.
async fn revoke(State(app): State<App>, Signed(caller): Signed, Path(id): Path<String>, pairs: Pairs) -> Answer {
    pairs.only(&[])?;
    tokens::revoke(&app, &app.recorder.read(&caller), &id)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
