//! The PDF is read back by poppler's `pdftotext`, which shares no code with what wrote it.

use super::*;
use crate::read_back::{contains, one_line, pages};
use crate::statement::Severity;

fn report(rows: usize) -> TableReport {
    let row = |at: usize| {
        [
            format!("R-{at:03}"),
            format!("Title{at} of a risk that needs more than one line"),
            "Łukasz Żółkiewski".into(),
            "16".into(),
        ]
    };
    TableReport {
        title: "Risk register".into(),
        purpose: "Clause 8.2.".into(),
        organisation: "Νορθ İstanbul Łódź".into(),
        as_of: Date::constant(2026, 10, 31),
        columns: ["Record", "Title", "Owner", "Residual score"].map(String::from).into(),
        rows: (0..rows).map(|at| row(at).into()).collect(),
        findings: vec![Finding {
            rule: "no-owner".into(),
            severity: Severity::Fault,
            message: "R-001 is owned by nobody.".into(),
        }],
        ledger: LedgerState { entry: 39, root: "9f2c41d07be8a35c".repeat(4) },
    }
}

#[test]
fn every_row_and_finding_is_printed_under_its_heads_on_each_sheet() {
    let pdf = table_report(&report(120)).unwrap();
    assert!(
        contains(&pdf, "<pdfaid:part>2</pdfaid:part>") && contains(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>")
    );
    assert!(contains(&pdf, "/Marked true") && contains(&pdf, "/Alt(Finding)"));
    assert!(pdf == table_report(&report(120)).unwrap(), "the same data gives the same bytes");

    let Some(pages) = pages(&pdf) else { return };
    let text = one_line(&pages.concat());
    assert!((3..=12).contains(&pages.len()), "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", at + 1, pages.len())));
        assert!(page.contains(&"9f2c41d07be8a35c".repeat(4)));
    }
    for at in 0..120 {
        assert!(text.contains(&format!("R-{at:03}")) && text.contains(&format!("Title{at} ")), "{at}: {text}");
    }
    for said in [
        "Risk register",
        "As of 31 October 2026: 120 rows, 1 finding",
        "R-001 is owned by nobody. no-owner",
        "Νορθ İstanbul Łódź",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn what_people_typed_is_no_markup_and_stays_in_its_column() {
    let mut hostile = report(1);
    hostile.rows[0][1] = r##"#panic() $x$ *b* @r <l> `c` [z]"##.into();
    hostile.rows[0][2] = "x".repeat(3_000);
    hostile.columns[2] = "\u{202E}Owner".into();
    let pdf = table_report(&hostile).unwrap();
    let Some(pages) = pages(&pdf) else { return };
    assert!(one_line(&pages.concat()).contains("#panic() $x$ *b* @r <l> `c` [z]"));
}

#[test]
fn nothing_is_a_sheet_that_says_so_and_too_much_is_refused() {
    let empty = TableReport { findings: vec![], ..report(0) };
    if let Some(pages) = pages(&table_report(&empty).unwrap()) {
        assert!(pages.len() == 1 && pages.concat().contains("Nothing stands here."));
    }
    let mut long = report(1);
    long.rows[0][1] = "a ".repeat(LONGEST / 2);
    assert!(matches!(table_report(&long), Err(ReportFailed::TooLong { .. })));
}
