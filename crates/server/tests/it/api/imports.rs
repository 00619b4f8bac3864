//! Imports and views by API.

use axum::{body::Body, http::StatusCode};
use recorder::Role;
use serde_json::json;

use crate::house::{Answer, House, Program};

const ASSETS: &str = "Asset ID,Asset name,Owner\r\nAST-1,Server,Mara Quint\r\nAST-2,Laptops,\r\n";

async fn import(program: &Program<'_>, query: &str, name: &str, file: &str) -> Answer {
    castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
    let part = format!(
        "--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{file}\r\n--b--\r\n"
    );
    let request = program.request("POST", &format!("/api/v1/imports{query}"));
    program
        .house
        .send(request.header("content-type", "multipart/form-data; boundary=b").body(Body::from(part)).unwrap())
        .await
}

#[tokio::test]
async fn files_are_tried_brought_in_and_taken_back() {
    let house = House::founded().await;
    let program = house.founder();

    let tried = import(&program, "?dry_run=true", "assets.csv", ASSETS).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text());
    let sheet = &tried.json()["files"][0]["sheets"][0];
    assert_eq!((&sheet["register"], &sheet["rows"], &sheet["created"]), (&json!("assets"), &json!(2), &json!(2)));
    assert_eq!(program.get("/api/v1/assets").await.json(), json!([]), "nothing is written");

    let done = import(&program, "", "assets.csv", ASSETS).await;
    assert_eq!(
        (done.status, done.header("location")),
        (StatusCode::CREATED, "/api/v1/imports/IM-0001"),
        "{}",
        done.text()
    );
    assert_eq!(program.get("/api/v1/assets?reference=AST-1").await.json()[0]["owner"]["title"], "Mara Quint");
    assert_eq!(program.get("/api/v1/imports").await.json()[0]["title"], "assets.csv");
    let again = import(&program, "", "assets.csv", ASSETS).await;
    assert_eq!((again.status, &again.json()["id"]), (StatusCode::OK, &json!(null)), "the same again changes nothing");

    let file = program.get("/api/v1/imports/IM-0001").await.json()["files"][0]["sha256"].as_str().unwrap().to_owned();
    assert_eq!(program.get(&format!("/api/v1/vault/{file}")).await.text(), ASSETS);

    let back = program.post("/api/v1/imports/IM-0001/withdrawn", json!({ "reason": "wrong file" })).await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text());
    assert_eq!(program.get("/api/v1/assets").await.json(), json!([]));
}

#[tokio::test]
async fn what_is_no_import_is_refused() {
    let house = House::founded().await;
    let program = house.founder();
    let auditor = program.account(&[Role::Auditor], None).await;
    let auditor = house.program(&auditor, &[Role::Auditor]);
    assert_eq!(import(&auditor, "", "assets.csv", ASSETS).await.status, StatusCode::FORBIDDEN);
    assert_eq!(program.post("/api/v1/imports", json!({})).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(import(&program, "?as=planets", "assets.csv", ASSETS).await.status, StatusCode::NOT_FOUND);
    assert_eq!(import(&program, "?dryrun=true", "assets.csv", ASSETS).await.status, StatusCode::BAD_REQUEST);
    for (name, file) in [("", ASSETS), ("notes.csv", "just a line"), ("damaged.xlsx", "PK\u{3}\u{4}nothing")] {
        let answer = import(&program, "", name, file).await;
        assert!(answer.status.is_client_error(), "{name}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn views_answer_on_any_day() {
    let house = House::founded().await;
    let program = house.founder();
    house.days_later(3);
    program.add("controls", json!({ "title": "Own control" })).await;
    for view in ["soa", "risks", "treatment", "overdue", "findings", "home"] {
        let answer = program.get(&format!("/api/v1/views/{view}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"), "{view}");
    }
    let controls = async |query: &str| {
        program.get(&format!("/api/v1/views/soa{query}")).await.json()["controls"].as_array().unwrap().len()
    };
    assert_eq!((controls("").await, controls("?as_of=2026-11-02").await), (94, 93));
    let before = program.get("/api/v1/views/soa?as_of=2026-10-30").await;
    assert_eq!(before.status, StatusCode::NOT_FOUND);
    assert!(before.json()["detail"].as_str().unwrap().contains("2026-10-31"), "it names the first day");

    let changes = program.get("/api/v1/views/changes?from=2026-11-02&to=2026-11-03").await.json();
    assert_eq!(changes["changes"][0]["id"], "X-01", "{changes}");
    for query in ["", "?from=2026-11-02", "?from=2026-11-03&to=2026-11-02", "?from=x&to=y"] {
        assert!(program.get(&format!("/api/v1/views/changes{query}")).await.status.is_client_error(), "{query}");
    }
    assert_eq!(program.get("/api/v1/views/weather").await.status, StatusCode::NOT_FOUND);
}
