//! `castellan findings`: what the rules found.

use std::process::ExitCode;

use super::{
    Everywhere,
    named::{Dates, Register, register},
    output::Output,
    view::strictly,
};
use crate::views;

/// Print what the rules found, in all registers or in one.
#[derive(clap::Args)]
pub struct Findings {
    /// In this register alone.
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Option<Register>,
    #[command(flatten)]
    dates: Dates,
    #[command(flatten)]
    output: Output,
    /// Exit 1 where something was found.
    #[arg(long)]
    strict: bool,
}

impl Findings {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = self.dates.reader(&app, &caller)?;
        let found = views::findings(&reader, self.register.map(|register| register.name()))?;
        self.output.write(everywhere, &found, || views::FINDINGS.tables(&found))?;
        Ok(strictly(self.strict, views::FINDINGS.found(&found)))
    }
}
