//! What is not approved says so, at its head and on each printed sheet.

use maud::{Markup, html};

use crate::words::say;

/// The mark of a draft; the stylesheet for print repeats it on every sheet of a page that holds it.
pub fn draft() -> Markup {
    html! { strong.draft { (say("DRAFT")) } }
}
