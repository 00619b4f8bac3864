//! What to do next and why, the number in the margin.

use maud::{Markup, html};

/// One step.
pub struct Step<'a> {
    pub title: &'a str,
    pub why: Markup,
    pub acts: Markup,
}

/// Draws the steps in their order.
pub fn next_steps(steps: &[Step]) -> Markup {
    html! {
        ol.next_steps {
            @for step in steps {
                li {
                    h2 { (step.title) }
                    p { (step.why) }
                    p.acts { (step.acts) }
                }
            }
        }
    }
}
