//! The eleven lists of the sample organisation, against the facts that its maker wrote down with every id.

use super::*;
use crate::registers::{self, Person};
use jiff::civil::date;
use serde_json::Value;
use std::{collections::BTreeMap, sync::LazyLock};

fn lists() -> Vec<SheetIn> {
    folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/sample/northwind-analytics"))
}

static KNOWN: LazyLock<Isms> = LazyLock::new(|| imported(&founded(), &lists()).0);

fn known() -> Isms {
    KNOWN.clone()
}

/// The references of the records that are so.
fn those<R: Register>(isms: &Isms, so: impl Fn(&crate::Held<R>) -> bool) -> Vec<String> {
    R::collection(isms).iter().filter(|held| so(held)).map(crate::Held::called).collect()
}

#[test]
fn every_row_becomes_a_record() {
    let (_, changes, outcome) = imported(&founded(), &lists());
    let rows = [
        ("people.csv", 120),
        ("assets.csv", 140),
        ("suppliers.csv", 25),
        ("systems.csv", 20),
        ("entitlements.csv", 929),
        ("risks.csv", 60),
        ("incidents.csv", 30),
        ("audit-findings.csv", 15),
        ("policies.csv", 25),
        ("training.csv", 148),
    ];
    for (file, count) in rows {
        let sheet = sheet(&outcome, file);
        assert_eq!((sheet.rows, sheet.created, sheet.also_created), (count, count, 0), "{file}");
    }
    let controls = sheet(&outcome, "controls.csv");
    assert_eq!((controls.rows, controls.changed, controls.problems.len()), (93, 93, 0));
    assert_eq!(changes.len(), 1605 + 1, "a record for each row, and that of the import");
}

#[test]
fn every_list_is_recognised_with_certainty() {
    let plan = plan(&founded(), &lists(), &Choices::default(), now());
    for sheet in &plan.sheets {
        assert_eq!(sheet.confidence, Confidence::Certain, "{}", sheet.file);
        let kept: Vec<&str> =
            sheet.columns.iter().filter(|column| column.field.is_none()).map(|column| column.header.as_str()).collect();
        let expected: &[&str] = match sheet.file.as_str() {
            "controls.csv" => &["theme"],
            "policies.csv" => &["acknowledgement_percent"],
            _ => &[],
        };
        assert_eq!(kept, expected, "{}", sheet.file);
    }
}

