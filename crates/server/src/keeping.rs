//! Keeping files: into the vault, and noted for who handed them in, so that they may name them in a record.

use std::io::Read;

use formats::LARGEST_BLANK;
use isms::{Reason, Refusal, evidence::VaultFile, say};
use recorder::{Caller, Digest, NotRecorded, StoreError, VaultError};

use crate::{
    app::App,
    problem::Failed,
    work::{self, Answer, Job, Task},
};

/// The largest file of evidence: a long scan or a short recording. What is larger is kept elsewhere, with a link here.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// The longest name of a file, in characters; file systems have the same limit.
const LONGEST_NAME: usize = 255;

/// Keeps what the reader gives, if it is at most `limit` bytes. It is durable when this returns, and waits for the disk.
///
/// # Errors
/// Where it is larger, or cannot be kept.
pub fn keep(app: &App, caller: &Caller, name: &str, content: &mut dyn Read, limit: u64) -> Result<VaultFile, Failed> {
    let blob = app.vault.put(content, limit, app.now()).map_err(not_kept)?;
    app.recorder.handed_in(caller, blob.sha256);
    Ok(VaultFile { sha256: blob.sha256.to_string(), name: plain_name(name), size: blob.size })
}

/// Keeps a file that is to show something: one that shows nothing is refused, for its hash would look like proof.
///
/// # Errors
/// As [`keep`], and where the file is empty or blank.
pub async fn keep_evidence(
    app: &App, caller: &Caller, name: &str, mut content: impl Read + Send + 'static,
) -> Result<VaultFile, Failed> {
    let (vault, now) = (app.vault.clone(), app.now());
    let put = move || vault.put(&mut content, LARGEST_FILE, now).map_err(not_kept);
    let blob = tokio::task::spawn_blocking(put).await.map_err(anyhow::Error::from)??;
    let kept = VaultFile { sha256: blob.sha256.to_string(), name: plain_name(name), size: blob.size };
    if is_blank(app, blob.sha256, &kept).await? {
        let why = say!("`{name}` is blank: it holds no words and no picture, so it shows nothing", name = kept.name);
        let reason = Reason::new(why, say!("choose the file that does"));
        return Err(Refusal::new(say!("`{name}` was not kept", name = kept.name), reason).into());
    }
    app.recorder.handed_in(caller, blob.sha256);
    Ok(kept)
}

/// Looked at in a child process, for nobody has looked at the file. Where that cannot tell, it is not called blank.
async fn is_blank(app: &App, sha256: Digest, kept: &VaultFile) -> Result<bool, Failed> {
    if kept.size == 0 || kept.size > LARGEST_BLANK as u64 {
        return Ok(kept.size == 0);
    }
    let vault = app.vault.clone();
    let read = move || {
        let mut bytes = Vec::new();
        vault.open(sha256).map_err(not_kept)?.1.read_to_end(&mut bytes).map_err(anyhow::Error::from)?;
        Ok::<_, Failed>(bytes)
    };
    let bytes = tokio::task::spawn_blocking(read).await.map_err(anyhow::Error::from)??;
    let job = Job { task: Task::IsBlank, name: kept.name.clone(), bytes };
    Ok(matches!(work::run(job).await, Ok(Answer::Blank(true))))
}

/// A file's name without its folder, and without what cannot be seen.
pub fn plain_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).trim();
    let name: String = name.chars().filter(|c| !c.is_control() && !isms::is_unseen(*c)).take(LONGEST_NAME).collect();
    if name.is_empty() { "file".into() } else { name }
}

fn not_kept(error: VaultError) -> Failed {
    match error {
        VaultError::Store(error) => error.into(),
        VaultError::Files(error) if error.kind() == std::io::ErrorKind::StorageFull => StoreError::Full.into(),
        VaultError::TooLarge { limit } => {
            let why = say!("the file is larger than {most} MB", most = limit / (1024 * 1024));
            let reason = Reason::new(why, say!("keep it elsewhere, and give a link to it"));
            Refusal::new(say!("the file was not kept"), reason).into()
        }
        other => NotRecorded::NotTaken(other.to_string()).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain_name;

    #[test]
    fn a_name_has_neither_folder_nor_hidden_characters() {
        assert_eq!(plain_name("C:\\Users\\mara\\minutes.pdf"), "minutes.pdf");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
        assert_eq!(plain_name("a\r\nb\0.pdf"), "ab.pdf");
        assert_eq!(plain_name(" / "), "file");
        assert_eq!(plain_name(&"ä".repeat(300)).chars().count(), 255);
    }
}
