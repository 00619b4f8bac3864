//! What is kept of answers: nobody is told by it what they may not know, and nothing is older than the last act.

use recorder::Role;
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn a_record_reads_to_each_as_they_may_know() {
    let house = House::founded().await;
    let founder = house.founder();
    let mara = founder.add("people", json!({ "name": "Mara Quint" })).await;
    let secret = founder.add("assets", json!({ "name": "Merger plans", "restricted": true })).await;
    let risk =
        founder.add("risks", json!({ "title": "Fire", "owner": { "id": mara }, "assets": [{ "id": secret }] })).await;
    let auditor = founder.account(&[Role::Auditor], None).await;
    let (auditor, path) = (house.program(&auditor, &[Role::Auditor]), format!("/api/v1/risks/{risk}"));
    // Asked in turn, so that each could meet what was kept for the other.
    for _ in 0..2 {
        for address in ["/api/v1/risks", &path] {
            assert!(founder.get(address).await.text().contains("Merger plans"));
            assert!(!auditor.get(address).await.text().contains("Merger"));
        }
    }

    founder.patch(&format!("/api/v1/people/{mara}"), 1, json!({ "name": "Mara Quint-Silva" })).await;
    assert!(auditor.get("/api/v1/risks").await.text().contains("Quint-Silva"), "the name in the link is today's");
    founder.patch(&format!("/api/v1/people/{mara}"), 2, json!({ "restricted": true })).await;
    for address in ["/api/v1/risks", &path, "/api/v1/risks?as_of=2026-10-31"] {
        assert!(!auditor.get(address).await.text().contains("Quint"), "{address}");
    }
    assert!(founder.get(&path).await.text().contains("Quint-Silva"));
}

#[tokio::test]
async fn a_list_and_an_item_say_the_same() {
    let house = House::founded().await;
    let founder = house.founder();
    for path in ["controls", "threats", "vulnerabilities"] {
        let listed = founder.get(&format!("/api/v1/{path}?limit=3")).await.json();
        for one in listed.as_array().unwrap() {
            let id = one["id"].as_str().unwrap();
            assert_eq!(founder.get(&format!("/api/v1/{path}/{id}")).await.json(), *one);
            assert_eq!(founder.get(&format!("/api/v1/{path}/{id}/history")).await.json()[0]["record"], *one);
        }
    }
}
