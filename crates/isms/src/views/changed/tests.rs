use super::*;
use crate::{
    collection::Body,
    record::*,
    registers::risks::Rating,
    views::northwind::{TODAY, called, northwind},
};

fn put<R: Register>(isms: &mut Isms, id: &str, revision: u32, body: Body<R>) {
    isms.put(Held { id: id.parse().unwrap(), revision, body });
}

fn risk(title: &str, likelihood: u8, due: Option<Date>) -> Body<Risk> {
    let inherent = Some(Rating { likelihood: Step::try_from(likelihood).ok(), ..Rating::default() });
    Body { record: Risk { title: title.into(), inherent, due, ..Risk::default() }, ..Body::default() }
}

fn gone<R>(body: Body<R>) -> Body<R> {
    Body { withdrawn: Some("twice".into()), ..body }
}

fn between(before: &Isms, after: &Isms) -> Vec<(String, What, Vec<String>)> {
    let changed = changed(before, TODAY, after, TODAY);
    let told = |change: RecordChange| {
        let fields = change.fields.into_iter().map(|field| format!("{} {} {}", field.field, field.before, field.after));
        (change.id.to_string(), change.what, fields.collect())
    };
    changed.records.into_iter().map(told).collect()
}

#[test]
fn what_people_did() {
    let mut before = Isms::default();
    put(&mut before, "R-0001", 1, risk("One", 3, None));
    put(&mut before, "R-0002", 1, risk("Two", 3, None));
    put(&mut before, "R-0003", 2, gone(risk("Three", 3, None)));
    put(&mut before, "R-0004", 1, risk("Four", 3, None));
    put(&mut before, "R-0005", 1, risk("Five", 3, None));
    let mut after = before.clone();
    put(&mut after, "R-0001", 2, risk("One", 4, Some(TODAY)));
    put(&mut after, "R-0002", 2, gone(risk("Two", 3, None)));
    put(&mut after, "R-0003", 3, risk("Three", 3, None));
    put(&mut after, "R-0005", 2, risk("Five", 3, None));
    put(&mut after, "R-0006", 1, risk("Six", 3, None));
    put(&mut after, "R-0007", 2, gone(risk("Came and went", 3, None)));
    let expected = [
        ("R-0001", What::Changed, vec!["inherent.likelihood 3 4", r#"due null "2026-10-31""#]),
        ("R-0002", What::Withdrawn, vec![r#"withdrawn null "twice""#]),
        ("R-0003", What::Restored, vec![r#"withdrawn "twice" null"#]),
        ("R-0006", What::Added, vec![]),
    ];
    let expected = expected.map(|(id, what, fields)| (id.into(), what, fields.into_iter().map(String::from).collect()));
    assert_eq!(between(&before, &after), expected);
    assert!(between(&after, &after).is_empty());
}

#[test]
fn a_rating_that_was_not_there_is_told_field_by_field() {
    let mut before = Isms::default();
    put(&mut before, "R-0001", 1, Body { record: Risk::default(), ..Body::default() });
    let mut after = before.clone();
    put(&mut after, "R-0001", 2, risk("One", 4, None));
    let [(_, _, fields)] = between(&before, &after).try_into().unwrap();
    assert_eq!(fields, [r#"title "" "One""#, "inherent.likelihood null 4"]);
}

#[test]
fn what_time_alone_did() {
    let isms = northwind();
    let (from, to) = (date(2026, 10, 15), TODAY);
    let passed = changed(&isms, from, &isms, to).time;
    let risks = passed.iter().filter(|passed| passed.register == "risks");
    let risks: Vec<_> = risks.map(|risk| (risk.on, called(&isms, [risk.id]).pop_first().unwrap())).collect();
    let expected = [(date(2026, 10, 21), "R-040"), (date(2026, 10, 26), "R-044"), (date(2026, 10, 27), "R-031")];
    assert_eq!(risks, expected.map(|(on, risk)| (on, risk.to_string())));
    let later = changed(&isms, date(2026, 10, 21), &isms, to).time;
    assert!(!later.iter().any(|passed| passed.on == date(2026, 10, 21)), "the first day belongs to the state before");
}

#[test]
fn programs_see_links_with_titles_and_nothing_they_may_not_see() {
    let mut before = northwind();
    let id = before.risks().by_reference("R-040").next().unwrap();
    let mut after = before.clone();
    let mut changed = before.risks().get(id).unwrap().clone();
    changed.revision += 1;
    changed.body.record.owner = Some(Link::known(Id::new("P", 1)));
    after.put(changed.clone());
    let shown = json(&before, TODAY, &after, TODAY, &|_| true);
    let [change] = shown["changes"].as_array().unwrap().as_slice() else { panic!("one change") };
    assert_eq!((&change["reference"], &change["what"]), (&"R-040".into(), &"changed".into()));
    assert_eq!(change["fields"][0]["before"]["title"], "Ugo Silva");
    assert_eq!(change["fields"][0]["after"]["title"], "Tamsin Pemberton");
    let hidden = json(&before, TODAY, &after, TODAY, &|id| id.letters() != "P");
    assert!(!hidden.to_string().contains("Silva"));
    before.put(changed);
    assert_eq!(json(&before, TODAY, &after, TODAY, &|_| true)["changes"], json!([]));
}
