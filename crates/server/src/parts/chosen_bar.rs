//! What can be done with the chosen rows of a list.

use maud::{Markup, html};

use crate::words::say;

/// Draws the bar inside the form that holds the list; it is seen as soon as a row is chosen.
pub fn chosen_bar(acts: &Markup) -> Markup {
    html! {
        div.chosen_bar role="group" aria-label=(say("With the chosen rows")) {
            b { span data-chosen {} " " (say("chosen")) }
            (acts)
            button.bare type="reset" { (say("Choose none")) }
        }
    }
}
