//! Actions: what is to be done about risks, by whom and by when: the risk treatment plan.
//!
//! ISO/IEC 27001, clauses 6.1.3 e and 8.3.

use crate::record::*;

/// Something to be done about one or more risks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// What is to be done.
    pub title: String,
    /// The risks it treats.
    #[serde(default)]
    pub risks: Vec<Link<Risk>>,
    /// The controls it brings or betters.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
    /// Who does it.
    pub owner: Option<Link<Person>>,
    /// When it begins.
    pub start: Option<Date>,
    /// The day by which it is to be done.
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: ActionStatus,
    /// What it may cost, with the currency.
    #[serde(default)]
    pub budget: Option<String>,
    /// How it will be seen that it worked.
    #[serde(default)]
    pub verification: Prose,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// How far an action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Given up.
    Cancelled,
}

/// What happens to an action.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionAct {
    /// It is finished.
    #[schemars(title = "Mark as done")]
    Done {},
    /// It is given up.
    #[schemars(title = "Give up")]
    Cancelled {
        /// Why it is not needed any more.
        reason: String,
    },
}

impl Action {
    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        matches!(self.status, ActionStatus::Open | ActionStatus::InProgress)
    }
}

impl Register for Action {
    const LETTERS: &'static str = "ACT";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["action id", "treatment id", "plan id", "rtp ref"]),
            ("title", &["action", "treatment action", "treatment measures", "measure", "task"]),
            ("risks", &["risk id", "risk no", "risk", "risk ids"]),
            ("controls", &["annex a control", "annex a controls", "control", "control id", "control reference"]),
            ("owner", &["owner id", "responsible", "action owner", "assigned lead"]),
            ("start", &["start date"]),
            ("due", &["due date", "deadline", "target date", "target completion"]),
            ("budget", &["budget (eur)", "budget (usd)", "budget (gbp)", "cost"]),
            ("done_on", &["completed on", "completion date", "actual completion", "closed on"]),
        ],
        values: &[(
            "status",
            &[
                ("closed", "done"),
                ("completed", "done"),
                ("complete", "done"),
                ("planned", "open"),
                ("not started", "open"),
                ("ongoing", "in-progress"),
                ("canceled", "cancelled"),
            ],
        )],
        empty: "What is to be done about risks, by whom and by when (clause 6.1.3 e).",
        ..Face::new(Place::Plan, "action", &["title", "risks", "controls", "owner", "due", "status"])
    };
    type Act = ActionAct;

    fn samples() -> [Action; 2] {
        let short = Action { title: "Segment the backup network".into(), ..Action::default() };
        let full = Action {
            risks: vec![Link::known(Id::new("R", 1))],
            controls: vec![Link::known(Id::new("8.", 22))],
            owner: Some(Link::known(Id::new("P", 1))),
            start: Some(date(2026, 3, 1)),
            due: Some(date(2026, 7, 31)),
            status: ActionStatus::InProgress,
            budget: Some("12000 EUR".into()),
            ..short.clone()
        };
        [short, full]
    }

    fn due(held: &Held<Action>, _: &Isms) -> Option<Due> {
        Due::when(held.is_open(), held.due, &held.owner)
    }
}

impl Decide<Action> for ActionAct {
    fn possible(_: &str, _: &Isms, on: &Held<Action>) -> Result<(), Reason> {
        while_open(on.is_open())
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Action>) -> Result<Changes, Vec<Reason>> {
        let action = Action::clone(on);
        Ok(on.becomes(match self {
            ActionAct::Done {} => Action { status: ActionStatus::Done, done_on: Some(isms.day(now)), ..action },
            ActionAct::Cancelled { reason: _ } => Action { status: ActionStatus::Cancelled, ..action },
        }))
    }
}