#[test]
fn people_are_who_the_list_says() {
    let isms = known();
    let today = date(2026, 10, 31);
    let count = |status| those::<Person>(&isms, |person| person.status == status).len();
    use registers::people::{Employment, Presence};
    assert_eq!([count(Presence::Active), count(Presence::OnLeave), count(Presence::Leaver)], [106, 3, 11]);
    assert_eq!(those::<Person>(&isms, |person| person.employment == Some(Employment::Contractor)).len(), 9);
    let unmarked = |person: &crate::Held<Person>| person.has_left(today) && person.status != Presence::Leaver;
    assert_eq!(those(&isms, unmarked), ["P049", "P072"]);
    assert_eq!(those(&isms, |person: &crate::Held<Person>| person.unconfirmed), [""; 0]);
    let manager = record(&isms, "people", "P003")["manager"]["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(isms.people().get(manager).unwrap().called(), "P001");
}

#[test]
fn assets_keep_their_owners_and_their_doubles() {
    let isms = known();
    let ownerless = those(&isms, |asset: &crate::Held<registers::Asset>| asset.owner.is_none());
    assert_eq!(ownerless, ["AST-020", "AST-027", "AST-037", "AST-038", "AST-039"]);
    let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for asset in isms.assets().iter() {
        names.entry(crate::plain(&asset.name)).or_default().push(asset.called());
    }
    let doubles: Vec<Vec<String>> = names.into_values().filter(|several| several.len() > 1).collect();
    assert_eq!(doubles, [["AST-095", "AST-103"], ["AST-110", "AST-120"]]);
}

#[test]
fn controls_are_those_of_annex_a() {
    use registers::controls::{Applicability, Implementation};
    let isms = known();
    let controls = |so: &dyn Fn(&crate::Held<registers::Control>) -> bool| those(&isms, |control| so(control));
    assert_eq!(isms.controls().len(), 93);
    let excluded = controls(&|control| control.applicability == Some(Applicability::NotApplicable));
    assert_eq!(excluded, ["5.7", "7.6", "7.11", "7.12", "8.11", "8.30", "8.33"]);
    assert_eq!(controls(&|control| control.applicability == Some(Applicability::Applicable)).len(), 86);
    let so_far = |far: Option<Implementation>| controls(&|control| control.implementation == far).len();
    use Implementation::{No, Partly, Planned, Yes};
    assert_eq!([Some(Yes), Some(Partly), Some(Planned), Some(No), None].map(so_far), [44, 26, 13, 3, 7]);
    let silent =
        controls(&|control| control.applicability == Some(Applicability::Applicable) && control.owner.is_none());
    assert_eq!(silent, ["5.6", "7.14"]);
    let unshown = controls(&|control| control.implementation == Some(Yes) && control.evidence.is_empty());
    assert_eq!(unshown, ["5.9", "5.36", "6.4", "8.6", "8.22"]);
    assert_eq!(controls(&|control| control.justification.trim().is_empty()), ["5.7", "5.13", "7.10", "8.17"]);
    assert_eq!(
        record(&isms, "controls", "8.11")["justification"],
        "N/A",
        "an empty word is kept for the view that tells"
    );
    assert!(isms.controls().iter().all(|control| control.title.is_none() && control.body.reference.is_none()));
    assert!(
        isms.controls().iter().all(|control| !control.body.notes.contains_key("theme")),
        "what is known is not noted"
    );
}

#[test]
fn risks_name_what_they_strike_and_what_answers_it() {
    use registers::risks::{Method, TreatmentOption};
    let isms = known();
    let risks = |so: &dyn Fn(&crate::Held<registers::Risk>) -> bool| those(&isms, |risk| so(risk));
    assert_eq!(risks(&|risk| risk.method == Some(Method::AssetBased)).len(), 36);
    assert_eq!(risks(&|risk| risk.method == Some(Method::ScenarioBased)).len(), 24);
    let by_option = |option| risks(&|risk| risk.option == Some(option)).len();
    use TreatmentOption::{Avoid, Modify, Retain, Share};
    assert_eq!([Modify, Retain, Share, Avoid].map(by_option), [34, 16, 10, 0]);
    assert_eq!(risks(&|risk| risk.owner.is_none()), ["R-014", "R-032"]);
    assert_eq!(risks(&|risk| risk.assets.iter().any(|asset| asset.text() == Some("AST-901"))), ["R-028"]);
    let of_2013 = |risk: &crate::Held<registers::Risk>| {
        risk.controls().any(|control| matches!(&control.to, crate::To::ReadFrom(_, text) if text.starts_with("A.1")))
    };
    assert_eq!(risks(&of_2013), ["R-003", "R-045", "R-053", "R-058"]);
    assert!(risks(&|risk| risk.controls().any(|control| control.id().is_none())).is_empty());

    let criteria = isms.criteria();
    let score = |risk: &crate::Held<registers::Risk>| {
        let (likelihood, consequence) = risk.inherent.as_ref().unwrap().steps().unwrap();
        criteria.score(likelihood, consequence).unwrap()
    };
    let level = |name: &str| risks(&|risk| criteria.level_name(score(risk)) == name).len();
    assert_eq!(["Low", "Medium", "High", "Critical"].map(level), [8, 31, 20, 1]);
    let stated = |risk: &crate::Held<registers::Risk>| risk.inherent.as_ref().unwrap().stated_score.clone().unwrap();
    assert_eq!(risks(&|risk| stated(risk) != score(risk).to_string()), ["R-054", "R-057"]);
}

#[test]
fn stated_acceptances_stand_for_what_was_known_after_all_files() {
    let isms = known();
    let accepted: Vec<&crate::Held<registers::Risk>> =
        isms.risks().iter().filter(|risk| risk.status == registers::risks::Status::Accepted).collect();
    let unsigned: Vec<String> =
        accepted.iter().filter(|risk| risk.acceptances.is_empty()).map(|risk| risk.called()).collect();
    assert_eq!(unsigned, ["R-010", "R-037", "R-041"]);
    for risk in accepted.iter().filter(|risk| !risk.acceptances.is_empty()) {
        let [acceptance] = risk.acceptances.as_slice() else { panic!("{} has one", risk.called()) };
        assert!(acceptance.stated);
        assert_eq!(isms.people().get(acceptance.by.id().unwrap()).unwrap().called(), "P117");
        assert!(
            acceptance.of.outdated(&crate::risks::CriteriaInForce::of(&isms), &isms, risk).is_empty(),
            "{}",
            risk.called()
        );
    }
}

#[test]
fn codes_that_find_nothing_stay_text() {
    let (isms, _, outcome) = imported(&founded(), &lists());
    let orphans =
        those(&isms, |one: &crate::Held<registers::Entitlement>| one.person.as_ref().is_some_and(|p| p.id().is_none()));
    assert_eq!(orphans, ["ENT-0047", "ENT-0754", "ENT-0805"]);
    let told: Vec<Option<u32>> =
        sheet(&outcome, "entitlements.csv").problems.iter().map(|problem| problem.row).collect();
    assert_eq!(told, [Some(48), Some(755), Some(806)]);
    assert_eq!(isms.people().len(), 120);
    let finding = record(&isms, "audit-findings", "AF-02");
    assert_eq!((&finding["about"], &finding["owner"]["id"].is_string()), (&Value::from("A.5.18"), &true));
}

/// The rules read what the import made of the columns: all its yes and no, days, moments, grades and states.
#[test]
fn the_rules_find_in_what_was_imported_what_was_planted() {
    let mut isms = known();
    crate::views::northwind::separate_roles(&mut isms);
    crate::views::northwind::assert_found(&isms);
}

#[test]
fn what_fits_no_field_is_in_the_notes() {
    let isms = known();
    let policy = isms.documents().by_reference("POL-01").next().unwrap();
    assert_eq!(isms.documents().get(policy).unwrap().body.notes["acknowledgement_percent"], "91");
}

#[test]
fn the_same_files_again_change_nothing() {
    let isms = known();
    let (changes, outcome) = decide(&isms, now(), &lists(), &Choices::default(), vec![], b"another seed").unwrap();
    assert_eq!(changes, []);
    for file in &outcome.files {
        assert_eq!(file.sheets[0].rows, file.sheets[0].unchanged, "{}", file.file);
    }
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let mut lists = lists();
    let forwards = told(&imported(&founded(), &lists).0);
    lists.reverse();
    assert_eq!(forwards, told(&imported(&founded(), &lists).0));
}

#[test]
fn an_import_can_be_undone_whole() {
    let before = founded();
    let (after, changes, _) = imported(&before, &lists());
    let import = after.imports().iter().next().unwrap();
    assert_eq!((import.created.len(), import.changed.len()), (1512, 93));
    let earlier: Vec<Revision> =
        before.controls().iter().map(|held| Revision::new(held.id, held.revision, &held.body)).collect();
    let undone =
        fold(after.clone(), &undone(&after, import, &earlier, &crate::sight::Sight::EVERYTHING).unwrap()).unwrap();
    assert_eq!(in_use(&before), in_use(&undone));
    assert!(changes.len() > 1_500);
}
