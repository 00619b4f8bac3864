//! Tokens of programs: shown once, kept as their SHA-256.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use super::Accounts;
use crate::sqlite::{micros, timestamp};
use crate::{Digest, StoreError};

/// A token for the API or the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// A short id to list and revoke it by.
    pub id: String,
    /// SHA-256 of the token.
    pub hash: Digest,
    /// The account it acts for.
    pub account: String,
    /// What it is for, in its owner's words.
    pub label: String,
    /// The roles it carries, as text of the caller's own.
    pub roles: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was revoked, if it was.
    pub revoked_at: Option<Timestamp>,
}

impl Accounts {
    /// Keeps a new token.
    pub fn put_token(&self, token: &Token) -> Result<(), StoreError> {
        let sql = "INSERT INTO token (id, hash, account, label, roles, created_at, expires_at, revoked_at) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let Token { id, hash, account, label, roles, created_at, expires_at, revoked_at } = token;
        let (created, expires, revoked) = (micros(*created_at), micros(*expires_at), revoked_at.map(micros));
        let parameters = params![id, hash, account, label, roles, created, expires, revoked];
        self.sqlite.write(|transaction| Ok(transaction.execute(sql, parameters)?)).map(|_| ())
    }

    /// The token of this hash, if it is good now: neither expired nor revoked.
    pub fn token(&self, hash: Digest, now: Timestamp) -> Result<Option<Token>, StoreError> {
        let sql = "SELECT id, hash, account, label, roles, created_at, expires_at, revoked_at FROM token \
                   WHERE hash = ?1 AND expires_at > ?2 AND revoked_at IS NULL";
        self.sqlite.read(|connection| {
            Ok(connection.prepare_cached(sql)?.query_row(params![hash, micros(now)], token).optional()?)
        })
    }

    /// All tokens, those that are over included, the newest first.
    pub fn tokens(&self) -> Result<Vec<Token>, StoreError> {
        let sql = "SELECT id, hash, account, label, roles, created_at, expires_at, revoked_at FROM token \
                   ORDER BY created_at DESC, id";
        self.sqlite.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            Ok(statement.query_map([], token)?.collect::<Result<_, _>>()?)
        })
    }

    /// Revokes a token for good. False where there is none of this id that could be revoked.
    pub fn revoke_token(&self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE token SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";
        self.sqlite.write(|transaction| Ok(transaction.execute(sql, params![id, micros(now)])? > 0))
    }
}

fn token(row: &Row<'_>) -> rusqlite::Result<Token> {
    let revoked: Option<i64> = row.get(7)?;
    Ok(Token {
        id: row.get(0)?,
        hash: row.get(1)?,
        account: row.get(2)?,
        label: row.get(3)?,
        roles: row.get(4)?,
        created_at: timestamp(row.get(5)?)?,
        expires_at: timestamp(row.get(6)?)?,
        revoked_at: revoked.map(timestamp).transpose()?,
    })
}
