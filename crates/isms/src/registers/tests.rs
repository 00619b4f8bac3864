//! What must hold for every register in the list.

use super::*;
use crate::{
    Body, Description, Field, Kind, To, Who,
    given::{after, ask, fields, first, now, person, refused, samples},
    plain, record_shown,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

mod northwind;
mod walked;

#[test]
fn every_register_says_what_it_and_each_field_is_for() {
    for register in ALL {
        let (name, described) = (register.name(), register.description());
        assert!(!described.help.is_empty(), "{name}: the record lacks a doc comment");
        assert!(!described.face.one.is_empty(), "{name}: `one` is empty");
        assert!(described.face.empty.contains("clause") || described.face.empty.contains("A."), "{name}: empty text");
        check_fields(name, &described.fields);
        for act in &described.acts {
            assert!(!act.help.is_empty(), "{name}: the act {} lacks a doc comment", act.word);
            assert!(!act.verb.is_empty(), "{name}: the act {} lacks its verb, as `schemars(title)`", act.word);
            check_fields(&format!("{name}, {}", act.word), &act.fields);
        }
    }
}

fn check_fields(place: &str, fields: &[Field]) {
    for field in fields {
        assert!(!field.help.is_empty(), "{place}: `{}` lacks a doc comment", field.name);
        check_kind(&format!("{place}, {}", field.name), &field.kind);
    }
}

fn check_kind(place: &str, kind: &Kind) {
    match kind {
        Kind::Unknown => panic!("{place}: no face knows its type"),
        Kind::List(item) => check_kind(place, item),
        Kind::Group(fields) => check_fields(place, fields),
        Kind::Link(name) => assert!(register(name).is_some(), "{place}: there is no register `{name}`"),
        Kind::Choice(choices) => {
            let bare = choices.iter().find(|choice| choice.help.is_empty());
            assert!(bare.is_none(), "{place}: the choice {bare:?} lacks a doc comment");
        }
        _ => {}
    }
}

/// The field at a dotted path.
fn at_path<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let field = fields.iter().find(|field| field.name == name)?;
    let inner = if let Kind::List(item) = &field.kind { item } else { &field.kind };
    match inner {
        Kind::Group(fields) if !rest.is_empty() => at_path(fields, rest),
        _ => Some(field).filter(|_| rest.is_empty()),
    }
}

#[test]
fn what_a_face_names_are_fields() {
    for register in ALL {
        let (name, Description { fields, face, .. }) = (register.name(), register.description());
        assert!(!face.columns.is_empty(), "{name}: the list has no columns");
        let named = face.columns.iter().chain(face.by_act).chain(face.also_called.iter().map(|(field, _)| field));
        for path in named.filter(|path| **path != "reference") {
            assert!(at_path(fields, path).is_some(), "{name}: `{path}` is no field");
        }
    }
}

#[test]
fn a_word_at_the_head_of_a_column_means_one_field() {
    for register in ALL {
        let described = register.description();
        let called =
            described.face.also_called.iter().flat_map(|(field, words)| words.iter().map(move |w| (*w, *field)));
        let mut words: BTreeSet<&str> = BTreeSet::new();
        for (word, field) in called {
            assert_eq!(
                plain(word).replace('_', " "),
                word,
                "{}: `{word}` is compared in another form",
                register.name()
            );
            assert!(words.insert(word), "{}: `{word}` means `{field}` and another field", register.name());
        }
    }
}

#[test]
fn a_word_that_means_a_choice_leads_to_one() {
    for register in ALL {
        let described = register.description();
        for (path, words) in described.face.values {
            let place = format!("{}, {path}", register.name());
            let kind = &at_path(&described.fields, path).unwrap_or_else(|| panic!("{place}: no such field")).kind;
            let kind = if let Kind::List(item) = kind { item } else { kind };
            let Kind::Choice(choices) = kind else { panic!("{place}: no choice") };
            let known = |value: &str| choices.iter().any(|choice| choice.value == value);
            for (word, value) in *words {
                assert_eq!(&plain(word), word, "{place}: a word is compared in another form");
                assert!(known(value), "{place}: `{value}` is no choice");
                assert!(!known(&word.replace(' ', "-")) || word == value, "{place}: `{word}` is a choice itself");
            }
        }
    }
}

