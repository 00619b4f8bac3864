//! What the steps of the first page are decided by, each thing computed once.

use crate::{
    Id, Isms,
    registers::risks::Status,
    views::{
        Finding, findings,
        overdue::{Item, overdue},
        risks::{RiskView, Row, risks},
        soa::{Soa, Standing, soa},
    },
};
use jiff::civil::Date;

pub(super) struct Facts<'a, 's> {
    pub isms: &'a Isms,
    pub risks: RiskView<'a>,
    pub soa: Soa<'a>,
    pub overdue: Vec<Item>,
    pub today: Date,
    /// What the rules find in the registers of which a step tells, beside risks and controls.
    found: Vec<Finding>,
    /// The risks on the highest level that nobody has decided on, and the controls nobody has decided on.
    pub pressing: Vec<Id>,
    pub undecided: Vec<Id>,
    pub sees: &'s dyn Fn(Id) -> bool,
}

impl<'a, 's> Facts<'a, 's> {
    pub fn of(isms: &'a Isms, today: Date, sees: &'s dyn Fn(Id) -> bool) -> Facts<'a, 's> {
        let (risks, soa) = (risks(isms, today), soa(isms, today));
        let mut overdue = overdue(isms, today);
        overdue.retain(|item| sees(item.id));
        let pressing = risks.rows.iter().filter(|row| is_pressing(&risks, row)).map(|row| row.risk.id);
        let open = soa.rows.iter().filter(|row| row.standing == Standing::Undecided).map(|row| row.control.id);
        let (pressing, undecided) = (pressing.filter(|id| sees(*id)).collect(), open.filter(|id| sees(*id)).collect());
        let found = ["assets", "entitlements", "incidents", "audit-findings"];
        let found = found.iter().flat_map(|register| findings(isms, today, Some(register))).collect();
        Facts { isms, today, found, risks, soa, overdue, pressing, undecided, sees }
    }

    /// What one rule found, of that what the reader may see.
    pub fn found(&self, register: &str, rule: &str) -> Vec<Id> {
        let all = self.found.iter().chain(&self.risks.findings).chain(&self.soa.findings);
        let by = |finding: &&Finding| finding.rule.register == register && finding.rule.name == rule;
        all.filter(by).map(|finding| finding.on).filter(|id| (self.sees)(*id)).collect()
    }
}

/// On the highest level, at or above the limit, and still to be decided on.
fn is_pressing(risks: &RiskView, row: &Row) -> bool {
    let decided = matches!(row.risk.status, Status::Draft | Status::Treated | Status::Closed) || row.is_accepted();
    let highest = |score| risks.criteria.level(score) + 1 == risks.criteria.levels.len();
    !decided && row.today().is_some_and(|rated| highest(rated.score) && risks.criteria.over_limit(rated.score))
}
