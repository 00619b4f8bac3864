//! `castellan list`: the records of a register.

use std::process::ExitCode;

use isms::Id;
use recorder::Reader;
use serde_json::Value;

use super::{
    Everywhere,
    named::{Dates, Register, register},
    output::Output,
};
use crate::{answers, listing::Listing, table::table};

/// List the records of a register.
#[derive(clap::Args)]
pub struct List {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Only records whose field holds this; a link is named by id, reference or title. All given must hold.
    #[arg(long = "where", value_name = "FIELD=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// Sort by this field; with `-` before it, the last one first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Withdrawn records too.
    #[arg(long)]
    withdrawn: bool,
    #[command(flatten)]
    dates: Dates,
    #[command(flatten)]
    output: Output,
}

fn filter(text: &str) -> Result<(String, String), String> {
    let (field, value) = text.split_once('=').ok_or_else(|| format!("`{text}` says no value: write FIELD=VALUE"))?;
    Ok((field.trim().into(), value.trim().into()))
}

impl List {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = self.dates.reader(&app, &caller)?;
        reader.must(recorder::Action::Read, self.register.name())?;
        let listing = Listing { filters: self.filters, sort: self.sort, withdrawn: self.withdrawn };
        let ids = listing.ids(&reader, self.register)?;
        let rows = answers::records(&reader, self.register, &ids);
        let columns = [&["id", "reference"], self.register.description().face.columns].concat();
        let tables = || vec![table(self.register.name(), &columns, &titled(&reader, &ids, &rows))];
        self.output.write(everywhere, &rows.clone().into(), tables)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The rows with their titles, which controls of Annex A have from the standard and not in their records.
fn titled(reader: &Reader, ids: &[Id], rows: &[Value]) -> Vec<Value> {
    let title = |id: &Id| reader.head(*id).map(|head| head.title).into();
    let titled = |(id, row): (&Id, &Value)| match row.get("title") {
        Some(_) => row.clone(),
        None => answers::with(row.clone(), "title", title(id)),
    };
    ids.iter().zip(rows).map(titled).collect()
}
