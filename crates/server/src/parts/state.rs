//! A state: a ring that fills as the matter goes on, and its word.

use maud::{Markup, html};

/// How far a matter is.
#[derive(Clone, Copy)]
pub enum Ring {
    /// Said, planned or draft: nothing holds it yet.
    Dashed,
    Open,
    Half,
    Full,
    /// Done, and a signature is on record.
    Ticked,
}

/// Draws a state.
pub fn state(ring: Ring, word: &str) -> Markup {
    html! {
        span.state {
            svg viewBox="0 0 16 16" aria-hidden="true" {
                @match ring {
                    Ring::Dashed => circle.dash cx="8" cy="8" r="6" {},
                    Ring::Open => circle cx="8" cy="8" r="6" {},
                    Ring::Half => {
                        circle cx="8" cy="8" r="6" {}
                        path.on d="M8 2a6 6 0 0 1 0 12z" {}
                    },
                    Ring::Full => circle.on cx="8" cy="8" r="6.7" {},
                    Ring::Ticked => {
                        circle cx="8" cy="8" r="6" {}
                        path d="M4.8 8.3l2.3 2.3 4.2-4.8" {}
                    },
                }
            }
            (word)
        }
    }
}
