//! Trainings: who is to learn what by when, and who has.
//!
//! ISO/IEC 27001, clauses 7.2 and 7.3; Annex A, A.6.3.

use crate::record::*;

/// A training that somebody is to do or has done.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Training {
    /// What is learned.
    pub course: String,
    /// Who learns it.
    pub person: Option<Link<Person>>,
    /// The role for which it is needed.
    #[serde(default)]
    pub role: Option<String>,
    /// What sort of training it is: e-learning, classroom, drill.
    #[serde(default)]
    pub category: Option<String>,
    /// Whether it makes aware, or able to do something.
    pub purpose: Option<TrainingPurpose>,
    /// When it was assigned.
    pub assigned_on: Option<Date>,
    /// The day by which it is to be done.
    pub due: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub status: TrainingStatus,
    /// When it was done.
    pub completed_on: Option<Date>,
    /// The result, as the course gives it: points, or *passed*.
    #[serde(default)]
    pub score: Option<String>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Link<Evidence>>,
    /// The day of the next refresher.
    pub next_refresh: Option<Date>,
}

/// What a training is for. A quiz shows that somebody is aware, and not that they can do their work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingPurpose {
    /// To know the policy, one's own part, and what follows from breaking the rules (clause 7.3).
    Awareness,
    /// To be able to do what a role needs (clause 7.2).
    Competence,
}

/// How far a training is. Whether it is overdue comes of its day alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingStatus {
    /// Still to begin.
    #[default]
    Assigned,
    /// Begun.
    InProgress,
    /// Done.
    Completed,
    /// Not needed any more.
    Cancelled,
}

/// What happens to a training.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TrainingAct {
    /// It is done.
    #[schemars(title = "Complete")]
    Completed {
        /// The result, as the course gives it.
        score: Option<String>,
    },
    /// It is not needed any more.
    #[schemars(title = "Cancel")]
    Cancelled {
        /// Why.
        reason: String,
    },
}

impl Register for Training {
    const LETTERS: &'static str = "TR";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["training id", "training no"]),
            ("course", &["training", "title", "course title", "training title", "topic"]),
            ("person", &["person id", "employee", "employee id", "attendee", "participant"]),
            ("category", &["type", "training type"]),
            ("assigned_on", &["assigned", "assigned date"]),
            ("due", &["due on", "due date", "deadline"]),
            ("completed_on", &["completed", "completion date", "date completed"]),
            ("score", &["result", "mark"]),
            ("evidence", &["certificate", "evidence ref"]),
            ("next_refresh", &["next due", "refresher", "valid until", "expires"]),
        ],
        values: &[(
            "status",
            &[
                ("overdue", "assigned"),
                ("planned", "assigned"),
                ("open", "assigned"),
                ("not started", "assigned"),
                ("ongoing", "in-progress"),
                ("complete", "completed"),
                ("done", "completed"),
                ("passed", "completed"),
                ("canceled", "cancelled"),
                ("waived", "cancelled"),
            ],
        )],
        empty: "Who is to learn what by when (clauses 7.2 and 7.3, A.6.3).",
        ..Face::new(Place::Do, "training", &["course", "person", "category", "due", "status", "completed_on"])
    };
    type Act = TrainingAct;

    fn samples() -> [Training; 2] {
        let short = Training { course: "Security awareness".into(), ..Training::default() };
        let full = Training {
            course: "Secure coding".into(),
            person: Some(Link::known(Id::new("P", 1))),
            role: Some("Developer".into()),
            category: Some("e-learning".into()),
            purpose: Some(TrainingPurpose::Competence),
            assigned_on: Some(date(2026, 6, 15)),
            due: Some(date(2026, 7, 15)),
            status: TrainingStatus::Completed,
            completed_on: Some(date(2026, 7, 12)),
            score: Some("87".into()),
            evidence: vec![Link::known(Id::new("E", 1)), Link::unresolved("attendance sheet")],
            next_refresh: Some(date(2027, 7, 12)),
        };
        [short, full]
    }

    fn due(held: &Held<Training>, _: &Isms) -> Option<Due> {
        let open = matches!(held.status, TrainingStatus::Assigned | TrainingStatus::InProgress);
        Due::when(open, held.due, &held.person)
    }
}

impl Decide<Training> for TrainingAct {
    fn possible(_: &str, _: &Isms, on: &Held<Training>) -> Result<(), Reason> {
        while_open(!matches!(on.status, TrainingStatus::Completed | TrainingStatus::Cancelled))
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Training>) -> Result<Changes, Vec<Reason>> {
        let training = Training::clone(on);
        Ok(on.becomes(match self {
            TrainingAct::Completed { score } => Training {
                status: TrainingStatus::Completed,
                completed_on: Some(isms.day(now)),
                score: score.or(training.score),
                ..training
            },
            TrainingAct::Cancelled { reason: _ } => Training { status: TrainingStatus::Cancelled, ..training },
        }))
    }
}
