//! The risk treatment plan, owner by owner: each approves the plan of their risks and accepts what is left.
//!
//! ISO/IEC 27001, clauses 6.1.3 e and f, and 8.3.

use super::{
    owner::same,
    risks::{RiskView, Row, acceptance_shown, rated_shown, risks},
    shown::{link, with},
};
use crate::{
    Control, Held, Id, Isms, Link, Person, plain,
    registers::risks::{CriteriaInForce, PlanApproval, Status},
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The plan of one owner.
pub struct OwnersPlan<'a> {
    /// The owner; `None` gathers the risks that nobody owns.
    pub owner: Option<&'a Link<Person>>,
    /// The risks, the greatest first.
    pub risks: Vec<Planned<'a>>,
}

/// How one risk is treated.
pub struct Planned<'a> {
    /// The risk, its ratings, its actions, and who accepted it.
    pub row: Row<'a>,
    /// The planned controls; no record where an import could not find one.
    pub controls: Vec<(&'a Link<Control>, Option<&'a Held<Control>>)>,
    /// Whether its owner approved the plan.
    pub approval: Approval<'a>,
}

/// Whether an owner approved a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Approval<'a> {
    /// Not yet.
    Missing,
    /// As it stands here.
    Given(&'a PlanApproval),
    /// As it stood: what has changed since, in words.
    Outdated(&'a PlanApproval, Vec<&'static str>),
}

/// The plan over all risks that are weighed and not closed: those nobody owns come last.
pub fn treatment(isms: &Isms, today: Date) -> Vec<OwnersPlan<'_>> {
    let (RiskView { rows, .. }, in_force) = (risks(isms, today), CriteriaInForce::of(isms));
    let mut plans: BTreeMap<Key, OwnersPlan> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| !matches!(row.risk.status, Status::Draft | Status::Closed)) {
        let owner = row.risk.owner.as_ref();
        let plan = plans.entry(key(isms, owner)).or_insert(OwnersPlan { owner, risks: vec![] });
        plan.risks.push(planned(&in_force, isms, row));
    }
    let mut plans: Vec<OwnersPlan> = plans.into_values().collect();
    for plan in &mut plans {
        plan.risks.sort_by_key(|planned| std::cmp::Reverse(planned.row.today().map(|rated| rated.score)));
    }
    plans
}

/// The plan as programs see it; risks the reader may not see are left out.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let owner = |plan: &OwnersPlan| {
        let risks = plan.risks.iter().filter(|planned| sees(planned.row.risk.id));
        let risks: Vec<Value> = risks.map(|planned| planned_shown(isms, planned, sees)).collect();
        let owner = plan.owner.map(|owner| link(isms, owner, sees));
        (!risks.is_empty()).then(|| json!({ "owner": owner, "risks": risks }))
    };
    json!({ "today": today, "owners": treatment(isms, today).iter().filter_map(owner).collect::<Vec<_>>() })
}

/// Owners by name, then those in words, then nobody; the id keeps two people of one name apart.
type Key = (u8, String, Option<Id>);

fn key(isms: &Isms, owner: Option<&Link<Person>>) -> Key {
    match owner.map(|owner| (owner.id(), owner.text())) {
        None => (2, String::new(), None),
        Some((Some(id), _)) => {
            (0, isms.people().get(id).map(|person| plain(&person.name)).unwrap_or_default(), Some(id))
        }
        Some((None, text)) => (1, plain(text.unwrap_or_default()), None),
    }
}

fn planned<'a>(in_force: &CriteriaInForce, isms: &'a Isms, row: Row<'a>) -> Planned<'a> {
    let risk = row.risk;
    let control = |link: &'a Link<Control>| (link, link.id().and_then(|id| isms.controls().get(id)));
    let approval = approval(in_force, isms, risk);
    Planned { row, controls: risk.planned_controls.iter().map(control).collect(), approval }
}

/// Whether the owner of a risk approved its plan, and whether that still stands.
pub fn approval<'a>(in_force: &CriteriaInForce, isms: &Isms, risk: &'a Held<crate::Risk>) -> Approval<'a> {
    let by_owner = |approval: &&PlanApproval| risk.owner.as_ref().is_some_and(|owner| same(owner, &approval.by));
    let approval = risk.plan_approved.as_ref().map(|approval| (approval, approval.of.outdated(in_force, isms, risk)));
    match approval {
        None => Approval::Missing,
        Some((approval, changed)) if changed.is_empty() && by_owner(&approval) => Approval::Given(approval),
        Some((approval, changed)) => Approval::Outdated(approval, changed),
    }
}

