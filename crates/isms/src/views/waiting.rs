//! What waits for one person's signature: risks to be accepted, plans and documents to be approved, a statement to be
//! published.
//!
//! ISO/IEC 27001, clauses 6.1.3 d and f, and 7.5.2 c.

use super::{
    risks::{RiskView, Row},
    soa::Soa,
    treatment::{Approval, approval},
};
use crate::{
    Document, Held, Id, Isms, Link,
    registers::{
        documents::DocumentStatus,
        risks::{CriteriaInForce, Status, TreatmentOption},
    },
};

/// Who might sign.
pub struct Signer<'a> {
    /// The person behind the account.
    pub person: Id,
    /// Whether they may do this act on this record.
    pub may: &'a dyn Fn(Id, &str) -> bool,
    /// Whether they may publish the Statement of Applicability.
    pub may_publish: bool,
}

/// A signature that is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The record to be signed; `None` is the Statement of Applicability.
    pub on: Option<Id>,
    /// What signing it means.
    pub what: What,
}

/// What a signature means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The owner carries what is left of a risk.
    Acceptance,
    /// Top management carries it in addition to the owner.
    SecondSignature,
    /// The owner approves how a risk is treated.
    Plan,
    /// A document is put in force.
    Document,
    /// The statement is published.
    Statement,
}

impl What {
    /// The act by which it is signed; the statement is published on a page of its own.
    pub fn act(self) -> Option<&'static str> {
        match self {
            What::Acceptance | What::SecondSignature => Some("accepted"),
            What::Plan => Some("plan-approved"),
            What::Document => Some("approved"),
            What::Statement => None,
        }
    }
}

/// The signatures that are awaited from one person, by the two views of this state: risks first, the greatest before
/// the others.
pub fn waiting(isms: &Isms, risks: &RiskView, soa: &Soa, signer: &Signer) -> Vec<Awaited> {
    let in_force = CriteriaInForce::of(isms);
    let weighed =
        |row: &&Row| !matches!(row.risk.status, Status::Draft | Status::Closed) && row.risk.body.proposed.is_none();
    let mut rows: Vec<&Row> = risks.rows.iter().filter(weighed).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.residual.or(row.today()).map(|rated| rated.score)));
    let on_risks =
        rows.iter().flat_map(|row| of_risk(&in_force, isms, row, signer.person).map(move |what| (row.risk.id, what)));
    let documents = isms.documents().iter().filter(|document| is_unapproved(document));
    let on_documents = documents.map(|document| (document.id, What::Document));
    let signed = on_risks.chain(on_documents).filter(|(id, what)| what.act().is_some_and(|act| (signer.may)(*id, act)));
    let statement = (signer.may_publish && soa.is_ready(isms)).then_some(Awaited { on: None, what: What::Statement });
    signed.map(|(id, what)| Awaited { on: Some(id), what }).chain(statement).collect()
}

/// The owner's signatures, or the one of top management beside them.
fn of_risk(in_force: &CriteriaInForce, isms: &Isms, row: &Row, person: Id) -> impl Iterator<Item = What> {
    let owns = row.risk.owner.as_ref().and_then(Link::id) == Some(person);
    let acceptance = owns && is_to_be_accepted(row);
    let second = !owns && row.acceptances.second_is_awaited();
    let plan = owns && is_to_be_approved(in_force, isms, row);
    let some = [(acceptance, What::Acceptance), (second, What::SecondSignature), (plan, What::Plan)];
    some.into_iter().filter(|(is_awaited, _)| *is_awaited).map(|(_, what)| what)
}

/// What is left is known, nothing else is to be done about it, and its owner has not accepted it.
pub(super) fn is_to_be_accepted(row: &Row) -> bool {
    let ended = !row.risk.is_open() || row.risk.option == Some(TreatmentOption::Retain);
    ended && row.residual.is_some() && !row.acceptances.owner_stands()
}

/// A treatment under way, whose plan its owner has not approved as it stands. They approve it for what it will leave: as
/// long as nobody has said that, there is nothing to sign.
pub(super) fn is_to_be_approved(in_force: &CriteriaInForce, isms: &Isms, row: &Row) -> bool {
    let planned = row.risk.option.is_some_and(|option| option != TreatmentOption::Retain);
    planned
        && row.residual.is_some()
        && row.risk.is_open()
        && !matches!(approval(in_force, isms, row.risk), Approval::Given(_))
}

