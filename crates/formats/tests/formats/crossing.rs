//! What is written reads back as it was, whatever people type.

use std::io::{Cursor, Read};

use formats::{Table, Value, read, write_csv, write_xlsx};
use proptest::prelude::*;
use zip::ZipArchive;

/// Texts that break careless programs: formulas, separators, quotes, line breaks, other scripts, marks that turn the
/// direction, joined pictures, characters that XML forbids, look-alikes of our own escapes.
const NAUGHTY: [&str; 52] = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    "+49 30 901820",
    "-",
    "-5 °C at night",
    "@SUM(1+9)*cmd",
    "\ttabbed",
    "\u{0}begins with nothing",
    "middle\u{0}nothing",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "'",
    "''",
    "'tis",
    "\"",
    "\"\"",
    "a\"b",
    "a,b;c\td|e",
    "line\nbreak",
    "\nbegins with a line",
    "ends with a line\n",
    " leading and trailing ",
    "\u{a0}hard space\u{a0}",
    "8.30",
    "007",
    "1e5",
    "2026-12-31",
    "12/31/2026",
    "TRUE",
    "NULL",
    "NaN",
    "#REF!",
    "sep=;",
    "http://example.org/?a=1&b=<c>",
    "<script>alert(1)</script>",
    "<!DOCTYPE x>",
    "]]><![CDATA[",
    "&amp;&#x41;&lt;",
    "_x000D_",
    "_x005F_x000D_",
    "שלום עולם",
    "مرحبا \u{202e}txet",
    "e\u{301}\u{323} = ẹ́",
    "Z̴̡̛͖a̵l̷g̸o",
    "👩🏽‍💻 👨‍👩‍👧 🇩🇪",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "信息安全 情報セキュリティ",
    "\u{1b}[31mred\u{7}\u{8}",
];

fn table(cells: impl IntoIterator<Item = Value>) -> Table {
    let rows = cells.into_iter().map(|cell| vec![Value::Text("x".into()), cell]).collect();
    Table { name: "Risks".into(), columns: vec!["ID".into(), "Text".into()], rows }
}

/// The rows below the titles, as they read back.
fn back(bytes: &[u8]) -> Vec<Vec<Value>> {
    let mut rows = read("x", bytes).unwrap().remove(0).rows;
    rows.remove(0);
    rows.into_iter().map(|row| row.cells).collect()
}

fn part(workbook: &[u8], name: &str) -> String {
    let mut text = String::new();
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn naughty_texts_cross_a_csv_file() {
    let table = table(NAUGHTY.map(|text| Value::Text(text.into())));
    assert_eq!(back(&write_csv(&table)), table.rows);
}

#[test]
fn naughty_texts_cross_a_workbook_as_texts() {
    let table = table(NAUGHTY.map(|text| Value::Text(text.into())));
    let bytes = write_xlsx(std::slice::from_ref(&table)).unwrap();
    assert_eq!(back(&bytes), table.rows);
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("hyperlink"));
    assert_eq!(sheet.matches("t=\"s\"").count(), 2 + 2 * NAUGHTY.len());
}

#[test]
fn typed_cells_cross_a_workbook() {
    let date = |text: &str| Value::Date(text.into());
    let cells = [
        Value::Number(-5.0),
        Value::Number(6.75),
        Value::Number(1e15),
        Value::Flag(false),
        date("2026-12-31"),
        date("2024-02-29T23:59"),
        date("1900-03-01"),
        date("9999-12-31"),
    ];
    let table = table(cells);
    assert_eq!(back(&write_xlsx(std::slice::from_ref(&table)).unwrap()), table.rows);
}

#[test]
fn what_a_workbook_cannot_hold_becomes_text() {
    let table = table([Value::Date("1815-12-10".into()), Value::Date("soon".into()), Value::Number(f64::INFINITY)]);
    let texts = ["1815-12-10", "soon", "inf"].map(|text| vec![Value::Text("x".into()), Value::Text(text.into())]);
    assert_eq!(back(&write_xlsx(&[table]).unwrap()), texts);
}

