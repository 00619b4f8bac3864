//! Obligations: what laws and contracts require, and the controls that answer them.
//!
//! ISO/IEC 27001, clause 4.2; Annex A, A.5.31.

use crate::record::*;

/// Something a law or a contract requires of the organisation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Obligation {
    /// The law or the contract.
    pub title: String,
    /// Whether it is law or contract.
    #[serde(default)]
    pub kind: ObligationKind,
    /// The place in it: article or section.
    #[serde(default)]
    pub provision: Option<String>,
    /// What it asks for.
    #[serde(default)]
    pub requirement: Prose,
    /// Whom or what it concerns.
    #[serde(default)]
    pub concerns: Prose,
    /// The controls it requires.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
    /// Who sees that it is met.
    pub owner: Option<Link<Person>>,
    /// How far it is met, in words.
    #[serde(default)]
    pub status: Option<String>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Link<Evidence>>,
    /// The day of the next look.
    pub next_review: Option<Date>,
}

/// Where an obligation comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ObligationKind {
    /// A law or regulation.
    #[default]
    Law,
    /// An agreement.
    Contract,
}

impl Register for Obligation {
    const LETTERS: &'static str = "O";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["obligation id", "legal id"]),
            ("title", &["regulation", "law", "obligation", "legislation", "contract"]),
            ("provision", &["article", "section", "article / section", "clause"]),
            ("requirement", &["requirements", "description"]),
            ("concerns", &["applicability", "applies to"]),
            ("controls", &["control", "annex a control", "annex a controls", "related controls"]),
            ("owner", &["responsible", "owner id"]),
            ("status", &["compliance status"]),
            ("next_review", &["review due", "review date"]),
        ],
        values: &[("kind", &[("legal", "law"), ("regulation", "law"), ("contractual", "contract")])],
        empty: "Laws, regulations and contracts that ask for information security, and what answers them (clause 4.2, A.5.31).",
        ..Face::new(Place::Plan, "obligation", &["title", "kind", "provision", "controls", "owner", "next_review"])
    };
    type Act = NoActs;

    fn samples() -> [Obligation; 2] {
        let law = Obligation { title: "EU GDPR (Regulation 2016/679)".into(), ..Obligation::default() };
        let contract = Obligation {
            title: "Master services agreements".into(),
            kind: ObligationKind::Contract,
            requirement: "Tell customers of an incident within 48 hours.".into(),
            controls: vec![Link::known(Id::new("5.", 24)), Link::known(Id::new("X", 1))],
            owner: Some(Link::known(Id::new("P", 1))),
            ..Obligation::default()
        };
        [law, contract]
    }

    fn due(held: &Held<Obligation>, _: &Isms) -> Option<Due> {
        Due::when(true, held.next_review, &held.owner)
    }
}
