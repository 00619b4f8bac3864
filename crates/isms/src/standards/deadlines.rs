//! Periods within which laws want an incident told: facts, read from `content/facts`. They are no legal advice.

use crate::annex_a::rows;
use serde::Deserialize;
use std::sync::LazyLock;

/// A row of `content/facts/incident-deadlines.csv`.
#[derive(Debug, Deserialize)]
pub struct Deadline {
    /// `D01`.
    pub id: String,
    /// The law or contract.
    pub regime: String,
    /// Where in it.
    pub provision: String,
    /// The period by ISO 8601; empty where none is fixed.
    pub deadline: String,
    /// `calendar`, or `business_days`.
    pub unit: String,
    /// What it runs from.
    pub starts_from: String,
    /// Whether it is law: `in_force`, `proposed`, `contractual`.
    pub status: String,
}

/// A period in the words of its law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// So many hours.
    Hours(i32),
    /// So many days of the calendar.
    Days(i32),
    /// So many working days.
    BusinessDays(i32),
    /// So many months.
    Months(i32),
    /// Without a fixed period.
    Unfixed,
}

impl Deadline {
    /// The period.
    pub fn within(&self) -> Within {
        let span: jiff::Span = self.deadline.parse().unwrap_or_default();
        match (span.get_hours(), span.get_days(), span.get_months()) {
            (0, 0, 0) => Within::Unfixed,
            (0, 0, months) => Within::Months(months),
            (0, days, _) if self.unit == "business_days" => Within::BusinessDays(days),
            (0, days, _) => Within::Days(days),
            (hours, ..) => Within::Hours(hours),
        }
    }
}

static DEADLINES: LazyLock<Vec<Deadline>> =
    LazyLock::new(|| rows(include_str!("../../../../content/facts/incident-deadlines.csv")));

/// The period of this id.
pub fn deadline(id: &str) -> Option<&'static Deadline> {
    DEADLINES.iter().find(|one| one.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_what_the_laws_say() {
        let within = |id| deadline(id).unwrap().within();
        // GDPR art. 33(1), NIS2 art. 23(4)(d), HIPAA 45 CFR 164.404, SEC Form 8-K Item 1.05, GDPR art. 33(2).
        let all = ["D01", "D11", "D17", "D22", "D02"].map(within);
        assert_eq!(
            all,
            [Within::Hours(72), Within::Months(1), Within::Days(60), Within::BusinessDays(4), Within::Unfixed]
        );
        let text = include_str!("../../../../content/facts/incident-deadlines.csv");
        assert_eq!(DEADLINES.len(), text.lines().count() - 1);
        assert!(DEADLINES.iter().all(|one| one.deadline.is_empty() == (one.within() == Within::Unfixed)));
    }
}
