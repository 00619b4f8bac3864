//! The tests of the ledger from outside, as one program.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops where it cannot go on")]

mod accounts;
mod backups;
mod contract;
mod directory;
mod files;
mod forged;
mod golden;
mod kills;
mod model;
mod support;
mod tamper;
