//! Changing the criteria: what they re-rank is shown first, and nothing typed is lost.

use axum::http::StatusCode;

use super::{northwind, send_form, words};

const STEPS: [&str; 5] = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"];
const BADNESS: [&str; 5] = ["Negligible", "Minor", "Moderate", "Major", "Severe"];

/// The form for five by five by product, High from this score.
fn form(high: &str) -> Vec<(String, String)> {
    let steps = |group: &'static str, names: [&'static str; 5]| {
        names.into_iter().enumerate().map(move |(at, name)| (format!("{group}.{at}.name"), name.to_owned()))
    };
    let levels = [("Low", "1"), ("Medium", "6"), ("High", high), ("Critical", "20")];
    let levels = levels.into_iter().enumerate().flat_map(|(at, (name, from))| {
        [(format!("levels.{at}.name"), name.to_owned()), (format!("levels.{at}.value"), from.to_owned())]
    });
    let rest = [("score", "product"), ("limit", "2")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    steps("likelihood", STEPS).chain(steps("consequence", BADNESS)).chain(levels).chain(rest).collect()
}

#[tokio::test]
async fn what_changes_is_shown_before_it_is_recorded() {
    let house = northwind().await;
    let program = house.founder();
    let before = program.get("/api/v1/organisation").await.json();
    let pairs = form("10");
    let mut pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let preview = send_form(&program, "/organisation/criteria", &pairs).await;
    assert_eq!(preview.status, StatusCode::OK);
    let said = words(&preview.text());
    assert!(said.contains("10 Medium 10 High") && said.contains("acceptances become outdated"), "{said}");
    assert_eq!(program.get("/api/v1/organisation").await.json(), before, "nothing is recorded");

    pairs.push(("confirmed", "yes"));
    pairs.push(("reason", "the board wants to see more"));
    let recorded = send_form(&program, "/organisation/criteria", &pairs).await;
    assert_eq!(recorded.header("location"), "/organisation#criteria", "{}", words(&recorded.text()));
    assert!(words(&program.get("/organisation").await.text()).contains("10 to 19"));
    assert!(words(&program.get("/ledger").await.text()).contains("the board wants to see more"));
}

#[tokio::test]
async fn a_fault_stands_beside_its_field_and_what_was_typed_is_kept() {
    let house = crate::house::House::founded().await;
    let program = house.founder();
    let pairs = form("a dozen");
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = send_form(&program, "/organisation/criteria", &pairs).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(words(&page).contains("`a dozen` is no score to begin at"), "{}", words(&page));
    assert!(page.contains("value=\"a dozen\"") && page.contains("value=\"Almost certain\""));
}

#[tokio::test]
async fn an_edit_that_came_too_late_records_nothing_and_keeps_what_was_typed() {
    let house = crate::house::House::founded().await;
    let program = house.founder();
    let pairs = form("11");
    let mut pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let preview = send_form(&program, "/organisation/criteria", &pairs).await.text();
    assert!(preview.contains("name=\"seen\" value=\"1\""), "{preview}");
    program.patch("/api/v1/organisation/ORG-0001", 1, serde_json::json!({ "scope": "All sites" })).await;
    let before = program.get("/api/v1/organisation").await.json();
    assert_eq!(before[0]["revision"], 2, "{before}");

    let reason = "the board wants to see \"more\"";
    pairs.extend([("confirmed", "yes"), ("seen", "1"), ("reason", reason)]);
    let answer = send_form(&program, "/organisation/criteria", &pairs).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", words(&answer.text()));
    assert_eq!(program.get("/api/v1/organisation").await.json(), before, "nothing is recorded");
    let page = answer.text();
    assert!(words(&page).contains("Somebody saved first"), "{}", words(&page));
    assert!(page.contains("value=\"11\"") && page.contains("value=\"Almost certain\""), "{page}");
    assert!(page.contains("value=\"the board wants to see &quot;more&quot;\""), "{page}");
}
