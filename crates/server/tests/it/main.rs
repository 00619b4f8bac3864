//! The product as programs meet it.

// Only `#[test]` functions are exempt by themselves, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod house;

mod access;
mod api;
mod cli;
mod pages;
mod stories;
