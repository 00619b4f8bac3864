//! The way through a long list: a page at a time, by links.

use maud::{Markup, html};

use crate::words::{number, say, say_with};

/// Which part of a list is shown; counted from 1.
pub struct Pages<'a> {
    pub from: usize,
    pub to: usize,
    pub of: usize,
    pub previous: Option<&'a str>,
    pub next: Option<&'a str>,
}

/// Draws where one is and the ways on; inside a `listing` they swap it in place.
pub fn pages(pages: &Pages) -> Markup {
    let shown = [("from", number(pages.from)), ("to", number(pages.to)), ("of", number(pages.of))];
    let [from, to, of] = &shown;
    html! {
        nav.pages aria-label=(say("Pages")) hx-boost="true" {
            span.quiet { (say_with("{from} to {to} of {of}", &[(from.0, &from.1), (to.0, &to.1), (of.0, &of.1)])) }
            @if let Some(href) = pages.previous { a #previous_page href=(href) rel="prev" { (say("Previous")) } }
            @if let Some(href) = pages.next { a #next_page href=(href) rel="next" { (say("Next")) } }
        }
    }
}
