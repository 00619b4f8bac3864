//! How a call is answered: a record with its revision as ETag, or several.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use isms::AnyRegister;
use recorder::{Caller, Doing, Recorded, Seen};

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

/// A record as it stands.
pub fn one(record: &Seen) -> Response {
    tagged(record.revision(), record.written().to_string())
}

/// What is JSON already.
pub fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

fn tagged(revision: u32, text: String) -> Response {
    ([(header::ETAG, format!("\"{revision}\""))], json(text)).into_response()
}

/// Records an act on one record, or a new one, and answers with what became of it.
pub async fn done(app: &App, caller: &Caller, register: &'static dyn AnyRegister, doing: Doing) -> Answer {
    let on = doing.asked.on.first().copied();
    let Recorded { seq, records } = app.record(caller, register, doing).await?;
    let reader = app.recorder.read(caller);
    let Some(id) = on.or(records.first().copied()) else { return Ok(StatusCode::NO_CONTENT.into_response()) };
    // Where somebody else alone sees it now, there is nothing to show.
    let left = reader.left_by(seq, register, &[id])?;
    let response = match left.first() {
        Some(held) => tagged(held.revision, reader.shown(held).to_string()),
        None => StatusCode::NO_CONTENT.into_response(),
    };
    let address = format!("/api/v1/{}/{id}", register.name());
    match on {
        Some(_) => Ok(response),
        None => Ok((StatusCode::CREATED, [(header::LOCATION, address)], response).into_response()),
    }
}
