//! The rules, one by one, on small tables.

use super::*;
use crate::{
    acts::Asked,
    any::AnyRegister,
    collection::Held,
    registers::{Import, register, register_of},
};
use serde_json::{Value, json};

fn of(name: &str) -> &'static dyn AnyRegister {
    register(name).unwrap()
}

/// The state after these files were imported one after the other, with what the last one told.
fn after(files: &[(&str, &str)]) -> (Isms, SheetOutcome) {
    let mut isms = founded();
    let mut told = SheetOutcome::default();
    for (file, text) in files {
        let (next, _, outcome) = imported(&isms, &[table(file, text)]);
        (isms, told) = (next, outcome.files[0].sheets[0].clone());
    }
    (isms, told)
}

fn counts(told: &SheetOutcome) -> [u32; 4] {
    [told.created, told.changed, told.unchanged, told.skipped]
}

#[test]
fn what_a_risk_makes_of_a_name_is_found_by_files_that_came_before() {
    let files = [
        table("assets.csv", "Asset ID,Asset name,Depends on\nAST-1,Shop,Billing service\n"),
        table("risks.csv", "Risk ID,Title,Asset\nR-1,Outage,Billing service\n"),
    ];
    let (isms, _, _) = imported(&founded(), &files);
    let [shop] = of("assets").find(&isms, "AST-1")[..] else { panic!("one shop") };
    let made = of("assets").find(&isms, "Billing service");
    assert_eq!(of("assets").field(&isms, shop, "depends_on"), json!([{ "id": made[0] }]));
    let (again, _) = decide(&isms, now(), &files, &Choices::default(), vec![], SEED).unwrap();
    assert_eq!(again, []);
}

/// Somebody edits a record here.
fn edited(isms: &Isms, name: &str, reference: &str, fields: Value) -> Isms {
    let on = of(name).find(isms, reference);
    let fields = fields.as_object().unwrap().clone();
    let asked = Asked { on, word: "edited".into(), fields, ..Asked::default() };
    fold(isms.clone(), &of(name).decide(isms, &crate::Who::default(), now(), asked).unwrap()).unwrap()
}

const ASSETS: &str = "asset_id,name,type,owner\nAST-1,Wiki,application,Anna Weber\nAST-2,Shop,application,IT Lead\n";

#[test]
fn a_row_is_matched_by_its_number_alone_or_by_a_name_without_number() {
    let by_hand = |name: &str| {
        let asked = Asked {
            word: "added".into(),
            fields: json!({ "name": name }).as_object().unwrap().clone(),
            ..Asked::default()
        };
        fold(founded(), &of("assets").decide(&founded(), &crate::Who::default(), now(), asked).unwrap()).unwrap()
    };
    let (isms, _, outcome) = imported(&by_hand(" wiki "), &[table("assets.csv", ASSETS)]);
    assert_eq!(counts(sheet(&outcome, "assets.csv")), [1, 1, 0, 0]);
    assert_eq!(isms.assets().len(), 2);
    assert_eq!(isms.assets().iter().next().unwrap().called(), "AST-1", "it takes the number");
    // The number decides: a record of the same name with another number is another record.
    let (isms, told) = after(&[("a.csv", ASSETS), ("b.csv", "asset_id,name,type,owner\nAST-3,Wiki,application,\n")]);
    assert_eq!((counts(&told), isms.assets().len()), ([1, 0, 0, 0], 3));
}

#[test]
fn equal_names_are_never_merged() {
    let twice = "name,type,owner,location\nLaptop,hardware,,Leeds\nlaptop ,hardware,,Dublin\n";
    let (isms, told) = after(&[("assets.csv", twice)]);
    assert_eq!((counts(&told), isms.assets().len()), ([2, 0, 0, 0], 2));
    let (isms, told) = after(&[("assets.csv", twice), ("assets v2.csv", twice)]);
    assert_eq!((counts(&told), isms.assets().len()), ([0, 0, 2, 0], 2), "each row finds its own again");
    let (_, told) =
        after(&[("assets.csv", twice), ("other.csv", "name,type,owner,location\nLaptop,hardware,,Paris\n")]);
    assert_eq!(counts(&told), [0, 0, 0, 1], "another list cannot mean both");
    assert!(told.problems[0].message.to_string().contains("2 records are called so"));
}

