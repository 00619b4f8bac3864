//! A rating as two selects, with the score and level it amounts to.

use axum::{
    extract::Query,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{Field, criteria::ScaleStep};
use maud::{Markup, html};

use super::Form;
use crate::{
    page::{
        here::Here,
        shown::{Shown, amounts_to},
    },
    parts,
    serve::Route,
    words::say,
};

pub fn routes() -> Vec<Route> {
    vec![("/rated", get(rated))]
}

impl Form<'_> {
    /// Two selects with the names of the steps; the other fields of a rating are what was stated, and stay.
    pub fn rating(&self, fields: &[Field], path: &str, around: &parts::Field) -> Markup {
        let (likelihood, consequence) = (format!("{path}.likelihood"), format!("{path}.consequence"));
        let criteria = &self.shown.criteria;
        let label = |name: &str| fields.iter().find(|field| field.name == name).map_or("", |field| say(&field.label));
        parts::field_set(
            around,
            &html! {
                div.computed hx-get="/rated" hx-trigger="change" hx-include="this" hx-target={ "find output" } hx-swap="innerHTML" {
                    (steps(&likelihood, label("likelihood"), &criteria.likelihood, self.typed.get(&likelihood)))
                    span aria-hidden="true" { "×" }
                    (steps(&consequence, label("consequence"), &criteria.consequence, self.typed.get(&consequence)))
                    @for stated in fields.iter().filter(|field| field.name.starts_with("stated")) {
                        @let path = format!("{path}.{}", stated.name);
                        @if !self.typed.get(&path).is_empty() { input type="hidden" name=(path) value=(self.typed.get(&path)); }
                    }
                    output for={ (likelihood) " " (consequence) } {
                        (amounts_to(self.shown, self.typed.get(&likelihood), self.typed.get(&consequence)))
                    }
                }
            },
        )
    }
}

fn steps(path: &str, label: &str, steps: &[ScaleStep], typed: &str) -> Markup {
    html! {
        select id=(path) name=(path) aria-label=(label) {
            option value="" { (label) }
            @for (at, step) in steps.iter().enumerate() {
                option value=(at + 1) selected[typed == (at + 1).to_string()] title=(step.description) { (at + 1) " " (step.name) }
            }
        }
    }
}

/// What two steps amount to, while somebody chooses.
async fn rated(here: Here, Query(pairs): Query<Vec<(String, String)>>) -> Response {
    let ending = |end: &str| pairs.iter().find(|(name, _)| name.ends_with(end)).map_or("", |(_, value)| value.as_str());
    amounts_to(&Shown::to(&here.reader), ending("likelihood"), ending("consequence")).into_response()
}
