//! What can happen to a record of any register, and what cannot.

use super::*;
use crate::{
    LONGEST_LIST, LONGEST_REFERENCE, LONGEST_TEXT, fold,
    given::{after, ask, ask_as, at_fields, first, now, person, refused, samples},
};

fn asset(isms: &Isms, number: u32) -> Held<Value> {
    register("assets").unwrap().get(isms, Id::new("A", number)).unwrap()
}

fn register(name: &str) -> Option<&'static dyn crate::AnyRegister> {
    crate::registers::register(name)
}

#[test]
fn a_number_is_given_once_by_hand() {
    let isms = after(&samples(), "assets", &["A-1"], "edited", json!({ "reference": " AST-7 " }));
    assert_eq!(asset(&isms, 1).body.reference.as_deref(), Some("AST-7"));
    let answer = ask(&isms, "assets", &["A-2"], "edited", json!({ "reference": "ast-7" }));
    assert_eq!(
        refused(answer),
        "A-0002 cannot be edited: reference: A-0001 already has the reference `ast-7`; choose another, or leave it empty"
    );
    after(&isms, "assets", &["A-1"], "edited", json!({ "reference": "AST-7", "name": "Wiki" }));
    after(&isms, "people", &["P-1"], "edited", json!({ "reference": "AST-7" }));
}

#[test]
fn a_reference_that_was_changed_or_withdrawn_finds_nothing_and_is_free() {
    let isms = after(&samples(), "assets", &["A-2"], "edited", json!({ "reference": "AST-7" }));
    let changed = after(&isms, "assets", &["A-2"], "edited", json!({ "reference": "AST-8" }));
    let find = |isms: &Isms, text| crate::registers::register("assets").unwrap().find(isms, text);
    assert_eq!(find(&changed, "AST-7"), []);
    let cleared = after(&changed, "assets", &["A-2"], "edited", json!({ "reference": "" }));
    assert_eq!((find(&cleared, "AST-8"), asset(&cleared, 2).body.reference), (vec![], None));

    let isms = after(&isms, "risks", &["R-2"], "edited", json!({ "assets": [] }));
    let isms = after(&isms, "incidents", &["INC-2"], "withdrawn", json!({ "reason": "sold" }));
    let isms = after(&isms, "assets", &["A-2"], "withdrawn", json!({ "reason": "sold" }));
    assert_eq!(find(&isms, "AST-7"), []);
    let isms = after(&isms, "assets", &["A-1"], "edited", json!({ "reference": "AST-7" }));
    assert_eq!(at_fields(ask(&isms, "assets", &["A-2"], "restored", json!({}))), ["reference"]);
}

#[test]
fn a_reference_is_a_short_line_of_text() {
    let isms = after(&samples(), "assets", &["A-1"], "edited", json!({ "reference": 4711 }));
    assert_eq!(asset(&isms, 1).body.reference.as_deref(), Some("4711"));
    for reference in [json!("x".repeat(LONGEST_REFERENCE + 1)), json!("A\nB"), json!("A\u{0}"), json!(["A"])] {
        assert_eq!(
            at_fields(ask(&isms, "assets", &["A-1"], "edited", json!({ "reference": reference }))),
            ["reference"]
        );
    }
}

#[test]
fn a_new_link_to_nowhere_is_refused_and_an_old_one_is_kept() {
    let old = json!({ "text": "the old file server" });
    let isms = samples();
    let edit = |depends_on: Value| ask(&isms, "assets", &["A-2"], "edited", json!({ "depends_on": depends_on }));
    assert!(edit(json!(["A-1", old])).is_ok());
    assert!(edit(json!([old])).is_ok());
    assert!(edit(json!("the old file server")).is_ok(), "however it is written");
    assert_eq!(
        refused(edit(json!([old, "the new one"]))),
        "A-0002 cannot be edited: depends_on: there is no asset `the new one`; \
         add it to assets first, or write its id, reference or title"
    );
    assert_eq!(at_fields(ask(&isms, "assets", &["A-1"], "edited", json!({ "owner": "P-99" }))), ["owner"]);
    assert_eq!(at_fields(ask(&isms, "assets", &["A-1"], "edited", json!({ "owner": { "id": "A-1" } }))), ["owner"]);
    assert_eq!(at_fields(ask(&isms, "assets", &[], "added", json!({ "name": "X", "system": "Z" }))), ["system"]);
    let planned = json!({ "option": "modify", "planned_controls": "8.5, 9.99" });
    assert_eq!(at_fields(ask(&isms, "risks", &["R-1"], "treatment-planned", planned)), ["planned_controls"]);
}

