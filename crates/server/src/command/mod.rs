//! The command line: one file a command.

mod act;
mod add;
mod backup;
mod changes;
mod demo;
mod edit;
mod exit;
mod fields;
mod findings;
mod history;
mod import;
pub mod init;
mod list;
mod mock_audit;
mod named;
mod output;
mod progress;
mod restore;
mod serve;
mod show;
mod soa;
mod token;
mod user;
mod verify;
mod view;

pub use init::found_at;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use recorder::{Caller, NotRecorded, Via};

use crate::{
    app::{App, Reached},
    sign_in::caller_of_token,
};

/// Mandate, guidance and proof side by side: an information security management system for ISO/IEC 27001.
#[derive(Parser)]
#[command(name = "castellan", version, disable_help_subcommand = true, after_help = AFTER_HELP)]
pub struct Castellan {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "A terminal gets tables, a program JSON. FIELD is a dotted path; a VALUE is text, a list by comma, \
or JSON; an empty one clears the field. A record is named by your own reference, else by its id.\n\
Exit 0 done, findings included; 1 refused; 2 wrong usage; 3 our own failure.";

/// Where the data lies unless told.
const DATA: &str = "./castellan-data";

/// What every command takes.
#[derive(clap::Args, Clone)]
pub struct Everywhere {
    /// The data directory.
    #[arg(long, global = true, env = "CASTELLAN_DATA", default_value = DATA, value_name = "DIR")]
    pub data: PathBuf,
    /// Print JSON, also when a person looks.
    #[arg(long, global = true)]
    pub json: bool,
    /// Act as the account of this address; otherwise as the one made by `init`. Nobody signs this way.
    #[arg(long, global = true, value_name = "EMAIL", conflicts_with = "token")]
    pub user: Option<String>,
    /// Act with this token: signatures need the signer's own.
    #[arg(long, global = true, env = "CASTELLAN_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub token: Option<String>,
    /// Vouch for a clock that is more than a day ahead; the ledger records that you did.
    #[arg(long, global = true)]
    pub accept_clock: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Try the product with a sample organisation.
    Demo(demo::Demo),
    /// Begin the management system of an organisation.
    Init(init::Init),
    /// Serve the pages and the API.
    Serve(serve::Serve),
    /// Import spreadsheets, all of them in one act.
    Import(import::Import),
    /// List the records of a register.
    List(list::List),
    /// Show a record.
    Show(show::Show),
    /// Add a record.
    Add(add::Add),
    /// Edit a record.
    Edit(edit::Edit),
    /// Do an act to a record: assess, accept, approve, withdraw …
    Do(act::Do),
    /// Show what happened to a record, the first revision first.
    History(history::History),
    /// Print the Statement of Applicability.
    Soa(soa::Soa),
    /// Print the risk register.
    Risks(view::Printed),
    /// Print the risk treatment plan, owner by owner.
    Treatment(view::Printed),
    /// Print what should have been done before the day, over all registers.
    Overdue(view::Printed),
    /// Print what the rules find about each duty of clauses 4 to 10, as an auditor would ask.
    Readiness(view::Printed),
    /// Draw records by a seed, and print what an auditor would find on them: a rehearsal, of which nothing is recorded.
    MockAudit(mock_audit::MockAudit),
    /// Print what the rules found, in all registers or in one.
    Findings(findings::Findings),
    /// Print what changed between two days.
    Changes(changes::Changes),
    /// Derive the whole ledger again from what is stored, and name the first thing that does not fit.
    Verify(verify::Verify),
    /// Copy all that is recorded, with all files, into one file; keys are left out.
    Backup(backup::Backup),
    /// Restore a backup as a new data directory, checked to the last byte.
    Restore(restore::Restore),
    /// Add, list and disable accounts, grant roles, print sign-in links.
    #[command(subcommand)]
    User(user::User),
    /// Make, list and revoke tokens for programs.
    #[command(subcommand)]
    Token(token::Token),
}

impl Castellan {
    /// Whether this is the server, and no command that ends by itself.
    pub fn serves(&self) -> bool {
        matches!(self.command, Command::Demo(_) | Command::Serve(_))
    }

