//! Where a demonstration keeps its data: a folder that goes with it, unless one was named.

use std::path::{Path, PathBuf};

/// The folder of a demonstration.
pub enum Folder {
    /// Goes with the program.
    Passing(tempfile::TempDir),
    /// Stays.
    Named(PathBuf),
}

impl Folder {
    /// The one named, else a new one.
    pub fn choose(named: Option<PathBuf>) -> anyhow::Result<Folder> {
        match named {
            Some(path) => Ok(Folder::Named(path)),
            None => Ok(Folder::Passing(tempfile::Builder::new().prefix("castellan-demo-").tempdir()?)),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        match self {
            Folder::Passing(folder) => folder.path(),
            Folder::Named(path) => path,
        }
    }

    /// Whether the sample was recorded there before.
    pub fn holds_a_store(&self) -> bool {
        self.path().join("castellan.db").exists()
    }
}
