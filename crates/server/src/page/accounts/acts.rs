//! What is done to accounts: each a named act in the ledger, and what lies beside it.

use isms::{Asked, Id};
use recorder::{Action, Caller, Doing, named};
use serde_json::{Map, Value};

use super::Told;
use crate::{accounts, app::App, command::address, page::form::sent::Sent, problem::Failed, words::say_with};

type Given = [(String, String)];

/// Adds an account: the ledger first, then its address.
pub async fn add(app: &App, caller: &Caller, sent: Sent) -> Result<Told, Failed> {
    let given = &sent.pairs;
    let email = address(one(given, "email").unwrap_or_default()).map_err(Failed::BadRequest)?;
    let made = accounts::add(app, caller, &email, (roles(given), one(given, "person").map(Value::from)), sent.request);
    let made = made.await?;
    let (id, link) = (made.id, made.link);
    let words = say_with("{email} has the account {id}.", &[("email", &email), ("id", &id)]);
    Ok(Told { words, link: Some(link) })
}

/// A new link, or a named act: granted, linked, disabled, enabled.
pub async fn change(app: &App, caller: &Caller, id: &str, act: &str, sent: Sent) -> Result<Told, Failed> {
    app.recorder.read(caller).must(Action::ManageAccounts, "accounts")?;
    let account: Id = id.parse().map_err(Failed::BadRequest)?;
    if act == "link" {
        let link = Some(accounts::link(app, caller, account)?);
        return Ok(Told { words: say_with("A new link for {id}; an earlier one is void.", &[("id", &id)]), link });
    }
    let fields = match act {
        "granted" => Map::from_iter([("roles".to_owned(), roles(&sent.pairs))]),
        "linked" => Map::from_iter([("person".to_owned(), one(&sent.pairs, "person").unwrap_or_default().into())]),
        _ => Map::new(),
    };
    let asked = Asked { on: vec![account], word: act.into(), fields, ..Asked::default() };
    app.record(caller, named("accounts")?, Doing { asked, request: sent.request, ..Doing::default() }).await?;
    // Rights changed: whoever is signed in with it signs in again. Who one is changes no right.
    if act != "linked" {
        app.accounts.end_sessions_of(id)?;
    }
    Ok(Told { words: say_with("{id} was {act}.", &[("id", &id), ("act", &act)]), link: None })
}

fn one<'a>(given: &'a Given, name: &str) -> Option<&'a str> {
    given.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

fn roles(given: &Given) -> Value {
    given.iter().filter(|(name, _)| name == "roles").map(|(_, value)| Value::from(value.as_str())).collect()
}
