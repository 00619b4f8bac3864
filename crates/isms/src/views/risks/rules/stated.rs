//! Whether a stated score or level is what the criteria give.

use super::Judged;
use crate::{
    criteria::Criteria,
    plain,
    registers::risks::Rating,
    views::{
        risks::Rated,
        sentence::{Sentence, tell},
    },
};

/// What the rule `stated-differs-from-criteria` says of a risk: all its ratings that differ, in one finding.
pub(super) fn differs(on: &Judged) -> Option<Sentence> {
    let (risk, row) = (on.row.risk, on.row);
    let ratings = [
        ("inherent", &risk.inherent, row.inherent),
        ("current", &risk.current, row.current),
        ("residual", &risk.residual, row.residual),
    ];
    let differing = ratings.iter().filter_map(|(name, stated, rated)| {
        let (stated, rated) = (differing(on.criteria, stated.as_ref()?, (*rated)?)?, (*rated)?);
        Some((format!("{name} {stated}"), format!("{name} {}", on.says(rated))))
    });
    let (stated, rated): (Vec<String>, Vec<String>) = differing.unzip();
    (!stated.is_empty()).then(|| {
        tell!(
            "{risk} states {stated}; by the criteria it is {rated}",
            risk = on.id(),
            stated = stated.join(", "),
            rated = rated.join(", ")
        )
    })
}

/// What was stated, where the criteria say something else.
fn differing<'a>(criteria: &Criteria, stated: &'a Rating, rated: Rated) -> Option<&'a str> {
    let level = plain(criteria.level_name(rated.score));
    let score = stated.stated_score.as_deref().filter(|text| !agrees(text, rated.score, &level));
    score.or_else(|| stated.stated_level.as_deref().filter(|text| !agrees(text, rated.score, &level)))
}

/// A stated text agrees when its number is the score, or, where it has none, its words are the level's.
fn agrees(text: &str, score: u32, level: &str) -> bool {
    let text = plain(text);
    let number: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    match number.parse::<f64>() {
        Ok(number) => number == f64::from(score),
        Err(_) => text.is_empty() || text == level,
    }
}
