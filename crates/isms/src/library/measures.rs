//! Measures that many take, from `content/measures`: each to be taken over as it fits, with the way in which its number can
//! mislead.
//!
//! ISO/IEC 27001, clause 9.1.

use super::{controls, holders, list, roles};
use crate::{
    Id, Isms,
    annex_a::{self, rows},
};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A measure to be taken over.
#[derive(Debug)]
pub struct CommonMeasure {
    /// `M01`.
    pub id: String,
    /// What is measured.
    pub title: String,
    /// How, so that two people find the same.
    pub method: String,
    /// What it is counted in.
    pub unit: String,
    /// The value to reach or to keep: `>= 90 %`.
    pub target: String,
    /// How often: `quarterly`.
    pub frequency: String,
    /// The role that measures it, by its title.
    pub measured_by: String,
    /// The role that looks at what it shows, by its title.
    pub evaluated_by: String,
    /// The controls it speaks for.
    pub controls: Vec<Id>,
    /// The clauses it speaks for.
    pub clauses: Vec<String>,
    /// The measure on a control's page that it writes out: `A.5.18-leaver-hours`.
    pub from_page: Option<String>,
    /// How its number can look good while nothing is.
    pub misleads: String,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    title: String,
    method: String,
    unit: String,
    target: String,
    frequency: String,
    measured_by: String,
    evaluated_by: String,
    controls: String,
    clauses: String,
    from_page: String,
    misleads: String,
}

const TABLE: &str = include_str!("../../../../content/measures/measures.csv");

static MEASURES: LazyLock<Vec<CommonMeasure>> = LazyLock::new(|| rows(TABLE).into_iter().filter_map(measure).collect());

fn measure(row: Row) -> Option<CommonMeasure> {
    Some(CommonMeasure {
        id: row.id,
        title: row.title,
        method: row.method,
        unit: row.unit,
        target: row.target,
        frequency: row.frequency,
        measured_by: row.measured_by,
        evaluated_by: row.evaluated_by,
        controls: controls(&row.controls)?,
        clauses: list(&row.clauses),
        from_page: Some(row.from_page).filter(|id| !id.is_empty()),
        misleads: row.misleads,
    })
}

/// All of them, in the order of the table.
pub fn measures() -> &'static [CommonMeasure] {
    &MEASURES
}

impl CommonMeasure {
    /// Its fields as one would type them into the form of a measure; people where one alone holds the role.
    pub fn fields(&self, isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Vec<(&'static str, String)> {
        let controls: Vec<String> = self.controls.iter().map(|id| annex_a::number(*id)).collect();
        let holder = |title: &str| {
            let role = roles().iter().find(|role| role.title == title)?;
            let [one] = holders(role, isms, today, sees)[..] else { return None };
            Some(one.to_string())
        };
        vec![
            ("title", self.title.clone()),
            ("method", self.method.clone()),
            ("unit", self.unit.clone()),
            ("target", self.target.clone()),
            ("frequency", self.frequency.clone()),
            ("owner", holder(&self.measured_by).unwrap_or_default()),
            ("evaluated_by", holder(&self.evaluated_by).unwrap_or_default()),
            ("controls", controls.join(", ")),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
    }

    /// The measure of this title that the organisation has, of those that the reader sees.
    pub fn taken_over(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Option<Id> {
        isms.measures().by_title(&self.title).find(|id| sees(*id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, ask, samples},
        readiness::rhythm,
        standards::{clause, control_page},
        views::{
            assurance::target::{Reached, reached},
            northwind::{TODAY, northwind},
        },
    };
    use serde_json::{Map, Value, json};
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_read_and_names_what_there_is() {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).records().count();
        assert_eq!((measures().len(), lines), (30, 30));
        let pages: BTreeSet<&str> = annex_a::controls()
            .filter_map(|one| control_page(one.id))
            .flat_map(|page| &page.measures)
            .map(|one| one.id.as_str())
            .collect();
        for one in measures() {
            assert!(one.controls.iter().all(|id| annex_a::control(*id).is_some()), "{}", one.id);
            assert!(one.clauses.iter().all(|id| clause(id).is_some()), "{}", one.id);
            assert!(!one.controls.is_empty() || !one.clauses.is_empty(), "{}", one.id);
            assert!(one.from_page.as_deref().is_none_or(|id| pages.contains(id)), "{}", one.id);
            for role in [&one.measured_by, &one.evaluated_by] {
                assert!(roles().iter().any(|known| known.title == *role), "{}: {role}", one.id);
            }
            assert!(!one.misleads.is_empty(), "{}", one.id);
        }
        let titles: BTreeSet<String> = measures().iter().map(|one| crate::plain(&one.title)).collect();
        assert_eq!(titles.len(), 30);
    }

    /// What nobody can compare lifts no control, and what has no rhythm is never found to be late.
    #[test]
    fn each_target_can_be_compared_and_each_rhythm_is_known() {
        for one in measures() {
            let told = reached(Some(&one.target), Some("50"));
            assert!(matches!(told, Reached::Yes | Reached::No), "{}: {}", one.id, one.target);
            assert!(rhythm(&Some(one.frequency.clone())).is_some(), "{}: {}", one.id, one.frequency);
        }
    }

    #[test]
    fn each_can_be_recorded_as_it_is() {
        for isms in [northwind(), samples()] {
            for one in measures() {
                let fields = one.fields(&isms, TODAY, &|_| true);
                let fields: Map<String, Value> =
                    fields.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
                ask(&isms, "measures", &[], "added", fields.into()).unwrap_or_else(|no| panic!("{}: {no}", one.id));
            }
        }
    }

    #[test]
    fn whoever_alone_holds_a_role_is_filled_in() {
        let first = &measures()[0];
        let owner = |isms: &Isms, sees: &dyn Fn(Id) -> bool| {
            first.fields(isms, TODAY, sees).into_iter().find(|(name, _)| *name == "owner").map(|(_, text)| text)
        };
        let isms = samples();
        let one = after(&isms, "competences", &[], "added", json!({ "role": "isms  Manager", "person": "P-1" }));
        assert_eq!((owner(&one, &|_| true).as_deref(), owner(&one, &|_| false)), (Some("P-0001"), None));
        let two = after(&one, "competences", &[], "added", json!({ "role": "ISMS manager", "person": "P-2" }));
        assert_eq!(owner(&two, &|_| true), None, "of two nobody is meant");
    }

    #[test]
    fn a_measure_of_its_title_is_the_one_taken_over() {
        let isms = samples();
        assert_eq!(measures()[0].taken_over(&isms, &|_| true), None);
        let isms = after(&isms, "measures", &[], "added", json!({ "title": measures()[0].title.to_uppercase() }));
        assert!(measures()[0].taken_over(&isms, &|_| true).is_some());
    }
}
