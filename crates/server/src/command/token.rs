//! `castellan token`: what programs sign in with.

use std::process::ExitCode;

use clap::Subcommand;
use isms::say;
use recorder::{Action, Caller, NotRecorded, Role, Token as Kept};
use serde_json::{Value, json};

use super::{
    Everywhere,
    output::{Output, put, say as told},
};
use crate::{
    accounts::{REGISTER, roles_for_token},
    app::App,
    sign_in::new_token,
    table::table,
};

/// The longest a token may be good for: somebody should look at it once a year.
const LONGEST_DAYS: i64 = 366;

/// What programs sign in with.
#[derive(Subcommand)]
pub enum Token {
    /// Make a token for the caller's account; it is shown this once, alone on standard output.
    Create(Create),
    /// List the caller's tokens; to administrators, all.
    List(List),
    /// Revoke a token for good.
    Revoke(Revoke),
}

#[derive(clap::Args)]
pub struct Create {
    /// Roles, at most those of the caller; all of these unless told.
    #[arg(long = "role", value_name = "ROLE", value_delimiter = ',', value_parser = str::parse::<Role>)]
    roles: Vec<Role>,
    /// How long it is good for.
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(i64).range(1..=LONGEST_DAYS))]
    days: i64,
    /// What it is for.
    #[arg(long, default_value = "", value_name = "WORDS")]
    label: String,
}

#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    output: Output,
}

#[derive(clap::Args)]
pub struct Revoke {
    /// Its id, from the list.
    id: String,
}

impl Token {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        match self {
            Token::Create(Create { roles, days, label }) => {
                let roles = roles_for_token(&app.recorder.read(&caller), &roles)?;
                let (secret, _) = new_token(&app, caller.account, &label, &roles, days)?;
                put(format!("{}\n", secret.shown()).as_bytes())?;
            }
            Token::List(List { output }) => {
                let rows: Vec<Value> = seen(&app, &caller)?.iter().map(shown).collect();
                let columns = ["id", "account", "label", "roles", "created_at", "expires_at", "revoked_at"];
                output.write(everywhere, &rows.clone().into(), || vec![table("tokens", &columns, &rows)])?;
            }
            Token::Revoke(Revoke { id }) => {
                revoke(&app, &caller, &id)?;
                told(everywhere, &json!({ "id": id, "revoked": true }), || format!("Token {id} is revoked.\n"))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The tokens the caller may look after: their own; to administrators, all.
fn seen(app: &App, caller: &Caller) -> Result<Vec<Kept>, NotRecorded> {
    let reader = app.recorder.read(caller);
    reader.must(Action::OwnAccount, REGISTER)?;
    let (all, own) = (reader.may_at_all(Action::ManageAccounts, REGISTER), caller.account.to_string());
    Ok(app.accounts.tokens()?.into_iter().filter(|token| all || token.account == own).collect())
}

fn revoke(app: &App, caller: &Caller, id: &str) -> Result<(), NotRecorded> {
    let known = seen(app, caller)?.iter().any(|token| token.id == id);
    if known && app.accounts.revoke_token(id, app.now())? {
        return Ok(());
    }
    Err(NotRecorded::Missing(say!(
        "there is no token `{id}` that could be revoked: see `castellan token list`",
        id = id
    )))
}

fn shown(token: &Kept) -> Value {
    json!({
        "id": token.id,
        "account": token.account,
        "label": token.label,
        "roles": token.roles.split_whitespace().collect::<Vec<_>>(),
        "created_at": token.created_at.to_string(),
        "expires_at": token.expires_at.to_string(),
        "revoked_at": token.revoked_at.map(|at| at.to_string()),
    })
}
