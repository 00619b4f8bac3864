//! What somebody meets in the first hour: what waits for them, the ways that mend many records at once, and paths by the
//! organisation's own numbers.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;

use super::northwind;
use crate::{house::House, pages::words};

#[tokio::test]
async fn my_work_and_home_tell_what_waits_for_a_signature() {
    let house = House::founded().await;
    let founder = house.founder();
    let owner = founder.add("people", json!({ "name": "Ugo Silva" })).await;
    let director = founder.add("people", json!({ "name": "Nina Vale" })).await;
    let rest = json!({ "likelihood": 4, "consequence": 4 });
    let risk = json!({ "title": "Fire", "owner": { "id": owner }, "status": "treated", "residual": rest });
    let risk = founder.add("risks", risk).await;
    founder.add("documents", json!({ "title": "Policy" })).await;
    let ugo = house.program(&founder.account(&[Role::RiskOwner], Some(&owner)).await, &[Role::RiskOwner]);
    let nina = house.program(&founder.account(&[Role::TopManagement], Some(&director)).await, &[Role::TopManagement]);

    let work = words(&ugo.page("/my-work").await);
    assert!(work.contains("accept what is left") && !work.contains("approve it"), "{work}");
    assert!(words(&ugo.page("/").await).contains("1 risk to accept"));
    let work = words(&nina.page("/my-work").await);
    assert!(work.contains("Policy") && work.contains("approve it") && !work.contains("sign in addition"), "{work}");
    let signed = ugo.post(&format!("/api/v1/risks/{risk}/accepted"), json!({ "reason": "worth it" })).await;
    assert_eq!(signed.status, StatusCode::OK, "{}", signed.text());
    assert!(!words(&ugo.page("/my-work").await).contains("accept what is left"));
    assert!(words(&nina.page("/my-work").await).contains("sign in addition to the owner"));
}

#[tokio::test]
async fn an_account_without_a_person_is_asked_who_it_is() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.add("people", json!({ "name": "Mara Quint" })).await;
    assert!(words(&founder.page("/").await).contains("Say which person signs in as ACC-0001"));
    let linked = founder.form("/accounts/ACC-0001/does/linked", &[("person", "P-0001")]).await;
    assert_eq!(linked.status, StatusCode::OK);
    assert!(!words(&founder.page("/").await).contains("signs in as"));
}

#[tokio::test]
async fn what_cannot_be_done_now_is_told_with_its_reason_and_has_no_form() {
    let house = House::founded().await;
    let founder = house.founder();
    let risk = founder.add("risks", json!({ "title": "Fire" })).await;
    let page = founder.page(&format!("/risks/{risk}")).await;
    assert!(words(&page).contains("Reopen : it is open") && !page.contains(&format!("/risks/{risk}/reopened\"")));
    let refused = founder.get(&format!("/risks/{risk}/reopened")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = founder.post(&format!("/api/v1/risks/{risk}/reopened"), json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "the door says the same");
    assert!(page.contains(">Assess<") || words(&page).contains("Assess Weigh it"), "a verb, not a state");
}

#[tokio::test]
async fn a_path_with_a_number_of_ones_own_leads_to_the_record_and_else_to_the_search() {
    let house = House::founded().await;
    let founder = house.founder();
    let one = founder.add("actions", json!({ "title": "Lock it", "reference": "TP-01" })).await;
    for (path, to) in [
        ("/actions/TP-01", format!("/actions/{one}")),
        ("/actions/tp-01/history", format!("/actions/{one}/history")),
        ("/actions/TP-01/compare?from=1&to=1", format!("/actions/{one}/compare?from=1&to=1")),
    ] {
        let answer = founder.get(path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, to.as_str()), "{path}");
    }
    let nothing = founder.get("/actions/TP-99").await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    assert!(nothing.text().contains("/search?q=TP-99"));
    let nothing = founder.get("/actions/a&kind=x+y%20z").await.text();
    assert!(nothing.contains("\"/search?q=a%26kind=x%2By%20z\""), "one pair, whatever stands in the path: {nothing}");
    let secret = json!({ "title": "Secret", "reference": "TP-02", "restricted": true });
    founder.add("actions", secret).await;
    let auditor = house.program(&founder.account(&[Role::Auditor], None).await, &[Role::Auditor]);
    assert_eq!(auditor.get("/actions/TP-02").await.status, StatusCode::NOT_FOUND, "no word of what is restricted");
}

#[tokio::test]
async fn the_page_of_risks_exports_and_changes_exactly_what_it_shows() {
    let house = northwind().await;
    let founder = house.founder();
    let shown = async |query: &str| founder.get(&format!("/risks/export?format=json{query}")).await.json();
    for (query, count) in [("", 60), ("&show=over", 21), ("&show=overdue", 6), ("&rule=no-owner", 2)] {
        assert_eq!(shown(query).await.as_array().unwrap().len(), count, "{query}");
    }
    let retained = shown("&option=retain").await;
    assert!(retained.as_array().unwrap().iter().all(|risk| risk["option"] == "retain"), "a field of the register");
    let found = shown("&q=phishing").await;
    assert!(found.as_array().unwrap().iter().any(|risk| risk["reference"] == "R-040"), "{found}");
    let bulk = founder.page("/risks/bulk?finding=no-owner&_field=owner").await;
    assert!(words(&bulk).contains("Change 2 records") && bulk.contains("name=\"_field\" value=\"owner\""), "{bulk}");
    let page = founder.page("/risks").await;
    assert!(page.contains("/risks/bulk?finding=no-owner&amp;_field=owner"));
    assert!(words(&page).contains("2 risks are owned by nobody"));
}

