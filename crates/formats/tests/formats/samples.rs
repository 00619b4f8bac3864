//! Real files that other people made, compared with what other programs (openpyxl, Python's csv) read in them.

use std::fs;
use std::path::{Path, PathBuf};

use formats::{Row, Sheet, read};
use serde_json::Value as Json;

/// The folder of real files: `CASTELLAN_SAMPLES`, else where it stands beside the project.
fn samples() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let folder = std::env::var_os("CASTELLAN_SAMPLES").map_or_else(beside, PathBuf::from);
    if !folder.is_dir() {
        println!("SKIPPED: no real files at {}; set CASTELLAN_SAMPLES to their folder", folder.display());
        return None;
    }
    Some(folder)
}

fn tables(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tables(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "csv" || extension == "xlsx") {
            found.push(path);
        }
    }
}

fn read_file(path: &Path) -> Vec<Sheet> {
    read(&path.display().to_string(), &fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_real_file_reads() {
    let Some(folder) = samples() else { return };
    let mut files = Vec::new();
    tables(&folder, &mut files);
    for file in &files {
        let rows: usize = read_file(file).iter().map(|sheet| sheet.rows.len()).sum();
        assert!(rows > 1, "{}", file.display());
    }
    println!("real files read: {}", files.len());
}

#[test]
fn real_tables_agree_with_what_other_programs_read() {
    let Some(folder) = samples() else { return };
    let folder = folder.join("workbooks");
    let expected: Json = serde_json::from_slice(&fs::read(folder.join("expected.json")).unwrap()).unwrap();
    let mut compared = 0;
    for (name, facts) in expected.as_object().unwrap() {
        let path = folder.join(name);
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("csv") => agree_on_csv(name, &read_file(&path), facts),
            Some("xlsx") => agree_on_workbook(name, &read_file(&path), facts),
            _ => continue,
        }
        compared += 1;
    }
    println!("real files compared: {compared}");
}

#[test]
fn the_sample_organisation_has_its_rows() {
    let Some(folder) = samples() else { return };
    let folder = folder.join("northwind-analytics");
    let facts: Json = serde_json::from_slice(&fs::read(folder.join("expected-facts.json")).unwrap()).unwrap();
    for (register, count) in facts["rows"].as_object().unwrap() {
        let sheets = read_file(&folder.join(register.replace('_', "-") + ".csv"));
        let rows = &sheets[0].rows;
        assert_eq!(rows.len() as u64 - 1, count.as_u64().unwrap(), "{register}");
        assert!(rows.iter().all(|row| row.cells.len() == rows[0].cells.len()), "{register} is ragged");
    }
}

fn agree_on_csv(name: &str, sheets: &[Sheet], facts: &Json) {
    let rows = &sheets[0].rows;
    assert_eq!(texts(&rows[0]), strings(&facts["header"]), "{name}");
    assert_eq!(rows.len() as u64 - 1, facts["data_rows"].as_u64().unwrap(), "{name}");
    for (key, row) in [("first", &rows[1]), ("last", &rows[rows.len() - 1])] {
        assert_eq!(texts(row)[..4], strings(&facts[key]), "{name}, {key} row");
    }
    let mut widths: Vec<u64> = rows.iter().map(|row| row.cells.len() as u64).collect();
    widths.sort_unstable();
    widths.dedup();
    match facts["ragged_row_widths"].as_array() {
        Some(ragged) => assert_eq!(widths, ragged.iter().filter_map(Json::as_u64).collect::<Vec<_>>(), "{name}"),
        None => assert_eq!(widths.len(), 1, "{name}"),
    }
}

fn agree_on_workbook(name: &str, sheets: &[Sheet], facts: &Json) {
    let expected = facts["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), expected.len(), "{name}");
    for (sheet, facts) in sheets.iter().zip(expected) {
        let place = format!("{name}, sheet {}", facts["sheet"]);
        assert_eq!(sheet.name.as_deref(), facts["sheet"].as_str(), "{place}");
        assert_eq!(sheet.rows.len() as u64, facts["non_empty_rows"].as_u64().unwrap(), "{place}");
        if let Some(number) = facts["header_row"].as_u64() {
            agree_on_table(&place, sheet, number, facts);
        }
    }
}

fn agree_on_table(place: &str, sheet: &Sheet, header_row: u64, facts: &Json) {
    let header = sheet.rows.iter().position(|row| u64::from(row.number) == header_row).unwrap();
    let below = &sheet.rows[header + 1..];
    assert_eq!(filled(&sheet.rows[header]), strings(&facts["header"]), "{place}");
    assert_eq!(below.len() as u64, facts["rows_below_header"].as_u64().unwrap(), "{place}");
    assert_eq!(u64::from(below[below.len() - 1].number), facts["last_row_number"].as_u64().unwrap(), "{place}");
    for (cell, expected) in beginnings(filled(&below[0])).iter().zip(strings(&facts["first"])) {
        // Of a formula the other program gives the formula, and we its result.
        assert!(*cell == expected || expected.starts_with('='), "{place}: {cell} is not {expected}");
    }
}

/// Texts with white space made plain, as the expectations were made.
fn texts(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text().split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn filled(row: &Row) -> Vec<String> {
    texts(row).into_iter().filter(|text| !text.is_empty()).collect()
}

fn strings(json: &Json) -> Vec<String> {
    let texts = json.as_array().unwrap().iter().filter_map(Json::as_str);
    texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// Each text cut where the expectations of workbooks cut theirs.
fn beginnings(texts: Vec<String>) -> Vec<String> {
    texts.into_iter().map(|text| text.chars().take(60).collect::<String>().trim_end().to_owned()).collect()
}
