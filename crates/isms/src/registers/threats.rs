//! Threats: what could cause harm. A catalogue stands here from the first day, and is yours to change.
//!
//! ISO/IEC 27005:2022, asset-based approach.

use crate::record::*;

/// Something that could cause harm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Threat {
    /// What people call it.
    pub name: String,
    /// What sort of cause it is: human error, malicious act, technical failure.
    #[serde(default)]
    pub category: Option<String>,
    /// Which of the three it harms.
    #[serde(default)]
    pub affects: Vec<risks::Property>,
    /// The types of asset it strikes.
    #[serde(default)]
    pub asset_types: Vec<String>,
    /// The controls that answer it, as a first proposal.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
}

impl Register for Threat {
    const LETTERS: &'static str = "T";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["threat id"]),
            ("name", &["threat"]),
            ("affects", &["properties"]),
            ("controls", &["annex a"]),
        ],
        free_text: true,
        empty: "What could cause harm: a catalogue to choose from when assets are weighed (clause 6.1.2 c).",
        ..Face::new(Place::Plan, "threat", &["name", "category", "affects", "asset_types"])
    };
    type Act = NoActs;

    fn samples() -> [Threat; 2] {
        let short = Threat { name: "Fire".into(), ..Threat::default() };
        let full = Threat {
            category: Some("natural environmental".into()),
            affects: vec![risks::Property::Availability],
            asset_types: vec!["building".into(), "hardware".into()],
            controls: vec![Link::known(Id::new("7.", 5))],
            ..short.clone()
        };
        [short, full]
    }
}
