//! Workbooks and CSV in and out, as plain tables: this crate knows no register, no rule and no organisation.
//!
//! What is read comes from people and is not trusted: its kind is decided by its content, everything is counted against
//! the limits of [`limits`], and the parsing itself runs in a child process that the server limits and may kill.
//! What is written is safe to open: text stays text, so that nobody's words become a formula.

mod blank;
mod budget;
mod decode;
mod kind;
pub mod limits;
mod package;
mod read_csv;
mod read_xlsx;
mod serial_date;
mod sheet;
mod unreadable;
mod value;
mod write_csv;
mod write_xlsx;

pub use blank::{LARGEST_BLANK, is_blank};
pub use sheet::{Note, Row, Sheet};
pub use unreadable::Unreadable;
pub use value::Value;
pub use write_csv::write_csv;
pub use write_xlsx::{Unwritable, write_xlsx};

use kind::Kind;

/// A table to be written: one sheet of a workbook, or one CSV file.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Name of the sheet; shortened and cleaned where a spreadsheet would not take it.
    pub name: String,
    /// Titles of the columns, the first row of what is written.
    pub columns: Vec<String>,
    /// The rows below; a row may be shorter than the columns.
    pub rows: Vec<Vec<Value>>,
}

/// Reads every table of a file: each sheet of an xlsx workbook, hidden ones too, or the one table of a CSV file.
///
/// `name` is the file's name and stands in messages only: people rename files, so the content decides.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Sheet>, Unreadable> {
    if bytes.len() > limits::INPUT_BYTES {
        return Err(Unreadable::too_large(name, "20 MiB", "split it into several files"));
    }
    match kind::of(name, bytes)? {
        Kind::Workbook => read_xlsx::read(name, bytes),
        Kind::Text => Ok(vec![read_csv::read(name, bytes)?]),
    }
}