#[test]
fn letters_and_names_belong_to_one_register() {
    let letters: BTreeSet<&str> = ALL.iter().map(|register| register.letters()).collect();
    let names: BTreeSet<&str> = ALL.iter().map(|register| register.name()).collect();
    assert_eq!((letters.len(), names.len()), (ALL.len(), ALL.len()));
    for one in ALL {
        assert_eq!(register(one.name()).map(|found| found.letters()), Some(one.letters()));
        assert_eq!(register_of(Id::new(one.letters(), 7)).map(|found| found.name()), Some(one.name()));
    }
    assert_eq!(register_of(Id::new("8.", 5)).map(|found| found.name()), Some("controls"));
}

#[test]
fn the_schema_of_a_record_is_an_object_with_its_fields() {
    for register in ALL {
        let described = register.description();
        assert_eq!(described.schema["type"], "object", "{}", register.name());
        let properties = described.schema["properties"].as_object().unwrap();
        assert!(properties.keys().eq(described.fields.iter().map(|field| &field.name)), "{}", register.name());
        assert!(!described.schema.to_string().contains("$ref"), "{}: a part is hidden", register.name());
    }
}

#[test]
fn samples_survive_the_way_in_and_out_and_are_known_by_a_title() {
    let isms = samples();
    for register in ALL {
        let [least, most] = register.samples();
        assert_ne!(least, most, "{}", register.name());
        let most_ids = if register.name() == "organisation" { 1 } else { 2 };
        for (sample, number) in [least, most].iter().zip(1..=most_ids) {
            let id = Id::new(register.letters(), number);
            assert_eq!(&register.get(&isms, id).unwrap().body.record, sample, "{}", register.name());
            assert!(!register.head(&isms, id).unwrap().title.is_empty(), "{}: {id} has no title", register.name());
        }
    }
}

/// A record as a person could write it: without what only acts set, and with links that lead somewhere.
fn writable(described: &Description, record: &Value) -> Value {
    let by_hand = described.fields.iter().filter(|field| !field.by_act);
    by_hand.map(|field| (field.name.clone(), resolved(&field.kind, &record[&field.name]))).collect()
}

fn resolved(kind: &Kind, value: &Value) -> Value {
    match (kind, value) {
        (Kind::Link(name), Value::Object(link)) if !link.contains_key("id") => {
            json!({ "id": format!("{}-1", register(name).unwrap().letters()) })
        }
        (Kind::List(item), Value::Array(items)) => items.iter().map(|value| resolved(item, value)).collect(),
        (Kind::Group(fields), Value::Object(_)) => {
            let said = fields.iter().filter(|field| !value[&field.name].is_null());
            said.map(|field| (field.name.clone(), resolved(&field.kind, &value[&field.name]))).collect()
        }
        _ => value.clone(),
    }
}

#[test]
fn samples_can_be_added_by_hand() {
    for register in ALL {
        let described = register.description();
        // There is one organisation; it names a system.
        let systems = || fold(first("systems", "SYS-1", json!(System::samples()[0])));
        let isms = if register.name() == "organisation" { systems() } else { samples() };
        for sample in register.samples() {
            let given = writable(described, &sample);
            let answer = ask(&isms, register.name(), &[], "added", given.clone());
            if described.fields.iter().any(|field| field.required && field.by_act) {
                assert!(refused(answer).contains("is empty"), "{}: only an act makes one", register.name());
                continue;
            }
            let changes = answer.unwrap_or_else(|refusal| panic!("{refusal}"));
            let added = register.at(&changes[0]).unwrap();
            let wanted = register.at(&first(register.name(), "Z-1", given.clone())).unwrap();
            // An incident is reported by whoever adds it, where nobody else is named.
            let given = fields(given).into_iter().filter(|(name, value)| name != "reported_by" || !value.is_null());
            for (name, _) in given {
                assert_eq!(added.body.record[&name], wanted.body.record[&name], "{}: {name}", register.name());
            }
        }
    }
}