    /// Runs the command. Exit 0 done, 1 refused, 2 wrong usage, 3 our own failure.
    pub async fn run(self) -> ExitCode {
        let everywhere = self.everywhere;
        let done = match self.command {
            Command::Demo(demo) => demo.run(everywhere.data_given()).await,
            Command::Init(init) => init.run(&everywhere).await,
            Command::Serve(serve) => serve.run(&everywhere).await,
            Command::Import(import) => import.run(&everywhere).await,
            Command::List(list) => list.run(&everywhere),
            Command::Show(show) => show.run(&everywhere),
            Command::Add(add) => add.run(&everywhere).await,
            Command::Edit(edit) => edit.run(&everywhere).await,
            Command::Do(act) => act.run(&everywhere).await,
            Command::History(history) => history.run(&everywhere),
            Command::Soa(soa) => soa.run(&everywhere).await,
            Command::Risks(printed) => printed.run(&everywhere, "risks").await,
            Command::Treatment(printed) => printed.run(&everywhere, "treatment").await,
            Command::Overdue(printed) => printed.run(&everywhere, "overdue").await,
            Command::Readiness(printed) => printed.run(&everywhere, "readiness").await,
            Command::MockAudit(audit) => audit.run(&everywhere),
            Command::Findings(findings) => findings.run(&everywhere),
            Command::Changes(changes) => changes.run(&everywhere),
            Command::Verify(verify) => verify.run(&everywhere),
            Command::Backup(backup) => backup.run(&everywhere),
            Command::Restore(restore) => restore.run(&everywhere),
            Command::User(user) => user.run(&everywhere).await,
            Command::Token(token) => token.run(&everywhere),
        };
        done.unwrap_or_else(|error| exit::told(&error))
    }
}

impl Everywhere {
    /// The data directory, where one was named: a demonstration takes no other.
    fn data_given(&self) -> Option<PathBuf> {
        Some(self.data.clone()).filter(|data| data.as_os_str() != DATA)
    }

    /// Opens the data directory.
    pub fn app(&self) -> anyhow::Result<App> {
        let url = format!("http://{}", serve::LISTEN);
        let app = App::open(&self.data, self.accept_clock, Reached { url, ..Reached::default() })?;
        if app.recorder.is_founded() {
            return Ok(app);
        }
        let why = format!(
            "`{}` holds no organisation yet: begin again with `castellan init` in another folder",
            self.data.display()
        );
        Err(NotRecorded::NotTaken(why).into())
    }

    /// Opens the data directory for the caller.
    pub fn open(&self) -> anyhow::Result<(App, Caller)> {
        let app = self.app()?;
        let caller = self.caller(&app)?;
        Ok((app, caller))
    }

    /// Whose account this is: that of the token, else that of the address, else the one made by `init`.
    pub fn caller(&self, app: &App) -> anyhow::Result<Caller> {
        let Some(token) = &self.token else { return Ok(app.at_the_command_line(self.user.as_deref())?) };
        let caller = caller_of_token(app, token, Via::CommandLine)?;
        let why = "this token is not good: it is unknown, has run out or was revoked; see `castellan token list`";
        caller.ok_or_else(|| NotRecorded::NotTaken(why.into()).into())
    }
}

/// An address that an account can have.
///
/// # Errors
/// Says what is wrong with it.
pub fn address(email: &str) -> Result<String, String> {
    let parts =
        email.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let plain =
        email.chars().all(|c| !c.is_whitespace() && !c.is_control() && !isms::is_unseen(c)) && email.len() <= 254;
    let wrong = || format!("`{email}` is not an e-mail address: write it like mara.quint@example.com");
    parts.filter(|_| plain).map(|_| email.into()).ok_or_else(wrong)
}
