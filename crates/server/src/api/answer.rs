//! How a call is answered: a record with its revision as ETag, or several.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use isms::{AnyRegister, Held};
use recorder::{Caller, Doing, Reader, Recorded};
use serde_json::Value;

use crate::{app::App, problem::Failed};

/// What a call answers; a no is a problem document.
pub type Answer = Result<Response, Problem>;

/// A no on its way to becoming a problem document.
pub struct Problem(Failed);

impl<E: Into<Failed>> From<E> for Problem {
    fn from(failed: E) -> Problem {
        Problem(failed.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.0.into_problem()
    }
}

/// One record.
pub fn one(reader: &Reader, held: &Held<Value>) -> Response {
    ([(header::ETAG, format!("\"{}\"", held.revision))], Json(reader.shown(held))).into_response()
}

/// Records an act on one record, or a new one, and answers with what became of it.
pub async fn done(app: &App, caller: &Caller, register: &'static dyn AnyRegister, doing: Doing) -> Answer {
    let on = doing.asked.on.first().copied();
    let Recorded { seq, records } = app.record(caller, register, doing).await?;
    let reader = app.recorder.read(caller);
    let Some(id) = on.or(records.first().copied()) else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    // Where somebody else alone sees it now, there is nothing to show.
    let left = reader.left_by(seq, register, &[id])?;
    let response = left.first().map_or_else(|| StatusCode::NO_CONTENT.into_response(), |held| one(&reader, held));
    let address = format!("/api/v1/{}/{id}", register.name());
    match on {
        Some(_) => Ok(response),
        None => Ok((StatusCode::CREATED, [(header::LOCATION, address)], response).into_response()),
    }
}
