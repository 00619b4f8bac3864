//! Readiness: for each duty of clauses 4 to 10 a rule that looks, as an auditor would, at what is on record.
//!
//! A rule finds gaps or finds none. It grades nobody: an auditor, and nobody else, says whether a requirement is met.
//! ISO/IEC 27001:2022 with Amendment 1:2024; stages 1 and 2 as in ISO/IEC 17021-1, clause 9.3.

mod context;
mod evaluation;
mod house;
mod improvement;
mod internal_audit;
mod json;
mod kept;
mod leadership;
mod management_review;
pub mod mock_audit;
mod operation;
mod planning;
mod risk_assessment;
mod risk_treatment;
mod support;
#[cfg(test)]
mod tests;
mod verdict;

pub(crate) use evaluation::rhythm;
pub(crate) use house::{in_force, lies_somewhere};
pub use json::json;
pub(crate) use kept::Kept;
pub use verdict::{Gap, Outcome, Remedy, Severity, Verdict};

use crate::{
    Isms, annex_a,
    register::Listed,
    registers::{ALL, Control, Organisation},
    standards,
};
use house::House;
use jiff::civil::Date;
use serde_json::json;
use std::sync::{Arc, LazyLock};

/// What is looked for about one duty.
pub struct Rule {
    /// The duty, as on the page of its clause: `6.1.2-owners`.
    pub duty: &'static str,
    /// When an auditor asks.
    pub stage: Stage,
    /// What an auditor would likely call it, were the duty not fulfilled at all.
    pub severity: Severity,
    looks: &'static str,
    judge: fn(&House) -> Verdict,
}

/// The two stages of a certification audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Stage {
    /// Is the system designed, written down, and ready to be looked at?
    #[serde(rename = "1")]
    Design,
    /// Does it operate?
    #[serde(rename = "2")]
    Operation,
}

/// A rule, and what it says.
pub struct Judged {
    /// The rule.
    pub rule: &'static Rule,
    /// What it says.
    pub verdict: Verdict,
}

/// Makes the table of a file: the doc comment of each line is what the handbook says of the rule.
macro_rules! rules {
    ($($(#[doc = $looks:literal])+ $duty:literal $stage:ident $severity:ident $judge:expr;)*) => {
        pub(super) static RULES: &[crate::readiness::Rule] = &[$(crate::readiness::Rule {
            duty: $duty,
            stage: crate::readiness::Stage::$stage,
            severity: crate::readiness::Severity::$severity,
            looks: concat!($($looks),+),
            judge: $judge,
        }),*];
    };
}
pub(crate) use rules;

/// Where the rules stand, clause by clause.
const TABLES: [&[Rule]; 11] = [
    context::RULES,
    leadership::RULES,
    planning::RULES,
    risk_assessment::RULES,
    risk_treatment::RULES,
    support::RULES,
    operation::RULES,
    evaluation::RULES,
    internal_audit::RULES,
    management_review::RULES,
    improvement::RULES,
];

/// A rule for each duty, in the order of the standard.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let of = |duty: &str| TABLES.into_iter().flatten().find(|rule| rule.duty == duty);
    standards::duties().filter_map(|(_, duty)| of(&duty.id)).collect()
});

impl Rule {
    /// What it looks at, for the handbook.
    pub fn looks(&self) -> &'static str {
        self.looks.trim()
    }

    /// The clause as the table of clauses writes it: `4.2 a` for `4.2a-parties`.
    pub fn clause(&self) -> String {
        let clause = self.duty.split('-').next().unwrap_or_default();
        match clause.strip_suffix(|last: char| last.is_ascii_lowercase()) {
            Some(number) => format!("{number} {}", &clause[number.len()..]),
            None => clause.into(),
        }
    }
}

/// What every rule says of this state on this day. What is only proposed counts for nothing yet.
pub fn readiness(isms: &Isms, today: Date) -> Arc<[Judged]> {
    isms.judged.or_judge(today, || judge(isms, today))
}

fn judge(isms: &Isms, today: Date) -> Arc<[Judged]> {
    let stated = confirmed(isms);
    let house = House::of(&stated, today);
    RULES.iter().map(|rule| Judged { rule, verdict: (rule.judge)(&house).at_most(rule.severity) }).collect()
}

/// The state without what is only proposed: nobody stands behind it. A control of Annex A stays, as nobody decided on it;
/// the organisation stays, and its rule says what is not confirmed.
fn confirmed(isms: &Isms) -> Isms {
    let mut stated = isms.clone();
    for register in ALL.iter().filter(|register| register.name() != Organisation::NAME) {
        for id in register.proposed(isms).collect::<Vec<_>>() {
            let Some(mut held) = register.get(isms, id) else { continue };
            match register.name() == Control::NAME && annex_a::control(id).is_some() {
                true => held.body.record = json!(Control::default()),
                false => held.body.withdrawn = Some("proposed".into()),
            }
            // A record that was read can be placed again.
            _ = register.place(&mut stated, id, held.revision, &held.body);
        }
    }
    stated
}

/// How many records are only proposed.
pub fn proposed(isms: &Isms) -> usize {
    ALL.iter().map(|register| register.proposed(isms).count()).sum()
}
