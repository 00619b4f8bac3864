//! A place to drop files on; the field in it does the same by hand.

use maud::{Markup, html};

/// A field for files.
pub struct DropFiles<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub help: &'a str,
    /// What a file dialog offers, such as `.csv,.xlsx`.
    pub accept: &'a str,
    /// The heart of a page rather than an addition to one.
    pub is_large: bool,
}

/// Draws the place; its form needs `enctype="multipart/form-data"`.
pub fn drop_files(files: &DropFiles) -> Markup {
    html! {
        div.drop.large[files.is_large] {
            label for=(files.name) { b { (files.label) } }
            span.quiet id={ (files.name) "_help" } { (files.help) }
            input id=(files.name) name=(files.name) type="file" accept=(files.accept) multiple
                aria-describedby={ (files.name) "_help" };
            ul aria-live="polite" {}
        }
    }
}
