//! A field of a form: label above, help under the label, the error between help and field, and what was typed kept.

use maud::{Markup, html};

use super::Way;
use crate::words::{count, say};

/// What stands around an input.
pub struct Field<'a> {
    /// The input's id, and its name in the form.
    pub name: &'a str,
    pub label: &'a str,
    /// What the field is for, as the handbook says it.
    pub help: Option<&'a str>,
    /// What is wrong with it; may hold a button that puts in what would be right.
    pub error: Option<Markup>,
    /// Required fields say nothing, the others say so.
    pub is_optional: bool,
}

impl Field<'_> {
    /// The ids of help and error, for the input's `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        let help = self.help.map(|_| format!("{}_help", self.name));
        let error = self.error.as_ref().map(|_| format!("{}_error", self.name));
        let ids: Vec<String> = help.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// `aria-invalid` for the input.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.as_ref().map(|_| "true")
    }

    fn around(&self) -> Markup {
        html! {
            @if let Some(help) = self.help { span.help id={ (self.name) "_help" } { (help) } }
            @if let Some(error) = &self.error { span.error id={ (self.name) "_error" } { (error) } }
        }
    }

    fn optional(&self) -> Markup {
        html! { @if self.is_optional { " " span.optional { (say("optional")) } } }
    }
}

/// Draws a field around its one input.
pub fn field(field: &Field, input: &Markup) -> Markup {
    html! {
        div.field {
            label for=(field.name) { (field.label) (field.optional()) }
            (field.around())
            (input)
        }
    }
}

/// Draws a field around several inputs, such as boxes to tick.
pub fn field_set(field: &Field, inputs: &Markup) -> Markup {
    html! {
        fieldset.field id=(field.name) aria-describedby=[field.described_by()] {
            legend { (field.label) (field.optional()) }
            (field.around())
            (inputs)
        }
    }
}

/// What kept a form from being saved, at its top; each line leads to its field.
pub fn error_summary(errors: &[Way]) -> Markup {
    let title = count(errors.len(), "Not saved: one field needs you", "Not saved: {count} fields need you");
    html! {
        div.error_summary role="alert" aria-labelledby="error_summary" {
            h2 #error_summary { (title) }
            @for error in errors { p { a href=(error.href) { (error.words) } } }
        }
    }
}
