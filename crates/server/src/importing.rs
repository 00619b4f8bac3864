//! Importing: files are read in a child process, kept in the vault as they came, and brought in by one act.
//!
//! The command line, the API and the page all come through here.

use std::sync::Mutex;

use isms::{
    Id, Refusal,
    evidence::VaultFile,
    import::{self, Choices, Outcome, Plan, RowIn, SheetIn},
};
use jiff::Timestamp;
use recorder::{Action, Caller, NotRecorded, Reader};
use serde_json::json;

use crate::{
    app::App,
    problem::Failed,
    work::{self, Answer, Job, Task},
};

/// The largest file of an import; what `formats` reads at most.
pub const LARGEST_FILE: usize = formats::limits::INPUT_BYTES;
/// Files of one import: a register each, and room for those of several sites.
pub const MOST_FILES: usize = 50;

/// A file as somebody brought it.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Its name, perhaps with a folder before it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What came of an import.
pub struct Imported {
    /// The record of the import; none where nothing was new.
    pub record: Option<Id>,
    /// What became of each row.
    pub outcome: Outcome,
}

/// Reads the tables of files that are not trusted.
///
/// # Errors
/// Says of which file, why not, and what to do.
pub async fn read(files: &[Brought]) -> Result<Vec<SheetIn>, Failed> {
    let mut sheets = Vec::new();
    for file in files {
        let job = Job { task: Task::Read, name: file.name.clone(), bytes: file.bytes.clone() };
        let Answer::Sheets(read) = work::run(job).await? else { continue };
        sheets.extend(read.into_iter().map(|sheet| sheet_in(&file.name, sheet)));
    }
    Ok(sheets)
}

fn sheet_in(file: &str, sheet: formats::Sheet) -> SheetIn {
    let text = |row: &formats::Row| (0..row.cells.len()).map(|column| row.text(column).into_owned()).collect();
    let rows = sheet.rows.iter().map(|row| RowIn { number: row.number, cells: text(row) }).collect();
    SheetIn { file: file.into(), sheet: sheet.name, rows }
}

/// What an import would do; nothing is written.
///
/// # Errors
/// Refused to those who may not import.
pub fn plan(app: &App, reader: &Reader, sheets: &[SheetIn], choices: &Choices) -> Result<Plan, Failed> {
    reader.must(Action::Import, "assets")?;
    Ok(import::plan(reader.view()?, sheets, choices, app.now()))
}

/// Brings the tables in: originals into the vault first, then one act for all of it.
///
/// # Errors
/// Refused where no register was recognised; then nothing is written.
pub async fn import(
    app: &App, caller: &Caller, files: &[Brought], sheets: Vec<SheetIn>, choices: Choices,
) -> Result<Imported, Failed> {
    app.recorder.read(caller).must(Action::Import, "assets")?;
    let kept = keep(app, files)?;
    let mut seed = [0_u8; 32];
    getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("the system gives no randomness: {error}"))?;
    let outcome = std::sync::Arc::new(Mutex::new(None));
    let told = std::sync::Arc::clone(&outcome);
    let words = json!({ "files": kept.iter().map(|file| &file.name).collect::<Vec<_>>() });
    let decide = move |isms: &isms::Isms, _: &isms::Who, now: Timestamp| {
        let (changes, outcome) = import::decide(isms, now, &sheets, &choices, kept.clone(), &seed)?;
        *told.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(outcome);
        Ok::<_, Refusal>(changes)
    };
    let recorded = app.recorder.record_decided(caller, Action::Import, ("imports", "imported"), words, decide).await?;
    let outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
    let outcome = outcome.ok_or_else(|| anyhow::anyhow!("an import was recorded without being decided"))?;
    let record = recorded.records.into_iter().find(|id| id.letters() == "IM");
    Ok(Imported { record, outcome })
}

/// Keeps the originals in the vault, before the act that names them.
fn keep(app: &App, files: &[Brought]) -> Result<Vec<VaultFile>, Failed> {
    let keep = |file: &Brought| {
        let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX);
        let blob = app.vault.put(&mut file.bytes.as_slice(), limit, app.now());
        let blob = blob.map_err(|error| NotRecorded::NotTaken(error.to_string()))?;
        Ok(VaultFile { sha256: blob.sha256.to_string(), name: plain_name(&file.name), size: blob.size })
    };
    files.iter().map(keep).collect()
}

/// A file's name without its folder.
fn plain_name(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).into()
}
