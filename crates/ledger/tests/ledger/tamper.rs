//! Somebody with the database open in front of them changes it. Every change must be found.

use std::path::{Path, PathBuf};

use ledger::{DataDirectory, Ledger, Order, StoreError, verify};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::support::*;

const INSERT_ENTRY: &str = "INSERT INTO entry SELECT org, 4, at, replace(bytes, '\"seq\":3', '\"seq\":4'), words, words_salt \
    FROM entry WHERE seq = 3";

/// What is done, and a part of what verification must say.
const DRILLS: &[(&str, &str)] = &[
    // change
    ("UPDATE entry SET bytes = replace(bytes, 'assessed', 'accepted') WHERE seq = 2", "an entry was changed"),
    ("UPDATE entry SET bytes = replace(bytes, '\"by\":\"a1\"', '\"by\": \"a1\"') WHERE seq = 2", "canonical JSON"),
    ("UPDATE entry SET bytes = 'x' WHERE seq = 2", "entry 2: its bytes cannot be read"),
    ("UPDATE entry SET at = at + 1 WHERE seq = 2", "entry 2: its bytes speak of"),
    ("UPDATE entry SET words = replace(words, 'minute', 'second') WHERE seq = 2", "entry 2: its words are not"),
    ("UPDATE entry SET words_salt = zeroblob(32) WHERE seq = 2", "entry 2: its words are not"),
    ("UPDATE entry SET words = NULL, words_salt = NULL WHERE seq = 2", "entry 2: its words are not"),
    ("UPDATE revision SET body = replace(body, 'Risk', 'Rest') WHERE seq = 2 AND position = 1", "entry 2: revision 1 of `risks/R-0003`"),
    ("UPDATE revision SET version = 2 WHERE seq = 1 AND position = 0", "entry 1: revision 1 of `risks/R-0001`"),
    ("UPDATE revision SET salt = zeroblob(32) WHERE seq = 1 AND position = 0", "entry 1: revision 1 of `risks/R-0001`"),
    ("UPDATE revision SET hash = zeroblob(32) WHERE seq = 1 AND position = 0", "entry 1: revision 1 of `risks/R-0001`"),
    ("UPDATE revision SET id = 'R-0009' WHERE seq = 3", "entry 3: `risks/R-0009` goes from revision 0 to 2"),
    ("UPDATE revision SET register = 'assets' WHERE id = 'R-0001'", "entry 1 was recorded with 2 changes"),
    ("UPDATE revision SET revision = 7 WHERE seq = 3", "entry 3: `risks/R-0001` goes from revision 1 to 7"),
    ("UPDATE revision SET body = body || x'00' WHERE seq = 3", "revision 2 of `risks/R-0001`"),
    ("UPDATE request SET body = zeroblob(32)", "the request of entry 2"),
    ("UPDATE request SET key = 'other'", "the request of entry 2"),
    ("UPDATE request SET by = 'a2'", "the request of entry 2"),
    ("UPDATE request SET seq = 3", "the request of entry 3"),
    // delete
    ("DELETE FROM entry WHERE seq = 1", "entry 1 is missing"),
    ("DELETE FROM entry WHERE seq = 2", "entry 2 is missing"),
    ("DELETE FROM entry WHERE seq = 3", "entry 3 is missing"),
    ("DELETE FROM entry", "entry 1 is missing, though the head stands at 3"),
    ("DELETE FROM revision WHERE seq = 1 AND position = 0", "entry 1: change 0 is missing"),
    ("DELETE FROM revision WHERE seq = 2 AND position = 1", "entry 2 was recorded with 2 changes"),
    ("DELETE FROM revision WHERE seq = 3", "entry 3 was recorded with 1 changes"),
    ("DELETE FROM request", "the request of entry 2"),
    ("DELETE FROM head", "holds no organisation"),
    // insert
    (INSERT_ENTRY, "entry 4 is stored beyond the head"),
    ("INSERT INTO revision SELECT org, register, 'R-0009', 1, seq, 9, version, hash, salt, body FROM revision WHERE seq = 3", "entry 3: change 1 is missing"),
    ("INSERT INTO revision SELECT org, register, 'R-0009', 1, seq, 1, version, hash, salt, body FROM revision WHERE seq = 3", "entry 3 was recorded with 1 changes"),
    ("INSERT INTO revision SELECT org, register, id, 3, 4, 0, version, hash, salt, body FROM revision WHERE seq = 3", "entry 4 is stored beyond the head"),
    ("INSERT INTO revision SELECT org, register, id, 3, -1, 0, version, hash, salt, body FROM revision WHERE seq = 3", "CHECK"),
    ("INSERT INTO request SELECT org, by, 'another', body, 3 FROM request", "the request of entry 3"),
    ("INSERT INTO request SELECT org, by, 'another', body, 99 FROM request", "the request of entry 99"),
    // swap
    ("UPDATE entry SET seq = 99 WHERE seq = 1; UPDATE entry SET seq = 1 WHERE seq = 2; UPDATE entry SET seq = 2 WHERE seq = 99", "entry 1: its bytes speak of entry 2"),
    ("UPDATE revision SET position = 9 WHERE seq = 1 AND position = 0; UPDATE revision SET position = 0 WHERE seq = 1 AND position = 1;
      UPDATE revision SET position = 1 WHERE position = 9", "entry 1 was recorded with 2 changes"),
    ("UPDATE revision SET seq = 2, position = 2 WHERE seq = 1 AND position = 0", "entry 1: change 0 is missing"),
    // truncate and set back
    ("UPDATE head SET seq = 2", "does not fit its sequence"),
    ("DELETE FROM entry WHERE seq = 3; UPDATE head SET seq = 2", "does not fit its sequence"),
    ("UPDATE head SET seq = 4", "does not fit its sequence"),
    ("UPDATE head SET seq = 5", "entry 4 is missing"),
    ("UPDATE head SET at = at - 1", "the head's time"),
    ("UPDATE head SET peaks = zeroblob(64)", "an entry was changed"),
    ("UPDATE head SET peaks = zeroblob(65)", "half a hash"),
    ("UPDATE head SET org = 'other'", "entry 1 is missing"),
    ("UPDATE head SET org = 'b'; UPDATE entry SET org = 'b'; UPDATE revision SET org = 'b'", "belongs to `northwind`"),
    // take away what keeps the rows apart
    ("DROP TABLE request", "request"),
    ("DROP TABLE entry", "entry"),
];

/// A closed store with three acts, to be copied for each drill.
struct Original {
    path: PathBuf,
    _folder: TempDir,
}

impl Original {
    fn new() -> Self {
        let house = House::new();
        record_three(&house.ledger());
        // Closing the last connection brings everything into the one file.
        let path = house.directory.path().to_path_buf();
        let House { directory, folder } = house;
        drop(directory);
        assert_eq!(std::fs::read_dir(&path).expect("a folder").count(), 3, "a log is left");
        Self { path, _folder: folder }
    }

    /// A copy of the store, alone in a folder.
    fn copy(&self) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(self.path.join("castellan.db"), folder.path().join("castellan.db")).expect("copied");
        std::fs::create_dir(folder.path().join("vault")).expect("a vault");
        folder
    }
}

