//! What people write, and what becomes of it.

use super::*;
use crate::given::samples;

/// An optional field without a name.
const DAY: Field = Field {
    name: String::new(),
    label: String::new(),
    help: String::new(),
    kind: Kind::Date,
    required: false,
    by_act: false,
};

/// What a raw value becomes in a field of this kind; `None` where it is refused.
fn read(kind: Kind, raw: Value) -> Option<Value> {
    let isms = samples();
    let field = Field { name: "affects".into(), kind, ..DAY };
    Reading { isms: &isms, values: &[("affects", &[("c", "confidentiality")])], sight: &Sight::EVERYTHING }
        .field(&field, raw)
        .ok()
}

fn choice_of(words: &[&str]) -> Kind {
    Kind::Choice(
        words.iter().map(|word| Choice { value: word.to_string(), help: String::new(), title: None }).collect(),
    )
}

fn list(kind: Kind) -> Kind {
    Kind::List(Box::new(kind))
}

/// Each text beside what it becomes.
fn check(kind: &Kind, cases: &[(&str, Option<Value>)]) {
    for (text, wanted) in cases {
        assert_eq!(read(kind.clone(), json!(text)), *wanted, "`{text}` as {kind:?}");
    }
}

#[test]
fn dates_are_days_of_the_calendar_in_living_memory() {
    let cases = [
        ("2026-12-31", Some(json!("2026-12-31"))),
        (" 2024-02-29 ", Some(json!("2024-02-29"))),
        ("2026-02-29", None),
        ("31.12.2026", None),
        ("12/31/2026", None),
        ("1899-12-31", None),
        ("2201-01-01", None),
        ("soon", None),
        ("", Some(Value::Null)),
    ];
    check(&Kind::Date, &cases);
}

#[test]
fn moments_are_read_with_and_without_zone_and_seconds() {
    let cases = [
        ("2026-01-22T09:14:00Z", Some(json!("2026-01-22T09:14:00Z"))),
        ("2025-06-26T06:04+00:00", Some(json!("2025-06-26T06:04:00Z"))),
        ("2026-01-22T09:14+02:00", Some(json!("2026-01-22T07:14:00Z"))),
        ("2026-01-22 09:14", Some(json!("2026-01-22T09:14:00Z"))),
        ("2026-01-22", Some(json!("2026-01-22T00:00:00Z"))),
        ("2026-01-22T25:00Z", None),
        ("yesterday", None),
    ];
    check(&Kind::Moment, &cases);
}

#[test]
fn flags_numbers_and_choices_are_read_as_people_write_them() {
    check(&Kind::Flag, &[("Yes", Some(json!(true))), ("n", Some(json!(false))), ("perhaps", None)]);
    let number = Kind::Number { least: 1, most: 10 };
    check(&number, &[("10", Some(json!(10))), (" 7 ", Some(json!(7))), ("0", None), ("11", None), ("3.5", None)]);
    assert_eq!([read(number.clone(), json!(3)), read(number.clone(), json!(3.5))], [Some(json!(3)), None]);
    assert_eq!(read(number, json!(true)), None);
    let choice = choice_of(&["in-treatment", "confidentiality"]);
    let cases = [
        ("In treatment", Some(json!("in-treatment"))),
        ("IN_TREATMENT", Some(json!("in-treatment"))),
        (" C ", Some(json!("confidentiality"))),
        ("treatment", None),
    ];
    check(&choice, &cases);
}

#[test]
fn lists_are_read_from_commas_semicolons_lines_and_json() {
    let texts = list(Kind::Text);
    for text in ["a, b", "a;b", "a\nb,", "[\"a\", \"b\"]"] {
        assert_eq!(read(texts.clone(), json!(text)), Some(json!(["a", "b"])), "{text}");
    }
    assert_eq!(read(texts.clone(), json!("[1, 2")), None);
    assert_eq!(read(texts.clone(), Value::Null), Some(json!([])));
    assert_eq!(read(texts, json!(7)), Some(json!(["7"])));
    let choices = list(choice_of(&["confidentiality", "integrity"]));
    assert_eq!(read(choices.clone(), json!("C; Integrity")), Some(json!(["confidentiality", "integrity"])));
    assert_eq!(read(choices.clone(), json!(["c"])), Some(json!(["confidentiality"])));
    assert_eq!(read(choices, json!("c, secrecy")), None);
}

#[test]
fn a_group_is_read_from_fields_or_json_and_an_empty_one_is_none() {
    let number = Field { name: "likelihood".into(), kind: Kind::Number { least: 1, most: 10 }, required: true, ..DAY };
    let text = Field { name: "remark".into(), kind: Kind::Text, ..DAY };
    let group = Kind::Group(vec![number, text]);
    assert_eq!(read(group.clone(), json!({ "likelihood": "2", "remark": "" })), Some(json!({ "likelihood": 2 })));
    assert_eq!(read(group.clone(), json!("{\"likelihood\": 2}")), Some(json!({ "likelihood": 2 })));
    assert_eq!(read(group.clone(), json!({ "likelihood": "", "remark": null })), Some(Value::Null));
    assert_eq!(read(group.clone(), json!({ "remark": "x" })), None, "what is required is missing");
    assert_eq!(read(group.clone(), json!({ "colour": "red" })), None);
    assert_eq!(read(group, json!("2 of 5")), None);
}

#[test]
fn links_are_read_from_ids_references_titles_and_from_what_is_shown() {
    let people = Kind::Link("people".into());
    let known = |number: u32| Some(json!({ "id": format!("P-{number:04}") }));
    let cases = [
        (json!("P-2"), known(2)),
        (json!("ugo SILVA"), known(2)),
        (json!({ "id": "P-0001" }), known(1)),
        (json!({ "id": "P-0001", "reference": null, "title": "Somebody else" }), known(1)),
        (json!({ "id": "P-0001", "text": "M. Quint" }), Some(json!({ "id": "P-0001", "text": "M. Quint" }))),
        (json!("Head of Sales"), Some(json!({ "text": "Head of Sales" }))),
        (json!({ "id": "P-0009" }), None),
        (json!({ "id": "R-0001" }), None),
        (json!({ "title": "Mara Quint" }), None),
        (json!(7), None),
    ];
    for (raw, wanted) in cases {
        assert_eq!(read(people.clone(), raw.clone()), wanted, "{raw}");
    }
}

#[test]
fn line_ends_of_other_systems_become_ours() {
    assert_eq!(read(Kind::Prose, json!("one\r\ntwo\tthree\n")), Some(json!("one\ntwo\tthree\n")));
    assert_eq!(read(Kind::Text, json!("bell\u{7}")), None);
    assert_eq!(read(Kind::Text, json!(4711)), Some(json!("4711")));
    assert_eq!(read(Kind::Text, json!({ "text": "x" })), None);
}
