//! Numbers that people find records by; never broken over a line.

use maud::{Markup, html};

/// A record's shown number, `R-016`, as the organisation writes it.
pub fn reference(number: &str, href: &str) -> Markup {
    html! { a.reference href=(href) { (number) } }
}

/// A control's number, `A.8.5` for one of Annex A; never to be mistaken for a clause, which reads `clause 8.5`.
pub fn control_number(number: &str, href: &str) -> Markup {
    html! { a.control_number href=(href) { (number) } }
}
