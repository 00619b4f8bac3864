//! A view as a table on paper: the risk register, the treatment plan, what is overdue.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::printable::printable;
use crate::statement::{Finding, LedgerState, midnight};
use crate::typesetter::Job;
use crate::{LONGEST, ReportFailed};

#[cfg(test)]
mod tests;

/// The least and the most that a column weighs beside the others, in letters: a day, and a title that wraps.
const WEIGHTS: (usize, usize) = (7, 34);

/// All that a table prints.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TableReport {
    /// What it is: *Risk register*.
    pub title: String,
    /// What it is for, with the clause.
    pub purpose: String,
    /// Name of the organisation.
    pub organisation: String,
    /// The day on which it is judged. It also dates the file.
    pub as_of: Date,
    /// Titles of the columns; the first one names the record.
    pub columns: Vec<String>,
    /// The rows, a text for each column.
    pub rows: Vec<Vec<String>>,
    /// What the rules found.
    pub findings: Vec<Finding>,
    /// The state of the ledger that it was computed from.
    pub ledger: LedgerState,
}

/// Prints a table as a tagged PDF/A-2a, A4 landscape. The same table gives the same bytes.
///
/// Fails when the texts are longer than a PDF takes; characters without a glyph print as `◻`.
pub fn table_report(data: &TableReport) -> Result<Vec<u8>, ReportFailed> {
    let mut value = serde_json::to_value(data).map_err(|e| ReportFailed::Typesetting(e.to_string()))?;
    let bytes = value.to_string().len();
    if bytes > LONGEST {
        return Err(ReportFailed::TooLong { bytes, limit: LONGEST });
    }
    let weights: Vec<usize> = (0..data.columns.len()).map(|column| weight(data, column)).collect();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("weights".into(), weights.into());
    }
    Job {
        template: "table.typ",
        data: printable(value).to_string().into_bytes(),
        identity: format!("{}\n{}\n{}\n{}", data.title, data.organisation, data.as_of, data.ledger.root),
        date: midnight(data.as_of)?,
    }
    .typeset()
}

/// How wide a column is beside the others: half as its longest text, for texts wrap; not narrower than its longest word,
/// up to a bound.
fn weight(data: &TableReport, column: usize) -> usize {
    let (least, most) = WEIGHTS;
    let texts = || data.rows.iter().chain([&data.columns]).filter_map(|row| row.get(column));
    let letters = |text: &str| text.chars().count();
    let word = texts().flat_map(|text| text.split([' ', '-', '/', '\n'])).map(letters).max().unwrap_or_default();
    let text = texts().map(|text| letters(text)).max().unwrap_or_default();
    word.min(most / 2).max(text / 2).clamp(least, most)
}