#[tokio::test]
async fn a_control_nobody_decided_on_shows_the_words_that_are_there() {
    let house = House::founded().await;
    let founder = house.founder();
    assert!(!words(&founder.page("/controls/5.18").await).contains("none recorded Include"));
    let changed = founder.patch("/api/v1/controls/5.18", 1, json!({ "justification": "no remote work" })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    let page = words(&founder.page("/controls/5.18").await);
    assert!(page.contains("on record asks for it. no remote work Include it"), "{page}");
}

#[tokio::test]
async fn a_plan_without_risks_of_an_owner_says_no_more_than_that() {
    let house = northwind().await;
    let founder = house.founder();
    let nobody = founder.add("people", json!({ "name": "Nobody’s Owner" })).await;
    let page = words(&founder.page(&format!("/treatment?owner={nobody}")).await);
    assert!(page.contains("No risk of this owner is weighed") && page.contains("Show all owners"), "{page}");
}

#[tokio::test]
async fn the_form_above_the_risks_keeps_what_narrows_them_already() {
    let house = northwind().await;
    let page = house.founder().page("/risks?asset=A-0001&cell=4x4&sort=-due&owner=P-0001&page=2").await;
    let form = page.split("class=\"narrowing\"").nth(1).unwrap().split("</form>").next().unwrap();
    for hidden in ["name=\"asset\" value=\"A-0001\"", "name=\"cell\" value=\"4x4\"", "name=\"sort\" value=\"-due\""] {
        assert_eq!(form.matches(&format!("type=\"hidden\" {hidden}")).count(), 1, "{hidden}: {form}");
    }
    assert_eq!((form.matches("name=\"owner\"").count(), form.matches("name=\"page\"").count()), (1, 0), "{form}");
}

#[tokio::test]
async fn of_two_owners_with_one_name_each_can_be_chosen() {
    let house = House::founded().await;
    let founder = house.founder();
    for _ in 0..2 {
        let owner = json!({ "id": founder.add("people", json!({ "name": "Mara Quint" })).await });
        founder.add("risks", json!({ "title": "Fire", "owner": owner })).await;
        founder.add("controls", json!({ "title": "Alarm", "owner": owner })).await;
    }
    for path in ["/risks", "/soa"] {
        let page = founder.page(path).await;
        for id in ["P-0001", "P-0002"] {
            assert!(page.contains(&format!("<option value=\"{id}\">Mara Quint ({id})</option>")), "{path}: {page}");
        }
    }
}

#[tokio::test]
async fn every_export_of_the_statement_holds_the_rows_that_are_shown() {
    let house = northwind().await;
    let founder = house.founder();
    for query in ["", "?show=excluded", "?theme=7&owner=nobody", "?rule=nothing-like-this"] {
        let page = founder.page(&format!("/soa{query}")).await;
        let json = founder.get(&format!("/soa.json{query}")).await.json();
        let csv = founder.get(&format!("/soa.csv{query}")).await.text();
        let rows = json["controls"].as_array().unwrap();
        // A line ends where no quotation is open.
        let lines: usize = csv.split('"').step_by(2).map(|part| part.matches('\n').count()).sum();
        assert_eq!(rows.len(), lines - 1, "{query}: {csv}");
        assert!(rows.iter().all(|row| page.contains(row["title"].as_str().unwrap())), "{query}");
        assert!(page.contains(&format!("/soa.json{}", query.replace('&', "&amp;"))), "{query}");
    }
}

#[tokio::test]
async fn what_changed_counts_and_tells_a_page_on_demand() {
    let house = northwind().await;
    let founder = house.founder();
    house.days_later(1);
    let page = founder.page("/what-changed?from=2026-10-31&to=2026-11-01").await;
    let said = words(&page);
    assert!(said.contains("Nothing changed between these days"), "{said}");
    for number in 0..45 {
        founder.add("assets", json!({ "name": format!("Laptop {number}") })).await;
    }
    let page = founder.page("/what-changed?from=2026-10-31&to=2026-11-01").await;
    assert!(words(&page).contains("Assets 45 added") && !words(&page).contains("Laptop 3 "), "{}", words(&page));
    let all = "/what-changed?from=2026-10-31&to=2026-11-01&register=assets&what=added";
    let page = words(&founder.page(all).await);
    assert!(page.contains("Laptop 3 ") && page.contains("1 to 40 of 45"), "{page}");
}

#[tokio::test]
async fn another_step_is_asked_for_without_script_and_nothing_typed_is_lost() {
    let house = House::founded().await;
    let founder = house.founder();
    let opened = founder.page("/organisation/criteria").await;
    let steps = |page: &str| page.matches("name=\"likelihood.").count() / 2;
    let mut typed = vec![("more".to_owned(), "likelihood".to_owned())];
    for at in 0..steps(&opened) {
        typed.push((format!("likelihood.{at}.name"), if at == 0 { "Never".into() } else { String::new() }));
        typed.push((format!("likelihood.{at}.value"), String::new()));
    }
    for expected in steps(&opened) + 1..=10 {
        let sent: Vec<(&str, &str)> = typed.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let again = founder.form("/organisation/criteria", &sent).await;
        assert_eq!(again.status, StatusCode::OK);
        let page = again.text();
        assert_eq!(steps(&page), expected, "the spare line was still blank");
        assert!(page.contains("value=\"Never\"") && !page.contains("error_summary"), "nothing is judged yet");
        assert_eq!(page.contains("value=\"likelihood\""), expected < 10, "ten are the most");
        assert!(page.contains("Add a step of consequence") && page.contains("Add a level"));
        typed.push((format!("likelihood.{}.name", expected - 1), String::new()));
    }
}
