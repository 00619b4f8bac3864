//! Vulnerabilities: weaknesses that a threat can use. A catalogue stands here from the first day, and is yours to change.
//!
//! ISO/IEC 27005:2022, asset-based approach.

use crate::record::*;

/// A weakness that a threat can use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Vulnerability {
    /// What people call it.
    pub name: String,
    /// Where the weakness lies: access, continuity, people, technology.
    #[serde(default)]
    pub category: Option<String>,
    /// Which of the three it harms.
    #[serde(default)]
    pub affects: Vec<risks::Property>,
    /// The types of asset that have it.
    #[serde(default)]
    pub asset_types: Vec<String>,
    /// The controls that close it, as a first proposal.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
}

impl Register for Vulnerability {
    const LETTERS: &'static str = "V";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["vulnerability id"]),
            ("name", &["vulnerability", "weakness"]),
            ("affects", &["properties"]),
            ("controls", &["annex a"]),
        ],
        free_text: true,
        empty: "Weaknesses that a threat can use: a catalogue to choose from (clause 6.1.2 c).",
        ..Face::new(Place::Plan, "vulnerability", &["name", "category", "affects", "asset_types"])
    };
    type Act = NoActs;

    fn samples() -> [Vulnerability; 2] {
        let short = Vulnerability { name: "Shared or default passwords".into(), ..Vulnerability::default() };
        let full = Vulnerability {
            category: Some("access".into()),
            affects: vec![risks::Property::Confidentiality],
            asset_types: vec!["system".into(), "hardware".into()],
            controls: vec![Link::known(Id::new("5.", 17))],
            ..short.clone()
        };
        [short, full]
    }
}
