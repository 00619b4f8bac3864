//! What a rule found: one sentence, a link that mends it, the rule's name. A question stands in the same place, by
//! another mark: it is no fault.

use maud::{Markup, html};

use super::Way;
use crate::words::say;

/// A fault, or a question that an auditor will ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Fault,
    Question,
}

/// What one rule found.
pub struct Finding<'a> {
    pub kind: Kind,
    pub said: Markup,
    pub mend: Option<Way<'a>>,
    /// The rule's name, as the command line and the API have it; empty in a summary, whose links lead to where it stands.
    pub rule: &'a str,
}

/// Findings as a list.
pub fn findings(findings: &[Finding]) -> Markup {
    html! {
        ul.findings {
            @for found in findings {
                li class=(class(found.kind, "finding")) { (mark(found.kind, "bench")) (sentence(found)) }
            }
        }
    }
}

/// Findings at the head of a record, each with its mark on the double rule.
pub fn findings_at_head(findings: &[Finding]) -> Markup {
    html! {
        @if !findings.is_empty() {
            div.findings {
                @for found in findings {
                    div class=(class(found.kind, "finding block")) { (on_rule(found.kind)) (sentence(found)) }
                }
            }
        }
    }
}

/// A finding in a row of its own below the row it speaks of; `columns` counts the cells right of the number.
pub fn finding_beside(found: &Finding, columns: usize) -> Markup {
    html! {
        tr.beside {
            td.id {}
            td colspan=(columns) {
                div class=(class(found.kind, "finding marked")) { (on_rule(found.kind)) (sentence(found)) }
            }
        }
    }
}

/// The surveyor's mark on the double rule, for a row's number cell or a block in the body.
pub fn on_rule(kind: Kind) -> Markup {
    html! {
        @match kind {
            Kind::Fault => (mark(kind, "bench on_rule")),
            Kind::Question => span.question { (mark(kind, "bench on_rule")) },
        }
    }
}

fn sentence(found: &Finding) -> Markup {
    html! {
        p {
            span.unseen { (say(if found.kind == Kind::Fault { "Finding: " } else { "Question: " })) }
            (found.said) " "
            @if let Some(mend) = found.mend { a.mend href=(mend.href) { (mend.words) } " " }
            @if !found.rule.is_empty() { code.rule { (found.rule) } }
        }
    }
}

fn mark(kind: Kind, class: &str) -> Markup {
    let drawing = match kind {
        Kind::Fault => "M1.5 1.5h11M7 3.2v9.3M7 3.2l-4.6 8.6M7 3.2l4.6 8.6",
        Kind::Question => "M1.5 1.5h11M4.6 6.2a2.4 2.4 0 1 1 3.3 2.2c-.6.3-.9.7-.9 1.5M7 12.6v.1",
    };
    html! { svg class=(class) viewBox="0 0 14 14" aria-hidden="true" { path d=(drawing) {} } }
}

fn class(kind: Kind, class: &str) -> String {
    format!("{class}{}", if kind == Kind::Question { " question" } else { "" })
}
