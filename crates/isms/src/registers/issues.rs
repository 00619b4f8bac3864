//! Issues: what inside and outside the organisation bears on its information security, climate change included.
//!
//! ISO/IEC 27001, clause 4.1.

use super::interested_parties::Side;
use crate::record::*;

/// A circumstance that bears on what the management system is to achieve.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// The circumstance, in a line.
    pub title: String,
    /// Whether it lies inside or outside the organisation.
    pub side: Option<Side>,
    /// What sort of circumstance it is: legal, technological, people, market, climate.
    #[serde(default)]
    pub category: Option<String>,
    /// The same at length.
    #[serde(default)]
    pub description: Prose,
    /// What it means for information security, for better or worse.
    #[serde(default)]
    pub effect: Prose,
    /// The risks that come of it.
    #[serde(default)]
    pub risks: Vec<Link<Risk>>,
    /// Who watches it.
    pub owner: Option<Link<Person>>,
    /// The day of the next look.
    pub next_review: Option<Date>,
}

impl Register for Issue {
    const LETTERS: &'static str = "IS";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["issue id", "issue no"]),
            ("title", &["issue", "factor", "circumstance"]),
            ("side", &["type", "internal/external", "context"]),
            ("category", &["area", "pestle"]),
            ("description", &["issue description"]),
            ("effect", &["impact", "impact on isms", "relevance"]),
            ("risks", &["risk id", "risk ids", "related risks"]),
            ("owner", &["owner id", "responsible"]),
            ("next_review", &["review date", "review due", "next review date"]),
        ],
        empty: "What inside and outside your organisation bears on information security, climate change included (clause 4.1).",
        ..Face::new(Place::Plan, "issue", &["title", "side", "category", "owner", "next_review"])
    };
    type Act = NoActs;

    fn samples() -> [Issue; 2] {
        let short = Issue { title: "Many people work from home".into(), ..Issue::default() };
        let full = Issue {
            title: "Summers grow too hot for the server room".into(),
            side: Some(Side::External),
            category: Some("climate".into()),
            description: "The cooling was laid out for 32 degrees outside.".into(),
            effect: "Services stop on hot days.".into(),
            risks: vec![Link::known(Id::new("R", 1))],
            owner: Some(Link::known(Id::new("P", 1))),
            next_review: Some(date(2027, 3, 31)),
        };
        [short, full]
    }

    fn due(held: &Held<Issue>, _: &Isms) -> Option<Due> {
        Due::when(true, held.next_review, &held.owner)
    }
}
