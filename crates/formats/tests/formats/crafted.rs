//! Workbooks made by hand, part by part: what a spreadsheet may write, and what only an attacker does.

use std::io::{Cursor, Write};

use formats::{Sheet, Value, read};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A workbook to be: its sheets' XML, and what else a test needs.
#[derive(Default)]
struct Workbook<'a> {
    sheets: &'a [&'a str],
    strings: &'a str,
    properties: &'a str,
    prolog: &'a str,
}

impl Workbook<'_> {
    fn bytes(&self) -> Vec<u8> {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let numbers = 1..=self.sheets.len();
        let sheets: String = numbers
            .clone()
            .map(|n| format!(r#"<sheet name="S{n}" sheetId="{n}" state="hidden" r:id="r{n}"/>"#))
            .collect();
        let links: String = numbers
            .map(|n| format!(r#"<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/{n}.xml"/>"#))
            .collect();
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            (
                "_rels/.rels".to_owned(),
                format!(
                    r#"<Relationships><Relationship Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
                ),
            ),
            (
                "xl/workbook.xml".to_owned(),
                format!("<workbook>{}<sheets>{sheets}</sheets></workbook>", self.properties),
            ),
            ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{links}</Relationships>")),
            ("xl/sharedStrings.xml".to_owned(), format!("<sst>{}</sst>", self.strings)),
            ("xl/styles.xml".to_owned(), STYLES.to_owned()),
        ];
        for (index, sheet) in self.sheets.iter().enumerate() {
            let path = format!("xl/worksheets/{}.xml", index + 1);
            parts.push((path, format!("{}<worksheet>{sheet}</worksheet>", self.prolog)));
        }
        zip(&parts)
    }
}

/// Style 1 is a date, 2 a date with time, 3 elapsed hours, 4 two decimals.
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs>
<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs></styleSheet>"#;

fn zip(parts: &[(String, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn sheet(xml: &str) -> Sheet {
    let sheets = read("x.xlsx", &Workbook { sheets: &[xml], ..Workbook::default() }.bytes());
    sheets.unwrap().remove(0)
}

fn refusal(workbook: &Workbook) -> String {
    read("x.xlsx", &workbook.bytes()).unwrap_err().to_string()
}

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

fn date(text: &str) -> Value {
    Value::Date(text.into())
}

#[test]
fn every_kind_of_cell_reads_as_a_person_sees_it() {
    let cases = [
        ("<c><v>12</v></c>", Value::Number(12.0)),
        (r#"<c s="4"><v>8.3</v></c>"#, Value::Number(8.3)),
        (r#"<c t="str"><v>8.30</v></c>"#, text("8.30")),
        (
            r#"<c t="inlineStr"><is><r><t xml:space="preserve">two </t></r><r><t>runs</t></r></is></c>"#,
            text("two runs"),
        ),
        (r#"<c t="s"><v>0</v></c>"#, text("shared\nline")),
        (r#"<c t="b"><v>1</v></c>"#, Value::Flag(true)),
        (r#"<c s="1"><v>46387</v></c>"#, date("2026-12-31")),
        (r#"<c s="2"><v>46387.4166666667</v></c>"#, date("2026-12-31T10:00")),
        (r#"<c s="3"><v>1.10416666666667</v></c>"#, text("26:30")),
        (r#"<c t="d"><v>2026-12-31T00:00:00</v></c>"#, date("2026-12-31")),
        (r#"<c><f>6*7</f><v>42</v></c>"#, Value::Number(42.0)),
        (r#"<c t="str"><f>"a"</f><v>a</v></c>"#, text("a")),
    ];
    for (cell, expected) in cases {
        let xml = format!("<sheetData><row>{cell}</row></sheetData>");
        let strings = "<si><t>shared_x000D_\nline</t></si>";
        let bytes = Workbook { sheets: &[&xml], strings, ..Workbook::default() }.bytes();
        let sheets = read("x.xlsx", &bytes).unwrap();
        assert_eq!(sheets[0].rows[0].cells, [expected], "{cell}");
        assert_eq!(sheets[0].notes, [], "{cell}");
    }
}

#[test]
fn dates_of_the_1904_system_are_the_same_days() {
    let xml = r#"<sheetData><row><c s="1"><v>44925</v></c></row></sheetData>"#;
    let bytes = Workbook { sheets: &[xml], properties: r#"<workbookPr date1904="1"/>"#, ..Workbook::default() }.bytes();
    assert_eq!(read("x.xlsx", &bytes).unwrap()[0].rows[0].cells, [date("2026-12-31")]);
}

#[test]
fn errors_and_formulas_without_result_are_empty_with_a_note() {
    let sheet = sheet(
        r##"<sheetData><row r="3"><c r="B3" t="e"><v>#REF!</v></c><c r="AA3"><f>1+1</f></c><c r="A3" t="str"><v>x</v></c>
        <c r="C3" t="e"><v>#SPILL!</v></c></row></sheetData>"##,
    );
    assert_eq!((sheet.rows.len(), &sheet.rows[0].cells), (1, &vec![text("x")]));
    let notes: Vec<(u32, &str)> = sheet.notes.iter().map(|note| (note.row, note.message.as_str())).collect();
    assert_eq!(notes.len(), 2);
    assert!(notes[0].0 == 3 && notes[0].1.contains("B3") && notes[0].1.contains("#REF!"), "{notes:?}");
    assert!(notes[1].1.contains("AA3") && notes[1].1.contains("formula"), "{notes:?}");
}

#[test]
fn notes_end_with_saying_that_there_are_more() {
    let row = r##"<row><c t="e"><v>#N/A</v></c></row>"##;
    let notes = sheet(&format!("<sheetData>{}</sheetData>", row.repeat(300))).notes;
    assert_eq!((notes.len(), notes[200].row), (201, 201));
    assert!(notes[200].message.contains("more"));
}

#[test]
fn rows_are_sparse_numbered_and_trimmed() {
    let sheet = sheet(
        r#"<sheetData><row r="9"><c r="C9"><v>1</v></c><c r="D9" s="1"/></row><row r="10"><c r="A10" s="1"/></row>
        <row r="2"><c r="A2"><v>2</v></c></row></sheetData>"#,
    );
    let rows: Vec<_> = sheet.rows.iter().map(|row| (row.number, row.cells.clone())).collect();
    let third = vec![Value::Empty, Value::Empty, Value::Number(1.0)];
    assert_eq!(rows, [(2, vec![Value::Number(2.0)]), (9, third)]);
}

#[test]
fn what_a_sheet_declares_costs_nothing() {
    let sheet = sheet(
        r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="A1048576"><v>2</v></c></row></sheetData>
        <mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B1:XFD1048576"/></mergeCells>"#,
    );
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_048_576]);
}

/// A reader that makes a grid of these two cells asks for 512 GiB, and ends.
#[test]
fn two_far_corners_are_refused() {
    let xml = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>"#;
    let refusal = refusal(&Workbook { sheets: &[xml], ..Workbook::default() });
    assert!(refusal.contains("1,000 columns") && refusal.contains("`S1`"), "{refusal}");
}

#[test]
fn one_long_text_shared_by_many_cells_is_refused() {
    let strings = format!("<si><t>{}</t></si>", "x".repeat(32_000));
    let row = format!("<row>{}</row>", r#"<c t="s"><v>0</v></c>"#.repeat(100));
    let xml = format!("<sheetData>{}</sheetData>", row.repeat(22));
    let refusal = refusal(&Workbook { sheets: &[&xml], strings: &strings, ..Workbook::default() });
    assert!(refusal.contains("64 MiB of text"), "{refusal}");
}

#[test]
fn sheets_beyond_the_limit_are_refused_and_hidden_ones_read() {
    let xml = "<sheetData><row><c><v>1</v></c></row></sheetData>";
    let sheets = |count| vec![xml; count];
    let hundred = read("x.xlsx", &Workbook { sheets: &sheets(100), ..Workbook::default() }.bytes()).unwrap();
    assert_eq!((hundred.len(), hundred[99].name.as_deref()), (100, Some("S100")));
    assert!(refusal(&Workbook { sheets: &sheets(101), ..Workbook::default() }).contains("100 sheets"));
}

#[test]
fn a_document_type_is_refused() {
    let prolog = r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>"#;
    let xml = "<sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData>";
    assert!(refusal(&Workbook { sheets: &[xml], prolog, ..Workbook::default() }).contains("DOCTYPE"));
}

#[test]
fn a_broken_workbook_is_called_damaged() {
    let cut = "<sheetData><row><c><v>1</v></c></row>";
    assert!(refusal(&Workbook { sheets: &[cut], ..Workbook::default() }).contains("damaged"));
    let whole = Workbook { sheets: &["<sheetData/>"], ..Workbook::default() }.bytes();
    assert!(read("x.xlsx", &whole).is_ok());
    for length in [10, whole.len() / 2, whole.len() - 10] {
        assert!(read("x.xlsx", &whole[..length]).unwrap_err().to_string().contains("damaged"), "{length}");
    }
}

#[test]
fn other_archives_are_named() {
    let archive = |part: &str| zip(&[(part.to_owned(), "x".to_owned())]);
    let cases = [
        ("mimetype", ".ods"),
        ("xl/workbook.bin", ".xlsb"),
        ("word/document.xml", ".docx"),
        ("risks.csv", "zip archive"),
    ];
    for (part, word) in cases {
        let refusal = read("x.xlsx", &archive(part)).unwrap_err().to_string();
        assert!(refusal.contains(word) && refusal.contains("`x.xlsx`"), "{refusal}");
    }
}

#[test]
fn too_many_bytes_are_refused_unread() {
    let bytes = vec![b'x'; formats::limits::INPUT_BYTES + 1];
    assert!(read("x.csv", &bytes).unwrap_err().to_string().contains("20 MiB"));
}
