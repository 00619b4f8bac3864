//! Keeping files: into the vault, and noted for who handed them in, so that they may name them in a record.

use std::io::Read;

use isms::evidence::VaultFile;
use recorder::{Caller, NotRecorded, StoreError, VaultError};

use crate::{app::App, problem::Failed};

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
