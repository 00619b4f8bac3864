//! Registers that others wrote and published, as messy as they are: each through the whole import, and the facts that
//! their readme lists. They are read where they lie; without them the tests say loudly that they were skipped.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::Folder;

/// All files below a folder that are named like tables.
fn tables(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let is_table = path.extension().is_some_and(|ending| ending == "xlsx" || ending == "csv");
        if path.is_dir() {
            tables(&path, found);
        } else if is_table {
            found.push(path);
        }
    }
}

fn samples() -> Option<PathBuf> {
    let samples = std::env::var_os("CASTELLAN_SAMPLES").map(PathBuf::from).filter(|folder| folder.is_dir());
    if samples.is_none() {
        eprintln!("SKIPPED: CASTELLAN_SAMPLES names no folder, so no real file is imported");
    }
    samples
}

/// What would come of a file of others.
fn planned(name: &str) -> Option<Vec<Value>> {
    let file = samples()?.join("workbooks").join(name);
    let planned = Folder::founded().json(&["import", "--dry-run", file.to_str().unwrap()]);
    Some(planned["files"][0]["sheets"].as_array().unwrap().clone())
}

fn counts(sheet: &Value) -> [u64; 4] {
    ["created", "changed", "unchanged", "skipped"].map(|key| sheet[key].as_u64().unwrap())
}

fn rows_told(sheet: &Value) -> Vec<u64> {
    sheet["problems"].as_array().unwrap().iter().filter_map(|problem| problem["row"].as_u64()).collect()
}

fn words_of(sheet: &Value) -> String {
    let problems = sheet["problems"].as_array().unwrap();
    problems.iter().map(|problem| problem["message"].as_str().unwrap().to_owned() + "\n").collect()
}

#[test]
fn every_table_is_planned_and_every_row_counted() {
    let Some(samples) = samples() else { return };
    let mut files = Vec::new();
    tables(&samples, &mut files);
    assert!(files.len() > 40, "{} real files", files.len());
    let folder = Folder::founded();
    for file in files {
        let said = folder.run(&["import", "--dry-run", file.to_str().unwrap()]);
        assert!(said.code == 0 || said.code == 1, "{}: {said:?}", file.display());
        let planned: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for sheet in planned["files"][0]["sheets"].as_array().unwrap() {
            assert_eq!(sheet["rows"].as_u64().unwrap(), counts(sheet).iter().sum::<u64>(), "{}", file.display());
            let silent = sheet["skipped"].as_u64() > Some(0) && sheet["problems"] == json!([]);
            assert!(!silent, "{}: rows are left out in silence", file.display());
        }
    }
}

#[test]
fn what_is_no_table_is_refused_with_a_reason() {
    let Some(samples) = samples() else { return };
    let folder = Folder::founded();
    for name in ["hazwanjaafar__mssp-isms-iso27001-simulation/risk-register.md", "opendefender__OpenRisk/demo.json"] {
        let file = samples.join("workbooks").join(name);
        let refused = folder.refuses(1, &["import", file.to_str().unwrap()]);
        assert!(refused.contains("no register was recognised"), "{refused}");
    }
}

#[test]
fn a_half_filled_toolkit_says_what_is_missing() {
    let toolkit = |name: &str| planned(&format!("PehanIn__ISO-27001-2022-Toolkit/{name}"));
    let Some(soa) = toolkit("Statement of Applicability with Implementation Status (SOA).xlsx") else { return };
    assert_eq!(
        (&soa[0]["register"], &soa[0]["rows"]),
        (&json!("controls"), &json!(16)),
        "four titles of sections are no rows"
    );
    let said = words_of(&soa[0]);
    assert!(said.contains("A.5.9 is titled") && said.contains("A.6.2 is titled"), "{said}");
    for number in ["A.12.1", "A.11.1", "A.11.2", "A.9.1", "A.10.1", "A.13.1"] {
        assert!(said.contains(&format!("`{number}` is no control")), "{number}: {said}");
    }
    for number in ["A.7.2.2", "A.9.2.1", "A.11.1.2", "A.11.2.3", "A.12.3.1"] {
        assert!(said.contains(&format!("`{number}` is a number of 2013")), "{number}: {said}");
    }

    let gap = &toolkit("Gap Assessment Plan.xlsx").unwrap()[0];
    assert_eq!((counts(gap), &gap["rows"]), ([0, 9, 0, 8], &json!(17)), "seven blocks, each with a heading of its own");
    let said = words_of(gap);
    for clause in ["4.1", "4.2", "4.3"] {
        assert!(said.contains(&format!("`{clause}` is no control")), "{said}");
    }
    for clause in ["5.1", "5.2", "5.3", "6.1", "6.2"] {
        assert!(said.contains(&format!("`{clause}` has no `A.`")), "{said}");
    }
    assert_eq!(said.matches("joined with row").count(), 3, "{said}");

    let risks = toolkit("Risk Register.xlsx").unwrap();
    assert_eq!(
        (counts(&risks[0]), &risks[0]["rows"]),
        ([0, 0, 0, 1], &json!(1)),
        "17 rows hold a formula and nothing else"
    );
    assert!(words_of(&risks[0]).contains("`[R-001]` is an example in brackets"));
    assert!(words_of(&risks[3]).contains("two scales are stated"), "{}", words_of(&risks[3]));
    assert!(words_of(&risks[4]).contains("your scale becomes 1 Minimal, 2 Low, 3 Moderate, 4 High, 5 Severe"));
}

