//! Files from outside and back again: crafted workbooks, round trips, and real files that others made.

// A failing helper of a test is a failing test.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod crafted;
mod crossing;
mod samples;
