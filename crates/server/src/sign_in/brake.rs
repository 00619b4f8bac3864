//! A brake on guessing passwords: after some wrong ones an address waits. Nobody is locked out for good, but whoever knows
//! an address can make it wait.
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
/// Addresses remembered: beyond them, those that waited longest are forgotten. With the length of an address
/// (`could_be`) they bound the memory that strangers can fill.
const MOST: usize = 10_000;

/// Passwords tried of late, by address, in this process.
#[derive(Default)]
pub struct Brake {
    tried: Mutex<BTreeMap<String, (u32, Timestamp)>>,
}

impl Brake {
    /// Counts a try before it is known whether it is right: of many at once, no more than five pass.
    ///
    /// # Errors
    /// How long this address still has to wait.
    pub fn tries(&self, email: &str, now: Timestamp) -> Result<(), SignedDuration> {
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        let (tries, last) = tried.get(&plain(email)).copied().unwrap_or((0, now));
        let left = WAIT - now.duration_since(last);
        let tries = if left > SignedDuration::ZERO { tries } else { 0 };
        if tries >= TRIES {
            return Err(left);
        }
        tried.insert(plain(email), (tries + 1, now));
        if tried.len() > MOST {
            forget_oldest(&mut tried);
        }
        Ok(())
    }

    /// Forgets what was tried: the right one came.
    pub fn right(&self, email: &str) {
        self.tried.lock().unwrap_or_else(PoisonError::into_inner).remove(&plain(email));
    }
}

/// To look at each costs less than the one password that brought the newest.
fn forget_oldest(tried: &mut BTreeMap<String, (u32, Timestamp)>) {
    let oldest = tried.iter().min_by_key(|(_, (_, last))| *last).map(|(email, _)| email.clone());
    oldest.and_then(|email| tried.remove(&email));
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
            assert_eq!(brake.tries("mara@example.com", now), Ok(()));
        }
        assert_eq!(brake.tries("Mara@Example.com ", now), Ok(()));
        assert_eq!(brake.tries("mara@example.com", now), Err(WAIT));
        assert_eq!(brake.tries("ugo@example.com", now), Ok(()));
        for _ in 0..5 {
            assert_eq!(brake.tries("mara@example.com", at("2026-11-02T08:05:00Z")), Ok(()), "it counts anew");
        }
        assert!(brake.tries("mara@example.com", at("2026-11-02T08:05:01Z")).is_err());
    }

    #[test]
    fn the_right_one_ends_it() {
        let (brake, now) = (Brake::default(), at("2026-11-02T08:00:00Z"));
        (0..9).for_each(|_| _ = brake.tries("mara@example.com", now));
        brake.right("mara@example.com");
        assert_eq!(brake.tries("mara@example.com", now), Ok(()));
    }

    #[test]
    fn many_addresses_push_out_the_oldest_and_no_other() {
        let (brake, now) = (Brake::default(), at("2026-11-02T08:00:00Z"));
        (0..5).for_each(|_| _ = brake.tries("first@example.com", now));
        let later = at("2026-11-02T08:01:00Z");
        (0..5).for_each(|_| _ = brake.tries("second@example.com", later));
        for number in 2..=MOST {
            assert_eq!(brake.tries(&format!("{number}@example.com"), later), Ok(()));
        }
        assert_eq!(brake.tries("first@example.com", later), Ok(()), "forgotten");
        assert!(brake.tries("second@example.com", later).is_err(), "still waits");
    }
}
