//! The ledger's rows in SQLite.

use std::{ops::RangeInclusive, path::Path};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row, Transaction, params};

use super::columns::{join, micros, signed, split, timestamp, unsigned};
use crate::merkle::Frontier;
use crate::store::{RequestVisitor, RevisionVisitor};
use crate::{Batch, Committed, Head, Name, Order, Selection, Store, StoreError};
use crate::{StoredEntry, StoredRequest, StoredRevision, StoredWords};

use super::Sqlite;

/// The columns that [`revision`] reads.
macro_rules! select_revisions {
    ($rest:literal) => {
        concat!("SELECT seq, position, register, id, revision, version, body, salt, hash FROM revision ", $rest)
    };
}

/// One organisation's ledger in a database.
pub(crate) struct SqliteStore {
    sqlite: Sqlite,
    org: String,
}

impl SqliteStore {
    /// Begins the ledger of an organisation.
    pub fn create(sqlite: Sqlite, org: &str) -> Result<(), StoreError> {
        let empty = join(Frontier::default().peaks());
        sqlite.write(|transaction| {
            transaction.execute("INSERT INTO head (org, seq, peaks) VALUES (?1, 0, ?2)", params![org, empty])?;
            Ok(())
        })
    }

    /// Where the ledger in a copy of a database ends; the copy is read and left as it is.
    pub fn head_of(copy: &Path) -> Result<Head, StoreError> {
        let connection = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let org: String = connection.query_row("SELECT org FROM head", [], |row| row.get(0))?;
        head(&connection, &org)
    }

    /// The ledger of the one organisation in this database.
    pub fn open(sqlite: Sqlite) -> Result<Self, StoreError> {
        let org = sqlite
            .read(|connection| Ok(connection.query_row("SELECT org FROM head", [], |row| row.get(0)).optional()?))?;
        let org = org.ok_or_else(|| StoreError::Damaged("it holds no organisation".into()))?;
        Ok(Self { sqlite, org })
    }
}

impl Store for SqliteStore {
    fn org(&self) -> &str {
        &self.org
    }

    fn head(&self) -> Result<Head, StoreError> {
        self.sqlite.read(|connection| head(connection, &self.org))
    }

    fn commit(&self, batch: &Batch) -> Result<Committed, StoreError> {
        self.sqlite.write(|transaction| {
            if head(transaction, &self.org)?.seq != batch.after {
                return Ok(Committed::Moved);
            }
            write(transaction, &self.org, batch)?;
            Ok(Committed::Written)
        })
    }

    fn entries(&self, span: RangeInclusive<u64>, order: Order, limit: usize) -> Result<Vec<StoredEntry>, StoreError> {
        let sql = match order {
            Order::OldestFirst => {
                "SELECT seq, at, bytes, words, words_salt FROM entry WHERE org = ?1 AND seq BETWEEN ?2 AND ?3 \
                 ORDER BY seq LIMIT ?4"
            }
            Order::NewestFirst => {
                "SELECT seq, at, bytes, words, words_salt FROM entry WHERE org = ?1 AND seq BETWEEN ?2 AND ?3 \
                 ORDER BY seq DESC LIMIT ?4"
            }
        };
        let parameters = params![self.org, signed(*span.start()), signed(*span.end()), signed(limit as u64)];
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_map(parameters, entry)?.collect::<Result<_, _>>()?)
        })
    }

    fn last_until(&self, at: Timestamp) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT seq FROM entry WHERE org = ?1 AND at <= ?2 ORDER BY at DESC, seq DESC LIMIT 1";
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row(params![self.org, micros(at)], |row| unsigned(row.get(0)?)).optional()?)
        })
    }

    fn revisions(&self, of: Selection<'_>, visit: &mut RevisionVisitor<'_>) -> Result<(), StoreError> {
        let org = &self.org;
        self.sqlite.read(|connection| match of {
            Selection::Current(up_to) => {
                // With max(), SQLite takes the other columns from the row that holds the maximum.
                let sql = "SELECT seq, position, register, id, max(revision), version, body, salt, hash FROM revision \
                           WHERE org = ?1 AND seq <= ?2 GROUP BY register, id ORDER BY register, id";
                visit_revisions(connection, sql, params![org, signed(up_to)], visit)
            }
            Selection::Acts(span) => {
                let sql = select_revisions!("WHERE org = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq, position");
                visit_revisions(connection, sql, params![org, signed(*span.start()), signed(*span.end())], visit)
            }
            Selection::Record(Name { register, id }) => {
                let sql = select_revisions!("WHERE org = ?1 AND register = ?2 AND id = ?3 ORDER BY revision");
                visit_revisions(connection, sql, params![org, register, id], visit)
            }
        })
    }

    fn last_revision(&self, name: &Name) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(revision), 0) FROM revision WHERE org = ?1 AND register = ?2 AND id = ?3";
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_row(params![self.org, name.register, name.id], |row| row.get(0))?)
        })
    }

    fn request(&self, by: &str, key: &str) -> Result<Option<StoredRequest>, StoreError> {
        let sql = "SELECT by, key, body, seq FROM request WHERE org = ?1 AND by = ?2 AND key = ?3";
        self.sqlite.read(|connection| {
            Ok(connection.prepare_cached(sql)?.query_row(params![self.org, by, key], request).optional()?)
        })
    }

    fn requests(&self, visit: &mut RequestVisitor<'_>) -> Result<(), StoreError> {
        let sql = "SELECT by, key, body, seq FROM request WHERE org = ?1 ORDER BY by, key";
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare(sql)?;
            for row in statement.query_map([&self.org], request)? {
                visit(row?)?;
            }
            Ok(())
        })
    }

    fn check(&self) -> Result<(), StoreError> {
        self.sqlite.read(|connection| {
            let told: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            if told == "ok" { Ok(()) } else { Err(StoreError::Damaged(format!("the database file: {told}"))) }
        })
    }
}

