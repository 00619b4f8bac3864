//! The caller of a request, and what they may see of the day they ask for.

use axum::{
    extract::{FromRequestParts, Query},
    http::{header::AUTHORIZATION, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use jiff::civil::Date;
use recorder::{Caller, NotRecorded, Reader, Via};
use serde::Deserialize;

use super::{session_of, token::caller_of_token};
use crate::{
    app::App,
    problem::Failed,
    serve::by_program,
    words::{say, say_with},
};

/// Somebody who is signed in, by session or by token.
pub struct Signed(pub Caller);

/// What somebody who is signed in may see of the day named in the address (`as_of`, `today`).
pub struct At(pub Reader);

#[derive(Deserialize, Default)]
struct Days {
    as_of: Option<String>,
    today: Option<String>,
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Signed, Response> {
        let is_program = by_program(parts.uri.path(), &parts.headers);
        let caller = match bearer(parts) {
            Some(token) => caller_of_token(app, token, Via::Api),
            None => session_of(app, &parts.headers).map(|caller| {
                caller.map(|caller| Caller { via: if is_program { Via::Api } else { Via::Page }, ..caller })
            }),
        };
        match caller {
            Ok(Some(caller)) => Ok(Signed(caller)),
            Ok(None) if is_program => Err(Failed::NotSignedIn.into_problem()),
            Ok(None) => Err(to_sign_in(parts)),
            Err(error) => Err(Failed::from(error).respond(is_program)),
        }
    }
}

impl FromRequestParts<App> for At {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<At, Response> {
        let Signed(caller) = Signed::from_request_parts(parts, app).await?;
        let is_program = by_program(parts.uri.path(), &parts.headers);
        let Ok(Query(days)) = Query::<Days>::try_from_uri(&parts.uri) else {
            let why = say("the address names its day more than once: write `as_of` and `today` once each at most");
            return Err(Failed::BadRequest(why.into()).respond(is_program));
        };
        let reader = read_on(app, &caller, days.as_of.as_deref(), days.today.as_deref());
        reader.map(At).map_err(|error| Failed::from(error).respond(is_program))
    }
}

/// What a caller may see on the day they ask for: both are blank for today's.
pub fn read_on(app: &App, caller: &Caller, as_of: Option<&str>, today: Option<&str>) -> Result<Reader, NotRecorded> {
    let given = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(date).transpose();
    looking(app, caller, given(as_of)?, given(today)?)
}

/// What a caller may see of the state by the end of a day, or of the present state judged on another day.
pub fn looking(app: &App, caller: &Caller, as_of: Option<Date>, today: Option<Date>) -> Result<Reader, NotRecorded> {
    match (as_of, today) {
        (Some(as_of), _) => app.recorder.read_as_of(caller, as_of),
        (None, Some(today)) => Ok(app.recorder.read_judged_on(caller, today)),
        (None, None) => Ok(app.recorder.read(caller)),
    }
}

/// A day as people write it: `2026-12-31`.
pub fn date(text: &str) -> Result<Date, NotRecorded> {
    let no = |why: &str| NotRecorded::NotTaken(say_with(why, &[("text", &text)]));
    let date = text.trim().parse::<Date>().map_err(|_| no("`{text}` is not a date: write it like `2026-12-31`"))?;
    let is_known = (1900..=2200).contains(&date.year());
    is_known.then_some(date).ok_or_else(|| no("`{text}` lies beyond the calendar here, which goes from 1900 to 2200"))
}

fn bearer(parts: &Parts) -> Option<&str> {
    parts.headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ").map(str::trim)
}

/// Back to the page that was wanted, once they are signed in; only a page of ours, and only one that is read.
fn to_sign_in(parts: &Parts) -> Response {
    let wanted = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let wanted = if parts.method == axum::http::Method::GET { wanted } else { "/" };
    let wanted: String = wanted.bytes().map(percent).collect();
    Redirect::to(&format!("/sign-in?to={wanted}")).into_response()
}

fn percent(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}
