//! The clauses of ISO/IEC 27001: facts, read from `content/facts`.

use crate::annex_a::rows;
use serde::Deserialize;
use std::sync::LazyLock;

/// A row of the table of clauses: a clause, a heading over some, or an item of 4.2.
#[derive(Debug, Deserialize)]
pub struct Clause {
    /// `6.1.2`, or `4.2 a`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `yes` where the clause asks for documented information by name.
    pub documented_information_required: String,
    /// Which; empty where none.
    pub documented_information: String,
    /// What it asks, in a line; a heading begins with `Heading`.
    pub obligation: String,
}

impl Clause {
    /// Whether it only orients, and asks nothing by itself.
    pub fn is_heading(&self) -> bool {
        self.obligation.starts_with("Heading")
    }

    /// What it is about, in a line.
    pub fn in_a_line(&self) -> &str {
        self.obligation.trim_start_matches("Heading").trim_start_matches(':').trim_start()
    }

    /// The chapter it belongs to, 4 to 10.
    pub fn chapter(&self) -> &str {
        self.id.split(['.', ' ']).next().unwrap_or_default()
    }
}

static CLAUSES: LazyLock<Vec<Clause>> = LazyLock::new(|| rows(include_str!("../../../../content/facts/clauses.csv")));

/// All rows, in the order of the standard.
pub fn clauses() -> impl Iterator<Item = &'static Clause> {
    CLAUSES.iter()
}

/// The row of this id.
pub fn clause(id: &str) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.id == id)
}
