//! Risk criteria: the organisation's own scales, and what a rating on them amounts to.
//!
//! ISO/IEC 27001, clause 6.1.2 a; ISO/IEC 27005:2022, clause 6.4.

use crate::{
    refusal::Reason,
    say,
    step::{MOST_STEPS, Step},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How an organisation weighs risks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criteria {
    /// The steps of likelihood, from the least on.
    pub likelihood: Vec<ScaleStep>,
    /// The steps of consequence, from the least on.
    pub consequence: Vec<ScaleStep>,
    /// How a score comes of the two.
    pub score: Scoring,
    /// For a score by table: a row for each step of likelihood, a number for each step of consequence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub table: Vec<Vec<u32>>,
    /// The levels, from the lowest on; each begins at its score.
    pub levels: Vec<Level>,
    /// The name of the level from which acceptance needs top management in addition to the owner.
    pub limit: String,
}

/// A step of a scale.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScaleStep {
    /// Its name: *Likely*.
    pub name: String,
    /// What it means here, so that two people choose the same step.
    #[serde(default)]
    pub description: String,
}

/// How likelihood and consequence become a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scoring {
    /// One times the other.
    Product,
    /// One and the other.
    Sum,
    /// The greater of the two.
    Maximum,
    /// Read from a table.
    Table,
}

/// A level of risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    /// Its name: *High*.
    pub name: String,
    /// The least score of this level.
    pub from: u32,
}

