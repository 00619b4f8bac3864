//! Publishing the Statement of Applicability: who may, what stands in the way, and that a version never changes.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{northwind, send_form, words};
use crate::access::hidden::pdf_text;
use crate::house::{Answer, House, Program};

/// Sends the form as it was made after an entry, with a key of its own.
async fn publish_seen(program: &Program<'_>, seen: u64, key: &str, pairs: &[(&str, &str)]) -> Answer {
    let seen = seen.to_string();
    let form = [&[("_seen", seen.as_str()), ("_once", key)], pairs].concat();
    send_form(program, "/soa/publish", &form).await
}

/// Sends the form as it is made now.
async fn publish(program: &Program<'_>, pairs: &[(&str, &str)]) -> Answer {
    publish_seen(program, program.house.app.recorder.head().seq, "", pairs).await
}

/// Top management, with a person behind the account.
async fn top_management(house: &House) -> Program<'_> {
    let top = [Role::TopManagement];
    house.program(&house.founder().account(&top, Some("P-0117")).await, &top)
}

async fn versions(house: &House) -> usize {
    house.founder().get("/api/v1/applicability-statements").await.json().as_array().unwrap().len()
}

#[tokio::test]
async fn nobody_publishes_what_they_have_not_seen() {
    let house = northwind().await;
    let (top, founder) = (top_management(&house).await, house.founder());
    let seen = house.app.recorder.head().seq;
    // What does not touch the statement stands in nobody's way,
    founder.add("suppliers", json!({ "name": "Unrelated Ltd" })).await;
    assert!(!top.get(&format!("/soa/publish?seen={seen}")).await.text().contains("role=\"alert\""));
    // what does is shown before anything is published,
    founder.patch("/api/v1/controls/5.1", 2, json!({ "how": "Otherwise than it was read." })).await;
    let asked = publish_seen(&top, seen, "one", &[("how", "approved")]).await;
    assert_eq!((asked.status, versions(&house).await), (StatusCode::CONFLICT, 0));
    let page = asked.text();
    assert!(words(&page).contains("These controls read differently: A.5.1"), "{}", words(&page));
    assert!(page.contains("/controls/5.1/history"));
    assert!(top.get(&format!("/soa/publish?seen={seen}")).await.text().contains("role=\"alert\""));
    // and the form then shown publishes what stands.
    let now = page.split("name=\"_seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    let again = publish_seen(&top, now, "two", &[("how", "approved")]).await;
    assert_eq!(again.header("location"), "/soa/SOA-0001", "{}", words(&again.text()));

    for forged in ["", "yesterday", "-1"] {
        let form = [("_seen", forged), ("how", "approved")];
        assert_eq!(send_form(&top, "/soa/publish", &form).await.status, StatusCode::BAD_REQUEST, "`{forged}`");
    }
    assert_eq!(versions(&house).await, 1);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_version() {
    let house = northwind().await;
    let top = top_management(&house).await;
    let seen = house.app.recorder.head().seq;
    let form = [("how", "approved")];
    let (one, two) = tokio::join!(publish_seen(&top, seen, "k", &form), publish_seen(&top, seen, "k", &form));
    let later = publish_seen(&top, seen, "k", &form).await;
    for answer in [one, two, later] {
        assert_eq!(answer.header("location"), "/soa/SOA-0001", "{}", words(&answer.text()));
    }
    // Two forms of the same page, opened side by side: the second is about another version.
    let other = publish_seen(&top, seen, "l", &form).await;
    assert_eq!((other.status, versions(&house).await), (StatusCode::CONFLICT, 1));
}

#[tokio::test]
async fn with_an_undecided_control_nothing_is_published() {
    let house = House::founded().await;
    let founder = house.founder();
    let person = founder.add("people", json!({ "name": "Mara Quint" })).await;
    let roles = [Role::TopManagement];
    let manager = house.program(&founder.account(&roles, Some(&person)).await, &roles);
    let answer = publish(&manager, &[("how", "approved")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&answer.text()).contains("93 controls are undecided"), "{}", words(&answer.text()));
    assert_eq!(founder.get("/api/v1/applicability-statements").await.json(), json!([]));
}

#[tokio::test]
async fn a_version_keeps_its_bytes_whatever_changes_later() {
    let house = northwind().await;
    let founder = house.founder();
    let minutes = founder
        .add("evidence", json!({ "title": "Minutes of 30 October", "link": "https://wiki.example.com/minutes" }))
        .await;
    let asked =
        [("how", "recorded"), ("approver", "P117"), ("approved_on", "2026-10-30"), ("minutes", minutes.as_str())];
    let answer = publish(&founder, &asked).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/soa/SOA-0001"),
        "{}",
        words(&answer.text())
    );
    let (pdf, data) = (founder.get("/soa/SOA-0001/pdf").await.body, founder.get("/soa/SOA-0001/json").await.body);
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let record = founder.get("/api/v1/applicability-statements/SOA-0001").await.json();
    let hash = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    assert_eq!(record["pdf"]["sha256"], hash(&pdf));
    assert_eq!(record["data"]["sha256"], hash(&data));
    assert_eq!((&record["version"], &record["signed_here"]), (&json!("1"), &json!(false)));

    let changed = founder.patch("/api/v1/controls/5.1", 2, json!({ "how": "By a policy that came later." })).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    assert_eq!(founder.get("/soa/SOA-0001/pdf").await.body, pdf);
    assert_eq!(founder.get("/soa/SOA-0001/json").await.body, data);
    assert!(!founder.get("/soa/SOA-0001").await.text().contains("came later"));
    let page = words(&founder.get("/soa").await.text());
    assert!(page.contains("1 control reads differently since version 1: A.5.1"), "{page}");
    let organisation = founder.get("/api/v1/organisation/ORG-0001").await.json();
    let revision = u32::try_from(organisation["revision"].as_u64().unwrap()).unwrap();
    founder.patch("/api/v1/organisation/ORG-0001", revision, json!({ "scope": "Leeds alone." })).await;
    let page = words(&founder.get("/soa").await.text());
    assert!(page.contains("The scope reads differently since version 1."), "{page}");

    let second = publish(&founder, &asked).await;
    assert_eq!(second.header("location"), "/soa/SOA-0002");
    assert!(founder.get("/soa/SOA-0002").await.text().contains("came later"));

    // The working state stands although the vault was lost.
    std::fs::remove_dir_all(house.app.directory.path().join("vault")).unwrap();
    let answer = founder.get("/soa").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(words(&answer.text()).contains("What changed since version 2 cannot be told"), "{}", words(&answer.text()));
}

#[tokio::test]
async fn restricted_minutes_are_named_by_their_number_alone() {
    let house = northwind().await;
    let founder = house.founder();
    let minutes = json!({ "title": "Sale to Hull", "link": "https://wiki.example.com/sale", "restricted": true });
    let minutes = founder.add("evidence", minutes).await;
    let asked =
        [("how", "recorded"), ("approver", "P117"), ("approved_on", "2026-10-30"), ("minutes", minutes.as_str())];
    let answer = publish(&founder, &asked).await;
    assert_eq!(answer.header("location"), "/soa/SOA-0001", "{}", words(&answer.text()));
    let printed = pdf_text(&founder.get("/soa/SOA-0001/pdf").await.body);
    assert!(!printed.contains("Sale to Hull") && (printed.is_empty() || printed.contains(&minutes)), "{printed}");
}

#[tokio::test]
async fn each_fault_stands_beside_its_field_and_what_was_typed_is_kept() {
    let house = northwind().await;
    let founder = house.founder();
    let named = founder.add("evidence", json!({ "title": "Only named" })).await;
    let asked =
        [("how", "recorded"), ("approver", "Nobody Known"), ("approved_on", "2027-01-01"), ("minutes", named.as_str())];
    let answer = publish(&founder, &asked).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    for said in
        ["nothing is called `Nobody Known`", "this is not a day up to today", "this evidence is named, not held"]
    {
        assert!(words(&page).contains(said), "{said}");
    }
    for kept in ["Nobody Known", "2027-01-01", &named] {
        assert!(page.contains(&format!("value=\"{kept}\"")), "{kept}");
    }
}

#[tokio::test]
async fn approving_takes_ones_own_person_and_the_right_role() {
    let house = northwind().await;
    let founder = house.founder();
    let no_person = publish(&founder, &[("how", "approved")]).await;
    assert_eq!(no_person.status, StatusCode::FORBIDDEN, "a signature names a person");
    let auditor = [Role::Auditor];
    let auditor = house.program(&founder.account(&auditor, Some("P-0001")).await, &auditor);
    assert_eq!(publish(&auditor, &[("how", "approved")]).await.status, StatusCode::FORBIDDEN);
    let top = [Role::TopManagement];
    let top = house.program(&founder.account(&top, Some("P-0117")).await, &top);
    let approved = publish(&top, &[("how", "approved")]).await;
    assert_eq!(approved.header("location"), "/soa/SOA-0001", "{}", words(&approved.text()));
    let record = founder.get("/api/v1/applicability-statements/SOA-0001").await.json();
    assert_eq!((&record["signed_here"], &record["approved_by"]["id"]), (&json!(true), &json!("P-0117")));
}

#[tokio::test]
async fn without_a_scope_nothing_is_published_and_the_page_leads_to_it() {
    let house = northwind().await;
    let (top, founder) = (top_management(&house).await, house.founder());
    let one = &founder.get("/api/v1/organisation").await.json()[0];
    let (path, revision) = (format!("/api/v1/organisation/{}", one["id"].as_str().unwrap()), &one["revision"]);
    let emptied = founder.patch(&path, revision.as_u64().unwrap().try_into().unwrap(), json!({ "scope": "" })).await;
    assert_eq!(emptied.status, StatusCode::OK, "{}", emptied.text());
    let page = top.get("/soa/publish").await.text();
    assert!(words(&page).contains("The scope is empty") && page.contains("/edit#scope"), "{page}");
    assert!(!page.contains("name=\"how\""), "{page}");
    let asked = publish(&top, &[("how", "approved")]).await;
    assert_eq!((asked.status, versions(&house).await), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{}", asked.text());
}
