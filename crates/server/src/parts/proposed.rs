//! What a program proposed and nobody has confirmed says so, with where it came from.

use maud::{Markup, html};

use crate::words::say;

/// The mark of a proposal.
pub fn proposed(source: &str) -> Markup {
    html! { span.proposed { b { (say("proposed")) } " " span.quiet { (source) } } }
}
