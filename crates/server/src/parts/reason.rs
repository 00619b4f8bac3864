//! Why a control is in: the kind of reason, and the records or words that say so.

use maud::{Markup, html};

/// Draws one reason; `kind` is risk, law, contract, business or stated.
pub fn reason(kind: &str, because: &Markup) -> Markup {
    html! { span.reason { span.kind { (kind) } " " (because) } }
}
