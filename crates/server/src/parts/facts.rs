//! Terms and values of one record.

use maud::{Markup, html};

/// Draws facts; a value that is missing is said in words, never by a dash.
pub fn facts<'a>(facts: impl IntoIterator<Item = (&'a str, Markup)>) -> Markup {
    html! {
        dl.facts {
            @for (term, value) in facts { dt { (term) } dd { (value) } }
        }
    }
}
