//! The SQLite database of a data directory: one connection that writes, one that reads.
//!
//! What is promised depends on settings that SQLite ignores in silence where it cannot follow them, so each
//! one is read back before the first row is written.

mod columns;
mod migrations;
mod store;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::StoreError;
use crate::files::create_private_file;

pub(crate) use columns::{micros, timestamp};
pub(crate) use store::SqliteStore;

/// Before this version two connections that checkpoint at once could corrupt the database (WAL-reset bug).
const OLDEST_SQLITE: i32 = 3_051_003;

/// How long a writer waits for another process: longer than its longest import, shorter than a person's patience.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The write-ahead log is cut back to this after a large import.
const JOURNAL_SIZE_LIMIT: u32 = 64 << 20;

/// Statements kept prepared on each connection: more than there are.
const STATEMENTS: usize = 64;

/// A handle to the open database; a clone shares its connections.
#[derive(Clone)]
pub(crate) struct Sqlite(Arc<Connections>);

struct Connections {
    writer: Mutex<Writer>,
    reader: Mutex<Connection>,
}

struct Writer {
    connection: Connection,
    /// Set by a commit that failed. What the disk holds is unknown from then on; only a new start can tell.
    halted: bool,
}

impl Sqlite {
    /// Makes a new database; the file must not exist.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        create_private_file(path)
            .map_err(|error| StoreError::Failed(format!("cannot create `{}`: {error}", path.display())))?;
        Self::open(path)
    }

    /// Opens a database and brings its schema up to date.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        refuse_old_sqlite(rusqlite::version_number())?;
        let mut connection = connect(path)?;
        migrations::check(&connection)?;
        set(&connection, "journal_mode", "wal")?;
        migrations::run(&mut connection)?;
        let reader = connect(path)?;
        set(&reader, "query_only", 1)?;
        let writer = Mutex::new(Writer { connection, halted: false });
        Ok(Self(Arc::new(Connections { writer, reader: Mutex::new(reader) })))
    }

    /// Reads what is committed. Must not be nested.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&lock(&self.0.reader))
    }

    /// Writes in one transaction, which is durable when this returns. Must not be nested.
    ///
    /// A failed commit is never tried again: the system may have dropped the pages that it could not write,
    /// and report success the second time.
    pub fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = lock(&self.0.writer);
        if writer.halted {
            return Err(StoreError::Halted);
        }
        let transaction = writer.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        match transaction.commit().map_err(StoreError::from) {
            Ok(()) => Ok(done),
            Err(StoreError::Full) => Err(StoreError::Full),
            Err(error) => {
                writer.halted = true;
                Err(error)
            }
        }
    }

    /// Copies the whole database, as it stands at one moment, into a new file. Nobody waits meanwhile.
    pub fn copy_into(&self, target: &Path) -> Result<(), StoreError> {
        let not_utf8 = || StoreError::Failed("the path is not UTF-8".into());
        let source = self.read(|connection| connection.path().map(PathBuf::from).ok_or_else(not_utf8))?;
        connect(&source)?.execute("VACUUM INTO ?1", [target.to_str().ok_or_else(not_utf8)?])?;
        Ok(())
    }
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    set(&connection, "synchronous", 2)?; // FULL: a commit waits for the disk
    set(&connection, "foreign_keys", 1)?;
    set(&connection, "secure_delete", 1)?; // what is deleted is overwritten
    set(&connection, "trusted_schema", 0)?;
    set(&connection, "journal_size_limit", JOURNAL_SIZE_LIMIT)?;
    Ok(connection)
}

/// Sets a pragma and reads it back.
fn set(connection: &Connection, name: &str, value: impl ToString) -> Result<(), StoreError> {
    let wanted = value.to_string();
    connection.pragma_update_and_check(None, name, &wanted, |_| Ok(())).or_else(none_told)?;
    let found: rusqlite::types::Value = connection.pragma_query_value(None, name, |row| row.get(0))?;
    let found = match found {
        rusqlite::types::Value::Integer(number) => number.to_string(),
        rusqlite::types::Value::Text(text) => text,
        other => format!("{other:?}"),
    };
    if found == wanted {
        return Ok(());
    }
    Err(StoreError::Failed(format!(
        "the database keeps `{name}` at `{found}`, but `{wanted}` is needed to keep its promises"
    )))
}

/// Most pragmas tell nothing when they are set.
fn none_told(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(()) } else { Err(error) }
}

fn refuse_old_sqlite(version: i32) -> Result<(), StoreError> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    Err(StoreError::Failed(format!("SQLite {version} may lose data; {OLDEST_SQLITE} or later is needed")))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic inside a transaction has rolled it back, so what it leaves is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        let text = error.to_string();
        match error {
            E::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(text),
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                _ => Self::Failed(text),
            },
            E::FromSqlConversionFailure(..)
            | E::InvalidColumnType(..)
            | E::IntegralValueOutOfRange(..)
            | E::Utf8Error(..) => Self::Damaged(text),
            _ => Self::Failed(text),
        }
    }
}

#[cfg(test)]
mod tests;
