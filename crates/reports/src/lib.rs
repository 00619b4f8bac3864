//! Reports on paper: data and a template go in, an archivable PDF comes out.
//!
//! The crate knows no register: who calls it fills the plain types here. Templates are Typst files in `templates/`;
//! data reaches them as values only, so that nothing a person typed is ever read as markup. There is no file, network
//! or clock: the same data gives the same bytes, whose hash can stand in the ledger.

mod faces;
mod printable;
mod statement;
mod typesetter;

pub use statement::{
    Applicability, Control, Evidence, Finding, Found, Implementation, LedgerState, Publication, Reason, ReasonKind,
    Severity, Statement, Theme, statement_of_applicability,
};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub enum ReportFailed {
    /// More text than a report is meant to hold.
    #[error(
        "the report holds {bytes} bytes of text and a PDF takes at most {limit}: shorten the longest texts, or export a spreadsheet instead"
    )]
    TooLong {
        /// Size of the data as JSON.
        bytes: usize,
        /// The limit it exceeds.
        limit: usize,
    },
    /// The template refused the data, or the result is not PDF/A: our own fault, for the log.
    #[error("the PDF could not be made: {0}")]
    Typesetting(String),
}
