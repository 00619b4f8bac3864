//! `castellan changes`: what became different between two days.

use std::process::ExitCode;

use jiff::civil::Date;

use super::{Everywhere, exit::WrongUsage, output::Output};
use crate::{sign_in::looking, views};

/// Print what people did to the records between two days, and what time alone did.
#[derive(clap::Args)]
pub struct Changes {
    /// The earlier day; its own changes are not among them.
    #[arg(long, value_name = "DATE", value_parser = crate::sign_in::date)]
    from: Date,
    /// The later day.
    #[arg(long, value_name = "DATE", value_parser = crate::sign_in::date)]
    to: Date,
    #[command(flatten)]
    output: Output,
}

impl Changes {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let Changes { from, to, output } = self;
        if from > to {
            return Err(WrongUsage(format!("{from} is after {to}: give the earlier day as `--from`")).into());
        }
        let (app, caller) = everywhere.open()?;
        let (before, after) = (looking(&app, &caller, Some(from), None)?, looking(&app, &caller, Some(to), None)?);
        let changes = views::changes(&before, &after)?;
        output.write(everywhere, &changes, || views::CHANGES.tables(&changes))?;
        Ok(ExitCode::SUCCESS)
    }
}
