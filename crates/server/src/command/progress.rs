//! Progress of what takes more than a second, for who looks at the terminal.

use std::{
    io::{IsTerminal, stderr},
    time::{Duration, Instant},
};

use crate::words::number;

/// Until then nobody wonders.
const QUIET: Duration = Duration::from_secs(1);
/// How often the line is written again.
const EVERY: Duration = Duration::from_millis(200);

/// A line on standard error that counts; it goes when the work is done.
pub struct Progress {
    doing: &'static str,
    next: Instant,
    written: bool,
}

impl Progress {
    /// Of this work: `verifying`.
    pub fn of(doing: &'static str) -> Progress {
        Progress { doing, next: Instant::now() + QUIET, written: false }
    }

    /// So much is done, of so much.
    pub fn tell(&mut self, done: u64, all: u64) {
        if Instant::now() < self.next || !stderr().is_terminal() {
            return;
        }
        let whole = |count: u64| number(usize::try_from(count).unwrap_or(usize::MAX));
        eprint!("\r\u{1b}[K{} {} of {}", self.doing, whole(done), whole(all));
        (self.next, self.written) = (Instant::now() + EVERY, true);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.written {
            eprint!("\r\u{1b}[K");
        }
    }
}