#[test]
fn a_row_that_names_no_record_finds_the_one_another_file_makes_in_either_order() {
    let bare = table("where.csv", "asset id,location,classification,owner\nA1,Leeds,Internal,\n");
    let named = table("assets.csv", "asset id,name,type,owner\nA1,One,hardware,\n");
    for files in [[bare.clone(), named.clone()], [named, bare]] {
        let (isms, _, outcome) = imported(&founded(), &files);
        assert_eq!(isms.assets().len(), 1);
        assert_eq!(isms.assets().iter().next().unwrap().classification.as_deref(), Some("Internal"));
        let skipped: u32 = outcome.files.iter().flat_map(|file| &file.sheets).map(|sheet| sheet.skipped).sum();
        assert_eq!(skipped, 0);
    }
}

#[test]
fn the_same_number_twice_is_told() {
    let (isms, told) = after(&[("assets.csv", "id,name,type,owner\nA1,One,x,\nA1,Two,x,\n")]);
    assert_eq!((counts(&told), isms.assets().len()), ([1, 0, 0, 1], 1));
    assert_eq!(told.problems[0].row, Some(3));
}

#[test]
fn what_was_edited_here_stays_and_is_told() {
    let isms = after(&[("assets.csv", ASSETS)]).0;
    let isms = edited(&isms, "assets", "AST-1", json!({ "type": "service" }));
    // The file says the same as before.
    let (same, changes, outcome) = imported(&isms, &[table("assets.csv", ASSETS)]);
    assert_eq!((changes.len(), counts(sheet(&outcome, "assets.csv"))), (0, [0, 0, 2, 0]));
    let told = &sheet(&outcome, "assets.csv").problems;
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].row, told[0].field.as_deref()), (Some(2), Some("type")));
    assert_eq!(record(&same, "assets", "AST-1")["type"], "service");
    // The file says something new of both.
    let changed = ASSETS.replace("application", "system");
    let (after, _, outcome) = imported(&isms, &[table("assets.csv", &changed)]);
    assert_eq!(counts(sheet(&outcome, "assets.csv")), [0, 1, 1, 0]);
    assert_eq!(record(&after, "assets", "AST-1")["type"], "service");
    assert_eq!(record(&after, "assets", "AST-2")["type"], "system");
}

#[test]
fn a_cell_counts_as_changed_against_what_its_own_source_said() {
    let first = ("assets.csv", "asset_id,name,type,owner\nAST-1,Wiki,application,\n");
    let other = ("inventory.csv", "asset_id,name,type,owner\nAST-1,Wiki,service,\n");
    let (isms, told) = after(&[first, other]);
    assert_eq!((counts(&told), &record(&isms, "assets", "AST-1")["type"]), ([0, 1, 0, 0], &json!("service")));
    let (isms, told) = after(&[first, other, first]);
    assert_eq!(counts(&told), [0, 0, 1, 0], "the first source says what it said");
    assert_eq!(record(&isms, "assets", "AST-1")["type"], "service");
}

#[test]
fn an_emptied_cell_empties_the_field_and_a_missing_row_deletes_nothing() {
    let (isms, told) =
        after(&[("assets.csv", ASSETS), ("assets.csv", "asset_id,name,type,owner\nAST-1,Wiki,,Anna Weber\n")]);
    assert_eq!((counts(&told), isms.assets().len()), ([0, 1, 0, 0], 2));
    assert_eq!(record(&isms, "assets", "AST-1")["type"], Value::Null);
}

