//! How a command ends that was not done: one sentence a reason on standard error, and an exit code.

use std::process::ExitCode;

use isms::Refusal;
use recorder::{BackupError, DirectoryError, NotRecorded, StoreError, VaultError};

use crate::problem::Failed;

/// A command that cannot be understood as it was written; the sentence says why and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct WrongUsage(pub String);

/// Tells why, and gives the code: 1 refused, 2 wrong usage, 3 our own failure.
pub fn told(error: &anyhow::Error) -> ExitCode {
    for sentence in sentences(error) {
        eprintln!("castellan: {sentence}");
    }
    ExitCode::from(code(error))
}

fn sentences(error: &anyhow::Error) -> Vec<String> {
    match refusal(error) {
        Some(Refusal { asked, reasons }) => reasons.iter().map(|reason| format!("{asked}: {reason}")).collect(),
        None => vec![format!("{error:#}")],
    }
}

fn refusal(error: &anyhow::Error) -> Option<&Refusal> {
    match (error.downcast_ref(), error.downcast_ref::<Failed>()) {
        (Some(NotRecorded::Refused(refusal)), _) => Some(refusal),
        (_, Some(failed)) => failed.refusal(),
        _ => error.downcast_ref(),
    }
}

fn code(error: &anyhow::Error) -> u8 {
    if error.is::<WrongUsage>() {
        return 2;
    }
    if refused(error) == Some(true) { 1 } else { 3 }
}

/// Whether the person asked for what cannot be; otherwise something of ours has failed.
fn refused(error: &anyhow::Error) -> Option<bool> {
    let no = |no: &NotRecorded| !matches!(no, NotRecorded::Failed(error) if failed(error));
    let request = |failed: &Failed| match failed {
        Failed::NotRecorded(error) => no(error),
        Failed::Internal(_) => false,
        _ => true,
    };
    let directory = |error: &DirectoryError| !matches!(error, DirectoryError::Store(error) if failed(error));
    let backup =
        |error: &BackupError| !matches!(error, BackupError::Store(_) | BackupError::Vault(VaultError::Store(_)));
    error
        .downcast_ref()
        .map(no)
        .or_else(|| error.downcast_ref().map(request))
        .or_else(|| error.downcast_ref().map(directory))
        .or_else(|| error.downcast_ref().map(backup))
        .or_else(|| error.downcast_ref().map(|error| !failed(error)))
        .or_else(|| error.downcast_ref().map(|_: &Refusal| true))
}

/// A store that others are using, or that a later version wrote, is not broken.
fn failed(error: &StoreError) -> bool {
    !matches!(error, StoreError::Busy | StoreError::Newer { .. })
}
