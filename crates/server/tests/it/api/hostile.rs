//! Bad input: every one is answered by a problem document that says why, and none by a failure of ours.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use serde_json::{Value, json};

use crate::house::{Answer, House, Program};

const ASSETS: &str = "/api/v1/assets";

async fn raw(program: &Program<'_>, method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
    let request = program.request(method, path).header(header::CONTENT_TYPE, kind).header(header::IF_MATCH, "\"1\"");
    program.house.send(request.body(body.into()).unwrap()).await
}

/// A clear no: a problem document with a status and a sentence.
fn is_clear(answer: &Answer, status: StatusCode, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}");
    let problem = answer.json();
    assert_eq!(problem["status"], status.as_u16(), "{what}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 10), "{what}: {problem}");
}

#[tokio::test]
async fn bodies_that_are_no_json_object() {
    let house = House::founded().await;
    let program = house.founder();
    let deep = "[".repeat(10_000);
    let deep_value = format!("{{\"name\":{}1{}}}", "[".repeat(200), "]".repeat(200));
    let bodies = [
        "{",
        "[]",
        "null",
        "\"x\"",
        "1",
        "{\"name\":}",
        "{'name':'x'}",
        "\u{feff}{}",
        "{} {}",
        &deep,
        &deep_value,
        "{\"name\":1e999}",
        "{\"name\":\"x\",\"name\":\"y\"}",
        "{\"name\":\"x\",\"owner\":{\"id\":\"P-0001\",\"id\":\"P-0002\"}}",
    ];
    for body in bodies {
        let answer = raw(&program, "POST", ASSETS, "application/json", body.to_owned()).await;
        is_clear(&answer, StatusCode::BAD_REQUEST, &body[..body.len().min(20)]);
    }
    let no_text: &[u8] = b"{\"name\":\"\xff\xfe\"}";
    is_clear(&raw(&program, "POST", ASSETS, "application/json", no_text).await, StatusCode::BAD_REQUEST, "no UTF-8");
}

