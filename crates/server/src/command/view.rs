//! `castellan risks`, `treatment`, `overdue`: a view, in any form.

use std::process::ExitCode;

use anyhow::Context;

use super::{
    Everywhere,
    named::Dates,
    output::{Format, Output},
};
use crate::{paper, views};

/// Print a view.
#[derive(clap::Args)]
pub struct Printed {
    #[command(flatten)]
    pub dates: Dates,
    #[command(flatten)]
    pub output: Output,
    /// Exit 1 where something was found.
    #[arg(long)]
    pub strict: bool,
}

impl Printed {
    pub async fn run(self, everywhere: &Everywhere, name: &str) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let view = views::view(name).context("the command has no view")?;
        let reader = self.dates.reader(&app, &caller)?;
        let json = view.json(&reader)?;
        match self.output.format(everywhere) {
            Format::Pdf => self.output.put_file(&paper::print(&reader, view, &json).await?)?,
            _ => self.output.write(everywhere, &json, || view.tables(&json))?,
        }
        Ok(strictly(self.strict, view.found(&json)))
    }
}

/// Success, unless findings count.
pub fn strictly(strict: bool, found: usize) -> ExitCode {
    ExitCode::from(u8::from(strict && found > 0))
}
