//! Risks: what may go wrong, how likely and how bad it is, what is done about it, and who carries the rest.
//!
//! ISO/IEC 27001, clauses 6.1.2, 6.1.3, 8.2 and 8.3; ISO/IEC 27005:2022.

use crate::record::*;

mod acceptance;
mod acts;

pub use acceptance::{Acceptance, AcceptedState, CriteriaInForce, PlanApproval};
pub use acts::RiskAct;

/// Something that may go wrong with information.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// What could happen, to what. One line that a director understands.
    pub title: String,
    /// The same at length.
    #[serde(default)]
    pub description: Prose,
    /// How it was found: from an asset, its threats and vulnerabilities, or from a scenario.
    pub method: Option<Method>,
    /// Who has the authority to decide about this risk. A person, not a team.
    pub owner: Option<Link<Person>>,
    /// What it would strike.
    #[serde(default)]
    pub assets: Vec<Link<Asset>>,
    /// What could cause it.
    pub threat: Option<Link<Threat>>,
    /// The weakness that lets it happen.
    pub vulnerability: Option<Link<Vulnerability>>,
    /// Which of the three it would harm.
    #[serde(default)]
    pub affects: Vec<Property>,
    /// What would follow, in words.
    #[serde(default)]
    pub consequence: Prose,
    /// The rating as if no control were there.
    pub inherent: Option<Rating>,
    /// The rating with the controls that work today.
    pub current: Option<Rating>,
    /// The rating after treatment; it is expected as long as something of it is open.
    pub residual: Option<Rating>,
    /// The controls that work today.
    #[serde(default)]
    pub existing_controls: Vec<Link<Control>>,
    /// What is done about it.
    pub option: Option<TreatmentOption>,
    /// The controls that are still to come.
    #[serde(default)]
    pub planned_controls: Vec<Link<Control>>,
    /// The day by which the treatment is to be done.
    pub due: Option<Date>,
    /// How far along it is. *Accepted* comes of the act.
    #[serde(default)]
    pub status: Status,
    /// Who assessed it last.
    pub assessed_by: Option<Link<Person>>,
    /// When they did.
    pub assessed_on: Option<Date>,
    /// The day of the next assessment.
    pub next_assessment: Option<Date>,
    /// Who took the rest of the risk upon themselves.
    #[serde(default)]
    pub acceptances: Vec<Acceptance>,
    /// Who approved the plan of its treatment.
    pub plan_approved: Option<PlanApproval>,
}

/// How likely and how bad, on the organisation's scales; beside it what a file or a person stated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rating {
    /// How likely it is.
    pub likelihood: Option<Step>,
    /// How bad it would be.
    pub consequence: Option<Step>,
    /// The score that was stated, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_score: Option<String>,
    /// The level that was stated, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_level: Option<String>,
    /// The likelihood as it was written, where it could not be placed on the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_likelihood: Option<String>,
    /// The consequence as it was written, where it could not be placed on the scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stated_consequence: Option<String>,
}

impl Rating {
    /// Both steps, where both are known.
    pub fn steps(&self) -> Option<(Step, Step)> {
        self.likelihood.zip(self.consequence)
    }
}

/// How a risk was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// From an asset, a threat to it and a vulnerability of it.
    AssetBased,
    /// From a course of events: who could do what, and what would follow.
    ScenarioBased,
}

/// What of information is harmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Property {
    /// The wrong people see it.
    Confidentiality,
    /// It is changed or wrong.
    Integrity,
    /// It is not there.
    Availability,
}

/// What is done about a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TreatmentOption {
    /// Stop doing what causes it.
    Avoid,
    /// Bring in controls that make it smaller.
    Modify,
    /// Carry it together with another, an insurer for example.
    Share,
    /// Live with it.
    Retain,
}

/// How far along a risk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Written down, and not yet weighed.
    #[default]
    Draft,
    /// Weighed: we know how large it is.
    Assessed,
    /// Something is being done about it.
    InTreatment,
    /// All that was planned against it is in place.
    Treated,
    /// Its owner carries what is left.
    Accepted,
    /// It is gone.
    Closed,
}

impl Risk {
    /// Whether it counts as a reason for a control: weighed, not closed, and not avoided (ISO/IEC 27001, 6.1.3 b).
    pub fn needs_controls(&self) -> bool {
        !matches!(self.status, Status::Draft | Status::Closed) && self.option != Some(TreatmentOption::Avoid)
    }

