//! The recorder from outside: rights, durability, staleness, other nodes, and the past.

// Only `#[test]` functions are exempt by themselves, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod house;
mod past;
mod rights;
mod writing;
