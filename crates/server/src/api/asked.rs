//! What a call asks for: the register and record of its path, its query, its body, and the conditions in its headers.

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::Response,
};
use isms::{AnyRegister, Id};
use recorder::{NotRecorded, named};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::strict::Strict;
use crate::{app::App, problem::Failed};

/// The largest JSON body. A record of the longest texts and lists is smaller; what is more is an import.
pub const LARGEST_JSON: usize = 2 * 1024 * 1024;
/// The longest `Idempotency-Key`: a UUID has 36 characters, a hash 64.
const LONGEST_KEY: usize = 255;
/// Parameters that say on which day a read looks.
pub const DAYS: [&str; 2] = ["as_of", "today"];

/// The register named in the path: `/api/v1/{register}/…`.
pub struct Register(pub &'static dyn AnyRegister);

impl<S: Send + Sync> FromRequestParts<S> for Register {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Register, Response> {
        let name = parts.uri.path().split('/').nth(3).unwrap_or_default();
        named(name).map(Register).map_err(|no| Failed::from(no).into_problem())
    }
}

/// The register and the record named in the path, by id alone.
pub struct Record(pub &'static dyn AnyRegister, pub Id);

impl<S: Send + Sync> FromRequestParts<S> for Record {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Record, Response> {
        let Register(register) = Register::from_request_parts(parts, state).await?;
        let path = Path::<std::collections::HashMap<String, String>>::from_request_parts(parts, state).await;
        let id = path.ok().and_then(|mut path| path.0.remove("id")).unwrap_or_default();
        record_of(register, &id).map_err(|no| Failed::from(no).into_problem())
    }
}

/// Only an id as we write it: a reference is not an address, since it may change.
fn record_of(register: &'static dyn AnyRegister, text: &str) -> Result<Record, NotRecorded> {
    let id = text.parse::<Id>().ok().filter(|id| id.to_string() == text);
    id.map(|id| Record(register, id)).ok_or_else(|| NotRecorded::Missing(isms::say!("there is no `{id}`", id = text)))
}

/// The pairs of the query, in their order.
pub struct Pairs(pub Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Pairs, Response> {
        let unreadable =
            |_| Failed::BadRequest("the query cannot be read: write `name=value&…`, percent-encoded".into());
        Query::try_from_uri(&parts.uri).map(|Query(pairs)| Pairs(pairs)).map_err(|e| unreadable(e).into_problem())
    }
}

impl Pairs {
    /// Refuses parameters that this call does not know: a misspelt one would be passed over in silence.
    ///
    /// # Errors
    /// Names the parameter and those there are.
    pub fn only(&self, known: &[&str]) -> Result<(), Failed> {
        let Some((name, _)) = self.0.iter().find(|(name, _)| !known.contains(&name.as_str())) else { return Ok(()) };
        let known = if known.is_empty() { "none".into() } else { format!("`{}`", known.join("`, `")) };
        Err(Failed::BadRequest(format!("there is no parameter `{name}` here: known are {known}")))
    }

    /// What a parameter says; the last word counts.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The body of a call that does something: the members of a JSON object, and the key under which it may be sent again.
pub struct Given {
    pub fields: Map<String, Value>,
    pub request: Option<recorder::Request>,
}

impl Given {
    /// The body as a shape of its own.
    ///
    /// # Errors
    /// Says which member is missing, unknown or of the wrong type.
    pub fn read<T: DeserializeOwned>(&mut self) -> Result<T, Failed> {
        let body = Value::Object(std::mem::take(&mut self.fields));
        serde_json::from_value(body).map_err(|wrong| Failed::BadRequest(format!("the body does not fit: {wrong}")))
    }
}

impl FromRequest<App> for Given {
    type Rejection = Response;

    async fn from_request(request: Request, _: &App) -> Result<Given, Response> {
        given(request).await.map_err(Failed::into_problem)
    }
}

async fn given(request: Request) -> Result<Given, Failed> {
    let (parts, body) = request.into_parts();
    let key = key(&parts.headers)?;
    let bytes = to_bytes(body, LARGEST_JSON).await.map_err(|_| {
        let why = format!("the body is larger than {LARGEST_JSON} bytes: send less at once, or import a file");
        Failed::Request(StatusCode::PAYLOAD_TOO_LARGE, why)
    })?;
    let request = key.map(|key| recorder::Request { key, body: digest(&parts, &bytes) });
    if bytes.is_empty() {
        return Ok(Given { fields: Map::new(), request });
    }
    is_json(&parts.headers)?;
    let body = serde_json::from_slice::<Strict>(&bytes);
    match body.map_err(|wrong| Failed::BadRequest(format!("the body is not a JSON object: {wrong}")))? {
        Strict(Value::Object(fields)) => Ok(Given { fields, request }),
        Strict(_) => Err(Failed::BadRequest("the body is not a JSON object: write `{\"field\": …}`".into())),
    }
}

fn is_json(headers: &HeaderMap) -> Result<(), Failed> {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = given.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(kind.as_str(), "application/json" | "application/merge-patch+json") {
        return Ok(());
    }
    let why = format!("`{given}` is not JSON: send the body with `Content-Type: application/json`");
    Err(Failed::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, why))
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Failed> {
    let Some(key) = headers.get("idempotency-key") else { return Ok(None) };
    let key = key.to_str().ok().filter(|key| (1..=LONGEST_KEY).contains(&key.len()));
    let wrong = || Failed::BadRequest(format!("an `Idempotency-Key` has 1 to {LONGEST_KEY} visible ASCII characters"));
    key.map(|key| Some(key.to_owned())).ok_or_else(wrong)
}

/// What makes two requests the same: method, path with query, and body.
fn digest(parts: &Parts, body: &[u8]) -> [u8; 32] {
    let path = parts.uri.path_and_query().map_or("", |path| path.as_str());
    let hash = Sha256::new().chain_update(parts.method.as_str()).chain_update(" ").chain_update(path);
    hash.chain_update("\n").chain_update(body).finalize().into()
}

/// The revision in `If-Match`: the one that the caller saw. `*` is whichever stands; none is said where the header is
/// missing.
///
/// # Errors
/// Says how it is written.
pub fn seen(headers: &HeaderMap) -> Result<Seen, Failed> {
    let Some(given) = headers.get(header::IF_MATCH) else { return Ok(Seen::Unsaid) };
    let text = given.to_str().unwrap_or_default().trim();
    // A proxy that compresses may mark a tag as weak; it is the same revision.
    let number = text.trim_start_matches("W/").strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    match number.and_then(|number| number.parse().ok()) {
        Some(revision) => Ok(Seen::Revision(revision)),
        None if text == "*" => Ok(Seen::Any),
        None => Err(Failed::BadRequest(format!(
            "`{text}` is not an ETag of ours: send the one you were given, as in `\"3\"`"
        ))),
    }
}

/// What a caller says of the revision they saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    Unsaid,
    Any,
    Revision(u32),
}

impl Seen {
    /// The revision, where one is said.
    pub fn revision(self) -> Option<u32> {
        if let Seen::Revision(revision) = self { Some(revision) } else { None }
    }

    /// The same, where a change must say it: what was seen by nobody should not be overwritten.
    ///
    /// # Errors
    /// 428 where it is missing (RFC 6585, 3).
    pub fn required(self) -> Result<Option<u32>, Failed> {
        let why = "this changes a record: send `If-Match` with the `ETag` you were given when you read it";
        match self {
            Seen::Unsaid => Err(Failed::Request(StatusCode::PRECONDITION_REQUIRED, why.into())),
            said => Ok(said.revision()),
        }
    }
}
