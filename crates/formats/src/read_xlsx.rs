//! Reads workbooks cell by cell: what a sheet declares about itself (its dimension, merged ranges to row 1,048,576) is
//! never believed, so it costs nothing.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{CellErrorType, DataRef, Reader, SheetType, Xlsx, XlsxCellFormulaMetadataRecord, XlsxError};

use crate::budget::Budget;
use crate::{Row, Sheet, Unreadable, Value, limits, package, serial_date};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    package::check(file, bytes, limits::INFLATED_BYTES)?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged(file, error))?;
    let all = workbook.sheets_metadata().iter();
    let names: Vec<String> =
        all.filter(|sheet| sheet.typ == SheetType::WorkSheet).map(|sheet| sheet.name.clone()).collect();
    if names.len() > limits::SHEETS {
        return Err(Unreadable::too_large(file, "100 sheets", "split it into several files"));
    }
    let mut budget = Budget::new(file);
    names.iter().map(|name| read_sheet(file, &mut workbook, name, &mut budget)).collect()
}

fn read_sheet(file: &str, workbook: &mut Workbook, name: &str, budget: &mut Budget) -> Result<Sheet, Unreadable> {
    budget.enter(name);
    let is_1904 = workbook.has_1904_epoch();
    let damaged = |error: XlsxError| Unreadable::damaged(file, format!("sheet `{name}`: {error}"));
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut sheet = Sheet { name: Some(name.to_owned()), ..Sheet::default() };
    let mut rows = BTreeMap::new();
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => place(&cell, is_1904, &mut rows, &mut sheet, budget)?,
            Ok(None) => break,
            Err(XlsxError::CellError(_)) => {} // an error value newer than the reader: an empty cell like the others
            Err(error) => return Err(damaged(error)),
        }
    }
    sheet.rows = rows.into_iter().map(|(number, cells)| Row { number, cells }).collect();
    Ok(sheet)
}

/// Puts a cell into its row, which grows no further than its last used cell.
fn place(
    cell: &XlsxCellFormulaMetadataRecord, is_1904: bool, rows: &mut BTreeMap<u32, Vec<Value>>, sheet: &mut Sheet,
    budget: &mut Budget,
) -> Result<(), Unreadable> {
    let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1 as usize);
    if let Some(trouble) = trouble(cell) {
        sheet.note(row, format!("cell {}{row} {trouble}", letters(column)));
    }
    let value = value(&cell.value, is_1904);
    if value.is_empty() {
        return Ok(());
    }
    budget.value(&value)?;
    if !rows.contains_key(&row) {
        budget.row()?;
    }
    let cells = rows.entry(row).or_default();
    budget.cells((column + 1).saturating_sub(cells.len()), column + 1)?;
    if cells.len() <= column {
        cells.resize(column + 1, Value::Empty);
    }
    if let Some(slot) = cells.get_mut(column) {
        *slot = value;
    }
    Ok(())
}

fn value(data: &DataRef, is_1904: bool) -> Value {
    match data {
        DataRef::Int(number) => Value::Number(*number as f64),
        DataRef::Float(number) if number.is_finite() => Value::Number(*number),
        DataRef::Float(number) => Value::Text(number.to_string()),
        DataRef::String(text) => Value::from_text(text),
        DataRef::SharedString(text) => Value::from_text(text),
        DataRef::Bool(flag) => Value::Flag(*flag),
        DataRef::DateTime(serial) if serial.is_duration() => serial_date::elapsed(serial.as_f64()),
        DataRef::DateTime(serial) => serial_date::date(serial.as_f64(), is_1904),
        DataRef::DateTimeIso(text) => serial_date::iso(text),
        DataRef::DurationIso(text) => Value::from_text(text),
        DataRef::Error(_) | DataRef::Empty => Value::Empty,
    }
}

/// What a person should know about a cell that reads as empty and is not.
fn trouble(cell: &XlsxCellFormulaMetadataRecord) -> Option<String> {
    match &cell.value {
        DataRef::Error(CellErrorType::GettingData) => Some("was still loading when saved; it was read as empty".into()),
        DataRef::Error(error) => Some(format!("shows the error {error}; it was read as empty")),
        DataRef::Empty if cell.formula.is_some() => {
            Some("holds a formula without a result; open the workbook, let it calculate, and save it again".into())
        }
        _ => None,
    }
}

/// The letters a spreadsheet gives a column; `column` counts from 0.
fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        name.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_a_spreadsheet_gives_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
