//! Risks that many organisations have, from `content/risks`: to be taken over as they fit, never by themselves.

use super::{asset_types, controls, list, type_of};
use crate::{
    Id, Isms,
    annex_a::rows,
    first_steps::CommonAsset,
    registers::{Asset, risks::Method},
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
    /// The common assets of the first steps that it strikes, by their words: `main-program`.
    pub strikes: Vec<String>,
    /// The types of assets of which it strikes each, whatever it is: `cloud_service`.
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
    strikes: String,
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
        strikes: list(&row.strikes),
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
    /// The words of what it strikes that nobody knows: neither a common asset nor a type of assets.
    pub fn unknown_assets(&self) -> Vec<&str> {
        let common = self.strikes.iter().filter(|word| CommonAsset::of(word).is_none());
        let sorts = self.asset_types.iter().filter(|word| !asset_types().iter().any(|sort| sort.is_called(word)));
        common.chain(sorts).map(String::as_str).collect()
    }

    /// Whether it strikes an asset: a common one where it names it, any other by its type.
    pub fn strikes(&self, asset: &Asset) -> bool {
        match CommonAsset::called(&asset.name) {
            Some(common) => self.strikes_any(&[common]),
            None => asset
                .kind
                .as_deref()
                .and_then(type_of)
                .is_some_and(|sort| self.asset_types.iter().any(|word| sort.is_called(word))),
        }
    }

    /// Whether it names one of these common assets.
    pub(crate) fn strikes_any(&self, assets: &[CommonAsset]) -> bool {
        self.strikes.iter().filter_map(|word| CommonAsset::of(word)).any(|one| assets.contains(&one))
    }

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

    /// The risk of this title that the organisation has, of those that the reader sees.
    pub fn taken_over(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Option<Id> {
        isms.risks().by_title(&self.title).find(|id| sees(*id))
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
            assert_eq!(one.unknown_assets(), Vec::<&str>::new(), "{}", one.id);
            assert!(one.question.ends_with('?') && !one.fits.is_empty(), "{}", one.id);
        }
        let titles: BTreeSet<String> = scenarios().iter().map(|one| crate::plain(&one.title)).collect();
        assert_eq!(titles.len(), 60);
    }

    #[test]
    fn a_word_for_an_asset_that_nobody_knows_is_named() {
        let row = |strikes, asset_types| {
            let mut rows = rows::<Row>(TABLE).into_iter();
            scenario(Row { strikes, asset_types, ..rows.next().unwrap() }).unwrap()
        };
        assert_eq!(row("mailboxes".into(), "cloud_service".into()).unknown_assets(), Vec::<&str>::new());
        assert_eq!(row("mailbox".into(), "clouds;account".into()).unknown_assets(), ["mailbox", "clouds"]);
    }

    #[test]
    fn each_can_be_recorded_as_it_is() {
        let isms = northwind();
        for one in scenarios() {
            let fields: Map<String, Value> =
                one.fields().into_iter().map(|(name, text)| (name.into(), text.into())).collect();
            ask(&isms, "risks", &[], "added", fields.into()).unwrap_or_else(|no| panic!("{}: {no}", one.id));
        }
        assert_eq!(scenarios()[0].taken_over(&samples(), &|_| true), None);
    }
}
