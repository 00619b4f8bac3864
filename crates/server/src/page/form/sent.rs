//! What a form sent: texts, and files that go into the vault.

use axum::{
    Form,
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
    response::Response,
};
use isms::{Reason, Refusal, say as reason};
use recorder::{Caller, NotRecorded, Recorded, Request as Key};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    app::App,
    keeping::{keep_evidence, plain_name},
    parts::ONCE,
    problem::Failed,
    words::say,
};

/// The longest key of a form; ours have 32 characters.
const LONGEST_KEY: usize = 64;

/// What a form sent.
#[derive(Default)]
pub struct Sent {
    /// Names and texts, in the order of the form.
    pub pairs: Vec<(String, String)>,
    /// The key that was made with the form: sent again as it is, it is not recorded again.
    pub request: Option<Key>,
    files: Vec<File>,
}

struct File {
    field: String,
    name: String,
    bytes: Bytes,
}

impl FromRequest<App> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, app: &App) -> Result<Sent, Response> {
        let path = request.uri().path().to_owned();
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let sent = if kind.starts_with("multipart/form-data") {
            match Multipart::from_request(request, app).await {
                Ok(parts) => in_parts(parts).await,
                Err(_) => None,
            }
        } else {
            let form = Form::<Vec<(String, String)>>::from_request(request, app).await;
            form.ok().map(|Form(pairs)| Sent { pairs, ..Sent::default() })
        };
        sent.map(|sent| Sent { request: sent.key(&path), ..sent }).ok_or_else(|| {
            Failed::BadRequest(say("what was sent cannot be read: send the form again").into()).into_page()
        })
    }
}

async fn in_parts(mut parts: Multipart) -> Option<Sent> {
    let mut sent = Sent::default();
    while let Some(part) = parts.next_field().await.ok()? {
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None => sent.pairs.push((field, part.text().await.ok()?)),
            // A field for a file that nobody chose.
            Some(name) if name.is_empty() => {}
            Some(name) => sent.files.push(File { field, name: plain_name(&name), bytes: part.bytes().await.ok()? }),
        }
    }
    Some(sent)
}

/// Where a form comes again under its key and says something else: Back, another choice, and sent once more.
pub fn sent_before() -> Reason {
    Reason::new(
        reason!("this form was sent before with other words, and those are recorded"),
        reason!("look at what is on record, then send it again if it still holds: what you typed is kept"),
    )
}

/// Why nothing was recorded, for a form that is drawn again with what was typed.
///
/// # Errors
/// What is no matter of the form.
pub fn refused(no: NotRecorded) -> Result<Refusal, Failed> {
    match no {
        NotRecorded::Refused(refusal) => Ok(refusal),
        NotRecorded::OtherBody(_) => Ok(Refusal::new(reason!("nothing was recorded"), sent_before())),
        other => Err(other.into()),
    }
}

impl Sent {
    /// The text of a name, empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().rev().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str())
    }

    /// What became of it, where it was sent and recorded before.
    ///
    /// # Errors
    /// Where the form was changed since.
    pub fn answered(&self, app: &App, caller: &Caller) -> Result<Option<Recorded>, Failed> {
        let earlier = self.request.as_ref().map(|request| app.recorder.answered(caller, request)).transpose()?;
        Ok(earlier.flatten())
    }

    /// The key with what it was sent for. Each time it is sent a browser draws other lines between the parts of a form
    /// with files, so what counts is what they hold.
    fn key(&self, path: &str) -> Option<Key> {
        let key = Some(self.get(ONCE)).filter(|key| !key.is_empty() && key.len() <= LONGEST_KEY)?;
        let texts = self.pairs.iter().map(|(name, text)| (name, text.as_bytes()));
        let files = self.files.iter().flat_map(|file| [(&file.field, file.name.as_bytes()), (&file.name, &file.bytes)]);
        let mut hash = Sha256::new().chain_update(path);
        for (name, bytes) in texts.chain(files) {
            hash.update(json!([name, bytes.len()]).to_string());
            hash.update(bytes);
        }
        Some(Key { key: key.to_owned(), body: hash.finalize().into() })
    }

    /// Puts the files into the vault, before any entry names them: each field with what it then states.
    ///
    /// # Errors
    /// Refused at its field where a file is too large or shows nothing; or where the vault cannot hold it.
    pub async fn kept(&mut self, app: &App, caller: &Caller) -> Result<Vec<(String, Value)>, Failed> {
        let mut kept = Vec::new();
        for file in std::mem::take(&mut self.files) {
            let held = keep_evidence(app, caller, &file.name, std::io::Cursor::new(file.bytes)).await;
            kept.push((file.field.clone(), json!(held.map_err(|failed| at(failed, &file.field))?)));
        }
        Ok(kept)
    }
}

/// A refusal of a file, at its field.
fn at(failed: Failed, field: &str) -> Failed {
    let Failed::NotRecorded(NotRecorded::Refused(mut refusal)) = failed else { return failed };
    refusal.reasons = refusal.reasons.into_iter().map(|reason| reason.at(field)).collect();
    refusal.into()
}
