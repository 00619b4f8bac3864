//! Backup and restore.

use std::path::{Path, PathBuf};

use ledger::{BackedUp, BackupError, DataDirectory, Digest, Session, backup, restore, verify};

use crate::support::*;

/// A house with three acts and two files, and where its backup goes.
fn furnished() -> (House, PathBuf) {
    let house = House::new();
    record_three(&house.ledger());
    for content in ["a contract", "a photograph"] {
        house.directory.vault().put(&mut content.as_bytes(), 99, minute(1)).expect("kept");
    }
    let target = house.folder.path().join("backup");
    (house, target)
}

fn make(house: &House, target: &Path) -> Result<BackedUp, BackupError> {
    backup(&house.directory, target, |_, _| ())
}

/// What stands in the folder, by name.
fn names(folder: &Path) -> Vec<String> {
    let found = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> =
        found.map(|name| name.expect("a name").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_is_restored_is_what_was_backed_up() {
    let (house, target) = furnished();
    let told = make(&house, &target).expect("made");
    assert_eq!(told, BackedUp { head: house.ledger().head().expect("readable"), files: 2 });
    let into = house.folder.path().join("new/restored");
    let verified = restore(&target, &into, |_, _| ()).expect("restored");
    let head = house.ledger().head().expect("readable");
    assert_eq!((verified.entries, verified.root, verified.problem), (3, head.root(), None));
    let restored = DataDirectory::open(&into).expect("opens");
    let ledger = restored.ledger(clock());
    assert_eq!((ledger.head(), current(&ledger, None)), (Ok(head), current(&house.ledger(), None)));
    assert_eq!(restored.vault().list(), house.directory.vault().list());
    assert_eq!(verify(&ledger, Some(&restored.vault()), |_, _| ()).expect("readable").problem, None);
    assert_eq!(names(house.folder.path()), ["backup", "data", "new"], "nothing is left over");
    assert_eq!(names(&house.folder.path().join("new")), ["restored"]);
}

#[test]
fn a_restored_ledger_goes_on() {
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    let into = house.folder.path().join("restored");
    std::fs::create_dir(&into).expect("an empty folder will do");
    restore(&target, &into, |_, _| ()).expect("restored");
    let ledger = DataDirectory::open(&into).expect("opens").ledger(clock());
    ledger.append(3, &[draft(9, vec![change(1, 3)])]).expect("recorded");
    assert_eq!(verify(&ledger, None, |_, _| ()).expect("readable").problem, None);
}

#[test]
fn a_backup_of_a_running_store_is_of_one_moment() {
    let (house, target) = furnished();
    let ledger = house.ledger();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for revision in 1..=60 {
                ledger
                    .append(u64::from(revision) + 2, &[draft(9, vec![change(50, revision), change(51, revision)])])
                    .expect("recorded");
            }
        });
        make(&house, &target).expect("made");
        writer.join().expect("ran");
    });
    let verified = restore(&target, &house.folder.path().join("restored"), |_, _| ()).expect("restored");
    assert!((3..=63).contains(&verified.entries), "{}", verified.entries);
}

#[test]
fn everybody_is_signed_out_after_a_restore() {
    let (house, target) = furnished();
    let accounts = house.directory.accounts();
    let account = accounts.create("a1", "ada@example.org", minute(0)).expect("made").id;
    let (id, link) = (Digest::of(&[b"session"]), Digest::of(&[b"link"]));
    let session =
        Session { id, account: account.clone(), created_at: minute(0), last_seen: minute(0), expires_at: minute(60) };
    accounts.put_session(&session).expect("put");
    accounts.put_link(&account, link, minute(60)).expect("put");
    accounts.set_password(&account, "$argon2id$one").expect("set");
    make(&house, &target).expect("made");
    let into = house.folder.path().join("restored");
    restore(&target, &into, |_, _| ()).expect("restored");
    let restored = DataDirectory::open(&into).expect("opens").accounts();
    assert_eq!(restored.session(id, minute(1)), Ok(None));
    assert_eq!(restored.take_link(link, minute(1)), Ok(None));
    assert_eq!(restored.password(&account), Ok(Some("$argon2id$one".into())));
}

