//! The pages of `content/iso27001` and `content/iso27002`, as they lie on the disk.

use std::{fs, path::Path};

use anyhow::Context;
use isms::standards::{Block, ClausePage, ControlPage, Document, Section, Span, Text, labelled, words};

/// Which standard a page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shelf {
    Clauses,
    Controls,
}

impl Shelf {
    pub fn folder(self) -> &'static str {
        match self {
            Shelf::Clauses => "iso27001",
            Shelf::Controls => "iso27002",
        }
    }
}

/// One page.
pub struct Page {
    pub shelf: Shelf,
    /// The number of the clause or control.
    pub name: String,
    text: String,
    /// Empty where it cannot be read at all; the form says why.
    pub document: Document,
}

impl Page {
    pub fn new(shelf: Shelf, name: String, text: String) -> Page {
        let document = Document::read(&text).unwrap_or_default();
        Page { shelf, name, text, document }
    }

    pub fn path(&self) -> String {
        format!("{}/{}.md", self.shelf.folder(), self.name)
    }

    /// Where it departs from the form.
    pub fn form(&self) -> Vec<String> {
        let read = match self.shelf {
            Shelf::Clauses => ClausePage::read(&self.name, &self.text).err(),
            Shelf::Controls => ControlPage::read(&self.name, &self.text).err(),
        };
        read.into_iter().collect()
    }

    pub fn duties(&self) -> usize {
        ClausePage::read(&self.name, &self.text).map_or(0, |page| page.duties.len())
    }

    pub fn measures(&self) -> usize {
        ControlPage::read(&self.name, &self.text).map_or(0, |page| page.measures.len())
    }

    /// Its lines as people read them, without the labels at their heads, each with its section.
    pub fn lines(&self) -> impl Iterator<Item = (&Section, Text)> {
        self.document
            .sections
            .iter()
            .flat_map(|section| section.blocks.iter().flat_map(lines).map(move |line| (section, line)))
    }
}

fn lines(block: &Block) -> Vec<Text> {
    match block {
        Block::Paragraph(text) | Block::Aside(text) => vec![text.clone()],
        Block::List(lines) => lines.iter().map(|line| without_label(line)).collect(),
    }
}

fn without_label(line: &[Span]) -> Text {
    match labelled(line) {
        Ok((Span::Strong(_) | Span::Code(_) | Span::Control(_), _, rest)) => rest,
        _ => line.to_vec(),
    }
}

/// The words of a line that a person reads; ids are not read.
pub fn read(line: &[Span]) -> Vec<String> {
    let text = words(line);
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).map(String::from).collect()
}

/// All pages, each shelf in the order of its files.
pub fn all(root: &Path) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    for shelf in [Shelf::Clauses, Shelf::Controls] {
        let folder = root.join("content").join(shelf.folder());
        let listed = fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        let mut files = listed.map(|file| Ok(file?.path())).collect::<std::io::Result<Vec<_>>>()?;
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            pages.push(Page::new(shelf, name, fs::read_to_string(&file)?));
        }
    }
    Ok(pages)
}
