//! Home: what to do next and why, what is overdue, and how that went over the last month.

mod facts;
mod steps;
#[cfg(test)]
mod tests;

use self::facts::Facts;
pub use super::target::Target;
use super::{overdue::Item, risks::RiskView, sentence::Sentence, soa::Soa};
use crate::{
    Id, Isms,
    readiness::{Gap, Rule, readiness},
    registers::ALL,
};
use jiff::{ToSpan, civil::Date};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The most steps that are told: more than a week's work is no longer next.
pub const MOST_STEPS: usize = 7;

/// Over so many days the trend goes back.
pub const TREND_DAYS: i64 = 30;

/// What the first page tells a reader.
pub struct Home<'a> {
    /// What to do next, the most pressing first.
    pub steps: Vec<Step>,
    /// What is overdue and the reader may see, the oldest first.
    pub overdue: Vec<Item>,
    /// How many of today's open items were overdue on each of the last days, today last.
    pub trend: Vec<(Date, usize)>,
    /// The risks, for the map.
    pub risks: RiskView<'a>,
    /// The Statement of Applicability, for its counts.
    pub soa: Soa<'a>,
}

/// Something to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What to do, in a line.
    pub title: Sentence,
    /// Why, and about what.
    pub why: Sentence,
    /// The clause that asks for it.
    pub clause: Cow<'static, str>,
    /// The records it is about, those alone that the reader may see.
    pub records: Vec<Id>,
    /// Where it is done.
    pub to: Target,
    /// The words of the link, where they are its own.
    pub words: Option<&'static str>,
}

/// What the first page tells a reader who sees these records.
pub fn home<'a>(isms: &'a Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Home<'a> {
    let facts = Facts::of(isms, today, sees);
    let mut steps: Vec<Step> = steps::STEPS.iter().filter_map(|step| step(&facts)).take(MOST_STEPS).collect();
    if steps.len() < MOST_STEPS {
        steps.extend(lacking(isms, today, sees, &steps));
        steps.truncate(MOST_STEPS);
    }
    let Facts { overdue, risks, soa, .. } = facts;
    let trend = trend(&overdue, today);
    Home { steps, overdue, trend, risks, soa }
}

/// Where little presses any more, what readiness lacks comes next, the gravest first: a system that has run for years
/// is told as one that begins.
fn lacking(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool, so_far: &[Step]) -> Vec<Step> {
    let judged = readiness(isms, today);
    let mut gaps: Vec<(&'static Rule, &Gap)> =
        judged.iter().flat_map(|one| one.verdict.gaps.iter().map(|gap| (one.rule, gap))).collect();
    gaps.sort_by_key(|(_, gap)| gap.severity);
    let mut told: Vec<Target> = so_far.iter().map(|step| step.to).collect();
    let mut steps = Vec::new();
    for (rule, gap) in gaps {
        let records: Vec<Id> = gap.sentence.records().filter(|id| sees(*id)).collect();
        let hidden = records.is_empty() && gap.sentence.records().next().is_some();
        if !hidden && !told.contains(&gap.remedy.to) {
            told.push(gap.remedy.to);
            steps.push(Step {
                title: Sentence { key: gap.remedy.words, with: vec![] },
                why: gap.sentence.clone(),
                clause: format!("clause {}", rule.clause()).into(),
                records,
                to: gap.remedy.to,
                words: Some(gap.remedy.words),
            });
        }
    }
    steps
}

impl Home<'_> {
    /// What is overdue by register, most first.
    pub fn overdue_by_register(&self) -> Vec<(&'static str, Vec<Id>)> {
        let of = |name: &str| {
            self.overdue.iter().filter(|item| item.register == name).map(|item| item.id).collect::<Vec<Id>>()
        };
        let by_register = ALL.iter().map(|register| (register.name(), of(register.name())));
        let mut some: Vec<(&str, Vec<Id>)> = by_register.filter(|(_, ids)| !ids.is_empty()).collect();
        some.sort_by_key(|(_, ids)| std::cmp::Reverse(ids.len()));
        some
    }
}

/// Judges what is overdue today on each of the days before: what was done since is not in it.
fn trend(overdue: &[Item], today: Date) -> Vec<(Date, usize)> {
    let days = (0..=TREND_DAYS).rev().filter_map(|back| today.checked_sub(back.days()).ok());
    days.map(|day| (day, overdue.iter().filter(|item| item.due < day).count())).collect()
}

/// The first page as programs see it.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let home = home(isms, today, sees);
    let step = |step: &Step| {
        json!({
            "title": step.title.message(isms, sees),
            "why": step.why.message(isms, sees),
            "clause": step.clause,
            "records": step.records.iter().map(|id| crate::name_shown(isms, *id, sees)).collect::<Vec<_>>(),
        })
    };
    let overdue =
        home.overdue_by_register().into_iter().map(|(register, ids)| (register.to_string(), ids.len().into()));
    json!({
        "today": today,
        "steps": home.steps.iter().map(step).collect::<Vec<_>>(),
        "overdue": overdue.collect::<serde_json::Map<_, _>>(),
        "trend": home.trend.iter().map(|(day, count)| json!({ "day": day, "overdue": count })).collect::<Vec<_>>(),
    })
}
