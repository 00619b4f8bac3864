//! `castellan token`: what programs sign in with.

use std::process::ExitCode;

use clap::Subcommand;
use recorder::Role;
use serde_json::{Value, json};

use super::{
    Everywhere,
    output::{Output, put, say},
};
use crate::{
    sign_in::{MOST_TOKEN_DAYS, TOKEN_DAYS, new_token},
    table::table,
    tokens,
};

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
    #[arg(long, default_value_t = TOKEN_DAYS, value_parser = clap::value_parser!(i64).range(1..=MOST_TOKEN_DAYS))]
    days: i64,
    /// What it is for.
    #[arg(long, default_value = "", value_name = "WORDS", value_parser = tokens::label)]
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
        let reader = app.recorder.read(&caller);
        match self {
            Token::Create(Create { roles, days, label }) => {
                let roles = tokens::roles(&reader, &roles)?;
                let (secret, _) = new_token(&app, caller.account, &label, &roles, days)?;
                put(format!("{}\n", secret.shown()).as_bytes())?;
            }
            Token::List(List { output }) => {
                let rows: Vec<Value> = tokens::seen(&app, &reader)?.iter().map(tokens::shown).collect();
                let columns = ["id", "account", "label", "roles", "created_at", "expires_at", "revoked_at"];
                output.write(everywhere, &rows.clone().into(), || vec![table("tokens", &columns, &rows)])?;
            }
            Token::Revoke(Revoke { id }) => {
                let now = tokens::revoke(&app, &reader, &id)?;
                let words = || format!("Token {id} {}.\n", if now { "is revoked" } else { "was revoked before" });
                say(everywhere, &json!({ "id": id, "revoked": true }), words)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
