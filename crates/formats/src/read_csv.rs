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

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text as (line, cells joined by `·`).
    fn rows(bytes: impl AsRef<[u8]>) -> Vec<(u32, String)> {
        let sheet = read("x.csv", bytes.as_ref()).unwrap();
        let joined = |row: &Row| row.cells.iter().map(|cell| cell.text().into_owned()).collect::<Vec<_>>().join("·");
        sheet.rows.iter().map(|row| (row.number, joined(row))).collect()
    }

    fn given(expected: &[(u32, &str)]) -> Vec<(u32, String)> {
        expected.iter().map(|(number, cells)| (*number, (*cells).to_owned())).collect()
    }

    #[test]
    fn the_separator_is_found_by_consistency() {
        let cases = [
            ("a,b\n1,2", b','),
            ("a;b\n1;2", b';'),
            ("a\tb\n1\t2", b'\t'),
            ("a|b\n1|2", b'|'),
            ("a;b\n1,5;2,5\n3,5;4,5", b';'),
            ("Risk;Controls\nR1;A.5.1, A.5.2\nR2;A.8.1\nR3;A.7.1, A.7.2, A.7.3", b';'),
            ("Name,Text\nx,\"a;b;c\"\ny,\"d;e\"", b','),
            ("Register of risks; as of today\n\nID,Risk,Owner\n1,a,b\n2,c,d", b','),
            ("one column\nonly", b','),
            ("a;b", b';'),
            ("sep=|\na|b,c,d\n1|2,3,4", b'|'),
        ];
        for (text, expected) in cases {
            assert_eq!(separator(text) as char, expected as char, "{text}");
        }
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let expected = given(&[(1, "a·b"), (2, "1·x\ny"), (4, "2·z"), (7, "3·w")]);
        let text = "a,b\n1,\"x\ny\"\n2,z\n\n\n3,w\n";
        assert_eq!(rows(text), expected);
        assert_eq!(rows(text.replace('\n', "\r\n")), expected);
        assert_eq!(rows(text.replace('\n', "\r")), expected);
        assert_eq!(rows(format!("\u{FEFF}{text}")), expected);
        assert_eq!(rows(format!("\n\n{text}"))[0].0, 3);
    }

    #[test]
    fn rows_keep_their_width_and_empty_rows_go() {
        assert_eq!(rows("a,b,c\n1,2,3,4\n,,\n5\n6,,\n"), given(&[(1, "a·b·c"), (2, "1·2·3·4"), (4, "5"), (5, "6··")]));
    }

    #[test]
    fn quotes_are_taken_as_spreadsheets_take_them() {
        let expected = given(&[(1, "a·b"), (2, "say \"no\"·5\" disk"), (3, "x y·")]);
        assert_eq!(rows("a,b\n\"say \"\"no\"\"\",5\" disk\n\"x\" y,\"\"\n"), expected);
    }

    #[test]
    fn the_hint_of_the_separator_is_no_row() {
        assert_eq!(rows("sep=;\r\na;b,c\r\n"), given(&[(2, "a·b,c")]));
        assert_eq!(rows("sep=x\na,b"), given(&[(1, "sep=x"), (2, "a·b")]));
    }

    #[test]
    fn a_quote_never_closed_is_told() {
        let notes = |text: &str| read("x.csv", text.as_bytes()).unwrap().notes;
        assert_eq!(notes("a,b\n1,\"open\n2,x\n")[0].row, 2);
        for text in ["a,b\n\"x\"\"y\",1\n", "5\" disk,1\n", "\"\",\"x\"\n", "\"a\nb\",\"\"\"\"\n"] {
            assert_eq!(notes(text), [], "{text}");
        }
    }

    #[test]
    fn guards_against_formulas_are_taken_off() {
        assert_eq!(rows("'=1,'-2,'quoted',''@x"), given(&[(1, "=1·-2·'quoted'·'@x")]));
    }

    #[test]
    fn limits_are_named() {
        let refusal = |text: String| read("x.csv", text.as_bytes()).unwrap_err().to_string();
        let cases = [
            ("x\n".repeat(200_001), "200,000 rows"),
            (format!("{}x", ",".repeat(1_000)), "1,000 columns"),
            (format!("{}\n", "x,".repeat(999)).repeat(2_003), "2,000,000 cells"),
            ("x".repeat(32_768), "32,767 characters"),
            (format!("{}\n", "x".repeat(32_000)).repeat(2_100), "64 MiB of text"),
        ];
        for (text, limit) in cases {
            assert!(refusal(text).contains(limit), "{limit}");
        }
        assert!(read("x.csv", "ü".repeat(32_767).as_bytes()).is_ok());
    }
}
