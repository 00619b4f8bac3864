//! The PDF is read back by poppler's `pdftotext`, which shares no code with what wrote it.

use super::*;
use crate::ReportFailed;
use crate::faces::can_print;
use crate::read_back::{contains, one_line, pages};

/// What Typst, PDF or a shell would read as more than letters.
const HOSTILE: &str = r##"#panic() $x$ \ *b* _i_ @r <l> `c` //k /*m*/ "q" #sys.inputs --- [z] = h"##;

fn control(number: &str, theme: Theme) -> Control {
    Control {
        number: number.to_owned(),
        title: format!("Title{}", number.replace('.', "x")),
        theme,
        applicability: Applicability::Applicable,
        reasons: vec![Reason { kind: ReasonKind::Risk, reference: Some("R-001".to_owned()), text: None }],
        justification: None,
        implementation: Some(Implementation::Partly),
        planned_for: Some(Date::constant(2027, 2, 8)),
        owner: Some("Łukasz Żółkiewski".to_owned()),
        how: Some("by a reviewed procedure".to_owned()),
        described_in: vec!["D-004".to_owned()],
        evidence: vec![Evidence { text: "EV-7".to_owned(), held: false }],
        findings: vec![Finding {
            rule: "no-owner".to_owned(),
            severity: Severity::Fault,
            message: "Nobody owns it.".to_owned(),
        }],
    }
}

fn draft(controls: Vec<Control>) -> Statement {
    Statement {
        found: vec![],
        organisation: "Νορθ İstanbul Łódź".to_owned(),
        scope: "all of it".to_owned(),
        as_of: Date::constant(2026, 10, 31),
        publication: None,
        last_version: None,
        controls,
        ledger: LedgerState { entry: 39, root: "9f2c41d07be8a35c".repeat(4) },
    }
}

/// The 93 of Annex A (37, 8, 14 and 34 by theme) and five own ones.
fn all_controls() -> Vec<Control> {
    let themes = [
        ("A.5", 37, Theme::Organizational),
        ("A.6", 8, Theme::People),
        ("A.7", 14, Theme::Physical),
        ("A.8", 34, Theme::Technological),
    ];
    let annex = themes.iter().flat_map(|(clause, count, theme)| {
        (1..=*count).map(move |number| control(&format!("{clause}.{number}"), *theme))
    });
    annex.chain((1..=5).map(|number| control(&format!("X-0{number}"), Theme::Own))).collect()
}

#[test]
fn a_draft_shows_every_control_its_findings_and_draft_on_each_sheet() {
    let mut controls = all_controls();
    controls[0].how = Some(HOSTILE.to_owned());
    controls[1].justification = Some("Because it is so. ".repeat(170) + "Endofreason");
    controls[2].planned_for = Some(Date::constant(2026, 10, 29));
    let pdf = statement_of_applicability(&draft(controls.clone())).unwrap();

    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!(contains(&pdf, "<pdfaid:part>2</pdfaid:part>"));
    assert!(contains(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(contains(&pdf, "/Marked true"));
    assert!(contains(&pdf, "/Lang(en-GB)"));
    assert!(contains(&pdf, "/Alt(Finding)"));

    let Some(pages) = pages(&pdf) else { return };
    let text = one_line(&pages.concat());
    assert!((9..=20).contains(&pages.len()), "{} pages", pages.len());
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("DRAFT"), "page {} of {}", index + 1, pages.len());
        assert!(page.contains(&format!("Page {} of {}", index + 1, pages.len())));
        assert!(page.contains(&"9f2c41d07be8a35c".repeat(4)));
    }
    for control in &controls {
        assert!(text.contains(&format!("{} {} applies", control.number, control.title)), "{}", control.number);
    }
    assert_eq!(text.matches("Nobody owns it. no-owner").count(), controls.len());
    assert!(text.contains(HOSTILE), "{text}");
    assert!(text.contains("Endofreason"));
    assert_eq!(text.matches("2 days over").count(), 1);
    assert!(text.contains("Νορθ İstanbul Łódź"));
    assert!(text.contains("Signature"));
}

