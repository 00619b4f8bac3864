//! What happens to a risk: assessed, planned, treated, accepted, closed.

use super::{Acceptance, AcceptedState, CriteriaInForce, PlanApproval, Rating, Risk, Status, TreatmentOption};
use crate::record::*;

/// What happens to a risk.
#[expect(clippy::large_enum_variant, reason = "an act is read, decided and gone; none is ever kept")]
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskAct {
    /// Weigh it. Ratings that are left empty stay as they are.
    #[schemars(title = "Assess")]
    Assessed {
        /// As if no control were there.
        inherent: Option<Rating>,
        /// With the controls that work today.
        current: Option<Rating>,
        /// After treatment.
        residual: Option<Rating>,
        /// The day of the next assessment.
        next_assessment: Option<Date>,
    },
    /// Decide what is done about it.
    #[schemars(title = "Plan treatment")]
    TreatmentPlanned {
        /// What is done.
        option: TreatmentOption,
        /// The controls that are still to come.
        #[serde(default)]
        planned_controls: Vec<Link<Control>>,
        /// The day by which it is to be done.
        due: Option<Date>,
    },
    /// Approve the plan of its treatment, as its owner.
    #[schemars(title = "Approve the plan")]
    PlanApproved {},
    /// All that was planned is in place. What was planned stays told as planned: each control has its standing.
    #[schemars(title = "Mark as treated")]
    Treated {},
    /// Carry what is left, as its owner; at and above the limit top management signs in addition.
    #[schemars(title = "Accept")]
    Accepted {
        /// What you weighed. The auditor reads this sentence.
        reason: String,
    },
    /// It is gone.
    #[schemars(title = "Close")]
    Closed {
        /// Why it cannot happen any more.
        reason: String,
    },
    /// It is back.
    #[schemars(title = "Reopen")]
    Reopened {},
}

impl Decide<Risk> for RiskAct {
    fn possible(word: &str, isms: &Isms, on: &Held<Risk>) -> Result<(), Reason> {
        let closed = on.status == Status::Closed;
        match word {
            "treated" if on.status == Status::Treated => {
                Err(Reason::new(say!("it is treated"), say!("leave it as it is")))
            }
            "reopened" if on.is_open() => {
                Err(Reason::new(say!("it is open"), say!("leave it as it is, or assess it again")))
            }
            "reopened" => Ok(()),
            _ if closed => Err(Reason::new(say!("it is closed"), say!("reopen it first"))),
            "plan-approved" => once_confirmed(on).and_then(|()| is_planned(on)),
            "treated" => nothing_is_open(isms, on),
            "accepted" => once_confirmed(on).and_then(|()| residual_score(isms, on).map(|_| ())),
            _ => Ok(()),
        }
    }

    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Risk>) -> Result<Changes, Vec<Reason>> {
        let risk = Risk::clone(on);
        let today = isms.day(now);
        let after = match self {
            RiskAct::Assessed { inherent, current, residual, next_assessment } => Risk {
                inherent: inherent.or(risk.inherent),
                current: current.or(risk.current),
                residual: residual.or(risk.residual),
                next_assessment: next_assessment.or(risk.next_assessment),
                assessed_by: who.person.map(Link::known).or(risk.assessed_by),
                assessed_on: Some(today),
                status: if risk.status == Status::Draft { Status::Assessed } else { risk.status },
                ..risk
            },
            RiskAct::TreatmentPlanned { option, planned_controls, due } => Risk {
                option: Some(option),
                planned_controls,
                due: due.or(risk.due),
                status: Status::InTreatment,
                ..risk
            },
            RiskAct::PlanApproved {} => plan_approved(isms, who, today, risk)?,
            RiskAct::Treated {} => Risk { status: Status::Treated, ..risk },
            RiskAct::Accepted { reason } => accepted(isms, who, today, on.id, risk, reason)?,
            RiskAct::Closed { reason: _ } => Risk { status: Status::Closed, ..risk },
            RiskAct::Reopened {} => Risk { status: Status::Assessed, ..risk },
        };
        let reasons = after.check(isms, on.id);
        if reasons.is_empty() { Ok(on.becomes(after)) } else { Err(reasons) }
    }
}

