//! Walking through records against a plain reading of their whole JSON.

use super::*;
use crate::{given::first, revision::fold};
use proptest::{collection::vec, option, prelude::*};
use std::collections::BTreeMap;

#[test]
fn one_field_is_read_as_it_stands_in_the_whole() {
    let isms = samples();
    for register in ALL {
        for id in register.ids(&isms, true) {
            let whole = register.get(&isms, id).unwrap().body.record;
            for field in &register.description().fields {
                let wanted = whole.get(&field.name).cloned().unwrap_or_default();
                assert_eq!(register.field(&isms, id, &field.name), wanted, "{id}, {}", field.name);
            }
            assert_eq!(register.field(&isms, id, "no such field"), Value::Null);
        }
    }
}

#[test]
fn the_links_of_a_record_are_those_of_its_json() {
    let isms = samples();
    for register in ALL {
        for id in register.ids(&isms, true) {
            let mut wanted = Vec::new();
            linked(&register.get(&isms, id).unwrap().body.record, &mut wanted);
            assert_eq!(register.links(&isms, id), wanted, "{id}");
        }
    }
}

/// A link is an object that holds `id`, perhaps `text`, and nothing else.
fn linked(value: &Value, found: &mut Vec<Id>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| linked(item, found)),
        Value::Object(fields) if fields.keys().all(|key| key == "id" || key == "text") => {
            found.extend(fields.get("id").map(|id| id.as_str().unwrap().parse::<Id>().unwrap()));
        }
        Value::Object(fields) => fields.values().for_each(|value| linked(value, found)),
        _ => {}
    }
}

/// A revision of an asset or a risk with links among few records, so that they meet often.
fn revision() -> impl Strategy<Value = (bool, u32, Vec<u32>, Option<u32>, bool)> {
    (any::<bool>(), 1..5u32, vec(1..5u32, 0..4), option::of(1..4u32), any::<bool>())
}

fn written((is_risk, number, assets, owner, withdrawn): &(bool, u32, Vec<u32>, Option<u32>, bool)) -> crate::Revision {
    let links: Vec<Value> = assets.iter().map(|number| json!({ "id": format!("A-{number}") })).collect();
    let owner = owner.map(|number| json!({ "id": format!("P-{number}"), "text": "read from here" }));
    let (name, id, title) = if *is_risk { ("risks", "R", "title") } else { ("assets", "A", "name") };
    let list = if *is_risk { "assets" } else { "depends_on" };
    let record = json!({ title: format!("number {}", number % 2), "owner": owner, list: links });
    let why = withdrawn.then_some("gone");
    let body = json!({ "record": record, "withdrawn": why, "reference": owner.map(|_| "same") });
    crate::Revision { body: body.to_string(), ..first(name, &format!("{id}-{number}"), json!({})) }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn who_names_whom_and_what_is_called_so_agree_with_a_scan(steps in vec(revision(), 0..40)) {
        let isms = fold(Isms::default(), &steps.iter().map(written).collect::<Vec<_>>()).unwrap();
        let newest: BTreeMap<(bool, u32), _> = steps.iter().map(|step| ((step.0, step.1), written(step))).collect();
        let read = |revision: &crate::Revision| register(&revision.register).unwrap().at(revision).unwrap();
        let scan: Vec<_> = newest.values().map(read).collect();
        for to in ["A-1", "A-2", "A-3", "A-4", "P-1", "P-2", "P-3", "R-1"].map(|id| id.parse::<Id>().unwrap()) {
            let names = |held: &&Held<Value>| {
                let mut links = Vec::new();
                linked(&held.body.record, &mut links);
                links.contains(&to)
            };
            let wanted: BTreeSet<Id> = scan.iter().filter(names).map(|held| held.id).collect();
            prop_assert_eq!(isms.named_by(to).collect::<BTreeSet<_>>(), wanted);
        }
        let in_use = |letters: &'static str| {
            scan.iter().filter(move |held| held.id.letters() == letters && held.body.withdrawn.is_none())
        };
        prop_assert_eq!((isms.assets().len(), isms.risks().len()), (in_use("A").count(), in_use("R").count()));
        for title in ["number 0", "number 1"] {
            let wanted: Vec<Id> = in_use("A").filter(|one| one.body.record["name"] == title).map(|one| one.id).collect();
            prop_assert_eq!(isms.assets().by_title(title).collect::<Vec<_>>(), wanted);
        }
        let wanted: Vec<Id> = in_use("R").filter(|one| one.body.reference.is_some()).map(|one| one.id).collect();
        prop_assert_eq!(isms.risks().by_reference("SAME").collect::<Vec<_>>(), wanted);
        let highest = steps.iter().filter(|step| step.0).map(|step| step.1).max().unwrap_or_default();
        prop_assert_eq!(isms.risks().next_number(), highest + 1);
    }
}

#[test]
fn a_clone_never_changes() {
    let before = samples();
    let later = after(&before, "assets", &["A-1"], "edited", json!({ "name": "Another", "owner": "P-2" }));
    let names = |isms: &Isms| (isms.assets().by_title("Team wiki").count(), isms.named_by(Id::new("P", 2)).count());
    assert_eq!(names(&before).0, 1);
    assert_eq!(names(&later), (0, names(&before).1 + 1));
}
