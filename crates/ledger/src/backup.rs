//! A backup: one file with the database and the vault, made while others work.
//!
//! The file is a first line, then parts, then an end. A part is a line of JSON with its name and length, its
//! bytes, and the SHA-256 of both; the end is a line with the number of parts and the SHA-256 of their hashes.
//! So a byte that changed is found in the part it stands in, and a part that is gone is missed.
//! Keys are left out: who holds a backup shall not be able to sign.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::directory::DATABASE;
use crate::files::{Temporary, create_private_file, parent};
use crate::sqlite::SqliteStore;
use crate::{DataDirectory, Digest, DirectoryError, Head, StoreError, VaultError};

/// The first line of a backup: what it is, and the version of its shape.
pub(crate) const FIRST_LINE: &str = "castellan backup 1\n";

/// The line before a part's bytes.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartLine {
    /// `castellan.db`, or the SHA-256 of a file of the vault.
    pub part: String,
    /// Length in bytes.
    pub size: u64,
}

/// The last line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndLine {
    /// How many parts there are.
    pub parts: u64,
    /// SHA-256 over the hashes of the parts, in order.
    pub sha256: Digest,
}

/// Why a backup could not be made, or not be restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file is there already.
    #[error("`{}` exists already: choose another name", .0.display())]
    Exists(PathBuf),
    /// The folder to restore into holds something.
    #[error("`{}` is not empty: restore into a new folder", .0.display())]
    NotEmpty(PathBuf),
    /// The folder of the file is not there.
    #[error("`{}` is not a folder: make it first, or name another place for the backup", .0.display())]
    NoFolder(PathBuf),
    /// The file is no backup, or not whole.
    #[error("the backup is damaged: {0}; nothing was restored")]
    Damaged(String),
    /// What was restored does not verify.
    #[error("the backup holds a ledger that does not verify: {0}; nothing was restored")]
    Unverified(String),
    /// The file system refused.
    #[error("cannot use `{}`: {error}", path.display())]
    Files {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A file of the vault cannot be backed up or restored.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The restored data directory cannot be opened.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    pub(crate) fn files(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Files { path: path.into(), error }
    }
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedUp {
    /// The end of the ledger in it; others may have recorded since.
    pub head: Head,
    /// How many files of the vault are in it.
    pub files: u64,
}

/// Makes a backup of all that is recorded at this moment. `progress` is told the parts done, and all.
///
/// A file of the vault that is missing or damaged is an error: a backup that cannot be restored is none.
pub fn backup(
    directory: &DataDirectory, target: &Path, progress: impl FnMut(u64, u64),
) -> Result<BackedUp, BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.into()));
    }
    let folder = parent(target);
    if !folder.is_dir() {
        return Err(BackupError::NoFolder(folder.into()));
    }
    let copy = Temporary::in_folder(folder, ".castellan-database-").map_err(BackupError::files(folder))?;
    let partial = Temporary::in_folder(folder, ".castellan-backup-").map_err(BackupError::files(folder))?;
    directory.sqlite().copy_into(copy.path())?;
    let head = SqliteStore::head_of(copy.path())?;
    let file = create_private_file(partial.path()).map_err(BackupError::files(target))?;
    let files = write(directory, copy.path(), file, progress)?;
    partial.persist(target).map_err(BackupError::files(target))?;
    Ok(BackedUp { head, files })
}

fn write(
    directory: &DataDirectory, database: &Path, file: File, mut progress: impl FnMut(u64, u64),
) -> Result<u64, BackupError> {
    // Files are only ever added to the vault, so the list of now covers the database of a moment ago.
    let vault = directory.vault();
    let blobs = vault.list()?;
    let all = blobs.len() as u64 + 1;
    let mut parts = Parts::begin(file)?;
    let mut source = File::open(database).map_err(BackupError::files(database))?;
    let size = source.metadata().map_err(BackupError::files(database))?.len();
    parts.add(DATABASE, size, |target| Ok(io::copy(&mut source, target).map(|_| ())?))?;
    for blob in blobs {
        progress(parts.count, all);
        parts.add(&blob.sha256.to_string(), blob.size, |target| vault.copy(blob.sha256, target).map(|_| ()))?;
    }
    progress(parts.count, all);
    parts.end()?;
    Ok(all - 1)
}

/// A backup that is being written.
struct Parts {
    file: BufWriter<File>,
    count: u64,
    hashes: Sha256,
}

impl Parts {
    fn begin(file: File) -> Result<Self, VaultError> {
        let mut file = BufWriter::new(file);
        file.write_all(FIRST_LINE.as_bytes())?;
        Ok(Self { file, count: 0, hashes: Sha256::new() })
    }

    fn add(
        &mut self, name: &str, size: u64, copy: impl FnOnce(&mut dyn Write) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let mut hashing = Hashing { target: &mut self.file, hasher: Sha256::new() };
        write_line(&mut hashing, &PartLine { part: name.into(), size })?;
        copy(&mut hashing)?;
        let hash: [u8; 32] = hashing.hasher.finalize().into();
        self.file.write_all(&hash)?;
        self.hashes.update(hash);
        self.count += 1;
        Ok(())
    }

    fn end(mut self) -> Result<(), VaultError> {
        let sha256 = Digest::from(<[u8; 32]>::from(self.hashes.finalize()));
        write_line(&mut self.file, &EndLine { parts: self.count, sha256 })?;
        self.file.flush()?;
        Ok(self.file.get_ref().sync_all()?)
    }
}

/// Passes on what is written, and hashes it.
struct Hashing<'a> {
    target: &'a mut dyn Write,
    hasher: Sha256,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.target.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.target.flush()
    }
}

fn write_line(target: &mut dyn Write, line: &impl Serialize) -> io::Result<()> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    target.write_all(text.as_bytes())
}
