//! Which controls are shown, as words in the address.

use std::collections::BTreeMap;

use isms::{
    annex_a::Theme,
    standards::{Attribute, values},
    views::{
        assurance::Stands,
        soa::{Row, Soa},
    },
};
use serde::Deserialize;

use crate::page::soa::{implementation_word, theme_word};

/// What the address asks for; what is empty lets all controls through.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// `5`, `6`, `7` or `8`.
    pub theme: String,
    /// `yes`, `partly`, `planned`, `no` or `not-stated`.
    pub implementation: String,
    /// An owner's id, or `nobody`.
    pub owner: String,
    /// How far it can be trusted: `nothing yet`, `claimed` to `effective`, or `left out`.
    pub assurance: String,
    /// `finding`: only those about which the rules found something.
    pub gap: String,
    /// A value of each attribute, by its name in an address.
    #[serde(flatten)]
    pub values: BTreeMap<String, String>,
}

impl Filter {
    /// Whether a control of Annex A is shown; those of the organisation's own are in neither standard.
    pub fn takes(&self, soa: &Soa, stands: &Stands, row: &Row) -> bool {
        row.theme() != Theme::Own
            && is_any(&self.theme, || theme_word(row.theme()) == self.theme)
            && Attribute::ALL.iter().all(|attribute| self.takes_value(row, *attribute))
            && is_any(&self.implementation, || implementation_word(row.control.implementation) == self.implementation)
            && is_any(&self.owner, || self.takes_owner(row))
            && is_any(&self.assurance, || stands.get(&row.control.id) == Some(&self.assurance.as_str()))
            && is_any(&self.gap, || soa.findings_on(row.control.id).next().is_some())
    }

    fn takes_value(&self, row: &Row, attribute: Attribute) -> bool {
        let wanted = self.value(attribute);
        is_any(wanted, || values(row.control.id, attribute).iter().any(|value| value == wanted))
    }

    fn takes_owner(&self, row: &Row) -> bool {
        match row.control.owner.as_ref() {
            None => self.owner == "nobody",
            Some(owner) => owner.id().is_some_and(|id| id.to_string() == self.owner),
        }
    }

    /// The value asked for.
    pub fn value(&self, attribute: Attribute) -> &str {
        self.values.get(attribute.name()).map_or("", String::as_str)
    }

    /// The same, asking for another value.
    pub fn with(&self, attribute: Attribute, value: &str) -> Filter {
        let mut other = self.clone();
        other.values.insert(attribute.name().into(), value.into());
        other
    }
}

fn is_any(wanted: &str, is: impl FnOnce() -> bool) -> bool {
    wanted.is_empty() || is()
}
