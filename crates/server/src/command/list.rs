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
use crate::{
    answers::with,
    listing::{Path, Question},
    page::shown::Shown,
    problem::Failed,
    table::table,
};

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
        let shown = Shown::to(&reader);
        let question = self.question(&reader)?;
        let found = shown.found(self.register, &question, &shown.findings_for(self.register, &question));
        let records: Vec<Seen> = found.into_iter().filter_map(|id| reader.seen(self.register, id).ok()).collect();
        let rows: Value = records.iter().map(Seen::shown).collect();
        let columns = [&["id", "reference"], self.register.description().face.columns].concat();
        let tables = || vec![table(self.register.name(), &columns, &records.iter().map(titled).collect::<Vec<_>>())];
        self.output.write(everywhere, &rows, tables)?;
        Ok(ExitCode::SUCCESS)
    }

    fn question(&self, reader: &Reader) -> Result<Question, Failed> {
        let filters = self.filters.iter().map(|given| meant(reader, self.register, given));
        let sort = self.sort.iter().map(|sort| ("sort".into(), sort.clone()));
        let pairs: Vec<(String, String)> = filters.chain(sort).collect();
        let question = Question::read(self.register.description(), &pairs)?;
        Ok(Question { withdrawn: self.withdrawn, ..question })
    }
}

/// A filter by the id of a link, which people name by what they call the record.
fn meant(reader: &Reader, register: Register, (path, value): &(String, String)) -> (String, String) {
    let kind = Path::read(register.description(), path).ok().map(|path| path.kind);
    let kind = if let Some(Kind::List(item)) = kind { Some(*item) } else { kind };
    let value = if let Some(Kind::Link(to)) = kind { record(reader, &to, value) } else { value.clone() };
    (path.clone(), value)
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
