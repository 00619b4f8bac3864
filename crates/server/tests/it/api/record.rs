//! A record from its first revision on.

use axum::http::StatusCode;
use serde_json::json;

use crate::house::House;

const ASSETS: &str = "/api/v1/assets";

#[tokio::test]
async fn a_record_is_added_read_changed_and_its_history_told() {
    let house = House::founded().await;
    let program = house.founder();

    let added = program.post(ASSETS, json!({ "name": "Patient files", "type": "information" })).await;
    assert_eq!(
        (added.status, added.header("location")),
        (StatusCode::CREATED, "/api/v1/assets/A-0001"),
        "{}",
        added.text()
    );
    assert_eq!((added.header("etag"), added.json()["revision"].as_u64()), ("\"1\"", Some(1)));

    let read = program.get("/api/v1/assets/A-0001").await;
    assert_eq!((read.status, read.header("etag")), (StatusCode::OK, "\"1\""));
    assert_eq!(read.json(), added.json());

    let changed = program.patch("/api/v1/assets/A-0001", 1, json!({ "location": "Leeds", "type": null })).await;
    assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"2\""), "{}", changed.text());
    assert_eq!(changed.json()["location"], "Leeds");
    assert!(changed.json()["type"].is_null());

    let withdrawn = program.post("/api/v1/assets/A-0001/withdrawn", json!({ "reason": "sold" })).await;
    assert_eq!((withdrawn.status, withdrawn.json()["withdrawn"].as_str()), (StatusCode::OK, Some("sold")));
    let restored = program.post("/api/v1/assets/A-0001/restored", json!({})).await;
    assert_eq!(restored.status, StatusCode::OK);
    let back = program.post("/api/v1/assets/A-0001/set-back", json!({ "revision": 1, "reason": "was right" })).await;
    assert_eq!((back.status, back.json()["type"].as_str()), (StatusCode::OK, Some("information")), "{}", back.text());

    let history = program.get("/api/v1/assets/A-0001/history").await.json();
    let acts: Vec<&str> = history.as_array().unwrap().iter().map(|one| one["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["added", "edited", "withdrawn", "restored", "set-back"]);
    assert_eq!(history[2]["reason"], "sold");
    assert_eq!(history[1]["record"]["location"], "Leeds");
    assert_eq!(history[4]["by"]["account"], "ACC-0001");
}

#[tokio::test]
async fn what_is_put_stands_alone() {
    let house = House::founded().await;
    let program = house.founder();
    let id = program.add("assets", json!({ "name": "Server", "location": "Leeds", "reference": "AST-1" })).await;
    let path = format!("{ASSETS}/{id}");

    let mut shown = program.get(&path).await.json();
    shown["name"] = json!("Server room");
    shown.as_object_mut().unwrap().remove("location");
    let put = program.send("PUT", &path, shown, &[("if-match", "\"1\"")]).await;

    assert_eq!(put.status, StatusCode::OK, "{}", put.text());
    let is = put.json();
    assert_eq!(
        (&is["name"], &is["reference"], &is["location"]),
        (&json!("Server room"), &json!("AST-1"), &json!(null))
    );
}

#[tokio::test]
async fn nobody_overwrites_what_they_did_not_see() {
    let house = House::founded().await;
    let program = house.founder();
    let path = format!("{ASSETS}/{}", program.add("assets", json!({ "name": "Server" })).await);
    let name = |name: &str| json!({ "name": name });
    program.patch(&path, 1, name("Two")).await;

    let unsaid = program.send("PATCH", &path, name("Three"), &[]).await;
    assert_eq!(unsaid.status, StatusCode::PRECONDITION_REQUIRED);
    let stale = program.patch(&path, 1, name("Three")).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!((&stale.json()["stands_at"], &stale.json()["seen"]), (&json!(2), &json!(1)));
    let stale_act =
        program.send("POST", &format!("{path}/withdrawn"), json!({ "reason": "x" }), &[("if-match", "\"1\"")]).await;
    assert_eq!(stale_act.status, StatusCode::PRECONDITION_FAILED);
    let whatever = program.send("PATCH", &path, name("Three"), &[("if-match", "*")]).await;
    assert_eq!(whatever.status, StatusCode::OK);
    let strange = program.send("PATCH", &path, name("Four"), &[("if-match", "2")]).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_request_sent_twice_is_done_once() {
    let house = House::founded().await;
    let program = house.founder();
    let key = [("idempotency-key", "7d0b")];
    let first = program.send("POST", ASSETS, json!({ "name": "Server" }), &key).await;
    program.patch("/api/v1/assets/A-0001", 1, json!({ "name": "Renamed since" })).await;

    let again = program.send("POST", ASSETS, json!({ "name": "Server" }), &key).await;
    assert_eq!((again.status, again.json()), (StatusCode::CREATED, first.json()));
    assert_eq!((again.header("location"), again.header("etag")), (first.header("location"), first.header("etag")));
    assert_eq!(program.get(ASSETS).await.json().as_array().unwrap().len(), 1);

    let other = program.send("POST", ASSETS, json!({ "name": "Another" }), &key).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = program.send("POST", "/api/v1/issues", json!({ "name": "Server" }), &key).await;
    assert_eq!(elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn many_are_edited_in_one_act_or_none() {
    let house = House::founded().await;
    let program = house.founder();
    for name in ["One", "Two", "Three"] {
        program.add("assets", json!({ "name": name })).await;
    }
    let edited = |ids: &[&str]| json!({ "ids": ids, "fields": { "location": "Leeds" }, "reason": "moved" });

    let none = program.post("/api/v1/assets/edited", edited(&["A-0001", "A-0009"])).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND, "{}", none.text());
    let two = program.post("/api/v1/assets/edited", edited(&["A-0001", "A-0003"])).await;
    assert_eq!(two.status, StatusCode::OK, "{}", two.text());

    let there = program.get("/api/v1/assets?location=leeds").await.json();
    let ids: Vec<&str> = there.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["A-0001", "A-0003"]);
}

#[tokio::test]
async fn a_no_says_why_and_what_to_do() {
    let house = House::founded().await;
    let program = house.founder();
    let id = program.add("evidence", json!({ "title": "Minutes" })).await;
    let path = format!("/api/v1/evidence/{id}");

    let by_act =
        program.patch(&path, 1, json!({ "received": "2020-01-01", "colour": "red", "valid_until": "soon" })).await;
    assert_eq!(
        (by_act.status, by_act.header("content-type")),
        (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json")
    );
    let problem = by_act.json();
    let mut fields: Vec<&str> =
        problem["reasons"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["colour", "received", "valid_until"], "{problem}");
    assert!(
        problem["reasons"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["remedy"].as_str().is_some_and(|text| !text.is_empty()))
    );
    assert_eq!(problem["status"], 422);
    assert_eq!(program.get(&path).await.json()["revision"], 1);
}
