//! The time of an entry: never before the one it follows, and never far ahead without somebody's word for it.
//!
//! One entry written under a wrong clock would poison every question *as of* a date for ever, because the time
//! of an entry never goes back.

use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

/// A clock may be this far ahead of what is expected: wide enough for any time zone set wrong.
const TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

/// What the ledger knows of time: when the process started, and how long it has run since.
///
/// The running time is counted by the system's monotonic clock, so that a store nobody wrote to over a weekend
/// raises no alarm, and a clock that is set ahead meanwhile does.
#[derive(Debug, Clone)]
pub struct Clock {
    started: Timestamp,
    running: Instant,
    accepts_jumps: bool,
}

/// The clock is more than a day ahead of both the last entry and this process.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the clock says `{now:.0}`, more than a day ahead of this process, which expects `{expected:.0}`, and of the \
     last entry: set the clock right, or restart with the clock accepted"
)]
pub struct ClockJump {
    /// What the clock says.
    pub now: Timestamp,
    /// The start of the process and the time it has run.
    pub expected: Timestamp,
}

/// The time an entry gets, to the microsecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    pub at: Timestamp,
    pub jumped: bool,
}

impl Clock {
    /// A process that started at this time of its clock.
    pub fn started(at: Timestamp) -> Self {
        Self { started: at, running: Instant::now(), accepts_jumps: false }
    }

    /// Somebody has looked at the clock and vouches for it: jumps are recorded instead of refused.
    pub fn accepting_jumps(self) -> Self {
        Self { accepts_jumps: true, ..self }
    }

    /// The time of an entry that is recorded `now` after one of the time `last`.
    pub(crate) fn judge(&self, now: Timestamp, last: Option<Timestamp>) -> Result<Reading, ClockJump> {
        let expected = self.expected();
        let jumped = [last.unwrap_or(expected), expected].iter().all(|known| now.duration_since(*known) > TOLERANCE);
        if jumped && !self.accepts_jumps {
            return Err(ClockJump { now, expected });
        }
        Ok(Reading { at: to_microsecond(now).max(last.unwrap_or(Timestamp::MIN)), jumped })
    }

    fn expected(&self) -> Timestamp {
        let elapsed = SignedDuration::try_from(self.running.elapsed()).unwrap_or(SignedDuration::ZERO);
        self.started.checked_add(elapsed).unwrap_or(Timestamp::MAX)
    }
}

/// Entries and tables keep microseconds; a finer part is cut off.
pub(crate) fn to_microsecond(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "2026-11-02T08:00:00Z";

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    fn judge(now: &str, last: Option<&str>) -> Result<Timestamp, ClockJump> {
        Clock::started(at(START)).judge(at(now), last.map(at)).map(|reading| reading.at)
    }

    #[test]
    fn time_follows_the_clock_and_never_goes_back() {
        for (now, last, expected) in [
            ("2026-11-02T09:00:00Z", None, "2026-11-02T09:00:00Z"),
            ("2026-11-02T09:00:00Z", Some("2026-11-02T08:30:00Z"), "2026-11-02T09:00:00Z"),
            ("2026-11-01T09:00:00Z", Some("2026-11-02T08:30:00Z"), "2026-11-02T08:30:00Z"),
            ("2026-11-02T09:00:00.123456789Z", None, "2026-11-02T09:00:00.123456Z"),
        ] {
            assert_eq!(judge(now, last), Ok(at(expected)), "{now} after {last:?}");
        }
    }

    #[test]
    fn a_jump_is_ahead_of_both_the_last_entry_and_the_process() {
        assert!(judge("2026-11-04T08:00:00Z", None).is_err());
        assert!(judge("2026-11-04T08:00:00Z", Some("2026-10-01T00:00:00Z")).is_err());
        assert!(judge("2026-11-04T08:00:00Z", Some("2026-11-03T09:00:00Z")).is_ok());
        assert!(
            judge("2026-11-02T08:00:00Z", Some("2020-01-01T00:00:00Z")).is_ok(),
            "a store opened again after years"
        );
    }

    #[test]
    fn an_accepted_jump_is_marked() {
        let clock = Clock::started(at(START)).accepting_jumps();
        let jumped = |now| clock.judge(at(now), None).map(|reading| reading.jumped);
        assert_eq!(jumped("2036-11-02T08:00:00Z"), Ok(true));
        assert_eq!(jumped("2026-11-02T08:00:01Z"), Ok(false));
    }
}
