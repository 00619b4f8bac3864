//! `castellan add`: a new record.

use std::process::ExitCode;

use isms::Asked;
use recorder::Doing;
use serde_json::Map;

use super::{
    Everywhere, act,
    fields::{Assignment, assignment, fields},
    named::{Register, register},
};

/// Add a record.
#[derive(clap::Args)]
pub struct Add {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// What it states.
    #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
    fields: Vec<Assignment>,
    /// Why; the ledger keeps it.
    #[arg(long)]
    reason: Option<String>,
}

impl Add {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let fields = fields(&self.fields, Map::new());
        let asked = Asked { word: "added".into(), fields, reason: self.reason, ..Asked::default() };
        act::done(everywhere, &app, &caller, self.register, Doing { asked, ..Doing::default() }).await
    }
}
