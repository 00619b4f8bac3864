//! A page with nothing on it yet: why the standard asks for it, a first step from what is known, what a record holds.

use maud::{Markup, html};

use super::{Way, ways};
use crate::words::say;

/// What an empty page says.
pub struct EmptyPage<'a> {
    /// Which clause asks for it, and what is good.
    pub why: Markup,
    /// First steps from the organisation's own registers, each with its reason as note.
    pub proposals: &'a [Way<'a>],
    /// What a record of this kind holds, in one sentence.
    pub holds: &'a str,
}

/// Draws an empty page, below its title.
pub fn empty_page(empty: &EmptyPage) -> Markup {
    html! {
        div.empty_page {
            h2 { (say("Nothing here yet")) }
            p { (empty.why) }
            @if !empty.proposals.is_empty() {
                h2 { (say("To begin with")) }
                p { (say("Choosing one opens the form with it filled in; nothing is recorded until you save.")) }
                (ways(empty.proposals))
            }
            h2 { (say("What belongs here")) }
            p { (empty.holds) }
        }
    }
}