fn is_unapproved(document: &Held<Document>) -> bool {
    match document.status {
        DocumentStatus::Draft => true,
        DocumentStatus::Approved => document.approved_by.is_none(),
        DocumentStatus::Retired => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, after_as, director, person, samples},
        views::{northwind::TODAY, risks::risks, soa::soa},
    };
    use serde_json::json;

    const RISK: &str = "R-2";

    fn awaited(isms: &Isms, number: u32, may: &dyn Fn(Id, &str) -> bool) -> Vec<(String, What)> {
        let signer = Signer { person: Id::new("P", number), may, may_publish: true };
        let named = |one: Awaited| (one.on.map_or("statement".into(), |id| id.to_string()), one.what);
        waiting(isms, &risks(isms, TODAY), &soa(isms, TODAY), &signer).into_iter().map(named).collect()
    }

    fn on_risk(isms: &Isms, number: u32) -> Vec<What> {
        awaited(isms, number, &|id, _| id.letters() == "R")
            .into_iter()
            .filter_map(|(on, what)| (on != "statement").then_some(what))
            .collect()
    }

    /// A treated risk of the first person with a rest of 4 × 4, above the limit.
    fn treated() -> Isms {
        let rest = json!({ "residual": { "likelihood": 4, "consequence": 4 } });
        let isms = after(&samples(), "risks", &[RISK], "assessed", rest);
        let isms =
            after(&isms, "risks", &[RISK], "treatment-planned", json!({ "option": "avoid", "planned_controls": [] }));
        after(&isms, "risks", &[RISK], "treated", json!({}))
    }

    #[test]
    fn a_plan_waits_for_the_owner_until_it_is_approved() {
        let isms = samples();
        assert_eq!((on_risk(&isms, 1), on_risk(&isms, 2)), (vec![What::Plan], vec![]));
        let isms = after(&isms, "risks", &[RISK], "plan-approved", json!({}));
        assert_eq!(on_risk(&isms, 1), []);
        let isms = after(&isms, "risks", &[RISK], "treatment-planned", json!({ "option": "share" }));
        assert_eq!(on_risk(&isms, 1), [What::Plan], "what was approved is no longer what is planned");
        let (mut isms, mut risk) = (isms.clone(), isms.risks().get(RISK.parse().unwrap()).unwrap().clone());
        risk.body.record.residual = None;
        isms.put(risk);
        assert_eq!(on_risk(&isms, 1), [], "nobody said what it will leave: what would be approved?");
    }

    #[test]
    fn above_the_limit_top_management_waits_until_the_owner_has_signed() {
        let isms = treated();
        assert_eq!((on_risk(&isms, 1), on_risk(&isms, 2)), (vec![What::Acceptance], vec![]));
        let isms = after(&isms, "risks", &[RISK], "accepted", json!({ "reason": "worth it" }));
        assert_eq!((on_risk(&isms, 1), on_risk(&isms, 2)), (vec![], vec![What::SecondSignature]));
        let isms = after_as(&director(2), &isms, "risks", &[RISK], "accepted", json!({ "reason": "agreed" }));
        assert_eq!((on_risk(&isms, 1), on_risk(&isms, 2)), (vec![], vec![]));
    }

    #[test]
    fn nothing_waits_for_who_may_not_sign() {
        let who = person(1).person.unwrap();
        let (isms, signer) = (treated(), Signer { person: who, may: &|_, _| false, may_publish: false });
        assert_eq!(waiting(&isms, &risks(&isms, TODAY), &soa(&isms, TODAY), &signer), []);
    }

    #[test]
    fn drafts_and_what_nobody_approved_wait_for_those_who_approve() {
        let isms = samples();
        let documents = |isms: &Isms| -> Vec<String> {
            awaited(isms, 2, &|id, _| id.letters() == "D")
                .into_iter()
                .map(|(on, _)| on)
                .filter(|on| on != "statement")
                .collect()
        };
        assert_eq!(documents(&isms), ["D-0001"]);
        let isms = after(&isms, "documents", &["D-1"], "approved", json!({ "version": "1.0" }));
        assert_eq!(documents(&isms), Vec::<String>::new());
    }

    #[test]
    fn the_statement_waits_once_each_control_is_decided() {
        let isms = after(&samples(), "organisation", &["ORG-1"], "edited", json!({ "scope": "All of it" }));
        let statement = |isms: &Isms| awaited(isms, 1, &|_, _| false).contains(&("statement".into(), What::Statement));
        let withdrawn = |isms: &Isms| {
            let all: Vec<Id> = isms.applicability_statements().iter().map(|one| one.id).collect();
            all.iter().fold(isms.clone(), |isms, id| {
                let mut held = isms.applicability_statements().get(*id).unwrap().clone();
                held.body.withdrawn = Some("for this test".into());
                let mut isms = isms;
                isms.put(held);
                isms
            })
        };
        assert!(!statement(&isms), "a version is published");
        let isms = withdrawn(&isms);
        assert!(statement(&isms));
        let isms = after(&isms, "controls", &["8.30"], "left-open", json!({}));
        assert!(!statement(&isms), "a control is open");
    }
}
