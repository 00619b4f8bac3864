//! A table whose register and columns are known, and the rows of it that count.

use super::{
    Confidence, RowIn, SheetChoice, SheetIn,
    columns::{Column, Target, columns, name_of},
    controls,
    joined::Joined,
    names, recognise, source, words,
};
use crate::{
    any::AnyRegister,
    register::Listed,
    registers::{Control, Risk},
};
use std::borrow::Cow;

/// A table that was understood.
pub(super) struct Table<'a> {
    pub register: &'static dyn AnyRegister,
    pub confidence: Confidence,
    pub instead: Vec<&'static str>,
    pub source: String,
    /// The number of the heading row in the file.
    pub header_row: u32,
    pub columns: Vec<Column>,
    /// The rows that say something: no empty ones, no titles of sections, no repeated headings.
    pub rows: Vec<Cow<'a, RowIn>>,
    /// Rows that were joined to one of these.
    pub joined: Vec<Joined>,
    /// Whether its numbers are of clauses where they are not written as those of Annex A are.
    pub has_clauses: bool,
    /// How many cells a row may have; more are shifted, as in a CSV file without quotes. A sheet has no such limit.
    pub width: Option<usize>,
}

impl<'a> Table<'a> {
    /// Recognises a table; `None` where it is of no register we know.
    pub fn of(sheet: &'a SheetIn, choice: &SheetChoice) -> Option<Table<'a>> {
        let found = recognise::recognise(sheet, choice.register.as_deref(), choice.header_row)?;
        let header = sheet.rows.get(found.header)?;
        let width = header.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        let mut headers = header.cells.get(..width)?.to_vec();
        if sheet.sheet.is_some() {
            let widest = sheet.rows.iter().skip(found.header).map(|row| row.cells.len()).max().unwrap_or(width);
            headers.resize(widest.min(MOST_COLUMNS).max(width), String::new());
        }
        let below = || sheet.rows.iter().skip(found.header + 1);
        let says = |row: &RowIn, place: usize| row.cells.get(place).is_some_and(|cell| !cell.trim().is_empty());
        let mut columns = columns(found.register, &headers, &choice.columns);
        columns.retain(|column| says(header, column.place) || below().any(|row| says(row, column.place)));
        let name = source::name(&sheet.file, sheet.sheet.as_deref(), found.register.name());
        let mut table = Table {
            register: found.register,
            confidence: found.confidence,
            instead: found.instead,
            source: choice.source.clone().unwrap_or(name),
            header_row: header.number,
            columns,
            rows: vec![],
            joined: vec![],
            has_clauses: false,
            width: sheet.sheet.is_none().then_some(width),
        };
        table.rows = below().filter(|row| table.counts(row, header)).map(Cow::Borrowed).collect();
        let numbered = found.register.name() == Control::NAME;
        table.has_clauses = numbered && controls::has_clauses(table.rows.iter().filter_map(|row| table.told(row).0));
        Some(table)
    }

    /// The text of a cell, without the blanks around it.
    pub fn text<'r>(&self, row: &'r RowIn, column: &Column) -> &'r str {
        row.cells.get(column.place).map_or("", |cell| cell.trim())
    }

    /// The text of the cell in the column of this path.
    pub fn cell<'r>(&self, row: &'r RowIn, path: &str) -> Option<&'r str> {
        let column = self.columns.iter().find(|column| column.path.as_deref() == Some(path))?;
        Some(self.text(row, column)).filter(|text| !text.is_empty())
    }

    pub fn has(&self, path: &str) -> bool {
        self.columns.iter().any(|column| column.path.as_deref() == Some(path))
    }

    /// What a row is called in its table: its own number, and its name.
    pub fn told<'r>(&self, row: &'r RowIn) -> (Option<&'r str>, Option<Cow<'r, str>>) {
        let said = |path| self.cell(row, path).filter(|text| !names::is_empty_word(text));
        let name = name_of(self.register);
        let composed = || if self.has(name) { None } else { self.composed(row) };
        (said("reference"), said(name).map(Cow::Borrowed).or_else(|| composed().map(Cow::Owned)))
    }

    /// The name of a risk in a list that gives none: its threat, and what it would strike.
    fn composed(&self, row: &RowIn) -> Option<String> {
        let parts = ["threat", "assets"].into_iter().filter_map(|path| self.cell(row, path));
        let parts: Vec<&str> = parts.filter(|text| !names::is_empty_word(text)).collect();
        (self.register.name() == Risk::NAME && !parts.is_empty()).then(|| parts.join(": "))
    }

    /// Whether a row has more cells than the header has columns, so that they have shifted.
    pub fn is_ragged(&self, row: &RowIn) -> bool {
        self.width.is_some_and(|width| row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty()))
    }

    fn counts(&self, row: &RowIn, header: &RowIn) -> bool {
        let mut filled = row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty());
        let (first, second) = (filled.next(), filled.next());
        match (first, second) {
            (None, _) => false,
            (Some((place, cell)), None) if self.columns.len() > 2 => !self.is_section(place, cell),
            _ => !repeats(row, header),
        }
    }

    /// The only cell of a row: the title of a section, unless it is the record's number or name.
    fn is_section(&self, place: usize, cell: &str) -> bool {
        let column = self.columns.iter().find(|column| column.place == place);
        let path = column.and_then(|column| column.path.as_deref());
        let name = path == Some(name_of(self.register)) && !self.has("reference");
        let words = cell.split_whitespace().count();
        let number = matches!(column.map(|column| &column.target), Some(Target::Reference))
            && words <= WORDS_OF_A_NUMBER
            && cell.contains(|letter: char| letter.is_ascii_digit());
        !name && !number
    }
}

/// `A 5.1` is a number; `Domain 5 - People` is the title of a section.
const WORDS_OF_A_NUMBER: usize = 2;
/// A spreadsheet may be 16,384 columns wide; nobody heads more than this by hand.
const MOST_COLUMNS: usize = 500;

/// A heading row that comes again, be some of its words others: the first and the most of its cells are the header's.
fn repeats(row: &RowIn, header: &RowIn) -> bool {
    let filled = row.cells.iter().zip(&header.cells).filter(|(cell, _)| !cell.trim().is_empty());
    let same: Vec<bool> = filled.map(|(cell, head)| words::heading(cell) == words::heading(head)).collect();
    same.len() > 1 && same.first() == Some(&true) && same.iter().filter(|same| **same).count() * 2 > same.len()
}
