//! Tokens of programs: `castellan_…`, shown once, with roles and an end.

use std::collections::BTreeSet;

use isms::Id;
use jiff::{Timestamp, ToSpan};
use recorder::{Caller, Role, Token, Via};

use super::secret::{Secret, digest};
use crate::app::App;

/// How many days a token is good for unless told.
pub const TOKEN_DAYS: i64 = 90;
/// The most: whoever needs it longer looks once a year whether they still do.
pub const MOST_TOKEN_DAYS: i64 = 366;
/// What a leak scanner knows our tokens by.
const PREFIX: &str = "castellan_";

/// Makes a token for an account: what is shown once, and what is kept.
pub fn new_token(
    app: &App, account: Id, label: &str, roles: &BTreeSet<Role>, days: i64,
) -> anyhow::Result<(Secret, Token)> {
    let (secret, now) = (Secret::new(PREFIX)?, app.now());
    let id = hex::encode(secret.digest().as_bytes().get(..4).unwrap_or_default());
    let roles = roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" ");
    let token = Token {
        id,
        hash: secret.digest(),
        account: account.to_string(),
        label: label.into(),
        roles,
        created_at: now,
        expires_at: now + (days * 24).hours(),
        revoked_at: None,
    };
    app.accounts.put_token(&token)?;
    Ok((secret, token))
}

/// The caller behind a token, if it is good now; its roles are at most those it was made with.
pub fn caller_of_token(app: &App, secret: &str, via: Via) -> anyhow::Result<Option<Caller>> {
    let now: Timestamp = app.now();
    let Some(token) = app.accounts.token(digest(secret), now)? else { return Ok(None) };
    let roles = token.roles.split_whitespace().filter_map(|role| role.parse().ok()).collect();
    let account = token.account.parse::<Id>().ok().filter(|account| app.recorder.may_sign_in(*account));
    Ok(account.map(|account| Caller { account, via, own_sign_in: true, narrowed_to: Some(roles) }))
}
