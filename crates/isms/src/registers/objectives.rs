//! Objectives: what information security is to reach, by when, and how that is seen.
//!
//! ISO/IEC 27001, clause 6.2.

use crate::record::*;

/// Something that information security is to reach.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// What is to be reached.
    pub title: String,
    /// How it is seen that it is reached: a figure, where one can be had.
    #[serde(default)]
    pub target: Prose,
    /// The measures that show how near it is.
    #[serde(default)]
    pub measures: Vec<Link<Measure>>,
    /// What will be done for it.
    #[serde(default)]
    pub plan: Prose,
    /// What it needs: people, money, tools.
    #[serde(default)]
    pub resources: Option<String>,
    /// Who answers for it.
    pub owner: Option<Link<Person>>,
    /// The day by which it is to be reached.
    pub due: Option<Date>,
    /// How near it is.
    #[serde(default)]
    pub status: ObjectiveStatus,
    /// What came of it, once somebody has looked.
    #[serde(default)]
    pub result: Prose,
}

/// How near an objective is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ObjectiveStatus {
    /// Set, and not begun.
    #[default]
    Planned,
    /// It will be reached in time, as far as we know.
    OnTrack,
    /// It may not be reached in time.
    AtRisk,
    /// It is reached.
    Reached,
    /// It was not reached, or given up.
    Missed,
}

impl Register for Objective {
    const LETTERS: &'static str = "OBJ";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["objective id", "objective no"]),
            ("title", &["objective", "security objective", "goal"]),
            ("target", &["target value", "success criteria", "kpi", "measurement"]),
            ("measures", &["measure id", "metrics", "indicators"]),
            ("plan", &["actions", "what will be done"]),
            ("resources", &["required resources", "budget"]),
            ("owner", &["owner id", "responsible"]),
            ("due", &["due date", "target date", "deadline"]),
            ("result", &["results", "evaluation", "evaluation of results"]),
        ],
        values: &[(
            "status",
            &[
                ("open", "planned"),
                ("not started", "planned"),
                ("in progress", "on-track"),
                ("ongoing", "on-track"),
                ("delayed", "at-risk"),
                ("achieved", "reached"),
                ("met", "reached"),
                ("done", "reached"),
                ("completed", "reached"),
                ("not achieved", "missed"),
                ("not met", "missed"),
                ("cancelled", "missed"),
            ],
        )],
        empty: "What your information security is to reach, by when, and how you will see it (clause 6.2).",
        ..Face::new(Place::Plan, "objective", &["title", "target", "owner", "due", "status"])
    };
    type Act = NoActs;

    fn samples() -> [Objective; 2] {
        let short = Objective { title: "Everybody is trained".into(), ..Objective::default() };
        let full = Objective {
            title: "Critical patches are in place within 14 days".into(),
            target: "95 of 100, each quarter.".into(),
            measures: vec![Link::known(Id::new("M", 1))],
            plan: "A patch window each week, and a list of what waits.".into(),
            resources: Some("half a day a week".into()),
            owner: Some(Link::known(Id::new("P", 1))),
            due: Some(date(2027, 6, 30)),
            status: ObjectiveStatus::OnTrack,
            result: "88 of 100 in the third quarter.".into(),
        };
        [short, full]
    }

    fn due(held: &Held<Objective>, _: &Isms) -> Option<Due> {
        let open = !matches!(held.status, ObjectiveStatus::Reached | ObjectiveStatus::Missed);
        Due::when(open, held.due, &held.owner)
    }
}