#[test]
fn a_record_edited_to_what_is_shown_of_it_stays_as_it_is() {
    let isms = after(&samples(), "organisation", &["ORG-1"], "edited", json!({ "scope": "All of it" }));
    for register in ALL {
        for id in register.ids(&isms, false) {
            let held = register.get(&isms, id).unwrap();
            let mut shown = fields(record_shown(&isms, &held, &|_| true));
            shown.retain(|name, _| name != "id" && name != "revision");
            let answer = ask(&isms, register.name(), &[&id.to_string()], "edited", shown.into());
            let changes = answer.unwrap_or_else(|refusal| panic!("{refusal}"));
            assert_eq!(register.at(&changes[0]).unwrap().body, held.body, "{id}");
        }
    }
}

#[test]
fn a_record_is_withdrawn_with_a_reason_and_restored_as_it_was() {
    for register in ALL.iter().filter(|register| register.name() != "organisation") {
        // The least sample alone: nothing relies on it, and an import of nothing has nothing to take back.
        let [least, _] = register.samples();
        let id = Id::new(register.letters(), 1);
        let isms = fold(first(register.name(), &id.to_string(), least));
        let before = register.get(&isms, id).unwrap();
        let on: &[&str] = &[&id.to_string()];
        let withdrawn = after(&isms, register.name(), on, "withdrawn", json!({ "reason": "entered twice" }));
        let why = Some("entered twice".to_string());
        assert_eq!(register.get(&withdrawn, id).unwrap().body, Body { withdrawn: why, ..before.body.clone() });
        assert_eq!((register.len(&withdrawn), register.ids(&withdrawn, true).count()), (0, 1));
        if register.name() == "imports" {
            let refusal = refused(ask(&withdrawn, register.name(), on, "restored", json!({})));
            assert!(refusal.contains("import its files again"), "{refusal}");
            continue;
        }
        let restored = after(&withdrawn, register.name(), on, "restored", json!({}));
        assert_eq!(register.get(&restored, id).unwrap().body, before.body);
    }
}

fn fold(revision: crate::Revision) -> Isms {
    crate::fold(Isms::default(), [&revision]).unwrap()
}

#[test]
fn the_organisation_is_never_withdrawn() {
    let isms = fold(first("organisation", "ORG-1", Organisation::samples().map(|one| json!(one))[0].clone()));
    let answer = ask(&isms, "organisation", &["ORG-1"], "withdrawn", json!({ "reason": "sold" }));
    assert!(refused(answer).contains("edit it"));
}

/// Where description and type part, the type's own words would reach the reader.
#[test]
fn what_a_description_lets_through_its_type_accepts() {
    let isms = samples();
    let misread = |name: &str, word: &str, given: Value| {
        let id = format!("{}-1", register(name).unwrap().letters());
        let answer = ask(&isms, name, &[&id], word, given.clone());
        let reasons = answer.err().map(|refusal| refusal.reasons).unwrap_or_default();
        let odd = reasons.iter().find(|reason| reason.remedy.key == "see the help of the fields");
        assert!(odd.is_none(), "{name}, {word}: {} for {given}", odd.unwrap());
    };
    for register in ALL {
        let described = register.description();
        for field in &described.fields {
            for example in examples(&field.kind) {
                misread(register.name(), "edited", json!({ field.name.as_str(): example }));
            }
        }
        for act in &described.acts {
            let one = |field: &Field| (field.name.clone(), examples(&field.kind)[0].clone());
            misread(register.name(), &act.word, act.fields.iter().map(one).collect());
            let few = act.fields.iter().filter(|field| field.required).map(one);
            misread(register.name(), &act.word, few.collect());
        }
    }
}

/// A value that fits, its extremes, and two ways to say nothing.
fn examples(kind: &Kind) -> Vec<Value> {
    let mut examples = match kind {
        Kind::Text | Kind::Prose => vec![json!("text")],
        Kind::Number { least, most } => vec![json!(least), json!(most)],
        Kind::Date => vec![json!("2026-12-31")],
        Kind::Moment => vec![json!("2026-12-31T14:30:00Z")],
        Kind::Flag => vec![json!(true), json!("no")],
        Kind::Choice(choices) => choices.iter().map(|choice| json!(choice.value)).collect(),
        Kind::Link(name) => vec![json!({ "id": format!("{}-0001", register(name).unwrap().letters()) })],
        Kind::List(item) => vec![json!([examples(item)[0]])],
        Kind::Group(fields) => {
            let full = fields.iter().map(|field| (field.name.clone(), examples(&field.kind)[0].clone()));
            let few = fields.iter().filter(|field| field.required);
            let few = few.map(|field| (field.name.clone(), examples(&field.kind)[0].clone()));
            vec![full.collect(), few.collect()]
        }
        Kind::Unknown => vec![],
    };
    examples.extend([json!(null), json!("")]);
    examples
}

