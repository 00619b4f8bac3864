//! What each column of a table becomes, and the choice of another field.

use isms::{
    Description, Field, Kind,
    import::{ColumnPlan, Confidence, SheetPlan},
};
use maud::{Markup, html};

use super::choices::IN_NOTES;
use crate::words::{say, say_with};

/// What each column of a table becomes, to be chosen otherwise.
pub fn columns(at: usize, sheet: &SheetPlan, register: &Description) -> Markup {
    html! {
        table {
            caption { (say("Columns")) }
            thead { tr { th scope="col" { (say("In the file")) } th scope="col" { (say("Becomes")) } } }
            tbody { @for column in &sheet.columns { tr {
                th scope="row" { (column.header) }
                td { (column_choice(at, column, register)) @if column.confidence == Confidence::Likely { " " span.quiet { (say("probably")) } } }
            } } }
        }
    }
}

fn column_choice(at: usize, column: &ColumnPlan, register: &Description) -> Markup {
    let id = format!("s{at}.c{}", column.column);
    let is = |field: &str| column.field.as_deref() == Some(field);
    let paths = paths(&register.fields, "", "");
    html! {
        select id=(id) name=(id) aria-label=(say_with("What the column {header} becomes", &[("header", &column.header)])) {
            option value=(IN_NOTES) selected[column.field.is_none()] { (say("kept in the notes")) }
            option value="reference" selected[is("reference")] { (say("Your own number")) }
            @for (field, label) in &paths { option value=(field) selected[is(field)] { (label) } }
        }
    }
}

/// The fields of a register as dotted paths with their labels, groups and lists of groups opened once.
pub fn paths(fields: &[Field], path: &str, label: &str) -> Vec<(String, String)> {
    let one = |field: &Field| {
        let (path, label) = (format!("{path}{}", field.name), format!("{label}{}", field.label));
        let kind = match &field.kind {
            Kind::List(item) => item.as_ref(),
            kind => kind,
        };
        match kind {
            Kind::Group(inner) if !path.contains('.') => paths(inner, &format!("{path}."), &format!("{label}: ")),
            _ => vec![(path, label)],
        }
    };
    fields.iter().flat_map(one).collect()
}
