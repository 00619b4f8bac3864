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

/// The same, each term with its help for whoever hovers over it; the help stands in the form as well.
pub fn facts_with_help<'a>(facts: impl IntoIterator<Item = (&'a str, &'a str, Markup)>) -> Markup {
    html! {
        dl.facts {
            @for (term, help, value) in facts { dt title=(help) { (term) } dd { (value) } }
        }
    }
}
