use super::*;
use crate::{
    given::{after, after_as, ask, at_fields, director, person, refused, samples},
    views::{northwind::TODAY, soa::soa},
};
use serde_json::{Value, json};

const CONTROL: &str = "5.18";

fn ladder(isms: &Isms) -> Assurance {
    let soa = soa(isms, TODAY);
    let row = soa.rows.iter().find(|row| row.control.id.to_string() == CONTROL).unwrap();
    assurance(isms, TODAY, row)
}

fn why(isms: &Isms, rung: Rung) -> String {
    let step = &ladder(isms).steps[rung as usize];
    step.because.message(isms, &|_| true).to_string()
}

fn edited(isms: &Isms, given: Value) -> Isms {
    after(isms, "controls", &[CONTROL], "edited", given)
}

/// Claimed and described, owned by the first person.
fn described() -> Isms {
    edited(
        &samples(),
        json!({ "implementation": "yes", "how": "Owners look at all rights each quarter.", "owner": "P-1" }),
    )
}

fn documented() -> Isms {
    let isms = edited(&described(), json!({ "described_in": ["D-1"] }));
    after(&isms, "documents", &["D-1"], "approved", json!({ "version": "1.0" }))
}

/// With the sample of evidence that covers the third quarter, looked at.
fn evidenced() -> Isms {
    let owned = after(&documented(), "evidence", &["E-2"], "edited", json!({ "owner": "P-2" }));
    after(&owned, "evidence", &["E-2"], "looked-at", json!({ "remark": "All owners answered." }))
}

fn tested() -> Isms {
    let isms = edited(&evidenced(), json!({ "test": "Draw 25 of all rights, ask the owner." }));
    let found = json!({ "population": 929, "sample": 25, "exceptions": 0 });
    after_as(&person(2), &isms, "controls", &[CONTROL], "tested", found)
}

fn effective() -> Isms {
    let measure = json!({
        "title": "Reviews on time", "controls": [CONTROL], "target": "at least 95 %", "frequency": "monthly",
        "value": "97 %", "measured_on": "2026-10-02",
    });
    after(&tested(), "measures", &[], "added", measure)
}

#[test]
fn a_control_climbs_rung_by_rung() {
    let claimed = edited(&samples(), json!({ "implementation": "yes" }));
    let states = [samples(), claimed, described(), documented(), evidenced(), tested(), effective()];
    let standing: Vec<Option<Rung>> = states.iter().map(|isms| ladder(isms).standing()).collect();
    let rungs = [Rung::Claimed, Rung::Described, Rung::Documented, Rung::Evidenced, Rung::Tested, Rung::Effective];
    assert_eq!(standing, [vec![None], rungs.map(Some).to_vec()].concat());
    let next: Vec<Option<Rung>> = states.iter().map(|isms| ladder(isms).next().map(|step| step.rung)).collect();
    assert_eq!(next, [rungs.map(Some).to_vec(), vec![None]].concat());
}

#[test]
fn a_rung_in_the_air_carries_nobody() {
    let isms = edited(&effective(), json!({ "implementation": "partly" }));
    assert_eq!(ladder(&isms).standing(), None);
    assert_eq!(ladder(&isms).next().and_then(|step| step.lift).map(|lift| lift.to), Some(Way::Field("implementation")));
}

#[test]
fn empty_gestures_reach_nothing() {
    let lacks = |isms: &Isms, rung| ladder(isms).steps[rung as usize].lift.is_some();
    for how in ["", "TBC", " – "] {
        assert!(lacks(&edited(&effective(), json!({ "how": how })), Rung::Described), "{how}");
    }
    let evidence = |given: Value| after(&evidenced(), "evidence", &["E-2"], "edited", given);
    for given in [
        json!({ "shows": "tbd" }),
        json!({ "valid_until": "2026-10-30" }),
        json!({ "covers_from": "2024-01-01", "covers_to": "2024-12-31", "collected": "2025-01-02" }),
        json!({ "covers_from": null, "covers_to": null, "collected": null }),
        json!({ "controls": [] }),
        json!({ "owner": null }),
        json!({ "owner": "P-1" }),
        json!({ "collected": "2026-11-30" }),
        json!({ "file": { "sha256": "11".repeat(32), "name": "other.pdf", "size": 12 } }),
        json!({ "file": null, "link": "https://docs.example.com/2" }),
        // A period cannot end after the day on which it was seen to end.
        json!({ "covers_from": "2019-01-01", "covers_to": "2099-12-31", "collected": "2019-02-01" }),
    ] {
        assert!(lacks(&evidence(given.clone()), Rung::Evidenced), "{given}");
    }
    assert!(lacks(&documented(), Rung::Evidenced), "nobody looked");
    let own = json!({ "population": 10, "sample": 2, "exceptions": 0 });
    let isms = after(&evidenced(), "controls", &[CONTROL], "tested", own);
    assert!(lacks(&isms, Rung::Tested));
    assert_eq!(why(&isms, Rung::Tested), "Only its owner tested it");
}