#[test]
fn nothing_is_overwritten() {
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    assert!(matches!(make(&house, &target), Err(BackupError::Exists(_))));
    let refused = restore(&target, house.directory.path(), |_, _| ());
    assert!(matches!(refused, Err(BackupError::NotEmpty(_))));
}

#[test]
fn a_file_that_cannot_be_backed_up_is_named() {
    let (house, target) = furnished();
    let name = Digest::of(&[b"a contract"]).to_string();
    std::fs::write(house.directory.path().join("vault").join(&name[..2]).join(&name[2..]), "A contract")
        .expect("written");
    let told = make(&house, &target).expect_err("damaged").to_string();
    assert!(told.contains(&name), "{told}");
    assert_eq!(names(house.folder.path()), ["data"]);
}

#[test]
fn a_ledger_that_does_not_verify_is_not_restored() {
    let (house, target) = furnished();
    let behind_its_back = rusqlite::Connection::open(house.directory.path().join("castellan.db")).expect("opens");
    behind_its_back.execute("UPDATE revision SET body = '{}' WHERE seq = 3", []).expect("changed");
    make(&house, &target).expect("a copy of what is there");
    let told = assert_refused(&house, &std::fs::read(&target).expect("readable"), "changed before");
    assert!(told.contains("does not verify: entry 3: revision 2 of `risks/R-0001`"), "{told}");
}

#[test]
fn no_changed_byte_is_restored() {
    const STEP: usize = 173;
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    let bytes = std::fs::read(&target).expect("readable");
    let tail = bytes.len() - 400..bytes.len(); // the files, and the end
    for place in (0..bytes.len()).step_by(STEP).chain(0..200).chain(tail) {
        let mut changed = bytes.clone();
        changed[place] ^= 1;
        assert_refused(&house, &changed, &format!("byte {place}"));
    }
}

#[test]
fn a_part_that_is_gone_or_added_is_missed() {
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    let bytes = std::fs::read(&target).expect("readable");
    for end in [0, 1, 18, 19, 60, bytes.len() / 2, bytes.len() - 200, bytes.len() - 1] {
        assert_refused(&house, &bytes[..end], &format!("cut at {end}"));
    }
    assert_refused(&house, &[&bytes[..], b"more"].concat(), "longer");
    assert_refused(&house, b"something else altogether", "another file");
}

#[test]
fn the_damaged_part_is_named() {
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    let mut bytes = std::fs::read(&target).expect("readable");
    let place = bytes.windows(10).position(|window| window == b"a contract").expect("there");
    bytes[place] = b'A';
    let told = assert_refused(&house, &bytes, "a contract");
    assert!(told.contains(&Digest::of(&[b"a contract"]).to_string()), "{told}");
    let place = bytes.windows(6).position(|window| window == b"Risk 3").expect("there");
    bytes[place] = b'r';
    let told = assert_refused(&house, &bytes, "the database");
    assert!(told.contains("castellan.db"), "{told}");
}

#[test]
fn a_part_cannot_lead_out_of_the_folder() {
    let (house, target) = furnished();
    make(&house, &target).expect("made");
    let text = "castellan backup 1\n{\"part\":\"../../escaped\",\"size\":1}\nx";
    let told = assert_refused(&house, text.as_bytes(), "escape");
    assert!(told.contains("`../../escaped` is not the name of a part"), "{told}");
}

/// A backup of these bytes restores nothing; what was said.
fn assert_refused(house: &House, bytes: &[u8], case: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, into) = (folder.path().join("backup"), folder.path().join("restored"));
    std::fs::write(&file, bytes).expect("written");
    let told = restore(&file, &into, |_, _| ()).expect_err(case).to_string();
    assert_eq!(names(folder.path()), ["backup"], "{case}");
    assert!(house.directory.path().exists());
    told
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let (house, _) = furnished();
    let nowhere = house.folder.path().join("no/such/backup");
    let told = make(&house, &nowhere).expect_err("there is no folder").to_string();
    assert!(told.contains("no/such` is not a folder: make it first"), "{told}");
}
