//! Failures as answers: a page for people, a problem document (RFC 9457) for programs.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use isms::Refusal;
use maud::{Markup, html};
use recorder::NotRecorded;
use serde_json::{Value, json};

use crate::{parts, words::say};

/// Why a request was not done.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The rules, the rights or the ledger say no.
    #[error(transparent)]
    NotRecorded(#[from] NotRecorded),
    /// Nobody is signed in.
    #[error("you are not signed in: sign in, or send a token")]
    NotSignedIn,
    /// The request cannot be understood; the sentence says why and what to do.
    #[error("{0}")]
    BadRequest(String),
    /// The request is refused before anything was asked of the rules; the sentence says why and what to do.
    #[error("{1}")]
    Request(StatusCode, String),
    /// What was asked for stands under another path.
    #[error("it stands at {0}")]
    Elsewhere(String),
    /// Our own failure: the log has it under an id, the reader sees only that.
    #[error("something failed on our side; the log knows it as `{0}`")]
    Internal(String),
}

/// A problem document (RFC 9457).
#[derive(Clone)]
pub struct Problem {
    status: StatusCode,
    said: Value,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = (header::CONTENT_TYPE, "application/problem+json");
        let mut response = (self.status, [kind], self.said.to_string()).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<Refusal> for Failed {
    fn from(refusal: Refusal) -> Failed {
        Failed::NotRecorded(refusal.into())
    }
}

impl From<anyhow::Error> for Failed {
    fn from(error: anyhow::Error) -> Failed {
        internal(&format!("{error:#}"))
    }
}

impl From<recorder::StoreError> for Failed {
    fn from(error: recorder::StoreError) -> Failed {
        NotRecorded::Failed(error).into()
    }
}

/// Logs our own failure under an id, and says no more than the id.
fn internal(details: &str) -> Failed {
    let mut id = [0_u8; 4];
    _ = getrandom::fill(&mut id);
    let id = hex::encode(id);
    tracing::error!(id, details, "failed");
    Failed::Internal(id)
}

impl Failed {
    /// Its HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Failed::NotSignedIn => StatusCode::UNAUTHORIZED,
            Failed::BadRequest(_) => StatusCode::BAD_REQUEST,
            Failed::Request(status, _) => *status,
            Failed::Elsewhere(_) => StatusCode::SEE_OTHER,
            Failed::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Failed::NotRecorded(no) => match no {
                NotRecorded::Denied(_) => StatusCode::FORBIDDEN,
                NotRecorded::Missing(_) => StatusCode::NOT_FOUND,
                NotRecorded::Stale { .. } => StatusCode::PRECONDITION_FAILED,
                NotRecorded::Busy => StatusCode::SERVICE_UNAVAILABLE,
                NotRecorded::Refused(_) | NotRecorded::OtherBody(_) | NotRecorded::NotTaken(_) => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
                NotRecorded::Failed(recorder::StoreError::Full) => StatusCode::INSUFFICIENT_STORAGE,
                NotRecorded::Failed(recorder::StoreError::Busy) => StatusCode::SERVICE_UNAVAILABLE,
                NotRecorded::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    /// The refusal behind it, where there is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        if let Failed::NotRecorded(NotRecorded::Refused(refusal)) = self { Some(refusal) } else { None }
    }

    /// For a program, or for a person.
    pub fn respond(self, to_program: bool) -> Response {
        if to_program { self.into_problem() } else { self.into_page() }
    }

    /// As a problem document.
    pub fn into_problem(self) -> Response {
        self.logged().problem().into_response()
    }

    /// Beside the members of RFC 9457 the `reasons` of a refusal, each with `field`, `why` and `remedy`, and for a stale
    /// edit the revision it `stands_at` and the one that was `seen`.
    fn problem(&self) -> Problem {
        let status = self.status();
        let title = status.canonical_reason().unwrap_or_default();
        let problem = json!({ "type": "about:blank", "title": title, "status": status.as_u16() });
        let more = match self {
            Failed::NotRecorded(NotRecorded::Refused(refusal)) => {
                json!({ "detail": refusal.asked, "reasons": refusal.reasons })
            }
            Failed::NotRecorded(NotRecorded::Stale { is, seen }) => {
                json!({ "detail": self.to_string(), "stands_at": is, "seen": seen })
            }
            _ => json!({ "detail": self.to_string() }),
        };
        let members = [problem, more].into_iter().filter_map(|part| part.as_object().cloned()).flatten();
        Problem { status, said: Value::Object(members.collect()) }
    }

    /// A page that stands alone.
    pub fn into_page(self) -> Response {
        let failed = self.logged();
        failed.on(failed.page())
    }

    /// On this page; the guard takes the problem document instead where a program asked.
    pub fn on(&self, page: Markup) -> Response {
        let mut response = (self.status(), page).into_response();
        response.extensions_mut().insert(self.problem());
        response
    }

    /// The title of the page that says so.
    pub fn title(&self) -> &'static str {
        say(match self.status() {
            StatusCode::FORBIDDEN => "You may not do this",
            StatusCode::NOT_FOUND => "There is no such page",
            StatusCode::INTERNAL_SERVER_ERROR => "Something failed on our side",
            _ => "This was not done",
        })
    }

    fn page(&self) -> Markup {
        let title = self.title();
        let body = html! {
            h1 { (title) }
            p role="alert" { (self) }
            p.quiet { (say("Nothing was changed.")) }
            p.acts { a href="/" { (say("To the first page")) } }
        };
        parts::frame::bare(title, &body)
    }

    /// The same, with our own failures written to the log and named by their id alone.
    pub fn logged(self) -> Failed {
        match self {
            Failed::NotRecorded(NotRecorded::Failed(error))
                if !matches!(error, recorder::StoreError::Full | recorder::StoreError::Busy) =>
            {
                internal(&error.to_string())
            }
            other => other,
        }
    }
}