    /// Whether something is still to be done about it: it is neither treated, accepted nor gone.
    pub fn is_open(&self) -> bool {
        !matches!(self.status, Status::Treated | Status::Accepted | Status::Closed)
    }

    /// The day by which its treatment is to be done, as long as something of it is.
    pub fn to_be_treated(&self) -> Option<Date> {
        self.due.filter(|_| self.is_open())
    }

    /// The day by which it is to be assessed again, if nobody has since. What is accepted or treated is assessed too.
    pub fn to_be_assessed(&self) -> Option<Date> {
        let since = |day: &Date| self.assessed_on.is_some_and(|on| on >= *day);
        self.next_assessment.filter(|day| self.status != Status::Closed && !since(day))
    }

    /// The controls it names, existing ones first.
    pub fn controls(&self) -> impl Iterator<Item = &Link<Control>> {
        self.existing_controls.iter().chain(&self.planned_controls)
    }

    /// Whether something of its treatment is still open: an action, or a planned control that is not in place.
    pub fn treatment_is_open(&self, isms: &Isms, id: Id) -> bool {
        let action = isms.named_by(id).filter_map(|by| isms.actions().get(by));
        let mut action = action.filter(|action| action.body.withdrawn.is_none() && action.is_open());
        let in_place = |control: &Held<Control>| control.implementation == Some(controls::Implementation::Yes);
        let missing = |link: &Link<Control>| !link.id().and_then(|id| isms.controls().get(id)).is_some_and(in_place);
        action.next().is_some() || self.planned_controls.iter().any(missing)
    }
}

impl Register for Risk {
    const LETTERS: &'static str = "R";
    const FACE: Face = Face {
        by_act: &["acceptances", "plan_approved"],
        also_called: &[
            ("reference", &["risk id", "risk no", "risk number", "risk ref"]),
            ("title", &["risk", "risk title", "risk name", "scenario", "risk scenario"]),
            ("description", &["risk description"]),
            ("method", &["type", "risk type", "approach"]),
            ("owner", &["risk owner", "owner id"]),
            ("assets", &["asset", "asset id", "asset / process", "affected asset", "affected assets"]),
            ("threat", &["threats", "threat source"]),
            ("vulnerability", &["vulnerabilities", "weakness"]),
            ("affects", &["c/i/a", "cia", "affected properties"]),
            ("consequence", &["consequences", "impact description"]),
            (
                "inherent.likelihood",
                &[
                    "likelihood",
                    "likelihood (1-5)",
                    "probability",
                    "inherent likelihood",
                    "inherent probability",
                    "inherent proba",
                ],
            ),
            ("inherent.consequence", &["impact", "max impact", "inherent impact", "severity", "impact (1-5)"]),
            ("inherent.stated_score", &["inherent score", "risk score", "score", "inherent risk score", "risk rating"]),
            (
                "inherent.stated_level",
                &["inherent level", "inherent risk level", "inherent rating", "risk level", "level"],
            ),
            ("current.likelihood", &["current likelihood", "current probability", "current proba"]),
            ("current.consequence", &["current impact", "current consequence"]),
            ("current.stated_score", &["current score"]),
            ("current.stated_level", &["current level", "current risk", "current rating"]),
            ("residual.likelihood", &["residual likelihood", "residual probability", "residual proba"]),
            ("residual.consequence", &["residual impact", "residual max impact", "residual consequence"]),
            ("residual.stated_score", &["residual score", "residual risk score"]),
            ("residual.stated_level", &["residual level", "residual risk level", "residual risk", "residual rating"]),
            ("existing_controls", &["existing control", "current controls", "controls in place", "controls"]),
            ("option", &["treatment", "treatment option", "treatment decision", "response", "risk treatment"]),
            ("planned_controls", &["planned control", "additional controls", "proposed controls"]),
            ("due", &["treatment due", "due date", "target date", "deadline"]),
            ("acceptances.by", &["accepted by", "acceptor"]),
            ("acceptances.on", &["accepted on", "acceptance date", "date accepted"]),
            ("assessed_by", &["assessor", "assessed by"]),
            ("assessed_on", &["last reviewed", "last review", "last assessed", "assessment date"]),
            ("next_assessment", &["next review", "review date"]),
        ],
        values: &[
            (
                "option",
                &[
                    ("mitigate", "modify"),
                    ("reduce", "modify"),
                    ("treat", "modify"),
                    ("mitigation", "modify"),
                    ("accept", "retain"),
                    ("accepted", "retain"),
                    ("accept with monitoring", "retain"),
                    ("tolerate", "retain"),
                    ("transfer", "share"),
                    ("terminate", "avoid"),
                    ("eliminate", "avoid"),
                ],
            ),
            (
                "status",
                &[
                    ("open", "assessed"),
                    ("identified", "assessed"),
                    ("new", "assessed"),
                    ("in progress", "in-treatment"),
                    ("mitigated", "treated"),
                    ("under treatment", "in-treatment"),
                    ("treating", "in-treatment"),
                    ("mitigating", "in-treatment"),
                    ("done", "treated"),
                    ("resolved", "closed"),
                ],
            ),
            ("method", &[("asset", "asset-based"), ("scenario", "scenario-based"), ("event-based", "scenario-based")]),
            ("affects", &[("c", "confidentiality"), ("i", "integrity"), ("a", "availability")]),
        ],
        empty: "What may go wrong with your information, weighed by your own criteria (clauses 6.1.2 and 8.2).",
        ..Face::new(Place::Plan, "risk", &["title", "owner", "inherent", "residual", "option", "status", "due"])
    };
    type Act = RiskAct;

