//! The history of a record: its revisions, with the acts that brought them.

use axum::{Json, response::IntoResponse, routing::get};

use super::{
    answer::Answer,
    asked::{DAYS, Pairs, Record},
};
use crate::{answers, serve::Route, sign_in::At};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/{register}/{id}/history", get(history))]
}

/// The first revision first.
async fn history(At(reader): At, Record(register, id): Record, pairs: Pairs) -> Answer {
    pairs.only(&DAYS)?;
    Ok(Json(answers::history(&reader, register, id)?).into_response())
}
