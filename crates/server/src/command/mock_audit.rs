//! `castellan mock-audit`: what an auditor would find on records drawn by a seed.

use std::process::ExitCode;

use super::{Everywhere, named::Dates, output::Output};
use crate::views;

/// Draw records by a seed, and print what an auditor would find on them.
#[derive(clap::Args)]
pub struct MockAudit {
    /// A word by which the same records are drawn again.
    #[arg(long, value_name = "WORD")]
    seed: String,
    #[command(flatten)]
    dates: Dates,
    #[command(flatten)]
    output: Output,
}

impl MockAudit {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = self.dates.reader(&app, &caller)?;
        let found = views::mock_audit(&reader, &self.seed)?;
        self.output.write(everywhere, &found, || views::MOCK_AUDIT.tables(&found))?;
        Ok(ExitCode::SUCCESS)
    }
}
