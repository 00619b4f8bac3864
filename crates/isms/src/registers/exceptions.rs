//! Exceptions: where somebody may depart from a rule, why, until when, and what makes up for it.
//!
//! ISO/IEC 27001, clause 8.1; Annex A, A.5.36.

use crate::record::*;

/// A departure from a rule that somebody allowed for a time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exception {
    /// What is allowed.
    pub title: String,
    /// The rule it departs from, or its subject: password policy, web filter.
    #[serde(default)]
    pub category: Option<String>,
    /// For whom or what it holds.
    #[serde(default)]
    pub applies_to: Option<String>,
    /// Why it is needed.
    #[serde(default)]
    pub reason: Prose,
    /// What makes up for it.
    #[serde(default)]
    pub compensation: Prose,
    /// The controls it departs from.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
    /// The risks it brings.
    #[serde(default)]
    pub risks: Vec<Link<Risk>>,
    /// Who asked for it.
    pub requested_by: Option<Link<Person>>,
    /// Who allowed it.
    pub approved_by: Option<Link<Person>>,
    /// When it was allowed.
    pub granted_on: Option<Date>,
    /// The last day on which it holds.
    pub expires_on: Option<Date>,
    /// Where it stands.
    #[serde(default)]
    pub status: ExceptionStatus,
}

/// Where an exception stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionStatus {
    /// Asked for, and not yet decided.
    #[default]
    Requested,
    /// It holds.
    Active,
    /// It was not allowed.
    Rejected,
    /// It holds no longer.
    Ended,
}

/// What happens to an exception.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExceptionAct {
    /// It holds no longer.
    #[schemars(title = "End")]
    Ended {
        /// Why it is not needed any more.
        reason: String,
    },
}

impl Register for Exception {
    const LETTERS: &'static str = "EX";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["exception id", "exception no", "waiver id"]),
            ("title", &["exception", "description", "waiver", "deviation"]),
            ("category", &["type", "exception type", "policy"]),
            ("applies_to", &["scope", "affected"]),
            ("reason", &["justification", "business reason"]),
            ("compensation", &["compensating controls", "compensating measures", "mitigation"]),
            ("controls", &["control", "control id", "annex a controls"]),
            ("risks", &["risk", "risk id", "related risks"]),
            ("requested_by", &["requester", "requestor", "owner", "owner id"]),
            ("approved_by", &["approver", "granted by"]),
            ("granted_on", &["granted", "approved on", "approval date", "start date"]),
            ("expires_on", &["expires", "expiry", "expiry date", "end date", "valid until"]),
        ],
        values: &[(
            "status",
            &[
                ("open", "requested"),
                ("pending", "requested"),
                ("approved", "active"),
                ("granted", "active"),
                ("denied", "rejected"),
                ("declined", "rejected"),
                ("expired", "ended"),
                ("revoked", "ended"),
                ("closed", "ended"),
            ],
        )],
        empty: "Where somebody may depart from a rule, until when, and what makes up for it (A.5.36).",
        ..Face::new(
            Place::Do,
            "exception",
            &["title", "category", "applies_to", "approved_by", "granted_on", "expires_on", "status"],
        )
    };
    type Act = ExceptionAct;

    fn samples() -> [Exception; 2] {
        let short = Exception { title: "The old printer keeps its own network".into(), ..Exception::default() };
        let full = Exception {
            title: "Passwords of ten characters instead of fourteen".into(),
            category: Some("Password policy".into()),
            applies_to: Some("the old stock system".into()),
            reason: "It takes no longer ones.".into(),
            compensation: "Locked after five wrong tries, and a second factor before it.".into(),
            controls: vec![Link::known(Id::new("5.", 17))],
            risks: vec![Link::known(Id::new("R", 2))],
            requested_by: Some(Link::known(Id::new("P", 2))),
            approved_by: Some(Link::known(Id::new("P", 1))),
            granted_on: Some(date(2025, 11, 1)),
            expires_on: Some(date(2026, 11, 1)),
            status: ExceptionStatus::Active,
        };
        [short, full]
    }

    /// Past its last day it holds no longer, and is to be ended or allowed anew by whoever asked for it.
    fn due(held: &Held<Exception>, _: &Isms) -> Option<Due> {
        Due::when(held.status == ExceptionStatus::Active, held.expires_on, &held.requested_by)
    }
}

impl Decide<Exception> for ExceptionAct {
    fn possible(_: &str, _: &Isms, on: &Held<Exception>) -> Result<(), Reason> {
        while_open(!matches!(on.status, ExceptionStatus::Rejected | ExceptionStatus::Ended))
    }

    fn decide(self, _: &Isms, _: &Who, _: Timestamp, on: &Held<Exception>) -> Result<Changes, Vec<Reason>> {
        let ExceptionAct::Ended { reason: _ } = self;
        Ok(on.becomes(Exception { status: ExceptionStatus::Ended, ..Exception::clone(on) }))
    }
}