#[test]
fn a_new_link_to_what_was_withdrawn_is_refused() {
    let isms = after(&samples(), "suppliers", &["S-2"], "withdrawn", json!({ "reason": "contract ended" }));
    let answer = ask(&isms, "systems", &["SYS-1"], "edited", json!({ "supplier": { "id": "S-2" } }));
    assert!(refused(answer).contains("supplier: S-0002 was withdrawn; restore it first"));
}

#[test]
fn a_text_that_is_two_records_is_refused() {
    let isms = after(&samples(), "people", &["P-2"], "edited", json!({ "name": "mara  QUINT" }));
    let answer = ask(&isms, "assets", &["A-1"], "edited", json!({ "owner": "Mara Quint" }));
    assert!(refused(answer).contains("`Mara Quint` is both P-0001 and P-0002; write the id"));
}

#[test]
fn an_act_on_many_is_done_to_all_or_to_none() {
    let isms = samples();
    let edited = after(&isms, "assets", &["A-1", "A-2"], "edited", json!({ "location": "Leeds" }));
    assert_eq!([1, 2].map(|number| asset(&edited, number).body.record["location"].clone()), ["Leeds", "Leeds"]);
    assert!(
        refused(ask(&isms, "assets", &["A-1", "A-3"], "edited", json!({ "location": "Leeds" }))).starts_with("A-0003")
    );
    let same = ask(&isms, "assets", &["A-1", "A-2"], "edited", json!({ "reference": "AST-7" }));
    assert!(refused(same).contains("A-0001 already has the reference"));
    let twice = ask(&isms, "assets", &["A-1", "A-1"], "reviewed", json!({})).unwrap();
    assert_eq!(twice.iter().map(|revision| revision.revision).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn an_act_touches_no_more_than_a_page_of_records() {
    let ids = vec!["A-1"; MOST_AT_ONCE + 1];
    assert!(refused(ask(&samples(), "assets", &ids, "reviewed", json!({}))).contains("1001 records are more"));
}

#[test]
fn what_was_withdrawn_refuses_every_act_but_its_return() {
    let isms = after(&samples(), "trainings", &["TR-1"], "withdrawn", json!({ "reason": "entered twice" }));
    for (word, given) in [("edited", json!({ "course": "X" })), ("completed", json!({})), ("withdrawn", json!({}))] {
        let answer = refused(ask(&isms, "trainings", &["TR-1"], word, given));
        assert!(answer.contains("it was withdrawn (entered twice); restore it first"), "{word}: {answer}");
    }
    let isms = after(&isms, "trainings", &["TR-1"], "restored", json!({}));
    assert!(ask(&isms, "trainings", &["TR-1"], "completed", json!({})).is_ok());
    assert!(refused(ask(&isms, "trainings", &["TR-1"], "restored", json!({}))).contains("it is in use"));
}

#[test]
fn a_withdrawal_names_those_who_rely_on_the_record() {
    let isms = after(&samples(), "risks", &["R-2"], "edited", json!({ "reference": "RISK-7" }));
    let why = json!({ "reason": "sold" });
    let answer = refused(ask(&isms, "assets", &["A-2"], "withdrawn", why.clone()));
    assert_eq!(
        answer,
        "A-0002 cannot be withdrawn: it is still needed by INC-0002, RISK-7; change or withdraw these first"
    );
    let isms = after(&isms, "incidents", &["INC-2"], "withdrawn", why.clone());
    let isms = after(&isms, "risks", &["R-2"], "edited", json!({ "assets": [] }));
    after(&isms, "assets", &["A-2"], "withdrawn", why);
}

#[test]
fn what_takes_no_field_drops_none_without_a_word() {
    let isms = after(&samples(), "trainings", &["TR-1"], "withdrawn", json!({ "reason": "entered twice" }));
    let given = json!({ "reason": "so", "title": "Lost?" });
    for (name, id, word) in
        [("trainings", "TR-1", "restored"), ("trainings", "TR-2", "withdrawn"), ("risks", "R-1", "confirmed")]
    {
        assert_eq!(at_fields(ask(&isms, name, &[id], word, given.clone())), ["title"], "{word}");
    }
}

#[test]
fn what_names_something_withdrawn_comes_back_after_it() {
    let why = json!({ "reason": "sold" });
    let isms = after(&samples(), "actions", &[], "added", json!({ "title": "Lock", "risks": ["R-1"] }));
    let linked = first("actions", "ACT-3", json!({ "title": "Lock", "risks": [{ "id": "R-1" }] }));
    let gone = |isms: &Isms, name, id| after(isms, name, &[id], "withdrawn", why.clone());
    let both = |isms: &Isms| {
        let mut isms = isms.clone();
        let mut risk = isms.risks().get(Id::new("R", 1)).unwrap().clone();
        risk.body.withdrawn = Some("sold".into());
        isms.put(risk);
        isms
    };
    let away = both(&gone(&isms, "actions", "ACT-3"));
    assert!(
        refused(ask(&away, "actions", &["ACT-3"], "restored", json!({}))).contains("names R-0001, which was withdrawn")
    );
    let freed = both(&after(&isms, "actions", &["ACT-3"], "edited", json!({ "risks": [] })));
    let asked =
        Asked { on: vec![Id::new("ACT", 3)], word: "set-back".into(), earlier: vec![linked], ..Asked::default() };
    assert!(refused(register("actions").unwrap().decide(&freed, &person(1), now(), asked)).contains("names R-0001"));
}

#[test]
fn a_person_who_leads_themselves_stands_in_nobodys_way() {
    let isms = fold(Isms::default(), &[first("people", "P-1", json!({ "name": "Ann", "manager": { "id": "P-1" } }))]);
    after(&isms.unwrap(), "people", &["P-1"], "withdrawn", json!({ "reason": "never came" }));
}

#[test]
fn records_that_rely_on_each_other_go_together_last_first() {
    let why = json!({ "reason": "sold" });
    let isms = after(&samples(), "audit-findings", &["F-1"], "edited", json!({ "audit": "AUD-1" }));
    assert!(ask(&isms, "audits", &["AUD-1"], "withdrawn", why.clone()).is_err());
    let isms = after(&isms, "audit-findings", &["F-1"], "withdrawn", why.clone());
    after(&isms, "audits", &["AUD-1"], "withdrawn", why);
}

#[test]
fn a_withdrawal_needs_a_reason_that_can_be_read() {
    for reason in [json!({}), json!({ "reason": "  " }), json!({ "reason": "sold\u{7}" })] {
        assert_eq!(at_fields(ask(&samples(), "trainings", &["TR-1"], "withdrawn", reason)), ["reason"]);
    }
}

#[test]
fn going_back_keeps_what_acts_have_set() {
    let isms = samples();
    let earlier = first("controls", "X-1", json!({ "title": "Two people release payments" }));
    let included = after(&isms, "controls", &["X-1"], "included", json!({ "reason": "It is our money." }));
    let asked = |earlier: Vec<Revision>| {
        let on = vec!["X-1".parse().unwrap()];
        let asked = Asked { on, word: "set-back".into(), earlier, ..Asked::default() };
        register("controls").unwrap().decide(&included, &person(1), now(), asked)
    };
    let back = fold(included.clone(), &asked(vec![earlier.clone()]).unwrap()).unwrap();
    let control = back.controls().get(Id::new("X", 1)).unwrap();
    assert_eq!(control.title.as_deref(), Some("Two people release payments"));
    assert_eq!((control.applicability, control.revision), (None, 3));
    assert_eq!(control.decision.as_ref().map(|decision| decision.reason.as_str()), Some("It is our money."));

    assert!(refused(asked(vec![])).contains("revision: it was not said which revision"));
    assert!(refused(asked(vec![Revision { id: Id::new("X", 2), ..earlier.clone() }])).contains("revision"));
    assert!(
        refused(asked(vec![Revision { body: "{".into(), ..earlier.clone() }])).contains("have the ledger verified")
    );
    let untitled = first("controls", "X-1", json!({}));
    assert_eq!(at_fields(asked(vec![untitled])), ["title"], "what does not hold today is not gone back to");
}

#[test]
fn going_back_takes_no_number_that_another_has_by_now() {
    let isms = after(&samples(), "assets", &["A-2"], "edited", json!({ "reference": "AST-7" }));
    let body = json!({ "record": { "name": "Wiki" }, "reference": "AST-7" }).to_string();
    let earlier = vec![Revision { body, ..first("assets", "A-1", json!({})) }];
    let asked = Asked { on: vec!["A-1".parse().unwrap()], word: "set-back".into(), earlier, ..Asked::default() };
    assert_eq!(at_fields(register("assets").unwrap().decide(&isms, &person(1), now(), asked)), ["reference"]);
}

#[test]
fn every_fault_is_told_at_once_beside_its_field() {
    let given = json!({ "name": "", "owner": 7.5, "personal_data": "perhaps", "confidentiality": 11, "colour": "red" });
    let fields = at_fields(ask(&samples(), "assets", &[], "added", given));
    assert_eq!(fields, ["owner", "personal_data", "confidentiality", "colour"]);
    assert_eq!(at_fields(ask(&samples(), "assets", &[], "added", json!({ "name": " " }))), ["name"]);
    let given = json!({ "decision": { "on": "2026-01-01", "reason": "x" }, "planned_for": "soon" });
    assert_eq!(at_fields(ask(&samples(), "controls", &["5.1"], "edited", given)), ["decision", "planned_for"]);
}

#[test]
fn saying_nothing_clears_a_field() {
    let isms = samples();
    for nothing in [json!(null), json!(""), json!("  ")] {
        let names =
            ["location", "classification", "personal_data", "confidentiality", "owner", "depends_on", "description"];
        let given: Map<String, Value> = names.into_iter().map(|name| (name.into(), nothing.clone())).collect();
        let cleared = after(&isms, "assets", &["A-2"], "edited", given.into());
        let [least, _] = register("assets").unwrap().samples();
        let record = asset(&cleared, 2).body.record;
        assert!(names.iter().all(|name| record[name] == least[name]), "{nothing}: {record}");
    }
    let isms = after(&isms, "trainings", &["TR-2"], "edited", json!({ "status": null }));
    assert_eq!(register("trainings").unwrap().field(&isms, Id::new("TR", 2), "status"), "assigned");
}

#[test]
fn what_is_not_named_stays() {
    let edited = after(&samples(), "assets", &["A-2"], "edited", json!({ "location": "Dublin" }));
    let (before, now) = (asset(&samples(), 2), asset(&edited, 2));
    let mut wanted = before.body.record.clone();
    wanted["location"] = json!("Dublin");
    assert_eq!((now.body.record, now.revision), (wanted, 2));
}

#[test]
fn a_record_is_marked_restricted_and_set_free_again() {
    let mut isms = samples();
    for (given, wanted) in [(json!(true), true), (json!("no"), false), (json!("Yes"), true), (json!(null), false)] {
        isms = after(&isms, "risks", &["R-1"], "edited", json!({ "restricted": given }));
        assert_eq!(isms.risks().get(Id::new("R", 1)).unwrap().body.restricted, wanted);
    }
    assert_eq!(at_fields(ask(&isms, "risks", &["R-1"], "edited", json!({ "restricted": "maybe" }))), ["restricted"]);
}

#[test]
fn acts_on_nothing_and_acts_nobody_knows_are_refused() {
    let isms = samples();
    let nothing = refused(ask(&isms, "assets", &[], "edited", json!({})));
    assert_eq!(nothing, "Assets cannot be edited: it was not said which record; name the record");
    assert!(refused(ask(&isms, "assets", &["A-9"], "reviewed", json!({}))).contains("there is no such record"));
    assert_eq!(
        refused(ask(&isms, "assets", &["A-1"], "sold", json!({}))),
        "A-0001 cannot be sold: assets have no act `sold`; choose edited, confirmed, withdrawn, restored, set-back, reviewed"
    );
    assert!(ask(&isms, "assets", &["A-1"], "added", json!({ "name": "X" })).is_err());
    assert_eq!(at_fields(ask(&isms, "assets", &["A-1"], "reviewed", json!({ "colour": "red" }))), ["colour"]);
    assert_eq!(at_fields(ask(&isms, "risks", &["R-1"], "closed", json!({}))), ["reason"]);
}

#[test]
fn the_reason_of_an_act_fills_the_field_of_that_name() {
    let asked = Asked {
        on: vec!["X-1".parse().unwrap()],
        word: "excluded".into(),
        reason: Some("We take no payments.".into()),
        ..Asked::default()
    };
    let changes = register("controls").unwrap().decide(&samples(), &person(1), now(), asked).unwrap();
    let isms = fold(samples(), &changes).unwrap();
    assert_eq!(isms.controls().get(Id::new("X", 1)).unwrap().justification.0, "We take no payments.");
}

#[test]
fn texts_come_back_as_they_were_written_or_are_refused() {
    let kept = [
        "Robert'); DROP TABLE assets;--",
        "<script>alert(1)</script>",
        "{asset} {{7*7}} ${HOME} %s",
        "=HYPERLINK(\"http://example.com\")",
        "../../etc/passwd",
        "שלום العالم 你好 🏴‍☠️ Zoë e\u{301}",
        "null",
        "[1, 2",
        "\\u0000 \"quoted\" back\\slash",
    ];
    for text in kept {
        let isms = after(&samples(), "assets", &[], "added", json!({ "name": text, "description": text }));
        assert_eq!(
            (&asset(&isms, 3).body.record["name"], &asset(&isms, 3).body.record["description"]),
            (&json!(text), &json!(text))
        );
        assert_eq!(register("assets").unwrap().find(&isms, text), [Id::new("A", 3)], "{text}");
    }
    let hidden =
        ["nul\u{0}", "bell\u{7}", "escape\u{1b}[31m", "next line\u{85}", "cod\u{202E}exe.fdp", "pay\u{2066}pal"];
    for text in hidden.into_iter().chain(["zero\u{200B}width", "tag\u{E0041}", "mark\u{FEFF}"]) {
        assert_eq!(at_fields(ask(&samples(), "assets", &[], "added", json!({ "name": text }))), ["name"], "{text:?}");
        // nor in a link that finds nothing, nor as the reason.
        let owner = json!({ "name": "Wiki", "owner": { "text": text } });
        assert_eq!(at_fields(ask(&samples(), "assets", &[], "added", owner)), ["owner"], "{text:?}");
        let reason = Some(text.to_owned());
        let asked = Asked { on: vec!["A-1".parse().unwrap()], word: "edited".into(), reason, ..Asked::default() };
        assert_eq!(at_fields(register("assets").unwrap().decide(&samples(), &person(1), now(), asked)), ["reason"]);
    }
    let told = refused(ask(&samples(), "assets", &[], "added", json!({ "name": "cod\u{202E}exe" })));
    assert!(told.contains("a character that cannot be seen, U+202E"), "{told}");
}

#[test]
fn texts_and_lists_have_a_longest() {
    let name = |length| ask(&samples(), "assets", &[], "added", json!({ "name": "ä".repeat(length) }));
    assert!(name(LONGEST_TEXT).is_ok());
    assert_eq!(at_fields(name(LONGEST_TEXT + 1)), ["name"]);
    let roles = |length| ask(&samples(), "systems", &["SYS-1"], "edited", json!({ "roles": vec!["User"; length] }));
    assert!(roles(LONGEST_LIST).is_ok());
    assert_eq!(at_fields(roles(LONGEST_LIST + 1)), ["roles"]);
}

#[test]
fn ids_are_never_given_twice() {
    let isms = after(&samples(), "threats", &[], "added", json!({ "name": "Flood" }));
    let isms = after(&isms, "threats", &["T-3"], "withdrawn", json!({ "reason": "no river near" }));
    let changes = ask(&isms, "threats", &[], "added", json!({ "name": "Storm" })).unwrap();
    assert_eq!(changes[0].id, Id::new("T", 4));
}

#[test]
fn bodies_are_canonical() {
    let changes = ask(&Isms::default(), "threats", &[], "added", json!({ "reference": "7", "name": "Fire" })).unwrap();
    let wanted =
        r#"{"record":{"affects":[],"asset_types":[],"category":null,"controls":[],"name":"Fire"},"reference":"7"}"#;
    assert_eq!(changes[0].body, wanted);
}

#[test]
fn a_signature_needs_a_person_who_signed_in_themselves() {
    let approve = |who: &Who| ask_as(who, &samples(), "documents", &["D-1"], "approved", json!({ "version": "1" }));
    assert!(approve(&person(1)).is_ok());
    assert!(refused(approve(&Who { own_sign_in: false, ..person(1) })).contains("the signer's own sign-in"));
    assert!(refused(approve(&Who { person: None, ..person(1) })).contains("no person stands behind this account"));
}
