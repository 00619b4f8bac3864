//! Tests of the rules: an organisation in which they find nothing, and faults planted into it one by one.

mod alarms;
mod drawing;
mod exemplary;
mod faults;
mod planting;

use super::*;
use crate::views::northwind::{FOUND, TODAY, called, northwind};
use exemplary::{DAY, exemplary, set};
use jiff::ToSpan;

fn said(isms: &Isms, one: &Judged) -> String {
    let of = |gap: &Gap| format!("[{:?}] {}", gap.severity, gap.sentence.message(isms, &|_| true));
    let gaps: Vec<String> = one.verdict.gaps.iter().map(of).collect();
    format!("{} {:?}: {}", one.rule.duty, one.verdict.outcome, gaps.join("; "))
}

#[test]
fn each_duty_has_its_rule_and_each_rule_its_duty() {
    let duties: Vec<&str> = standards::duties().map(|(_, duty)| duty.id.as_str()).collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.duty).collect();
    assert_eq!(rules, duties);
    assert_eq!(
        TABLES.iter().map(|table| table.len()).sum::<usize>(),
        duties.len(),
        "no rule stands twice, or for no duty"
    );
    for rule in RULES.iter() {
        assert!(standards::clause(&rule.clause()).is_some(), "{} is an id of the table of clauses", rule.clause());
        assert!(rule.looks().ends_with('.') && rule.looks().len() > 30, "{}: {}", rule.duty, rule.looks());
    }
}

#[test]
fn in_an_organisation_that_does_it_all_no_rule_finds_a_gap() {
    let isms = exemplary();
    let gaps: Vec<String> = readiness(&isms, DAY)
        .iter()
        .filter(|one| one.verdict.outcome != Outcome::Met)
        .map(|one| said(&isms, one))
        .collect();
    assert_eq!(gaps, [""; 0]);
}

/// Nobody is told that something is as it should be where nothing is.
#[test]
fn of_an_organisation_that_has_nothing_no_rule_finds_no_gap() {
    let organisation = crate::Organisation { name: "New".into(), ..crate::Organisation::default() };
    let isms = crate::fold(Isms::default(), &crate::founding::found(&Isms::default(), organisation).unwrap()).unwrap();
    let met: Vec<&str> = readiness(&isms, DAY)
        .iter()
        .filter(|one| one.verdict.outcome == Outcome::Met)
        .map(|one| one.rule.duty)
        .collect();
    assert_eq!(met, [""; 0]);
}

#[test]
fn programs_see_the_shape_they_rely_on() {
    let isms = northwind();
    let shown = json(&isms, TODAY, &|_| true);
    assert_eq!(shown["as_of"], "2026-10-31");
    let of = |duty: &str| shown["rules"].as_array().unwrap().iter().find(|one| one["id"] == duty).unwrap().clone();
    let owners = of("6.1.2-owners");
    assert_eq!(
        (&owners["clause"], &owners["outcome"], &owners["severity"]),
        (&"6.1.2".into(), &"partly".into(), &"minor".into())
    );
    assert_eq!(owners["message"], "Owned by nobody: R-014, R-032. Owned by somebody who has left: R-042");
    let names: Vec<&str> =
        owners["records"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap()).collect();
    assert_eq!(names, ["R-014", "R-032", "R-042"]);
    let first = isms.risks().by_reference("R-014").next().unwrap();
    assert_eq!(owners["remedy"]["page"], format!("/risks/{first}/edit#owner"));
    assert_eq!(of("4.2a-parties")["clause"], "4.2 a");
    assert_eq!(of("4.2a-parties")["outcome"], "not_met");
    // What has no gap has no grade beside it, and names what speaks for it; what has one, only what lacks something.
    let met = json(&exemplary(), DAY, &|_| true);
    let planned = met["rules"].as_array().unwrap().iter().find(|one| one["id"] == "6.3-planned").unwrap();
    assert_eq!((&planned["likely"], &planned["names"]), (&json!(null), &json!(["CH-0001"])));
    assert_eq!((&owners["likely"], names.len()), (&"minor".into(), owners["names"].as_array().unwrap().len()));
    // Somebody who sees nothing is told no name.
    let blind = json(&isms, TODAY, &|_| false).to_string();
    assert!(!blind.contains("R-014") && !blind.contains("Pemberton"), "names pass the gate");
}

/// Each fault that the maker of the sample organisation planted is named by the rule of some duty.
#[test]
fn every_fault_planted_in_northwind_is_named_by_a_duty() {
    let isms = northwind();
    let named: Vec<crate::Id> = readiness(&isms, TODAY)
        .iter()
        .flat_map(|one| {
            one.verdict.gaps.iter().flat_map(|gap| gap.sentence.records().collect::<Vec<_>>()).collect::<Vec<_>>()
        })
        .collect();
    let named = called(&isms, named);
    let late = called(&isms, crate::views::overdue::overdue(&isms, TODAY).iter().map(|item| item.id));
    let planted = FOUND.iter().flat_map(|(_, _, planted)| planted.split_whitespace()).map(String::from).chain(late);
    let missed: std::collections::BTreeSet<String> = planted.filter(|one| !named.contains(one)).collect();
    assert_eq!(missed, std::collections::BTreeSet::new());
}

/// What a program proposed fulfils nothing until a person has confirmed it.
#[test]
fn what_is_only_proposed_counts_for_nothing() {
    let met = |isms: &Isms| readiness(isms, DAY).iter().filter(|one| one.verdict.outcome == Outcome::Met).count();
    let mut isms = exemplary();
    assert_eq!(met(&isms), RULES.len());
    let all: Vec<(&str, crate::Id)> = ALL
        .iter()
        .flat_map(|register| register.ids(&isms, false).map(|id| (register.name(), id)).collect::<Vec<_>>())
        .collect();
    for (register, id) in all {
        let register = crate::register(register).unwrap();
        let mut held = register.get(&isms, id).unwrap();
        held.body.proposed = Some("First steps".into());
        register.place(&mut isms, id, held.revision, &held.body).unwrap();
    }
    assert_eq!(met(&isms), 0);
    assert!(proposed(&isms) > RULES.len());
}

/// What is kept is told of that state and that day alone, and looked at once.
#[test]
fn verdicts_are_kept_for_one_state_and_one_day() {
    let gaps = |isms: &Isms, day| readiness(isms, day).iter().map(|one| one.verdict.gaps.len()).sum::<usize>();
    let isms = exemplary();
    assert_eq!(gaps(&isms, DAY), 0);
    assert!(Arc::ptr_eq(&readiness(&isms, DAY), &readiness(&isms.clone(), DAY)), "a clone is not judged anew");
    assert!(gaps(&isms, DAY.saturating_add(2.years())) > 0, "much is overdue two years on");
    let mut changed = isms.clone();
    set::<crate::Risk>(&mut changed, "R-0001", json!({ "owner": null }));
    assert_eq!((gaps(&changed, DAY) > 0, gaps(&isms, DAY)), (true, 0));
}
