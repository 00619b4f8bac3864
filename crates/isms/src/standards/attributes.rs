//! The five attributes by which ISO/IEC 27002 sorts the controls: facts, read from `content/facts`.

use crate::{annex_a::rows, id::Id};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// The five attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attribute {
    /// Preventive, detective, corrective.
    ControlType,
    /// Confidentiality, integrity, availability.
    Property,
    /// Identify, protect, detect, respond, recover.
    Concept,
    /// Fifteen operational capabilities.
    Capability,
    /// Four security domains.
    Domain,
}

impl Attribute {
    /// All of them, in the order of the standard.
    pub const ALL: [Attribute; 5] =
        [Attribute::ControlType, Attribute::Property, Attribute::Concept, Attribute::Capability, Attribute::Domain];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        match self {
            Attribute::ControlType => "type",
            Attribute::Property => "property",
            Attribute::Concept => "concept",
            Attribute::Capability => "capability",
            Attribute::Domain => "domain",
        }
    }
}

#[derive(Deserialize)]
struct Row {
    id: Id,
    control_type: String,
    properties: String,
    concepts: String,
    capabilities: String,
    domains: String,
}

type Values = [Vec<String>; 5];

static VALUES: LazyLock<BTreeMap<Id, Values>> = LazyLock::new(|| {
    let list = |values: String| values.split(';').map(|value| value.trim().replace('_', " ")).collect();
    let rows: Vec<Row> = rows(include_str!("../../../../content/facts/iso27002-attributes.csv"));
    let values = |row: Row| [row.control_type, row.properties, row.concepts, row.capabilities, row.domains].map(list);
    rows.into_iter().map(|row| (row.id, values(row))).collect()
});

/// The values of an attribute that a control has; none for a control of the organisation's own.
pub fn values(control: Id, attribute: Attribute) -> &'static [String] {
    VALUES.get(&control).and_then(|values| values.get(attribute as usize)).map_or(&[], Vec::as_slice)
}

/// All values of an attribute, in the order in which the controls first name them.
pub fn all_values(attribute: Attribute) -> Vec<&'static str> {
    let mut all: Vec<&str> = Vec::new();
    for value in VALUES.values().filter_map(|values| values.get(attribute as usize)).flatten() {
        if !all.contains(&value.as_str()) {
            all.push(value);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex_a;

    #[test]
    fn each_control_has_a_value_of_each_attribute() {
        for control in annex_a::controls() {
            for attribute in Attribute::ALL {
                assert!(!values(control.id, attribute).is_empty(), "{} {attribute:?}", control.id);
            }
        }
        // ISO/IEC 27002:2022, annex A: three types, three properties, five concepts, fifteen capabilities, four domains.
        assert_eq!(Attribute::ALL.map(|attribute| all_values(attribute).len()), [3, 3, 5, 15, 4]);
    }
}