#[test]
fn a_source_that_says_what_is_known_is_remembered_all_the_same() {
    let isms = after(&[("assets.csv", ASSETS), ("inventory.csv", ASSETS)]).0;
    let isms = edited(&isms, "assets", "AST-1", json!({ "type": "service" }));
    let (_, changes, _) = imported(&isms, &[table("inventory.csv", ASSETS)]);
    assert_eq!(changes, [], "so that a later edit is not overwritten by it");
}

#[test]
fn a_name_that_finds_a_record_later_is_linked_when_the_list_comes_again() {
    let risks = ("risks.csv", "risk_id,title,asset_id,owner_id,likelihood\nR-1,Fire,AST-1,P117,2\n");
    let (isms, told) = after(&[risks]);
    assert_eq!(record(&isms, "risks", "R-1")["assets"], json!([{ "text": "AST-1" }]));
    assert_eq!((told.also_created, told.problems.len()), (0, 2), "codes make nothing, and are told");
    let (isms, told) = after(&[risks, ("assets.csv", ASSETS), risks]);
    assert_eq!((counts(&told), &record(&isms, "risks", "R-1")["assets"]), ([0, 1, 0, 0], &json!([{ "id": "A-0001" }])));
}

#[test]
fn people_come_of_names_and_of_nothing_else() {
    let text = "asset_id,name,type,owner\n1,a,x,Anna Weber\n2,b,x,anna  weber\n3,c,x,IT Lead\n4,d,x,P999\n5,e,x,Anna Weber (CISO)\n6,f,x,N/A\n";
    let (isms, told) = after(&[("assets.csv", text)]);
    assert_eq!((told.created, told.also_created, isms.people().len()), (6, 1, 1));
    let owner = |number: &str| record(&isms, "assets", number)["owner"].clone();
    assert_eq!(
        [owner("1"), owner("2"), owner("5")],
        [json!({ "id": "P-0001" }), json!({ "id": "P-0001" }), json!({ "id": "P-0001" })]
    );
    assert_eq!(
        [owner("3"), owner("4"), owner("6")],
        [json!({ "text": "IT Lead" }), json!({ "text": "P999" }), Value::Null]
    );
    assert!(isms.people().iter().all(|person| person.unconfirmed));
    let (isms, told) =
        after(&[("assets.csv", text), ("people.csv", "person_id,full_name,email\nP1,Anna Weber,a@example.com\n")]);
    assert_eq!((counts(&told), isms.people().len()), ([0, 1, 0, 0], 1));
    assert!(isms.people().iter().all(|person| !person.unconfirmed && person.body.reference.as_deref() == Some("P1")));
}

#[test]
fn the_meaning_of_a_column_decides_the_register_of_a_code() {
    let suppliers = table("suppliers.csv", "supplier_id,name,service,criticality\nENT-001,Nimbus,Hosting,High\n");
    let systems = table("systems.csv", "system_id,name,supplier_id,hosting,mfa\nSYS-1,Shop,ENT-001,SaaS,Yes\n");
    let access =
        table("entitlements.csv", "entitlement_id,system_id,account,role,privileged\nENT-001,SYS-1,ugo,User,No\n");
    let isms = imported(&founded(), &[access, systems, suppliers]).0;
    assert_eq!(record(&isms, "systems", "SYS-1")["supplier"], json!({ "id": "S-0001" }));
    assert_eq!(record(&isms, "entitlements", "ENT-001")["system"], json!({ "id": "SYS-0001" }));
}

#[test]
fn our_own_ids_are_not_taken_for_their_numbers() {
    let risks = table("risks.csv", "risk_id,title,owner_id,likelihood\nR-002,Fire,,2\nR-003,Flood,,2\n");
    let actions = table(
        "actions.csv",
        "action_id,risk_id,action,due_date\nT-1,R-001,Extinguishers,2026-01-01\nT-2,R-002,Pumps,2026-01-01\n",
    );
    let isms = imported(&founded(), &[risks, actions]).0;
    assert_eq!(record(&isms, "actions", "T-1")["risks"], json!([{ "text": "R-001" }]), "R-0001 is their R-002");
    assert_eq!(record(&isms, "actions", "T-2")["risks"], json!([{ "id": "R-0001" }]));
}

