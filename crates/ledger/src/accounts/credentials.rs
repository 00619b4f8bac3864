//! What an account signs in with: a password, or a one-time link.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::Accounts;
use crate::sqlite::micros;
use crate::{Digest, StoreError};

/// One password and one link an account: a new one takes the place of the old.
const PUT: &str = "INSERT INTO credential (account, kind, secret, expires_at) VALUES (?1, ?2, ?3, ?4) \
    ON CONFLICT (account, kind) DO UPDATE SET secret = excluded.secret, expires_at = excluded.expires_at";

impl Accounts {
    /// Sets the account's password, as the PHC string of its argon2 hash.
    pub fn set_password(&self, account: &str, phc: &str) -> Result<(), StoreError> {
        self.sqlite.write(|transaction| {
            transaction.execute(PUT, params![account, "password", phc, None::<i64>])?;
            Ok(())
        })
    }

    /// The PHC string of the account's password, where it has one.
    pub fn password(&self, account: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT secret FROM credential WHERE account = ?1 AND kind = 'password'";
        self.sqlite
            .read(|connection| Ok(connection.prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?))
    }

    /// Gives the account a one-time link, by the SHA-256 of its token; an earlier link is void from now on.
    pub fn put_link(&self, account: &str, token: Digest, expires_at: Timestamp) -> Result<(), StoreError> {
        self.sqlite.write(|transaction| {
            transaction.execute(PUT, params![account, "link", token.to_string(), micros(expires_at)])?;
            Ok(())
        })
    }

    /// Uses up a link: the account it belongs to, unless it was used before, replaced, or has expired.
    ///
    /// Of two that come at once, one gets the account.
    pub fn take_link(&self, token: Digest, now: Timestamp) -> Result<Option<String>, StoreError> {
        let sql = "DELETE FROM credential WHERE kind = 'link' AND secret = ?1 RETURNING account, expires_at";
        let taken = self.sqlite.write(|transaction| {
            let row = transaction.query_row(sql, [token.to_string()], |row| Ok((row.get(0)?, row.get(1)?)));
            Ok(row.optional()?)
        })?;
        Ok(taken.and_then(|(account, expires_at): (String, i64)| (micros(now) < expires_at).then_some(account)))
    }
}
