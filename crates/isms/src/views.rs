//! Views: every question about the management system, as a pure function of it and a day.
//!
//! A view computes over the whole, else it would find false things; each record it names then passes the reader's
//! gate (`sees`), and otherwise reads *a restricted record*.

pub mod assets;
pub mod assurance;
pub mod audit_findings;
pub mod changed;
pub mod corrective_actions;
pub mod coverage;
pub mod documents;
pub mod entitlements;
pub mod finding;
pub mod findings;
pub mod home;
pub mod incidents;
pub(crate) mod known_words;
#[cfg(test)]
pub(crate) mod northwind;
pub mod objectives;
pub mod overdue;
pub mod owner;
pub mod people;
pub mod proposals;
pub mod reranked;
pub mod reviews;
pub mod risks;
pub mod search;
pub mod sentence;
mod shown;
pub mod soa;
pub mod suppliers;
pub mod systems;
pub mod target;
pub mod treatment;
pub mod waiting;

pub use finding::{Finding, Rule, Severity};
pub use findings::{findings, rules};
