//! A rating on the organisation's scales.

use isms::{Field, Kind, Step};
use maud::{Markup, html};
use serde_json::Value;

use super::Shown;
use crate::{
    parts::{Level, risk_badge},
    words::say_with,
};

/// Both steps of a rating, and what they amount to.
pub struct Rated {
    pub likelihood: u8,
    pub consequence: u8,
    pub score: u32,
    /// The place of its level, 0 for the lowest.
    pub rank: usize,
}

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
        let score = self.criteria.score(Step::try_from(likelihood).ok()?, Step::try_from(consequence).ok()?)?;
        Some(Rated { likelihood, consequence, score, rank: self.criteria.level(score) })
    }

    /// Gauge, score and level.
    pub fn badge(&self, rated: &Rated) -> Markup {
        let name = self.criteria.level_name(rated.score);
        risk_badge(Some(rated.score), Level { name, rank: rated.rank, of: self.criteria.levels.len() })
    }

    /// `16 High`.
    pub fn rated_words(&self, rated: &Rated) -> String {
        format!("{} {}", rated.score, self.criteria.level_name(rated.score))
    }

    /// `4 Likely × 4 Major`.
    pub fn steps_words(&self, rated: &Rated) -> String {
        let name = |steps: &[isms::criteria::ScaleStep], step: u8| {
            steps.get(usize::from(step).saturating_sub(1)).map(|step| step.name.clone()).unwrap_or_default()
        };
        let (likelihood, consequence) = (rated.likelihood, rated.consequence);
        format!(
            "{likelihood} {} × {consequence} {}",
            name(&self.criteria.likelihood, likelihood),
            name(&self.criteria.consequence, consequence)
        )
    }

    /// What a file or a person stated beside the steps.
    pub fn stated(&self, rating: &Value) -> Option<Markup> {
        let said = |name: &str| rating.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
        let words = ["stated_likelihood", "stated_consequence", "stated_score", "stated_level"];
        let words: Vec<&str> = words.into_iter().filter_map(said).collect();
        let stated = words.join(" ");
        (!words.is_empty()).then(|| html! { span.quiet { (say_with("stated “{words}”", &[("words", &stated)])) } })
    }
}