#[test]
fn titles_above_sections_between_and_repeated_headings_are_no_rows() {
    let text = "Risk register,,,\nas of today,,,\n,,,\nRisk ID,Risk title,Owner,Likelihood\nIT,,,\nR-1,Fire,,2\n,,,\nRisk ID,Risk title,Owner,Likelihood\nR-2,Flood,,3\n[R-3],[what],,1\n";
    let (isms, told) = after(&[("list.csv", text)]);
    assert_eq!((told.rows, counts(&told)), (3, [2, 0, 0, 1]));
    assert_eq!(isms.risks().len(), 2);
    let plan = plan(&founded(), &[table("list.csv", text)], &Choices::default(), now());
    assert_eq!(plan.sheets[0].header_row, Some(4));
}

#[test]
fn a_scale_that_cannot_be_placed_is_kept_as_stated() {
    let head = "risk_id,title,likelihood,impact,inherent_score,owner_id,status\n";
    let (isms, told) = after(&[("risks.csv", &format!("{head}R-1,Fire,8,3,24,,Open\nR-2,Flood,4,2,8,,draft\n"))]);
    let rating = record(&isms, "risks", "R-2")["inherent"].clone();
    assert_eq!(
        (&rating["likelihood"], &rating["stated_likelihood"]),
        (&Value::Null, &json!("4")),
        "a scale of ten is another scale"
    );
    assert_eq!((&rating["consequence"], &rating["stated_score"]), (&json!(2), &json!("8")));
    assert_eq!(told.problems.iter().filter(|problem| problem.row.is_none()).count(), 1, "said once");
    assert_eq!(
        [record(&isms, "risks", "R-1")["status"].clone(), record(&isms, "risks", "R-2")["status"].clone()],
        ["assessed", "draft"]
    );
    let (isms, told) = after(&[("risks.csv", &format!("{head}R-1,Fire,almost certain,4 - Major,,,Open\n"))]);
    assert_eq!(record(&isms, "risks", "R-1")["inherent"], json!({ "likelihood": 5, "consequence": 4 }));
    assert_eq!(told.problems, []);
}

#[test]
fn a_stated_acceptance_needs_name_and_date() {
    let text = "risk_id,title,owner_id,status,accepted_by,accepted_on\nR-1,a,,Accepted,Willa Fairbairn,2026-02-01\nR-2,b,,Accepted,,\nR-3,c,,Accepted,Willa Fairbairn,\n";
    let (isms, told) = after(&[("risks.csv", text)]);
    let signed = |number: &str| record(&isms, "risks", number)["acceptances"].as_array().unwrap().len();
    assert_eq!([signed("R-1"), signed("R-2"), signed("R-3")], [1, 0, 0]);
    assert_eq!(told.problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), [Some(4)]);
    assert!(isms.risks().iter().all(|risk| risk.status == crate::registers::risks::Status::Accepted));
    let (isms, told) = after(&[("risks.csv", text), ("risks.csv", text)]);
    assert_eq!(
        (counts(&told), record(&isms, "risks", "R-1")["acceptances"].as_array().unwrap().len()),
        ([0, 0, 3, 0], 1)
    );
}

