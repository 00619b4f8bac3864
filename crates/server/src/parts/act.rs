//! The one box there is: what a named person does and signs. A box means that this will be recorded.

use maud::{Markup, html};

use super::{Ring, Way, once, state};
use crate::words::say;

/// Somebody who signs, and how far that is.
pub struct Signer<'a> {
    pub ring: Ring,
    pub who: &'a str,
    pub note: &'a str,
}

/// An act and its form.
pub struct Act<'a> {
    /// Where the form is posted.
    pub action: &'a str,
    /// What doing it means, before anything is asked.
    pub means: Markup,
    pub signers: &'a [Signer<'a>],
    /// What is asked, such as the reason, and the hidden fields.
    pub fields: Markup,
    /// The hash of exactly the state that is signed, grouped for reading.
    pub signs: Option<&'a str>,
    /// What the button says; it names the record.
    pub button: &'a str,
    pub instead: Option<Way<'a>>,
}

/// Draws the box of an act.
pub fn act(act: &Act) -> Markup {
    html! {
        form.act.form action=(act.action) method="post" {
            (once())
            p { (act.means) }
            @if !act.signers.is_empty() {
                ol.signers {
                    @for signer in act.signers {
                        li { (state(signer.ring, signer.who)) span.quiet { (signer.note) } }
                    }
                }
            }
            (act.fields)
            @if let Some(hash) = act.signs {
                p.quiet.small { (say("You sign exactly this state:")) " " code { (hash) } }
            }
            p.acts {
                button { (act.button) }
                @if let Some(way) = act.instead { a href=(way.href) { (way.words) } }
            }
        }
    }
}
