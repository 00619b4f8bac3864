//! The ratings of a risk: on the map, from where it is today to where it goes, and in words.

use isms::{Field, Kind};
use maud::{Markup, html};
use serde_json::Value;

use super::Item;
use crate::{
    page::{risk_map, shown::is_rating},
    parts::facts,
    words::{say, say_with},
};

/// Whether a field is drawn here, and so is not among the facts.
pub fn is_drawn(item: &Item, field: &Field) -> bool {
    item.register.name() == "risks" && matches!(&field.kind, Kind::Group(fields) if is_rating(fields))
}

/// The map and the ratings; nothing for registers without.
pub fn rating(item: &Item) -> Markup {
    let fields: Vec<&Field> = item.register.description().fields.iter().filter(|field| is_drawn(item, field)).collect();
    if fields.is_empty() {
        return Markup::default();
    }
    let terms: Vec<(String, Markup)> = fields.iter().map(|field| (label(item, field), value(item, field))).collect();
    html! {
        section aria-labelledby="rating" {
            h2 #rating { (say("Rating")) }
            div.chart_and_words {
                figure { (map(item)) }
                (facts(terms.iter().map(|(term, value)| (term.as_str(), value.clone()))))
            }
        }
    }
}

fn stated(item: &Item, name: &str) -> Value {
    item.held.body.record.get(name).cloned().unwrap_or_default()
}

/// A residual rating is expected as long as something of the treatment is open.
fn label(item: &Item, field: &Field) -> String {
    let label = say(&field.label);
    if field.name == "residual" && is_expected(item) {
        say_with("{label}, expected", &[("label", &label)])
    } else {
        label.into()
    }
}

fn value(item: &Item, field: &Field) -> Markup {
    match stated(item, &field.name) {
        Value::Null => html! {
            span.quiet { (say("not rated")) }
            @if item.may("assessed") && !item.is_withdrawn() { " " a href=(item.path("/assessed")) { (say("Rate it")) } }
        },
        rating => item.shown.rating_fact(&rating),
    }
}

fn is_expected(item: &Item) -> bool {
    let open =
        |isms: &isms::Isms| isms.risks().get(item.held.id).map(|risk| risk.treatment_is_open(isms, item.held.id));
    item.here.reader.view().ok().and_then(open).unwrap_or_default()
}

fn map(item: &Item) -> Markup {
    let rated = |name: &str| item.shown.rated(&stated(item, name));
    let (criteria, called) = (&item.shown.criteria, item.called());
    let today = rated("current")
        .map(|rated| (rated, say("current")))
        .or(rated("inherent").map(|rated| (rated, say("inherent"))));
    let word = if is_expected(item) { say("expected") } else { say("residual") };
    match (today, rated("residual")) {
        (Some(from), Some(to)) => {
            let values: [(&str, &dyn std::fmt::Display); 4] = [
                ("risk", &called),
                ("from", &item.shown.rated_words(from.0)),
                ("to", &item.shown.rated_words(to)),
                ("word", &word),
            ];
            risk_map::course(criteria, &say_with("{risk} goes from {from} to {to}, {word}", &values), from, (to, word))
        }
        (Some(from), None) => {
            risk_map::course(criteria, &say_with("{risk} on the map", &[("risk", &called)]), from, (from.0, ""))
        }
        _ => risk_map::empty(criteria, &say_with("{risk} is not rated", &[("risk", &called)])),
    }
}
