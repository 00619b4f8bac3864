//! Interested parties: who expects something of our information security, and what.
//!
//! ISO/IEC 27001, clause 4.2.

use crate::record::*;

/// Somebody whose expectations the management system has to know.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InterestedParty {
    /// Who they are: customers, employees, a regulator, an insurer.
    pub name: String,
    /// Whether they stand inside or outside the organisation.
    pub side: Option<Side>,
    /// What they need or expect that bears on information security.
    #[serde(default)]
    pub expects: Prose,
    /// Which of it the management system answers, and how.
    #[serde(default)]
    pub answered: Prose,
    /// The laws and contracts in which it is written down.
    #[serde(default)]
    pub obligations: Vec<Link<Obligation>>,
    /// Who among us keeps the relation.
    pub owner: Option<Link<Person>>,
    /// The day of the next look.
    pub next_review: Option<Date>,
}

/// Where a party or an issue comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Within the organisation.
    Internal,
    /// Outside the organisation.
    External,
}

impl Register for InterestedParty {
    const LETTERS: &'static str = "IP";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["interested party id", "party id", "stakeholder id"]),
            ("name", &["interested party", "party", "stakeholder", "stakeholder name"]),
            ("side", &["type", "internal/external", "category"]),
            ("expects", &["needs and expectations", "requirements", "expectations", "needs", "requirement"]),
            ("answered", &["addressed by", "how addressed", "isms response"]),
            ("obligations", &["legal obligations", "laws and contracts"]),
            ("owner", &["owner id", "relationship owner", "responsible"]),
            ("next_review", &["review date", "review due", "next review date"]),
        ],
        empty: "Who expects something of your information security, and what they expect (clause 4.2).",
        ..Face::new(Place::Plan, "interested party", &["name", "side", "expects", "owner", "next_review"])
    };
    type Act = NoActs;

    fn samples() -> [InterestedParty; 2] {
        let short = InterestedParty { name: "Employees".into(), ..InterestedParty::default() };
        let full = InterestedParty {
            name: "Customers".into(),
            side: Some(Side::External),
            expects: "Their data stays theirs, and they hear of an incident within 48 hours.".into(),
            answered: "By the incident procedure and the agreements on processing.".into(),
            obligations: vec![Link::known(Id::new("O", 2))],
            owner: Some(Link::known(Id::new("P", 1))),
            next_review: Some(date(2027, 3, 31)),
        };
        [short, full]
    }

    fn due(held: &Held<InterestedParty>, _: &Isms) -> Option<Due> {
        Due::when(true, held.next_review, &held.owner)
    }
}
