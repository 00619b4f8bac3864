//! The house rules as a test: arrows between crates, bans, sizes, paths, and what a register's folder must hold.
//!
//! A rule that matters stands here; one that does not is deleted.

mod arrows;
mod functions;
mod lines;
mod registers;
mod sources;

use std::path::{Path, PathBuf};

use anyhow::bail;

use sources::Source;

/// A broken rule: where, and what to do.
pub struct Fault {
    /// File and line.
    pub place: String,
    /// What is wrong, and what to do.
    pub words: String,
}

/// Checks all rules; every fault is printed.
pub fn run() -> anyhow::Result<()> {
    let root = root();
    let sources = sources::all(&root)?;
    let mut faults = arrows::check(&root)?;
    faults.extend(registers::check(&root)?);
    let here = here(&root);
    faults.extend(sources.iter().flat_map(|source| check(source, &here)));
    for fault in &faults {
        eprintln!("{}: {}", fault.place, fault.words);
    }
    if !faults.is_empty() {
        bail!("{} house rules are broken", faults.len());
    }
    println!("tidy: {} files keep the house rules", sources.len());
    Ok(())
}

fn check(source: &Source, here: &[String]) -> Vec<Fault> {
    [lines::check(source, here), functions::check(source)].into_iter().flatten().collect()
}

/// The folders of this machine whose names nobody else's copy should hold: the checkout and the home of who works in it.
fn here(root: &Path) -> Vec<String> {
    let home = std::env::var("HOME").ok();
    let folders = [Some(root.display().to_string()), home].into_iter().flatten();
    folders.filter(|folder| folder.len() > 1).map(|folder| format!("{}/", folder.trim_end_matches('/'))).collect()
}

/// Where cargo runs us, which a build folder copied from elsewhere would not know.
pub fn root() -> PathBuf {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).parent().map(Into::into).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_rules_hold() {
        super::run().unwrap();
    }
}
