//! Writes CSV after RFC 4180 that no spreadsheet takes for formulas.
//!
//! The file begins with a byte order mark: Excel reads a CSV without one in the machine's old code page, and an umlaut
//! in a name is ruined; every other reader we know passes over the mark, ours too. Programs that want none take JSON.

use std::borrow::Cow;

use crate::{Table, Value};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// First characters by which a spreadsheet takes a text for a formula (OWASP ASVS 1.2.10), full-width forms included.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// Writes a table with its titles in the first row, separated by commas, lines ended by CRLF, in UTF-8.
pub fn write_csv(table: &Table) -> Vec<u8> {
    let mut text = String::from(BYTE_ORDER_MARK);
    push_row(&mut text, table.columns.iter().map(|title| guarded(title)));
    for row in &table.rows {
        push_row(&mut text, row.iter().map(cell));
    }
    text.into_bytes()
}

fn push_row<'a>(text: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    let start = text.len();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&quoted(&cell));
    }
    if text.len() == start {
        text.push_str("\"\""); // a row of one empty cell would be an empty line, which readers pass over
    }
    text.push_str("\r\n");
}

/// What is typed as a number or date is no formula, whatever it begins with.
fn cell(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => guarded(text),
        other => other.text(),
    }
}

/// A text with an apostrophe before it where a spreadsheet would take it for a formula. A text that has one there
/// already gets another, so that [`unguarded`] gives back every text as it was.
fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes away the apostrophe that [`guarded`] set.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains([',', '"', '\r', '\n']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Value) -> String {
        let table = Table { name: String::new(), columns: vec!["a".into()], rows: vec![vec![value]] };
        let text = String::from_utf8(write_csv(&table)).unwrap();
        text.strip_prefix("\u{FEFF}a\r\n").unwrap().strip_suffix("\r\n").unwrap().to_owned()
    }

    #[test]
    fn texts_that_begin_like_formulas_are_guarded() {
        for text in ["=1+1", "+49 30", "-x", "@SUM(A1)", "\tx", "\0x", "＝1", "－1", "'=1", "''@x"] {
            assert_eq!(written(Value::Text(text.into())), format!("'{text}"));
            assert_eq!(unguarded(&format!("'{text}")), text);
        }
        assert_eq!(written(Value::Text("\r=1".into())), "\"'\r=1\"");
    }

    #[test]
    fn other_cells_stay_as_they_are() {
        let cases = [
            (Value::Number(-5.0), "-5"),
            (Value::Number(0.5), "0.5"),
            (Value::Date("2026-12-31".into()), "2026-12-31"),
            (Value::Flag(true), "TRUE"),
            (Value::Empty, "\"\""),
            (Value::Text("it's 5 - 3 = 2".into()), "it's 5 - 3 = 2"),
            (Value::Text("'quoted'".into()), "'quoted'"),
        ];
        for (value, expected) in cases {
            assert_eq!(written(value), expected);
        }
        assert_eq!(unguarded("'quoted'"), "'quoted'");
    }

    /// RFC 4180, section 2, rules 5 to 7.
    #[test]
    fn quotes_follow_the_rfc() {
        assert_eq!(written(Value::Text("a,b".into())), "\"a,b\"");
        assert_eq!(written(Value::Text("a\r\nb".into())), "\"a\r\nb\"");
        assert_eq!(written(Value::Text("say \"no\"".into())), "\"say \"\"no\"\"\"");
    }
}
