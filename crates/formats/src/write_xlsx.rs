//! Writes workbooks: one sheet per table, cells typed, the same tables giving the same bytes.

use std::collections::HashSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use crate::{Table, Value, limits, serial_date};

/// Widths of columns, in characters: wide enough for a title, narrow enough that a long text wraps instead.
const WIDTHS: (usize, usize) = (8, 60);

/// Rows whose texts decide the width of a column; more would cost time and seldom change it.
const MEASURED: usize = 200;

/// Characters of a sheet's name, and those it may not hold (Excel specifications and limits).
const SHEET_NAME: usize = 31;
const NOT_IN_SHEET_NAME: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];

/// What stands at the end of a text that was longer than a cell may be.
const CUT: &str = " … (cut: longer than a cell may be)";

/// A table that does not fit a workbook.
#[derive(Debug, thiserror::Error)]
#[error("the workbook cannot be written: {0}; export fewer rows, or as CSV")]
pub struct Unwritable(#[from] XlsxError);

/// Writes tables as the sheets of one workbook: titles bold and kept in view, a filter on them, columns as wide as their
/// content. Texts are stored as texts, so that none can become a formula or a link.
pub fn write_xlsx(tables: &[Table]) -> Result<Vec<u8>, Unwritable> {
    let mut workbook = Workbook::new();
    // The writer would set the time of day, and equal tables must give equal bytes.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let mut taken = HashSet::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&table.name, &mut taken))?;
        write_sheet(sheet, table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// How cells look: long texts wrap, and a row reads from its top.
struct Formats {
    title: Format,
    text: Format,
    plain: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = Format::new().set_align(FormatAlign::Top);
        Formats {
            title: plain.clone().set_bold(),
            text: plain.clone().set_text_wrap(),
            date: plain.clone().set_num_format("yyyy-mm-dd"),
            moment: plain.clone().set_num_format("yyyy-mm-dd hh:mm"),
            plain,
        }
    }
}

fn write_sheet(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let formats = Formats::new();
    for (column, text) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, column, cut(text), &formats.title)?;
        sheet.set_column_width(column, width(table, usize::from(column)) as f64)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(cells) {
            write_cell(sheet, row, column, value, &formats)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) = table.columns.len().checked_sub(1) {
        sheet.autofilter(0, 0, table.rows.len() as u32, last as u16)?;
    }
    Ok(())
}

/// What a spreadsheet cannot count (a date before 1900, an infinite number) is written as the text it is.
fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, value: &Value, formats: &Formats) -> Result<(), XlsxError> {
    match value {
        Value::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, &formats.plain)?;
        }
        Value::Flag(flag) => {
            sheet.write_boolean_with_format(row, column, *flag, &formats.plain)?;
        }
        Value::Date(text) if let Some(date) = serial(text) => {
            let format = if text.contains('T') { &formats.moment } else { &formats.date };
            sheet.write_datetime_with_format(row, column, &date, format)?;
        }
        other if other.text().is_empty() => {}
        other => {
            sheet.write_string_with_format(row, column, cut(&other.text()), &formats.text)?;
        }
    }
    Ok(())
}

fn serial(text: &str) -> Option<ExcelDateTime> {
    ExcelDateTime::parse_from_str(text).ok().filter(|_| serial_date::is_iso_date(text))
}

/// A name that a spreadsheet takes and that no sheet before has: cleaned, shortened, numbered.
fn sheet_name(wanted: &str, taken: &mut HashSet<String>) -> String {
    let clean: String = wanted.chars().map(|letter| if is_name_letter(letter) { letter } else { ' ' }).collect();
    let clean = match clean.trim().trim_matches('\'') {
        "" => "Sheet",
        name => name,
    };
    let numbered = |number: usize| match number {
        1 => shortened(clean, SHEET_NAME),
        number => format!("{} ({number})", shortened(clean, SHEET_NAME - 6)),
    };
    let free = (1..).map(numbered).find(|name| taken.insert(name.to_lowercase()));
    free.unwrap_or_default()
}

fn is_name_letter(letter: char) -> bool {
    !letter.is_control() && !NOT_IN_SHEET_NAME.contains(&letter)
}

/// The longest beginning of a text that has no more than `units` UTF-16 units, which is how spreadsheets count.
fn shortened(text: &str, units: usize) -> String {
    let mut used = 0;
    text.chars()
        .take_while(|letter| {
            used += letter.len_utf16();
            used <= units
        })
        .collect()
}

fn cut(text: &str) -> String {
    match text.encode_utf16().count() {
        length if length <= limits::CELL_TEXT => text.to_owned(),
        _ => shortened(text, limits::CELL_TEXT - CUT.encode_utf16().count()) + CUT,
    }
}

fn width(table: &Table, column: usize) -> usize {
    let title = table.columns.get(column).map_or(0, |title| longest_line(title) + 3); // room for the filter's arrow
    let cells = table.rows.iter().take(MEASURED).filter_map(|row| row.get(column));
    let widest = cells.map(|value| longest_line(&value.text()) + 1).max().unwrap_or(0);
    widest.max(title).clamp(WIDTHS.0, WIDTHS.1)
}

fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}
