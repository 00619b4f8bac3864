//! Corrective actions: what was not as it should be, why, and what is done so that it does not come again.
//!
//! ISO/IEC 27001, clause 10.2.

use crate::record::*;

/// A nonconformity, and what is done about it and its cause.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CorrectiveAction {
    /// What was not as it should be.
    pub nonconformity: String,
    /// Where it came up: an audit, an incident, a complaint.
    #[serde(default)]
    pub source: Option<String>,
    /// The audit findings it answers.
    #[serde(default)]
    pub audit_findings: Vec<Link<AuditFinding>>,
    /// The incidents it answers.
    #[serde(default)]
    pub incidents: Vec<Link<Incident>>,
    /// When it came up.
    pub raised_on: Option<Date>,
    /// What was done at once.
    #[serde(default)]
    pub correction: Prose,
    /// Why it came to be.
    #[serde(default)]
    pub root_cause: Prose,
    /// What is done so that it does not come again.
    #[serde(default)]
    pub corrective_action: Prose,
    /// Where else the like exists or could arise, and what was seen there.
    #[serde(default)]
    pub elsewhere: Prose,
    /// The changes of the management system that follow from it.
    #[serde(default)]
    pub changes: Vec<Link<Change>>,
    /// Who sees to it.
    pub owner: Option<Link<Person>>,
    /// The day by which it is to be done.
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: CorrectiveActionStatus,
    /// How it is seen whether it worked, and what was seen.
    #[serde(default)]
    pub effectiveness_check: Prose,
    /// When it was closed.
    pub closed_on: Option<Date>,
}

/// How far a corrective action is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectiveActionStatus {
    /// Not begun.
    #[default]
    Open,
    /// Begun.
    InProgress,
    /// Done, and it was seen that it worked.
    Closed,
}

/// What happens to a corrective action.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CorrectiveActionAct {
    /// It is done, and it was seen that it worked.
    #[schemars(title = "Close")]
    Closed {
        /// How that was seen.
        effectiveness_check: Prose,
    },
}

impl Register for CorrectiveAction {
    const LETTERS: &'static str = "CA";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["corrective action id", "capa id", "capa no", "car no"]),
            ("nonconformity", &["finding / nonconformity", "finding", "title", "description", "issue", "problem"]),
            ("audit_findings", &["audit finding", "audit finding id", "finding id"]),
            ("incidents", &["incident", "incident id"]),
            ("raised_on", &["date raised", "raised", "date"]),
            ("correction", &["correction (immediate)", "immediate action", "containment"]),
            ("root_cause", &["cause"]),
            ("corrective_action", &["action", "corrective actions", "preventive action"]),
            ("owner", &["owner id", "responsible", "action owner"]),
            ("due", &["due date", "due on", "target date", "deadline"]),
            ("effectiveness_check", &["effectiveness", "effectiveness review", "verification"]),
            ("closed_on", &["closed", "closure date", "date closed"]),
        ],
        values: &[(
            "status",
            &[
                ("new", "open"),
                ("planned", "open"),
                ("overdue", "open"),
                ("ongoing", "in-progress"),
                ("complete", "closed"),
                ("completed", "closed"),
                ("done", "closed"),
            ],
        )],
        empty: "What was not as it should be, and what you do so that it does not come again (clause 10.2).",
        ..Face::new(
            Place::Act,
            "corrective action",
            &["nonconformity", "source", "owner", "due", "status", "closed_on"],
        )
    };
    type Act = CorrectiveActionAct;

    fn samples() -> [CorrectiveAction; 2] {
        let short = CorrectiveAction { nonconformity: "Two keys are missing".into(), ..CorrectiveAction::default() };
        let full = CorrectiveAction {
            nonconformity: "Accounts were opened without their manager's approval".into(),
            source: Some("Internal audit 2026-1".into()),
            audit_findings: vec![Link::known(Id::new("F", 2))],
            incidents: vec![Link::known(Id::new("INC", 1))],
            raised_on: Some(date(2026, 2, 10)),
            correction: "The accounts were closed and opened anew.".into(),
            root_cause: "The checklist did not ask for it.".into(),
            corrective_action: "The ticket stops where there is no approval.".into(),
            elsewhere: "The door system: three badges, seen to in June.".into(),
            changes: vec![Link::known(Id::new("CH", 1))],
            owner: Some(Link::known(Id::new("P", 1))),
            due: Some(date(2026, 5, 15)),
            status: CorrectiveActionStatus::InProgress,
            effectiveness_check: "A sample of ten in the third quarter.".into(),
            closed_on: Some(date(2026, 11, 2)),
        };
        [short, full]
    }

    fn due(held: &Held<CorrectiveAction>, _: &Isms) -> Option<Due> {
        Due::when(held.status != CorrectiveActionStatus::Closed, held.due, &held.owner)
    }
}

impl Decide<CorrectiveAction> for CorrectiveActionAct {
    fn possible(_: &str, _: &Isms, on: &Held<CorrectiveAction>) -> Result<(), Reason> {
        while_open(on.status != CorrectiveActionStatus::Closed)
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<CorrectiveAction>) -> Result<Changes, Vec<Reason>> {
        let CorrectiveActionAct::Closed { effectiveness_check } = self;
        let (status, closed_on) = (CorrectiveActionStatus::Closed, Some(isms.day(now)));
        Ok(on.becomes(CorrectiveAction { status, closed_on, effectiveness_check, ..CorrectiveAction::clone(on) }))
    }
}
