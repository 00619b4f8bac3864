//! Records: listed, shown, added, edited, acted on, and their history.

use serde_json::{Value, json};

use super::Folder;

/// Two people and an asset that one of them owns.
fn house() -> Folder {
    let folder = Folder::founded();
    folder.does(&["add", "people", "name=Mara Quint", "reference=P003", "email=mara@example.com"]);
    folder.does(&["add", "people", "name=Odo Ferris"]);
    folder.does(&["add", "assets", "name=Laptop", "reference=AST-1", "owner=P003", "classification=internal"]);
    folder
}

#[test]
fn a_record_has_its_fields_at_top_level_and_links_with_what_they_lead_to() {
    let shown = house().json(&["show", "assets", "AST-1"]);
    let keys: Vec<&String> = shown.as_object().unwrap().keys().collect();
    assert_eq!(keys[..4], ["id", "revision", "reference", "name"]);
    assert_eq!((&shown["id"], &shown["revision"], &shown["reference"]), (&json!("A-0001"), &json!(1), &json!("AST-1")));
    assert_eq!(shown["owner"], json!({ "id": "P-0001", "reference": "P003", "title": "Mara Quint" }));
    assert_eq!(shown["location"], Value::Null);
}

#[test]
fn a_record_is_found_by_reference_id_or_title_and_two_hits_are_both_named() {
    let folder = house();
    for name in ["AST-1", "ast-1", "A-0001", "laptop"] {
        assert_eq!(folder.json(&["show", "assets", name])["id"], "A-0001", "{name}");
    }
    // Given an asset whose own reference is the id of another,
    folder.does(&["add", "assets", "name=Server", "reference=A-0001"]);
    // then the reference is tried first.
    assert_eq!(folder.json(&["show", "assets", "A-0001"])["id"], "A-0002");
    // Given two of one title,
    folder.does(&["add", "assets", "name=Laptop"]);
    let refused = folder.refuses(1, &["show", "assets", "Laptop"]);
    assert_eq!(refused, "castellan: `Laptop` is what A-0001 and A-0003 are called: name one of them by its id\n");
    let refused = folder.refuses(1, &["show", "assets", "A-0009"]);
    assert_eq!(refused, "castellan: there is no asset `A-0009`: see `castellan list assets`\n");
}

#[test]
fn a_list_is_an_array_that_can_be_narrowed_and_sorted() {
    let folder = house();
    let ids = |arguments: &[&str]| -> Vec<Value> {
        let list = folder.json(&[&["list"], arguments].concat());
        list.as_array().unwrap().iter().map(|record| record["id"].clone()).collect()
    };
    assert_eq!(ids(&["people"]), ["P-0001", "P-0002"]);
    assert_eq!(ids(&["people", "--sort", "-name"]), ["P-0002", "P-0001"]);
    assert_eq!(ids(&["people", "--where", "reference="]), ["P-0002"]);
    assert_eq!(ids(&["assets", "--where", "owner=mara quint", "--where", "classification=internal"]), ["A-0001"]);
    assert_eq!(ids(&["assets", "--where", "owner=P-0002"]), Vec::<Value>::new());
    assert_eq!(ids(&["risks"]), Vec::<Value>::new());
    assert_eq!(ids(&["controls", "--sort", "-id"])[..2], ["8.34", "8.33"]);
    let unknown = folder.refuses(1, &["list", "assets", "--where", "colour=red"]);
    assert!(unknown.starts_with("castellan: there is no field `colour` in assets: there is name, type,"), "{unknown}");
    assert_eq!(unknown, folder.refuses(1, &["list", "assets", "--sort", "colour"]));
}

#[test]
fn a_person_who_asks_for_a_table_gets_one() {
    let table = house().does(&["list", "assets", "--format", "table"]);
    let lines: Vec<&str> = table.lines().collect();
    assert!(
        lines[0].starts_with("Id      Reference  Name") && lines[1].starts_with("A-0001  AST-1      Laptop"),
        "{table}"
    );
}

#[test]
fn what_is_added_says_its_fields_and_every_fault_has_its_sentence() {
    let folder = house();
    let risk = ["title=Theft", "assets=AST-1", "owner=Mara Quint", "inherent.likelihood=4", "inherent.consequence=5"];
    let added = folder.json(&[&["add", "risks"], &risk[..]].concat());
    assert_eq!((&added["id"], &added["revision"]), (&json!("R-0001"), &json!(1)));
    assert_eq!(added["inherent"]["likelihood"], 4);
    assert_eq!(added["assets"][0]["reference"], "AST-1");
    // Given three faults, then three sentences.
    let refused = folder.refuses(1, &["add", "risks", "nope=1", "due=soon", "option=pray"]);
    let sentences: Vec<&str> = refused.lines().collect();
    assert_eq!(sentences.len(), 3, "{refused}");
    for (sentence, says) in
        sentences.iter().zip(["nope: there is no field", "due: `soon` is not a date", "option: `pray` is not"])
    {
        assert!(sentence.starts_with(&format!("castellan: a new risk cannot be added: {says}")), "{sentence}");
    }
    let nowhere = folder.refuses(1, &["add", "assets", "name=Van", "owner=P999"]);
    assert!(nowhere.contains("owner: there is no person `P999`; add it to people first"), "{nowhere}");
}

