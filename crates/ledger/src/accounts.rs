//! Who may sign in, and with what: accounts, credentials, sessions and tokens.
//!
//! These stand outside the ledger, in plain tables, so that an address or a password can really be changed and
//! forgotten. What an account may do is recorded in the ledger; here a role is a word like any other. Secrets
//! arrive hashed: nothing in this module could be used to sign in.

mod credentials;
mod sessions;
mod tokens;

use jiff::Timestamp;
use rusqlite::{OptionalExtension, Row, params};

use crate::StoreError;
use crate::sqlite::{Sqlite, micros, timestamp};

pub use sessions::Session;
pub use tokens::Token;

/// The accounts of a data directory.
#[derive(Clone)]
pub struct Accounts {
    sqlite: Sqlite,
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The opaque id that stands in entries; says nothing of the person.
    pub id: String,
    /// The address, in lower case.
    pub email: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// Why an account could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountError {
    /// Another account has the address.
    #[error("`{0}` has an account already: use that one, or another address")]
    EmailTaken(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    pub(crate) fn new(sqlite: Sqlite) -> Self {
        Self { sqlite }
    }

    /// Makes an account with this id, which is opaque here. Addresses that differ in case only are the same address.
    pub fn create(&self, id: &str, email: &str, now: Timestamp) -> Result<Account, AccountError> {
        let email = same_case(email);
        let sql = "INSERT INTO account (id, email, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (email) DO NOTHING";
        let made = self.sqlite.write(|transaction| Ok(transaction.execute(sql, params![id, email, micros(now)])?))?;
        if made == 0 {
            return Err(AccountError::EmailTaken(email));
        }
        self.by_id(id)?.ok_or_else(|| StoreError::Failed("the new account is gone".into()).into())
    }

    /// The account of this id.
    pub fn by_id(&self, id: &str) -> Result<Option<Account>, StoreError> {
        self.find("SELECT id, email, created_at FROM account WHERE id = ?1", id)
    }

    /// The account of this address, in any case.
    pub fn by_email(&self, email: &str) -> Result<Option<Account>, StoreError> {
        self.find("SELECT id, email, created_at FROM account WHERE email = ?1", &same_case(email))
    }

    /// All accounts, by address.
    pub fn list(&self) -> Result<Vec<Account>, StoreError> {
        self.sqlite.read(|connection| {
            let mut statement =
                connection.prepare_cached("SELECT id, email, created_at FROM account ORDER BY email")?;
            Ok(statement.query_map([], account)?.collect::<Result<_, _>>()?)
        })
    }

    fn find(&self, sql: &str, key: &str) -> Result<Option<Account>, StoreError> {
        self.sqlite.read(|connection| Ok(connection.prepare_cached(sql)?.query_row([key], account).optional()?))
    }
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { id: row.get(0)?, email: row.get(1)?, created_at: timestamp(row.get(2)?)? })
}

fn same_case(email: &str) -> String {
    email.trim().to_lowercase()
}
