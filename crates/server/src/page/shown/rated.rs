//! A rating on the organisation's scales.

use isms::{
    Field, Kind, Step,
    risks::Rating,
    views::risks::{self, Rated},
};
use maud::{Markup, html};
use serde_json::Value;

use super::Shown;
use crate::{
    page::risk_map::{badge, steps},
    words::{say, say_with},
};

/// What may have been stated beside the steps, in the order in which it reads.
const STATED: [&str; 4] = ["stated_likelihood", "stated_consequence", "stated_score", "stated_level"];

/// Whether a group of fields is a rating: both of its steps are there.
pub fn is_rating(fields: &[Field]) -> bool {
    let step = |name: &str| fields.iter().any(|field| field.name == name && matches!(field.kind, Kind::Number { .. }));
    step("likelihood") && step("consequence")
}

impl Shown<'_> {
    /// What a rating amounts to; nothing where a step is missing or beyond the scale.
    pub fn rated(&self, rating: &Value) -> Option<Rated> {
        let step = |name: &str| u8::try_from(rating.get(name)?.as_u64()?).ok();
        self.rated_by(step("likelihood")?, step("consequence")?)
    }

    /// What two steps amount to.
    pub fn rated_by(&self, likelihood: u8, consequence: u8) -> Option<Rated> {
        let (likelihood, consequence) = (Step::try_from(likelihood).ok(), Step::try_from(consequence).ok());
        risks::rated(&self.criteria, &Some(Rating { likelihood, consequence, ..Rating::default() }))
    }

    /// `16 High`.
    pub fn rated_words(&self, rated: Rated) -> String {
        format!("{} {}", rated.score, self.criteria.level_name(rated.score))
    }

    /// A rating in words: `16 High (4 Likely × 4 Major)`, and what was stated where it says something else.
    pub fn rating_words(&self, rating: &Value) -> String {
        let rated = self.rated(rating);
        let rated = rated.map(|rated| format!("{} ({})", self.rated_words(rated), steps(&self.criteria, rated)));
        [rated, self.stated(rating)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// A rating in a row: the badge alone.
    pub fn rating_cell(&self, rating: &Value) -> Markup {
        let rated = self.rated(rating);
        html! {
            (badge(&self.criteria, rated))
            @if let Some(stated) = self.stated(rating).filter(|_| rated.is_none()) { " " span.quiet { (stated) } }
        }
    }

    /// A rating in full.
    pub fn rating_fact(&self, rating: &Value) -> Markup {
        let rated = self.rated(rating);
        html! {
            (badge(&self.criteria, rated))
            @if let Some(rated) = rated { " " span.quiet { (steps(&self.criteria, rated)) } }
            @if let Some(stated) = self.stated(rating) { ", " span.quiet { (stated) } }
        }
    }

    /// What a file or a person stated, where it is not what the steps amount to.
    fn stated(&self, rating: &Value) -> Option<String> {
        let said = |name: &&str| rating.get(*name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let words = STATED.iter().filter_map(said).collect::<Vec<_>>().join(" ");
        let rated = self.rated(rating);
        let says_more = rated.is_none_or(|rated| {
            let same = |name: &str, is: &str| said(&name).is_none_or(|text| isms::plain(text) == isms::plain(is));
            !same("stated_score", &rated.score.to_string())
                || !same("stated_level", self.criteria.level_name(rated.score))
        });
        let says_more = says_more && !words.is_empty();
        says_more.then(|| say_with("stated “{words}”", &[("words", &words)]))
    }
}

/// What two steps amount to while somebody chooses them: `= 16 High`.
pub fn amounts_to(shown: &Shown, likelihood: &str, consequence: &str) -> Markup {
    let rated = likelihood.parse().ok().zip(consequence.parse().ok()).and_then(|(l, c)| shown.rated_by(l, c));
    html! {
        @if rated.is_some() { "= " (badge(&shown.criteria, rated)) } @else { span.quiet { (say("not rated")) } }
    }
}