fn head(connection: &Connection, org: &str) -> Result<Head, StoreError> {
    let mut statement = connection.prepare_cached("SELECT seq, at, peaks FROM head WHERE org = ?1")?;
    let row = statement.query_row([org], |row| Ok((unsigned(row.get(0)?)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?)));
    let missing = || StoreError::Damaged(format!("the head of the ledger of `{org}` is missing"));
    let (seq, at, peaks): (u64, Option<i64>, _) = row.optional()?.ok_or_else(missing)?;
    let misfit = || StoreError::Damaged("the head of the ledger does not fit its sequence".into());
    let tree = Frontier::from_peaks(seq, split(&peaks)?).ok_or_else(misfit)?;
    Ok(Head { seq, at: at.map(timestamp).transpose()?, tree })
}

fn write(transaction: &Transaction<'_>, org: &str, batch: &Batch) -> Result<(), StoreError> {
    let sql = "INSERT INTO entry (org, seq, at, bytes, words, words_salt) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = transaction.prepare_cached(sql)?;
    for StoredEntry { seq, at, bytes, words } in &batch.entries {
        let (text, salt) = words.as_ref().map(|words| (&words.text, &words.salt)).unzip();
        insert.execute(params![org, signed(*seq), micros(*at), bytes, text, salt])?;
    }
    write_revisions(transaction, org, &batch.revisions)?;
    let sql = "INSERT INTO request (org, by, key, body, seq) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut insert = transaction.prepare_cached(sql)?;
    for StoredRequest { by, key, body, seq } in &batch.requests {
        insert.execute(params![org, by, key, body, signed(*seq)])?;
    }
    let Head { seq, at, tree } = &batch.head;
    let mut update = transaction.prepare_cached("UPDATE head SET seq = ?2, at = ?3, peaks = ?4 WHERE org = ?1")?;
    update.execute(params![org, signed(*seq), at.map(micros), join(tree.peaks())])?;
    Ok(())
}

fn write_revisions(transaction: &Transaction<'_>, org: &str, revisions: &[StoredRevision]) -> Result<(), StoreError> {
    let sql = "INSERT INTO revision (org, register, id, revision, seq, position, version, hash, salt, body) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut insert = transaction.prepare_cached(sql)?;
    for row in revisions {
        let StoredRevision { seq, position, name, revision, version, body, salt, hash } = row;
        let Name { register, id } = name;
        insert.execute(params![org, register, id, revision, signed(*seq), position, version, hash, salt, body])?;
    }
    Ok(())
}

fn visit_revisions(
    connection: &Connection, sql: &str, parameters: impl rusqlite::Params, visit: &mut RevisionVisitor<'_>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    for row in statement.query_map(parameters, revision)? {
        visit(row?)?;
    }
    Ok(())
}

fn revision(row: &Row<'_>) -> rusqlite::Result<StoredRevision> {
    Ok(StoredRevision {
        seq: unsigned(row.get(0)?)?,
        position: row.get(1)?,
        name: Name { register: row.get(2)?, id: row.get(3)? },
        revision: row.get(4)?,
        version: row.get(5)?,
        body: row.get(6)?,
        salt: row.get(7)?,
        hash: row.get(8)?,
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<StoredEntry> {
    let words = match (row.get(3)?, row.get(4)?) {
        (Some(text), Some(salt)) => Some(StoredWords { text, salt }),
        _ => None,
    };
    Ok(StoredEntry { seq: unsigned(row.get(0)?)?, at: timestamp(row.get(1)?)?, bytes: row.get(2)?, words })
}

fn request(row: &Row<'_>) -> rusqlite::Result<StoredRequest> {
    Ok(StoredRequest { by: row.get(0)?, key: row.get(1)?, body: row.get(2)?, seq: unsigned(row.get(3)?)? })
}
