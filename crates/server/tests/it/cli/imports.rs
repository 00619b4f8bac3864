//! Imports: what becomes of files, what is asked, and the way back.

use std::fs;

use serde_json::{Value, json};

use super::Folder;

const ASSETS: &str =
    "Asset ID,Asset name,Asset type,Owner\nAST-1,Laptop,hardware,Mara Quint\nAST-2,Server,hardware,P999\n";

fn with_file(name: &str, text: &str) -> (Folder, String) {
    let folder = Folder::founded();
    let path = folder.path(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn rows_become_records_and_are_counted() {
    let (folder, file) = with_file("assets.csv", ASSETS);
    let imported = folder.json(&["import", &file]);
    let sheet = &imported["files"][0]["sheets"][0];
    assert_eq!((&imported["files"][0]["file"], &sheet["register"]), (&json!("assets.csv"), &json!("assets")));
    let count = |sheet: &Value| {
        ["rows", "created", "changed", "unchanged", "skipped", "also_created"].map(|key| sheet[key].as_u64().unwrap())
    };
    assert_eq!(count(sheet), [2, 2, 0, 0, 0, 1]);
    assert_eq!(sheet["problems"][0]["row"], 3, "{sheet}");
    assert_eq!(imported["import"], "IM-0001");
    // The person was made of a name, and the code that finds nothing stays text.
    assert_eq!(folder.json(&["show", "people", "Mara Quint"])["unconfirmed"], true);
    assert_eq!(folder.json(&["show", "assets", "AST-2"])["owner"], json!({ "text": "P999" }));
    // The same file again changes nothing.
    let again = folder.json(&["import", &file]);
    assert_eq!((count(&again["files"][0]["sheets"][0]), &again["import"]), ([2, 0, 0, 2, 0, 0], &Value::Null));
}

#[test]
fn a_dry_run_shows_the_same_and_writes_nothing() {
    let (folder, file) = with_file("assets.csv", ASSETS);
    let planned = folder.json(&["import", "--dry-run", &file]);
    assert_eq!((&planned["dry_run"], &planned["files"][0]["sheets"][0]["created"]), (&json!(true), &json!(2)));
    assert_eq!(folder.json(&["list", "assets"]), json!([]));
    assert_eq!(folder.json(&["verify"])["organisations"][0]["entries"], 1);
}

#[test]
fn withdrawing_an_import_withdraws_what_it_made() {
    let (folder, file) = with_file("assets.csv", ASSETS);
    folder.does(&["import", &file]);
    folder.does(&["do", "imports", "IM-0001", "withdrawn", "--reason", "wrong file"]);
    assert_eq!(folder.json(&["list", "assets"]), json!([]));
    assert_eq!(folder.json(&["list", "people"]), json!([]));
}

#[test]
fn a_file_that_is_no_table_is_refused_and_nothing_is_written() {
    let (folder, file) = with_file("notes.txt", "Dear all,\n\nplease find nothing attached.\n");
    let refused = folder.refuses(1, &["import", &file]);
    assert!(refused.contains("no register was recognised in notes.txt"), "{refused}");
    fs::write(&file, b"%PDF-1.7 not a table").unwrap();
    let refused = folder.refuses(1, &["import", &file]);
    assert!(refused.contains("PDF"), "{refused}");
    let missing = folder.refuses(1, &["import", &folder.path("none.csv")]);
    assert!(missing.contains("cannot be read"), "{missing}");
    assert_eq!(folder.run(&["import"]).code, 2);
    assert_eq!(folder.json(&["verify"])["organisations"][0]["entries"], 1);
}

#[test]
fn who_may_not_import_is_refused() {
    let (folder, file) = with_file("assets.csv", ASSETS);
    folder.does(&["user", "add", "mara@example.com", "--role", "auditor"]);
    let refused = folder.refuses(1, &["--user", "mara@example.com", "import", &file]);
    assert!(refused.contains("you may not import"), "{refused}");
}

#[test]
fn an_uncertain_table_is_asked_about_said_or_left_out() {
    let (folder, file) = with_file("list.csv", "Name,Owner,Notes\nLaptop,,red\nServer,,\n");
    let sheet = |arguments: &[&str]| {
        folder.json(&[&["import", "--dry-run"], arguments].concat())["files"][0]["sheets"][0].clone()
    };
    assert!(sheet(&[&file])["register"].is_string());
    // Nobody can be asked here.
    let refused = folder.refuses(2, &["import", &file]);
    assert!(
        refused.contains("it is not certain what `list.csv` (perhaps ") && refused.contains("--as REGISTER"),
        "{refused}"
    );
    let left_out = folder.json(&["import", "--yes", &file])["files"][0]["sheets"][0].clone();
    assert_eq!((&left_out["skipped"], &left_out["created"]), (&json!(2), &json!(0)));
    assert!(left_out["problems"][0]["message"].as_str().unwrap().contains("which is not certain"), "{left_out}");
    assert_eq!(sheet(&["--as", "assets", &file])["register"], "assets");
    folder.does(&["import", "--as", "assets", &file]);
    assert_eq!(folder.json(&["list", "assets"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_source_can_be_named_so_that_a_file_of_another_name_is_the_same() {
    let (folder, file) = with_file("assets.csv", ASSETS);
    folder.does(&["import", "--source", "inventory", &file]);
    // Given a value that was edited here since, and the file under another name,
    folder.does(&["edit", "assets", "AST-1", "name=Notebook"]);
    let other = folder.path("export-of-today.csv");
    fs::write(&other, ASSETS).unwrap();
    // then its source has said so before, and what was edited here stays.
    folder.does(&["import", "--as", "assets", "--source", "inventory", &other]);
    assert_eq!(folder.json(&["show", "assets", "AST-1"])["name"], "Notebook");
}
