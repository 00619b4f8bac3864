//! The files that git knows.

use std::{path::Path, process::Command};

use anyhow::{Context, ensure};

/// A text file of the project.
pub struct Source {
    /// Its path from the root.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

impl Source {
    /// Whether it is Rust that people write.
    pub fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether it is Rust that only tests run: a file of tests, an example, or the tests of a crate.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/") || self.path.contains("/examples/") || ["tests.rs", "gallery.rs"].contains(&name)
    }

    /// Its lines with their numbers, without the tests at its end.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("\n#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let code = self.text.get(..end).unwrap_or_default();
        code.lines().enumerate().map(|(at, line)| (at + 1, line))
    }
}

/// All text files that git tracks, or would.
pub fn all(root: &Path) -> anyhow::Result<Vec<Source>> {
    let listed = Command::new("git").current_dir(root).args(["ls-files", "-co", "--exclude-standard"]).output();
    let listed = listed.context("git could not be started")?;
    ensure!(listed.status.success(), "git does not know these files");
    let paths = String::from_utf8(listed.stdout)?;
    let read = |path: &str| Some(Source { path: path.into(), text: std::fs::read_to_string(root.join(path)).ok()? });
    Ok(paths.lines().filter_map(read).collect())
}