/// Does this to the store behind the ledger's back: nothing that guards the rows is in the way.
fn tamper(folder: &Path, sql: &str) {
    let connection = Connection::open(folder.join("castellan.db")).expect("a database");
    connection.execute_batch("PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1").expect("set");
    connection.execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// What is wrong with the store in this folder, in words; none where it verifies.
fn problem(folder: &Path) -> Option<String> {
    let directory = match DataDirectory::open(folder) {
        Ok(directory) => directory,
        Err(error) => return Some(error.to_string()),
    };
    match verify(&directory.ledger(clock()), Some(&directory.vault()), |_, _| ()) {
        Ok(verified) => verified.problem.map(|problem| problem.what),
        Err(error) => Some(error.to_string()),
    }
}

#[test]
fn what_was_left_alone_verifies() {
    let original = Original::new();
    assert_eq!(problem(original.copy().path()), None);
    let untouched = original.copy();
    tamper(untouched.path(), "VACUUM; REINDEX; ANALYZE");
    assert_eq!(problem(untouched.path()), None);
}

#[test]
fn every_change_is_found_and_named() {
    let original = Original::new();
    for (sql, expected) in DRILLS {
        let folder = original.copy();
        tamper(folder.path(), sql);
        let found = problem(folder.path()).unwrap_or_else(|| panic!("not found: {sql}"));
        assert!(found.contains(expected), "{sql}\n  was found as: {found}\n  not as: {expected}");
    }
}

#[test]
fn a_changed_record_is_not_served() {
    let original = Original::new();
    let folder = original.copy();
    tamper(folder.path(), "UPDATE revision SET body = replace(body, 'Risk', 'Rest') WHERE seq = 3");
    let ledger = DataDirectory::open(folder.path()).expect("opens").ledger(clock());
    assert!(matches!(ledger.current(None, |_| Ok(())), Err(StoreError::Damaged(_))));
    assert!(matches!(ledger.history(&risk(1)), Err(StoreError::Damaged(_))));
    assert!(ledger.current(Some(2), |_| Ok(())).is_ok(), "what was there before is sound");
}

#[test]
fn a_file_that_is_missing_or_changed_is_found() {
    let house = House::new();
    let vault = house.directory.vault();
    let blob = vault.put(&mut "proof".as_bytes(), 99, minute(1)).expect("kept");
    let path = house.directory.path().to_path_buf();
    assert_eq!(problem(&path), None);
    let name = blob.sha256.to_string();
    let place = path.join("vault").join(&name[..2]).join(&name[2..]);
    std::fs::write(&place, "prooF").expect("written");
    assert!(problem(&path).expect("found").contains(&name));
    std::fs::remove_file(&place).expect("removed");
    assert!(problem(&path).expect("found").contains("is missing"));
}

/// Either verification fails, or nothing that is read has changed.
#[test]
fn no_changed_byte_of_the_file_goes_unnoticed() {
    const STEP: usize = 13; // a prime, so that all kinds of places in a row are met
    let folder = Original::new().copy();
    let path = folder.path().join("castellan.db");
    let bytes = std::fs::read(&path).expect("readable");
    let expected = all(&DataDirectory::open(folder.path()).expect("opens").ledger(clock()));
    let written = (0..bytes.len()).filter(|place| bytes[*place] != 0).step_by(STEP);
    let mut found = 0;
    for place in written {
        let mut changed = bytes.clone();
        changed[place] ^= 0xff;
        std::fs::write(&path, &changed).expect("written");
        match problem(folder.path()) {
            Some(_) => found += 1,
            None => assert_eq!(
                all(&DataDirectory::open(folder.path()).expect("opens").ledger(clock())),
                expected,
                "byte {place}"
            ),
        }
    }
    assert!(found > 300, "only {found} changes touched anything");
}

/// All that can be read of a ledger.
fn all(ledger: &Ledger) -> impl PartialEq + std::fmt::Debug + use<> {
    let entries = ledger.entries(0..=u64::MAX, Order::OldestFirst, 99);
    (ledger.head(), entries, ledger.since(0), current(ledger, None), ledger.history(&risk(1)))
}
