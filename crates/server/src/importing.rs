//! Importing: files are read in a child process, kept in the vault as they came, and brought in by one act.
//!
//! The command line, the API and the page all come through here.

use std::sync::Mutex;

use axum::extract::{Multipart, multipart::MultipartError};
use isms::{
    Id, Refusal,
    import::{self, Choices, Outcome, Plan, RowIn, SheetIn},
};
use jiff::Timestamp;
use recorder::{Action, Caller, Naming, NotRecorded, Reader, Request};
use serde_json::json;

use crate::{
    app::App,
    keeping::keep,
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
    /// What became of each row; nothing where this request was answered before.
    pub outcome: Outcome,
}

/// The files of a form; each within its limit.
///
/// # Errors
/// Says which file is too large, or that there are too many.
pub async fn brought(mut form: Multipart) -> Result<Vec<Brought>, Failed> {
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(broken)?;
        if name.is_empty() {
            continue;
        }
        if bytes.len() > LARGEST_FILE {
            return Err(
                NotRecorded::NotTaken(format!("`{name}` is larger than 20 MiB: split it into several files")).into()
            );
        }
        if files.len() == MOST_FILES {
            return Err(
                NotRecorded::NotTaken(format!("more than {MOST_FILES} files came: bring them in two rounds")).into()
            );
        }
        files.push(Brought { name, bytes: bytes.into() });
    }
    Ok(files)
}

fn broken(error: MultipartError) -> Failed {
    Failed::BadRequest(format!("the files did not arrive whole: {}", error.body_text()))
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
    app: &App, caller: &Caller, files: &[Brought], (sheets, choices): (Vec<SheetIn>, Choices), request: Option<Request>,
) -> Result<Imported, Failed> {
    app.recorder.read(caller).must(Action::Import, "assets")?;
    let limit = u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX);
    let keep = |file: &Brought| keep(app, caller, &file.name, &mut file.bytes.as_slice(), limit);
    let kept = files.iter().map(keep).collect::<Result<Vec<_>, _>>()?;
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
    let naming = Naming { register: "imports", word: "imported", words, request };
    let recorded = app.recorder.record_decided(caller, Action::Import, naming, decide).await?;
    let outcome = outcome.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take().unwrap_or_default();
    let record = recorded.records.into_iter().find(|id| id.letters() == "IM");
    Ok(Imported { record, outcome })
}
