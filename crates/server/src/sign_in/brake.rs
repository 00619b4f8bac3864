//! A brake on guessing passwords: after some wrong ones an address waits. Nobody is locked out for good.
//!
//! OWASP ASVS 5.0, 6.3.1.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

/// Wrong passwords before an address waits: more than anybody mistypes in a row.
const TRIES: u32 = 5;
/// How long it waits, and how long a wrong one counts.
const WAIT: SignedDuration = SignedDuration::from_mins(5);
/// Addresses remembered; when it is reached, those that waited longest are forgotten.
const MOST: usize = 10_000;

/// Wrong passwords of late, by address, in this process.
#[derive(Default)]
pub struct Brake {
    wrong: Mutex<BTreeMap<String, (u32, Timestamp)>>,
}

impl Brake {
    /// How long this address still has to wait, if it has to.
    pub fn waits(&self, email: &str, now: Timestamp) -> Option<SignedDuration> {
        let wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        let (tries, last) = wrong.get(&plain(email)).copied()?;
        let left = WAIT - now.duration_since(last);
        (tries >= TRIES && left > SignedDuration::ZERO).then_some(left)
    }

    /// Notes a wrong password.
    pub fn wrong(&self, email: &str, now: Timestamp) {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if wrong.len() >= MOST {
            wrong.retain(|_, (_, last)| now.duration_since(*last) < WAIT);
        }
        if wrong.len() >= MOST {
            wrong.clear();
        }
        let (tries, last) = wrong.entry(plain(email)).or_insert((0, now));
        *tries = if now.duration_since(*last) < WAIT { tries.saturating_add(1) } else { 1 };
        *last = now;
    }

    /// Forgets what was wrong: the right one came.
    pub fn right(&self, email: &str) {
        self.wrong.lock().unwrap_or_else(PoisonError::into_inner).remove(&plain(email));
    }
}

fn plain(email: &str) -> String {
    email.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn after_five_wrong_ones_an_address_waits_and_no_other_does() {
        let (brake, now) = (Brake::default(), at("2026-11-02T08:00:00Z"));
        for _ in 0..4 {
            brake.wrong("mara@example.com", now);
        }
        assert_eq!(brake.waits("mara@example.com", now), None);
        brake.wrong("Mara@Example.com ", now);
        assert_eq!(brake.waits("mara@example.com", now), Some(WAIT));
        assert_eq!(brake.waits("ugo@example.com", now), None);
        assert_eq!(brake.waits("mara@example.com", at("2026-11-02T08:05:00Z")), None);
    }

    #[test]
    fn the_right_one_ends_it() {
        let (brake, now) = (Brake::default(), at("2026-11-02T08:00:00Z"));
        (0..9).for_each(|_| brake.wrong("mara@example.com", now));
        brake.right("mara@example.com");
        assert_eq!(brake.waits("mara@example.com", now), None);
    }
}
