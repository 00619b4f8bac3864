//! `castellan restore`: a backup becomes a data directory.

use std::{path::PathBuf, process::ExitCode};

use serde_json::json;

use super::{Everywhere, output::say, progress::Progress};

/// Restore a backup as a new data directory (`--data`), checked to the last byte. Everybody is signed out there.
#[derive(clap::Args)]
pub struct Restore {
    /// The backup.
    file: PathBuf,
}

impl Restore {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let mut progress = Progress::of("verifying entry");
        let verified = recorder::restore(&self.file, &everywhere.data, |done, all| progress.tell(done, all))?;
        drop(progress);
        let (data, root) = (everywhere.data.display(), verified.root.to_string());
        let shown = json!({ "data": data.to_string(), "entries": verified.entries, "root": root });
        say(everywhere, &shown, || format!("Restored into `{data}`: {} entries, root {root}.\n", verified.entries))?;
        Ok(ExitCode::SUCCESS)
    }
}
