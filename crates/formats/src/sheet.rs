//! What reading gives: sheets of numbered rows, and notes on what a person should know about them.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{Value, limits};

/// One table of cells: a sheet of a workbook, or a whole CSV file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The sheet's name in the workbook; a CSV file has none.
    pub name: Option<String>,
    /// The rows that hold something, in order; empty rows are left out, and the numbers show where they were.
    pub rows: Vec<Row>,
    /// What could not be read as it stands, for the reader to be told.
    pub notes: Vec<Note>,
}

/// One row of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The number a person sees: the row of the spreadsheet, or the line of the file on which the row begins; from 1.
    pub number: u32,
    /// The cells from the first column on. A CSV row keeps the width it has in the file, which need not be that of its
    /// neighbours; a spreadsheet row ends at its last used cell.
    pub cells: Vec<Value>,
}

/// Something in the file that the reader had to leave out or guess, in words for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// The row it is about, as in [`Row::number`].
    pub row: u32,
    /// What was found and what was done about it.
    pub message: String,
}

impl Sheet {
    /// Adds a note; beyond [`limits::NOTES`] of them one last note says that there are more.
    pub(crate) fn note(&mut self, row: u32, message: String) {
        match self.notes.len().cmp(&limits::NOTES) {
            Ordering::Less => self.notes.push(Note { row, message }),
            Ordering::Equal => self.notes.push(Note { row, message: "and more of this kind from here on".to_owned() }),
            Ordering::Greater => {}
        }
    }
}

impl Row {
    /// The text of a cell as a person sees it; empty beyond the end of the row. `column` counts from 0.
    pub fn text(&self, column: usize) -> Cow<'_, str> {
        self.cells.get(column).map(Value::text).unwrap_or_default()
    }
}
