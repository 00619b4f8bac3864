//! A record that was only proposed says so, where it came from, and how it becomes the organisation's own.

use maud::{Markup, html};

use super::Item;
use crate::{
    page::form::SEEN,
    parts::once,
    words::{say, say_with},
};

impl Item<'_> {
    /// The mark of a proposal, with the button that confirms it; nothing where somebody confirmed it.
    pub fn proposed(&self) -> Markup {
        let Some(source) = &self.held.body.proposed else { return Markup::default() };
        let may = self.may("confirmed") && !self.is_withdrawn();
        html! {
            div.is_proposed {
                p {
                    strong { (say("Proposed, and not confirmed.")) } " " (source) ". "
                    (say("Correct it where it is wrong; an edit alone does not confirm it. Until somebody does, nothing of it is signed."))
                }
                @if may {
                    form action=(self.path("/confirmed")) method="post" {
                        (once())
                        input type="hidden" name=(SEEN) value=(self.held.revision);
                        p.acts {
                            button { (say_with("Confirm {called}", &[("called", &self.called())])) }
                            a href="/first-steps" { (say("See all that was proposed")) }
                        }
                    }
                }
            }
        }
    }
}
