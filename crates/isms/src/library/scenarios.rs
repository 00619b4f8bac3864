//! Risks that many organisations have, from `content/risks`: to be taken over as they fit, never by themselves.

use super::{controls, list};
use crate::{
    Id, Isms,
    annex_a::rows,
    register::Listed,
    registers::{Risk, risks::Method},
};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A risk to be taken over.
#[derive(Debug)]
pub struct Scenario {
    /// `S01`.
    pub id: String,
    /// How it is found: from an asset, or from what could happen.
    pub method: Method,
    /// What could happen, to what.
    pub title: String,
    /// What would cause it.
    pub because: String,
    /// What would follow.
    pub consequence: String,
    /// Which of confidentiality, integrity and availability it strikes, in small letters.
    pub properties: Vec<String>,
    /// The sorts of assets it strikes.
    pub asset_types: Vec<String>,
    /// The threats, by reference: `T01`.
    pub threats: Vec<String>,
    /// The vulnerabilities, by reference: `V01`.
    pub vulnerabilities: Vec<String>,
    /// The controls that change it.
    pub controls: Vec<Id>,
    /// Whom it fits: `everybody`, `software`, `health`.
    pub fits: Vec<String>,
    /// A question that tells whether it concerns an organisation.
    pub question: String,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    method: String,
    title: String,
    because: String,
    consequence: String,
    properties: String,
    asset_types: String,
    threats: String,
    vulnerabilities: String,
    controls: String,
    fits: String,
    question: String,
}

static SCENARIOS: LazyLock<Vec<Scenario>> = LazyLock::new(|| rows(TABLE).into_iter().filter_map(scenario).collect());

const TABLE: &str = include_str!("../../../../content/risks/scenarios.csv");

fn scenario(row: Row) -> Option<Scenario> {
    Some(Scenario {
        id: row.id,
        method: serde_json::from_value(json!(row.method)).ok()?,
        title: row.title,
        because: row.because,
        consequence: row.consequence,
        properties: list(&row.properties.to_lowercase()),
        asset_types: list(&row.asset_types),
        threats: list(&row.threats),
        vulnerabilities: list(&row.vulnerabilities),
        controls: controls(&row.controls)?,
        fits: list(&row.fits),
        question: row.question,
    })
}

/// All of them, in the order of the table.
pub fn scenarios() -> &'static [Scenario] {
    &SCENARIOS
}

impl Scenario {
    /// Its fields as one would type them into the form of a risk. The controls come as planned ones: what is there
    /// already, only the organisation knows.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let controls: Vec<String> = self.controls.iter().map(|id| format!("A.{id}")).collect();
        let method = serde_json::to_value(self.method).ok();
        let first = |all: &[String]| all.first().cloned().unwrap_or_default();
        vec![
            ("title", self.title.clone()),
            ("description", self.because.clone()),
            ("method", method.and_then(|method| method.as_str().map(String::from)).unwrap_or_default()),
            ("threat", first(&self.threats)),
            ("vulnerability", first(&self.vulnerabilities)),
            ("affects", self.properties.join(", ")),
            ("consequence", self.consequence.clone()),
            ("planned_controls", controls.join(", ")),
        ]
    }

    /// The risk of this title that the organisation has.
    pub fn taken_over(&self, isms: &Isms) -> Option<Id> {
        super::titled(isms, Risk::NAME, &self.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annex_a,
        given::{ask, samples},
        registers::register,
        views::northwind::northwind,
    };
    use serde_json::{Map, Value};
    use std::collections::BTreeSet;

    #[test]
    fn each_row_is_read_and_names_what_there_is() {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).records().count();
        assert_eq!((SCENARIOS.len(), lines), (60, 60));
        let isms = northwind();
        let known = |name: &str, number: &String| !register(name).unwrap().find(&isms, number).is_empty();
        for one in scenarios() {
            assert!(one.threats.iter().all(|number| known("threats", number)), "{}", one.id);
            assert!(one.vulnerabilities.iter().all(|number| known("vulnerabilities", number)), "{}", one.id);
            assert!(one.controls.iter().all(|id| annex_a::control(*id).is_some()), "{}", one.id);
            assert!(one.question.ends_with('?') && !one.fits.is_empty(), "{}", one.id);
        }
        let titles: BTreeSet<String> = scenarios().iter().map(|one| crate::plain(&one.title)).collect();
        assert_eq!(titles.len(), 60);
    }

    #[test]
    fn each_can_be_recorded_as_it_is() {
        let isms = northwind();
        for one in scenarios() {
            let fields: Map<String, Value> =
                one.fields().into_iter().map(|(name, text)| (name.into(), text.into())).collect();
            ask(&isms, "risks", &[], "added", fields.into()).unwrap_or_else(|no| panic!("{}: {no}", one.id));
        }
        assert_eq!(scenarios()[0].taken_over(&samples()), None);
    }
}
