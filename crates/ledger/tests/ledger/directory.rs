//! The data directory, and two processes in it.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use ledger::{AppendError, DataDirectory, DirectoryError};

use crate::support::*;

#[test]
fn is_for_its_owners_eyes_only() {
    let house = House::new();
    for folder in ["", "vault", "keys"] {
        let mode = house.directory.path().join(folder).metadata().expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "`{folder}`");
    }
}

#[test]
fn closes_a_folder_that_was_open_to_others() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("opened");
    let house = House { directory: DataDirectory::create(folder.path(), ORG).expect("made"), folder };
    let mode = |name: &str| house.folder.path().join(name).metadata().expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(""), mode("castellan.db")), (0o700, 0o600));
}

#[test]
fn one_that_was_not_finished_can_be_begun_again() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("vault")).expect("a folder");
    std::fs::write(folder.path().join(".castellan-new-0"), "").expect("written");
    assert!(matches!(DataDirectory::open(folder.path()), Err(DirectoryError::Missing(_))));
    assert!(DataDirectory::create(folder.path(), ORG).is_ok());
}

#[test]
fn is_made_once_and_opened_where_it_is() {
    let house = House::new();
    let path = house.directory.path();
    assert!(matches!(DataDirectory::create(path, ORG), Err(DirectoryError::Exists(_))));
    assert!(matches!(DataDirectory::open(house.folder.path()), Err(DirectoryError::Missing(_))));
    assert!(!house.folder.path().join("castellan.db").exists());
    assert_eq!(DataDirectory::open(path).expect("the data directory").ledger(clock()).org(), ORG);
}

#[test]
fn what_was_recorded_is_there_after_a_new_start() {
    let house = House::new();
    record_three(&house.ledger());
    let before = (house.ledger().head(), current(&house.ledger(), None));
    let again = house.again().ledger(clock());
    assert_eq!((again.head(), current(&again, None)), before);
}

#[test]
fn of_two_processes_one_wins_and_the_other_catches_up() {
    let house = House::new();
    let (one, two) = (house.ledger(), house.again().ledger(clock()));
    one.append(0, &[draft(1, vec![change(1, 1)])]).expect("recorded");
    let lost = two.append(0, &[draft(1, vec![change(1, 1)])]);
    assert!(matches!(lost, Err(AppendError::Moved(head)) if head.seq == 1));
    assert_eq!(two.since(0).expect("readable").len(), 1);
    two.append(1, &[draft(2, vec![change(1, 2)])]).expect("recorded");
    assert_eq!(one.head().expect("readable").seq, 2);
}

#[test]
fn writers_in_many_threads_lose_nothing() {
    let house = House::new();
    let write = |ledger: ledger::Ledger, number: u32| {
        for revision in 1..=20 {
            let act = draft(1, vec![change(number, revision)]);
            while let Err(error) = ledger.append(ledger.head().expect("readable").seq, std::slice::from_ref(&act)) {
                assert!(matches!(error, AppendError::Moved(_)), "{error}");
            }
        }
    };
    std::thread::scope(|scope| {
        for number in 0..4 {
            let ledger = if number % 2 == 0 { house.ledger() } else { house.again().ledger(clock()) };
            scope.spawn(move || write(ledger, number));
        }
    });
    assert_eq!(house.ledger().head().expect("readable").seq, 80);
    assert_eq!(current(&house.ledger(), None).into_iter().map(|row| row.1).collect::<Vec<_>>(), [20; 4]);
}
