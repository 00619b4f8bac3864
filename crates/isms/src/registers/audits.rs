//! Audits: what is audited when, by whom and against what.
//!
//! ISO/IEC 27001, clause 9.2; Annex A, A.5.35.

use crate::record::*;

/// An audit of the management system or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Audit {
    /// What people call it: `Internal audit 2026-1`.
    pub title: String,
    /// On whose behalf it is done.
    pub kind: Option<AuditKind>,
    /// What is audited: processes, places, controls.
    #[serde(default)]
    pub scope: Prose,
    /// What it is audited against: clauses, controls, own rules.
    #[serde(default)]
    pub criteria: Prose,
    /// Who audits. Nobody audits their own work.
    #[serde(default)]
    pub auditors: Option<String>,
    /// Those of the auditors who are people of ours. Nobody audits what they own.
    #[serde(default)]
    pub audited_by: Vec<Link<Person>>,
    /// Who among us prepares it.
    pub owner: Option<Link<Person>>,
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: AuditStatus,
    /// What it came to, in a few sentences.
    #[serde(default)]
    pub conclusion: Prose,
    /// Its plan and its report.
    #[serde(default)]
    pub evidence: Vec<Link<Evidence>>,
    /// Which managers were told the result.
    #[serde(default)]
    pub reported_to: Vec<Link<Person>>,
    /// When they were told.
    pub reported_on: Option<Date>,
}

/// On whose behalf an audit is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditKind {
    /// Our own.
    Internal,
    /// A customer's or another partner's.
    Customer,
    /// That of a certification body: stage 1 and 2, surveillance, recertification.
    Certification,
}

/// How far an audit is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditStatus {
    /// In the programme, and not begun.
    #[default]
    Planned,
    /// Begun.
    InProgress,
    /// Done, with its report.
    Done,
    /// Given up.
    Cancelled,
}

/// What happens to an audit.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuditAct {
    /// It is done, and its report is there.
    #[schemars(title = "Conclude")]
    Done {
        /// What it came to, in a few sentences.
        conclusion: Prose,
    },
}

impl Register for Audit {
    const LETTERS: &'static str = "AUD";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["audit id", "audit no"]),
            ("title", &["audit", "audit title", "audit name", "name"]),
            ("kind", &["type", "audit type"]),
            ("scope", &["audit scope", "area"]),
            ("criteria", &["audit criteria", "standard"]),
            ("auditors", &["auditor", "lead auditor", "audit team"]),
            ("owner", &["owner id", "responsible"]),
            ("start", &["start date", "audit date", "planned date", "date"]),
            ("end", &["end date"]),
            ("conclusion", &["result", "summary", "conclusions"]),
            ("evidence", &["report", "audit report"]),
        ],
        values: &[
            (
                "kind",
                &[
                    ("first party", "internal"),
                    ("second party", "customer"),
                    ("supplier", "customer"),
                    ("third party", "certification"),
                    ("external", "certification"),
                    ("surveillance", "certification"),
                    ("recertification", "certification"),
                    ("stage 1", "certification"),
                    ("stage 2", "certification"),
                ],
            ),
            (
                "status",
                &[
                    ("open", "planned"),
                    ("scheduled", "planned"),
                    ("ongoing", "in-progress"),
                    ("complete", "done"),
                    ("completed", "done"),
                    ("closed", "done"),
                    ("canceled", "cancelled"),
                ],
            ),
        ],
        empty: "The audits of your programme: what, when, by whom and against what (clause 9.2).",
        ..Face::new(Place::Check, "audit", &["title", "kind", "auditors", "start", "end", "status"])
    };
    type Act = AuditAct;

    fn check(&self, _: &Isms, _: Id) -> Vec<Reason> {
        let backwards = self.start.zip(self.end).is_some_and(|(start, end)| end < start);
        let reason =
            || Reason::new(say!("the audit ends before it begins"), say!("change one of the two days")).at("end");
        backwards.then(reason).into_iter().collect()
    }

    fn samples() -> [Audit; 2] {
        let short = Audit { title: "Internal audit 2027-1".into(), ..Audit::default() };
        let full = Audit {
            title: "Internal audit 2026-1".into(),
            kind: Some(AuditKind::Internal),
            scope: "Development and support in Leeds.".into(),
            criteria: "Clauses 4 to 10, and the controls of the Statement of Applicability.".into(),
            auditors: Some("Brook & Partners".into()),
            audited_by: vec![Link::known(Id::new("P", 2))],
            owner: Some(Link::known(Id::new("P", 1))),
            start: Some(date(2026, 5, 4)),
            end: Some(date(2026, 5, 8)),
            status: AuditStatus::Done,
            conclusion: "Four nonconformities, one of them major.".into(),
            evidence: vec![Link::known(Id::new("E", 1))],
            reported_to: vec![Link::known(Id::new("P", 1))],
            reported_on: Some(date(2026, 5, 12)),
        };
        [short, full]
    }

    fn due(held: &Held<Audit>, _: &Isms) -> Option<Due> {
        let open = matches!(held.status, AuditStatus::Planned | AuditStatus::InProgress);
        Due::when(open, held.end.or(held.start), &held.owner)
    }
}

impl Decide<Audit> for AuditAct {
    fn possible(_: &str, _: &Isms, on: &Held<Audit>) -> Result<(), Reason> {
        while_open(!matches!(on.status, AuditStatus::Done | AuditStatus::Cancelled))
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Audit>) -> Result<Changes, Vec<Reason>> {
        let AuditAct::Done { conclusion } = self;
        let end = on.end.or(Some(isms.day(now)));
        Ok(on.becomes(Audit { status: AuditStatus::Done, conclusion, end, ..Audit::clone(on) }))
    }
}
