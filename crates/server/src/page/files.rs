//! Files of the vault, as a record that the reader may see names them.

use axum::{extract::Path, response::Response, routing::get};
use recorder::{Digest, NotRecorded, VaultError};

use super::here::Here;
use crate::{api::attached, problem::Failed, serve::Route};

pub fn routes() -> Vec<Route> {
    vec![("/files/{sha256}", get(file))]
}

async fn file(here: Here, Path(sha256): Path<String>) -> Response {
    let answer = found(&here, &sha256).await;
    here.answer(answer)
}

async fn found(here: &Here, sha256: &str) -> Result<Response, Failed> {
    let missing = || NotRecorded::Missing(isms::say!("there is no file `{hash}` that you may see", hash = sha256));
    let digest: Digest = sha256.parse().map_err(|_| missing())?;
    let named = here.reader.file(&digest.to_string()).ok_or_else(missing)?;
    let vault = here.app.vault.clone();
    let opened = tokio::task::spawn_blocking(move || vault.open(digest)).await.map_err(anyhow::Error::from)?;
    match opened {
        Ok((blob, file)) => Ok(attached(&named, blob.size, file)),
        Err(VaultError::Unknown(_)) => Err(missing().into()),
        Err(damaged) => Err(anyhow::Error::from(damaged).into()),
    }
}
