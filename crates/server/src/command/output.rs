//! What a command says: tables where a person looks, JSON where a program does, and files.

use std::{
    io::{ErrorKind, IsTerminal, Write, stdout},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::ValueEnum;
use formats::{Table, write_csv, write_xlsx};
use recorder::NotRecorded;
use serde_json::Value;

use super::{Everywhere, exit::WrongUsage};
use crate::table::lines;

/// In which form, and where to.
#[derive(clap::Args)]
pub struct Output {
    /// The form: a table where a person looks, JSON where a program does, or as the file's name ends.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write it into this file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// The forms there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for a terminal.
    Table,
    /// The shapes that programs rely on.
    Json,
    /// The main list alone, for spreadsheets.
    Csv,
    /// A workbook with a sheet a list.
    Xlsx,
    /// A document to hand out.
    Pdf,
}

impl Output {
    /// The form that is wanted.
    pub fn format(&self, everywhere: &Everywhere) -> Format {
        let ending = self.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
        let by_ending = ending.and_then(|ending| Format::from_str(ending, true).ok());
        let looked_at = self.output.is_none() && stdout().is_terminal() && !everywhere.json;
        self.format.or(by_ending.filter(|_| !everywhere.json)).unwrap_or(if looked_at {
            Format::Table
        } else {
            Format::Json
        })
    }

    /// Writes JSON, or its tables.
    ///
    /// # Errors
    /// Wrong usage where it has no such form, or where a terminal would have to show a file.
    pub fn write(
        &self, everywhere: &Everywhere, json: &Value, tables: impl FnOnce() -> Vec<Table>,
    ) -> anyhow::Result<()> {
        match self.format(everywhere) {
            Format::Json => self.put(pretty(json).as_bytes()),
            Format::Table => self.put(tables().iter().map(lines).collect::<Vec<_>>().join("\n").as_bytes()),
            Format::Csv => self.put(&tables().first().map(write_csv).unwrap_or_default()),
            Format::Xlsx => self.put_file(&write_xlsx(&tables())?),
            Format::Pdf => Err(WrongUsage("this is not printed as PDF: choose table, json, csv or xlsx".into()).into()),
        }
    }

    /// Writes a file that is no text.
    ///
    /// # Errors
    /// As [`Output::write`].
    pub fn put_file(&self, bytes: &[u8]) -> anyhow::Result<()> {
        if self.output.is_none() && stdout().is_terminal() {
            return Err(WrongUsage("a terminal cannot show this form: name a file with `-o FILE`".into()).into());
        }
        self.put(bytes)
    }

    fn put(&self, bytes: &[u8]) -> anyhow::Result<()> {
        let Some(file) = &self.output else { return put(bytes) };
        let unwritable = |error| NotRecorded::NotTaken(format!("`{}` cannot be written: {error}", file.display()));
        Ok(std::fs::write(file, bytes).map_err(unwritable)?)
    }
}

/// Says what was done: in words to a person, in JSON to a program.
pub fn say(everywhere: &Everywhere, json: &Value, words: impl FnOnce() -> String) -> anyhow::Result<()> {
    if everywhere.json || !stdout().is_terminal() { put(pretty(json).as_bytes()) } else { put(words().as_bytes()) }
}

/// Writes to standard output. Who stops reading, as `head` does, has seen enough.
pub fn put(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.context("standard output cannot be written to"),
    }
}

fn pretty(json: &Value) -> String {
    format!("{json:#}\n")
}