#[test]
fn a_report_with_titles_and_tiles_gives_its_ten_risks() {
    let Some(samples) = samples() else { return };
    let folder = Folder::founded();
    let name = "bkrishnaprabu__iso27001-isms-toolkit/iso27001_isms_workbook.xlsx";
    let book = samples.join("workbooks").join(name);
    let imported = folder.json(&["import", "--yes", book.to_str().unwrap()]);
    let sheets = &imported["files"][0]["sheets"];
    assert_eq!((counts(&sheets[0]), counts(&sheets[1])), ([10, 0, 0, 0], [0, 18, 0, 0]));
    let risks = folder.json(&["risks"])["risks"].clone();
    let scores: Vec<u64> =
        risks.as_array().unwrap().iter().map(|risk| risk["inherent"]["score"].as_u64().unwrap()).collect();
    assert_eq!(scores, [20, 12, 15, 20, 8, 12, 16, 15, 15, 12]);
    let residual: Vec<&Value> =
        risks.as_array().unwrap().iter().map(|risk| &risk["residual"]["stated_score"]).collect();
    assert_eq!(residual, ["6", "6", "6.75", "12", "2.8", "6.6", "8", "9", "8.25", "5.4"]);
    assert_eq!(folder.json(&["show", "controls", "8.30"])["implementation"], "no", "and not 8.3");
}

#[test]
fn a_statement_on_five_sheets_is_one() {
    let Some(samples) = samples() else { return };
    let folder = Folder::founded();
    let book = samples.join("workbooks/moag1000__Little-ISMS-Helper/sample-soa.xlsx");
    let imported = folder.json(&["import", "--yes", book.to_str().unwrap()]);
    let sheets = imported["files"][0]["sheets"].as_array().unwrap();
    let rows: Vec<&Value> = sheets[1..].iter().map(|sheet| &sheet["rows"]).collect();
    assert_eq!(rows, [5, 5, 5, 2]);
    let statement = folder.json(&["soa"]);
    let control =
        |id: &str| statement["controls"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone();
    assert_eq!(control("5.1")["evidence"].as_array().unwrap().len(), 2, "{}", control("5.1"));
    assert_eq!(control("5.7")["implementation"], "partly");
    assert_eq!(folder.json(&["show", "controls", "5.7"])["notes"]["Completeness (%)"], "75");
}

#[test]
fn templates_of_another_product_are_read() {
    let template = |name: &str| planned(&format!("intuitem__ciso-assistant-community/{name}"));
    let Some(risks) = template("RA_sample.csv") else { return };
    assert_eq!((&risks[0]["register"], counts(&risks[0])), (&json!("risks"), [3, 0, 0, 0]), "separated by semicolons");
    assert!(words_of(&risks[0]).contains("kept as stated"));
    let expected = [
        ("risk_assessment_template.xlsx", "risks", 4),
        ("applied_controls_template.xlsx", "controls", 20),
        ("applied_controls_sample.csv", "controls", 20),
        ("assets_template.xlsx", "assets", 4),
        ("sample_assets.csv", "assets", 2),
        ("sample_vulnerabilities.csv", "vulnerabilities", 10),
        ("incidents_template.xlsx", "incidents", 1),
        ("policies_template.xlsx", "documents", 1),
        ("security_exceptions_template.xlsx", "exceptions", 1),
        ("third_parties_template.xlsx", "suppliers", 3),
    ];
    for (file, register, rows) in expected {
        let sheet = &template(file).unwrap()[0];
        assert_eq!((&sheet["register"], counts(sheet)), (&json!(register), [rows, 0, 0, 0]), "{file}");
    }
    assert_eq!(template("third_parties_template.xlsx").unwrap().len(), 4);
}

#[test]
fn the_smallest_list_of_risks_is_enough() {
    let Some(samples) = samples() else { return };
    let folder = Folder::founded();
    let file = samples.join("workbooks/GitCroque__iso27001-toolbox/risks_example.csv");
    folder.does(&["import", "--yes", file.to_str().unwrap()]);
    let risks = folder.json(&["risks"])["risks"].as_array().unwrap().clone();
    let told =
        |risk: &Value| (risk["inherent"]["score"].as_u64().unwrap(), risk["option"].as_str().unwrap().to_owned());
    let expected = [(15, "modify"), (16, "modify"), (8, "retain"), (15, "modify"), (10, "modify")];
    assert_eq!(risks.iter().map(told).collect::<Vec<_>>(), expected.map(|(score, option)| (score, option.to_owned())));
}

#[test]
fn a_shifted_row_of_a_real_statement_is_told() {
    let kit = |name: &str| planned(&format!("CenedrilTeam__iso27001-starter-kit/{name}"));
    let Some(statement) = kit("statement-of-applicability.csv") else { return };
    assert_eq!((counts(&statement[0]), rows_told(&statement[0])), ([0, 92, 0, 1], vec![72]));
    let plan = &kit("risk-treatment-plan.csv").unwrap()[0];
    let recurring = plan["problems"].as_array().unwrap().iter().filter(|one| one["field"] == "due");
    let recurring: Vec<&Value> = recurring.map(|one| &one["row"]).collect();
    assert_eq!((counts(plan), recurring), ([11, 0, 0, 0], vec![&json!(4), &json!(6), &json!(10)]));
}
