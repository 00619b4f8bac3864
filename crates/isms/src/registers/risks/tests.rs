//! Assessment, treatment and acceptance of risks.

use super::*;
use crate::given::{after, after_as, ask, ask_as, at_fields, director, person, refused, samples};
use serde_json::json;

const R2: &[&str] = &["R-2"];

/// A risk of the first person whose rest stands below the limit (8 of 25), with nothing open.
fn small() -> Isms {
    after(&samples(), "risks", R2, "edited", json!({ "planned_controls": [] }))
}

/// The same with a rest at the limit (12 of 25).
fn large() -> Isms {
    after(&small(), "risks", R2, "assessed", json!({ "residual": { "likelihood": 3, "consequence": 4 } }))
}

fn accept(isms: &Isms, who: &Who) -> Result<Changes, crate::Refusal> {
    ask_as(who, isms, "risks", R2, "accepted", json!({ "reason": "rare enough" }))
}

fn accepted(isms: &Isms, who: &Who) -> Isms {
    after_as(who, isms, "risks", R2, "accepted", json!({ "reason": "rare enough" }))
}

fn risk(isms: &Isms) -> &Risk {
    isms.risks().get(Id::new("R", 2)).unwrap()
}

fn outdated(isms: &Isms) -> Vec<&'static str> {
    risk(isms).acceptances[0].of.outdated(&CriteriaInForce::of(isms), isms, risk(isms))
}

#[test]
fn its_owner_accepts_a_risk_below_the_limit() {
    let isms = accepted(&small(), &person(1));
    let one = &risk(&isms).acceptances[0];
    assert_eq!((risk(&isms).status, one.by.id()), (Status::Accepted, Some(Id::new("P", 1))));
    assert_eq!((one.on, one.reason.as_str(), one.stated), (date(2026, 10, 31), "rare enough", false));
    assert!(outdated(&isms).is_empty());
}

#[test]
fn nobody_but_the_owner_accepts_below_the_limit() {
    assert!(refused(accept(&small(), &person(2))).contains("only its owner accepts a risk"));
    assert!(refused(accept(&small(), &director(2))).contains("below the limit the owner alone accepts"));
    let owned_by_none = after(&small(), "risks", R2, "edited", json!({ "owner": null }));
    assert!(refused(accept(&owned_by_none, &person(1))).contains("only its owner accepts a risk"));
}

#[test]
fn at_the_limit_top_management_signs_in_addition_and_never_instead() {
    let isms = large();
    assert!(refused(accept(&isms, &director(2))).contains("in addition to the owner, never instead"));
    let by_owner = accepted(&isms, &person(1));
    assert_eq!(risk(&by_owner).status, Status::InTreatment, "one signature is not enough");
    let by_both = accepted(&by_owner, &director(2));
    assert_eq!((risk(&by_both).status, risk(&by_both).acceptances.len()), (Status::Accepted, 2));
    let alone = accepted(&isms, &director(1));
    assert_eq!(risk(&alone).status, Status::InTreatment, "an owner who is top management is still one person");
}

#[test]
fn a_second_signature_takes_the_place_of_the_first() {
    let isms = accepted(&accepted(&small(), &person(1)), &person(1));
    assert_eq!(risk(&isms).acceptances.len(), 1);
}

#[test]
fn a_signature_needs_its_signers_own_sign_in_and_something_to_sign() {
    let by_another = Who { own_sign_in: false, ..person(1) };
    assert!(refused(accept(&small(), &by_another)).contains("own sign-in"));
    let unrated = after(&small(), "risks", R2, "edited", json!({ "residual": null }));
    assert_eq!(at_fields(accept(&unrated, &person(1))), ["residual"]);
    assert_eq!(at_fields(ask(&small(), "risks", R2, "accepted", json!({ "reason": " " }))), ["reason"]);
}

