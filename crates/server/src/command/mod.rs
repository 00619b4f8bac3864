//! The command line: one file a command.

mod demo;
pub mod init;
mod serve;

pub use init::found_at;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

/// Mandate, guidance and proof side by side: an information security management system for ISO/IEC 27001.
#[derive(Parser)]
#[command(name = "castellan", version, disable_help_subcommand = true)]
pub struct Castellan {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

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
    /// Act as the account of this address; otherwise as the one made by `init`.
    #[arg(long, global = true, value_name = "EMAIL")]
    pub user: Option<String>,
    /// Act with this token: signatures need the signer's own.
    #[arg(long, global = true, env = "CASTELLAN_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    pub token: Option<String>,
    /// Vouch for a clock that is more than a day ahead; the ledger records that you did.
    #[arg(long, global = true)]
    pub accept_clock: bool,
}

impl Everywhere {
    /// The data directory, where one was named: a demonstration takes no other.
    fn data_given(&self) -> Option<PathBuf> {
        Some(self.data.clone()).filter(|data| data.as_os_str() != DATA)
    }
}

#[derive(Subcommand)]
pub enum Command {
    /// Try the product with a sample organisation.
    Demo(demo::Demo),
    /// Begin the management system of an organisation.
    Init(init::Init),
    /// Serve the pages and the API.
    Serve(serve::Serve),
}

impl Castellan {
    /// Runs the command. Exit 0 done, 1 refused, 2 wrong usage, 3 our own failure.
    pub async fn run(self) -> ExitCode {
        let everywhere = self.everywhere;
        let done = match self.command {
            Command::Demo(demo) => demo.run(everywhere.data_given()).await,
            Command::Init(init) => init.run(&everywhere).await,
            Command::Serve(serve) => serve.run(&everywhere).await,
        };
        done.unwrap_or_else(|error| failed(&error))
    }
}

/// A no of rules and rights is 1, our own failure 3; both are told in full on standard error.
fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("castellan: {error:#}");
    let refused =
        error.downcast_ref::<recorder::NotRecorded>().is_some_and(|no| !matches!(no, recorder::NotRecorded::Failed(_)));
    let refused = refused || error.downcast_ref::<isms::Refusal>().is_some();
    ExitCode::from(if refused { 1 } else { 3 })
}

/// An address that an account can have.
///
/// # Errors
/// Says what is wrong with it.
pub fn address(email: &str) -> anyhow::Result<()> {
    let parts =
        email.split_once('@').filter(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    let plain = email.chars().all(|c| !c.is_whitespace() && !c.is_control()) && email.len() <= 254;
    anyhow::ensure!(
        parts.is_some() && plain,
        "`{email}` is not an e-mail address: write it like mara.quint@example.com"
    );
    Ok(())
}