#[test]
fn numbers_of_controls_are_those_of_annex_a() {
    let head = "control number,title,applicable,justification\n";
    let rows = "A.5.9,Access Control Policy,Yes,a\n8.3,Outsourced development,No,b\nA.9.2.3,Privileged access,Yes,c\n4.1,Context,Yes,d\nX-07,Four eyes,Yes,e\nA.5.1,,Yes,f\nA.18.2.3,Technical review,Yes,g\n";
    let (isms, told) = after(&[("soa.csv", &format!("{head}{rows}"))]);
    assert_eq!(counts(&told), [1, 4, 0, 2]);
    let reason = |number: &str| record(&isms, "controls", number)["justification"].clone();
    assert_eq!(
        [reason("5.9"), reason("8.30"), reason("8.2"), reason("X-07"), reason("5.1")],
        ["a", "b", "c", "e", "f"]
    );
    let own = isms.controls().get(isms.controls().by_reference("X-07").next().unwrap()).unwrap();
    assert_eq!(own.title.as_deref(), Some("Four eyes"));
    let told: Vec<_> = told.problems.iter().map(|problem| problem.row).collect();
    assert_eq!(
        told,
        [Some(2), Some(4), Some(5), Some(8)],
        "a title of another control, a number of 2013, a clause, two successors"
    );
    assert_eq!(isms.controls().len(), 94);
}

#[test]
fn an_unread_column_is_a_note_and_an_unread_cell_is_told() {
    let text = "risk_id,title,type,affects,owner_id,due_date\nR-1,a,People,C/I/A,,31.12.2026\nR-2,b,Process,CI,,soon\nR-3,c,Place,availability,,TBD\n";
    let (isms, told) = after(&[("risks.csv", text)]);
    let field = |number: &str, field: &str| record(&isms, "risks", number)[field].clone();
    assert_eq!(field("R-1", "affects"), json!(["confidentiality", "integrity", "availability"]));
    assert_eq!(field("R-2", "affects"), json!(["confidentiality", "integrity"]));
    assert_eq!(
        (field("R-1", "due"), field("R-2", "due"), field("R-3", "due")),
        (json!("2026-12-31"), Value::Null, Value::Null)
    );
    let notes = |number: usize| isms.risks().iter().nth(number).unwrap().body.notes.clone();
    assert_eq!(
        (notes(0)["type"].as_str(), notes(1)["due_date"].as_str(), notes(2)["due_date"].as_str()),
        ("People", "soon", "TBD")
    );
    assert_eq!(told.problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), [Some(3)], "TBD says nothing");
}

#[test]
fn what_a_register_refuses_is_left_blank() {
    let text = "evidence_id,title,link,valid_until\nE1,Report,javascript:alert(1),2027-01-01\n";
    let choices = Choices {
        sheets: vec![SheetChoice { register: Some("evidence".into()), ..SheetChoice::default() }],
        ..Choices::default()
    };
    let (changes, outcome) = decide(&founded(), now(), &[table("e.csv", text)], &choices, vec![], SEED).unwrap();
    let isms = fold(founded(), &changes).unwrap();
    assert_eq!(record(&isms, "evidence", "E1")["link"], Value::Null);
    assert_eq!(sheet(&outcome, "e.csv").problems[0].field.as_deref(), Some("link"));
    let circle = "asset_id,name,type,depends_on\nA1,One,x,A2\nA2,Two,x,A1\n";
    let (isms, told) = after(&[("assets.csv", circle)]);
    assert_eq!((told.created, told.problems.len(), isms.assets().len()), (2, 1, 2));
}

#[test]
fn a_list_that_gives_risks_no_name_is_named_by_what_it_says_of_them() {
    let of_threats = "Risk ID,Category,Asset / Process,Threat,Likelihood (1-5),Residual Rating\nR-1,IT,Mail,Phishing,3,High\nR-2,IT,,,3,Low\n";
    let (isms, told) = after(&[("risk-register.csv", of_threats)]);
    assert_eq!((counts(&told), &record(&isms, "risks", "R-1")["title"]), ([1, 0, 0, 1], &json!("Phishing: Mail")));
    let described = "Risk ID,Risk Description,Risk Owner,Status\nR-1,Mail is lost,,Open\n";
    assert_eq!(record(&after(&[("risk-register.csv", described)]).0, "risks", "R-1")["title"], "Mail is lost");
}

