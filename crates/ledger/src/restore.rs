//! Restoring a backup: into a new folder, checked to the last byte, there as a whole or not at all.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::backup::{EndLine, FIRST_LINE, PartLine};
use crate::directory::DATABASE;
use crate::files::{Temporary, create_private_folder, parent, sync_folder};
use crate::vault::{place, receive};
use crate::{BackupError, Clock, DataDirectory, Digest, Verified, verify};

/// A line of a backup is a name and a number: longer than this it is something else.
const MAX_LINE: u64 = 1_000;

/// Restores a backup as a new data directory. `progress` is told the entries verified, and all.
///
/// Everybody is signed out, and links that were not used yet are void: since the backup was made, somebody
/// may have had a reason to end them.
pub fn restore(file: &Path, into: &Path, progress: impl FnMut(u64, u64)) -> Result<Verified, BackupError> {
    refuse_full(into)?;
    let source = File::open(file).map_err(BackupError::files(file))?;
    let folder = parent(into);
    create_private_folder(folder).map_err(BackupError::files(folder))?;
    let partial = Temporary::in_folder(folder, ".castellan-restore-").map_err(BackupError::files(folder))?;
    unpack(source, partial.path())?;
    let verified = check(partial.path(), progress)?;
    partial.persist(into).map_err(BackupError::files(into))?;
    Ok(verified)
}

fn refuse_full(into: &Path) -> Result<(), BackupError> {
    let held = match std::fs::read_dir(into) {
        Ok(found) => found.count(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(BackupError::files(into)(error)),
    };
    if held > 0 { Err(BackupError::NotEmpty(into.into())) } else { Ok(()) }
}

fn check(path: &Path, progress: impl FnMut(u64, u64)) -> Result<Verified, BackupError> {
    let directory = DataDirectory::open(path)?;
    let ledger = directory.ledger(Clock::started(Timestamp::MIN));
    let verified = verify(&ledger, Some(&directory.vault()), progress)?;
    if let Some(problem) = verified.problem {
        return Err(BackupError::Unverified(problem.what));
    }
    directory.accounts().end_all_access()?;
    Ok(verified)
}

fn unpack(source: File, into: &Path) -> Result<(), BackupError> {
    let mut parts = Parts::begin(source)?;
    for folder in [into.to_path_buf(), into.join("vault"), into.join("keys")] {
        create_private_folder(&folder).map_err(BackupError::files(&folder))?;
    }
    while let Some(line) = parts.next()? {
        let target = target(into, &line.part)?;
        let folder = parent(&target);
        create_private_folder(folder).map_err(BackupError::files(folder))?;
        parts.unpack(&line, &target)?;
        sync_folder(folder).map_err(BackupError::files(folder))?;
    }
    [into.join("vault"), into.into()]
        .iter()
        .try_for_each(|folder| sync_folder(folder).map_err(BackupError::files(folder)))
}

/// Where a part belongs. Only the names that a backup can hold lead anywhere.
fn target(into: &Path, part: &str) -> Result<PathBuf, BackupError> {
    if part == DATABASE {
        return Ok(into.join(DATABASE));
    }
    let sha256: Digest = part.parse().map_err(|_| damaged(format!("`{part}` is not the name of a part")))?;
    Ok(place(&into.join("vault"), sha256))
}

/// A backup that is being read.
struct Parts {
    source: BufReader<File>,
    count: u64,
    hashes: Sha256,
    line: String,
}

impl Parts {
    fn begin(source: File) -> Result<Self, BackupError> {
        let mut parts = Self { source: BufReader::new(source), count: 0, hashes: Sha256::new(), line: String::new() };
        parts.read_line()?;
        if parts.line != FIRST_LINE {
            return Err(damaged("its first line is not that of a castellan backup this program can read"));
        }
        Ok(parts)
    }

    /// The line of the next part; none at the end, once that has been checked.
    fn next(&mut self) -> Result<Option<PartLine>, BackupError> {
        self.read_line()?;
        if let Ok(line) = parse(&self.line) {
            return Ok(Some(line));
        }
        let end: EndLine =
            parse(&self.line).map_err(|_| damaged(format!("part {} has no readable name", self.count + 1)))?;
        let sha256 = Digest::from(<[u8; 32]>::from(self.hashes.clone().finalize()));
        let left = self.source.fill_buf().map_err(unreadable)?.len();
        if (end.parts, end.sha256, left) != (self.count, sha256, 0) {
            return Err(damaged("its end does not fit its parts"));
        }
        Ok(None)
    }

    fn unpack(&mut self, line: &PartLine, target: &Path) -> Result<(), BackupError> {
        let PartLine { part, size } = line;
        let mut hashing =
            Hashing { source: (&mut self.source).take(*size), hasher: Sha256::new_with_prefix(&self.line) };
        let (_, received) = receive(&mut hashing, *size, target)?;
        let hash: [u8; 32] = hashing.hasher.finalize().into();
        let mut expected = [0; 32];
        let read = self.source.read_exact(&mut expected);
        if received != *size || read.is_err() || hash != expected {
            return Err(damaged(format!("the part `{part}` is not what was backed up")));
        }
        self.hashes.update(hash);
        self.count += 1;
        Ok(())
    }

    fn read_line(&mut self) -> Result<(), BackupError> {
        self.line.clear();
        let read = (&mut self.source).take(MAX_LINE).read_line(&mut self.line).map_err(unreadable)?;
        if read > 0 && self.line.ends_with('\n') { Ok(()) } else { Err(damaged("it breaks off")) }
    }
}

/// Passes on what is read, and hashes it.
struct Hashing<R> {
    source: R,
    hasher: Sha256,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(bytes)?;
        self.hasher.update(bytes.get(..read).unwrap_or_default());
        Ok(read)
    }
}

fn parse<T: DeserializeOwned>(line: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(line)
}

fn unreadable(error: io::Error) -> BackupError {
    damaged(format!("it cannot be read: {error}"))
}

fn damaged(what: impl Into<String>) -> BackupError {
    BackupError::Damaged(what.into())
}
