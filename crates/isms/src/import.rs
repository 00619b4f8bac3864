//! Import: tables of text in, what each row becomes out, and then the changes of one act.
//!
//! Files are read elsewhere; here a table is rows of text with their numbers. [`plan`] recognises registers, heading
//! rows and columns, and shows what would come of each row and what a person should know. [`decide`] does the same work
//! again and gives its changes with the record of the import. [`undone`] is the way back.
//!
//! The rules, in short: a row with a number of its own is matched by that alone; names are matched, never merged; a cell
//! is compared with what the same source said of it before, and what was edited here since stays; nothing that a file
//! says is dropped, for what fits no field is kept in the record's notes; what is missing from a file deletes nothing.

mod adopted;
mod cells;
mod columns;
mod control_numbers;
mod controls;
mod dates;
mod draft;
mod find;
mod finish;
mod joined;
mod links;
mod matching;
mod names;
mod outcome;
mod rating;
mod recognise;
mod risks;
mod scale_words;
mod source;
mod stated_scales;
mod table;
mod understand;
mod undo;
mod words;
mod work;

#[cfg(test)]
mod tests;

pub use outcome::{
    Becomes, ColumnPlan, Confidence, FileOutcome, Outcome, Plan, Problem, RowPlan, SheetOutcome, SheetPlan,
};
pub use undo::{in_the_way, undone, written_again, written_before};

use crate::{
    collection::Body,
    id::Id,
    refusal::{Reason, Refusal},
    register::Register,
    registers::{
        Import, Isms,
        imports::{ImportedSheet, VaultFile, Written},
    },
    revision::{Changes, Revision},
    say,
};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Records that one import writes. Its own record names them all, each in some 40 bytes, and a record holds 1 MiB.
pub const MOST_RECORDS: usize = 20_000;

/// A table as it was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetIn {
    /// The file's name; a folder before it is ignored.
    pub file: String,
    /// The sheet of a workbook; nothing for a CSV file.
    pub sheet: Option<String>,
    /// The rows, from the first on.
    pub rows: Vec<RowIn>,
}

/// A row as it was read from a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowIn {
    /// The number a person sees beside it, from 1.
    pub number: u32,
    /// The cells as text, dates as in `2026-12-31`.
    pub cells: Vec<String>,
}

/// What a person decided about the tables of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// For each table, in the order in which they are given; what is missing is left to be found out.
    pub sheets: Vec<SheetChoice>,
    /// Whether tables of which it is uncertain what they are stay out, each with a problem.
    pub only_certain: bool,
}

/// What a person decided about one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetChoice {
    /// Leave it out.
    pub leave_out: bool,
    /// The register it is of.
    pub register: Option<String>,
    /// The number of the row that heads its columns.
    pub header_row: Option<u32>,
    /// By column from 0, the field as a dotted path, or `reference`; nothing keeps the column in the notes.
    pub columns: BTreeMap<usize, Option<String>>,
    /// What the source is called, where its file's name does not tell.
    pub source: Option<String>,
}

/// What would come of an import; nothing is written.
pub fn plan(isms: &Isms, sheets: &[SheetIn], choices: &Choices, now: Timestamp) -> Plan {
    let done = work::work(isms, sheets, choices, now, &[]);
    Plan { sheets: done.sheets, after: done.after }
}

/// The changes of an import, all of them one act, with the record of the import; none where nothing is new.
///
/// `seed` is random and secret: salts of what the sources said are made of it.
///
/// # Errors
/// Refused where no register was recognised in any table.
pub fn decide(
    isms: &Isms, now: Timestamp, sheets: &[SheetIn], choices: &Choices, files: Vec<VaultFile>, seed: &[u8],
) -> Result<(Changes, Outcome), Refusal> {
    let done = work::work(isms, sheets, choices, now, seed);
    let plan = Plan { sheets: done.sheets, after: done.after };
    if plan.sheets.iter().all(|sheet| sheet.register.is_none()) {
        return Err(nothing_recognised(&plan));
    }
    let count = done.created.len() + done.changed.len();
    if count > MOST_RECORDS {
        return Err(too_many(count));
    }
    let outcome = plan.outcome();
    if done.created.is_empty() && done.changed.is_empty() {
        return Ok((Changes::new(), outcome));
    }
    let record = Import {
        title: title(&outcome),
        files,
        sheets: outcome.files.iter().flat_map(imported).collect(),
        created: done.created.iter().map(written).collect(),
        changed: done.changed.iter().map(written).collect(),
    };
    let id = Id::new(Import::LETTERS, isms.imports().next_number());
    let record = Revision::new(id, 1, &Body { record, ..Body::default() });
    Ok(([done.created, done.changed, vec![record]].concat(), outcome))
}

fn too_many(count: usize) -> Refusal {
    let why =
        say!("{count} records would be written, and one import writes {most}", count = count, most = MOST_RECORDS);
    Refusal::new(
        say!("the import cannot be done"),
        Reason::new(why, say!("split the files, and bring them in one after the other")),
    )
}

fn nothing_recognised(plan: &Plan) -> Refusal {
    let why = match plan.sheets.first() {
        Some(sheet) => say!("no register was recognised in {file}", file = sheet.file),
        None => say!("there is no table in it"),
    };
    let remedy = say!("say which register it is of, and see that one row heads the columns");
    Refusal::new(say!("the import cannot be done"), Reason::new(why, remedy))
}

fn title(outcome: &Outcome) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> = outcome.files.iter().map(|file| file.file.as_str()).collect();
    match names.split_at_checked(NAMED) {
        Some((first, rest)) if !rest.is_empty() => format!("{} and {} more", first.join(", "), rest.len()),
        _ => names.join(", "),
    }
}

fn imported(file: &FileOutcome) -> impl Iterator<Item = ImportedSheet> {
    file.sheets.iter().map(|sheet| ImportedSheet {
        file: file.file.clone(),
        sheet: sheet.sheet.clone(),
        register: sheet.register.map(String::from),
        rows: sheet.rows,
        created: sheet.created,
        changed: sheet.changed,
        unchanged: sheet.unchanged,
        skipped: sheet.skipped,
    })
}

fn written(revision: &Revision) -> Written {
    Written { record: revision.id.to_string(), revision: revision.revision }
}
