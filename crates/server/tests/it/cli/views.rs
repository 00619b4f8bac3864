//! Views and findings, in every form.

use serde_json::{Value, json};

use super::Folder;

/// An organisation with a grave risk that nobody treats.
fn house() -> Folder {
    let folder = Folder::founded();
    folder.does(&["add", "people", "name=Mara Quint", "reference=P003"]);
    let ratings = ["inherent.likelihood=5", "inherent.consequence=5"];
    folder.does(&[&["add", "risks", "title=Fire", "reference=RSK-1", "owner=P003"], &ratings[..]].concat());
    folder.does(&["do", "risks", "R-0001", "assessed"]);
    folder
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, promised: &[&str]) {
    let missing: Vec<&&str> = promised.iter().filter(|key| value.get(**key).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?} of {:?}", keys(value));
}

#[test]
fn the_shapes_hold_what_is_promised() {
    let folder = house();
    let soa = folder.json(&["soa"]);
    has(&soa, &["organisation", "as_of", "version", "published", "controls", "findings"]);
    assert_eq!((soa["controls"].as_array().unwrap().len(), &soa["organisation"]), (93, &json!("Acme Ltd")));
    let control = ["id", "title", "theme", "applicable", "justification", "reasons", "implementation"];
    has(&soa["controls"][0], &[&control[..], &["planned_for", "owner", "evidence", "assurance"]].concat());
    assert_eq!((&soa["controls"][0]["id"], &soa["controls"][0]["applicable"]), (&json!("5.1"), &Value::Null));

    let risks = folder.json(&["risks"]);
    has(&risks, &["criteria", "risks", "findings"]);
    let risk = ["id", "reference", "title", "owner", "inherent", "current", "residual", "status", "option"];
    has(&risks["risks"][0], &[&risk[..], &["acceptance", "existing_controls", "planned_controls"]].concat());
    has(&risks["risks"][0]["inherent"], &["likelihood", "consequence", "score", "level"]);
    assert_eq!(
        (&risks["risks"][0]["inherent"]["score"], &risks["risks"][0]["reference"]),
        (&json!(25), &json!("RSK-1"))
    );
    has(&risks["findings"][0], &["rule", "risk", "message", "records"]);
    assert_eq!(risks["findings"][0]["risk"], "R-0001");

    let findings = folder.json(&["findings"]);
    has(&findings, &["today", "findings"]);
    has(&findings["findings"][0], &["rule", "register", "id", "message", "records"]);
    assert_eq!(
        findings["findings"][0]["records"][0],
        json!({ "register": "risks", "id": "R-0001", "reference": "RSK-1" })
    );

    assert_eq!(keys(&folder.json(&["overdue"])), ["today", "items"]);
    assert_eq!(folder.json(&["treatment"])["owners"][0]["risks"][0]["id"], "R-0001");
}

#[test]
fn findings_are_done_unless_they_count() {
    let folder = house();
    folder.does(&["findings"]);
    folder.does(&["findings", "assets", "--strict"]);
    for command in ["findings", "risks"] {
        assert_eq!(folder.run(&[command, "--strict"]).code, 1, "{command}");
    }
    assert_eq!(folder.run(&["findings", "risks", "--strict"]).code, 1);
}

#[test]
fn every_view_is_a_table_a_workbook_and_a_csv_file() {
    let folder = house();
    for view in ["soa", "risks", "treatment", "overdue", "readiness", "findings"] {
        let table = folder.does(&[view, "--format", "table"]);
        assert!(table.lines().count() >= 1 && !table.contains('{'), "{view}: {table}");
        let csv = folder.does(&[view, "--format", "csv"]);
        assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"), "{view}: {csv}");
        let file = folder.path(&format!("{view}.xlsx"));
        assert_eq!(folder.does(&[view, "-o", &file]), "");
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"), "{view}");
    }
    let soa = folder.does(&["soa", "--format", "csv"]);
    assert!(soa.lines().next().unwrap().contains("Stands at") && soa.contains("nothing"), "{soa}");
    let table = folder.does(&["risks", "--format", "table"]);
    assert!(table.contains("R-0001") && table.contains("P003 Mara Quint") && table.contains("Critical"), "{table}");
}

#[test]
fn what_one_hands_out_is_printed_as_pdf_and_the_rest_says_what_it_can() {
    let folder = house();
    for view in ["soa", "risks", "treatment", "overdue", "readiness"] {
        let files = ["one.pdf", "two.pdf"].map(|name| folder.path(&format!("{view}-{name}")));
        folder.does(&[view, "--format", "pdf", "-o", &files[0]]);
        folder.does(&[view, "-o", &files[1]]);
        let printed = files.map(|file| std::fs::read(file).unwrap());
        assert!(printed[0].starts_with(b"%PDF-1.7") && printed[0] == printed[1], "{view}");
    }
    let risks = std::process::Command::new("pdftotext").args(["-layout", &folder.path("risks-one.pdf"), "-"]).output();
    if let Ok(risks) = risks {
        let text = String::from_utf8(risks.stdout).unwrap();
        for said in ["Risk register", "Acme Ltd", "RSK-1", "Fire", "Mara Quint", "25", "nothing is planned against it"]
        {
            assert!(text.contains(said), "`{said}` in {text}");
        }
    }
    let refused = folder.refuses(2, &["findings", "--format", "pdf"]);
    assert_eq!(refused, "castellan: this is not printed as PDF: choose table, json, csv or xlsx\n");
}

#[test]
fn a_file_that_cannot_be_written_is_refused() {
    let folder = house();
    let said = folder.run(&["risks", "-o", &folder.path("no/such/folder/risks.csv")]);
    assert!(said.code == 1 && said.err.contains("cannot be written"), "{said:?}");
}
