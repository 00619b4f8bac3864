//! `castellan list`: the records of a register.

use std::process::ExitCode;

use isms::Kind;
use recorder::{Action, Reader, Seen};
use serde_json::Value;

use super::{
    Everywhere,
    named::{Dates, Register, register},
    output::Output,
};
use crate::{answers::with, api, table::table};

/// List the records of a register.
#[derive(clap::Args)]
pub struct List {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Only records whose field holds this; a link is named by id, reference or title. Different fields must all hold.
    #[arg(long = "where", value_name = "FIELD=VALUE", value_parser = filter)]
    filters: Vec<(String, String)>,
    /// Sort by this field; with `-` before it, the last one first.
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// The withdrawn records instead.
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
        reader.must(Action::Read, self.register.name())?;
        let filters: Vec<(String, String)> =
            self.filters.iter().map(|given| meant(&reader, self.register, given)).collect();
        let list = api::List::whole(self.register, &filters, self.sort.as_deref(), self.withdrawn)?;
        let records = list.page(&reader).records;
        let rows: Value = records.iter().map(Seen::shown).collect();
        let columns = [&["id", "reference"], self.register.description().face.columns].concat();
        let tables = || vec![table(self.register.name(), &columns, &records.iter().map(titled).collect::<Vec<_>>())];
        self.output.write(everywhere, &rows, tables)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A filter as programs write it: people name the record of a link as they call it, and say yes and no.
fn meant(reader: &Reader, register: Register, (field, value): &(String, String)) -> (String, String) {
    let kind = register.description().field(field).map(|field| &field.kind);
    let kind = if let Some(Kind::List(item)) = kind { Some(&**item) } else { kind };
    let value = match (kind, value.as_str()) {
        (Some(Kind::Link(to)), name) => record(reader, to, name),
        (Some(Kind::Flag), "yes") => "true".into(),
        (Some(Kind::Flag), "no") => "false".into(),
        _ => value.clone(),
    };
    (field.clone(), value)
}

fn record(reader: &Reader, register: &str, name: &str) -> String {
    let found = recorder::named(register).map(|register| reader.find(register, name)).unwrap_or_default();
    if let [one] = found.as_slice() { one.to_string() } else { name.into() }
}

/// A row with its title, which controls of Annex A have from the standard and not in their records.
fn titled(record: &Seen) -> Value {
    let shown = record.shown();
    match shown.get("title") {
        Some(title) if !title.is_null() => shown,
        _ => with(shown, "title", record.head().map(|head| head.title).into()),
    }
}
