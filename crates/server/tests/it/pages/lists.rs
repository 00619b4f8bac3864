//! Filters, order and pages of a list; the same as a file; suggestions and search.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::words;
use crate::house::{House, Program};

async fn seeded(founder: &Program<'_>) {
    let here = founder.add("people", json!({ "name": "Ugo Silva" })).await;
    let left = founder.add("people", json!({ "name": "Vera Gone", "status": "leaver", "end": "2026-08-03" })).await;
    let assets = [
        json!({ "name": "Payroll", "reference": "AST-10", "type": "information", "owner": here }),
        json!({ "name": "=Wiki", "reference": "AST-9", "type": "application", "owner": left }),
        json!({ "name": "Attic", "type": "information" }),
    ];
    for asset in assets {
        founder.add("assets", asset).await;
    }
}

/// The numbers of the rows that a list shows, in their order.
async fn rows(founder: &Program<'_>, query: &str) -> Vec<String> {
    let page = founder.page(&format!("/assets{query}")).await;
    let ids = page.split("<tr id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    ids.map(|id| id.trim_start_matches("A-000").to_owned()).collect()
}

#[tokio::test]
async fn a_list_is_what_its_address_asks_for() {
    let house = House::founded().await;
    let founder = house.founder();
    seeded(&founder).await;
    let cases = [
        ("", "1 2 3"),
        ("?type=information", "1 3"),
        ("?type=INFORMATION&q=attic", "3"),
        ("?owner=P-0001", "1"),
        ("?owner=none", "3"),
        ("?owner=left", "2"),
        ("?q=silva", "1"),
        ("?sort=reference", "3 2 1"),
        ("?sort=name", "2 3 1"),
        ("?sort=-name", "1 3 2"),
        ("?sort=owner", "1 2 3"),
        ("?sort=-owner", "2 1 3"),
        ("?finding=no-owner", "3"),
        ("?finding=owner-departed", "2"),
        ("?type=paper", ""),
        ("?page=99", "1 2 3"),
    ];
    for (query, expected) in cases {
        assert_eq!(rows(&founder, query).await.join(" "), expected, "{query}");
    }
    let refused = founder.get("/assets?ovner=none").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(words(&refused.text()).contains("`ovner`"));
    let page = words(&founder.page("/assets").await);
    assert!(page.contains("Vera Gone left 3 Aug 2026") && page.contains("nobody"), "{page}");
}

#[tokio::test]
async fn a_file_holds_what_the_list_shows() {
    let house = House::founded().await;
    let founder = house.founder();
    seeded(&founder).await;
    let csv = founder.get("/assets/export?format=csv&type=application").await;
    let text = csv.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with("Reference,Id,Name,Type,Owner,"));
    assert!(lines[1].starts_with("AST-9,A-0002,'=Wiki,application,Vera Gone,"), "{}", lines[1]);
    let json = founder.get("/assets/export?format=json&sort=-name").await.json();
    let ids: Vec<&Value> = json.as_array().unwrap().iter().map(|record| &record["id"]).collect();
    assert_eq!(ids, ["A-0001", "A-0003", "A-0002"]);
    let xlsx = founder.get("/assets/export?format=xlsx&owner=none").await;
    let sheets = formats::read("assets.xlsx", &xlsx.body).unwrap();
    assert_eq!(sheets[0].rows.len(), 2, "titles and one record");
    assert_eq!(founder.get("/assets/export?format=exe").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_long_list_is_read_in_pages_of_forty() {
    let house = House::founded().await;
    let founder = house.founder();
    let page = founder.page("/controls").await;
    assert!(words(&page).contains("1 to 40 of 93") && page.contains("href=\"/controls?page=2\""));
    assert!(words(&founder.page("/controls?page=3").await).contains("81 to 93 of 93"));
    assert!(words(&founder.page("/controls?applicability=none").await).contains("Nobody decided 93"));
    assert!(words(&founder.page("/controls/5.15").await).starts_with("A.5.15 Access control"));
}

#[tokio::test]
async fn fields_and_palette_find_what_is_meant() {
    let house = House::founded().await;
    let founder = house.founder();
    seeded(&founder).await;
    let picked = founder.get("/pick/people?q=ugo").await.json();
    assert_eq!(picked, json!([{ "value": "P-0001", "title": "Ugo Silva", "under": "Active" }]));
    assert_eq!(founder.get("/pick/controls?q=A.5.15").await.json()[0]["value"], "A.5.15");
    let palette = founder.get("/palette?q=asset").await.json();
    let titles: Vec<&str> = palette.as_array().unwrap().iter().filter_map(|hit| hit["title"].as_str()).collect();
    assert!(titles.contains(&"Assets") && titles.contains(&"Add an asset"), "{titles:?}");
    let found = words(&founder.page("/search?q=silva").await);
    assert!(found.contains("People 1 P-0001 Ugo Silva"), "{found}");
    founder.add("risks", json!({ "title": "Fire", "description": "Smouldering cables under the floor." })).await;
    let found = words(&founder.page("/search?q=cables%20smouldering&kind=risks").await);
    assert!(found.contains("1 record with") && found.contains("R-0001 Fire in Description"), "{found}");
    assert!(words(&founder.page("/search?q=zzzz").await).contains("No record that you may see"));
}
