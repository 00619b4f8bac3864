//! Speed and memory: the release binary over a synthetic organisation, measured by `crates/server/examples/bench`.

use std::process::Command;

use anyhow::{Context, ensure};

/// Builds in release, and measures.
pub fn run() -> anyhow::Result<()> {
    cargo(&["build", "--release", "--package", "castellan", "--bins", "--example", "bench"])?;
    let built = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".into());
    let done =
        Command::new(format!("{built}/release/examples/bench")).arg(format!("{built}/release/castellan")).status();
    ensure!(done.context("the measurement could not be started")?.success(), "the measurement stopped early");
    Ok(())
}

fn cargo(arguments: &[&str]) -> anyhow::Result<()> {
    let done = Command::new("cargo").args(arguments).status().context("cargo could not be started")?;
    ensure!(done.success(), "`cargo {}` failed", arguments.join(" "));
    Ok(())
}