#[test]
fn a_published_version_is_the_same_bytes_twice_and_bears_no_findings() {
    let mut statement = draft(vec![control("A.5.1", Theme::Organizational), control("X-01", Theme::Own)]);
    statement.controls[0].owner = None;
    statement.publication = Some(Publication {
        version: "3".to_owned(),
        approver: "Willa Fairbairn".to_owned(),
        approved_on: Date::constant(2026, 11, 2),
        minutes: Some("REV-4".to_owned()),
    });

    let pdf = statement_of_applicability(&statement).unwrap();

    assert!(pdf == statement_of_applicability(&statement).unwrap());
    let Some(pages) = pages(&pdf) else { return };
    let text = one_line(&pages.concat());
    assert_eq!(pages.len(), 2);
    for absent in ["DRAFT", "no-owner", "Nobody", "Signature", "working state"] {
        assert!(!text.contains(absent), "{absent}");
    }
    for present in ["Willa Fairbairn", "recorded as approved; minutes: REV-4", "2 November 2026", "version 3"] {
        assert!(text.contains(present), "{present}: {text}");
    }
}

#[test]
fn thousands_of_reasons_and_pieces_of_evidence_are_cut_and_counted() {
    let mut row = control("A.5.1", Theme::Organizational);
    let reason = |number| Reason { kind: ReasonKind::Risk, reference: Some(format!("R-{number}")), text: None };
    row.reasons = (0..5_000).map(reason).collect();
    row.evidence = (0..700).map(|number| Evidence { text: format!("EV-{number}"), held: true }).collect();

    let pdf = statement_of_applicability(&draft(vec![row])).unwrap();

    let Some(pages) = pages(&pdf) else { return };
    let text = one_line(&pages.concat());
    assert!(pages.len() <= 3, "{} pages", pages.len());
    for present in ["R-99", "and 4900 more on record", "700 pieces, below", "EV-99", "and 600 more on record"] {
        assert!(text.contains(present), "{present}: {text}");
    }
}

#[test]
fn no_character_stops_the_export() {
    let mut row = control("A.5.1", Theme::Organizational);
    let printable: Vec<char> = ('\0'..='\u{1FFFF}').filter(|character| can_print(*character)).collect();
    assert!(printable.len() > 900, "{} characters", printable.len());
    let spaced: String = printable.iter().flat_map(|character| [*character, ' ']).collect();
    let joined: String = printable.iter().collect();
    let accents: String = ('\u{300}'..='\u{36F}').flat_map(|accent| ['a', accent, 'ł', accent, 'λ', accent]).collect();
    row.how = Some(format!("{spaced}\n{joined}\n{accents}"));
    row.title = "Fire 🔥👩🏽‍🚒 中文 مرحبا \u{202E}\u{0}\u{7}\u{E000}\u{FFFF}\u{10FFFF} o\u{301}d".to_owned();
    row.evidence = vec![Evidence { text: format!("{spaced} {accents}"), held: false }];
    row.findings[0].rule = spaced.clone();
    row.owner = Some(accents);

    let pdf = statement_of_applicability(&draft(vec![row])).unwrap();

    let Some(pages) = pages(&pdf) else { return };
    let text = one_line(&pages.concat());
    assert!(text.contains("Fire ◻◻◻ ◻◻ ◻◻◻◻◻ ◻◻◻ ód"), "{text}");
}

#[test]
fn too_much_text_is_refused_with_both_sizes() {
    let mut row = control("A.5.1", Theme::Organizational);
    row.justification = Some("a ".repeat(LONGEST / 2));

    let refusal = statement_of_applicability(&draft(vec![row])).unwrap_err();

    assert!(matches!(refusal, ReportFailed::TooLong { bytes, limit: LONGEST } if bytes > LONGEST));
    assert!(refusal.to_string().contains("export a spreadsheet instead"));
}
