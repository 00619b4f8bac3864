//! The tests of the ledger from outside, as one program.

mod accounts;
mod backups;
mod contract;
mod directory;
mod files;
mod golden;
mod kills;
mod model;
mod support;
mod tamper;