fn planned_shown(isms: &Isms, planned: &Planned, sees: &dyn Fn(Id) -> bool) -> Value {
    let (row, risk, criteria) = (&planned.row, planned.row.risk, isms.criteria());
    let controls = planned.controls.iter().map(|(named, control)| {
        let control = control.filter(|control| sees(control.id));
        let standing = json!({
            "implementation": control.and_then(|control| control.implementation),
            "planned_for": control.and_then(|control| control.planned_for),
        });
        with(link(isms, named, sees), standing)
    });
    let actions = row.actions.iter().filter(|action| sees(action.id)).map(|action| {
        json!({
            "id": action.id,
            "reference": action.body.reference,
            "title": action.title,
            "status": action.status,
            "due": action.due,
            "owner": action.owner.as_ref().map(|owner| link(isms, owner, sees)),
        })
    });
    json!({
        "id": risk.id,
        "reference": risk.body.reference,
        "title": risk.title,
        "status": risk.status,
        "option": risk.option,
        "due": risk.due,
        "current": row.today().map(|rated| rated_shown(&criteria, rated)),
        "residual": row.residual.map(|rated| rated_shown(&criteria, rated)),
        "residual_is_expected": row.expected,
        "planned_controls": controls.collect::<Vec<_>>(),
        "actions": actions.collect::<Vec<_>>(),
        "plan": approval_shown(isms, &planned.approval, sees),
        "acceptance": acceptance_shown(isms, &row.acceptances, sees),
    })
}

fn approval_shown(isms: &Isms, approval: &Approval, sees: &dyn Fn(Id) -> bool) -> Value {
    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum State {
        Missing,
        Approved,
        Outdated,
    }
    let (state, given, changed) = match approval {
        Approval::Missing => (State::Missing, None, &[][..]),
        Approval::Given(given) => (State::Approved, Some(given), &[][..]),
        Approval::Outdated(given, changed) => (State::Outdated, Some(given), changed.as_slice()),
    };
    json!({
        "state": state,
        "by": given.map(|given| link(isms, &given.by, sees)),
        "on": given.map(|given| given.on),
        "changed": changed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        registers::risks::{AcceptedState, TreatmentOption},
        views::northwind::{TODAY, called, northwind},
    };

    #[test]
    fn each_owner_has_their_risks_the_greatest_first_and_nobody_comes_last() {
        let isms = northwind();
        let plans = treatment(&isms, TODAY);
        assert_eq!(plans.iter().map(|plan| plan.risks.len()).sum::<usize>(), 60);
        let last = plans.last().unwrap();
        assert!(last.owner.is_none());
        assert_eq!(
            called(&isms, last.risks.iter().map(|planned| planned.row.risk.id)),
            ["R-014", "R-032"].map(String::from).into()
        );
        let p104 = isms.people().by_reference("P104").next();
        let plan = plans.iter().find(|plan| plan.owner.and_then(Link::id) == p104).unwrap();
        let scores: Vec<_> = plan.risks.iter().map(|planned| planned.row.today().unwrap().score).collect();
        assert_eq!(scores, [20, 12, 3]);
        assert!(plan.risks[0].row.expected && plan.risks[0].approval == Approval::Missing);
    }

    #[test]
    fn an_approval_stands_until_what_it_was_given_for_changes() {
        let mut isms = northwind();
        let id = isms.risks().by_reference("R-040").next().unwrap();
        let mut risk = isms.risks().get(id).unwrap().clone();
        let of = AcceptedState::now(&isms, &risk);
        let by = risk.owner.clone().unwrap();
        risk.body.record.plan_approved = Some(PlanApproval { by, on: TODAY, of });
        isms.put(risk.clone());
        let state =
            |isms: &Isms| json(isms, TODAY, &|other| other == id)["owners"][0]["risks"][0]["plan"]["state"].clone();
        assert_eq!(state(&isms), "approved");
        risk.body.record.option = Some(TreatmentOption::Avoid);
        isms.put(risk);
        assert_eq!(state(&isms), "outdated");
    }
}