#[test]
fn no_test_defined_and_never_run_differ() {
    assert_eq!(why(&evidenced(), Rung::Tested), "No test is defined");
    let defined = edited(&evidenced(), json!({ "test": "Draw 25 of all rights." }));
    assert_eq!(why(&defined, Rung::Tested), "A test is defined, and was never run");
    let stated = edited(&defined, json!({ "last_tested": "2026-01-26" }));
    assert!(why(&stated, Rung::Tested).contains("by whom and on which sample is not"));
}

#[test]
fn a_leaver_owns_nothing_and_a_document_nobody_approved_says_nothing() {
    let isms = after(&effective(), "people", &["P-1"], "edited", json!({ "status": "leaver" }));
    assert_eq!(ladder(&isms).standing(), Some(Rung::Claimed));
    let isms = edited(&described(), json!({ "described_in": ["D-1"] }));
    let lift = ladder(&isms).next().unwrap().lift.unwrap();
    assert_eq!((lift.on, lift.to), (Id::new("D", 1), Way::Act("approved")));
}

#[test]
fn a_document_approved_by_its_own_owner_is_remarked_on() {
    let owned = |number: &str| {
        let isms = edited(&described(), json!({ "described_in": ["D-1"] }));
        let isms = after(&isms, "documents", &["D-1"], "edited", json!({ "owner": number }));
        after_as(&director(1), &isms, "documents", &["D-1"], "approved", json!({ "version": "1.0" }))
    };
    let remark = |isms: &Isms| ladder(isms).steps[Rung::Documented as usize].remark.is_some();
    assert_eq!((remark(&owned("P-1")), remark(&owned("P-2"))), (true, false));
}

#[test]
fn a_document_that_changed_since_its_approval_says_so_and_carries_nobody() {
    let isms = after(&documented(), "documents", &["D-1"], "edited", json!({ "title": "Quite another" }));
    assert_eq!(ladder(&isms).standing(), Some(Rung::Described));
    assert!(why(&isms, Rung::Documented).contains("has changed since it was approved"));
}

#[test]
fn off_target_or_with_an_open_nonconformity_it_is_not_effective() {
    let measured = |value: &str| {
        let isms = effective();
        let id = isms.measures().iter().last().unwrap().id.to_string();
        after(&isms, "measures", &[&id], "measured", json!({ "value": value }))
    };
    assert_eq!(ladder(&measured("94 %")).standing(), Some(Rung::Tested));
    assert_eq!(ladder(&measured("95 %")).standing(), Some(Rung::Effective));
    let found = |grade: &str, about: &str| {
        let finding = json!({ "title": "Rights stayed", "about": about, "grade": grade });
        ladder(&after(&effective(), "audit-findings", &[], "added", finding)).standing()
    };
    for about in ["A.5.18", "A.5.18: leavers", "A.5.18.", "A.5.18/A.8.2", "clause 9.2, A.5.18"] {
        assert_eq!(found("minor-nonconformity", about), Some(Rung::Tested), "{about}");
    }
    assert_eq!(found("observation", "A.5.18"), Some(Rung::Effective));
    assert_eq!(found("minor-nonconformity", "A.5.1"), Some(Rung::Effective));
}

#[test]
fn a_control_whose_last_test_found_exceptions_is_not_effective_until_it_is_tested_again() {
    let test = |isms: &Isms, exceptions: u32| {
        let found = json!({ "population": 10, "sample": 10, "exceptions": exceptions });
        after_as(&person(2), isms, "controls", &[CONTROL], "tested", found)
    };
    let failed = test(&effective(), 10);
    assert_eq!(ladder(&failed).standing(), Some(Rung::Tested));
    assert!(why(&failed, Rung::Effective).contains("10 of the 10 drawn"));
    assert_eq!(ladder(&test(&failed, 0)).standing(), Some(Rung::Effective));
}

#[test]
fn an_approved_document_that_lies_nowhere_documents_nothing() {
    let mut isms = documented();
    let mut held = isms.documents().get(Id::new("D", 1)).unwrap().clone();
    held.body.record = Document { location: None, approved_state: None, ..held.body.record };
    isms.put(held);
    assert_eq!(ladder(&isms).standing(), Some(Rung::Described));
    assert!(why(&isms, Rung::Documented).contains("where its text lies"));
}

/// A look counts for what lay there, and for a year.
#[test]
fn a_look_counts_for_what_was_seen() {
    let linked = |link: &str| json!({ "file": null, "link": link });
    let isms = after(&documented(), "evidence", &["E-2"], "edited", json!({ "owner": "P-2" }));
    let isms = after(&isms, "evidence", &["E-2"], "edited", linked("https://docs.example.com/1"));
    let seen = after(&isms, "evidence", &["E-2"], "looked-at", json!({}));
    let because = |given: Value| why(&after(&seen, "evidence", &["E-2"], "edited", given), Rung::Evidenced);
    assert!(because(json!({})).contains("somebody looked at it"));
    let file = json!({ "sha256": "11".repeat(32), "name": "later.pdf", "size": 12 });
    for given in [json!({ "file": file }), linked("https://docs.example.com/2")] {
        assert!(because(given.clone()).contains("since it was last renewed"), "{given}");
    }
    let mut isms = seen.clone();
    let mut held = isms.evidence().get(Id::new("E", 2)).unwrap().clone();
    held.body.record.looked_at[0].on = "2025-10-01".parse().unwrap();
    held.body.record = Evidence { collected: None, covers_to: None, ..held.body.record };
    isms.put(held);
    assert!(why(&isms, Rung::Evidenced).contains("within a year"));
}

