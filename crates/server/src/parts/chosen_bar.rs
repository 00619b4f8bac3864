//! What can be done with the chosen rows of a list.

use maud::{Markup, html};

use crate::words::say;

/// Draws a list whose rows can be chosen, and the bar that is seen as soon as one is; each of `acts` is a button with
/// its own `formaction`, or posts to `action`.
pub fn with_chosen_bar(action: &str, list: &Markup, acts: &Markup) -> Markup {
    html! {
        form.wide action=(action) method="post" data-leave {
            (list)
            div.chosen_bar role="group" aria-label=(say("With the chosen rows")) {
                b { span data-chosen {} " " (say("chosen")) }
                (acts)
                button.bare type="reset" { (say("Choose none")) }
            }
        }
    }
}
