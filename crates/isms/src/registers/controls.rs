//! Controls: the 93 of Annex A, the organisation's own beside them, and how far each one is.
//!
//! ISO/IEC 27001, clauses 6.1.3 b to d and 8.1.

use crate::{annex_a, record::*, revision::Revision};

/// A control of Annex A (`5.15`), or one of the organisation's own (`X-01`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// The name of a control of your own. Controls of Annex A have theirs from the standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it applies, as somebody decided. Empty is undecided: a risk or an obligation may then give the reason.
    pub applicability: Option<Applicability>,
    /// Why it applies or why it is left out, in words that an auditor reads.
    #[serde(default)]
    pub justification: Prose,
    /// Who decided that it applies for the sake of the business, and when.
    pub decision: Option<Decision>,
    /// How far it is.
    pub implementation: Option<Implementation>,
    /// The day by which it is to be in place.
    pub planned_for: Option<Date>,
    /// Who sees to it. A person, not a team.
    pub owner: Option<Link<Person>>,
    /// How it is done here.
    #[serde(default)]
    pub how: Prose,
    /// The documents that describe how.
    #[serde(default)]
    pub described_in: Vec<Link<Document>>,
    /// What shows that it is done.
    #[serde(default)]
    pub evidence: Vec<Link<Evidence>>,
    /// When somebody last tested it.
    pub last_tested: Option<Date>,
    /// How it is tested: out of what, how many, by whom.
    #[serde(default)]
    pub test: Prose,
    /// Each test, and what it found.
    #[serde(default)]
    pub tests: Vec<ControlTest>,
}

/// A test of a control: somebody drew a sample and looked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ControlTest {
    /// Who tested.
    pub by: Link<Person>,
    /// On which day.
    pub on: Date,
    /// How many there were to draw from.
    pub population: u32,
    /// How many were drawn.
    pub sample: u32,
    /// How many of those were not as they should be.
    pub exceptions: u32,
    /// What was seen.
    #[serde(default)]
    pub remark: Prose,
}

/// Whether a control applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// It is needed.
    Applicable,
    /// It is left out; say why.
    NotApplicable,
}

/// How far a control is. The order is that of progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Implementation {
    /// Nothing is done.
    No,
    /// It is decided, and not begun.
    Planned,
    /// Part of it is in place.
    Partly,
    /// All of it is in place.
    Yes,
}

/// A decision that a control is needed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Who decided.
    pub by: Option<Link<Person>>,
    /// On which day.
    pub on: Date,
    /// Why it is needed.
    pub reason: String,
}

/// What happens to a control.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ControlAct {
    /// Decide that it is needed for the sake of the business, whatever risks and laws say.
    #[schemars(title = "Include")]
    Included {
        /// Why it is needed.
        reason: String,
    },
    /// Decide that it is left out.
    #[schemars(title = "Exclude")]
    Excluded {
        /// Why it is not needed, so that an auditor can follow.
        reason: String,
    },
    /// Sign that you tested it on a sample.
    #[schemars(title = "Record a test")]
    Tested {
        /// How many there were to draw from.
        population: u32,
        /// How many you drew.
        sample: u32,
        /// How many of those were not as they should be.
        exceptions: u32,
        /// What you saw, and which ones you drew.
        #[serde(default)]
        remark: Prose,
    },
    /// Take a decision back: whether it applies is open again.
    #[schemars(title = "Leave open again")]
    LeftOpen {},
}

impl ControlTest {
    /// One draws something, and no more than there is.
    fn check(&self) -> Vec<Reason> {
        let none =
            (self.sample == 0).then(|| Reason::new(say!("nothing was drawn"), say!("draw at least one")).at("sample"));
        let more = (self.sample > self.population)
            .then(|| Reason::new(say!("more was drawn than there was"), say!("correct one of the two")).at("sample"));
        let wrong = (self.exceptions > self.sample).then(|| {
            Reason::new(say!("more was wrong than was drawn"), say!("correct one of the two")).at("exceptions")
        });
        none.into_iter().chain(more).chain(wrong).collect()
    }
}

