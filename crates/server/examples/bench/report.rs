//! The table of figures.

use std::time::Duration;

#[derive(Default)]
pub struct Report {
    lines: Vec<(String, String, String)>,
}

impl Report {
    pub fn line(&mut self, what: &str, figure: String, note: &str) {
        println!("  {what}: {figure}");
        self.lines.push((what.into(), figure, note.into()));
    }

    pub fn print(&self) {
        println!();
        for (what, figure, note) in &self.lines {
            println!("| {what:<36} | {figure:<28} | {note}");
        }
    }
}

/// The percentile of a set of times.
pub fn median(times: &[Duration], percent: usize) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times.get(times.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}
