//! Sessions of browsers, known by the SHA-256 of what the browser holds.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::Accounts;
use crate::sqlite::{micros, timestamp};
use crate::{Digest, StoreError};

/// Somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the session id that the browser holds.
    pub id: Digest,
    /// The account.
    pub account: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_seen: Timestamp,
    /// When it ends, whatever happens.
    pub expires_at: Timestamp,
}

impl Accounts {
    /// Begins a session. Those that have expired are swept away with it.
    pub fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        let Session { id, account, created_at, last_seen, expires_at } = session;
        let sql = "INSERT INTO session (id, account, created_at, last_seen, expires_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.sqlite.write(|transaction| {
            transaction.execute("DELETE FROM session WHERE expires_at <= ?1", [micros(*created_at)])?;
            transaction
                .execute(sql, params![id, account, micros(*created_at), micros(*last_seen), micros(*expires_at)])?;
            Ok(())
        })
    }

    /// The session of this id, unless it has expired.
    pub fn session(&self, id: Digest, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let sql =
            "SELECT id, account, created_at, last_seen, expires_at FROM session WHERE id = ?1 AND expires_at > ?2";
        self.sqlite.read(|connection| {
            Ok(connection.prepare_cached(sql)?.query_row(params![id, micros(now)], session).optional()?)
        })
    }

    /// Notes that the session was used. Each call waits for the disk: note it once a minute, not at each request.
    pub fn touch_session(&self, id: Digest, now: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE session SET last_seen = max(last_seen, ?2) WHERE id = ?1";
        self.sqlite.write(|transaction| Ok(transaction.execute(sql, params![id, micros(now)])?)).map(|_| ())
    }

    /// Ends a session.
    pub fn end_session(&self, id: Digest) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE id = ?1";
        self.sqlite.write(|transaction| Ok(transaction.execute(sql, [id])?)).map(|_| ())
    }

    /// Ends all sessions of an account: its password or its rights have changed. How many there were.
    pub fn end_sessions_of(&self, account: &str) -> Result<usize, StoreError> {
        let sql = "DELETE FROM session WHERE account = ?1";
        self.sqlite.write(|transaction| Ok(transaction.execute(sql, [account])?))
    }

    /// Ends every session and voids every unused link: for a store that comes from a backup.
    pub(crate) fn end_all_access(&self) -> Result<(), StoreError> {
        self.sqlite.write(|transaction| {
            Ok(transaction.execute_batch("DELETE FROM session; DELETE FROM credential WHERE kind = 'link'")?)
        })
    }
}

fn session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: row.get(0)?,
        account: row.get(1)?,
        created_at: timestamp(row.get(2)?)?,
        last_seen: timestamp(row.get(3)?)?,
        expires_at: timestamp(row.get(4)?)?,
    })
}
