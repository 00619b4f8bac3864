//! The entries of the ledger, and the figures of the server.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn entries_are_paged_both_ways() {
    let house = House::founded().await;
    let program = house.founder();
    for name in ["One", "Two", "Three"] {
        program.add("assets", json!({ "name": name })).await;
    }
    for (sort, wanted) in [("seq", [1, 2, 3, 4]), ("-seq", [4, 3, 2, 1])] {
        let (mut seen, mut path) = (Vec::new(), format!("/api/v1/ledger/entries?sort={sort}&limit=3"));
        loop {
            let answer = program.get(&path).await;
            seen.extend(answer.json().as_array().unwrap().iter().map(|entry| entry["seq"].as_u64().unwrap()));
            let Some((next, _)) = answer.header("link").trim_start_matches('<').split_once('>') else { break };
            path = next.into();
        }
        assert_eq!(seen, wanted);
    }
    let newest = program.get("/api/v1/ledger/entries?limit=1").await.json();
    assert_eq!((&newest[0]["act"], &newest[0]["on"]["id"]), (&json!("added"), &json!("A-0003")));
    assert_eq!(newest[0]["changes"]["count"], 1);
}

#[tokio::test]
async fn what_an_entry_is_about_is_told_to_who_may_see_it() {
    let house = House::founded().await;
    let founder = house.founder();
    let asset = founder.add("assets", json!({ "name": "Merger plans", "restricted": true })).await;
    founder.post(&format!("/api/v1/assets/{asset}/withdrawn"), json!({ "reason": "the merger is off" })).await;
    let auditor = founder.account(&[Role::Auditor], None).await;
    let entries = house.program(&auditor, &[Role::Auditor]).get("/api/v1/ledger/entries").await.text();
    assert!(!entries.contains(&asset) && !entries.contains("merger"), "{entries}");
}

#[tokio::test]
async fn figures_are_for_those_who_may_verify() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.add("assets", json!({ "name": "One" })).await;
    let figures = founder.get("/metrics").await;
    assert_eq!(
        (figures.status, figures.header("content-type")),
        (StatusCode::OK, "text/plain; version=0.0.4; charset=utf-8")
    );
    let text = figures.text();
    for line in [
        "castellan_records{register=\"assets\"} 1",
        "castellan_ledger_entries 2",
        "castellan_requests_total{status=\"2xx\"} 1",
    ] {
        assert!(text.lines().any(|one| one == line), "{line} is not in\n{text}");
    }
    let member = founder.account(&[Role::Member], None).await;
    assert_eq!(house.program(&member, &[Role::Member]).get("/metrics").await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.holder("nothing").get("/metrics").await.status, StatusCode::UNAUTHORIZED);
}