#[tokio::test]
async fn bodies_of_another_kind_or_too_large() {
    let house = House::founded().await;
    let program = house.founder();
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "", "multipart/form-data; boundary=x", "application/jsonx"]
    {
        let answer = raw(&program, "POST", ASSETS, kind, r#"{"name":"x"}"#).await;
        is_clear(&answer, StatusCode::UNSUPPORTED_MEDIA_TYPE, kind);
    }
    for kind in ["application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"] {
        assert_eq!(raw(&program, "POST", ASSETS, kind, r#"{"name":"x"}"#).await.status, StatusCode::CREATED, "{kind}");
    }
    let large = format!(r#"{{"name":"{}"}}"#, "x".repeat(3 << 20));
    is_clear(&raw(&program, "POST", ASSETS, "application/json", large).await, StatusCode::PAYLOAD_TOO_LARGE, "3 MiB");
    let said = program.request("POST", ASSETS).header(header::CONTENT_LENGTH, (1_u64 << 40).to_string());
    is_clear(&house.send(said.body(Body::empty()).unwrap()).await, StatusCode::PAYLOAD_TOO_LARGE, "1 TiB, as it says");
}

#[tokio::test]
async fn values_that_do_not_fit_name_their_field() {
    let house = House::founded().await;
    let program = house.founder();
    program.add("risks", json!({ "title": "Fire" })).await;
    let many: Vec<String> = (0..6_000).map(|number| format!("A-{number}")).collect();
    let cases = [
        ("title", json!("")),
        ("title", json!(null)),
        ("title", json!([])),
        ("title", json!({ "a": 1 })),
        ("title", json!(true)),
        ("title", json!("x".repeat(40_000))),
        ("title", json!("a\u{0}b")),
        ("title", json!("a\u{1b}[31mb")),
        ("owner", json!(7)),
        ("owner", json!([])),
        ("owner", json!({})),
        ("owner", json!({ "id": 7 })),
        ("owner", json!({ "id": "R-0001" })),
        ("owner", json!({ "id": "../../x" })),
        ("assets", json!(many)),
        ("assets", json!([["A-1"]])),
        ("due", json!("tomorrow")),
        ("due", json!("9999-99-99")),
        ("due", json!(5)),
        ("status", json!("burning")),
        ("status", json!("accepted")),
        ("option", json!(["modify"])),
        ("inherent", json!("high")),
        ("inherent", json!({ "likelihood": 99, "consequence": 1 })),
        ("inherent", json!({ "likelihood": 1.5, "consequence": 1 })),
        ("reference", json!("x".repeat(300))),
        ("reference", json!(["x"])),
        ("restricted", json!("perhaps")),
        ("colour", json!("red")),
        ("__proto__", json!({})),
        ("", json!("x")),
    ];
    for (field, value) in cases {
        let answer = program.patch("/api/v1/risks/R-0001", 1, json!({ field: value })).await;
        let what = format!("{field}: {}", value.to_string().chars().take(60).collect::<String>());
        is_clear(&answer, StatusCode::UNPROCESSABLE_ENTITY, &what);
        let reasons: Vec<Value> = serde_json::from_value(answer.json()["reasons"].clone()).unwrap();
        let at =
            reasons.iter().filter_map(|reason| reason["field"].as_str()).any(|at| at.split('.').next() == Some(field));
        assert!(at, "{what}: {}", answer.text());
    }
    assert_eq!(program.get("/api/v1/risks/R-0001").await.json()["revision"], 1);
}

#[tokio::test]
async fn paths_methods_and_parameters_that_are_not_there() {
    let house = House::founded().await;
    let program = house.founder();
    program.add("assets", json!({ "name": "Server", "reference": "AST-1" })).await;
    program.add("risks", json!({ "title": "Fire" })).await;
    for path in [
        "/api/v1/planets",
        "/api/v1/assets/AST-1",
        "/api/v1/assets/a-1",
        "/api/v1/assets/A-1",
        "/api/v1/assets/R-0001",
        "/api/v1/assets/A-0002",
        "/api/v1/assets/%00",
        "/api/v1/assets/%FF",
        "/api/v1/assets/A-0001/tales",
        "/api/v1",
        "/api/v2/assets",
        "/api/v1/assets/A-0001/history/1",
        "/api/v1/views/",
        "/api/v1/assets/A-99999999999999999999",
    ] {
        let answer = program.get(path).await;
        assert!(
            matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED),
            "{path}: {}",
            answer.text()
        );
        is_clear(&answer, answer.status, path);
    }
    for (method, path) in [
        ("DELETE", "/api/v1/assets/A-0001"),
        ("PUT", ASSETS),
        ("POST", "/api/v1/assets/A-0001"),
        ("PATCH", "/api/v1/assets/A-0001/history"),
        ("BREW", ASSETS),
        ("GET", "/api/v1/vault"),
        ("POST", "/api/v1/assets/A-0001/history"),
    ] {
        let answer = raw(&program, method, path, "application/json", "{}").await;
        is_clear(&answer, StatusCode::METHOD_NOT_ALLOWED, path);
        assert!(!answer.header("allow").is_empty(), "{method} {path}");
    }
    for path in [
        "/api/v1/assets/A-0001?asof=2026-01-01",
        "/api/v1/assets/A-0001/history?limit=1",
        "/api/v1/views/soa?from=2026-01-01",
        "/api/v1/ledger/entries?q=x",
        "/api/v1/tokens?all=true",
    ] {
        is_clear(&program.get(path).await, StatusCode::BAD_REQUEST, path);
    }
    let risk = program.get("/api/v1/risks/R-0001").await;
    assert_eq!(risk.json()["title"], "Fire", "whoever asked for it elsewhere spoiled nothing");
    let unknown = program.post("/api/v1/assets/A-0001/exploded", json!({})).await;
    is_clear(&unknown, StatusCode::NOT_FOUND, "an act there is not");
    assert!(unknown.json()["detail"].as_str().unwrap().contains("withdrawn"), "it says which there are");
}

#[tokio::test]
async fn headers_that_cannot_be_meant() {
    let house = House::founded().await;
    let program = house.founder();
    program.add("assets", json!({ "name": "Server" })).await;
    for tag in ["1", "\"x\"", "\"-1\"", "\"99999999999\"", "\"1\", \"2\"", "", "\u{e4}"] {
        let answer = program.send("PATCH", "/api/v1/assets/A-0001", json!({}), &[("if-match", tag)]).await;
        is_clear(&answer, StatusCode::BAD_REQUEST, tag);
    }
    for key in ["", &"k".repeat(256), "\u{e4}"] {
        let answer = program.send("POST", ASSETS, json!({ "name": "x" }), &[("idempotency-key", key)]).await;
        is_clear(&answer, StatusCode::BAD_REQUEST, key);
    }
    for token in ["", "x", "castellan_", &"9".repeat(100_000)] {
        is_clear(&house.holder(token).get(ASSETS).await, StatusCode::UNAUTHORIZED, &token[..token.len().min(20)]);
    }
    let basic = Request::builder().uri(ASSETS).header(header::AUTHORIZATION, "Basic bWFyYTpxdWludA==");
    let answer = house.send(basic.body(Body::empty()).unwrap()).await;
    is_clear(&answer, StatusCode::UNAUTHORIZED, "Basic");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn heads_are_what_gets_are_without_the_body() {
    let house = House::founded().await;
    let program = house.founder();
    program.add("assets", json!({ "name": "Server" })).await;
    for path in [ASSETS, "/api/v1/assets/A-0001", "/api/openapi.json", "/api/v1/views/soa", "/healthz"] {
        let head = house.send(program.request("HEAD", path).body(Body::empty()).unwrap()).await;
        let get = program.get(path).await;
        assert_eq!((head.status, head.header("etag"), head.body.len()), (get.status, get.header("etag"), 0), "{path}");
    }
}
