//! The key of a form, made with it: pressed twice, the form is recorded once.

use maud::{Markup, html};

/// The name under which a form sends its key.
pub const ONCE: &str = "_once";

/// Draws the hidden field. Browsers that fill in forms again leave it alone: another form has another key.
pub fn once() -> Markup {
    let mut key = [0_u8; 16];
    // Without randomness no key: the form then records as often as it is sent, which is how a form is without one.
    match getrandom::fill(&mut key) {
        Ok(()) => html! { input type="hidden" name=(ONCE) value=(hex::encode(key)) autocomplete="off"; },
        Err(error) => {
            tracing::error!(%error, "the system gives no randomness for the key of a form");
            Markup::default()
        }
    }
}
