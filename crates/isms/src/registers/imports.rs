//! Imports: which files were read, what became of their rows, and the way back.
//!
//! ISO/IEC 27001, clause 7.5.3.

use crate::{record::*, revision::Revision};

/// A reading of one or several files. Withdrawing it withdraws what it created and sets back what it changed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Import {
    /// What was read, in a line.
    pub title: String,
    /// The files, kept in the vault as they came.
    #[serde(default)]
    pub files: Vec<VaultFile>,
    /// What each sheet became.
    #[serde(default)]
    pub sheets: Vec<ImportedSheet>,
    /// The records it made.
    #[serde(default)]
    pub created: Vec<Written>,
    /// The records it changed.
    #[serde(default)]
    pub changed: Vec<Written>,
}

pub use super::evidence::VaultFile;

/// What became of one sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImportedSheet {
    /// The file.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The register it went into.
    pub register: Option<String>,
    /// Rows below the header.
    pub rows: u32,
    /// Rows that became a record.
    pub created: u32,
    /// Rows that changed one.
    pub changed: u32,
    /// Rows that said what was known.
    pub unchanged: u32,
    /// Rows that were left out, each with a problem.
    pub skipped: u32,
}

/// A record written by an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Written {
    /// The record's id.
    pub record: String,
    /// The revision the import wrote.
    pub revision: u32,
}

impl Register for Import {
    const LETTERS: &'static str = "IM";
    const FACE: Face = Face {
        by_act: &["title", "files", "sheets", "created", "changed"],
        empty: "Each reading of your spreadsheets, and the way back (clause 7.5.3).",
        ..Face::new(Place::Aside, "import", &["title"])
    };
    type Act = NoActs;

    fn withdrawal(isms: &Isms, who: &Who, on: &Held<Import>, earlier: &[Revision]) -> Result<Changes, Vec<Reason>> {
        crate::import::undone(isms, on, earlier, &who.sight)
    }

    fn restoration(on: &Held<Import>) -> Result<(), Reason> {
        let why =
            say!("what {import} brought was taken back with it, and its name alone would come back", import = on.id);
        Err(Reason::new(why, say!("import its files again: they are kept with it")))
    }

    fn samples() -> [Import; 2] {
        let short = Import { title: "assets.csv".into(), ..Import::default() };
        let sheet = ImportedSheet { file: "assets.csv".into(), rows: 1, created: 1, ..ImportedSheet::default() };
        let created = vec![Written { record: "A-0001".into(), revision: 1 }];
        [short.clone(), Import { sheets: vec![sheet], created, ..short }]
    }
}
