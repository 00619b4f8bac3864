//! Suppliers: whose products and services touch our information.
//!
//! ISO/IEC 27001, Annex A, A.5.19 to A.5.23.

use crate::record::*;

/// An organisation whose products or services touch our information.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Supplier {
    /// The name in the contract.
    pub name: String,
    /// What they do for us, in a sentence.
    #[serde(default)]
    pub service: Option<String>,
    /// How much stops when they stop.
    #[serde(default)]
    pub criticality: Option<String>,
    /// Where they are.
    #[serde(default)]
    pub country: Option<String>,
    /// Whether they handle personal data for us.
    pub processes_personal_data: Option<bool>,
    /// Whether a data processing agreement is signed.
    pub dpa_signed: Option<bool>,
    /// The certificates they hold.
    #[serde(default)]
    pub certifications: Option<String>,
    /// When the contract began.
    pub contract_start: Option<Date>,
    /// When it ends.
    pub contract_end: Option<Date>,
    /// When somebody last looked at their security.
    pub last_security_review: Option<Date>,
    /// The day of the next look.
    pub next_review: Option<Date>,
    /// How many months lie between two looks.
    pub review_cycle_months: Option<u16>,
    /// Who among us answers for this relation.
    pub owner: Option<Link<Person>>,
    /// Where the relation stands, in words.
    #[serde(default)]
    pub status: Option<String>,
}

impl Register for Supplier {
    const LETTERS: &'static str = "S";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["supplier id", "vendor id"]),
            ("name", &["supplier", "vendor", "supplier name", "vendor name", "third party"]),
            ("country", &["location"]),
            ("processes_personal_data", &["personal data"]),
            ("dpa_signed", &["dpa"]),
            ("certifications", &["certificates"]),
            ("last_security_review", &["last review"]),
            ("owner", &["owner id", "relationship owner"]),
        ],
        empty: "Whose products and services touch your information (A.5.19).",
        ..Face::new(
            Place::Do,
            "supplier",
            &["name", "service", "criticality", "owner", "contract_end", "last_security_review"],
        )
    };
    type Act = NoActs;

    fn samples() -> [Supplier; 2] {
        let cleaning = Supplier { name: "Blue Cleaning".into(), ..Supplier::default() };
        let cloud = Supplier {
            name: "Nimbus Hosting".into(),
            service: Some("Runs the customer platform.".into()),
            criticality: Some("Critical".into()),
            dpa_signed: Some(true),
            contract_end: Some(date(2028, 3, 2)),
            last_security_review: Some(date(2026, 3, 31)),
            review_cycle_months: Some(12),
            owner: Some(Link::known(Id::new("P", 1))),
            ..Supplier::default()
        };
        [cleaning, cloud]
    }
}