#[test]
fn choices_overrule_what_was_found_out() {
    let text = "Number,What,Who\n1,Wiki,Anna Weber\n";
    let sheets = [table("things.csv", text)];
    let refused = decide(&founded(), now(), &sheets, &Choices::default(), vec![], SEED).unwrap_err();
    assert!(refused.to_string().contains("no register was recognised in things.csv"), "{refused}");
    let columns = BTreeMap::from([(1, Some("name".to_string())), (2, Some("owner".to_string())), (0, None)]);
    let choice = SheetChoice {
        register: Some("assets".into()),
        columns,
        source: Some("our list".into()),
        ..SheetChoice::default()
    };
    let choices = Choices { sheets: vec![choice], ..Choices::default() };
    let (changes, _) = decide(&founded(), now(), &sheets, &choices, vec![], SEED).unwrap();
    let isms = fold(founded(), &changes).unwrap();
    let asset = isms.assets().iter().next().unwrap();
    assert_eq!((asset.name.as_str(), asset.body.notes["Number"].as_str()), ("Wiki", "1"));
    assert_eq!(asset.body.sources.keys().collect::<Vec<_>>(), ["our list"]);
    assert!(asset.owner.as_ref().unwrap().id().is_some());
}

#[test]
fn what_is_uncertain_waits_for_an_answer() {
    let sheets = [table("assets.csv", ASSETS), table("book.csv", "status,description,cost\nopen,a,1\ndone,b,2\n")];
    let choices = Choices { only_certain: true, ..Choices::default() };
    let (_, outcome) = decide(&founded(), now(), &sheets, &choices, vec![], SEED).unwrap();
    assert_eq!(counts(sheet(&outcome, "assets.csv")), [2, 0, 0, 0]);
    let uncertain = sheet(&outcome, "book.csv");
    assert_eq!((counts(uncertain), uncertain.problems.len()), ([0, 0, 0, 2], 1));
}

#[test]
fn the_outcome_has_the_shape_that_programs_rely_on() {
    let (_, _, outcome) = imported(
        &founded(),
        &[table("lists/assets.csv", "asset_id,name,type,owner,last_reviewed\nAST-1,Wiki,x,P9,soon\n")],
    );
    let shape = json!({ "files": [{ "file": "assets.csv", "sheets": [{
        "sheet": null, "register": "assets", "rows": 1, "created": 1, "changed": 0, "unchanged": 0, "skipped": 0,
        "also_created": 0,
        "problems": [
            { "row": 2, "field": "last_reviewed", "message": "`soon` is not a date; left blank, and kept in the notes" },
            { "row": 2, "field": "owner", "message": "there is no person `P9`; kept as text" }
        ]
    }] }] });
    assert_eq!(json!(outcome), shape);
}

#[test]
fn an_import_on_which_others_built_is_not_undone() {
    let before = after(&[("assets.csv", ASSETS)]).0;
    let risks = table("risks.csv", "risk_id,title,asset_id,owner_id,likelihood\nR-1,Fire,AST-1,,2\n");
    let changed = ASSETS.replace("Shop,application", "Shop,service") + "AST-3,Till,hardware,\n";
    let (isms, _, _) = imported(&before, &[table("assets.csv", &changed)]);
    let import = isms.imports().iter().last().unwrap().clone();
    assert_eq!((import.created.len(), import.changed.len()), (1, 1));
    let earlier: Vec<Revision> =
        before.assets().iter().map(|held| Revision::new(held.id, held.revision, &held.body)).collect();
    let undo = undone(&isms, &import, &earlier, &crate::sight::Sight::EVERYTHING).unwrap();
    let back = fold(isms.clone(), &undo).unwrap();
    assert_eq!(record(&back, "assets", "AST-2"), record(&before, "assets", "AST-2"));
    assert_eq!(back.assets().len(), 2);
    // Somebody edits one, and a risk names the other.
    let isms = edited(&isms, "assets", "AST-2", json!({ "location": "Leeds" }));
    let isms = imported(
        &isms,
        &[SheetIn {
            rows: table("r.csv", "risk_id,title,asset_id,owner_id,likelihood\nR-1,Fire,AST-3,,2\n").rows,
            ..risks
        }],
    )
    .0;
    let reasons: Vec<String> = undone(&isms, &import, &earlier, &crate::sight::Sight::EVERYTHING)
        .unwrap_err()
        .iter()
        .map(|reason| reason.why.to_string())
        .collect();
    assert_eq!(reasons, ["R-1 rely on AST-3", "AST-2 was written again since"]);
}

