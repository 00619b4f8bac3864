//! What an import must hold: its rules on small tables, any table at all, and two whole sets of registers.

mod any_table;
mod northwind;
mod rules;
mod scales;
mod starter_kit;

use super::*;
use crate::{
    founding::found,
    registers::{ALL, Organisation},
    revision::fold,
};
use std::path::{Path, PathBuf};

pub(super) const SEED: &[u8] = b"a seed that only this test knows";

pub(super) fn now() -> Timestamp {
    "2026-10-31T09:00:00Z".parse().unwrap()
}

/// An organisation on its first day.
pub(super) fn founded() -> Isms {
    let organisation = Organisation { name: "Northwind Analytics Ltd".into(), ..Organisation::default() };
    let changes = found(&Isms::default(), organisation).unwrap();
    fold(Isms::default(), &changes).unwrap()
}

/// A table as a CSV file has it; the text may be ragged.
pub(super) fn table(file: &str, text: &str) -> SheetIn {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.unwrap();
        let number = record.position().unwrap().line() as u32;
        RowIn { number, cells: record.iter().map(String::from).collect() }
    };
    SheetIn { file: file.into(), sheet: None, rows: reader.records().map(row).collect() }
}

/// The tables of a folder, in the order of their names.
pub(super) fn folder(folder: &Path) -> Vec<SheetIn> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|file| file.extension().is_some_and(|ending| ending == "csv")).collect();
    files.sort();
    let read = |file: &PathBuf| table(&file.to_string_lossy(), &std::fs::read_to_string(file).unwrap());
    files.iter().map(read).collect()
}

/// Imports the tables, and gives the state after it with what was told.
pub(super) fn imported(isms: &Isms, sheets: &[SheetIn]) -> (Isms, Changes, Outcome) {
    let (changes, outcome) = decide(isms, now(), sheets, &Choices::default(), vec![], SEED).unwrap();
    for sheet in outcome.files.iter().flat_map(|file| &file.sheets) {
        assert_eq!(sheet.rows, sheet.created + sheet.changed + sheet.unchanged + sheet.skipped);
    }
    (fold(isms.clone(), &changes).unwrap(), changes, outcome)
}

pub(super) fn sheet<'o>(outcome: &'o Outcome, file: &str) -> &'o SheetOutcome {
    &outcome.files.iter().find(|one| one.file == file).unwrap_or_else(|| panic!("{file}")).sheets[0]
}

/// The record with this reference, as JSON.
pub(super) fn record(isms: &Isms, register: &str, reference: &str) -> serde_json::Value {
    let register = crate::registers::register(register).unwrap();
    let ids = register.find(isms, reference);
    assert_eq!(ids.len(), 1, "{reference}: {ids:?}");
    register.get(isms, ids[0]).unwrap().body.record
}

/// All that a state holds, with ids replaced by what people call the records.
pub(super) fn told(isms: &Isms) -> Vec<String> {
    let mut all = Vec::new();
    for register in ALL.iter().filter(|register| !["imports", "accounts"].contains(&register.name())) {
        for id in register.ids(isms, true) {
            let held = register.get(isms, id).unwrap();
            let body = crate::shape::record_shown(isms, &held, &|_| true);
            let mut body = body.as_object().unwrap().clone();
            body.remove("id");
            body.remove("revision");
            all.push(format!("{} {}", register.name(), without_ids(&body.into())));
        }
    }
    all.sort();
    all
}

/// All bodies in use, but those of the imports.
pub(super) fn in_use(isms: &Isms) -> Vec<String> {
    let registers = ALL.iter().filter(|register| register.name() != "imports");
    let ids = registers.flat_map(|register| register.ids(isms, false).map(move |id| (register, id)));
    ids.map(|(register, id)| format!("{id} {:?}", register.get(isms, id).unwrap().body)).collect()
}

fn without_ids(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Array(items) => items.iter().map(without_ids).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| *name != "id" && *name != "of");
            kept.map(|(name, value)| (name.clone(), without_ids(value))).collect()
        }
        plain => plain.clone(),
    }
}
