//! Counts what a file becomes in memory, and stops at the limits.

use crate::{Unreadable, Value, limits};

/// What has been read of one file so far.
pub(crate) struct Budget<'a> {
    file: &'a str,
    sheet: Option<String>,
    rows: usize,
    cells: usize,
    text: usize,
}

impl<'a> Budget<'a> {
    pub(crate) fn new(file: &'a str) -> Self {
        Budget { file, sheet: None, rows: 0, cells: 0, text: 0 }
    }

    /// Says which sheet is counted from now on, for messages.
    pub(crate) fn enter(&mut self, sheet: &str) {
        self.sheet = Some(sheet.to_owned());
    }

    pub(crate) fn row(&mut self) -> Result<(), Unreadable> {
        self.rows += 1;
        self.hold(self.rows, limits::ROWS, "200,000 rows", "split it into several files")
    }

    /// Counts cells about to be added to a row, which will then be `width` wide.
    pub(crate) fn cells(&mut self, added: usize, width: usize) -> Result<(), Unreadable> {
        self.hold(width, limits::COLUMNS, "1,000 columns", "delete what stands beside the table, and try again")?;
        self.cells += added;
        self.hold(self.cells, limits::CELLS, "2,000,000 cells", "split it into several files")
    }

    pub(crate) fn value(&mut self, value: &Value) -> Result<(), Unreadable> {
        let Value::Text(text) = value else { return Ok(()) };
        self.text += text.len();
        self.hold(self.text, limits::TEXT_BYTES, "64 MiB of text", "split it into several files")?;
        let remedy = "shorten that text, or look for a quotation mark that is never closed";
        // A text has at least as many bytes as UTF-16 units, so that nearly every text need not be counted.
        let length = if text.len() > limits::CELL_TEXT { text.encode_utf16().count() } else { 0 };
        self.hold(length, limits::CELL_TEXT, "32,767 characters in one cell", remedy)
    }

    fn hold(&self, count: usize, limit: usize, words: &str, remedy: &'static str) -> Result<(), Unreadable> {
        if count <= limit {
            return Ok(());
        }
        let limit = match &self.sheet {
            Some(sheet) => format!("{words} (met in sheet `{sheet}`)"),
            None => words.to_owned(),
        };
        Err(Unreadable::too_large(self.file, limit, remedy))
    }
}