/// Five by five, by product, with the limit of acceptance at High: what most organisations begin with.
impl Default for Criteria {
    fn default() -> Criteria {
        let steps = |names: [&str; 5]| names.map(|name| ScaleStep { name: name.into(), ..ScaleStep::default() }).into();
        let level = |name: &str, from| Level { name: name.into(), from };
        Criteria {
            likelihood: steps(["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]),
            consequence: steps(["Negligible", "Minor", "Moderate", "Major", "Severe"]),
            score: Scoring::Product,
            table: vec![],
            levels: vec![level("Low", 1), level("Medium", 6), level("High", 12), level("Critical", 20)],
            limit: "High".into(),
        }
    }
}

impl Criteria {
    /// The score of a rating; `None` where a step lies beyond the scale.
    pub fn score(&self, likelihood: Step, consequence: Step) -> Option<u32> {
        let (l, c) = (usize::from(likelihood.number()), usize::from(consequence.number()));
        if l > self.likelihood.len() || c > self.consequence.len() {
            return None;
        }
        let (least, most) = (l.min(c) as u32, l.max(c) as u32);
        match self.score {
            Scoring::Product => Some(least * most),
            Scoring::Sum => Some(least + most),
            Scoring::Maximum => Some(most),
            Scoring::Table => self.table.get(l - 1)?.get(c - 1).copied(),
        }
    }

    /// The place of a score among the levels, 0 for the lowest.
    pub fn level(&self, score: u32) -> usize {
        self.levels.iter().rposition(|level| level.from <= score).unwrap_or_default()
    }

    /// The name of a score's level.
    pub fn level_name(&self, score: u32) -> &str {
        self.levels.get(self.level(score)).map_or("", |level| &level.name)
    }

    /// The place of the level from which acceptance needs top management.
    pub fn limit(&self) -> usize {
        self.levels.iter().position(|level| level.name == self.limit).unwrap_or(self.levels.len())
    }

    /// The least score at the limit.
    pub fn limit_score(&self) -> Option<u32> {
        self.levels.get(self.limit()).map(|level| level.from)
    }

    /// Whether a score stands at or above the limit of acceptance.
    pub fn over_limit(&self, score: u32) -> bool {
        self.level(score) >= self.limit()
    }

    /// The same with other scales. The levels keep their share of the scores there can be; a table of scores, which fits
    /// its own scales only, gives way to the product.
    pub fn with_scales(&self, likelihood: Vec<ScaleStep>, consequence: Vec<ScaleStep>) -> Criteria {
        let lengths = (likelihood.len(), consequence.len());
        let same = lengths == (self.likelihood.len(), self.consequence.len());
        let score = if self.score == Scoring::Table && !same { Scoring::Product } else { self.score };
        let table = if score == Scoring::Table { self.table.clone() } else { vec![] };
        let mut other = Criteria { likelihood, consequence, score, table, ..self.clone() };
        if let (Some(before), Some(after), false) = (self.scores(), other.scores(), same) {
            let mut least = after.0;
            for level in &mut other.levels {
                level.from = in_proportion(level.from, before, after).max(least);
                least = level.from + 1;
            }
        }
        other
    }

    /// What must hold of criteria, each fault beside its field.
    pub fn check(&self) -> Vec<Reason> {
        let scales = [("likelihood", &self.likelihood), ("consequence", &self.consequence)];
        let scales = scales.into_iter().flat_map(|(name, steps)| scale(name, steps));
        scales.chain(self.check_table()).chain(self.check_levels()).collect()
    }

    fn check_table(&self) -> Option<Reason> {
        let (rows, columns) = (self.likelihood.len(), self.consequence.len());
        let fits = self.table.len() == rows && self.table.iter().all(|row| row.len() == columns);
        let grows = self.table.iter().all(|row| row.is_sorted())
            && self
                .table
                .windows(2)
                .all(|two| matches!(two, [lower, higher] if lower.iter().zip(higher).all(|(low, high)| low <= high)));
        let reason = |why, remedy| Some(Reason::new(why, remedy).at("table"));
        match (self.score, fits) {
            (Scoring::Table, false) => reason(
                say!("the table does not fit the scales"),
                say!("give {rows} rows of {columns} numbers", rows = rows, columns = columns),
            ),
            (Scoring::Table, true) if !grows => reason(
                say!("the table falls where likelihood or consequence grows"),
                say!("let the numbers stay or grow along each row and column"),
            ),
            (Scoring::Product | Scoring::Sum | Scoring::Maximum, _) if !self.table.is_empty() => {
                reason(say!("there is a table, and the score is not read from one"), say!("choose the score `table`"))
            }
            _ => None,
        }
    }

    /// The least and the greatest score there can be; none where the table does not fit.
    fn scores(&self) -> Option<(u32, u32)> {
        let last = |scale: &[ScaleStep]| Step::try_from(u8::try_from(scale.len()).ok()?).ok();
        let first = Step::try_from(1).ok()?;
        let most = self.score(last(&self.likelihood)?, last(&self.consequence)?)?;
        Some((self.score(first, first)?, most))
    }

    fn check_levels(&self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        let mut reason = |field, why, remedy| reasons.push(Reason::new(why, remedy).at(field));
        if !(2..=usize::from(MOST_STEPS)).contains(&self.levels.len()) {
            reason("levels", say!("there are {n} levels", n = self.levels.len()), say!("give 2 to 10"));
        }
        if !self.levels.is_sorted_by(|lower, higher| lower.from < higher.from) {
            reason("levels", say!("the levels do not rise"), say!("let each begin above the one before"));
        }
        if let Some((least, most)) = self.scores() {
            if self.levels.first().is_some_and(|lowest| lowest.from > least) {
                let remedy = say!("let the lowest begin at {least}, the least score there can be", least = least);
                reason("levels", say!("the least score belongs to no level"), remedy);
            }
            if self.levels.last().is_some_and(|highest| highest.from > most) {
                let remedy = say!("let each begin at {most} or below, the greatest score there can be", most = most);
                reason("levels", say!("a level lies above every score"), remedy);
            }
        }
        if !distinct(self.levels.iter().map(|level| level.name.as_str())) {
            reason("levels", say!("a level has no name, or two have the same"), say!("name each of them"));
        }
        if self.limit() >= self.levels.len() {
            let names: Vec<&str> = self.levels.iter().map(|level| level.name.as_str()).collect();
            let why = say!("there is no level `{limit}`", limit = self.limit);
            reason("limit", why, say!("choose {names}", names = names.join(", ")));
        }
        reasons
    }
}

/// Where a score of one range stands in another, rounded up: half of all scores stay below the middle.
fn in_proportion(score: u32, from: (u32, u32), to: (u32, u32)) -> u32 {
    let above = u64::from(score.saturating_sub(from.0)) * u64::from(to.1.saturating_sub(to.0));
    let share = above.div_ceil(u64::from(from.1.saturating_sub(from.0)).max(1));
    to.0.saturating_add(u32::try_from(share).unwrap_or(u32::MAX))
}

fn scale(name: &str, steps: &[ScaleStep]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if !(2..=usize::from(MOST_STEPS)).contains(&steps.len()) {
        let why = say!("the scale has {n} steps", n = steps.len());
        reasons.push(Reason::new(why, say!("give 2 to 10")).at(name));
    }
    if !distinct(steps.iter().map(|step| step.name.as_str())) {
        let why = say!("a step has no name, or two have the same");
        reasons.push(Reason::new(why, say!("name each of them")).at(name));
    }
    reasons
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = BTreeSet::new();
    names.into_iter().all(|name| !name.trim().is_empty() && seen.insert(name.trim().to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(number: u8) -> Step {
        Step::try_from(number).unwrap()
    }

    #[test]
    fn the_first_criteria_are_sound_and_rate_as_their_table_says() {
        let criteria = Criteria::default();
        assert!(criteria.check().is_empty());
        let rated =
            |l, c| criteria.score(step(l), step(c)).map(|score| (score, criteria.level_name(score).to_string()));
        assert_eq!(rated(1, 5), Some((5, "Low".into())));
        assert_eq!(rated(2, 3), Some((6, "Medium".into())));
        assert_eq!(rated(3, 4), Some((12, "High".into())));
        assert_eq!(rated(4, 5), Some((20, "Critical".into())));
        assert_eq!(rated(6, 1), None);
        assert!(criteria.over_limit(12) && !criteria.over_limit(11));
    }

    #[test]
    fn other_scales_keep_the_levels_in_proportion() {
        let steps = |n: usize| (1..=n).map(|i| ScaleStep { name: i.to_string(), description: String::new() }).collect();
        let begins = |criteria: &Criteria| criteria.levels.iter().map(|level| level.from).collect::<Vec<_>>();
        let first = Criteria::default();
        for (likelihood, consequence, expected) in
            [(5, 5, [1, 6, 12, 20]), (4, 4, [1, 5, 8, 13]), (3, 3, [1, 3, 5, 8]), (2, 2, [1, 2, 3, 4])]
        {
            let other = first.with_scales(steps(likelihood), steps(consequence));
            assert_eq!(begins(&other), expected, "{likelihood} by {consequence}");
            assert_eq!(other.check(), []);
        }
        let sum = Criteria {
            score: Scoring::Sum,
            levels: vec![Level { name: "Low".into(), from: 2 }, Level { name: "High".into(), from: 7 }],
            ..first
        };
        assert_eq!(begins(&sum.with_scales(steps(3), steps(3))), [2, 5]);
    }

    #[test]
    fn a_table_may_be_anything_that_grows() {
        let steps = |n: usize| (1..=n).map(|i| ScaleStep { name: i.to_string(), description: String::new() }).collect();
        let levels = vec![Level { name: "low".into(), from: 0 }, Level { name: "high".into(), from: 3 }];
        let table = vec![vec![0, 1, 2], vec![1, 2, 4]];
        let limit = "high".into();
        let criteria =
            Criteria { likelihood: steps(2), consequence: steps(3), score: Scoring::Table, table, levels, limit };
        assert!(criteria.check().is_empty());
        assert_eq!(criteria.score(step(2), step(3)), Some(4));
        let falling = Criteria { table: vec![vec![0, 1, 2], vec![1, 0, 4]], ..criteria.clone() };
        assert_eq!(falling.check().len(), 1);
        assert_eq!(Criteria { limit: "top".into(), ..criteria }.check().len(), 1);
    }
}