impl Register for Control {
    const LETTERS: &'static str = "X";
    const FACE: Face = Face {
        by_act: &["decision", "tests"],
        also_called: &[
            ("reference", &["control id", "control no", "control number", "annex a control", "annex a", "control ref"]),
            ("title", &["control", "control name", "control title", "control description"]),
            ("applicability", &["applicable", "applies", "included", "applicable y/n"]),
            (
                "justification",
                &[
                    "reason",
                    "justification for inclusion/exclusion",
                    "justification for inclusion",
                    "reason for inclusion",
                ],
            ),
            ("implementation", &["implementation status", "status", "implemented", "control status"]),
            ("planned_for", &["target date", "planned date", "due date"]),
            ("owner", &["owner id", "control owner", "responsible"]),
            ("how", &["implementation description", "how implemented", "implementation notes", "description"]),
            ("described_in", &["policy", "policies", "documents"]),
            ("evidence", &["evidence ref", "evidence reference", "reference", "references"]),
            ("last_tested", &["last test", "tested on"]),
        ],
        values: &[
            (
                "applicability",
                &[
                    ("yes", "applicable"),
                    ("y", "applicable"),
                    ("no", "not-applicable"),
                    ("n", "not-applicable"),
                    ("excluded", "not-applicable"),
                    ("true", "applicable"),
                    ("false", "not-applicable"),
                    ("included", "applicable"),
                    ("n/a", "not-applicable"),
                ],
            ),
            (
                "implementation",
                &[
                    ("implemented", "yes"),
                    ("fully implemented", "yes"),
                    ("partially implemented", "partly"),
                    ("partial", "partly"),
                    ("mostly implemented", "partly"),
                    ("largely implemented", "partly"),
                    ("in progress", "partly"),
                    ("not implemented", "no"),
                    ("done", "yes"),
                    ("not started", "no"),
                    ("complete", "yes"),
                    ("completed", "yes"),
                ],
            ),
        ],
        empty: "The 93 of Annex A stand here from the first day; add your own beside them (clause 6.1.3 b).",
        ..Face::new(Place::Do, "control", &["title", "applicability", "implementation", "planned_for", "owner"])
    };
    type Act = ControlAct;

    fn title(held: &Held<Control>) -> String {
        let own = held.title.as_deref().unwrap_or_default();
        annex_a::control(held.id).map_or(own, |control| &control.title).into()
    }

    fn check(&self, _: &Isms, id: Id) -> Vec<Reason> {
        let titled = self.title.as_deref().is_some_and(|title| !title.trim().is_empty());
        let reason = |why, remedy| vec![Reason::new(why, remedy).at("title")];
        match (annex_a::control(id), titled) {
            (None, false) => {
                reason(say!("a control of your own needs a title"), say!("say what it does in a few words"))
            }
            (Some(_), true) => {
                reason(say!("a control of Annex A has its title from the standard"), say!("leave the title empty"))
            }
            _ => vec![],
        }
    }

    /// A Statement of Applicability speaks of all of Annex A.
    fn withdrawal(_: &Isms, _: &Who, on: &Held<Control>, _: &[Revision]) -> Result<Changes, Vec<Reason>> {
        if annex_a::control(on.id).is_none() {
            return Ok(Vec::new());
        }
        let why = say!("a control of Annex A stays in the register, whether it applies or not");
        Err(Reason::new(why, say!("decide that it is left out: the act `excluded`")).into())
    }

    fn samples() -> [Control; 2] {
        let short = Control { title: Some("Four-eyes release of payments".into()), ..Control::default() };
        let full = Control {
            applicability: Some(Applicability::Applicable),
            justification: "Payments leave the house every day.".into(),
            implementation: Some(Implementation::Planned),
            planned_for: Some(date(2027, 3, 31)),
            owner: Some(Link::known(Id::new("P", 1))),
            how: "Two people release each payment in the bank's portal.".into(),
            described_in: vec![Link::known(Id::new("D", 1))],
            evidence: vec![Link::unresolved("EV-9")],
            ..short.clone()
        };
        [short, full]
    }

    fn due(held: &Held<Control>, _: &Isms) -> Option<Due> {
        let open = held.implementation != Some(Implementation::Yes)
            && held.applicability != Some(Applicability::NotApplicable);
        Due::when(open, held.planned_for, &held.owner)
    }
}

