//! A link to another record: plain text that the server resolves, with suggestions while one types.

use maud::{Markup, html};

use super::{Field, field};

/// What the field links to.
pub struct Picker<'a> {
    /// The register that is searched: suggestions come from `/pick/{register}`.
    pub register: &'a str,
    /// What stands in the field: a number, or words that found nothing.
    pub value: &'a str,
    /// The title of the record it stands for.
    pub title: Option<&'a str>,
    /// Takes several, parted by commas.
    pub many: bool,
}

/// Draws a link field.
pub fn picker(around: &Field, picker: &Picker) -> Markup {
    let list = format!("{}_hits", around.name);
    let class = if picker.many { "whole_line" } else { "middling" };
    field(
        around,
        &html! {
            span.picker {
                input class=(class) id=(around.name) name=(around.name) value=(picker.value) autocomplete="off"
                    role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls=(list)
                    data-pick={ "/pick/" (picker.register) } data-many[picker.many]
                    aria-describedby=[around.described_by()] aria-invalid=[around.invalid()];
                ul.hits id=(list) role="listbox" aria-label=(around.label) hidden {}
                span.picked { @if let Some(title) = picker.title { (title) } }
            }
        },
    )
}