#[test]
fn a_test_draws_something_and_no_more_than_there_is() {
    for (given, field) in [
        (json!({ "population": 5, "sample": 0, "exceptions": 0 }), "sample"),
        (json!({ "population": 5, "sample": 6, "exceptions": 0 }), "sample"),
        (json!({ "population": 5, "sample": 2, "exceptions": 3 }), "exceptions"),
        (json!({ "sample": 2, "exceptions": 0 }), "population"),
    ] {
        assert_eq!(at_fields(ask(&samples(), "controls", &[CONTROL], "tested", given)), [field]);
    }
}

#[test]
fn what_is_too_old_shows_nothing_of_today() {
    let all = |given: Value| {
        let isms = effective();
        let id = isms.measures().iter().last().unwrap().id.to_string();
        ladder(&after(&isms, "measures", &[&id], "edited", given)).standing()
    };
    assert_eq!(all(json!({ "measured_on": "2026-07-02" })), Some(Rung::Tested), "a monthly one of the summer");
    assert_eq!(all(json!({ "measured_on": "2026-07-02", "frequency": "yearly" })), Some(Rung::Effective));
    assert_eq!(all(json!({ "measured_on": "2019-07-02", "frequency": null })), Some(Rung::Tested));
    assert_eq!(all(json!({ "measured_on": null })), Some(Rung::Tested));

    let on = |day: &str| {
        let mut isms = tested();
        let mut held = isms.controls().get(CONTROL.parse().unwrap()).unwrap().clone();
        held.body.record.tests[0].on = day.parse().unwrap();
        isms.put(held);
        ladder(&isms).standing()
    };
    assert_eq!((on("2018-03-01"), on("2026-03-01")), (Some(Rung::Evidenced), Some(Rung::Tested)));

    let covers = |given: Value| why(&after(&evidenced(), "evidence", &["E-2"], "edited", given), Rung::Evidenced);
    let open = covers(json!({ "covers_from": "2024-01-01", "covers_to": null, "collected": "2026-10-20" }));
    assert!(open.contains("somebody looked at it"), "{open}");
    let expired = covers(json!({ "valid_until": "2026-10-30" }));
    assert!(expired.contains("its time ran out"), "{expired}");
}

#[test]
fn a_later_test_by_the_owner_hides_nothing() {
    let isms = edited(&evidenced(), json!({ "test": "Draw ten." }));
    let clean = json!({ "population": 10, "sample": 3, "exceptions": 0 });
    let isms = after_as(&person(2), &isms, "controls", &[CONTROL], "tested", clean);
    let failed = json!({ "population": 10, "sample": 10, "exceptions": 10 });
    let isms = after(&isms, "controls", &[CONTROL], "tested", failed);
    let remark = ladder(&isms).steps[Rung::Tested as usize].remark.clone().unwrap();
    assert!(remark.message(&isms, &|_| true).to_string().contains("10 of the 10 drawn"));
}

#[test]
fn a_retired_document_is_not_put_in_force_again_and_withdrawn_evidence_shows_nothing() {
    let isms = after(&documented(), "documents", &["D-1"], "edited", json!({ "status": "retired" }));
    let lift = ladder(&isms).next().unwrap().lift.unwrap();
    assert_eq!((lift.on.to_string(), lift.to), (CONTROL.into(), Way::Field("described_in")));

    let mut isms = edited(&evidenced(), json!({ "evidence": ["E-2"] }));
    assert_eq!(ladder(&isms).standing(), Some(Rung::Evidenced));
    let mut held = isms.evidence().get(Id::new("E", 2)).unwrap().clone();
    held.body.withdrawn = Some("of another system".into());
    isms.put(held);
    assert_eq!(ladder(&isms).standing(), Some(Rung::Documented));
}

#[test]
fn nobody_tests_what_is_left_out_or_looks_at_what_is_not_there() {
    let isms = after(&samples(), "controls", &[CONTROL], "excluded", json!({ "reason": "No accounts." }));
    let test = json!({ "population": 10, "sample": 3, "exceptions": 0 });
    assert!(refused(ask(&isms, "controls", &[CONTROL], "tested", test)).contains("left out"));
    let isms = after(&samples(), "evidence", &["E-1"], "edited", json!({ "link": null }));
    assert!(refused(ask(&isms, "evidence", &["E-1"], "looked-at", json!({}))).contains("nothing to look at"));
}
