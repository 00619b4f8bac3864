//! The typefaces of the reports: those of the pages, embedded, each cut into subsets by script.
//!
//! Typst takes one font of a family; so each subset is a family of its own (`Ysabeau Office latin-ext`) and the
//! templates name them in order.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontFlags, FontVariant};
use typst::utils::LazyHash;

/// Family and font file of each subset, in the order the build script lists them.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/faces.rs"));

/// The parsed fonts, and the book by which Typst finds them.
pub struct Faces {
    /// What Typst searches.
    pub book: LazyHash<FontBook>,
    /// The fonts by the book's index.
    pub fonts: Vec<Font>,
}

/// Parsed once; fonts are immutable and shared by all reports.
pub static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let mut book = FontBook::new();
    let mut fonts = Vec::new();
    for (family, file) in FILES {
        for font in Font::iter(Bytes::new(*file)) {
            let mut info = font.info().clone();
            info.family = (*family).to_owned();
            book.push(info);
            fonts.push(font);
        }
    }
    Faces { book: LazyHash::new(book), fonts }
});

/// The characters that the text face has in every style.
static PRINTABLE: LazyLock<HashSet<u32>> = LazyLock::new(|| {
    let mut styles: HashMap<FontVariant, HashSet<u32>> = HashMap::new();
    for info in FACES.fonts.iter().map(Font::info).filter(|info| !info.flags.contains(FontFlags::MONOSPACE)) {
        styles.entry(info.variant).or_default().extend(info.coverage.iter());
    }
    styles.into_values().reduce(|all, style| &all & &style).unwrap_or_default()
});

/// Whether `character` has a glyph, upright, italic and bold: what is printed may stand in any style.
pub fn can_print(character: char) -> bool {
    PRINTABLE.contains(&u32::from(character))
}
