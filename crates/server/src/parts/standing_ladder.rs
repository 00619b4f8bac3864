//! The ladder of a control: two rails and six rungs. Reached rungs are solid, the one it stands on is thick, missing ones
//! are dotted, and the next one holds the link that lifts.

use maud::{Markup, html};

use crate::words::say;

/// A rung, the highest drawn first.
pub struct Rung<'a> {
    pub title: &'a str,
    pub reached: bool,
    /// The control stands here.
    pub here: bool,
    /// The next one to be reached.
    pub next: bool,
    /// Why, or what is missing, with the link that lifts.
    pub words: Markup,
}

/// Draws the ladder, standing.
pub fn standing_ladder(rungs: &[Rung]) -> Markup {
    html! {
        ol.standing_ladder reversed {
            @for rung in rungs {
                li.reached[rung.reached].here[rung.here].next[rung.next] {
                    svg.rung aria-hidden="true" { path d="M4.5 0v900M23.5 0v900" {} path.bar d="M4.5 19h19" {} }
                    h3 {
                        (rung.title)
                        @if rung.here { " " small { (say("stands here")) } }
                        span.unseen { ", " (say(if rung.reached { "reached" } else { "not reached" })) }
                    }
                    div.said { (rung.words) }
                }
            }
        }
    }
}

/// The same lying, in a row: so many rungs of six are reached.
pub fn ladder_small(reached: usize, word: &str) -> Markup {
    html! {
        span.standing {
            svg.ladder_small viewBox="0 0 50 14" aria-hidden="true" {
                path d="M0 1h50M0 13h50" {}
                @for rung in 0..6 { path.rung.on[rung < reached] d={ "M" (5 + 8 * rung) " 1v12" } {} }
            }
            (word)
        }
    }
}
