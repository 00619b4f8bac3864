//! Files of the vault, as a record that the reader may see names them.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use recorder::{NotRecorded, read_file};

use super::here::Here;
use crate::{problem::Failed, serve::Route};

/// A file of somebody else's making is kept on a sheet of its own: no script, no form, no address of ours.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// The largest file that was ever taken in.
const LARGEST: u64 = 64 * 1024 * 1024;

pub fn routes() -> Vec<Route> {
    vec![("/files/{sha256}", get(file))]
}

async fn file(here: Here, Path(sha256): Path<String>) -> Response {
    let answer = found(&here, &sha256).await;
    here.answer(answer)
}

async fn found(here: &Here, sha256: &str) -> Result<Response, Failed> {
    let missing = || NotRecorded::Missing(isms::say!("there is no file `{hash}` that you may see", hash = sha256));
    let named = here.reader.file(sha256).ok_or_else(missing)?;
    let hash = sha256.to_owned();
    let vault = here.app.vault.clone();
    let bytes =
        tokio::task::spawn_blocking(move || read_file(&vault, &hash, LARGEST)).await.map_err(anyhow::Error::from)??;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, disposition(&named.name)),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The name to keep it under (RFC 6266), in plain letters and in full.
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", crate::parts::encoded(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_leaves_its_quotes() {
        assert_eq!(
            disposition("a\"b\r\nc.pdf"),
            "attachment; filename=\"a_b__c.pdf\"; filename*=UTF-8''a%22b%0D%0Ac.pdf"
        );
        assert_eq!(
            disposition("Prüfung.pdf"),
            "attachment; filename=\"Pr_fung.pdf\"; filename*=UTF-8''Pr%C3%BCfung.pdf"
        );
    }
}
