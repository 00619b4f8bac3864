//! A no that helps: what not, why, what one can do, and that nothing was changed.

use maud::{Markup, html};

use super::{Way, ways};
use crate::words::{say, say_with};

/// Why something was not done.
pub struct Refusal<'a> {
    /// The no in one sentence.
    pub said_no: &'a str,
    /// The reason, with its clause.
    pub why: Markup,
    pub ways: &'a [Way<'a>],
    /// What the person had typed, kept for them.
    pub kept: Option<&'a str>,
    pub rule: Option<&'a str>,
}

/// Draws a refusal, below the page's title.
pub fn refusal(refusal: &Refusal) -> Markup {
    html! {
        div.refusal {
            p.said_no role="alert" { (refusal.said_no) }
            h2 { (say("Why")) }
            p { (refusal.why) }
            @if !refusal.ways.is_empty() {
                h2 { (say("What you can do")) }
                (ways(refusal.ways))
            }
            p.quiet.small {
                (say("Nothing was changed."))
                @if let Some(kept) = refusal.kept { " " (say_with("You had written: “{words}”", &[("words", &kept)])) }
                @if let Some(rule) = refusal.rule { " " (say("Rule")) " " code { (rule) } "." }
            }
        }
    }
}
