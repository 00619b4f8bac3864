//! Accounts as faces handle them: the record in the ledger together with its address, which stands outside.

use isms::{Asked, Id, plain, say};
use recorder::{AccountError, Action, Caller, Doing, NotRecorded, Reader, Request, named};
use serde_json::{Map, Value, json};

use crate::{answers, app::App, problem::Failed, sign_in::link_for};

/// The register of accounts.
pub const REGISTER: &str = "accounts";

/// An account that was made.
pub struct Made {
    /// The account.
    pub id: Id,
    /// Its one-time link.
    pub link: String,
    /// The people who have its address: the account may be theirs, which somebody has to say.
    pub proposed: Vec<Id>,
}

/// Makes an account with these roles, for this person (a link, or what they are called) where that is known.
///
/// # Errors
/// Refused to all but administrators, and where the address has an account.
pub async fn add(
    app: &App, caller: &Caller, email: &str, (roles, person): (Value, Option<Value>), request: Option<Request>,
) -> Result<Made, Failed> {
    let reader = app.recorder.read(caller);
    reader.must(Action::ManageAccounts, REGISTER)?;
    let again = request.as_ref().map(|request| app.recorder.answered(caller, request)).transpose()?.flatten();
    if again.is_none() && app.accounts.by_email(email)?.is_some() {
        return Err(not_made(&AccountError::EmailTaken(email.to_lowercase())));
    }
    let mut fields = Map::from_iter([("roles".to_owned(), roles)]);
    let proposed = if person.is_none() { people_at(&reader, email)? } else { vec![] };
    fields.extend(person.map(|person| ("person".to_owned(), person)));
    let asked = Asked { word: "added".into(), fields, ..Asked::default() };
    let recorded = app.record(caller, named(REGISTER)?, Doing { asked, request, ..Doing::default() }).await?;
    let id = *recorded.records.last().ok_or_else(|| anyhow::anyhow!("an account was recorded without an id"))?;
    if app.accounts.by_id(&id.to_string())?.is_none() {
        app.accounts.create(&id.to_string(), email, app.now()).map_err(|error| not_made(&error))?;
    }
    Ok(Made { id, link: link_for(app, &id.to_string())?, proposed })
}

fn not_made(error: &AccountError) -> Failed {
    NotRecorded::NotTaken(error.to_string()).into()
}

/// A new one-time link for an account; an earlier one is void from now on.
///
/// # Errors
/// Refused to all but administrators.
pub fn link(app: &App, caller: &Caller, account: Id) -> Result<String, Failed> {
    app.recorder.read(caller).must(Action::ManageAccounts, REGISTER)?;
    Ok(link_for(app, &account.to_string())?)
}

/// The account of an address.
///
/// # Errors
/// Says that it has none.
pub fn of(app: &App, email: &str) -> Result<Id, NotRecorded> {
    let id = app.accounts.by_email(email)?.and_then(|account| account.id.parse().ok());
    id.ok_or_else(|| {
        NotRecorded::Missing(say!("`{email}` has no account here: see `castellan user list`", email = email))
    })
}

/// The accounts that this reader may see, each a record with its `email`.
///
/// # Errors
/// Refused to all but administrators.
pub fn list(app: &App, reader: &Reader) -> Result<Vec<Value>, NotRecorded> {
    reader.must(Action::ManageAccounts, REGISTER)?;
    let register = named(REGISTER)?;
    let shown = |id: Id| {
        let email = app.accounts.by_id(&id.to_string())?.map(|account| account.email);
        Ok(answers::with(answers::record(reader, register, id)?, "email", json!(email)))
    };
    reader.ids(register, false).into_iter().map(shown).collect()
}

/// Ends the sessions of an account and revokes its tokens, so that none comes back to life with it.
///
/// # Errors
/// Where the store fails.
pub fn end_access(app: &App, account: Id) -> Result<(), NotRecorded> {
    let account = account.to_string();
    app.accounts.end_sessions_of(&account)?;
    for token in app.accounts.tokens()?.iter().filter(|token| token.account == account) {
        app.accounts.revoke_token(&token.id, app.now())?;
    }
    Ok(())
}

fn people_at(reader: &Reader, email: &str) -> Result<Vec<Id>, NotRecorded> {
    let (people, wanted) = (named("people")?, plain(email));
    let here = |id: &Id| reader.field(people, *id, "email").as_str().is_some_and(|email| plain(email) == wanted);
    Ok(reader.ids(people, false).into_iter().filter(here).collect())
}
