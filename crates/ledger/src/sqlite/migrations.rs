//! The schema, step by step. A step that has been released is never edited; a change is a new step.

use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;

/// Marks the file as a store of ours (`file` and other tools show it): "CAST" in ASCII.
const APPLICATION_ID: u32 = 0x4341_5354;

/// Each step, in order; the number of steps done stands in the file's `user_version`.
const STEPS: &[&str] = &[include_str!("0001_ledger.sql")];

/// Refuses a file that is not ours, or is newer than this program. Writes nothing.
pub fn check(connection: &Connection) -> Result<(), StoreError> {
    let application: u32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let objects: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && (application, objects) != (0, 0) {
        return Err(StoreError::Failed(
            "this database was made by another program: choose another data directory".into(),
        ));
    }
    let (found, known) = (version(connection)?, STEPS.len() as u32);
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(()) }
}

/// Takes the steps that are missing, all or none. Writes nothing where none is.
pub fn run(connection: &mut Connection) -> Result<(), StoreError> {
    if version(connection)? as usize == STEPS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = version(&transaction)? as usize;
    for step in STEPS.iter().skip(done) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as u32)?;
    Ok(transaction.commit()?)
}

fn version(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