/// Clause 6.1.3 f: the owner approves the plan.
fn plan_approved(isms: &Isms, who: &Who, today: Date, risk: Risk) -> Result<Risk, Reason> {
    let by = signer(who)?;
    if risk.owner.as_ref().and_then(Link::id) != Some(by) {
        return Err(Reason::new(
            say!("only its owner approves the plan of its treatment"),
            say!("ask the owner, or make somebody else the owner first"),
        ));
    }
    let of = AcceptedState::now(isms, &risk);
    Ok(Risk { plan_approved: Some(PlanApproval { by: Link::known(by), on: today, of }), ..risk })
}

fn is_planned(risk: &Risk) -> Result<(), Reason> {
    let missing =
        || Reason::new(say!("nothing is planned yet"), say!("choose what is done about it first")).at("option");
    risk.option.map(|_| ()).ok_or_else(missing)
}

/// Across registers: a risk is treated only when its actions are done and each planned control is in place.
fn nothing_is_open(isms: &Isms, risk: &Held<Risk>) -> Result<(), Reason> {
    let open = || {
        let why = say!("an action is open, or a planned control is not in place");
        Reason::new(why, say!("finish it, or take it out of the plan")).at("planned_controls")
    };
    (!risk.treatment_is_open(isms, risk.id)).then_some(()).ok_or_else(open)
}

/// What is accepted is what is left, as the criteria rate it.
fn residual_score(isms: &Isms, risk: &Risk) -> Result<u32, Reason> {
    let score = risk.residual.as_ref().and_then(Rating::steps).and_then(|(l, c)| isms.criteria().score(l, c));
    let why = || say!("it has no residual rating, so nobody can know what is accepted");
    score.ok_or_else(|| Reason::new(why(), say!("assess what is left first")).at("residual"))
}

/// Clause 6.1.3 f: the owner accepts what is left; at and above the limit top management signs in addition, never
/// instead. An acceptance ends no treatment: the status follows only when nothing is open.
fn accepted(isms: &Isms, who: &Who, today: Date, id: Id, risk: Risk, reason: String) -> Result<Risk, Reason> {
    let by = signer(who)?;
    let over = isms.criteria().over_limit(residual_score(isms, &risk)?);
    let owner = risk.owner.as_ref().and_then(Link::id);
    let in_force = CriteriaInForce::of(isms);
    let stands = |acceptance: &&Acceptance| acceptance.of.outdated(&in_force, isms, &risk).is_empty();
    let owner_signed = risk.acceptances.iter().filter(stands).any(|one| one.by.id() == owner && owner.is_some());
    if owner != Some(by) {
        in_addition(who, over, owner_signed)?;
    }
    let of = AcceptedState::now(isms, &risk);
    let beside = risk.acceptances.iter().filter(stands).any(|one| one.by.id() != owner);
    let signed = if owner == Some(by) { !over || beside } else { true };
    let open = risk.treatment_is_open(isms, id);
    let status = if signed && !open { Status::Accepted } else { risk.status };
    let acceptance = Acceptance { by: Link::known(by), on: today, reason, stated: false, of };
    let kept = risk.acceptances.iter().filter(|one| one.by.id() != Some(by)).cloned();
    Ok(Risk { status, acceptances: kept.chain([acceptance]).collect(), ..risk.clone() })
}

/// What must hold before somebody signs who is not the owner.
fn in_addition(who: &Who, over_limit: bool, owner_signed: bool) -> Result<(), Reason> {
    let not_yours = || {
        let remedy = say!("ask the owner, or make somebody else the owner first");
        Reason::new(say!("only its owner accepts a risk"), remedy)
    };
    match (who.top_management, over_limit, owner_signed) {
        (false, ..) => Err(not_yours()),
        (true, false, _) => Err(Reason::new(
            say!("below the limit the owner alone accepts"),
            say!("ask the owner; top management signs at the limit and above"),
        )),
        (true, true, false) => Err(Reason::new(
            say!("top management signs in addition to the owner, never instead, and the owner has not accepted"),
            say!("ask the owner to accept it first"),
        )),
        (true, true, true) => Ok(()),
    }
}
