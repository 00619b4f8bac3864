//! Reviews: when top management looked at the management system, at what, and what it decided.
//!
//! ISO/IEC 27001, clause 9.3.

use crate::record::*;

/// A review of the management system by top management.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// What people call it: `Management review 2026`.
    pub title: String,
    /// The day for which it is planned.
    pub planned_for: Option<Date>,
    /// The day on which it was held.
    pub held_on: Option<Date>,
    /// Who leads it.
    pub chair: Option<Link<Person>>,
    /// Who took part.
    #[serde(default)]
    pub participants: Vec<Link<Person>>,
    /// What was looked at: earlier decisions, changes around us, what parties expect, performance, risks, chances.
    #[serde(default)]
    pub inputs: Prose,
    /// Which of the inputs that the standard names were considered. What was seen stands under inputs.
    #[serde(default)]
    pub considered: Vec<ReviewInput>,
    /// What was decided: chances to improve, and changes the management system needs.
    #[serde(default)]
    pub results: Prose,
    /// What is to be done because of it.
    #[serde(default)]
    pub actions: Vec<Link<Action>>,
    /// The minutes.
    pub minutes: Option<Link<Evidence>>,
}

/// What a review looks at (clause 9.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewInput {
    /// How far everything has come that earlier reviews set in motion.
    EarlierActions,
    /// Changes in issues, and in what interested parties need.
    Changes,
    /// Nonconformities, corrective actions and audit results, and their trend.
    Nonconformities,
    /// Results of measurement and the objectives, and their trend.
    Measurements,
    /// What interested parties had to say.
    Feedback,
    /// Results of risk assessment, and the state of treatment.
    Risks,
    /// Chances to improve.
    Opportunities,
}

impl Register for Review {
    const LETTERS: &'static str = "REV";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["review id", "review no"]),
            ("title", &["review", "management review", "meeting"]),
            ("planned_for", &["planned", "planned date", "due date", "scheduled"]),
            ("held_on", &["held", "review date", "meeting date", "date"]),
            ("chair", &["chaired by", "owner", "led by"]),
            ("participants", &["attendees", "present"]),
            ("inputs", &["agenda", "topics", "review inputs"]),
            ("results", &["decisions", "outputs", "review outputs", "outcome"]),
            ("actions", &["action", "action id", "action items"]),
            ("minutes", &["evidence", "record"]),
        ],
        empty: "When top management looked at the management system, and what it decided (clause 9.3).",
        ..Face::new(Place::Check, "management review", &["title", "planned_for", "held_on", "chair", "minutes"])
    };
    type Act = NoActs;

    fn samples() -> [Review; 2] {
        let short = Review { title: "Management review 2027".into(), ..Review::default() };
        let full = Review {
            title: "Management review 2026".into(),
            planned_for: Some(date(2026, 3, 30)),
            held_on: Some(date(2026, 3, 31)),
            chair: Some(Link::known(Id::new("P", 2))),
            participants: vec![Link::known(Id::new("P", 1)), Link::known(Id::new("P", 2))],
            inputs: "Open actions, audit findings, incidents, measures, the risk register.".into(),
            considered: vec![ReviewInput::EarlierActions, ReviewInput::Risks],
            results: "One more person for operations; the limit of acceptance stays.".into(),
            actions: vec![Link::known(Id::new("ACT", 1))],
            minutes: Some(Link::known(Id::new("E", 1))),
        };
        [short, full]
    }

    fn due(held: &Held<Review>, _: &Isms) -> Option<Due> {
        Due::when(held.held_on.is_none(), held.planned_for, &held.chair)
    }
}