#[test]
fn only_links_of_threats_and_vulnerabilities_may_stay_text() {
    let free: Vec<&str> =
        ALL.iter().filter(|register| register.description().face.free_text).map(|register| register.name()).collect();
    assert_eq!(free, ["threats", "vulnerabilities"]);
    let isms = after(&samples(), "risks", &["R-1"], "edited", json!({ "threat": "Bored teenagers" }));
    let risk = isms.risks().get(Id::new("R", 1)).unwrap();
    assert_eq!(risk.threat.as_ref().map(|link| &link.to), Some(&To::Unresolved("Bored teenagers".into())));
}

#[test]
fn a_record_is_found_by_reference_then_by_id_then_by_title() {
    let isms = Isms::default();
    let add = |isms: &Isms, given: Value| after(isms, "assets", &[], "added", given);
    let isms = add(&isms, json!({ "name": "Wiki" }));
    let isms = add(&isms, json!({ "name": "Mail", "reference": "wiki" }));
    let isms = add(&isms, json!({ "name": "A-0001" }));
    let isms = add(&isms, json!({ "name": "Backup", "reference": "A-0003" }));
    let isms = add(&isms, json!({ "name": "  Old   BACKUP " }));
    let isms = add(&isms, json!({ "name": "old backup" }));
    let find = |text| register("assets").unwrap().find(&isms, text).iter().map(Id::to_string).collect::<Vec<_>>();
    assert_eq!(find("Wiki"), ["A-0002"], "a reference before a title");
    assert_eq!(find("a-3"), ["A-0003"], "an id, where no reference reads so");
    assert_eq!(find("A-0003"), ["A-0004"], "a reference before an id");
    assert_eq!(find("A-0001"), ["A-0001"], "an id before a title");
    assert_eq!(find("old backup"), ["A-0005", "A-0006"]);
    assert_eq!(find("nothing"), [] as [&str; 0]);
}

#[test]
fn a_control_of_annex_a_is_found_as_people_write_it() {
    let founded = crate::fold(Isms::default(), &founded()).unwrap();
    let find = |text| register("controls").unwrap().find(&founded, text).iter().map(Id::to_string).collect::<Vec<_>>();
    assert_eq!(find("5.15"), ["5.15"]);
    assert_eq!(find(" A.5.15 "), ["5.15"]);
    assert_eq!(find("access control"), ["5.15"]);
    assert_eq!(find("A.9.2.3"), [] as [&str; 0]);
}

fn founded() -> crate::Changes {
    let [small, _] = Organisation::samples();
    crate::founding::found(&Isms::default(), small).unwrap()
}

#[test]
fn a_founding_makes_the_93_controls_the_catalogues_and_an_administrator_once() {
    let isms = crate::fold(Isms::default(), &founded()).unwrap();
    assert_eq!((isms.organisation().len(), isms.controls().len(), isms.accounts().len()), (1, 93, 1));
    assert!(isms.threats().len() > 20 && isms.vulnerabilities().len() > 20);
    let [_, large] = Organisation::samples();
    assert!(crate::founding::found(&isms, large).is_err());
    let nameless = Organisation { time_zone: "Atlantis".into(), ..Organisation::default() };
    let refusal = crate::founding::found(&Isms::default(), nameless).unwrap_err();
    assert_eq!(
        refusal.reasons.iter().filter_map(|one| one.field.as_deref()).collect::<Vec<_>>(),
        ["time_zone", "name"]
    );
}

