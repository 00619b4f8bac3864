//! What an import would do, for a person to look at, and what it did, in the shape that programs rely on.

use crate::{collection::Held, id::Id, message::Message, registers::Isms};
use serde::Serialize;
use serde_json::Value;

/// What an import would do. Nothing of it is written.
pub struct Plan {
    /// A line for each table, in the order in which they were given.
    pub sheets: Vec<SheetPlan>,
    /// The state as it would be: any record, list or view of it may be shown as a preview.
    pub after: Isms,
}

/// What is made of one table.
#[derive(Clone, Debug, Default)]
pub struct SheetPlan {
    /// The file's name, without its folder.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The register it goes into, where one was recognised.
    pub register: Option<&'static str>,
    /// How sure that is.
    pub confidence: Confidence,
    /// The registers it might be as well, the likeliest first: what to ask about where it is not certain.
    pub instead: Vec<&'static str>,
    /// What the source is called that later imports compare with.
    pub source: String,
    /// The number of the row that heads the columns.
    pub header_row: Option<u32>,
    /// What each column becomes.
    pub columns: Vec<ColumnPlan>,
    /// What each row below the header becomes.
    pub rows: Vec<RowPlan>,
    /// Records made of names in cells: people, and assets of risks.
    pub also_created: u32,
    /// What a person should know, in the order of the rows.
    pub problems: Vec<Problem>,
}

/// How sure a guess is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Ask somebody.
    #[default]
    Uncertain,
    /// It is probably so.
    Likely,
    /// It is so, or somebody said it.
    Certain,
}

/// What a column becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ColumnPlan {
    /// Its place, from 0.
    pub column: usize,
    /// Its words in the file.
    pub header: String,
    /// The field, as a dotted path, or `reference`; nothing where it is kept in the notes.
    pub field: Option<String>,
    /// How sure that is.
    pub confidence: Confidence,
}

/// What a row becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RowPlan {
    /// Its number in the file.
    pub row: u32,
    /// What it does.
    pub becomes: Becomes,
    /// The record, as it is in [`Plan::after`]; its id is given anew when the import is done.
    pub record: Option<Id>,
}

/// What a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Becomes {
    /// It makes a record.
    Created,
    /// It changes one.
    Changed,
    /// It says what was known.
    Unchanged,
    /// It is left out, and a problem says why.
    Skipped,
}

/// What a person should know about a row, or about the whole table where no row is named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Problem {
    /// The number of the row in the file.
    pub row: Option<u32>,
    /// The field, or the words of the file where there is no field.
    pub field: Option<String>,
    /// What was found, and what was done about it.
    pub message: Message,
}

/// What an import did: the shape of `import --json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Outcome {
    /// The files, in the order in which they were given.
    pub files: Vec<FileOutcome>,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FileOutcome {
    /// Its name, without its folder.
    pub file: String,
    /// Its tables.
    pub sheets: Vec<SheetOutcome>,
}

/// What became of a table: `rows` is always the sum of created, changed, unchanged and skipped.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SheetOutcome {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The register it went into.
    pub register: Option<&'static str>,
    /// Rows below the header that say something.
    pub rows: u32,
    /// Rows that became a record.
    pub created: u32,
    /// Rows that changed one.
    pub changed: u32,
    /// Rows that said what was known.
    pub unchanged: u32,
    /// Rows that were left out.
    pub skipped: u32,
    /// Records made of names in cells.
    pub also_created: u32,
    /// What a person should know.
    pub problems: Vec<Problem>,
}

impl SheetPlan {
    /// How many rows do this.
    pub fn count(&self, becomes: Becomes) -> u32 {
        self.rows.iter().filter(|row| row.becomes == becomes).count() as u32
    }

    fn outcome(&self) -> SheetOutcome {
        SheetOutcome {
            sheet: self.sheet.clone(),
            register: self.register,
            rows: self.rows.len() as u32,
            created: self.count(Becomes::Created),
            changed: self.count(Becomes::Changed),
            unchanged: self.count(Becomes::Unchanged),
            skipped: self.count(Becomes::Skipped),
            also_created: self.also_created,
            problems: self.problems.clone(),
        }
    }
}

impl Plan {
    /// The same in the shape that programs rely on.
    pub fn outcome(&self) -> Outcome {
        let mut files: Vec<FileOutcome> = Vec::new();
        for sheet in &self.sheets {
            match files.last_mut().filter(|file| file.file == sheet.file) {
                Some(file) => file.sheets.push(sheet.outcome()),
                None => files.push(FileOutcome { file: sheet.file.clone(), sheets: vec![sheet.outcome()] }),
            }
        }
        Outcome { files }
    }

    /// The record that a row becomes, to be shown.
    pub fn record(&self, row: &RowPlan) -> Option<Held<Value>> {
        let id = row.record?;
        crate::registers::register_of(id)?.get(&self.after, id)
    }
}
