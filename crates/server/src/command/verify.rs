//! `castellan verify`: is the ledger what it was?

use std::process::ExitCode;

use recorder::{Action, Clock, DataDirectory, DirectoryError, NotRecorded, StoreError};
use serde_json::{Value, json};

use super::{Everywhere, output::say, progress::Progress};
use crate::table::at;

/// Derive the whole ledger again from what is stored, and name the first thing that does not fit.
#[derive(clap::Args)]
pub struct Verify {}

impl Verify {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        may(everywhere)?;
        let verified = match DataDirectory::open(&everywhere.data) {
            Ok(directory) => verified(&directory)?,
            Err(DirectoryError::Store(StoreError::Damaged(what))) => {
                json!({ "id": null, "entries": 0, "root": null, "problem": what })
            }
            Err(error) => return Err(error.into()),
        };
        let ok = at(&verified, "problem").is_null();
        say(everywhere, &json!({ "ok": ok, "organisations": [verified] }), || words(&verified))?;
        Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

/// Rights stand in the ledger: where that cannot be read any more, whoever holds the files may look what is wrong.
fn may(everywhere: &Everywhere) -> anyhow::Result<()> {
    let damaged = |error: &anyhow::Error| {
        let directory =
            error.downcast_ref().is_some_and(|error| matches!(error, DirectoryError::Store(StoreError::Damaged(_))));
        directory || error.downcast_ref().is_some_and(|error| matches!(error, StoreError::Damaged(_)))
    };
    match everywhere.open() {
        Ok((app, caller)) => Ok(app.recorder.read(&caller).must(Action::Verify, "ledger")?),
        Err(error) if damaged(&error) => Ok(()),
        Err(error) => Err(error),
    }
}

fn verified(directory: &DataDirectory) -> Result<Value, NotRecorded> {
    let ledger = directory.ledger(Clock::started(jiff::Timestamp::now()));
    let mut progress = Progress::of("verifying entry");
    let verified = recorder::verify(&ledger, Some(&directory.vault()), |done, all| progress.tell(done, all))?;
    let problem = verified.problem.map(|problem| problem.what);
    Ok(
        json!({ "id": ledger.org(), "entries": verified.entries, "root": verified.root.to_string(), "problem": problem }),
    )
}

fn words(verified: &Value) -> String {
    let entries = at(verified, "entries");
    match at(verified, "problem").as_str() {
        None => format!("Whole: {entries} entries, root {}.\n", at(verified, "root").as_str().unwrap_or_default()),
        Some(problem) => format!(
            "DAMAGED after {entries} entries that fit: {problem}.\nRestore a backup with `castellan restore`.\n"
        ),
    }
}