#[test]
fn a_day_begins_in_the_organisations_time_zone() {
    let late = "2026-10-31T23:30:00Z".parse().unwrap();
    assert_eq!(samples().day(late).to_string(), "2026-10-31");
    let isms = after(&samples(), "organisation", &["ORG-1"], "edited", json!({ "time_zone": "Asia/Tokyo" }));
    assert_eq!(isms.day(late).to_string(), "2026-11-01");
}

#[test]
fn acts_of_the_plain_registers_write_the_day() {
    let isms = samples();
    let day = json!("2026-10-31");
    let cases = [
        ("entitlements", "reviewed", json!({}), "last_reviewed", day.clone()),
        ("entitlements", "disabled", json!({}), "status", json!("disabled")),
        ("incidents", "closed", json!({ "lessons_learned": "Lock the door." }), "closed_at", json!(now())),
        ("trainings", "completed", json!({ "score": 91 }), "completed_on", day.clone()),
        ("trainings", "cancelled", json!({ "reason": "left" }), "status", json!("cancelled")),
        ("measures", "measured", json!({ "value": "97" }), "measured_on", day.clone()),
        ("audits", "done", json!({ "conclusion": "Nothing grave." }), "end", day.clone()),
        ("audit-findings", "closed", json!({}), "closed_on", day.clone()),
        ("corrective-actions", "closed", json!({ "effectiveness_check": "Seen." }), "closed_on", day.clone()),
        ("exceptions", "ended", json!({ "reason": "replaced" }), "status", json!("ended")),
        ("changes", "done", json!({}), "done_on", day.clone()),
        ("actions", "done", json!({}), "done_on", day.clone()),
        ("assets", "reviewed", json!({}), "last_reviewed", day),
    ];
    for (name, word, given, field, wanted) in cases {
        let register = register(name).unwrap();
        let id = Id::new(register.letters(), 1);
        let isms = after(&isms, name, &[&id.to_string()], word, given);
        assert_eq!(register.field(&isms, id, field), wanted, "{name}, {word}");
        assert_eq!(register.due(&isms, id), None, "{name}: nothing is left to do");
    }
}

/// What is at its end can be withdrawn all the same, and what every register has is no act of its own.
#[test]
fn only_named_acts_have_a_time_at_which_they_cannot_be_done() {
    let isms = after(&samples(), "entitlements", &["ENT-1"], "disabled", json!({}));
    let entitlements = register("entitlements").unwrap();
    let possible = |word: &str| entitlements.possible(&isms, Id::new("ENT", 1), word);
    assert!(possible("withdrawn").is_ok() && possible("restored").is_ok());
    assert!(possible("disabled").unwrap_err().to_string().contains("not open any more"));
    assert!(refused(ask(&isms, "entitlements", &["ENT-1"], "disabled", json!({}))).contains("not open any more"));
    for (word, can) in [("reopened", false), ("closed", true), ("treated", false), ("plan-approved", true)] {
        assert_eq!(register("risks").unwrap().possible(&samples(), Id::new("R", 2), word).is_ok(), can, "{word}");
    }
}

#[test]
fn an_audit_does_not_end_before_it_begins() {
    let given = json!({ "title": "Audit", "start": "2026-05-08", "end": "2026-05-04" });
    assert_eq!(crate::given::at_fields(ask(&samples(), "audits", &[], "added", given)), ["end"]);
}

#[test]
fn assets_do_not_depend_on_each_other_in_a_circle() {
    let answer = ask(&samples(), "assets", &["A-1"], "edited", json!({ "depends_on": "A-2" }));
    assert_eq!(crate::given::at_fields(answer), ["depends_on"]);
}

#[test]
fn a_look_at_evidence_is_signed() {
    let isms = after(&samples(), "evidence", &["E-1"], "looked-at", json!({ "remark": "complete" }));
    let held = isms.evidence().get(Id::new("E", 1)).unwrap();
    assert_eq!(held.looked_at.iter().map(|look| look.by.id()).collect::<Vec<_>>(), [Some(Id::new("P", 1))]);
    let by_another = Who { own_sign_in: false, ..person(1) };
    let answer = crate::given::ask_as(&by_another, &isms, "evidence", &["E-1"], "looked-at", json!({}));
    assert!(refused(answer).contains("own sign-in"));
    assert_eq!(fields(json!(held.body.record))["looked_at"].as_array().map(Vec::len), Some(1));
}
