//! Founding: the first act of a ledger. It makes the organisation, the 93 controls and the catalogues.

use crate::{
    annex_a,
    collection::Body,
    id::Id,
    link::Link,
    refusal::{Reason, Refusal},
    register::Register,
    registers::{Account, Control, Isms, Organisation, Threat, Vulnerability, accounts::Role, risks::Property},
    revision::{Changes, Revision},
    say,
};
use serde::Deserialize;

/// What a new management system begins with.
///
/// # Errors
/// Refused where the organisation has no name or a time zone nobody knows.
pub fn found(isms: &Isms, organisation: Organisation) -> Result<Changes, Refusal> {
    let mut reasons = organisation.check(isms, Id::new(Organisation::LETTERS, 1));
    if isms.the_organisation().is_some() {
        reasons.push(Reason::new(say!("one was founded here already"), say!("use it, or begin in another folder")));
    }
    if organisation.name.trim().is_empty() {
        reasons.push(Reason::new(say!("the organisation has no name"), say!("give it one")).at("name"));
    }
    if !reasons.is_empty() {
        return Err(Refusal { asked: say!("the organisation cannot be founded"), reasons });
    }
    let mut changes = vec![first(Organisation::LETTERS, 1, organisation, None)];
    changes.extend(
        annex_a::controls()
            .map(|control| Revision::new(control.id, 1, &Body { record: Control::default(), ..Body::default() })),
    );
    changes.extend(threats().chain(vulnerabilities()));
    let administrator = Account { roles: vec![Role::Administrator, Role::IsmsManager], ..Account::default() };
    changes.push(first(Account::LETTERS, 1, administrator, None));
    Ok(changes)
}

/// The account that the founding makes, and that founds.
pub fn account() -> Id {
    Id::new(Account::LETTERS, 1)
}

fn first<R: Register>(letters: &str, number: u32, record: R, reference: Option<String>) -> Revision {
    Revision::new(Id::new(letters, number), 1, &Body { record, reference, ..Body::default() })
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    category: String,
    properties: String,
    asset_types: String,
    annex_a: String,
}

fn threats() -> impl Iterator<Item = Revision> {
    let rows: Vec<Row> = annex_a::rows(include_str!("../../../content/facts/threats.csv"));
    rows.into_iter().zip(1..).map(|(row, number)| {
        let (affects, asset_types, controls) = row.lists();
        let category = Some(row.category.replace('_', " "));
        first(
            Threat::LETTERS,
            number,
            Threat { name: row.name, category, affects, asset_types, controls },
            Some(row.id),
        )
    })
}

fn vulnerabilities() -> impl Iterator<Item = Revision> {
    let rows: Vec<Row> = annex_a::rows(include_str!("../../../content/facts/vulnerabilities.csv"));
    rows.into_iter().zip(1..).map(|(row, number)| {
        let (affects, asset_types, controls) = row.lists();
        let category = Some(row.category.replace('_', " "));
        let record = Vulnerability { name: row.name, category, affects, asset_types, controls };
        first(Vulnerability::LETTERS, number, record, Some(row.id))
    })
}

impl Row {
    fn lists(&self) -> (Vec<Property>, Vec<String>, Vec<Link<Control>>) {
        let split = |list: &str| list.split(';').filter(|part| !part.is_empty()).map(String::from).collect::<Vec<_>>();
        let property = |name: String| match name.as_str() {
            "Confidentiality" => Some(Property::Confidentiality),
            "Integrity" => Some(Property::Integrity),
            "Availability" => Some(Property::Availability),
            _ => None,
        };
        let affects = split(&self.properties).into_iter().filter_map(property).collect();
        let controls = split(&self.annex_a).iter().filter_map(|id| id.parse().ok()).map(Link::known).collect();
        (affects, split(&self.asset_types), controls)
    }
}
