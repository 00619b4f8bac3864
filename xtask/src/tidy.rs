//! The house rules as a test: arrows between crates, bans, sizes, paths, and what a register's folder must hold.
//!
//! A rule that matters stands here; one that does not is deleted.

mod arrows;
mod functions;
mod lines;
mod registers;
mod sources;

use std::path::PathBuf;

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
    faults.extend(sources.iter().flat_map(check));
    for fault in &faults {
        eprintln!("{}: {}", fault.place, fault.words);
    }
    if !faults.is_empty() {
        bail!("{} house rules are broken", faults.len());
    }
    println!("tidy: {} files keep the house rules", sources.len());
    Ok(())
}

fn check(source: &Source) -> Vec<Fault> {
    [lines::check(source), functions::check(source)].into_iter().flatten().collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().map(Into::into).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_rules_hold() {
        super::run().unwrap();
    }
}
