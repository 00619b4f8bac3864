//! `castellan edit`: other fields for a record.

use std::process::ExitCode;

use isms::Asked;
use recorder::Doing;
use serde_json::{Map, Value};

use super::{
    Everywhere, act,
    fields::{Assignment, assignment, fields},
    named::{Register, record, register},
};

/// Edit a record. Fields that only a named act sets are refused: see `castellan do`.
#[derive(clap::Args)]
pub struct Edit {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Its reference or id.
    id: String,
    /// What it states now.
    #[arg(value_name = "FIELD=VALUE", value_parser = assignment, required = true)]
    fields: Vec<Assignment>,
    /// Why; the ledger keeps it.
    #[arg(long)]
    reason: Option<String>,
    /// The revision you saw; refused when it was changed since.
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
}

impl Edit {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let reader = app.recorder.read(&caller);
        let id = record(&reader, self.register, &self.id)?;
        let held = reader.get(self.register, id)?;
        // A part of a field is put into the rest of it, which must not change meanwhile.
        let partial: Vec<&Assignment> = self.fields.iter().filter(|one| one.is_partial()).collect();
        let were = partial
            .iter()
            .filter_map(|one| Some((one.field().to_string(), held.body.record.get(one.field())?.clone())));
        let fields = fields(&self.fields, were.collect::<Map<String, Value>>());
        let seen = self.revision.or(Some(held.revision).filter(|_| !partial.is_empty()));
        let asked = Asked { on: vec![id], word: "edited".into(), fields, reason: self.reason, ..Asked::default() };
        act::done(everywhere, &app, &caller, self.register, Doing { asked, seen, request: None }).await
    }
}
