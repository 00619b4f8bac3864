use std::path::PathBuf;

use tempfile::TempDir;

use super::*;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("castellan.db");
    (folder, path)
}

#[test]
fn keeps_the_settings_its_promises_rest_on() {
    let (_folder, path) = folder();
    let sqlite = Sqlite::create(&path).expect("a database");
    let told = |connection: &Connection, name: &str| {
        connection.pragma_query_value(None, name, |row| row.get::<_, rusqlite::types::Value>(0)).expect("a pragma")
    };
    for connection in [&lock(&sqlite.0.writer).connection, &*lock(&sqlite.0.reader)] {
        assert_eq!(told(connection, "journal_mode"), String::from("wal").into());
        assert_eq!(told(connection, "synchronous"), 2.into());
        assert_eq!(told(connection, "foreign_keys"), 1.into());
        assert_eq!(told(connection, "secure_delete"), 1.into());
    }
}

#[test]
fn refuses_a_setting_that_is_not_kept() {
    let memory = Connection::open_in_memory().expect("a database");
    let refused = set(&memory, "journal_mode", "wal").expect_err("a database in memory has no log");
    assert!(refused.to_string().contains("`journal_mode` at `memory`"), "{refused}");
}

#[test]
fn refuses_a_library_that_may_lose_data() {
    assert!(refuse_old_sqlite(3_051_002).is_err());
    assert!(refuse_old_sqlite(3_051_003).is_ok());
    assert!(refuse_old_sqlite(rusqlite::version_number()).is_ok());
}

#[test]
fn nothing_is_written_after_a_commit_has_failed() {
    let (_folder, path) = folder();
    let sqlite = Sqlite::create(&path).expect("a database");
    let fail_at_commit = "PRAGMA defer_foreign_keys = 1; INSERT INTO credential VALUES ('nobody', 'link', 's', 0)";
    let failed = sqlite.write(|transaction| Ok(transaction.execute_batch(fail_at_commit)?));
    assert!(matches!(failed, Err(StoreError::Failed(_))), "{failed:?}");
    assert_eq!(sqlite.write(|_| Ok(())), Err(StoreError::Halted));
    assert!(sqlite.read(|_| Ok(())).is_ok());
}

#[test]
fn an_error_inside_a_transaction_undoes_it_and_no_more() {
    let (_folder, path) = folder();
    let sqlite = Sqlite::create(&path).expect("a database");
    let account = "INSERT INTO account VALUES ('a', 'a@example.org', 0)";
    let undone: Result<(), _> = sqlite.write(|transaction| {
        transaction.execute_batch(account)?;
        Err(StoreError::Failed("on purpose".into()))
    });
    assert!(undone.is_err());
    assert_eq!(sqlite.write(|transaction| Ok(transaction.execute(account, [])?)), Ok(1));
}

#[test]
fn readers_cannot_write() {
    let (_folder, path) = folder();
    let sqlite = Sqlite::create(&path).expect("a database");
    assert!(sqlite.read(|connection| Ok(connection.execute_batch("DELETE FROM entry")?)).is_err());
}

#[test]
fn refuses_a_store_of_a_later_version() {
    let (_folder, path) = folder();
    drop(Sqlite::create(&path));
    Connection::open(&path).and_then(|other| other.pragma_update(None, "user_version", 99)).expect("a version");
    assert_eq!(Sqlite::open(&path).err(), Some(StoreError::Newer { found: 99, known: 1 }));
}

#[test]
fn refuses_and_leaves_alone_what_others_made() {
    let (_folder, path) = folder();
    Connection::open(&path).and_then(|other| other.execute_batch("CREATE TABLE theirs (a)")).expect("a database");
    let before = std::fs::read(&path).expect("readable");
    let refused = Sqlite::open(&path).err().expect("refused");
    assert!(refused.to_string().contains("another program"), "{refused}");
    assert_eq!(std::fs::read(&path).expect("readable"), before);
    std::fs::write(&path, "not a database, but long enough to be looked at".repeat(99)).expect("written");
    assert!(matches!(Sqlite::open(&path), Err(StoreError::Damaged(_))));
}

#[test]
fn what_was_deleted_is_gone_from_the_files() {
    const CANARY: &str = "canary-7f3a91c4";
    let (_folder, path) = folder();
    let sqlite = Sqlite::create(&path).expect("a database");
    let insert = "INSERT INTO account VALUES (?1, ?1, 0)";
    sqlite.write(|transaction| Ok(transaction.execute(insert, [CANARY])?)).expect("written");
    sqlite.write(|transaction| Ok(transaction.execute("DELETE FROM account", [])?)).expect("deleted");
    drop(sqlite);
    let bytes = std::fs::read(&path).expect("readable");
    assert!(!bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes()));
}
