//! Audit findings: what an auditor found, what is done about it, and whether that worked.
//!
//! ISO/IEC 27001, clauses 9.2 and 10.2.

use crate::record::*;

/// Something that an auditor found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AuditFinding {
    /// What was found, in a line.
    pub title: String,
    /// What was seen, and where.
    #[serde(default)]
    pub details: Prose,
    /// The audit that found it.
    pub audit: Option<Link<Audit>>,
    /// The day on which it was found.
    pub found_on: Option<Date>,
    /// The clause or the control it is about: `9.2`, `A.5.18`.
    #[serde(default)]
    pub about: Option<String>,
    /// How grave it is.
    pub grade: Option<Grade>,
    /// Why it came to be.
    #[serde(default)]
    pub root_cause: Prose,
    /// What is done so that it does not come again.
    #[serde(default)]
    pub corrective_action: Prose,
    /// Who sees to it.
    pub owner: Option<Link<Person>>,
    /// The day by which it is to be closed.
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: FindingStatus,
    /// When it was closed.
    pub closed_on: Option<Date>,
    /// The day on which somebody saw that what was done worked.
    pub effectiveness_checked_on: Option<Date>,
}

/// How grave an audit finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// A requirement is not met at all, or the management system is in doubt.
    MajorNonconformity,
    /// A requirement is not met in a single case.
    MinorNonconformity,
    /// Met, and worth a remark.
    Observation,
    /// Met, and could be better.
    OpportunityForImprovement,
}

/// How far an audit finding is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindingStatus {
    /// Nothing is done yet.
    #[default]
    Open,
    /// Somebody works on it.
    InProgress,
    /// It is seen to.
    Closed,
}

/// What happens to an audit finding.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditFindingAct {
    /// It is seen to.
    #[schemars(title = "Close")]
    Closed {},
}

impl Register for AuditFinding {
    const LETTERS: &'static str = "F";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["finding id", "finding no", "audit finding id", "nc no"]),
            ("title", &["finding", "audit finding", "description", "nonconformity", "finding description"]),
            ("details", &["objective evidence", "evidence"]),
            ("audit", &["audit id", "audit name", "source"]),
            ("found_on", &["audit date", "date raised", "date found", "raised on", "date"]),
            ("about", &["reference", "clause", "control", "clause / control", "clause or control", "requirement"]),
            ("grade", &["grading", "severity", "classification", "type", "category"]),
            ("root_cause", &["cause"]),
            ("corrective_action", &["corrective actions", "action", "action taken"]),
            ("owner", &["owner id", "responsible", "action owner"]),
            ("due", &["due date", "due on", "target date", "deadline"]),
            ("closed_on", &["closed", "closure date", "date closed"]),
            ("effectiveness_checked_on", &["effectiveness check", "effectiveness review", "verified on"]),
        ],
        values: &[
            (
                "grade",
                &[
                    ("major", "major-nonconformity"),
                    ("major nc", "major-nonconformity"),
                    ("major non-conformity", "major-nonconformity"),
                    ("minor", "minor-nonconformity"),
                    ("minor nc", "minor-nonconformity"),
                    ("minor non-conformity", "minor-nonconformity"),
                    ("nonconformity", "minor-nonconformity"),
                    ("obs", "observation"),
                    ("ofi", "opportunity-for-improvement"),
                    ("opportunity", "opportunity-for-improvement"),
                    ("improvement", "opportunity-for-improvement"),
                ],
            ),
            (
                "status",
                &[
                    ("new", "open"),
                    ("overdue", "open"),
                    ("ongoing", "in-progress"),
                    ("complete", "closed"),
                    ("completed", "closed"),
                    ("done", "closed"),
                    ("resolved", "closed"),
                ],
            ),
        ],
        empty: "What auditors found, and what became of it (clauses 9.2 and 10.2).",
        ..Face::new(Place::Act, "audit finding", &["title", "audit", "about", "grade", "owner", "due", "status"])
    };
    type Act = AuditFindingAct;

    fn samples() -> [AuditFinding; 2] {
        let short = AuditFinding { title: "The visitors' log has gaps".into(), ..AuditFinding::default() };
        let full = AuditFinding {
            title: "Access of leavers is not taken away in time".into(),
            details: "Three of ten accounts still worked a week after the last day.".into(),
            audit: Some(Link::known(Id::new("AUD", 2))),
            found_on: Some(date(2026, 5, 6)),
            about: Some("A.5.18".into()),
            grade: Some(Grade::MajorNonconformity),
            root_cause: "Nobody tells operations of a last day.".into(),
            corrective_action: "The staff list opens a ticket.".into(),
            owner: Some(Link::known(Id::new("P", 1))),
            due: Some(date(2026, 10, 10)),
            status: FindingStatus::Closed,
            closed_on: Some(date(2026, 9, 30)),
            effectiveness_checked_on: Some(date(2026, 10, 30)),
        };
        [short, full]
    }

    fn due(held: &Held<AuditFinding>, _: &Isms) -> Option<Due> {
        Due::when(held.status != FindingStatus::Closed, held.due, &held.owner)
    }
}

impl Decide<AuditFinding> for AuditFindingAct {
    fn possible(_: &str, _: &Isms, on: &Held<AuditFinding>) -> Result<(), Reason> {
        while_open(on.status != FindingStatus::Closed)
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<AuditFinding>) -> Result<Changes, Vec<Reason>> {
        let AuditFindingAct::Closed {} = self;
        let closed_on = Some(isms.day(now));
        Ok(on.becomes(AuditFinding { status: FindingStatus::Closed, closed_on, ..AuditFinding::clone(on) }))
    }
}
