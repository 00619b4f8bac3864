//! The mock audit: the same seed draws the same, and finds what is wrong with what it drew.

use super::exemplary::{DAY, exemplary, set};
use crate::{
    Control, Evidence, Id, Isms, Risk, Supplier,
    readiness::{
        Severity,
        mock_audit::{Point, draw, json as shown, mock_audit, size},
    },
    views::{
        northwind::{TODAY, northwind},
        target::Target,
    },
};
use serde_json::json;
use std::{collections::BTreeSet, process::Command};

#[test]
fn a_sample_is_the_square_root_and_not_under_three() {
    let sizes = [(0, 0), (1, 1), (2, 2), (3, 3), (9, 3), (10, 3), (16, 4), (100, 10), (929, 30)];
    for (population, sample) in sizes {
        assert_eq!(size(population), sample, "of {population}");
    }
}

#[test]
fn the_same_seed_draws_the_same_and_another_draws_others() {
    let isms = northwind();
    let drawn = |seed: &str| -> Vec<Id> {
        mock_audit(&isms, TODAY, seed).samples.iter().flat_map(|sample| sample.drawn.iter().map(|one| one.id)).collect()
    };
    assert_eq!(drawn("spring"), drawn("spring"));
    assert_ne!(drawn("spring"), drawn("autumn"));
}

/// Anybody can draw again: a shell with `sha256sum` and `sort` comes to the same records.
#[test]
fn a_shell_draws_the_same() {
    let population: Vec<Id> = (1..=60).map(|number| Id::new("R", number)).collect();
    let lines: Vec<String> =
        population.iter().map(|id| format!("\"$(printf %s 'spring:{id}' | sha256sum) {id}\"")).collect();
    let script =
        format!("for line in {}; do echo \"$line\"; done | LC_ALL=C sort | head -{}", lines.join(" "), size(60));
    let Ok(shell) = Command::new("sh").args(["-c", &script]).output() else {
        return println!("SKIPPED: there is no shell");
    };
    let by_shell: BTreeSet<String> = String::from_utf8(shell.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| Some(line.rsplit_once(' ')?.1.into()))
        .collect();
    let ours: BTreeSet<String> = draw("spring", population).iter().map(Id::to_string).collect();
    assert_eq!(by_shell, ours);
}

/// Over many seeds, each fault among the drawn records is told on its record, and no other record is blamed for it.
#[test]
fn it_finds_what_is_wrong_with_what_it_drew() {
    let isms = northwind();
    let ownerless: BTreeSet<Id> =
        ["R-014", "R-032"].iter().flat_map(|number| isms.risks().by_reference(number)).collect();
    let (mut hit, mut told) = (BTreeSet::new(), BTreeSet::new());
    for seed in 0..40 {
        let audit = mock_audit(&isms, TODAY, &seed.to_string());
        let risks = audit.samples.iter().find(|sample| sample.population == "risks that were weighed").unwrap();
        assert_eq!((risks.of, risks.drawn.len()), (60, 7));
        for drawn in &risks.drawn {
            let nobody = drawn.points.iter().any(|point| point.rule == "no-owner");
            hit.extend(ownerless.contains(&drawn.id).then_some(drawn.id));
            told.extend(nobody.then_some(drawn.id));
        }
    }
    assert_eq!(told, hit);
    assert_eq!(told, ownerless, "forty draws of seven of sixty leave none out");
}

fn points_of(isms: &Isms, id: &str) -> Vec<Point> {
    let audit = mock_audit(isms, DAY, "spring");
    let drawn = audit.samples.into_iter().flat_map(|sample| sample.drawn);
    drawn.filter(|one| one.id.to_string() == id).flat_map(|one| one.points).collect()
}

/// Her account works on after she left: it is told of the account, and of her.
#[test]
fn what_is_found_is_told_of_each_record_that_it_names() {
    let isms = northwind();
    let audit = mock_audit(&isms, TODAY, "abc");
    let left = audit.samples.iter().find(|sample| sample.population == "people who have left").unwrap();
    let called = |id: Id| isms.people().get(id).is_some_and(|person| person.name == "Ximena Hartnell");
    let she = left.drawn.iter().find(|drawn| called(drawn.id)).unwrap();
    assert!(she.points.iter().any(|point| point.rule == "person-departed"));
}

#[test]
fn the_graver_of_two_points_stays() {
    // Given a risk that is called accepted above the limit, of which its register says that it is a fault,
    let mut isms = exemplary();
    let large = json!({ "likelihood": 5, "consequence": 5 });
    set::<Risk>(&mut isms, "R-0001", json!({ "status": "accepted", "inherent": large, "residual": large }));
    // then the point that is likely major is told, and once.
    let points = points_of(&isms, "R-0001");
    let signing: Vec<Severity> = points
        .iter()
        .filter(|point| point.remedy.to == Target::Act("R-0001".parse().unwrap(), "accepted"))
        .map(|point| point.severity)
        .collect();
    assert_eq!(signing, [Severity::Major], "{points:?}");
}

#[test]
fn two_faults_of_one_record_are_both_told() {
    let mut isms = exemplary();
    set::<Supplier>(&mut isms, "S-0001", json!({ "owner": null, "dpa_signed": false }));
    let points = points_of(&isms, "S-0001");
    assert!(points.iter().any(|point| point.rule == "no-processing-agreement"));
    assert!(points.iter().any(|point| point.sentence.key.starts_with("Nobody among us")), "{points:?}");
}

#[test]
fn what_is_only_proposed_is_not_drawn() {
    let mut isms = exemplary();
    let mut held = isms.suppliers().get("S-0001".parse().unwrap()).unwrap().clone();
    held.body.proposed = Some("First steps".into());
    isms.put(held);
    let audit = mock_audit(&isms, DAY, "spring");
    assert!(audit.samples.iter().all(|sample| sample.population != "suppliers"));
}

#[test]
fn a_point_on_a_control_names_the_control() {
    let mut isms = exemplary();
    set::<Control>(&mut isms, "5.15", json!({ "evidence": [] }));
    set::<Evidence>(&mut isms, "E-0001", json!({ "controls": [] }));
    let points = points_of(&isms, "5.15");
    let of_its_register = points.iter().find(|point| point.rule == "implemented-without-evidence").unwrap();
    assert_eq!(of_its_register.clause.as_deref(), Some("A.5.15"));
}

#[test]
fn a_record_out_of_sight_is_counted_and_not_told() {
    let isms = northwind();
    let shown = shown(&isms, TODAY, "spring", &|id| id.letters() != "R");
    let risks =
        shown["samples"].as_array().unwrap().iter().find(|one| one["population"] == "risks that were weighed").unwrap();
    assert_eq!((&risks["size"], &risks["sample"]), (&60.into(), &7.into()));
    assert_eq!(risks["drawn"], json!([]));
    let text = shown.to_string();
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    let named: Vec<&str> = words.filter(|word| word.starts_with("R-0")).collect();
    assert_eq!(named, [""; 0], "nor named by another, in the middle of a sentence");
}

/// Her account is out of sight: of her nobody is told that it works on.
#[test]
fn what_was_found_on_a_record_out_of_sight_is_told_nowhere() {
    let isms = northwind();
    let told = |sees: &dyn Fn(Id) -> bool| shown(&isms, TODAY, "abc", sees).to_string().contains("person-departed");
    assert!(told(&|_| true));
    assert!(!told(&|id| id.letters() != "ENT"));
}
