//! The data directory: `castellan.db`, `vault/` and `keys/`, for its owner's eyes only.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::files::{Temporary, create_private_folder};
use crate::sqlite::{Sqlite, SqliteStore};
use crate::vault::sweep;
use crate::{Accounts, Clock, Ledger, StoreError, Vault};

/// The database's file name.
pub(crate) const DATABASE: &str = "castellan.db";

/// An open data directory.
#[derive(Clone)]
pub struct DataDirectory {
    path: PathBuf,
    sqlite: Sqlite,
    store: Arc<SqliteStore>,
}

/// Why a data directory could not be made or opened.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Nothing there.
    #[error("`{}` holds no castellan store: name the right folder with `--data`, or begin one with `castellan init`", .0.display())]
    Missing(PathBuf),
    /// Already there.
    #[error("`{}` holds a castellan store already: name another folder with `--data`", .0.display())]
    Exists(PathBuf),
    /// The file system refused.
    #[error("cannot use `{}`: {error}", path.display())]
    Files {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DataDirectory {
    /// Makes a data directory with an empty ledger of this organisation.
    pub fn create(path: &Path, org: &str) -> Result<Self, DirectoryError> {
        if path.join(DATABASE).exists() {
            return Err(DirectoryError::Exists(path.into()));
        }
        for folder in [path.to_path_buf(), path.join("vault"), path.join("keys")] {
            make_private(&folder).map_err(files(&folder))?;
        }
        // The database gets its name when it is whole, so that what was interrupted can be begun again.
        let database = Temporary::in_folder(path, ".castellan-new-").map_err(files(path))?;
        SqliteStore::create(Sqlite::create(database.path())?, org)?;
        database.persist(&path.join(DATABASE)).map_err(files(path))?;
        Self::open(path)
    }

    /// Opens a data directory.
    pub fn open(path: &Path) -> Result<Self, DirectoryError> {
        let database = path.join(DATABASE);
        if !database.exists() {
            return Err(DirectoryError::Missing(path.into()));
        }
        let vault = path.join("vault");
        sweep(&vault).map_err(files(&vault))?;
        let sqlite = Sqlite::open(&database)?;
        let store = Arc::new(SqliteStore::open(sqlite.clone())?);
        Ok(Self { path: path.into(), sqlite, store })
    }

    /// Where it stands.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the keys. A backup leaves it out.
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys")
    }

    /// The ledger, for a process with this clock.
    pub fn ledger(&self, clock: Clock) -> Ledger {
        Ledger::new(self.store.clone(), clock)
    }

    /// The accounts.
    pub fn accounts(&self) -> Accounts {
        Accounts::new(self.sqlite.clone())
    }

    /// The files of evidence.
    pub fn vault(&self) -> Vault {
        Vault::new(self.path.join("vault"), self.sqlite.clone(), crate::Store::org(self.store.as_ref()))
    }

    pub(crate) fn sqlite(&self) -> &Sqlite {
        &self.sqlite
    }
}

fn make_private(folder: &Path) -> io::Result<()> {
    create_private_folder(folder)?;
    // One that was there before may be open to others.
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

fn files(path: &Path) -> impl FnOnce(io::Error) -> DirectoryError {
    move |error| DirectoryError::Files { path: path.into(), error }
}
