//! The narrow room in which a template runs: its own files, the data and the embedded fonts; no disk, network or clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, comemo};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::ReportFailed;
use crate::faces::FACES;

/// What makes one PDF.
pub struct Job {
    /// The template that is run, a name in [`TEMPLATES`].
    pub template: &'static str,
    /// What the template reads as `data.json`.
    pub data: Vec<u8>,
    /// Identifies the document for PDF readers; the same for the same content.
    pub identity: String,
    /// The moment the document speaks of, printed into its metadata instead of the clock's.
    pub date: Datetime,
}

const TEMPLATES: [(&str, &str); 3] = [
    ("sheet.typ", include_str!("templates/sheet.typ")),
    ("table.typ", include_str!("templates/table.typ")),
    ("statement_of_applicability.typ", include_str!("templates/statement_of_applicability.typ")),
];
const DATA: &str = "data.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

impl Job {
    /// Runs the template and returns a tagged PDF/A-2a (ISO 19005-2, conformance level A).
    pub fn typeset(self) -> Result<Vec<u8>, ReportFailed> {
        let result = self.compile_and_export();
        // Typst remembers each step of each run for ever unless told; another report repeats little of this one.
        comemo::evict(0);
        result
    }

    fn compile_and_export(&self) -> Result<Vec<u8>, ReportFailed> {
        let room = Room { job: self, main: file_id(self.template)? };
        let document = typst::compile::<PagedDocument>(&room).output.map_err(failed)?;
        let options = PdfOptions {
            ident: Smart::Custom(self.identity.clone()),
            creator: Smart::Custom(Some("Castellan".to_owned())),
            timestamp: Some(Timestamp::new_utc(self.date)),
            standards: PdfStandards::new(&[PdfStandard::A_2a])
                .map_err(|e| ReportFailed::Typesetting(e.message().to_string()))?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(failed)
    }
}

fn failed(problems: impl IntoIterator<Item = SourceDiagnostic>) -> ReportFailed {
    let messages: Vec<String> = problems.into_iter().map(|problem| problem.message.to_string()).collect();
    ReportFailed::Typesetting(messages.join("; "))
}

fn file_id(name: &str) -> Result<FileId, ReportFailed> {
    let path = VirtualPath::new(name).map_err(|e| ReportFailed::Typesetting(format!("{e:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

struct Room<'a> {
    job: &'a Job,
    main: FileId,
}

impl World for Room<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = id.get().vpath().get_without_slash();
        let template = TEMPLATES.iter().find(|(known, _)| *known == name && *id.get().root() == VirtualRoot::Project);
        template.map(|(_, text)| Source::new(id, (*text).to_owned())).ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.get().vpath().get_without_slash();
        if name == DATA { Ok(Bytes::new(self.job.data.clone())) } else { Err(FileError::NotFound(name.into())) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
