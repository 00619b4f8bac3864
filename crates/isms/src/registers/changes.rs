//! Changes: what is to be changed in systems or in the management system itself, planned before it is done.
//!
//! ISO/IEC 27001, clauses 6.3 and 8.1; Annex A, A.8.32.

use crate::record::*;

/// A change that is planned before it is made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// What is changed.
    pub title: String,
    /// What sort of change it is: standard, normal, emergency.
    #[serde(default)]
    pub category: Option<String>,
    /// Why it is needed.
    #[serde(default)]
    pub reason: Prose,
    /// What could come of it for information security.
    #[serde(default)]
    pub consequences: Prose,
    /// How it is done and tested, and how one goes back.
    #[serde(default)]
    pub plan: Prose,
    /// The systems it touches.
    #[serde(default)]
    pub systems: Vec<Link<System>>,
    /// The risks it bears on.
    #[serde(default)]
    pub risks: Vec<Link<Risk>>,
    /// Who sees to it.
    pub owner: Option<Link<Person>>,
    /// Who allowed it.
    pub approved_by: Option<Link<Person>>,
    /// When they did.
    pub approved_on: Option<Date>,
    /// The day for which it is planned.
    pub planned_for: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: ChangeStatus,
    /// When it was made.
    pub done_on: Option<Date>,
    /// What came of it.
    #[serde(default)]
    pub result: Prose,
}

/// How far a change is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeStatus {
    /// Asked for, and not yet decided.
    #[default]
    Requested,
    /// Allowed, and not yet made.
    Approved,
    /// Made.
    Done,
    /// Not allowed, or given up.
    Rejected,
}

/// What happens to a change.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeAct {
    /// It is made.
    #[schemars(title = "Mark as made")]
    Done {
        /// What came of it.
        #[serde(default)]
        result: Prose,
    },
}

impl Register for Change {
    const LETTERS: &'static str = "CH";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["change id", "change no", "change request", "rfc"]),
            ("title", &["change", "change title", "description", "summary"]),
            ("category", &["type", "change type"]),
            ("reason", &["justification", "purpose"]),
            ("consequences", &["impact", "impact analysis", "risk assessment"]),
            ("plan", &["implementation plan", "rollback plan", "test plan"]),
            ("systems", &["system", "system id", "affected systems"]),
            ("risks", &["risk", "risk id"]),
            ("owner", &["owner id", "requested by", "requester", "responsible"]),
            ("approved_by", &["approver"]),
            ("approved_on", &["approval date"]),
            ("planned_for", &["planned date", "scheduled", "target date", "due date"]),
            ("done_on", &["implemented on", "implementation date", "completed on", "closed on"]),
            ("result", &["outcome", "review"]),
        ],
        values: &[(
            "status",
            &[
                ("open", "requested"),
                ("new", "requested"),
                ("pending", "requested"),
                ("planned", "approved"),
                ("scheduled", "approved"),
                ("in progress", "approved"),
                ("implemented", "done"),
                ("completed", "done"),
                ("closed", "done"),
                ("cancelled", "rejected"),
            ],
        )],
        empty: "What is to be changed, planned before it is done (clause 6.3, A.8.32).",
        ..Face::new(Place::Act, "change", &["title", "category", "owner", "approved_by", "planned_for", "status"])
    };
    type Act = ChangeAct;

    fn samples() -> [Change; 2] {
        let short = Change { title: "Move the wiki to another provider".into(), ..Change::default() };
        let full = Change {
            title: "Replace the firewall in Leeds".into(),
            category: Some("normal".into()),
            reason: "The maker ends support.".into(),
            consequences: "An hour without connection; rules may be lost.".into(),
            plan: "On a Saturday; the old one stays beside it for a week.".into(),
            systems: vec![Link::known(Id::new("SYS", 1))],
            risks: vec![Link::known(Id::new("R", 1))],
            owner: Some(Link::known(Id::new("P", 1))),
            approved_by: Some(Link::known(Id::new("P", 2))),
            approved_on: Some(date(2026, 9, 1)),
            planned_for: Some(date(2026, 9, 12)),
            status: ChangeStatus::Done,
            done_on: Some(date(2026, 9, 12)),
            result: "All rules are there.".into(),
        };
        [short, full]
    }

    fn due(held: &Held<Change>, _: &Isms) -> Option<Due> {
        let open = matches!(held.status, ChangeStatus::Requested | ChangeStatus::Approved);
        Due::when(open, held.planned_for, &held.owner)
    }
}

impl Decide<Change> for ChangeAct {
    fn possible(_: &str, _: &Isms, on: &Held<Change>) -> Result<(), Reason> {
        while_open(!matches!(on.status, ChangeStatus::Done | ChangeStatus::Rejected))
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Change>) -> Result<Changes, Vec<Reason>> {
        let ChangeAct::Done { result } = self;
        let done_on = Some(isms.day(now));
        Ok(on.becomes(Change { status: ChangeStatus::Done, done_on, result, ..Change::clone(on) }))
    }
}
