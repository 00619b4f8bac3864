//! What a form sent: texts, and files that go into the vault.

use axum::{
    Form,
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header::CONTENT_TYPE,
    response::Response,
};
use recorder::Caller;
use serde_json::{Value, json};

use crate::{
    app::App,
    keeping::{LARGEST_FILE, keep, plain_name},
    problem::Failed,
    words::say,
};

/// What a form sent.
#[derive(Default)]
pub struct Sent {
    /// Names and texts, in the order of the form.
    pub pairs: Vec<(String, String)>,
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
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let sent = if kind.starts_with("multipart/form-data") {
            match Multipart::from_request(request, app).await {
                Ok(parts) => in_parts(parts).await,
                Err(_) => None,
            }
        } else {
            let form = Form::<Vec<(String, String)>>::from_request(request, app).await;
            form.ok().map(|Form(pairs)| Sent { pairs, files: vec![] })
        };
        sent.ok_or_else(|| {
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

impl Sent {
    /// The text of a name, empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        self.pairs.iter().rev().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str())
    }

    /// Puts the files into the vault, before any entry names them: each field with what it then states.
    ///
    /// # Errors
    /// Where a file is too large, or the vault cannot hold it.
    pub async fn kept(&mut self, app: &App, caller: &Caller) -> Result<Vec<(String, Value)>, Failed> {
        let mut kept = Vec::new();
        for file in std::mem::take(&mut self.files) {
            let (app, caller) = (app.clone(), caller.clone());
            let work = move || {
                let kept = keep(&app, &caller, &file.name, &mut file.bytes.as_ref(), LARGEST_FILE);
                kept.map(|kept| (file.field, json!(kept)))
            };
            kept.push(tokio::task::spawn_blocking(work).await.map_err(anyhow::Error::from)??);
        }
        Ok(kept)
    }
}
