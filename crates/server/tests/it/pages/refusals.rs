//! What the server refuses comes as a page in its form, and says what to do.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use recorder::Role;
use serde_json::json;

use super::words;
use crate::house::{Answer, House, Program};

/// Sends the form of a new piece of evidence, with a file of these bytes.
async fn hand_in(program: &Program<'_>, file: &str) -> Answer {
    let text =
        |name: &str, text: &str| format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let body = [
        text("title", "Restore test of May"),
        text("shows", "All <tapes> were read."),
        format!(
            "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"proof.txt\"\r\n\r\n{file}\r\n--b--\r\n"
        ),
    ];
    let request =
        program.request("POST", "/evidence/new").header(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    program.house.send(request.body(Body::from(body.concat())).unwrap()).await
}

#[tokio::test]
async fn a_blank_file_is_refused_at_its_field_and_nothing_typed_is_lost() {
    let house = House::founded().await;
    let founder = house.founder();
    let answer = hand_in(&founder, " \n").await;
    let page = answer.text();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("id=\"file_error\"") && page.contains("`proof.txt` is blank"), "{page}");
    assert!(page.contains("value=\"Restore test of May\"") && page.contains("All &lt;tapes&gt; were read."), "{page}");
    assert!(words(&page).contains("At most 64 MB"), "the form names the limit");
    let answer = hand_in(&founder, "4 of 4 read").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/evidence/E-0001"));
}

#[tokio::test]
async fn what_is_too_large_and_what_cannot_be_understood_is_said_on_a_page() {
    let house = House::founded().await;
    let founder = house.founder();
    let request = founder.request("POST", "/evidence/new").header(header::CONTENT_LENGTH, (120 << 20).to_string());
    let too_large = house.send(request.body(Body::empty()).unwrap()).await;
    let doubled = founder.get("/soa?show=finding&show=all").await;
    let two_days = founder.get("/risks?as_of=2026-10-31&as_of=2026-10-30").await;
    for (answer, status, said) in [
        (too_large, StatusCode::PAYLOAD_TOO_LARGE, "larger than 64 MB"),
        (doubled, StatusCode::BAD_REQUEST, "each thing once"),
        (two_days, StatusCode::BAD_REQUEST, "names its day more than once"),
        (founder.get("/risks?as_of=9999-12-31").await, StatusCode::UNPROCESSABLE_ENTITY, "beyond the calendar"),
        (founder.get("/risks?as_of=tomorrow").await, StatusCode::UNPROCESSABLE_ENTITY, "is not a date"),
    ] {
        let page = answer.text();
        assert_eq!(answer.status, status, "{page}");
        assert!(answer.header("content-type").starts_with("text/html") && words(&page).contains(said), "{page}");
    }
    let program = founder.get("/api/v1/risks?as_of=2026-10-31&as_of=2026-10-30").await;
    assert_eq!(program.status, StatusCode::BAD_REQUEST, "{}", program.text());
}

#[tokio::test]
async fn a_control_is_found_by_the_number_as_it_is_shown() {
    let house = House::founded().await;
    let founder = house.founder();
    for (asked, path) in [("/controls/A.8.13", "/controls/8.13"), ("/controls/A.8.13/edit", "/controls/8.13/edit")] {
        let answer = founder.get(asked).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, path), "{asked}");
    }
    assert_eq!(founder.get("/controls/A.9.99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_owns_a_control_is_told_that_another_tests_it() {
    let house = House::founded().await;
    let founder = house.founder();
    let person = founder.add("people", json!({ "name": "Oisin Okonkwo" })).await;
    let account = founder.account(&[Role::Auditor], Some(&person)).await;
    founder.patch("/api/v1/controls/8.13", 1, json!({ "owner": person })).await;
    let answer = house.program(&account, &[Role::Auditor]).get("/controls/8.13/tested").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(words(&answer.text()).contains("You own A.8.13"), "{}", words(&answer.text()));
}

#[tokio::test]
async fn a_program_gets_a_problem_document_with_the_reason_also_beside_the_pages() {
    let house = House::founded().await;
    let founder = house.founder();
    for (method, path, accept, status, said) in [
        ("GET", "/soa.json?show=finding&show=all", "*/*", StatusCode::BAD_REQUEST, "cannot be understood"),
        ("GET", "/readiness.json?as_of=tomorrow", "*/*", StatusCode::UNPROCESSABLE_ENTITY, "is not a date"),
        ("GET", "/readiness.json?as_of=1999-01-01", "*/*", StatusCode::NOT_FOUND, "nothing was recorded by"),
        ("POST", "/soa.json", "*/*", StatusCode::METHOD_NOT_ALLOWED, "not possible here"),
        ("GET", "/soa/SOA-0009/json", "*/*", StatusCode::NOT_FOUND, "SOA-0009"),
        ("GET", "/nothing.json", "*/*", StatusCode::NOT_FOUND, "nothing"),
        ("GET", "/risks/R-0009", "application/json", StatusCode::NOT_FOUND, "R-0009"),
    ] {
        let request = founder.request(method, path).header(header::ACCEPT, accept);
        let answer = house.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{path}");
        assert!(answer.json()["detail"].to_string().contains(said), "{path}: {}", answer.text());
    }
    let asked = founder.request("GET", "/risks/R-0009").header(header::ACCEPT, "text/html,application/json;q=0.9");
    let page = house.send(asked.body(Body::empty()).unwrap()).await;
    assert!(page.header("content-type").starts_with("text/html"), "{}", page.text());
}
