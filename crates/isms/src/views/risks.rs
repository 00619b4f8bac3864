//! The risk register as it is judged: each rating by the organisation's criteria, each signature by what it stood for,
//! and the map.
//!
//! ISO/IEC 27001, clauses 6.1.2, 6.1.3, 8.2 and 8.3.

mod acceptance;
mod json;
mod map;
mod rules;
#[cfg(test)]
mod tests;

pub use acceptance::{Acceptances, State};
pub use json::json;
pub(super) use json::{acceptance_shown, rated_shown};
pub use map::{Cell, Filter, Map, Which, map};
pub use rules::rules;

use super::finding::{Finding, findings_on};
use crate::{
    Action, Held, Id, Isms, Risk, Step,
    criteria::Criteria,
    registers::{
        actions::ActionStatus,
        risks::{CriteriaInForce, Rating, Status},
    },
};
use jiff::civil::Date;
use std::{borrow::Cow, collections::HashMap};

/// All risks, judged.
pub struct RiskView<'a> {
    /// The criteria they are judged by.
    pub criteria: Cow<'a, Criteria>,
    /// The risks in the order of their ids.
    pub rows: Vec<Row<'a>>,
    /// What the rules found, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// One risk.
pub struct Row<'a> {
    /// The risk, with what was stated beside the ratings.
    pub risk: &'a Held<Risk>,
    /// The rating as if no control were there.
    pub inherent: Option<Rated>,
    /// The rating with the controls that work today.
    pub current: Option<Rated>,
    /// The rating after treatment.
    pub residual: Option<Rated>,
    /// Whether the residual rating is only expected: something of the treatment is open.
    pub expected: bool,
    /// The actions that treat it, cancelled ones left out.
    pub actions: Vec<&'a Held<Action>>,
    /// Who carries what is left.
    pub acceptances: Acceptances<'a>,
}

/// A rating by the criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The step of likelihood.
    pub likelihood: Step,
    /// The step of consequence.
    pub consequence: Step,
    /// The score of the two.
    pub score: u32,
    /// The place of its level, 0 for the lowest.
    pub level: usize,
}

/// The risks of this state, judged on this day.
pub fn risks(isms: &Isms, today: Date) -> RiskView<'_> {
    let in_force = CriteriaInForce::of(isms);
    let mut actions = actions(isms);
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for risk in isms.risks().iter() {
        let row = row(isms, &in_force, risk, actions.remove(&risk.id).unwrap_or_default());
        rules::judge(&row, isms, &in_force.criteria, today, &mut findings);
        rows.push(row);
    }
    RiskView { criteria: in_force.criteria, rows, findings }
}

/// One risk alone, judged as among the others: its page needs no look at ten thousand.
pub fn risk(isms: &Isms, id: Id, today: Date) -> Option<RiskView<'_>> {
    let (in_force, held) = (CriteriaInForce::of(isms), isms.risks().get(id)?);
    let actions = isms.named_by(id).filter_map(|by| isms.actions().get(by));
    let actions = actions.filter(|action| action.body.withdrawn.is_none() && action.status != ActionStatus::Cancelled);
    let row = row(isms, &in_force, held, actions.collect());
    let mut findings = Vec::new();
    rules::judge(&row, isms, &in_force.criteria, today, &mut findings);
    Some(RiskView { criteria: in_force.criteria, rows: vec![row], findings })
}

/// A rating by these criteria; `None` where a step is missing or lies beyond the scale.
pub fn rated(criteria: &Criteria, rating: &Option<Rating>) -> Option<Rated> {
    let (likelihood, consequence) = rating.as_ref()?.steps()?;
    let score = criteria.score(likelihood, consequence)?;
    Some(Rated { likelihood, consequence, score, level: criteria.level(score) })
}

impl RiskView<'_> {
    /// What was found about one risk.
    pub fn findings_on(&self, risk: Id) -> impl Iterator<Item = &Finding> {
        findings_on(&self.findings, risk)
    }
}

impl Row<'_> {
    /// The rating that counts today: with the controls that work, else as if there were none.
    pub fn today(&self) -> Option<Rated> {
        self.current.or(self.inherent)
    }

    /// Whether what is left is borne: the status says so, or all who must sign have signed.
    pub fn is_accepted(&self) -> bool {
        self.risk.status == Status::Accepted || self.acceptances.is_signed()
    }

    /// Whether it is gone.
    pub fn is_closed(&self) -> bool {
        self.risk.status == Status::Closed
    }
}

fn row<'a>(
    isms: &'a Isms, in_force: &CriteriaInForce, risk: &'a Held<Risk>, actions: Vec<&'a Held<Action>>,
) -> Row<'a> {
    let criteria = &in_force.criteria;
    let residual = rated(criteria, &risk.residual);
    let over_limit = residual.is_some_and(|rated| criteria.over_limit(rated.score));
    Row {
        risk,
        inherent: rated(criteria, &risk.inherent),
        current: rated(criteria, &risk.current),
        residual,
        expected: risk.treatment_is_open(isms, risk.id),
        actions,
        acceptances: Acceptances::of(in_force, isms, risk, over_limit),
    }
}

/// By risk, the actions that treat it.
fn actions(isms: &Isms) -> HashMap<Id, Vec<&Held<Action>>> {
    let mut actions: HashMap<Id, Vec<&Held<Action>>> = HashMap::new();
    for action in isms.actions().iter().filter(|action| action.status != ActionStatus::Cancelled) {
        for risk in action.risks.iter().filter_map(crate::Link::id) {
            actions.entry(risk).or_default().push(action);
        }
    }
    actions
}
