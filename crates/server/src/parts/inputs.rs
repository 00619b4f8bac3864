//! Inputs with their field around them: a line of text, running text, one of a few, some of a few.

use maud::{Markup, html};

use super::{Field, field, field_set};
use crate::words::say;

/// One of the values to choose from.
pub struct Choice<'a> {
    pub value: &'a str,
    pub words: &'a str,
    pub chosen: bool,
}

/// A line of text; `kind` is an input's type: text, date, email, number, password.
pub fn text(around: &Field, kind: &str, value: &str) -> Markup {
    let autocomplete = match kind {
        "password" => "current-password",
        "email" => "username",
        _ => "off",
    };
    let class = if kind == "text" { "whole_line" } else { "middling" };
    field(
        around,
        &html! {
            input class=(class) id=(around.name) name=(around.name) type=(kind) value=(value) autocomplete=(autocomplete)
                aria-describedby=[around.described_by()] aria-invalid=[around.invalid()];
        },
    )
}

/// Running text; the field grows with what is written.
pub fn text_area(around: &Field, value: &str) -> Markup {
    field(
        around,
        &html! {
            textarea id=(around.name) name=(around.name)
                aria-describedby=[around.described_by()] aria-invalid=[around.invalid()] { (value) }
        },
    )
}

/// One of a few; `nothing chosen` is offered where the field is optional.
pub fn choice(around: &Field, choices: &[Choice]) -> Markup {
    field(
        around,
        &html! {
            select.middling id=(around.name) name=(around.name)
                aria-describedby=[around.described_by()] aria-invalid=[around.invalid()] {
                @if around.is_optional || !choices.iter().any(|choice| choice.chosen) { option value="" { (say("not stated")) } }
                @for choice in choices { option value=(choice.value) selected[choice.chosen] { (choice.words) } }
            }
        },
    )
}

/// Some of a few, each with its box.
pub fn choices(around: &Field, choices: &[Choice]) -> Markup {
    field_set(
        around,
        &html! {
            div.choices.across {
                @for choice in choices {
                    label {
                        input type="checkbox" name=(around.name) value=(choice.value) checked[choice.chosen];
                        " " (choice.words)
                    }
                }
            }
        },
    )
}
