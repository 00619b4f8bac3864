//! The vault: a file is handed in, to be named in a record, and read again by who may see such a record.

use axum::{
    Json,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http_body_util::BodyExt;
use isms::{evidence::VaultFile, say};
use recorder::{Action, Digest, NotRecorded, VaultError};
use tokio_util::io::{ReaderStream, StreamReader, SyncIoBridge};

use super::{
    answer::Answer,
    asked::{DAYS, Pairs},
};
use crate::{
    app::App,
    keeping::keep_evidence,
    parts::encoded,
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/vault", post(hand_in)), ("/api/v1/vault/{sha256}", get(file))]
}

/// The body is the file itself; `name` says what it is called. Whoever may add evidence, or change evidence of theirs,
/// may hand in. The same file twice is one file, so that no key is needed to send it again.
async fn hand_in(State(app): State<App>, Signed(caller): Signed, pairs: Pairs, request: Request) -> Answer {
    pairs.only(&["name"])?;
    let reader = app.recorder.read(&caller);
    if !reader.may_at_all(Action::Change, "evidence") {
        reader.must(Action::Add, "evidence")?;
    }
    is_one_file(request.headers())?;
    let name = pairs.get("name").unwrap_or_default().to_owned();
    // The body is read as it comes, by a thread that may wait for the disk.
    let body = request.into_body().map_err(std::io::Error::other).into_data_stream();
    let content = SyncIoBridge::new(StreamReader::new(body));
    let kept = keep_evidence(&app, &caller, &name, content).await?;
    let address = format!("/api/v1/vault/{}", kept.sha256);
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(kept)).into_response())
}

fn is_one_file(headers: &HeaderMap) -> Result<(), Failed> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("multipart/") {
        return Ok(());
    }
    let why = "the body is a form, not a file: send the bytes of the file alone, and its name as `?name=`";
    Err(Failed::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, why.into()))
}

async fn file(State(app): State<App>, At(reader): At, Path(sha256): Path<String>, pairs: Pairs) -> Answer {
    pairs.only(&DAYS)?;
    let missing = || NotRecorded::Missing(say!("there is no file `{sha256}`", sha256 = sha256));
    let digest = sha256.parse::<Digest>().map_err(|_| missing())?;
    let named = reader.file(&digest.to_string()).ok_or_else(missing)?;
    let opened = tokio::task::spawn_blocking(move || app.vault.open(digest)).await.map_err(anyhow::Error::from)?;
    match opened {
        Ok((blob, file)) => Ok(attached(&named, blob.size, file)),
        Err(VaultError::Unknown(_)) => Err(missing().into()),
        Err(damaged) => Err(anyhow::Error::from(damaged).into()),
    }
}

/// To be saved, never shown: whatever somebody handed in, no browser runs it in our name.
pub fn attached(named: &VaultFile, size: u64, file: std::fs::File) -> Response {
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&named.name));
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_LENGTH, size.to_string()),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    let stream = ReaderStream::new(tokio::fs::File::from_std(file));
    let mut response = (headers, Body::from_stream(stream)).into_response();
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