#[test]
fn an_import_is_undone_once_what_was_built_on_it_is_set_back() {
    let first = imported(&founded(), &[table("assets.csv", ASSETS)]).0;
    let one = first.imports().iter().last().unwrap().clone();
    let changed = ASSETS.replace("Shop,application", "Shop,service");
    let second = imported(&first, &[table("assets.csv", &changed)]).0;
    let other = second.imports().iter().last().unwrap().clone();
    let as_it_was = |isms: &Isms, wanted: Vec<(crate::Id, u32)>| -> Vec<Revision> {
        let all = [&first, &second].into_iter().flat_map(|isms| isms.assets().iter().cloned().collect::<Vec<_>>());
        assert!(wanted.iter().all(|(id, _)| register_of(*id).unwrap().has(isms, *id)));
        let named = all.filter(|held| wanted.contains(&(held.id, held.revision)));
        named.map(|held| Revision::new(held.id, held.revision, &held.body)).collect()
    };
    let undo = |isms: &Isms, on: &Held<Import>| {
        let earlier = as_it_was(isms, [written_again(isms, on), written_before(on)].concat());
        assert_eq!(
            in_the_way(isms, on, &earlier, &|_| true),
            undone(isms, on, &earlier, &crate::Sight::EVERYTHING).err().unwrap_or_default()
        );
        undone(isms, on, &earlier, &crate::Sight::EVERYTHING).map(|changes| fold(isms.clone(), &changes).unwrap())
    };
    let why = undo(&second, &one).err().unwrap();
    assert_eq!(why[0].why.to_string(), "AST-2 was written again since");
    let back = undo(&second, &other).unwrap();
    let back = undo(&back, &one).unwrap();
    assert_eq!((back.assets().len(), back.people().len()), (0, 0));
}

#[test]
fn rows_of_one_control_are_joined_and_what_differs_is_told() {
    let soa = "Control ID,Title,Applicable,Justification,Owner,Status,Evidence,Comment\n\
        5.1,Policies for information security,Yes,Law asks,Anna Weber,Implemented,POL-1,first\n\
        8.5,Secure authentication,Yes,,,Planned,\"POL-1, POL-3\",\n\
        A.5.1,,Applicable,A contract asks,Bob Miller,Planned,MIN-2,second\n\
        8.5,,,Law asks,,,MIN-2,\n\
        5.1,,,Law asks,anna weber,,POL-1,\n\
        X-1,Four eyes,Yes,,,,,\n\
        X-1,,,Money,,,,\n";
    let (isms, told) = after(&[("soa.csv", soa)]);
    assert_eq!((told.rows, counts(&told), isms.controls().len()), (7, [1, 6, 0, 0], 94));
    let control = |number: &str| record(&isms, "controls", number);
    assert_eq!(control("5.1")["justification"], "Law asks\nA contract asks");
    assert_eq!(control("5.1")["evidence"], json!([{ "text": "POL-1" }, { "text": "MIN-2" }]));
    assert_eq!(control("8.5")["evidence"], json!([{ "text": "POL-1" }, { "text": "POL-3" }, { "text": "MIN-2" }]));
    assert_eq!(control("5.1")["implementation"], "yes");
    assert_eq!(
        (&control("8.5")["justification"], &control("8.5")["implementation"]),
        (&json!("Law asks"), &json!("planned"))
    );
    assert_eq!(control("X-1")["justification"], "Money");
    assert_eq!(isms.controls().iter().next().unwrap().body.notes["Comment"], "first\nsecond");
    let said: Vec<String> = told.problems.iter().map(|one| format!("{:?} {}", one.row.unwrap(), one.message)).collect();
    let joined = |row: u32, first: u32| format!("{row} joined with row {first}, which is about the same control");
    let expected = [
        joined(4, 2),
        "4 row 2 says `Anna Weber`, and this one `Bob Miller`; the first is kept".into(),
        "4 row 2 says `Implemented`, and this one `Planned`; the first is kept".into(),
        joined(5, 3),
        joined(6, 2),
        joined(8, 7),
    ];
    assert_eq!(said, expected);
    let (_, again) = after(&[("soa.csv", soa), ("soa.csv", soa)]);
    assert_eq!(counts(&again), [0, 0, 7, 0]);
}

