//! Verification, backup and restoring.

use std::fs;

use serde_json::{Value, json};

use super::Folder;

#[test]
fn a_whole_ledger_is_told_with_its_root() {
    let folder = Folder::founded();
    folder.does(&["add", "assets", "name=Laptop"]);
    let verified = folder.json(&["verify"]);
    let organisation = &verified["organisations"][0];
    assert_eq!(
        (&verified["ok"], &organisation["id"], &organisation["entries"]),
        (&json!(true), &json!("acme-ltd"), &json!(2))
    );
    assert_eq!((organisation["root"].as_str().unwrap().len(), &organisation["problem"]), (64, &Value::Null));
}

/// Changes a bit wherever `what` stands in a database.
fn damage(path: &str, what: &[u8]) {
    let mut bytes = fs::read(path).unwrap();
    let places: Vec<usize> =
        bytes.windows(what.len()).enumerate().filter(|(_, found)| *found == what).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|at| bytes[*at] ^= 1);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_changed_byte_is_found_and_named() {
    let folder = Folder::founded();
    folder.does(&["add", "assets", "name=Laptop"]);
    // Given a database without a log beside it, as a restored one is,
    let (file, restored) = (folder.path("b.castellan"), folder.path("restored"));
    folder.does(&["backup", &file]);
    folder.does(&["restore", &file, "--data", &restored]);
    // when a bit of a record changes,
    damage(&format!("{restored}/castellan.db"), b"Laptop");
    // then verification names it,
    let said = folder.run(&["verify", "--data", &restored]);
    let verified: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &verified["ok"]), (1, &json!(false)));
    let problem = verified["organisations"][0]["problem"].as_str().unwrap();
    assert!(problem.contains("A-0001") || problem.contains("entry 2"), "{problem}");
    assert!(problem.matches("entry 2").count() <= 1, "{problem}");
    // and nobody works on with it.
    let refused = folder.refuses(3, &["list", "assets", "--data", &restored]);
    assert!(refused.contains("damaged") && refused.contains("verify"), "{refused}");
}

#[test]
fn a_file_that_is_no_database_any_more_is_damage_too() {
    let folder = Folder::founded();
    fs::write(folder.path("data/castellan.db"), vec![7; 8192]).unwrap();
    for name in ["data/castellan.db-wal", "data/castellan.db-shm"] {
        fs::remove_file(folder.path(name)).ok();
    }
    let said = folder.run(&["verify"]);
    let verified: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, &verified["ok"]), (1, &json!(false)), "{said:?}");
}

#[test]
fn a_backup_comes_back_as_it_was_with_everybody_signed_out() {
    let folder = Folder::founded();
    folder.does(&["add", "assets", "name=Laptop"]);
    let (file, restored) = (folder.path("b.castellan"), folder.path("restored"));
    let root = folder.json(&["verify"])["organisations"][0]["root"].clone();
    let told = folder.json(&["backup", &file]);
    assert_eq!((&told["entries"], &told["root"], &told["files"]), (&json!(2), &root, &json!(0)), "what was copied");
    let nowhere = folder.refuses(1, &["backup", &folder.path("no/such/folder/b.castellan")]);
    assert!(nowhere.contains("no/such/folder` is not a folder: make it first"), "{nowhere}");
    let again = folder.refuses(1, &["backup", &file]);
    assert!(again.contains("exists already: choose another name"), "{again}");

    assert_eq!(folder.json(&["restore", &file, "--data", &restored])["root"], root);
    assert_eq!(folder.json(&["show", "assets", "Laptop", "--data", &restored])["id"], "A-0001");
    let full = folder.refuses(1, &["restore", &file, "--data", &restored]);
    assert!(full.contains("is not empty: restore into a new folder"), "{full}");
}

#[test]
fn a_backup_with_a_changed_byte_restores_nothing() {
    let folder = Folder::founded();
    let (file, restored) = (folder.path("b.castellan"), folder.path("restored"));
    folder.does(&["backup", &file]);
    let mut bytes = fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&file, bytes).unwrap();
    let refused = folder.refuses(1, &["restore", &file, "--data", &restored]);
    assert!(refused.contains("the backup is damaged") && refused.contains("nothing was restored"), "{refused}");
    assert!(!fs::exists(&restored).unwrap());
    let missing = folder.refuses(1, &["restore", &folder.path("none"), "--data", &restored]);
    assert!(missing.contains("cannot use"), "{missing}");
}

#[test]
fn a_command_leaves_no_open_log_behind() {
    let folder = Folder::founded();
    folder.does(&["add", "assets", "name=Laptop"]);
    for name in ["castellan.db-wal", "castellan.db-shm"] {
        assert!(!fs::exists(folder.path(&format!("data/{name}"))).unwrap(), "{name}");
    }
    // Refused, too, it closes what it opened.
    folder.refuses(1, &["add", "assets", "name="]);
    assert!(!fs::exists(folder.path("data/castellan.db-wal")).unwrap());
}
