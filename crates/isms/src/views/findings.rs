//! All findings of all registers, and the table of all rules.

use super::{
    assets, audit_findings, corrective_actions, documents, entitlements,
    finding::{Finding, Rule, shown},
    incidents, objectives, people, reviews, risks, soa, suppliers, systems,
};
use crate::{Id, Isms};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What the rules of one register find.
type Find = fn(&Isms, Date) -> Vec<Finding>;
/// Its rules.
type Rules = fn() -> Vec<&'static Rule>;

/// The registers with rules, in the order in which findings are told.
static REGISTERS: [(&str, Find, Rules); 13] = [
    ("assets", assets::findings, || assets::rules().collect()),
    ("risks", |isms, today| risks::risks(isms, today).findings, || risks::rules().collect()),
    ("controls", |isms, today| soa::soa(isms, today).findings, || soa::rules().collect()),
    ("objectives", objectives::findings, || objectives::rules().collect()),
    ("documents", documents::findings, || documents::rules().collect()),
    ("people", people::findings, || people::rules().collect()),
    ("systems", systems::findings, || systems::rules().collect()),
    ("entitlements", entitlements::findings, || entitlements::rules().collect()),
    ("suppliers", suppliers::findings, || suppliers::rules().collect()),
    ("incidents", incidents::findings, || incidents::rules().collect()),
    ("reviews", reviews::findings, || reviews::rules().collect()),
    ("audit-findings", audit_findings::findings, || audit_findings::rules().collect()),
    ("corrective-actions", corrective_actions::findings, || corrective_actions::rules().collect()),
];

/// Every rule there is.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    REGISTERS.iter().flat_map(|(_, _, rules)| rules())
}

/// What the rules find on this day, in all registers or in one.
pub fn findings(isms: &Isms, today: Date, register: Option<&str>) -> Vec<Finding> {
    let asked = REGISTERS.iter().filter(|(name, ..)| register.is_none_or(|wanted| wanted == *name));
    asked.flat_map(|(_, find, _)| find(isms, today)).collect()
}

/// The findings as programs see them: `{today, findings: [{rule, register, id, message, records, …}]}`.
pub fn json(isms: &Isms, today: Date, register: Option<&str>, sees: &dyn Fn(Id) -> bool) -> Value {
    json!({ "today": today, "findings": shown(isms, &findings(isms, today, register), "id", sees) })
}

#[cfg(test)]
mod tests;
