//! Filters as words with counts; the chosen one is underlined.

use maud::{Markup, html};

use crate::words::number;

/// One filter.
pub struct FilterWord<'a> {
    pub words: &'a str,
    pub href: &'a str,
    pub count: Option<usize>,
    pub chosen: bool,
}

/// Draws the filters; inside a `listing` they swap it in place.
pub fn filter_words(label: &str, words: &[FilterWord]) -> Markup {
    html! {
        nav.filter_words aria-label=(label) hx-boost="true" {
            @for (at, word) in words.iter().enumerate() {
                // The id lets the focus stay on a word while the list under it is exchanged.
                a id={ (label.to_lowercase()) "_" (at) } href=(word.href) aria-current=[word.chosen.then_some("true")] {
                    (word.words)
                    @if let Some(count) = word.count { " " data value=(count) { (number(count)) } }
                }
            }
        }
    }
}
