//! Tokens of programs as faces handle them: own ones; administrators see and revoke all.

use std::collections::BTreeSet;

use isms::say;
use recorder::{Action, NotRecorded, Reader, Role, Token};
use serde_json::{Value, json};

use crate::{accounts::REGISTER, app::App};

/// The longest label, in characters: a line.
const LONGEST_LABEL: usize = 200;

/// What a token is for, on one line.
///
/// # Errors
/// Says how long it may be.
pub fn label(text: &str) -> Result<String, String> {
    let label = text.trim();
    let fits =
        label.chars().count() <= LONGEST_LABEL && !label.contains(|c: char| c.is_control() || isms::is_unseen(c));
    if fits { Ok(label.into()) } else { Err(format!("a label is one line of at most {LONGEST_LABEL} characters")) }
}

/// Refuses a token that would make another: one that leaked would live on in those it made.
///
/// # Errors
/// Also refused to those without a role.
pub fn may_make(reader: &Reader) -> Result<(), NotRecorded> {
    reader.must(Action::OwnAccount, REGISTER)?;
    if reader.caller().narrowed_to.is_none() {
        return Ok(());
    }
    let why = say!("a token cannot make another, or one that leaked would live on: sign in, or leave `--token` out");
    Err(NotRecorded::Denied(why))
}

/// The roles that a token gets: those asked for, as far as the caller holds them; all of these, unless told.
///
/// # Errors
/// Refused where the caller lacks one.
pub fn roles(reader: &Reader, wanted: &[Role]) -> Result<BTreeSet<Role>, NotRecorded> {
    let held = reader.roles();
    match wanted.iter().find(|role| !held.contains(role)) {
        Some(role) => Err(NotRecorded::Denied(say!(
            "a token has at most the roles of its account, and this one is not {role}: leave that role out",
            role = role.title()
        ))),
        None if wanted.is_empty() => Ok(held),
        None => Ok(wanted.iter().copied().collect()),
    }
}

/// The tokens that this reader looks after, the newest first; those that are over included.
///
/// # Errors
/// Refused to those without a role.
pub fn seen(app: &App, reader: &Reader) -> Result<Vec<Token>, NotRecorded> {
    reader.must(Action::OwnAccount, REGISTER)?;
    let (all, own) = (reader.may_at_all(Action::ManageAccounts, REGISTER), reader.caller().account.to_string());
    let mut tokens = app.accounts.tokens()?;
    tokens.retain(|token| all || token.account == own);
    Ok(tokens)
}

/// Revokes a token for good. Whether it was still good.
///
/// # Errors
/// One that the reader does not see is answered as one that is not there.
pub fn revoke(app: &App, reader: &Reader, id: &str) -> Result<bool, NotRecorded> {
    if seen(app, reader)?.iter().any(|token| token.id == id) {
        return Ok(app.accounts.revoke_token(id, app.now())?);
    }
    Err(NotRecorded::Missing(say!("there is no token `{id}`: see `castellan token list`", id = id)))
}

/// A token as programs see it; what it is made of is shown once, when it is made, and nowhere kept.
pub fn shown(token: &Token) -> Value {
    json!({
        "id": token.id,
        "label": token.label,
        "account": token.account,
        "roles": token.roles.split_whitespace().collect::<Vec<_>>(),
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "revoked_at": token.revoked_at,
    })
}
