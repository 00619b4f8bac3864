//! The standards side by side: what pages say of clauses and controls is what the tables of facts say.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::words;
use crate::house::House;

type Row = BTreeMap<String, String>;

/// A table of facts, read by the reader of other people's files.
fn facts(name: &str) -> Vec<Row> {
    table_of(&format!("facts/{name}"))
}

fn table_of(name: &str) -> Vec<Row> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let sheets = formats::read(name, &std::fs::read(folder.join(name)).unwrap()).unwrap();
    let rows = &sheets[0].rows;
    let text =
        |row: &formats::Row| (0..row.cells.len()).map(|column| row.text(column).into_owned()).collect::<Vec<_>>();
    let head = text(&rows[0]);
    rows[1..].iter().map(|row| head.iter().cloned().zip(text(row)).collect()).collect()
}

fn of<'a>(rows: &'a [Row], id: &str) -> &'a Row {
    rows.iter().find(|row| row["id"] == id).unwrap()
}

/// A text as it is written into a page.
fn written(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The first link of a page to a form with something filled in.
fn form_of(page: &str, form: &str) -> String {
    let link = page.split("href=\"").find(|rest| rest.starts_with(form)).unwrap();
    link.split('"').next().unwrap().replace("&amp;", "&")
}

/// No mark of the source stands on a page, and no number was lost on the way to a link.
fn is_drawn(page: &str, path: &str) {
    for mark in ["**", "](", "- `", "registers: ["] {
        assert!(!words(page).contains(mark), "{path}: {mark}");
    }
}

#[tokio::test]
async fn each_control_has_mandate_guidance_and_proof_with_the_facts_of_the_tables() {
    let house = House::founded().await;
    let founder = house.founder();
    let (controls, attributes, crosswalks) =
        (facts("annex-a.csv"), facts("iso27002-attributes.csv"), facts("crosswalks.csv"));
    assert_eq!(controls.len(), 93);
    for control in &controls {
        let id = &control["id"];
        let path = format!("/controls/{id}");
        let page = founder.page(&path).await;
        is_drawn(&page, &path);
        let (said, plain) = (words(&page), words(&page).to_lowercase());
        let title =
            if control["title_variant_27001"].is_empty() { &control["title"] } else { &control["title_variant_27001"] };
        assert!(said.starts_with(&format!("A.{id} {title}")), "{path}: {title}");
        for column in [" Mandate ISO/IEC 27001 ", " Guidance after ISO/IEC 27002 ", " Proof "] {
            assert!(said.contains(column), "{path}: {column}");
        }
        let predecessors = control["predecessors_2013"].replace(';', ", ");
        let since = if predecessors.is_empty() { "New in 2022.".into() } else { format!("In 2013 {predecessors}.") };
        assert!(said.contains(&since), "{path}: {since}");
        for attribute in ["control_type", "properties", "concepts", "capabilities", "domains"] {
            for value in of(&attributes, id)[attribute].split(';') {
                assert!(plain.contains(&value.replace('_', " ").to_lowercase()), "{path}: {value}");
            }
        }
        for row in crosswalks.iter().filter(|row| row["source_id"] == format!("A.{id}")) {
            assert!(said.contains(&row["target_id"]), "{path}: {} {}", row["target_framework"], row["target_id"]);
        }
    }
}

#[tokio::test]
async fn each_clause_that_is_no_heading_has_a_page_and_stands_in_the_list() {
    let house = House::founded().await;
    let founder = house.founder();
    let (clauses, list) = (facts("clauses.csv"), words(&founder.page("/standards").await));
    assert_eq!(clauses.len(), 44);
    for clause in &clauses {
        let (id, title) = (&clause["id"], &clause["title"]);
        let path = format!("/standards/{}", id.replace(' ', "%20"));
        let has_page = !clause["obligation"].starts_with("Heading") && !id.contains(' ');
        if !has_page {
            assert_eq!(founder.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            continue;
        }
        let page = founder.page(&path).await;
        is_drawn(&page, &path);
        let said = words(&page);
        assert!(said.contains(title.as_str()), "{path}: {title}");
        assert!(list.contains(&format!("{id} {title}")), "{id} {title}");
        assert!(said.contains("Required : ") && said.contains(" On record "), "{path}");
    }
}

#[tokio::test]
async fn filters_combine_and_their_counts_follow() {
    let house = House::founded().await;
    let founder = house.founder();
    let attributes = facts("iso27002-attributes.csv");
    let holds = |row: &Row, column: &str, value: &str| row[column].split(';').any(|one| one.replace('_', " ") == value);
    let both = |row: &&Row| holds(row, "control_type", "Detective") && holds(row, "concepts", "Detect");
    let expected: Vec<String> = attributes.iter().filter(both).map(|row| format!("A.{}", row["id"])).collect();
    let page = founder.page("/standards?type=Detective&concept=Detect").await;
    let shown: Vec<String> = page
        .split("<td class=\"id\">A.")
        .skip(1)
        .map(|rest| format!("A.{}", rest.split('<').next().unwrap()))
        .collect();
    assert_eq!(shown, expected);
    // Another value of the one is counted beside the other.
    let others = attributes
        .iter()
        .filter(|row| holds(row, "control_type", "Corrective") && holds(row, "concepts", "Detect"))
        .count();
    assert!(page.contains(&format!("Corrective ({others})")), "{others}");
    assert!(words(&founder.page("/standards?type=None").await).contains("0 controls"));
}

#[tokio::test]
async fn the_ladder_leads_up_one_rung_whoever_may_climb() {
    let house = House::founded().await;
    let founder = house.founder();
    let control = "/controls/5.18";
    let page = founder.page(control).await;
    assert!(
        words(&page).contains("Claimed , not reached Nobody said how far it is. Say how far it is"),
        "{}",
        words(&page)
    );
    assert!(page.contains("/controls/5.18/edit#implementation"));
    let state = founder.get("/api/v1/controls/5.18").await.json()["revision"].as_u64().unwrap();
    let fields = serde_json::json!({ "implementation": "yes", "how": "Owners look at all rights each quarter." });
    founder.patch("/api/v1/controls/5.18", u32::try_from(state).unwrap(), fields).await;
    let page = founder.page(control).await;
    assert!(words(&page).contains("Claimed stands here , reached"), "{}", words(&page));
    assert!(page.contains("/controls/5.18/edit#owner"), "the next rung wants an owner");
    let list = words(&founder.page("/standards?implementation=yes").await);
    assert!(list.contains("1 control") && list.contains("claimed"), "{list}");
    // When controls are looked for by how far they can be trusted, then it is there, and counted beside other filters.
    let page = founder.page("/standards?assurance=claimed").await;
    assert!(words(&page).contains("1 control.") && page.contains("/controls/5.18\""));
    assert!(page.contains("nothing yet (92)"), "{page}");
    assert!(founder.page("/standards?theme=8").await.contains("nothing yet (34)"));
    let shown = founder.get("/api/v1/views/soa").await.json();
    let row = shown["controls"].as_array().unwrap().iter().find(|row| row["id"] == "5.18").unwrap().clone();
    assert_eq!(row["assurance"], serde_json::json!({ "standing": "claimed", "next": "described" }));
}

#[tokio::test]
async fn the_two_stand_side_by_side_with_what_is_on_record() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.add("incidents", serde_json::json!({ "title": "Phishing" })).await;
    let page = words(&founder.page("/standards/side-by-side").await);
    for said in [
        "Can one be certified?",
        "Access control",
        "Incident response",
        "Risk assessment",
        "Incidents 1 record",
        "clause 6.1.2",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}

#[tokio::test]
async fn a_template_is_filled_from_what_is_on_record_and_leads_to_a_document() {
    let house = House::founded().await;
    let founder = house.founder();
    let list = words(&founder.page("/standards/templates").await);
    assert!(list.contains("Access control policy A.5.15"), "{list}");
    let path = "/standards/templates/access-control-policy";
    let page = founder.page(path).await;
    is_drawn(&page, path);
    assert!(words(&page).contains("Three Rivers Dental"), "the organisation's name is filled in");
    let form = founder.page(&form_of(&page, "/documents/new?")).await;
    for value in ["Access control policy", "A.5.15, A.5.16"] {
        assert!(form.contains(value), "{value}");
    }
    let policy = founder.page("/standards/templates/information-security-policy").await;
    let form = founder.page(&form_of(&policy, "/documents/new?")).await;
    assert!(form.contains("5.2-established\n5.2-fits"), "its duties stand line by line");
    let text = founder.get(&format!("{path}/text")).await;
    assert_eq!(text.header("content-type"), "text/markdown; charset=utf-8");
    assert!(text.text().starts_with("# Access control policy") && !text.text().contains("{{"));
    let page = founder.get(&format!("{path}/document")).await;
    assert_eq!(page.header("content-disposition"), "attachment; filename=\"access-control-policy.html\"");
    assert!(page.text().contains("<h1>Access control policy</h1>") && page.text().contains("Three Rivers Dental"));
    founder.add("documents", serde_json::json!({ "title": "Access control policy" })).await;
    assert!(words(&founder.page("/standards/templates").await).contains("D-0001"));
    assert!(words(&founder.page("/controls/5.15").await).contains("Templates Access control policy"));
    assert_eq!(founder.get("/standards/templates/nothing").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_risk_that_many_have_is_taken_over_by_a_person() {
    let house = House::founded().await;
    let founder = house.founder();
    let page = founder.page("/standards/risks").await;
    assert_eq!(page.matches(">Take it over<").count(), 60);
    let some = founder.page("/standards/risks?fits=everybody").await;
    let expected = table_of("risks/scenarios.csv")
        .iter()
        .filter(|row| row["fits"].split(';').any(|one| one == "everybody"))
        .count();
    assert_eq!(some.matches(">Take it over<").count(), expected);
    let form = founder.page(&form_of(&page, "/risks/new?")).await;
    let first = &table_of("risks/scenarios.csv")[0];
    assert!(
        form.contains(&first["title"]) || form.contains(&first["title"].replace('\'', "&#39;")),
        "{}",
        first["title"]
    );
    assert!(form.contains("A.8.5, A.5.17"), "its controls are planned");
    founder.add("risks", serde_json::json!({ "title": first["title"] })).await;
    let page = founder.page("/standards/risks").await;
    assert_eq!(page.matches(">Take it over<").count(), 59);
    assert!(page.contains("/risks/R-0001"));
}

#[tokio::test]
async fn a_measure_that_many_take_says_how_it_misleads_and_is_taken_over_by_a_person() {
    let house = House::founded().await;
    let founder = house.founder();
    let table = table_of("measures/measures.csv");
    let page = founder.page("/standards/measures").await;
    let said = words(&page);
    assert_eq!(page.matches(">Take it over<").count(), table.len());
    for row in &table {
        for column in ["title", "method", "misleads", "frequency"] {
            assert!(said.contains(&written(&row[column])), "{}: {}", row["id"], row[column]);
        }
    }
    let of =
        |column: &str, wanted: &str| table.iter().filter(|row| row[column].split(';').any(|one| one == wanted)).count();
    for (asked, expected) in [("9.1", of("clauses", "9.1")), ("A.5.18", of("controls", "5.18")), ("A.5.4", 0)] {
        let some = founder.page(&format!("/standards/measures?of={asked}")).await;
        assert_eq!(some.matches(">Take it over<").count(), expected, "{asked}");
    }
    let form = founder.page(&form_of(&page, "/measures/new?")).await;
    for value in [&table[0]["title"], "quarterly", "&gt;= 90 %"] {
        assert!(form.contains(value), "{value}");
    }
    founder.add("measures", serde_json::json!({ "title": table[0]["title"] })).await;
    let page = founder.page("/standards/measures").await;
    assert_eq!(page.matches(">Take it over<").count(), table.len() - 1);
    assert!(page.contains("/measures/M-0001"));
    let control = founder.page("/controls/5.18").await;
    assert_eq!(control.matches(">Take it over<").count(), of("controls", "5.18"));
}

#[tokio::test]
async fn each_role_says_who_holds_it_and_leads_to_its_competence() {
    let house = House::founded().await;
    let founder = house.founder();
    let table = table_of("roles/roles.csv");
    let page = founder.page("/standards/roles").await;
    let said = words(&page);
    for row in &table {
        for column in ["title", "decides", "needs", "small"] {
            assert!(said.contains(&written(&row[column])), "{}: {}", row["id"], row[column]);
        }
        for duty in row["duties"].split(';') {
            assert!(said.contains(duty), "{}: {duty}", row["id"]);
        }
    }
    assert_eq!(page.matches(">Write the competence<").count(), table.len());
    let form = founder.page(&form_of(&page, "/competences/new?")).await;
    assert!(form.contains("Top management") && form.contains("Can say in its own words"), "{form}");
    let person = serde_json::json!({ "name": "Ilse Brandt" });
    founder.add("people", person).await;
    let competence = serde_json::json!({ "role": "Incident leader", "person": "Ilse Brandt" });
    founder.add("competences", competence).await;
    let said = words(&founder.page("/standards/roles").await);
    assert!(said.contains("Holds it here Ilse Brandt Competence CO-0001"), "{said}");
}

#[tokio::test]
async fn each_type_of_assets_has_its_question_and_counts_what_is_on_record() {
    let house = House::founded().await;
    let founder = house.founder();
    let table = table_of("assets/types.csv");
    for (name, kind) in [("Laptop of Ilse", "laptop"), ("Tablet", "tablets"), ("Seal", "rubber stamp")] {
        founder.add("assets", serde_json::json!({ "name": name, "type": kind })).await;
    }
    let page = founder.page("/standards/asset-types").await;
    let said = words(&page);
    assert!(table.iter().all(|row| said.contains(&written(&row["ask"]))));
    assert_eq!(page.matches(">Add one<").count(), table.len());
    assert!(said.contains("2 assets") && said.contains("another name: rubber stamp ( 1 asset )"), "{said}");
    let of = form_of(&page, "/assets?type=laptop");
    assert_eq!(words(&founder.page(&of).await).matches("A-000").count(), 2, "{of}");
    let form = founder.page(&form_of(&page, "/assets/new?type=cloud")).await;
    assert!(form.contains("cloud service"));
    let primary = table.iter().filter(|row| row["kind"] == "primary").count();
    assert_eq!(founder.page("/standards/asset-types?kind=primary").await.matches(">Add one<").count(), primary);
}

#[tokio::test]
async fn the_library_is_found_by_its_words_and_stands_where_it_is_needed() {
    let house = House::founded().await;
    let founder = house.founder();
    let found = founder.page("/search?q=incident+leader").await;
    assert!(found.contains("/standards/roles#incident-leader"));
    let then = founder.page("/search?q=incident+leader&as_of=2026-10-31").await;
    assert!(then.contains("/standards/roles?as_of=2026-10-31#incident-leader"), "the day stands before the place");
    for (page, link) in [
        ("/standards", "/standards/measures"),
        ("/standards/9.1", "/standards/measures"),
        ("/standards/7.2", "/standards/roles"),
        ("/standards/5.3", "/standards/roles"),
        ("/controls/5.9", "/standards/asset-types"),
    ] {
        assert!(founder.page(page).await.contains(&format!("href=\"{link}\"")), "{page}: {link}");
    }
    for register in ["measures", "competences", "assets"] {
        assert!(founder.page(&format!("/{register}")).await.contains(&format!("/{register}/new?")), "{register}");
    }
}

#[tokio::test]
async fn each_framework_is_told_part_by_part_and_never_as_a_share() {
    let house = House::founded().await;
    let founder = house.founder();
    let table = facts("crosswalks.csv");
    let all = words(&founder.page("/standards/coverage").await);
    let mut frameworks: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &table {
        frameworks.entry(&row["target_framework"]).or_default().push(row);
    }
    for (framework, rows) in frameworks {
        let page = founder.page(&format!("/standards/coverage?framework={}", framework.replace('/', "%2F"))).await;
        let said = words(&page);
        for row in &rows {
            assert!(page.contains(&format!("id=\"{}\"", row["target_id"])), "{framework}: {}", row["target_id"]);
            assert!(said.contains(&row["source_id"]) && said.contains(&row["confidence"]), "{framework}");
        }
        let parts: std::collections::BTreeSet<&String> = rows.iter().map(|row| &row["target_id"]).collect();
        assert!(all.contains(&format!("{framework} {}", parts.len())), "{framework}: {all}");
        assert!(!said.contains('%') && said.contains("no proof"), "{framework}");
    }
    // Given a control that is in place, when its part is looked at, then it is counted there.
    let state = founder.get("/api/v1/controls/5.16").await.json()["revision"].as_u64().unwrap();
    let fields = serde_json::json!({ "implementation": "yes" });
    founder.patch("/api/v1/controls/5.16", u32::try_from(state).unwrap(), fields).await;
    let page = founder.page("/standards/coverage?framework=CIS-Controls-v8").await;
    let part = words(page.split("id=\"5\"").nth(1).unwrap().split("</tr>").next().unwrap());
    assert!(part.contains("1 in place, 3 not stated") && part.contains("1 claimed, 3 nothing yet"), "{part}");
    let control = founder.page("/controls/5.16").await;
    assert!(control.contains("/standards/coverage?framework=CIS-Controls-v8"));
}