impl Decide<Control> for ControlAct {
    fn possible(word: &str, _: &Isms, on: &Held<Control>) -> Result<(), Reason> {
        match word {
            "left-open" if on.applicability.is_none() => {
                Err(Reason::new(say!("nobody has decided on it"), say!("include or exclude it")))
            }
            "tested" if on.applicability == Some(Applicability::NotApplicable) => {
                Err(Reason::new(say!("it is left out, so there is nothing to test"), say!("include it first")))
            }
            "tested" => once_confirmed(on),
            _ => Ok(()),
        }
    }

    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Control>) -> Result<Changes, Vec<Reason>> {
        let control = Control::clone(on);
        Ok(on.becomes(match self {
            ControlAct::Included { reason } => {
                let decision = Some(Decision { by: who.person.map(Link::known), on: isms.day(now), reason });
                Control { applicability: Some(Applicability::Applicable), decision, ..control }
            }
            ControlAct::Excluded { reason } => Control {
                applicability: Some(Applicability::NotApplicable),
                justification: Prose(reason),
                decision: None,
                ..control
            },
            ControlAct::Tested { population, sample, exceptions, remark } => {
                let test = ControlTest {
                    by: Link::known(signer(who)?),
                    on: isms.day(now),
                    population,
                    sample,
                    exceptions,
                    remark,
                };
                let reasons = test.check();
                if !reasons.is_empty() {
                    return Err(reasons);
                }
                let tests = control.tests.iter().cloned().chain([test.clone()]).collect();
                Control { last_tested: Some(test.on), tests, ..control }
            }
            ControlAct::LeftOpen {} => Control { applicability: None, decision: None, ..control },
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{after, ask, at_fields, refused, samples};
    use serde_json::json;

    fn control(isms: &Isms) -> &Control {
        isms.controls().get(Id::new("5.", 7)).unwrap()
    }

    #[test]
    fn somebody_decides_that_a_control_is_needed_left_out_or_open_again() {
        let isms = after(&samples(), "controls", &["5.7"], "included", json!({ "reason": "We are a target." }));
        let decision = control(&isms).decision.clone().unwrap();
        assert_eq!((decision.by.and_then(|by| by.id()), decision.on), (Some(Id::new("P", 1)), date(2026, 10, 31)));
        let isms = after(&isms, "controls", &["5.7"], "excluded", json!({ "reason": "Nobody would read it." }));
        assert_eq!(control(&isms).applicability, Some(Applicability::NotApplicable));
        assert_eq!(
            (control(&isms).justification.0.as_str(), &control(&isms).decision),
            ("Nobody would read it.", &None)
        );
        let isms = after(&isms, "controls", &["5.7"], "left-open", json!({}));
        assert_eq!(control(&isms).applicability, None);
    }

    #[test]
    fn a_decision_has_a_reason_and_is_not_written_by_hand() {
        assert_eq!(at_fields(ask(&samples(), "controls", &["5.7"], "excluded", json!({}))), ["reason"]);
        let decision = json!({ "decision": { "on": "2026-01-01", "reason": "x" } });
        assert_eq!(at_fields(ask(&samples(), "controls", &["5.7"], "edited", decision)), ["decision"]);
    }

    #[test]
    fn own_controls_have_a_title_and_those_of_annex_a_have_theirs() {
        assert_eq!(at_fields(ask(&samples(), "controls", &[], "added", json!({ "how": "by hand" }))), ["title"]);
        assert_eq!(at_fields(ask(&samples(), "controls", &["5.7"], "edited", json!({ "title": "Mine" }))), ["title"]);
        let changes = ask(&samples(), "controls", &[], "added", json!({ "title": "Guard dogs" })).unwrap();
        assert_eq!(changes.first().map(|change| change.id), Some(Id::new("X", 3)));
    }

    #[test]
    fn all_of_annex_a_stays() {
        let why = json!({ "reason": "not needed" });
        assert!(refused(ask(&samples(), "controls", &["5.7"], "withdrawn", why.clone())).contains("`excluded`"));
        after(&samples(), "controls", &["X-2"], "withdrawn", why);
    }

    #[test]
    fn a_control_is_due_until_it_is_in_place_or_left_out() {
        let due = |given| {
            let isms = after(&samples(), "controls", &["5.7"], "edited", given);
            Control::due(isms.controls().get(Id::new("5.", 7)).unwrap(), &isms).map(|due| due.on)
        };
        let day = json!("2026-12-31");
        assert_eq!(due(json!({ "planned_for": day })), Some(date(2026, 12, 31)));
        assert_eq!(due(json!({ "planned_for": day, "implementation": "implemented" })), None);
        assert_eq!(due(json!({ "planned_for": day, "applicability": "No" })), None);
    }
}
