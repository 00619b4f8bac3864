//! `castellan user`: who may sign in, and as what.

use std::process::ExitCode;

use clap::Subcommand;
use isms::{Asked, Id};
use recorder::{Caller, Doing, Role, named};
use serde_json::{Map, Value, json};

use super::{
    Everywhere, act, address,
    named::record,
    output::{Output, put, say},
    serve::PublicUrl,
};
use crate::{
    accounts::{self, Made, REGISTER},
    app::App,
    table::table,
};

/// Who may sign in, and as what.
#[derive(Subcommand)]
pub enum User {
    /// Add an account and print its one-time link.
    Add(Add),
    /// List the accounts.
    List(List),
    /// Give an account these roles, in place of those it has.
    Role(Granted),
    /// Print a new one-time link; an earlier one is void from now on.
    Link(Link),
    /// Say which person stands behind an account.
    Person(Linked),
    /// Let an account sign in no more; its sessions and tokens end.
    Disable(Disabled),
}

#[derive(clap::Args)]
pub struct Add {
    /// The address.
    #[arg(value_parser = address)]
    email: String,
    /// Its roles.
    #[arg(long = "role", value_name = "ROLE", required = true, value_delimiter = ',', value_parser = str::parse::<Role>)]
    roles: Vec<Role>,
    /// The person behind it, by reference or id.
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    #[command(flatten)]
    reached: PublicUrl,
}

#[derive(clap::Args)]
pub struct List {
    #[command(flatten)]
    output: Output,
}

#[derive(clap::Args)]
pub struct Granted {
    /// The account's address.
    email: String,
    /// Its roles from now on.
    #[arg(long = "role", value_name = "ROLE", required = true, value_delimiter = ',', value_parser = str::parse::<Role>)]
    roles: Vec<Role>,
}

#[derive(clap::Args)]
pub struct Link {
    /// The account's address.
    email: String,
    #[command(flatten)]
    reached: PublicUrl,
}

#[derive(clap::Args)]
pub struct Linked {
    /// The account's address.
    email: String,
    /// The person, by reference or id.
    person: String,
}

#[derive(clap::Args)]
pub struct Disabled {
    /// The account's address.
    email: String,
}

impl User {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        match self {
            User::Add(add) => add.run(everywhere, &add.reached.over(app), &caller).await,
            User::List(List { output }) => list(everywhere, &app, &caller, &output),
            User::Role(Granted { email, roles }) => {
                changed(everywhere, &app, &caller, (&email, "granted"), json!({ "roles": words(&roles) })).await
            }
            User::Link(Link { email, reached }) => {
                let app = reached.over(app);
                let link = accounts::link(&app, &caller, accounts::of(&app, &email)?)?;
                put(format!("{link}\n").as_bytes())?;
                Ok(ExitCode::SUCCESS)
            }
            User::Person(Linked { email, person }) => {
                let person = record(&app.recorder.read(&caller), named("people")?, &person)?;
                changed(everywhere, &app, &caller, (&email, "linked"), json!({ "person": { "id": person } })).await
            }
            User::Disable(Disabled { email }) => {
                changed(everywhere, &app, &caller, (&email, "disabled"), json!({})).await
            }
        }
    }
}

impl Add {
    async fn run(&self, everywhere: &Everywhere, app: &App, caller: &Caller) -> anyhow::Result<ExitCode> {
        let reader = app.recorder.read(caller);
        let person = self.person.as_deref().map(|person| record(&reader, named("people")?, person)).transpose()?;
        let person = person.map(|id| json!({ "id": id }));
        let made = accounts::add(app, caller, &self.email, (words(&self.roles), person), None).await?;
        let proposed: Vec<Value> = made.proposed.iter().map(|id| name(app, caller, *id)).collect();
        let shown = json!({ "id": made.id, "email": self.email, "link": made.link, "proposed_people": proposed });
        say(everywhere, &shown, || self.words(&made))?;
        Ok(ExitCode::SUCCESS)
    }

    fn words(&self, Made { id, link, proposed }: &Made) -> String {
        let email = &self.email;
        let propose = |person: &Id| {
            format!("{person} has this address. If the account is theirs: castellan user person {email} {person}\n")
        };
        let proposed: String = proposed.iter().map(propose).collect();
        format!("{email} is {id}. This link lets them in once, to choose a password:\n{link}\n{proposed}")
    }
}

fn words(roles: &[Role]) -> Value {
    roles.iter().map(|role| Value::from(role.word())).collect()
}

fn name(app: &App, caller: &Caller, id: Id) -> Value {
    let head = app.recorder.read(caller).head(id);
    json!({ "id": id, "reference": head.as_ref().and_then(|head| head.reference.as_ref()), "title": head.as_ref().map(|head| &head.title) })
}

fn list(everywhere: &Everywhere, app: &App, caller: &Caller, output: &Output) -> anyhow::Result<ExitCode> {
    let rows = accounts::list(app, &app.recorder.read(caller))?;
    let columns = ["id", "email", "roles", "person", "disabled"];
    output.write(everywhere, &rows.clone().into(), || vec![table("accounts", &columns, &rows)])?;
    Ok(ExitCode::SUCCESS)
}

/// Does one of the acts on the account of an address.
async fn changed(
    everywhere: &Everywhere, app: &App, caller: &Caller, (email, word): (&str, &str), fields: Value,
) -> anyhow::Result<ExitCode> {
    app.recorder.read(caller).must(recorder::Action::ManageAccounts, REGISTER)?;
    let on = vec![accounts::of(app, email)?];
    let fields: Map<String, Value> = fields.as_object().cloned().unwrap_or_default();
    let asked = Asked { on, word: word.into(), fields, ..Asked::default() };
    act::done(everywhere, app, caller, named(REGISTER)?, Doing { asked, ..Doing::default() }).await
}
