//! `castellan soa`: the Statement of Applicability, also as the document and the spreadsheet that one hands out.

use std::process::ExitCode;

use serde_json::Value;

use super::{
    Everywhere,
    output::Format,
    view::{Printed, strictly},
};
use crate::statement::{draft, print, table};

/// Print the Statement of Applicability.
#[derive(clap::Args)]
pub struct Soa {
    #[command(flatten)]
    printed: Printed,
}

impl Soa {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let Printed { dates, output, strict } = &self.printed;
        let format = output.format(everywhere);
        if matches!(format, Format::Json | Format::Table) {
            return self.printed.run(everywhere, "soa").await;
        }
        let (app, caller) = everywhere.open()?;
        let reader = dates.reader(&app, &caller)?;
        let statement = draft(&reader, &|_, _| true)?;
        match format {
            Format::Pdf => output.put_file(&print(&statement).await?)?,
            _ => {
                let table = table(&reader, &statement)?;
                output.write(everywhere, &Value::Null, || vec![table])?;
            }
        }
        Ok(strictly(*strict, statement.controls.iter().map(|control| control.findings.len()).sum()))
    }
}
