//! `castellan do`: an act on a record.

use std::process::ExitCode;

use isms::{AnyRegister, Asked};
use recorder::{Caller, Doing};
use serde_json::{Map, json};

use super::{
    Everywhere,
    fields::{Assignment, assignment, fields},
    named::{Register, record, register},
    output::say,
    show::lines,
};
use crate::{answers, app::App};

/// Do an act to a record: `confirmed`, `withdrawn`, `restored`, `set-back revision=NUMBER`, or one of the register's own.
#[derive(clap::Args)]
pub struct Do {
    #[arg(value_parser = register(), hide_possible_values = true)]
    register: Register,
    /// Its reference or id.
    id: String,
    /// The act's word, such as `accepted`.
    act: String,
    /// What the act states.
    #[arg(value_name = "FIELD=VALUE", value_parser = assignment)]
    fields: Vec<Assignment>,
    /// Why; the ledger keeps it.
    #[arg(long)]
    reason: Option<String>,
    /// The revision you saw; refused when it was changed since.
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
}

impl Do {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        let id = record(&app.recorder.read(&caller), self.register, &self.id)?;
        let fields = fields(&self.fields, Map::new());
        let asked = Asked { on: vec![id], word: self.act, fields, reason: self.reason, ..Asked::default() };
        let doing = Doing { asked, seen: self.revision, request: None };
        done(everywhere, &app, &caller, self.register, doing).await
    }
}

/// Records an act, and says what the record states now.
pub async fn done(
    everywhere: &Everywhere, app: &App, caller: &Caller, register: &'static dyn AnyRegister, doing: Doing,
) -> anyhow::Result<ExitCode> {
    let on = doing.asked.on.first().copied();
    let recorded = app.record(caller, register, doing).await?;
    let id = on.or(recorded.records.last().copied());
    let reader = app.recorder.read(caller);
    // Who may report something need not be able to see it afterwards.
    let shown = id.map(|id| answers::record(&reader, register, id).unwrap_or_else(|_| json!({ "id": id })));
    let shown = shown.unwrap_or_default();
    say(everywhere, &shown, || {
        let changed = if recorded.records.is_empty() { "Nothing had to be changed." } else { "Recorded" };
        let entry = if recorded.records.is_empty() { String::new() } else { format!(" as entry {}.", recorded.seq) };
        format!("{changed}{entry}\n{}", lines(&shown))
    })?;
    Ok(ExitCode::SUCCESS)
}
