//! The house's own tools: `cargo xtask tidy` holds the house rules, `cargo xtask bench` measures.

mod bench;
mod tidy;

use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = std::env::args().nth(1);
    let done = match asked.as_deref() {
        Some("tidy") => tidy::run(),
        Some("bench") => bench::run(),
        _ => Err(anyhow::anyhow!("say what to do: cargo xtask tidy, or cargo xtask bench")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
