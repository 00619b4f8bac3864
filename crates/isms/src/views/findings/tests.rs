mod near_misses;

use super::*;
use crate::{
    collection::Body,
    record::*,
    register,
    registers::{
        controls::Implementation,
        corrective_actions::CorrectiveActionStatus,
        objectives::ObjectiveStatus,
        people::Presence,
        risks::{Acceptance, AcceptedState, Rating},
    },
    views::{
        finding::Way,
        northwind::{TODAY, assert_found, called, northwind},
    },
};
use std::collections::BTreeSet;

fn put<R: Register>(isms: &mut Isms, id: &str, record: R) {
    isms.put(Held { id: id.parse().unwrap(), revision: 1, body: Body { record, ..Body::default() } });
}

#[test]
fn northwind_has_the_findings_its_readme_tells() {
    let isms = northwind();
    assert_found(&isms);
    let pairs = findings(&isms, TODAY, Some("assets")).into_iter().filter(|found| found.rule.name == "same-name");
    let pairs: Vec<_> = pairs.map(|finding| called(&isms, finding.records())).collect();
    let set = |ids: [&str; 2]| BTreeSet::from(ids.map(String::from));
    assert_eq!(pairs, [set(["AST-095", "AST-103"]), set(["AST-110", "AST-120"])]);
}

#[test]
fn what_people_assets_and_documents_may_be() {
    let mut isms = Isms::default();
    put(&mut isms, "ORG-0001", Organisation::default());
    let person = |status, end| Person { status, end, ..Person::default() };
    put(&mut isms, "P-0001", person(Presence::Active, Some(TODAY)));
    put(&mut isms, "P-0002", person(Presence::Leaver, Some(TODAY)));
    put(&mut isms, "P-0003", person(Presence::Leaver, None));
    put(&mut isms, "P-0004", person(Presence::OnLeave, Some(TODAY.yesterday().unwrap())));
    let asset = |last_reviewed| Asset {
        name: format!("{last_reviewed:?}"),
        owner: Some(Link::unresolved("IT team")),
        last_reviewed,
        ..Asset::default()
    };
    put(&mut isms, "A-0001", asset(Some(date(2025, 10, 31))));
    put(&mut isms, "A-0002", asset(Some(date(2025, 10, 30))));
    put(&mut isms, "A-0003", asset(None));
    let location = || Some("intranet".to_string());
    let document = |status, approved_by| Document { status, approved_by, location: location(), ..Document::default() };
    put(&mut isms, "D-0001", document(crate::registers::documents::DocumentStatus::Draft, None));
    put(
        &mut isms,
        "D-0002",
        document(crate::registers::documents::DocumentStatus::Approved, Some(Link::unresolved("the board"))),
    );
    let found: Vec<_> =
        findings(&isms, TODAY, None).iter().map(|found| (found.rule.name, found.on.to_string())).collect();
    let expected =
        [("review-lapsed", "A-0002"), ("leaver-before-end", "P-0002"), ("ended-not-marked-leaver", "P-0004")];
    assert_eq!(found, expected.map(|(rule, id)| (rule, id.to_string())));
}

/// Northwind, and what it lacks: an outdated signature, and controls and people whose states do not agree.
fn faulty() -> Isms {
    let mut isms = northwind();
    let signed = Acceptance {
        by: Link::known(Id::new("P", 5)),
        on: TODAY,
        reason: String::new(),
        stated: false,
        of: AcceptedState::now(&isms, &Risk::default()),
    };
    put(
        &mut isms,
        "R-0061",
        Risk { acceptances: vec![signed], owner: Some(Link::known(Id::new("P", 5))), ..Risk::default() },
    );
    let beyond =
        Rating { likelihood: Step::try_from(9).ok(), consequence: Step::try_from(1).ok(), ..Rating::default() };
    put(&mut isms, "R-0062", Risk { inherent: Some(beyond), ..Risk::default() });
    let change = |isms: &mut Isms, id: &str, change: fn(&mut Control)| {
        let mut control = isms.controls().get(id.parse().unwrap()).unwrap().clone();
        change(&mut control.body.record);
        isms.put(control);
    };
    change(&mut isms, "8.30", |control| control.implementation = Some(Implementation::No));
    change(&mut isms, "5.1", |control| control.owner = Some(Link::known(Id::new("P", 3))));
    put(&mut isms, "ACT-0001", Action { controls: vec![Link::known(Id::new("5.", 1))], ..Action::default() });
    put(&mut isms, "P-0121", Person { status: Presence::Leaver, end: Some(TODAY), ..Person::default() });
    put(
        &mut isms,
        "CA-0001",
        CorrectiveAction { status: CorrectiveActionStatus::Closed, ..CorrectiveAction::default() },
    );
    put(
        &mut isms,
        "D-0099",
        Document {
            status: crate::registers::documents::DocumentStatus::Approved,
            approved_state: Some("of another text".into()),
            ..Document::default()
        },
    );
    put(&mut isms, "OBJ-0001", Objective { status: ObjectiveStatus::Reached, ..Objective::default() });
    put(&mut isms, "REV-0001", Review { held_on: Some(TODAY), ..Review::default() });
    isms
}

#[test]
fn every_rule_can_fire_and_none_fires_that_is_not_in_the_table() {
    let name = |rule: &Rule| (rule.register, rule.name);
    let fired: BTreeSet<_> = findings(&faulty(), TODAY, None).iter().map(|finding| name(finding.rule)).collect();
    let all: BTreeSet<_> = rules().map(name).collect();
    assert_eq!(fired, all);
    assert_eq!(all.len(), rules().count(), "no name stands for two rules");
}

#[test]
fn every_mending_link_leads_somewhere() {
    for rule in rules() {
        let described = register(rule.register).unwrap().description();
        assert!(
            match rule.mend.to {
                Way::Field(name) => described.field(name).is_some_and(|field| !field.by_act),
                Way::Act(word) => described.act(word).is_ok(),
                Way::Register(name) => register(name).is_some(),
            },
            "{} of {}",
            rule.name,
            rule.register
        );
    }
}

#[test]
fn every_message_is_whole_and_names_its_record_first() {
    let isms = faulty();
    for finding in findings(&isms, TODAY, None) {
        let message = finding.sentence.message(&isms, &|_| true).to_string();
        let called = crate::views::sentence::name(&isms, finding.on, &|_| true);
        assert!(message.starts_with(&called), "`{message}` begins with {called}");
        let parts = finding.sentence.with.len();
        assert_eq!(finding.sentence.key.matches('{').count(), parts, "`{}`", finding.sentence.key);
        assert!(finding.sentence.with.iter().all(|(name, _)| finding.sentence.key.contains(&format!("{{{name}}}"))));
    }
}

#[test]
fn programs_see_the_shape_they_rely_on() {
    let isms = northwind();
    let shown = json(&isms, TODAY, Some("documents"), &|_| true);
    let all = shown["findings"].as_array().unwrap();
    let first = all.iter().find(|finding| finding["rule"] == "approved-without-approver").unwrap();
    assert_eq!(shown["today"], "2026-10-31");
    assert_eq!((&first["rule"], &first["register"]), (&"approved-without-approver".into(), &"documents".into()));
    let record = json!({ "register": "documents", "id": first["id"], "reference": "POL-02" });
    assert_eq!(first["records"], json!([record]));
    assert_eq!(first["message"], "POL-02 is called approved, and nobody is named who approved it");
    assert_eq!(json(&isms, TODAY, None, &|_| false)["findings"], json!([]));
}