#[test]
fn an_acceptance_ends_no_treatment() {
    let planned = accepted(&samples(), &person(1));
    assert_eq!((risk(&planned).status, risk(&planned).acceptances.len()), (Status::InTreatment, 1));
    let action = json!({ "title": "Train", "risks": "R-2" });
    let acting = after(&small(), "actions", &[], "added", action);
    assert_eq!(risk(&accepted(&acting, &person(1))).status, Status::InTreatment);
    let done = after(&acting, "actions", &["ACT-3"], "done", json!({}));
    assert_eq!(risk(&accepted(&done, &person(1))).status, Status::Accepted);
}

#[test]
fn the_word_accepted_is_written_by_the_signature_alone() {
    let edit = json!({ "status": "accepted" });
    assert_eq!(at_fields(ask(&small(), "risks", R2, "edited", edit.clone())), ["status"]);
    let signed_with_open_treatment = accepted(&samples(), &person(1));
    assert_eq!(at_fields(ask(&signed_with_open_treatment, "risks", R2, "edited", edit.clone())), ["status"]);
    assert_eq!(
        at_fields(ask(&small(), "risks", &[], "added", json!({ "title": "X", "status": "accepted" }))),
        ["status"]
    );
    after(&accepted(&small(), &person(1)), "risks", R2, "edited", edit);
    let forged = json!({ "acceptances": [{ "by": { "id": "P-1" }, "on": "2026-10-31" }] });
    assert_eq!(at_fields(ask(&small(), "risks", R2, "edited", forged)), ["acceptances"]);
}

#[test]
fn an_acceptance_is_outdated_once_what_was_signed_changes() {
    let isms = accepted(&small(), &person(1));
    let edited = |given| outdated(&after(&isms, "risks", R2, "edited", given));
    assert_eq!(edited(json!({ "title": "A mouse in the kitchen" })), ["wording"]);
    assert_eq!(edited(json!({ "consequence": "Crumbs" })), ["wording"]);
    assert_eq!(edited(json!({ "due": "2027-01-31" })), [] as [&str; 0]);
    assert_eq!(edited(json!({ "owner": "P-2" })), ["owner"]);
    assert_eq!(edited(json!({ "option": "retain" })), ["option"]);
    assert_eq!(edited(json!({ "residual": { "likelihood": 4, "consequence": 2 } })), ["rating"]);
    assert_eq!(edited(json!({ "residual": { "likelihood": 3, "consequence": 4 } })), ["rating", "level"]);
    assert_eq!(edited(json!({ "assets": [] })), ["asset"]);
    assert_eq!(edited(json!({ "existing_controls": "6.3, 8.5" })), ["set of controls"]);
    assert_eq!(edited(json!({ "existing_controls": "8.5" })), ["set of controls"]);
}

#[test]
fn an_acceptance_is_outdated_by_other_criteria_and_by_a_control_that_falls_behind() {
    let in_place =
        |isms: &Isms, how: &str| after(isms, "controls", &["6.3"], "edited", json!({ "implementation": how }));
    let isms = accepted(&in_place(&small(), "partly"), &person(1));
    assert_eq!(outdated(&in_place(&isms, "yes")), [] as [&str; 0], "a control that came further is none the worse");
    assert_eq!(outdated(&in_place(&isms, "planned")), ["standing of a control"]);
    let mut criteria = json!(*isms.criteria());
    criteria["levels"][1]["from"] = json!(9);
    let stricter = after(&isms, "organisation", &["ORG-1"], "edited", json!({ "criteria": criteria }));
    assert_eq!(outdated(&stricter), ["level", "criteria"]);
}

#[test]
fn an_outdated_signature_of_the_owner_does_not_carry_that_of_top_management() {
    let isms = accepted(&large(), &person(1));
    let worse = after(&isms, "risks", R2, "assessed", json!({ "residual": { "likelihood": 4, "consequence": 4 } }));
    assert!(refused(accept(&worse, &director(2))).contains("the owner has not accepted"));
}

