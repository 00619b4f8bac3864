//! `castellan backup`: all that is recorded, in one file.

use std::{path::PathBuf, process::ExitCode};

use recorder::Action;
use serde_json::json;

use super::{Everywhere, output::say, progress::Progress};

/// Copy all that is recorded, with all files, into one file; keys are left out. Others may work meanwhile.
#[derive(clap::Args)]
pub struct Backup {
    /// The new file.
    file: PathBuf,
}

impl Backup {
    pub fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (app, caller) = everywhere.open()?;
        app.recorder.read(&caller).must(Action::Backup, "ledger")?;
        let mut progress = Progress::of("copying file");
        let done = recorder::backup(&app.directory, &self.file, |done, all| progress.tell(done, all))?;
        drop(progress);
        let (file, entries, root) = (self.file.display().to_string(), done.head.seq, done.head.root().to_string());
        say(everywhere, &json!({ "file": file, "entries": entries, "root": root, "files": done.files }), || {
            format!("Written: `{file}`, {entries} entries up to root {root}, {} files of evidence.\n", done.files)
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
