//! What a rule must not say: no gap where one is in order, none graver than it is, and nothing good of what is empty.

use super::{
    exemplary::{DAY, exemplary, set},
    planting::{gone, spoken, unseen},
};
use crate::{
    Isms,
    criteria::Criteria,
    readiness::{Judged, Outcome, Severity, evaluation::rhythm, readiness},
    record::*,
    views::{
        northwind::{TODAY, northwind},
        target::Target,
    },
};
use serde_json::json;

/// The duty, and what is planted.
type Planted = (&'static str, fn(&mut Isms));

fn ask<T>(duty: &str, plant: fn(&mut Isms), tell: impl Fn(&Isms, &Judged) -> T) -> T {
    let mut isms = exemplary();
    plant(&mut isms);
    let all = readiness(&isms, DAY);
    tell(&isms, all.iter().find(|one| one.rule.duty == duty).unwrap())
}

/// Asks each, and keeps those that did not come to this.
fn others_than(wanted: Outcome, planted: &[Planted]) -> Vec<String> {
    let said = |(at, (duty, plant)): (usize, &Planted)| {
        ask(duty, *plant, |isms, one| {
            (one.verdict.outcome != wanted).then(|| format!("{at}: {}", super::said(isms, one)))
        })
    };
    planted.iter().enumerate().filter_map(said).collect()
}

fn certification(isms: &mut Isms) {
    set::<Audit>(isms, "AUD-0009", json!({ "title": "Stage 2", "kind": "certification", "start": "2027-07-01" }));
}

fn unplanned_audit(isms: &mut Isms) {
    certification(isms);
    gone::<Audit>(isms, "AUD-0002");
}

fn all_risks(isms: &mut Isms, fields: serde_json::Value) {
    for id in ["R-0001", "R-0002"] {
        set::<Risk>(isms, id, fields.clone());
    }
}

fn nothing_made(isms: &mut Isms) {
    set::<Change>(isms, "CH-0001", json!({ "status": "requested", "done_on": null }));
}

fn nothing_judged(isms: &mut Isms) {
    for number in 1..=4 {
        set::<Competence>(isms, &format!("CO-000{number}"), json!({ "ability": null, "judged_by": null }));
    }
}

/// All are on leave, and a training is assigned.
fn nobody_to_tell(isms: &mut Isms) {
    for number in 1..=4 {
        set::<Person>(isms, &format!("P-000{number}"), json!({ "status": "on-leave" }));
        set::<Training>(isms, &format!("TR-000{number}"), json!({ "status": "assigned", "completed_on": null }));
    }
}

static EMPTY: &[Planted] = &[
    ("6.1.3-plan-approved", |isms| all_risks(isms, json!({ "option": null }))),
    ("6.1.2-level", |isms| all_risks(isms, json!({ "inherent": null, "current": null }))),
    ("6.1.3-exclusions", |isms| {
        let undecided: Vec<String> =
            isms.controls().iter().map(|one| one.id.to_string()).filter(|id| id != "5.15").collect();
        undecided.iter().for_each(|id| set::<Control>(isms, id, json!({ "applicability": null })));
    }),
    ("8.1-planned-changes", nothing_made),
    ("8.1-actions", |isms| {
        all_risks(isms, json!({ "due": null }));
        set::<Action>(isms, "ACT-0001", json!({ "due": null }));
        set::<Objective>(isms, "OBJ-0001", json!({ "due": null }));
        set::<Objective>(isms, "OBJ-0002", json!({ "due": null }));
    }),
    ("8.1-criteria", |isms| {
        set::<Control>(isms, "5.15", json!({ "implementation": "planned" }));
        gone::<Incident>(isms, "INC-0001");
    }),
    // Asked for is not made.
    ("6.3-planned", nothing_made),
    // A bare list, on the day of the founding.
    ("7.3-policy", nobody_to_tell),
    ("5.2-communicated", |isms| {
        unseen(isms, "5.2-communicated");
        nobody_to_tell(isms)
    }),
    // Words for a status that no rule knows.
    ("8.1-external", |isms| set::<Supplier>(isms, "S-0001", json!({ "status": "Approved" }))),
    ("8.1-unintended-changes", |isms| gone::<Incident>(isms, "INC-0001")),
    // A change that is named in words only, and one that was never made.
    ("10.2-system-changed", |isms| {
        spoken(isms, "10.2-system-changed");
        set::<CorrectiveAction>(isms, "CA-0001", json!({ "changes": [{ "text": "none" }] }))
    }),
    ("10.2-effect", |isms| {
        set::<AuditFinding>(isms, "F-0001", json!({ "status": "open" }));
        set::<CorrectiveAction>(isms, "CA-0001", json!({ "status": "open" }));
    }),
    ("7.2-gaps-closed", nothing_judged),
    ("7.2-evidence-kept", nothing_judged),
    // Mechanisms are no ISMS.
    ("6.3-planned", |isms| set::<Change>(isms, "CH-0001", json!({ "category": "Locking mechanisms" }))),
];

#[test]
fn of_what_is_empty_one_cannot_tell() {
    assert_eq!(others_than(Outcome::Unknown, EMPTY), [""; 0]);
}

static IN_ORDER: &[Planted] = &[
    // A draft is nobody's business yet.
    ("6.1.2-owners", |isms| set::<Risk>(isms, "R-0003", json!({ "title": "Flood", "status": "draft" }))),
    ("5.3-assigned", |isms| set::<Risk>(isms, "R-0003", json!({ "title": "Flood", "status": "draft" }))),
    // A day for the next assessment is none of treatment, and it was kept.
    ("8.3-carried-out", |isms| set::<Risk>(isms, "R-0001", json!({ "next_assessment": "2026-10-30" }))),
    ("8.1-actions", |isms| set::<Risk>(isms, "R-0001", json!({ "next_assessment": "2026-10-30" }))),
    ("8.2-intervals", |isms| set::<Risk>(isms, "R-0001", json!({ "next_assessment": "2026-09-01" }))),
    ("6.1.3-controls", |isms| {
        set::<Risk>(isms, "R-0001", json!({ "planned_controls": [], "existing_controls": [{ "id": "5.15" }] }))
    }),
    ("6.1.1-risks", |isms| {
        set::<Issue>(isms, "IS-0001", json!({ "risks": [], "effect": "Not relevant, because we live on a hill." }))
    }),
    ("6.1.1-effect", |isms| set::<Action>(isms, "ACT-0002", json!({ "title": "Move house", "status": "cancelled" }))),
    ("4.3-interfaces", |isms| set::<Organisation>(isms, "ORG-0001", json!({ "out_of_scope": "None." }))),
    ("5.2-established", |isms| {
        set::<Document>(isms, "D-0002", json!({ "title": "Our promise" }));
        let other = json!({ "title": "Information security policy for suppliers", "kind": "policy", "status": "approved",
            "approved_by": { "id": "P-0003" }, "location": "https://docs.example.com/9" });
        set::<Document>(isms, "D-0009", other)
    }),
    ("7.2-held", |isms| {
        set::<Person>(isms, "P-0005", json!({ "name": "Otto Weg", "status": "leaver" }));
        set::<Competence>(isms, "CO-0005", json!({ "role": "Guard", "person": { "id": "P-0005" } }));
    }),
    ("7.3-policy", |isms| {
        set::<Person>(isms, "P-0005", json!({ "name": "Lea Fern", "start": "2020-01-01", "status": "on-leave" }))
    }),
    ("8.1-external", |isms| set::<Supplier>(isms, "S-0002", json!({ "name": "Old host", "status": "ended" }))),
    ("8.1-unintended-changes", |isms| {
        let open = json!({ "title": "A lost key", "status": "open", "detected_at": "2026-10-30T08:00:00Z" });
        set::<Incident>(isms, "INC-0002", open)
    }),
    // Longer ago than the last internal audit.
    ("8.1-planned-changes", |isms| {
        set::<Change>(isms, "CH-0001", json!({ "done_on": "2025-09-01", "approved_on": "2025-09-02" }))
    }),
    // Who steers it today need not have when it was audited.
    ("9.2.2-impartial", |isms| set::<Audit>(isms, "AUD-0001", json!({ "audited_by": [{ "id": "P-0002" }] }))),
    // A leaver's training is nobody's business.
    ("7.3-policy", |isms| {
        set::<Person>(isms, "P-0005", json!({ "name": "Otto Weg", "status": "leaver" }));
        let open = json!({ "course": "Security awareness", "purpose": "awareness", "person": { "id": "P-0005" },
            "status": "assigned", "due": "2026-01-01" });
        set::<Training>(isms, "TR-0005", open)
    }),
    // A risk that was withdrawn needs no assessment, whatever a change names.
    ("8.2-on-change", |isms| {
        set::<Risk>(isms, "R-0003", json!({ "title": "Flood", "assessed_on": "2026-01-01" }));
        gone::<Risk>(isms, "R-0003");
        set::<Change>(isms, "CH-0001", json!({ "risks": [{ "id": "R-0001" }, { "id": "R-0003" }] }))
    }),
    // One objective of two has an owner: that is not one person for all.
    ("6.2-levels", |isms| set::<Objective>(isms, "OBJ-0002", json!({ "owner": null }))),
    // The standard as a whole; five teams are no clause.
    ("9.2.1-standard", |isms| {
        set::<Audit>(isms, "AUD-0001", json!({ "criteria": "ISO/IEC 27001", "scope": "5 teams" }))
    }),
    ("9.2.2-impartial", |isms| {
        let old = json!({ "title": "Audit 2021", "kind": "internal", "status": "done", "criteria": "Clauses 4 to 10",
            "audited_by": [{ "id": "P-0003" }], "end": "2021-06-01", "conclusion": "Well." });
        set::<Audit>(isms, "AUD-0003", old)
    }),
    // She owns a control; the audit covers clauses.
    ("9.2.2-impartial", |isms| {
        set::<Control>(isms, "5.15", json!({ "owner": { "id": "P-0004" } }));
        set::<Audit>(isms, "AUD-0001", json!({ "criteria": "Clauses 4 to 10." }));
    }),
    // Who chaired in July may have no account today.
    ("9.3.1-by-the-top", |isms| set::<Account>(isms, "ACC-0002", json!({ "disabled": true }))),
];

#[test]
fn what_is_in_order_is_no_gap() {
    assert_eq!(others_than(Outcome::Met, IN_ORDER), [""; 0]);
}

static SINGLE: &[Planted] = &[
    // One of two nonconformities has no cause.
    ("10.2-causes", |isms| {
        set::<CorrectiveAction>(isms, "CA-0002", json!({ "nonconformity": "A lost key", "root_cause": "" }))
    }),
    // Two late actions are not all risks; two people not all competences; two laws not all parties.
    ("8.3-carried-out", |isms| {
        for id in ["ACT-0002", "ACT-0003"] {
            set::<Action>(isms, id, json!({ "title": "Late", "due": "2026-10-01", "owner": { "id": "P-0003" } }));
        }
    }),
    ("4.2c-taken-on", |isms| set::<Obligation>(isms, "O-0001", json!({ "controls": [] }))),
    ("7.2-needed", |isms| {
        for id in ["CO-0001", "CO-0002", "CO-0003"] {
            gone::<Competence>(isms, id);
        }
    }),
    ("9.2.1-intervals", |isms| set::<Audit>(isms, "AUD-0002", json!({ "start": "2026-10-01" }))),
    // Criteria of one's own are there, and no method yet.
    ("6.1.2-acceptance-criteria", |isms| gone::<Document>(isms, "D-0003")),
];

static NOTHING: &[Planted] = &[
    // The finding and the corrective action that answers it are one nonconformity.
    ("10.2-causes", |isms| {
        set::<CorrectiveAction>(isms, "CA-0001", json!({ "root_cause": "" }));
    }),
    ("10.2-elsewhere", |isms| {
        set::<CorrectiveAction>(isms, "CA-0001", json!({ "elsewhere": "" }));
    }),
    ("10.2-effect", |isms| {
        set::<AuditFinding>(isms, "F-0001", json!({ "effectiveness_checked_on": null }));
        set::<CorrectiveAction>(isms, "CA-0001", json!({ "effectiveness_check": "" }));
    }),
    // A control of one's own is none of Annex A.
    ("6.1.3-compared", |isms| {
        let all: Vec<String> = isms.controls().iter().map(|one| one.id.to_string()).collect();
        all.iter().for_each(|id| set::<Control>(isms, id, json!({ "applicability": null })));
        isms.risks()
            .iter()
            .map(|risk| risk.id.to_string())
            .collect::<Vec<_>>()
            .iter()
            .for_each(|id| set::<Risk>(isms, id, json!({ "planned_controls": [] })));
        set::<Obligation>(isms, "O-0001", json!({ "controls": [] }));
        set::<Control>(isms, "X-0001", json!({ "title": "Badges", "applicability": "applicable" }))
    }),
    // What was given up is no plan, and no chance.
    ("6.1.1-actions", |isms| {
        set::<Action>(isms, "ACT-0001", json!({ "status": "cancelled" }));
        all_risks(isms, json!({ "planned_controls": [] }))
    }),
    ("6.1.1-opportunities", |isms| {
        gone::<Objective>(isms, "OBJ-0001");
        gone::<Objective>(isms, "OBJ-0002");
        set::<Action>(isms, "ACT-0002", json!({ "title": "Move house", "status": "cancelled" }))
    }),
];

#[test]
fn where_all_lack_it_nothing_speaks_for_it() {
    assert_eq!(others_than(Outcome::NotMet, NOTHING), [""; 0]);
}

#[test]
fn a_gap_elsewhere_is_not_everything() {
    assert_eq!(others_than(Outcome::Partly, SINGLE), [""; 0]);
    let plain = |isms: &mut Isms| {
        gone::<Document>(isms, "D-0003");
        set::<Organisation>(isms, "ORG-0001", json!({ "criteria": Criteria::default() }));
    };
    assert_eq!(ask("6.1.2-acceptance-criteria", plain, |_, one| one.verdict.outcome), Outcome::NotMet);
}

#[test]
fn a_gap_is_no_graver_than_it_is() {
    let graded: [(Planted, Severity); 10] = [
        // She who steered it has left, and her account works on.
        (("5.3-assigned", |isms| set::<Person>(isms, "P-0002", json!({ "end": "2026-10-30" }))), Severity::Major),
        // The director's role was given to another since.
        (
            ("9.3.1-by-the-top", |isms| {
                set::<Account>(isms, "ACC-0002", json!({ "person": { "id": "P-0003" } }));
                set::<Review>(isms, "REV-0001", json!({ "participants": [] }))
            }),
            Severity::Minor,
        ),
        // In time for the certificate, or not.
        (("9.2.1-intervals", certification), Severity::Observation),
        (("9.2.1-intervals", unplanned_audit), Severity::Major),
        (
            ("9.3.1-by-the-top", |isms| {
                certification(isms);
                set::<Audit>(isms, "AUD-0009", json!({ "start": "2027-08-01" }));
            }),
            Severity::Observation,
        ),
        (
            ("9.2.1-intervals", |isms| {
                certification(isms);
                set::<Organisation>(isms, "ORG-0001", json!({ "internal_audit_months": null }));
            }),
            Severity::Major,
        ),
        (
            ("9.2.1-intervals", |isms| set::<Organisation>(isms, "ORG-0001", json!({ "internal_audit_months": null }))),
            Severity::Minor,
        ),
        (("6.1.3-compared", |isms| set::<Control>(isms, "8.30", json!({ "applicability": null }))), Severity::Minor),
        (
            ("10.2-carried-out", |isms| {
                let major = json!({ "status": "in-progress", "grade": "major-nonconformity", "due": "2026-11-30" });
                set::<AuditFinding>(isms, "F-0001", major)
            }),
            Severity::Observation,
        ),
        (("6.1.2-acceptance-criteria", |isms| gone::<Document>(isms, "D-0003")), Severity::Minor),
    ];
    for (at, ((duty, plant), severity)) in graded.into_iter().enumerate() {
        let plant = move |isms: &mut Isms| {
            set::<Review>(isms, "REV-0002", json!({ "title": "Next", "planned_for": "2027-06-20" }));
            plant(isms);
        };
        let mut isms = exemplary();
        plant(&mut isms);
        let all = readiness(&isms, DAY);
        let one = all.iter().find(|one| one.rule.duty == duty).unwrap();
        assert_eq!(one.verdict.severity(), Some(severity), "{at}: {}", super::said(&isms, one));
    }
}

#[test]
fn nobody_is_sent_to_change_what_was_done() {
    let to = |duty, plant| ask(duty, plant, |_, one| one.verdict.gaps[0].remedy.to);
    // An audit that is over keeps its auditors, and a change its days.
    let owning = |isms: &mut Isms| set::<Audit>(isms, "AUD-0001", json!({ "auditors": "Ugo Silva" }));
    assert_eq!(to("9.2.2-impartial", owning), Target::New("audits", &[("kind", "internal")]));
    let late = |isms: &mut Isms| set::<Change>(isms, "CH-0001", json!({ "approved_on": "2026-06-01" }));
    for duty in ["8.1-planned-changes", "6.3-planned"] {
        assert_eq!(to(duty, late), Target::Register("corrective-actions"));
    }
    // What comes again is planned, and the interval left as it is.
    assert_eq!(to("9.2.1-intervals", unplanned_audit), Target::New("audits", &[("kind", "internal")]));
    // Access that sleeps is taken away.
    let isms = northwind();
    let all = readiness(&isms, TODAY);
    let criteria = all.iter().find(|one| one.rule.duty == "8.1-criteria").unwrap();
    let asleep = criteria.verdict.gaps.iter().find(|gap| gap.sentence.key.contains("long unused")).unwrap();
    assert!(matches!(asleep.remedy.to, Target::Act(_, "disabled")));
}

#[test]
fn what_lies_nowhere_is_sent_to_its_place_before_its_approval() {
    let to = |place: serde_json::Value| {
        let mut isms = exemplary();
        let policies: Vec<Held<Document>> = isms.documents().iter().cloned().collect();
        for held in policies {
            isms.put(Held { body: crate::Body { withdrawn: Some("gone".into()), ..held.body }, ..held });
        }
        set::<Document>(
            &mut isms,
            "D-0999",
            json!({ "title": "Information security policy", "kind": "policy", "location": place }),
        );
        let all = readiness(&isms, DAY);
        let sent = |one: &Judged| {
            one.verdict.gaps.iter().find(|gap| gap.sentence.key.contains("not approved")).map(|gap| gap.remedy.to)
        };
        all.iter().find_map(sent).unwrap()
    };
    let policy = "D-0999".parse().unwrap();
    assert_eq!(to(json!(null)), Target::Field(policy, "location"));
    assert_eq!(to(json!("https://docs.example.com/policy")), Target::Act(policy, "approved"));
}

#[test]
fn the_last_day_is_told_where_no_interval_is() {
    let plant = |isms: &mut Isms| set::<Organisation>(isms, "ORG-0001", json!({ "internal_audit_months": null }));
    assert!(ask("9.2.1-intervals", plant, super::said).contains("2026-06-03"));
}

#[test]
fn of_a_system_three_weeks_old_one_cannot_tell_whether_it_is_maintained() {
    let organisation = Organisation { name: "New".into(), ..Organisation::default() };
    let mut isms =
        crate::fold(Isms::default(), &crate::founding::found(&Isms::default(), organisation).unwrap()).unwrap();
    let outcome = |isms: &Isms, day: &str| {
        let all = readiness(isms, day.parse().unwrap());
        let one = all.iter().find(|one| one.rule.duty == "4.4-maintained").unwrap();
        (one.verdict.outcome, one.verdict.severity())
    };
    assert_eq!(outcome(&isms, "2026-10-31"), (Outcome::Unknown, Some(Severity::Observation)), "founded today");
    set::<Measure>(&mut isms, "M-0001", json!({ "title": "Shared accounts", "measured_on": "2026-10-10" }));
    assert_eq!(outcome(&isms, "2026-10-31"), (Outcome::Unknown, Some(Severity::Observation)));
    // Half a year later the months are counted from its first.
    assert_eq!(outcome(&isms, "2027-04-30"), (Outcome::Partly, Some(Severity::Minor)));
}

/// What is left out and planned is not called in place, and a reason that is missing is asked for once.
#[test]
fn the_statement_says_of_a_control_what_is_so() {
    let planned = |isms: &mut Isms| set::<Control>(isms, "8.30", json!({ "implementation": "planned" }));
    assert!(!ask("6.1.3-statement", planned, super::said).contains("called in place"));
    let silent = |isms: &mut Isms| {
        all_risks(isms, json!({ "planned_controls": [] }));
        set::<Obligation>(isms, "O-0001", json!({ "controls": [] }));
        set::<Control>(isms, "5.15", json!({ "justification": "" }));
    };
    assert_eq!(ask("6.1.3-statement", silent, |_, one| one.verdict.gaps.len()), 1);
}

#[test]
fn of_those_who_left_nobody_counts_as_told() {
    let plant = |isms: &mut Isms| {
        set::<Person>(isms, "P-0005", json!({ "name": "Otto Weg", "status": "leaver" }));
        let told = json!({ "course": "Security awareness", "purpose": "awareness", "person": { "id": "P-0005" },
            "status": "completed", "completed_on": "2026-09-01" });
        set::<Training>(isms, "TR-0005", told);
    };
    let seen =
        ask("7.3-policy", plant, |isms, one| one.verdict.seen.as_ref().unwrap().message(isms, &|_| true).to_string());
    assert_eq!(seen, "People made aware: 4");
}

#[test]
fn a_risk_is_named_once_however_many_changes_bear_on_it() {
    let plant = |isms: &mut Isms| {
        set::<Risk>(isms, "R-0001", json!({ "assessed_on": "2026-04-01" }));
        let other =
            json!({ "title": "New doors", "risks": [{ "id": "R-0001" }], "status": "done", "done_on": "2026-06-01" });
        set::<Change>(isms, "CH-0002", other);
    };
    let named = ask("8.2-on-change", plant, |_, one| one.verdict.gaps[0].sentence.records().count());
    assert_eq!(named, 1);
}

#[test]
fn without_anything_that_somebody_could_answer_for_nothing_is_assigned() {
    let plant = |isms: &mut Isms| {
        gone::<Risk>(isms, "R-0001");
        gone::<Risk>(isms, "R-0002");
        set::<Control>(isms, "5.15", json!({ "applicability": "not-applicable" }));
    };
    assert_eq!(ask("5.3-assigned", plant, |_, one| one.verdict.outcome), Outcome::NotMet);
}

/// What was mended is no better than before; a goal that was reached before its day is.
#[test]
fn mending_is_no_improvement_and_what_was_reached_early_is() {
    let mended = |isms: &mut Isms| {
        gone::<Change>(isms, "CH-0001");
        gone::<CorrectiveAction>(isms, "CA-0001");
        gone::<Objective>(isms, "OBJ-0001");
    };
    assert_eq!(ask("10.1-continual", mended, |_, one| one.verdict.outcome), Outcome::NotMet);
    let reached = |isms: &mut Isms| {
        gone::<Change>(isms, "CH-0001");
        gone::<CorrectiveAction>(isms, "CA-0001");
        for id in ["OBJ-0001", "OBJ-0002"] {
            set::<Objective>(isms, id, json!({ "due": "2027-06-30", "status": "reached" }));
        }
    };
    assert_eq!(ask("10.1-continual", reached, |_, one| one.verdict.outcome), Outcome::Met);
}

#[test]
fn a_rhythm_is_read_with_its_number() {
    let of = |text: &str| rhythm(&Some(text.into()));
    assert_eq!((of("monthly"), of("Every month"), of("weekly"), of("daily")), (Some(46), Some(46), Some(11), Some(3)));
    assert_eq!((of("every six months"), of("every 6 months")), (Some(276), Some(276)));
    assert_eq!((of("every two weeks"), of("half-yearly"), of("twice a year")), (Some(22), Some(274), Some(274)));
    assert_eq!((of("first week of each quarter"), of("yearly"), of("when needed")), (Some(137), Some(548), None));
    assert_eq!(
        (of("12 months"), of("6-monthly"), of("Quarter"), of("once a month")),
        (Some(552), Some(276), Some(137), Some(46))
    );
    assert_eq!((of("four times a year"), of("2 x per month"), of("4 per year")), (Some(137), Some(23), Some(137)));
    assert_eq!(of("quarter-yearly"), Some(137));
    assert_eq!((of("every other month"), of("monthly, reported each year")), (Some(92), Some(46)));
    assert_eq!((of("on behalf of the board"), of("bi-monthly"), of("in the half of it")), (None, None, None));
}

/// What would lie beyond the calendar is no rhythm, and breaks nothing.
#[test]
fn a_rhythm_has_an_end() {
    let of = |text: &str| rhythm(&Some(text.into()));
    assert_eq!(
        (of("every 700000 weeks"), of("20261001 monthly"), of("every 18446744073709551615 years")),
        (None, None, None)
    );
    assert_eq!((of("every 10 years"), of("every 11 years")), (Some(5480), None));
}