#[test]
fn lists_and_groups_may_be_json_and_an_empty_value_clears() {
    let folder = house();
    folder.does(&["add", "assets", "name=Server"]);
    let by_comma = folder.json(&["add", "risks", "title=Fire", "assets=AST-1, Server"]);
    let by_json = folder.json(&["add", "risks", "title=Flood", r#"assets=["AST-1", {"id": "A-0002"}]"#]);
    assert_eq!(by_comma["assets"], by_json["assets"]);
    let rated = folder.json(&["edit", "risks", "R-0001", r#"inherent={"likelihood": 2, "consequence": 3}"#]);
    assert_eq!(rated["inherent"]["consequence"], 3);
    let cleared = folder.json(&["edit", "risks", "R-0001", "inherent=", "assets="]);
    assert_eq!((&cleared["inherent"], &cleared["assets"]), (&Value::Null, &json!([])));
}

#[test]
fn an_edit_keeps_what_it_does_not_name_and_a_stale_one_is_refused() {
    let folder = house();
    folder.does(&["add", "risks", "title=Fire", "inherent.likelihood=4", "inherent.consequence=5"]);
    let edited = folder.json(&["edit", "risks", "R-0001", "inherent.likelihood=2", "--reason", "sprinklers"]);
    assert_eq!(edited["inherent"], json!({ "likelihood": 2, "consequence": 5 }));
    assert_eq!(edited["title"], "Fire");
    // Given somebody who saw revision 1,
    let stale = folder.refuses(1, &["edit", "risks", "R-0001", "title=Blaze", "--revision", "1"]);
    assert_eq!(stale, "castellan: it was changed meanwhile: it stands at revision 2, and you saw revision 1\n");
    let by_act = folder.refuses(1, &["edit", "risks", "R-0001", r#"plan_approved={"on": "2026-10-31"}"#]);
    assert!(by_act.contains("plan_approved: plan approved is not written by hand, an act sets it"), "{by_act}");
    // What changes nothing is no act.
    let same = folder.json(&["edit", "risks", "R-0001", "title=Fire"]);
    assert_eq!(same["revision"], 2);
}

#[test]
fn acts_withdraw_restore_and_set_back_and_history_tells_all() {
    let folder = house();
    let reasonless = folder.refuses(1, &["do", "assets", "AST-1", "withdrawn"]);
    assert!(reasonless.starts_with("castellan: AST-1 cannot be withdrawn: reason: a withdrawal needs a reason"));
    folder.does(&["do", "assets", "AST-1", "withdrawn", "--reason", "sold"]);
    assert_eq!(folder.json(&["list", "assets"]), json!([]));
    assert_eq!(folder.json(&["list", "assets", "--withdrawn"])[0]["withdrawn"], "sold");
    folder.does(&["do", "assets", "AST-1", "restored"]);
    folder.does(&["edit", "assets", "A-0001", "name=Notebook"]);
    let back = folder.json(&["do", "assets", "A-0001", "set-back", "revision=1"]);
    assert_eq!((&back["name"], &back["revision"]), (&json!("Laptop"), &json!(5)));

    let history = folder.json(&["history", "assets", "AST-1"]);
    let told: Vec<(&Value, &Value)> =
        history.as_array().unwrap().iter().map(|step| (&step["act"], &step["reason"])).collect();
    let acts = ["added", "withdrawn", "restored", "edited", "set-back"].map(Value::from);
    let reasons = [Value::Null, json!("sold"), Value::Null, Value::Null, Value::Null];
    assert_eq!(told, acts.iter().zip(&reasons).collect::<Vec<_>>());
    assert_eq!(history[3]["record"]["name"], "Notebook");
    assert_eq!((&history[0]["revision"], &history[0]["via"]), (&json!(1), &json!("command-line")));
    assert_eq!(history[0]["by"]["account"], "ACC-0001");

    let unknown = folder.refuses(1, &["do", "assets", "AST-1", "danced"]);
    assert!(
        unknown.contains("assets have no act `danced`; choose edited, confirmed, withdrawn, restored"),
        "{unknown}"
    );
}
