//! The house's own tools: `cargo xtask tidy` holds the house rules, `cargo xtask bench` measures, and `cargo xtask
//! content` holds the pages of the standards to their form.

mod bench;
mod content;
mod tidy;

use std::process::ExitCode;

fn main() -> ExitCode {
    let asked = std::env::args().nth(1);
    let done = match asked.as_deref() {
        Some("tidy") => tidy::run(),
        Some("bench") => bench::run(),
        Some("content") => content::run(),
        _ => Err(anyhow::anyhow!("say what to do: cargo xtask tidy, bench or content")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