#[test]
fn a_signature_holds_no_record_in_use() {
    let isms = accepted(&small(), &person(1));
    let isms = after(&isms, "risks", R2, "edited", json!({ "assets": [] }));
    let isms = after(&isms, "incidents", &["INC-2"], "edited", json!({ "assets": [] }));
    after(&isms, "assets", &["A-2"], "withdrawn", json!({ "reason": "sold" }));
}

#[test]
fn the_owner_approves_the_plan() {
    let approve = |isms: &Isms, who: &Who| ask_as(who, isms, "risks", R2, "plan-approved", json!({}));
    assert!(refused(approve(&samples(), &director(2))).contains("only its owner approves"));
    let isms = after(&samples(), "risks", R2, "plan-approved", json!({}));
    let plan = risk(&isms).plan_approved.as_ref().unwrap();
    assert_eq!((plan.by.id(), plan.on), (Some(Id::new("P", 1)), date(2026, 10, 31)));
    let without = after(&samples(), "risks", R2, "edited", json!({ "option": null }));
    assert_eq!(at_fields(approve(&without, &person(1))), ["option"]);
}

#[test]
fn a_risk_is_treated_once_all_that_was_planned_is_in_place() {
    let isms = samples();
    assert_eq!(at_fields(ask(&isms, "risks", R2, "treated", json!({}))), ["planned_controls"]);
    let isms = after(&isms, "controls", &["8.5"], "edited", json!({ "implementation": "yes" }));
    let isms = after(&isms, "risks", R2, "treated", json!({}));
    let controls: Vec<String> = risk(&isms).planned_controls.iter().map(Link::to_string).collect();
    assert_eq!((risk(&isms).status, controls), (Status::Treated, vec!["8.5".into()]));
    assert!(
        !crate::views::findings(&isms, date(2026, 10, 31), Some("risks"))
            .iter()
            .any(|one| one.rule.name == "modify-without-control")
    );
}

#[test]
fn an_assessment_keeps_what_it_does_not_name_and_says_who_and_when() {
    let isms =
        after(&samples(), "risks", &["R-1"], "assessed", json!({ "inherent": { "likelihood": 2, "consequence": 3 } }));
    let one = isms.risks().get(Id::new("R", 1)).unwrap();
    assert_eq!((one.status, one.assessed_on), (Status::Assessed, Some(date(2026, 10, 31))));
    assert_eq!(one.assessed_by.as_ref().and_then(Link::id), Some(Id::new("P", 1)));
    let isms = after(&samples(), "risks", R2, "assessed", json!({ "next_assessment": "2027-10-31" }));
    assert_eq!((risk(&isms).status, risk(&isms).inherent.is_some()), (Status::InTreatment, true));
}

#[test]
fn a_rating_lies_on_the_organisations_scale() {
    let given =
        json!({ "inherent": { "likelihood": 6, "consequence": 1 }, "current": { "likelihood": 1, "consequence": 1 } });
    assert_eq!(at_fields(ask(&samples(), "risks", R2, "assessed", given)), ["inherent"]);
    let given = json!({ "residual": { "likelihood": 11 } });
    assert_eq!(at_fields(ask(&samples(), "risks", R2, "edited", given)), ["residual.likelihood"]);
}

#[test]
fn a_risk_is_due_until_it_is_treated() {
    let due = |isms: &Isms| Risk::due(isms.risks().get(Id::new("R", 2)).unwrap(), isms).map(|due| due.on);
    assert_eq!(due(&samples()), Some(date(2027, 1, 31)));
    assert_eq!(due(&accepted(&small(), &person(1))), None);
}

#[test]
fn what_is_no_step_is_told_the_last_step_of_the_scale_in_use() {
    let rating = json!({ "likelihood": "11", "consequence": 3 });
    let said = refused(ask(&samples(), "risks", &[], "added", json!({ "title": "Fire", "inherent": rating })));
    assert!(said.contains("from 1 to 5"), "{said}");
}
