//! `castellan show`: one record.

use std::process::ExitCode;

use serde_json::Value;

use super::{
    Everywhere,
    named::{Dates, Register, record, register},
    output::say,
};
use crate::{answers, table::words};

/// Show a record.
#[derive(clap::Args)]
pub struct Show {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Its reference or id.
    id: String,
    #[command(flatten)]
    dates: Dates,
}

impl Show {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = self.dates.reader(&app, &caller)?;
        let shown = answers::record(&reader, self.register, record(&reader, self.register, &self.id)?)?;
        say(everywhere, &shown, || lines(&shown))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A record as lines, a field each; empty ones are left out.
pub fn lines(shown: &Value) -> String {
    let fields = shown.as_object().into_iter().flatten().map(|(name, value)| (isms::label(name), words(value)));
    let filled: Vec<(String, String)> = fields.filter(|(_, value)| !value.is_empty()).collect();
    let width = filled.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let line = |(name, value): &(String, String)| {
        let indent = format!("\n{:width$}  ", "");
        let plain: String = value.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        format!("{name:<width$}  {}\n", plain.replace('\n', &indent))
    };
    filled.iter().map(line).collect()
}
