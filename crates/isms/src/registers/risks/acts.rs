//! What happens to a risk: assessed, planned, treated, accepted, closed.

use super::{Acceptance, AcceptedState, CriteriaInForce, PlanApproval, Rating, Risk, Status, TreatmentOption};
use crate::record::*;

/// What happens to a risk.
#[expect(clippy::large_enum_variant, reason = "an act is read, decided and gone; none is ever kept")]
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RiskAct {
    /// Weigh it. Ratings that are left empty stay as they are.
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
    PlanApproved {},
    /// All that was planned is in place. What was planned stays told as planned: each control has its standing.
    Treated {},
    /// Carry what is left, as its owner; at and above the limit top management signs in addition.
    Accepted {
        /// What you weighed. The auditor reads this sentence.
        reason: String,
    },
    /// It is gone.
    Closed {
        /// Why it cannot happen any more.
        reason: String,
    },
    /// It is back.
    Reopened {},
}

impl Decide<Risk> for RiskAct {
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
            RiskAct::Treated {} => treated(isms, on.id, risk)?,
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
    if risk.option.is_none() {
        return Err(
            Reason::new(say!("nothing is planned yet"), say!("choose what is done about it first")).at("option")
        );
    }
    let of = AcceptedState::now(isms, &risk);
    Ok(Risk { plan_approved: Some(PlanApproval { by: Link::known(by), on: today, of }), ..risk })
}

/// Across registers: a risk is treated only when its actions are done and each planned control is in place.
fn treated(isms: &Isms, id: Id, risk: Risk) -> Result<Risk, Reason> {
    if risk.treatment_is_open(isms, id) {
        return Err(Reason::new(
            say!("an action is open, or a planned control is not in place"),
            say!("finish it, or take it out of the plan"),
        )
        .at("planned_controls"));
    }
    Ok(Risk { status: Status::Treated, ..risk })
}

/// Clause 6.1.3 f: the owner accepts what is left; at and above the limit top management signs in addition, never
/// instead. An acceptance ends no treatment: the status follows only when nothing is open.
fn accepted(isms: &Isms, who: &Who, today: Date, id: Id, risk: Risk, reason: String) -> Result<Risk, Reason> {
    let by = signer(who)?;
    let criteria = isms.criteria();
    let score = risk.residual.as_ref().and_then(Rating::steps).and_then(|(l, c)| criteria.score(l, c));
    let Some(score) = score else {
        let why = say!("it has no residual rating, so nobody can know what is accepted");
        return Err(Reason::new(why, say!("assess what is left first")).at("residual"));
    };
    let owner = risk.owner.as_ref().and_then(Link::id);
    let in_force = CriteriaInForce::of(isms);
    let stands = |acceptance: &&Acceptance| acceptance.of.outdated(&in_force, isms, &risk).is_empty();
    let owner_signed = risk.acceptances.iter().filter(stands).any(|one| one.by.id() == owner && owner.is_some());
    let over = criteria.over_limit(score);
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
