//! Incidents: what went wrong with information, when each step was taken, and what was learned.
//!
//! ISO/IEC 27001, Annex A, A.5.24 to A.5.28 and A.6.8.

use crate::record::*;

/// An event that harmed information, or could well have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// What happened, in a line.
    pub title: String,
    /// What sort of incident it is: phishing, lost device, misdirected information.
    #[serde(default)]
    pub category: Option<String>,
    /// How bad it is, in the organisation's own words.
    #[serde(default)]
    pub severity: Option<String>,
    /// What happened, at length.
    #[serde(default)]
    pub description: Prose,
    /// Where it is in its course.
    #[serde(default)]
    pub status: IncidentStatus,
    /// Who leads the answer to it.
    pub owner: Option<Link<Person>>,
    /// The systems it struck.
    #[serde(default)]
    pub systems: Vec<Link<System>>,
    /// The assets it struck.
    #[serde(default)]
    pub assets: Vec<Link<Asset>>,
    /// When it was noticed.
    pub detected_at: Option<Timestamp>,
    /// Who or what noticed it.
    #[serde(default)]
    pub detected_by: Option<String>,
    /// How it was noticed.
    #[serde(default)]
    pub detection_method: Option<String>,
    /// When it was reported within the organisation.
    pub reported_at: Option<Timestamp>,
    /// Who reported it.
    pub reported_by: Option<Link<Person>>,
    /// Who works on it.
    #[serde(default)]
    pub response_team: Option<String>,
    /// When it could spread no further.
    pub contained_at: Option<Timestamp>,
    /// When everything worked again.
    pub resolved_at: Option<Timestamp>,
    /// When nothing was left to do.
    pub closed_at: Option<Timestamp>,
    /// Whether personal data was lost, changed or seen by the wrong people.
    pub personal_data_breach: Option<bool>,
    /// When the authority was told.
    pub authority_notified_at: Option<Timestamp>,
    /// Who outside was told, and what, in words.
    #[serde(default)]
    pub notification: Option<String>,
    /// Why it could happen.
    #[serde(default)]
    pub root_cause: Prose,
    /// What was done so that it does not happen again.
    #[serde(default)]
    pub corrective_action: Prose,
    /// What we learned.
    #[serde(default)]
    pub lessons_learned: Prose,
}

/// Where an incident is in its course.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentStatus {
    /// Somebody works on it.
    #[default]
    Open,
    /// It can spread no further.
    Contained,
    /// Everything works again.
    Resolved,
    /// Nothing is left to do.
    Closed,
}

/// What happens to an incident.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IncidentAct {
    /// Nothing is left to do.
    #[schemars(title = "Close")]
    Closed {
        /// What we learned.
        lessons_learned: Prose,
    },
}

impl Register for Incident {
    const LETTERS: &'static str = "INC";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["incident id", "incident no", "ticket"]),
            ("title", &["incident", "incident title", "summary"]),
            ("category", &["type", "incident type"]),
            ("severity", &["priority", "impact"]),
            ("description", &["incident description", "details"]),
            ("owner", &["owner id", "incident manager", "responsible", "assigned to"]),
            ("systems", &["system", "system id", "affected systems"]),
            ("assets", &["asset", "asset id", "affected assets"]),
            ("detected_at", &["detected", "detected on", "date detected", "detection date"]),
            ("reported_at", &["reported", "reported on", "date reported", "date"]),
            ("reported_by", &["reporter"]),
            ("contained_at", &["contained", "containment at"]),
            ("resolved_at", &["resolved", "resolution at", "recovered at"]),
            ("closed_at", &["closed", "closed on", "date closed"]),
            ("personal_data_breach", &["data breach", "personal data"]),
            ("notification", &["authority notification", "notified"]),
            ("root_cause", &["cause"]),
            ("corrective_action", &["corrective actions", "actions taken"]),
            ("lessons_learned", &["lessons", "lesson learned"]),
        ],
        values: &[(
            "status",
            &[
                ("new", "open"),
                ("in progress", "open"),
                ("investigating", "open"),
                ("under investigation", "open"),
                ("recovered", "resolved"),
                ("done", "closed"),
            ],
        )],
        empty: "What went wrong with information, and what you learned from it (A.5.24 to A.5.28).",
        ..Face::new(
            Place::Do,
            "incident",
            &["title", "category", "severity", "detected_at", "personal_data_breach", "owner", "status"],
        )
    };
    type Act = IncidentAct;

    fn samples() -> [Incident; 2] {
        let short = Incident { title: "Laptop left in a taxi".into(), ..Incident::default() };
        let full = Incident {
            title: "Export sent to the wrong customer".into(),
            category: Some("misdirected information".into()),
            severity: Some("High".into()),
            description: "A list of 45 contacts went to another customer's address.".into(),
            status: IncidentStatus::Resolved,
            owner: Some(Link::known(Id::new("P", 1))),
            systems: vec![Link::known(Id::new("SYS", 1))],
            assets: vec![Link::known(Id::new("A", 2)), Link::unresolved("contact list")],
            detected_at: moment("2026-03-12T14:20:00Z"),
            detected_by: Some("the customer".into()),
            detection_method: Some("telephone call".into()),
            reported_at: moment("2026-03-12T14:30:00Z"),
            reported_by: Some(Link::known(Id::new("P", 2))),
            response_team: Some("support and security".into()),
            contained_at: moment("2026-03-12T14:35:00Z"),
            resolved_at: moment("2026-03-12T18:00:00Z"),
            closed_at: None,
            personal_data_breach: Some(true),
            authority_notified_at: moment("2026-03-13T09:00:00Z"),
            notification: Some("supervisory authority, by its form".into()),
            root_cause: "The address was completed by the mail program.".into(),
            corrective_action: "A question before each message with an attachment.".into(),
            lessons_learned: "Exports belong behind a link.".into(),
        };
        [short, full]
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

impl Decide<Incident> for IncidentAct {
    fn possible(_: &str, _: &Isms, on: &Held<Incident>) -> Result<(), Reason> {
        while_open(on.status != IncidentStatus::Closed)
    }

    fn decide(self, _: &Isms, _: &Who, now: Timestamp, on: &Held<Incident>) -> Result<Changes, Vec<Reason>> {
        let IncidentAct::Closed { lessons_learned } = self;
        let closed_at = on.closed_at.or(Some(now));
        Ok(on.becomes(Incident { status: IncidentStatus::Closed, closed_at, lessons_learned, ..Incident::clone(on) }))
    }
}
