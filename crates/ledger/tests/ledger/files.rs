//! The vault.

use std::fs::File;
use std::io::{self, Read};
use std::time::{Duration, SystemTime};

use ledger::{Digest, Vault, VaultError};

use crate::support::*;

/// The SHA-256 of "abc", an example of NIST.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn put(vault: &Vault, content: &str, limit: u64) -> Result<Digest, VaultError> {
    vault.put(&mut content.as_bytes(), limit, minute(1)).map(|blob| blob.sha256)
}

fn read(vault: &Vault, sha256: Digest) -> String {
    let mut text = String::new();
    vault.open(sha256).expect("there").1.read_to_string(&mut text).expect("readable");
    text
}

/// The names of what stands in the vault's own folder.
fn names(house: &House) -> Vec<String> {
    let found = std::fs::read_dir(house.directory.path().join("vault")).expect("a folder");
    found.map(|name| name.expect("a name").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn a_file_stands_under_its_own_hash() {
    let house = House::new();
    let vault = house.directory.vault();
    let sha256 = put(&vault, "abc", 3).expect("kept");
    assert_eq!(sha256.to_string(), ABC);
    let place = house.directory.path().join("vault/ba").join(&ABC[2..]);
    assert_eq!(std::fs::read(place).expect("a file"), b"abc");
    assert_eq!(read(&vault, sha256), "abc");
    assert_eq!(names(&house), ["ba"]);
}

#[test]
fn the_same_content_is_kept_once_and_keeps_its_first_date() {
    let house = House::new();
    let vault = house.directory.vault();
    let first = vault.put(&mut "abc".as_bytes(), 9, minute(1)).expect("kept");
    let second = vault.put(&mut "abc".as_bytes(), 9, minute(2)).expect("kept");
    assert_eq!(first, second);
    assert_eq!(vault.list().expect("readable"), [first]);
}

#[test]
fn a_file_over_the_limit_leaves_nothing() {
    let house = House::new();
    let vault = house.directory.vault();
    assert!(matches!(put(&vault, "abcd", 3), Err(VaultError::TooLarge { limit: 3 })));
    assert_eq!((names(&house), vault.list()), (vec![], Ok(vec![])));
    assert!(put(&vault, "", 0).is_ok());
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let house = House::new();
    let broken = house.directory.vault().put(&mut "abc".as_bytes().chain(Broken), 99, minute(1));
    assert!(matches!(broken, Err(VaultError::Files(_))));
    assert_eq!(names(&house), Vec::<String>::new());
}

#[test]
fn large_files_are_kept_whole() {
    let house = House::new();
    let vault = house.directory.vault();
    let large = "0123456789".repeat(100_000);
    let sha256 = put(&vault, &large, 1_000_000).expect("kept");
    assert_eq!(sha256, Digest::of(&[large.as_bytes()]));
    assert_eq!(read(&vault, sha256), large);
    vault.verify(sha256).expect("whole");
}

#[test]
fn what_is_unknown_missing_or_changed_is_told_apart() {
    let house = House::new();
    let vault = house.directory.vault();
    let sha256 = put(&vault, "abc", 3).expect("kept");
    let unknown = Digest::of(&[b"unknown"]);
    assert!(matches!(vault.open(unknown), Err(VaultError::Unknown(_))));
    let place = house.directory.path().join("vault/ba").join(&ABC[2..]);
    for changed in ["abd", "ab", "abcd"] {
        std::fs::write(&place, changed).expect("written");
        let told = vault.verify(sha256).expect_err("changed").to_string();
        assert!(told.contains(ABC) && told.contains("is not what it was"), "{told}");
    }
    std::fs::remove_file(&place).expect("removed");
    let told = vault.verify(sha256).expect_err("missing").to_string();
    assert!(told.contains(ABC) && told.contains("is missing"), "{told}");
}

#[test]
fn what_a_broken_upload_left_is_swept_away_after_a_day() {
    let house = House::new();
    for (name, hours) in [("incoming-old", 25), ("incoming-now", 23)] {
        let file = File::create(house.directory.path().join("vault").join(name)).expect("a file");
        file.set_modified(SystemTime::now() - Duration::from_secs(hours * 3_600)).expect("set");
    }
    house.again();
    assert_eq!(names(&house), ["incoming-now"]);
}
