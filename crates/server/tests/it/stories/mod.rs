//! The hand-made pages, by the router, with the sample organisation in them.

mod criteria;
mod first_user;
mod import;
mod ledger;
mod publish;
mod story;

use axum::{body::Body, http::StatusCode};

use crate::house::{Answer, House, Program};

/// The files that the pages of this folder tell of.
const FILES: [(&str, &str); 7] = [
    ("people.csv", include_str!("../../../../../content/sample/northwind-analytics/people.csv")),
    ("assets.csv", include_str!("../../../../../content/sample/northwind-analytics/assets.csv")),
    ("controls.csv", include_str!("../../../../../content/sample/northwind-analytics/controls.csv")),
    ("risks.csv", include_str!("../../../../../content/sample/northwind-analytics/risks.csv")),
    ("policies.csv", include_str!("../../../../../content/sample/northwind-analytics/policies.csv")),
    ("training.csv", include_str!("../../../../../content/sample/northwind-analytics/training.csv")),
    ("audit-findings.csv", include_str!("../../../../../content/sample/northwind-analytics/audit-findings.csv")),
];

/// Brings the files of the sample in, in one act.
async fn bring_in_northwind(program: &Program<'_>) {
    bring_in(program, &FILES).await;
}

async fn bring_in(program: &Program<'_>, files: &[(&str, &str)]) {
    castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
    let part = |(name, file): &(&str, &str)| {
        format!("--b\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{file}\r\n")
    };
    let body = files.iter().map(part).collect::<String>() + "--b--\r\n";
    let request = program.request("POST", "/api/v1/imports").header("content-type", "multipart/form-data; boundary=b");
    let answer = program.house.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
}

/// The sample organisation on its day.
async fn northwind() -> House {
    let house = House::about("Dental care in the rooms in Leeds.").await;
    bring_in_northwind(&house.founder()).await;
    house
}

/// Sends a form as a page does.
async fn send_form(program: &Program<'_>, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| -> String {
        text.bytes()
            .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
            .collect()
    };
    let body: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    let request = program.request("POST", path).header("content-type", "application/x-www-form-urlencoded");
    program.house.send(request.body(Body::from(body.join("&"))).unwrap()).await
}

/// The words of a page, without its marks.
fn words(page: &str) -> String {
    let text: String =
        page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