#[test]
fn a_text_too_long_for_a_cell_says_that_it_was_cut() {
    for letter in ["x", "👩"] {
        let rows = back(&write_xlsx(&[table([Value::Text(letter.repeat(40_000))])]).unwrap());
        let text = rows[0][1].text().into_owned();
        assert!(text.encode_utf16().count() <= 32_767 && text.ends_with("longer than a cell may be)"));
    }
}

#[test]
fn sheets_get_names_a_spreadsheet_takes() {
    let wanted = ["Risks: all [new]", "", "'x'", "risks  all  new ", &"long ".repeat(20), &"long ".repeat(20), "Größe"];
    let tables = wanted.map(|name| Table { name: name.into(), ..table([]) });
    let sheets = read("x", &write_xlsx(&tables).unwrap()).unwrap();
    let names: Vec<String> = sheets.into_iter().filter_map(|sheet| sheet.name).collect();
    assert_eq!(names[..4], ["Risks  all  new", "Sheet", "x", "risks  all  new (2)"]);
    assert!(names[4] != names[5] && names.iter().all(|name| name.encode_utf16().count() <= 31), "{names:?}");
    assert_eq!(names[6], "Größe");
}

#[test]
fn equal_tables_give_equal_bytes() {
    let write = || write_xlsx(&[table([Value::Date("2026-12-31".into())])]).unwrap();
    assert_eq!(write(), write());
    assert!(part(&write(), "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn titles_are_bold_in_view_and_filtered() {
    let sheet = part(&write_xlsx(&[table([Value::Number(1.0)])]).unwrap(), "xl/worksheets/sheet1.xml");
    for element in ["<autoFilter ref=\"A1:B2\"", "state=\"frozen\"", "<c r=\"A1\" s=\"1\" t=\"s\""] {
        assert!(sheet.contains(element), "{element} in {sheet}");
    }
}

#[test]
fn a_table_without_rows_or_columns_is_written() {
    let empty = Table { name: "x".into(), columns: Vec::new(), rows: Vec::new() };
    assert_eq!(read("x", &write_xlsx(&[empty]).unwrap()).unwrap()[0].rows, []);
    assert_eq!(back(&write_csv(&table([]))), Vec::<Vec<Value>>::new());
}

fn cell() -> impl Strategy<Value = Value> {
    let texts = proptest::collection::vec(
        proptest::sample::select(&["=", "'", ",", ";", "\"", "\n", "\t", "a", "é", "\0"]),
        0..6,
    );
    prop_oneof![
        texts.prop_map(|pieces| Value::Text(pieces.concat())),
        any::<String>().prop_map(Value::Text),
        any::<i32>().prop_map(|number| Value::Number(number.into())),
        any::<bool>().prop_map(Value::Flag),
        Just(Value::Empty),
    ]
}

/// What a cell becomes in CSV, said anew: its text, one kind of line break.
fn as_text(value: &Value) -> String {
    value.text().replace("\r\n", "\n").replace('\r', "\n")
}

/// How files begin that are taken for something.
const MAGIC: [&[u8]; 5] = [b"", b"PK\x03\x04", b"\xFF\xFE", b"\xEF\xBB\xBF", b"sep=;\n"];

proptest! {
    #[test]
    fn any_table_crosses_a_csv_file(rows in proptest::collection::vec(proptest::collection::vec(cell(), 3), 0..20)) {
        let columns = vec!["ID".into(), "Name".into(), "Owner".into()];
        let table = Table { name: "x".into(), columns, rows };
        let read: Vec<Vec<String>> = back(&write_csv(&table)).iter().map(|row| row.iter().map(as_text).collect()).collect();
        let written: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(as_text).collect()).collect();
        let filled: Vec<_> = written.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(read, filled);
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_words(
        magic in proptest::sample::select(&MAGIC[..]),
        bytes in proptest::collection::vec(any::<u8>(), 0..500),
    ) {
        match read("risks", &[magic, &bytes].concat()) {
            Ok(sheets) => prop_assert!(!sheets.is_empty()),
            Err(refusal) => prop_assert!(refusal.to_string().starts_with("`risks` ")),
        }
    }
}
