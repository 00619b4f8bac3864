//! Tokens of programs: own ones; administrators see and revoke all.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::{delete, get},
};
use isms::say;
use recorder::{Action, NotRecorded, Reader, Role, Token};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    answer::Answer,
    asked::{Given, Pairs},
};
use crate::{
    accounts::roles_for_token,
    app::App,
    problem::Failed,
    serve::Route,
    sign_in::{MOST_TOKEN_DAYS, Signed, TOKEN_DAYS, new_token},
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/tokens", get(list).post(make)), ("/api/v1/tokens/{id}", delete(revoke))]
}

async fn list(State(app): State<App>, Signed(caller): Signed, pairs: Pairs) -> Answer {
    pairs.only(&[])?;
    let reader = app.recorder.read(&caller);
    let tokens = visible(&app, &reader)?;
    Ok(Json(tokens.iter().map(shown).collect::<Vec<Value>>()).into_response())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// What it is for.
    label: String,
    /// At most those of the account; all of them, unless told.
    #[serde(default)]
    roles: Vec<Role>,
    days: Option<i64>,
}

/// The answer alone holds the token. A token makes no other: otherwise one that leaked would live on in those it made.
async fn make(State(app): State<App>, Signed(caller): Signed, pairs: Pairs, mut given: Given) -> Answer {
    pairs.only(&[])?;
    let reader = app.recorder.read(&caller);
    reader.must(Action::OwnAccount, "accounts")?;
    if caller.narrowed_to.is_some() {
        let why = say!("a token cannot make another: sign in, or use `castellan token create`");
        return Err(NotRecorded::Denied(why).into());
    }
    let Wanted { label, roles, days } = given.read()?;
    let roles = roles_for_token(&reader, &roles)?;
    let days = days.unwrap_or(TOKEN_DAYS);
    if !(1..=MOST_TOKEN_DAYS).contains(&days) {
        return Err(Failed::BadRequest(format!("a token is good for 1 to {MOST_TOKEN_DAYS} days")).into());
    }
    let (secret, token) = new_token(&app, caller.account, plain_label(&label)?, &roles, days)?;
    let mut shown = shown(&token);
    shown["token"] = json!(secret.shown());
    let address = format!("/api/v1/tokens/{}", token.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, address)], Json(shown)).into_response())
}

/// The longest label, in characters: a line.
const LONGEST_LABEL: usize = 200;

fn plain_label(label: &str) -> Result<&str, Failed> {
    let label = label.trim();
    let fits = (1..=LONGEST_LABEL).contains(&label.chars().count()) && !label.contains(char::is_control);
    if fits {
        Ok(label)
    } else {
        Err(Failed::BadRequest(format!("`label` says what the token is for, in 1 to {LONGEST_LABEL} characters")))
    }
}

/// One that the caller may not see is answered as one that is not there.
async fn revoke(State(app): State<App>, Signed(caller): Signed, Path(id): Path<String>, pairs: Pairs) -> Answer {
    pairs.only(&[])?;
    let known = visible(&app, &app.recorder.read(&caller))?.into_iter().any(|token| token.id == id);
    if !known {
        return Err(NotRecorded::Missing(say!("there is no token `{id}`", id = id)).into());
    }
    app.accounts.revoke_token(&id, app.now())?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn visible(app: &App, reader: &Reader) -> Result<Vec<Token>, Failed> {
    reader.must(Action::OwnAccount, "accounts")?;
    let (all, own) = (reader.may_at_all(Action::ManageAccounts, "accounts"), reader.caller().account.to_string());
    let mut tokens = app.accounts.tokens()?;
    tokens.retain(|token| all || token.account == own);
    Ok(tokens)
}

fn shown(token: &Token) -> Value {
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
