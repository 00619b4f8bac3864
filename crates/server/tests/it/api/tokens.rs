//! Tokens: made once signed in, never by another token, at most what their account is.

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use recorder::Role;
use serde_json::{Value, json};

use crate::house::{Answer, House};

/// A call from one of our own pages, by the session of this account.
async fn by_session(house: &House, account: &str, method: &str, path: &str, body: Value) -> Answer {
    let cookie = castellan::begin(&house.app, account.parse().unwrap()).unwrap();
    let request = Request::builder().method(method).uri(path).header("cookie", cookie.split(';').next().unwrap());
    let request = request.header("sec-fetch-site", "same-origin").header("content-type", "application/json");
    house.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    let house = House::founded().await;
    let made = by_session(
        &house,
        "ACC-0001",
        "POST",
        "/api/v1/tokens",
        json!({ "label": "backup", "roles": ["isms-manager"], "days": 7 }),
    )
    .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let made = made.json();
    assert_eq!(made["expires_at"], "2026-11-07T09:00:00Z");
    let program = house.holder(made["token"].as_str().unwrap());
    assert_eq!(program.get("/api/v1/assets").await.status, StatusCode::OK);
    assert_eq!(program.get("/api/v1/accounts").await.status, StatusCode::FORBIDDEN, "it is narrower than its account");

    let listed = program.get("/api/v1/tokens").await;
    assert!(!listed.text().contains(made["token"].as_str().unwrap()), "never again");
    assert_eq!(listed.json()[0]["label"], "backup");

    let address = format!("/api/v1/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(program.send("DELETE", &address, json!({}), &[]).await.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get("/api/v1/assets").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn no_token_is_more_than_its_account_or_makes_another() {
    let house = House::founded().await;
    let member = house.founder().account(&[Role::Member], None).await;
    let wanted = json!({ "label": "x", "roles": ["administrator"] });
    let refused = by_session(&house, &member, "POST", "/api/v1/tokens", wanted).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let by_token = house.founder().post("/api/v1/tokens", json!({ "label": "x" })).await;
    assert_eq!(by_token.status, StatusCode::FORBIDDEN);
    for wrong in [
        json!({}),
        json!({ "label": "" }),
        json!({ "label": "x", "days": 0 }),
        json!({ "label": "x", "days": 9999 }),
        json!({ "label": "x", "colour": 1 }),
        json!({ "label": "x", "roles": ["king"] }),
    ] {
        let answer = by_session(&house, "ACC-0001", "POST", "/api/v1/tokens", wrong.clone()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn only_administrators_know_of_the_tokens_of_others() {
    let house = House::founded().await;
    let founder = house.founder();
    let member = founder.account(&[Role::Member], None).await;
    let program = house.program(&member, &[Role::Member]);
    let foreign = founder.get("/api/v1/tokens").await.json();
    assert_eq!(foreign.as_array().unwrap().len(), 2);
    let own = program.get("/api/v1/tokens").await.json();
    assert_eq!(own.as_array().unwrap().len(), 1);
    let others = foreign.as_array().unwrap().iter().find(|token| token["account"] == "ACC-0001").unwrap();

    let id = others["id"].as_str().unwrap();
    let foreign = program.send("DELETE", &format!("/api/v1/tokens/{id}"), json!({}), &[]).await;
    let unknown = program.send("DELETE", "/api/v1/tokens/00000000", json!({}), &[]).await;
    assert_eq!((foreign.status, foreign.text().replace(id, "00000000")), (StatusCode::NOT_FOUND, unknown.text()));
}

#[tokio::test]
async fn a_session_without_a_word_of_its_origin_changes_nothing() {
    let house = House::founded().await;
    let cookie = castellan::begin(&house.app, "ACC-0001".parse().unwrap()).unwrap();
    let send = |origin: Option<&'static str>| {
        let request =
            Request::builder().method("POST").uri("/api/v1/assets").header("cookie", cookie.split(';').next().unwrap());
        let request = origin.into_iter().fold(request, |request, origin| request.header("origin", origin));
        house.send(request.header("content-type", "application/json").body(Body::from(r#"{"name":"x"}"#)).unwrap())
    };
    assert_eq!(send(None).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(Some("https://else.example")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(Some("http://127.0.0.1:8027")).await.status, StatusCode::CREATED);
}
