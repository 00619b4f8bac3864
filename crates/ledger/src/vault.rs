//! The vault: files of evidence, each under the name of its own SHA-256, `vault/ab/cdef…`.
//!
//! A file is written beside its place, flushed, renamed and its folder flushed, and only then known to the
//! database: whoever finds a hash in the ledger finds the whole file. The same content is kept once.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest as _, Sha256};

use crate::files::{Temporary, create_private_file, create_private_folder, sync_folder};
use crate::sqlite::{Sqlite, micros, timestamp};
use crate::{Digest, StoreError};

/// How much is read at once.
const CHUNK: usize = 64 << 10;

/// What a file is called while it arrives.
const INCOMING: &str = "incoming-";

/// After this an upload is not going on any more, in whatever process: it was broken off by a power cut.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// The files of one organisation.
#[derive(Clone)]
pub struct Vault {
    folder: PathBuf,
    sqlite: Sqlite,
    org: String,
}

/// A file in the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// The hash of its content, and its name.
    pub sha256: Digest,
    /// Its length in bytes.
    pub size: u64,
    /// When it was first received.
    pub received_at: Timestamp,
}

/// Why a file could not be kept or found.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// Longer than allowed.
    #[error("the file is larger than {limit} bytes: split it, or keep a link to it")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// No such file.
    #[error("the vault holds no file `{0}`")]
    Unknown(Digest),
    /// Known, but not there, or not what it was.
    #[error("the file `{sha256}` in the vault {what}: restore it from a backup")]
    Damaged {
        /// Which one.
        sha256: Digest,
        /// What is wrong with it.
        what: &'static str,
    },
    /// The file system refused.
    #[error("the vault cannot be used: {0}")]
    Files(#[from] io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Vault {
    pub(crate) fn new(folder: PathBuf, sqlite: Sqlite, org: &str) -> Self {
        Self { folder, sqlite, org: org.into() }
    }

    /// Keeps all that the reader gives, if it is at most `limit` bytes. It is durable when this returns.
    pub fn put(&self, content: &mut dyn Read, limit: u64, now: Timestamp) -> Result<Blob, VaultError> {
        let temporary = Temporary::in_folder(&self.folder, INCOMING)?;
        let (sha256, size) = receive(content, limit, temporary.path())?;
        let place = self.place(sha256);
        create_private_folder(crate::files::parent(&place))?;
        temporary.persist(&place)?;
        sync_folder(&self.folder)?;
        self.register(Blob { sha256, size, received_at: now })
    }

    /// Opens a file to be read, with what is known of it.
    pub fn open(&self, sha256: Digest) -> Result<(Blob, File), VaultError> {
        let blob = self.find(sha256)?.ok_or(VaultError::Unknown(sha256))?;
        match File::open(self.place(sha256)) {
            Ok(file) => Ok((blob, file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(damaged(sha256, "is missing")),
            Err(error) => Err(error.into()),
        }
    }

    /// What is known of a file, without opening it.
    pub fn find(&self, sha256: Digest) -> Result<Option<Blob>, StoreError> {
        let sql = "SELECT size, received_at FROM blob WHERE org = ?1 AND sha256 = ?2";
        let row = self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row(params![self.org, sha256], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
        })?;
        row.map(|(size, received): (i64, i64)| blob(sha256, size, received)).transpose()
    }

    /// All files, by hash.
    pub fn list(&self) -> Result<Vec<Blob>, StoreError> {
        let sql = "SELECT sha256, size, received_at FROM blob WHERE org = ?1 ORDER BY sha256";
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([&self.org], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            rows.map(|row| row.map_err(StoreError::from).and_then(|(sha256, size, at)| blob(sha256, size, at)))
                .collect()
        })
    }

    /// Reads a file through and compares it with its name and its length.
    pub fn verify(&self, sha256: Digest) -> Result<(), VaultError> {
        self.copy(sha256, &mut io::sink()).map(|_| ())
    }

    /// Copies a file to the writer, and checks on the way that it is what its name says.
    pub(crate) fn copy(&self, sha256: Digest, target: &mut dyn Write) -> Result<Blob, VaultError> {
        let (blob, mut file) = self.open(sha256)?;
        match hash_through(&mut file, blob.size, target) {
            Ok(found) if found == (sha256, blob.size) => Ok(blob),
            Ok(_) | Err(VaultError::TooLarge { .. }) => Err(damaged(sha256, "is not what it was")),
            Err(error) => Err(error),
        }
    }

    fn register(&self, blob: Blob) -> Result<Blob, VaultError> {
        let Blob { sha256, size, received_at } = blob;
        let size = i64::try_from(size).map_err(io::Error::other)?;
        let sql = "INSERT INTO blob (org, sha256, size, received_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        self.sqlite
            .write(|transaction| Ok(transaction.execute(sql, params![self.org, sha256, size, micros(received_at)])?))?;
        self.find(sha256)?.ok_or(VaultError::Unknown(sha256))
    }

    fn place(&self, sha256: Digest) -> PathBuf {
        place(&self.folder, sha256)
    }
}

/// Removes what a process left that was stopped in the middle of an upload.
pub(crate) fn sweep(folder: &Path) -> io::Result<()> {
    for found in std::fs::read_dir(folder)? {
        let found = found?;
        let incoming = found.file_name().to_string_lossy().starts_with(INCOMING);
        if incoming && found.metadata()?.modified()?.elapsed().is_ok_and(|age| age > ABANDONED) {
            std::fs::remove_file(found.path())?;
        }
    }
    Ok(())
}

/// Where a file stands in a vault's folder.
pub(crate) fn place(folder: &Path, sha256: Digest) -> PathBuf {
    let name = sha256.to_string();
    let (head, tail) = name.split_at(2);
    folder.join(head).join(tail)
}

/// Writes all that the reader gives into a new file and flushes it: its hash and its length.
pub(crate) fn receive(content: &mut dyn Read, limit: u64, path: &Path) -> Result<(Digest, u64), VaultError> {
    let mut file = create_private_file(path)?;
    let received = hash_through(content, limit, &mut file)?;
    file.sync_all()?;
    Ok(received)
}

fn hash_through(content: &mut dyn Read, limit: u64, target: &mut dyn Write) -> Result<(Digest, u64), VaultError> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK];
    let mut size = 0;
    loop {
        let read = match content.read(&mut chunk) {
            Ok(0) => return Ok((Digest::from(<[u8; 32]>::from(hasher.finalize())), size)),
            Ok(read) => chunk.get(..read).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        size += read.len() as u64;
        if size > limit {
            return Err(VaultError::TooLarge { limit });
        }
        hasher.update(read);
        target.write_all(read)?;
    }
}

fn blob(sha256: Digest, size: i64, received: i64) -> Result<Blob, StoreError> {
    let size = u64::try_from(size).map_err(|_| StoreError::Damaged(format!("the length of the file `{sha256}`")))?;
    Ok(Blob { sha256, size, received_at: timestamp(received)? })
}

fn damaged(sha256: Digest, what: &'static str) -> VaultError {
    VaultError::Damaged { sha256, what }
}
