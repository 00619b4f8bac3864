//! `castellan history`: what happened to a record.

use std::process::ExitCode;

use super::{
    Everywhere,
    named::{Dates, Register, record, register},
    output::Output,
};
use crate::{answers, table::table};

/// Show what happened to a record, the first revision first.
#[derive(clap::Args)]
pub struct History {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Its reference or id.
    id: String,
    #[command(flatten)]
    dates: Dates,
    #[command(flatten)]
    output: Output,
}

const COLUMNS: &[&str] = &["revision", "entry", "at", "by.name", "via", "act", "reason"];

impl History {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = self.dates.reader(&app, &caller)?;
        let id = record(&reader, self.register, &self.id)?;
        let steps = answers::history(&reader, self.register, id)?;
        let rows = || steps.as_array().map_or(&[][..], Vec::as_slice);
        self.output.write(everywhere, &steps, || vec![table("history", COLUMNS, rows())])?;
        Ok(ExitCode::SUCCESS)
    }
}
