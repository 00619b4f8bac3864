//! Reads separated values: the separator is found out, line numbers are those of the file, rows keep their width.

use csv::{ReaderBuilder, StringRecord};

use crate::budget::Budget;
use crate::{Row, Sheet, Unreadable, Value, decode, write_csv};

/// Separators a spreadsheet writes, in the order of preference where two fit equally well.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Records by which the separator is found: enough to see beyond a title and a legend above the table.
const SAMPLE: usize = 50;

/// A first line by which spreadsheets tell each other the separator.
const HINT: &str = "sep=";

pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Sheet, Unreadable> {
    // One kind of line break makes every line number right, also across those inside of quotes.
    let text = decode::decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let separator = separator(&text);
    let hinted = hint(&text).is_some();
    let mut sheet = Sheet::default();
    let mut budget = Budget::new(file);
    for (number, record) in records(&text, separator) {
        if !(hinted && number == 1) && record.iter().any(|cell| !cell.is_empty()) {
            sheet.rows.push(row(number, &record, &mut budget)?);
        }
    }
    if let Some(number) = unclosed_quote(&text, separator) {
        let message = "a quotation mark opened in this row is never closed, so all that follows was read as one cell";
        sheet.note(number, message.to_owned());
    }
    if sheet.rows.is_empty() {
        return Err(Unreadable::Empty { file: file.to_owned() });
    }
    Ok(sheet)
}

fn row(number: u32, record: &StringRecord, budget: &mut Budget) -> Result<Row, Unreadable> {
    budget.row()?;
    budget.cells(record.len(), record.len())?;
    let cells: Vec<Value> = record.iter().map(|cell| Value::from_text(write_csv::unguarded(cell))).collect();
    cells.iter().try_for_each(|cell| budget.value(cell))?;
    Ok(Row { number, cells })
}

/// The records of a text with the line each begins on. The parser itself counts from the end of the record before, and
/// passes over empty lines; their line breaks are counted here.
fn records(text: &str, separator: u8) -> impl Iterator<Item = (u32, StringRecord)> {
    let reader =
        ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.into_records().filter_map(Result::ok).map(|record| {
        let (line, byte) = record.position().map_or((0, 0), |position| (position.line(), position.byte()));
        let rest = text.as_bytes().get(byte as usize..).unwrap_or_default();
        let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
        (line as u32 + empty as u32, record)
    })
}

/// The separator that cuts the most records of the sample into one and the same width; then the one that cuts widest.
fn separator(text: &str) -> u8 {
    if let Some(hint) = hint(text) {
        return hint;
    }
    let mut best = (b',', (0, 0));
    for separator in SEPARATORS {
        let fit = fit(text, separator);
        if fit > best.1 {
            best = (separator, fit);
        }
    }
    best.0
}

/// How many records of the sample share the most frequent width above one, and that width.
fn fit(text: &str, separator: u8) -> (usize, usize) {
    let widths: Vec<usize> = records(text, separator).take(SAMPLE).map(|(_, record)| record.len()).collect();
    let share = |width: usize| widths.iter().filter(|other| **other == width).count();
    widths.iter().filter(|width| **width > 1).map(|width| (share(*width), *width)).max().unwrap_or_default()
}

fn hint(text: &str) -> Option<u8> {
    let line = text.lines().next()?;
    let [separator] = line.strip_prefix(HINT)?.as_bytes() else { return None };
    SEPARATORS.contains(separator).then_some(*separator)
}

/// The line with a quotation mark that opens a cell and that nothing closes.
fn unclosed_quote(text: &str, separator: u8) -> Option<u32> {
    let (mut line, mut opened, mut cell_begins) = (1, None, true);
    for byte in text.bytes() {
        line += u32::from(byte == b'\n');
        opened = match (opened, byte) {
            (None, b'"') if cell_begins => Some(line),
            (Some(_), b'"') => None,
            // A doubled mark closes and opens again: the second one stands where a cell does not begin.
            (opened, _) => opened,
        };
        cell_begins = opened.is_none() && (byte == separator || byte == b'\n' || byte == b'"');
    }
    opened
}
