//! A way on: words that lead somewhere, and perhaps why one would go there.

use maud::{Markup, html};

/// A link with its words; `note` stands under it where ways are listed.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    pub words: &'a str,
    pub href: &'a str,
    pub note: Option<&'a str>,
}

impl<'a> Way<'a> {
    /// A way without a note.
    pub fn new(words: &'a str, href: &'a str) -> Self {
        Way { words, href, note: None }
    }
}

/// What one can do next, a line each, with its note under it.
pub fn ways(ways: &[Way]) -> Markup {
    html! {
        ul.ways {
            @for way in ways {
                li {
                    a href=(way.href) { (way.words) }
                    @if let Some(note) = way.note { br; span.quiet { (note) } }
                }
            }
        }
    }
}
