//! Tokens of programs: own ones; administrators see and revoke all.

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{delete, get},
};
use isms::{plain, say};
use jiff::Timestamp;
use recorder::{Action, NotRecorded, Reader, Role, Token};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    asked::{Given, Pairs},
};
use crate::{
    app::App,
    page::TOKEN_DAYS,
    problem::Failed,
    serve::Route,
    sign_in::{Signed, new_token},
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/tokens", get(list).post(make)), ("/api/v1/tokens/{id}", delete(revoke))]
}

async fn list(State(app): State<App>, Signed(caller): Signed, pairs: Pairs) -> Answer {
    pairs.only(&[])?;
    let reader = app.recorder.read(&caller);
    let tokens = visible(&app, &reader)?;
    Ok(Json(tokens.iter().map(shown).collect::<Vec<Value>>()).into_response())
}