#[test]
fn numbers_without_their_letter_are_clauses_beside_those_that_have_it() {
    let gap = "Control Number,Question,Policy\n4.1,Context?,\n5.1,Leadership?,\nA.5.1,Policies?,\nA.8.5,Sign-in?,\n";
    let (_, told) = after(&[("gap.csv", gap)]);
    assert_eq!(counts(&told), [0, 2, 0, 2]);
    assert!(told.problems[1].message.to_string().contains("`5.1` has no `A.`"), "{:?}", told.problems);
    let (_, told) = after(&[("soa.csv", "Control Number,Title,Owner\n5.1,,Anna Weber\nA.8.5,,\n")]);
    assert_eq!(counts(&told), [0, 1, 1, 0], "no clause stands among these");
}

#[test]
fn what_a_template_says_in_place_of_a_value_is_kept_as_a_note() {
    let soa = "Control ID,Title,Justification,Owner\n5.1,Policies for information security,[why],[Person/Team]\n";
    let (isms, told) = after(&[("soa.csv", soa)]);
    let control = isms.controls().iter().next().unwrap();
    assert_eq!((control.justification.trim(), control.owner.is_none(), told.problems.len()), ("", true, 0));
    assert_eq!(control.body.notes["Justification"], "[why]");
}

#[test]
fn an_import_that_was_taken_back_is_not_restored_by_its_name() {
    let before = founded();
    let isms = imported(&before, &[table("assets.csv", ASSETS)]).0;
    let act = |isms: &Isms, word: &str| {
        let asked = Asked {
            on: vec!["IM-0001".parse().unwrap()],
            word: word.into(),
            reason: Some("wrong file".into()),
            ..Asked::default()
        };
        of("imports").decide(isms, &crate::Who::default(), now(), asked)
    };
    let isms = fold(isms.clone(), &act(&isms, "withdrawn").unwrap()).unwrap();
    assert_eq!(in_use(&isms), in_use(&before));
    let refused = act(&isms, "restored").unwrap_err().to_string();
    assert!(refused.contains("import its files again"), "{refused}");
}

#[test]
fn an_import_of_more_than_its_record_can_name_is_refused() {
    let rows: String = (0..=MOST_RECORDS).map(|number| format!("A{number},x\n")).collect();
    let sheets = [table("assets.csv", &format!("asset_id,name\n{rows}"))];
    let refused = decide(&founded(), now(), &sheets, &Choices::default(), vec![], SEED).unwrap_err().to_string();
    assert!(refused.contains("20001 records would be written") && refused.contains("split the files"), "{refused}");
}

#[test]
fn characters_that_nobody_sees_are_left_out() {
    let list = "asset_id,name,location\nAST-1,\u{202a}Wi\u{200b}ki\u{feff},\u{7}\n";
    let (isms, told) = after(&[("assets.csv", list)]);
    assert_eq!((record(&isms, "assets", "AST-1")["name"].as_str(), told.problems), (Some("Wiki"), vec![]));
    let again = imported(&isms, &[table("assets.csv", list)]);
    assert_eq!(again.1, Changes::new());
}