    /// A rating lies on the organisation's scale; *accepted* is not written by hand.
    fn check(&self, isms: &Isms, id: Id) -> Vec<Reason> {
        let criteria = isms.criteria();
        let ratings = [("inherent", &self.inherent), ("current", &self.current), ("residual", &self.residual)];
        let beyond = ratings.into_iter().filter_map(|(name, rating)| {
            let (likelihood, consequence) = rating.as_ref()?.steps()?;
            let off = criteria.score(likelihood, consequence).is_none();
            off.then(|| {
                let why = say!("the rating lies beyond the organisation's scale");
                let (l, c) = (criteria.likelihood.len(), criteria.consequence.len());
                Reason::new(why, say!("choose 1 to {l} and 1 to {c}", l = l, c = c)).at(name)
            })
        });
        let was = isms.risks().get(id).map(|risk| (risk.status, risk.acceptances.as_slice()));
        let (status, signatures) = was.unwrap_or_default();
        let by_hand = self.status == Status::Accepted && status != Status::Accepted && self.acceptances == signatures;
        let by_hand = by_hand.then(|| {
            let remedy = say!("let its owner accept it: the act `accepted`");
            Reason::new(say!("a risk becomes accepted by its owner's signature"), remedy).at("status")
        });
        beyond.chain(by_hand).collect()
    }

    fn samples() -> [Risk; 2] {
        let draft = Risk { title: "Visitors walk into the server room".into(), ..Risk::default() };
        let rating = |l, c| {
            Some(Rating {
                likelihood: Step::try_from(l).ok(),
                consequence: Step::try_from(c).ok(),
                ..Rating::default()
            })
        };
        let phishing = Risk {
            title: "A stolen password opens the customer database".into(),
            method: Some(Method::ScenarioBased),
            owner: Some(Link::known(Id::new("P", 1))),
            assets: vec![Link::known(Id::new("A", 2)), Link::unresolved("the old file server")],
            threat: Some(Link::unresolved("Criminal group")),
            affects: vec![Property::Confidentiality],
            inherent: rating(5, 4),
            residual: rating(2, 4),
            existing_controls: vec![Link::known(Id::new("6.", 3))],
            option: Some(TreatmentOption::Modify),
            planned_controls: vec![Link::known(Id::new("8.", 5))],
            due: Some(date(2027, 1, 31)),
            status: Status::InTreatment,
            ..Risk::default()
        };
        [draft, phishing]
    }

    /// The earlier of two days: that of its treatment, and that of the next assessment.
    fn due(held: &Held<Risk>, _: &Isms) -> Option<Due> {
        let both = held.to_be_treated().into_iter().chain(held.to_be_assessed());
        Due::when(true, both.min(), &held.owner)
    }
}

#[cfg(test)]
mod tests;
