//! The three ratings: on the map as a way, and in a table with what was stated beside what the criteria give.

use isms::{
    controls::Implementation,
    risks::Rating,
    views::risks::{Rated, Which},
};
use maud::{Markup, html};

use super::OnRisk;
use crate::{
    page::risk_map::{self, badge, steps},
    words::{say, say_with},
};

/// Draws the section.
pub fn section(on: &OnRisk) -> Markup {
    html! {
        section aria-labelledby="rating" {
            h2 #rating { (say("Rating")) }
            div.chart_and_words {
                figure { (map(on)) }
                (table(on))
            }
        }
    }
}

fn map(on: &OnRisk) -> Markup {
    let (row, criteria) = (on.row, &on.view.criteria);
    let from_word = say(if row.current.is_some() { "current" } else { "inherent" });
    let to_word = say(if row.expected { "expected" } else { "residual" });
    match (row.today(), row.residual) {
        (Some(from), Some(to)) => {
            let shows = say_with(
                "{risk} moves from {from} to {to}",
                &[("risk", &on.item.called()), ("from", &steps(criteria, from)), ("to", &steps(criteria, to))],
            );
            risk_map::course(criteria, &shows, (from, from_word), (to, to_word))
        }
        (Some(only), None) => risk_map::course(criteria, &steps(criteria, only), (only, from_word), (only, "")),
        (None, Some(only)) => risk_map::course(criteria, &steps(criteria, only), (only, to_word), (only, "")),
        (None, None) => risk_map::empty(criteria, say("The criteria; this risk is not rated yet")),
    }
}

fn table(on: &OnRisk) -> Markup {
    let risk = on.row.risk;
    let ratings = [
        (Which::Inherent, "Inherent", &risk.inherent),
        (Which::Current, "Current", &risk.current),
        (Which::Residual, "Residual", &risk.residual),
    ];
    html! {
        table.register.plain_table {
            caption.unseen { (say("Ratings")) }
            thead { tr { th scope="col" { (say("Rating")) } th scope="col" { (say("Likelihood and consequence")) } th scope="col" { (say("Score and level")) } } }
            tbody { @for (which, words, rating) in ratings { (line(on, which, words, rating)) } }
            tfoot { tr { td.quiet.small colspan="3" { (why(on)) } } }
        }
    }
}

fn line(on: &OnRisk, which: Which, words: &str, rating: &Option<Rating>) -> Markup {
    let (rated, criteria) = (which.of(on.row), &on.view.criteria);
    let expected = which == Which::Residual && on.row.expected;
    html! {
        tr {
            th scope="row" { (say(words)) @if expected { ", " em { (say("expected")) } } }
            @match rated {
                Some(rated) => { td { (steps(criteria, rated)) } td { (badge(criteria, Some(rated))) (stated(on, rating, Some(rated))) } },
                None => {
                    td.quiet colspan="2" {
                        (say("not rated")) " " @if on.item.may("assessed") { a href=(on.item.path("/assessed")) { (say("Rate it")) } }
                        (stated(on, rating, None))
                    }
                },
            }
        }
    }
}

/// What a file or a person stated, where the criteria give something else.
fn stated(on: &OnRisk, rating: &Option<Rating>, rated: Option<Rated>) -> Markup {
    let Some(rating) = rating else { return Markup::default() };
    let score = rated.map(|rated| rated.score.to_string());
    let level = rated.map(|rated| on.view.criteria.level_name(rated.score).to_lowercase());
    let other = |stated: &Option<String>, given: &Option<String>| {
        stated.clone().filter(|stated| Some(stated.trim().to_lowercase()) != *given && !stated.trim().is_empty())
    };
    let words = [
        other(&rating.stated_likelihood, &None),
        other(&rating.stated_consequence, &None),
        other(&rating.stated_score, &score),
        other(&rating.stated_level, &level),
    ];
    let words: Vec<String> = words.into_iter().flatten().collect();
    html! { @if !words.is_empty() { br; span.small.quiet { (say("stated:")) " " (words.join(", ")) } } }
}

/// Why the residual rating is only expected, and who assessed when.
fn why(on: &OnRisk) -> Markup {
    let risk = on.row.risk;
    let open: Vec<_> = on
        .row
        .actions
        .iter()
        .filter(|action| action.is_open() && on.names.reader.sees(action.id))
        .map(|action| action.id)
        .collect();
    let in_place = |id| {
        on.names.isms.controls().get(id).is_some_and(|control| control.implementation == Some(Implementation::Yes))
    };
    let missing: Vec<_> =
        risk.planned_controls.iter().filter_map(|link| link.id()).filter(|id| !in_place(*id)).collect();
    html! {
        @if on.row.expected {
            (say("Expected, because")) " "
            @if !missing.is_empty() { (on.names.records(&missing)) " " (say(if missing.len() == 1 { "is planned and not in place" } else { "are planned and not in place" })) }
            @if !missing.is_empty() && !open.is_empty() { ", " (say("and")) " " }
            @if !open.is_empty() { (on.names.records(&open)) " " (say(if open.len() == 1 { "is still open" } else { "are still open" })) }
            @if missing.is_empty() && open.is_empty() { (say("something of its treatment is open")) }
            ". "
        }
        @match risk.assessed_on {
            Some(day) => { (say("Last assessed")) @if let Some(by) = &risk.assessed_by { " " (say("by")) " " (on.names.link(by)) "," } " " (crate::parts::day(day)) "." },
            None => { (say("Nobody is recorded as its assessor.")) },
        }
    }
}
