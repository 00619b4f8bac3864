//! What guards every request: where it came from, and answers that stand when nothing else does.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use recorder::NotRecorded;

use crate::{
    app::App,
    keeping::LARGEST_FILE,
    problem::{Failed, Problem},
    sign_in,
    words::{say, say_with},
};

/// Where a watching program asks whether the server is ready; it reads text.
pub const READY: &str = "/readyz";

/// Refuses what another site makes a browser send (cross-site request forgery): a request that changes something and
/// carries a session must say that it comes from our own pages.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let headers = request.headers();
    // Only a token takes the place of the session; any other word in this header leaves the session in force.
    let said = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let by_token = said.is_some_and(|said| said.starts_with("Bearer "));
    let by_session = !by_token && sign_in::cookie_of(&app.reached, headers).is_some();
    let origin = origin(&app, headers);
    if safe || origin == Origin::Ours || (origin == Origin::Unsaid && !by_session) {
        return next.run(request).await;
    }
    let is_program = by_program(request.uri().path(), headers);
    let why = "this request does not say that it comes from a page of this server: send it from one of its pages, \
               with the header `Origin`, or with a token";
    let denied = NotRecorded::Denied(isms::Message::from(why.to_string()));
    Failed::from(denied).respond(is_program)
}

#[derive(PartialEq)]
enum Origin {
    Ours,
    Another,
    Unsaid,
}

fn origin(app: &App, headers: &HeaderMap) -> Origin {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some("same-origin"), _) => Origin::Ours,
        // `none`: typed or bookmarked, so no page made the browser send it.
        (Some("none"), None) => Origin::Ours,
        (Some(_), _) => Origin::Another,
        (None, Some(origin)) if origin == app.reached.url => Origin::Ours,
        (None, Some(_)) => Origin::Another,
        (None, None) => Origin::Unsaid,
    }
}

/// Tells browsers to keep to https, where that is how people come.
pub async fn https_for_good(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if app.reached.secure {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    response
}

/// Whether the ledger can be read and written. What is in the way is told by the log: anybody may ask here.
pub async fn ready(State(app): State<App>) -> Response {
    let no = |why: &'static str| (StatusCode::SERVICE_UNAVAILABLE, why).into_response();
    match app.recorder.works() {
        Ok(()) if app.recorder.is_founded() => "ready\n".into_response(),
        Ok(()) => no("not founded yet\n"),
        Err(error) => {
            tracing::error!(%error, "the ledger cannot be read or written");
            no("the ledger cannot be read or written\n")
        }
    }
}

/// No such page.
pub async fn nothing_there(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    let why = format!("there is nothing at `{path}`: go back to the first page, or search");
    Failed::from(NotRecorded::Missing(isms::Message::from(why))).respond(by_program(path, &headers))
}

/// Whether a program asks here, and gets problem documents; people get pages. A program is told by where it asks, by the
/// kind of file it asks for, or by what it says it takes.
pub fn by_program(path: &str, headers: &HeaderMap) -> bool {
    let takes = headers.get(header::ACCEPT).and_then(|takes| takes.to_str().ok()).unwrap_or_default();
    let takes_json = takes.contains("json") && !takes.contains("text/html");
    path.starts_with("/api/") || path == "/metrics" || path.ends_with(".json") || path.ends_with("/json") || takes_json
}

/// To a program every no is a problem document and to people a page, also one that comes from below our own code.
pub async fn problems(request: Request, next: Next) -> Response {
    let (path, method) = (request.uri().path().to_owned(), request.method().clone());
    let by_program = by_program(&path, request.headers());
    let mut response = next.run(request).await;
    let said = response.extensions_mut().remove::<Problem>();
    let (status, headers) = (response.status(), response.headers());
    let is_no = status.is_client_error() || status.is_server_error();
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_bare = kind.is_none_or(|kind| kind.starts_with(b"text/plain")) && path != READY;
    match by_program {
        true if is_no && kind != Some(b"application/problem+json") => {
            said.map_or_else(|| for_program(status, &method).into_problem(), IntoResponse::into_response)
        }
        false if is_no && is_bare => for_people(status).into_page(),
        _ => response,
    }
}

fn for_people(status: StatusCode) -> Failed {
    let why = match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            say("this address takes nothing in that way: go back, and use the form").into()
        }
        StatusCode::PAYLOAD_TOO_LARGE => say_with(
            "what was sent is larger than {most} MB, which is the most this server takes at once: send a smaller file, or keep it elsewhere and give a link to it",
            &[("most", &(LARGEST_FILE / (1024 * 1024)))],
        ),
        status if status.is_server_error() => {
            say("this took too long and was given up: ask for less, or try again").into()
        }
        _ => say("the address cannot be understood: it may say each thing once only; go back and choose again").into(),
    };
    Failed::Request(status, why)
}

fn for_program(status: StatusCode, method: &Method) -> Failed {
    let why = match status {
        StatusCode::METHOD_NOT_ALLOWED => format!("`{method}` is not possible here: the header `Allow` says what is"),
        StatusCode::PAYLOAD_TOO_LARGE => "the request is larger than this server takes: send less at once".into(),
        StatusCode::SERVICE_UNAVAILABLE => "this took too long and was given up: ask for less, or try again".into(),
        _ if status.is_server_error() => "something failed on our side; the log knows more".into(),
        _ => "the request cannot be understood: see `/api/openapi.json`".into(),
    };
    Failed::Request(status, why)
}

/// A fault of our own that was caught: the log has it, the reader sees an id.
pub fn caught(panic: Box<dyn std::any::Any + Send>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    Failed::from(anyhow::anyhow!("a panic: {}", words.unwrap_or("without words"))).into_page()
}
