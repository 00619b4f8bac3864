//! What is done to accounts: each a named act in the ledger, and what lies beside it.

use isms::{Asked, Id};
use recorder::{Action, Caller, Doing, named};
use serde_json::{Map, Value};

use super::Told;
use crate::{app::App, command::address, problem::Failed, sign_in::link_for, words::say_with};

type Given = [(String, String)];

/// Adds an account: the ledger first, then its address.
pub async fn add(app: &App, caller: &Caller, given: &Given) -> Result<Told, Failed> {
    app.recorder.read(caller).must(Action::ManageAccounts, "accounts")?;
    let email = one(given, "email").unwrap_or_default();
    address(email).map_err(|error| Failed::BadRequest(error.to_string()))?;
    if app.accounts.by_email(email)?.is_some() {
        return Err(Failed::BadRequest(format!("`{email}` has an account already: use that one, or another address")));
    }
    let mut fields = Map::from_iter([("roles".to_owned(), roles(given))]);
    if let Some(person) = one(given, "person") {
        fields.insert("person".into(), person.into());
    }
    let asked = Asked { word: "added".into(), fields, ..Asked::default() };
    let made = app.recorder.record(caller, named("accounts")?, Doing { asked, ..Doing::default() }).await?;
    let id = made.records.first().map(Id::to_string).unwrap_or_default();
    app.accounts.create(&id, email, app.now()).map_err(anyhow::Error::from)?;
    let words = say_with("{email} has the account {id}.", &[("email", &email), ("id", &id)]);
    Ok(Told { words, link: Some(link_for(app, &id)?) })
}

/// A new link, or a named act: granted, linked, disabled, enabled.
pub async fn change(app: &App, caller: &Caller, id: &str, act: &str, given: &Given) -> Result<Told, Failed> {
    app.recorder.read(caller).must(Action::ManageAccounts, "accounts")?;
    let account: Id = id.parse().map_err(Failed::BadRequest)?;
    if act == "link" {
        let link = Some(link_for(app, id)?);
        return Ok(Told { words: say_with("A new link for {id}; an earlier one is void.", &[("id", &id)]), link });
    }
    let fields = match act {
        "granted" => Map::from_iter([("roles".to_owned(), roles(given))]),
        "linked" => Map::from_iter([("person".to_owned(), one(given, "person").unwrap_or_default().into())]),
        _ => Map::new(),
    };
    let asked = Asked { on: vec![account], word: act.into(), fields, ..Asked::default() };
    app.recorder.record(caller, named("accounts")?, Doing { asked, ..Doing::default() }).await?;
    // Rights changed: whoever is signed in with it signs in again.
    app.accounts.end_sessions_of(id)?;
    Ok(Told { words: say_with("{id} was {act}.", &[("id", &id), ("act", &act)]), link: None })
}

fn one<'a>(given: &'a Given, name: &str) -> Option<&'a str> {
    given.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn roles(given: &Given) -> Value {
    given.iter().filter(|(name, _)| name == "roles").map(|(_, value)| Value::from(value.as_str())).collect()
}
