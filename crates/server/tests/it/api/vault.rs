//! Files: handed in, named in a record, read again.

use axum::{body::Body, http::StatusCode};
use recorder::Role;
use serde_json::json;
use sha2::Digest;

use crate::house::{Answer, House, Program};

const BYTES: &[u8] = b"%PDF-1.7 minutes\0\xff";
/// SHA-256 of these bytes, by `sha256sum`.
const SHA256: &str = "7a0e042beda12c3770fc6b5c7e0a17fef932551c017e8cc0be628e3789331b87";

async fn hand_in(program: &Program<'_>, name: &str, bytes: &[u8]) -> Answer {
    let request = program.request("POST", &format!("/api/v1/vault?name={name}"));
    program.house.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_and_only_to_be_saved() {
    let house = House::founded().await;
    let program = house.founder();
    let handed_in = hand_in(&program, "Protokoll%20%C3%A4.pdf", BYTES).await;
    assert_eq!(handed_in.status, StatusCode::CREATED, "{}", handed_in.text());
    let file = handed_in.json();
    assert_eq!(file, json!({ "sha256": SHA256, "name": "Protokoll ä.pdf", "size": 18 }));

    let path = format!("/api/v1/vault/{SHA256}");
    assert_eq!(program.get(&path).await.status, StatusCode::NOT_FOUND, "no record names it yet");
    program.add("evidence", json!({ "title": "Minutes", "file": file })).await;

    let back = program.get(&path).await;
    assert_eq!((back.status, back.body.as_slice()), (StatusCode::OK, BYTES));
    assert_eq!(back.header("content-disposition"), "attachment; filename*=UTF-8''Protokoll%20%C3%A4.pdf");
    assert_eq!(
        (back.header("content-type"), back.header("x-content-type-options")),
        ("application/octet-stream", "nosniff")
    );
    assert_eq!(back.header("content-security-policy"), "sandbox; default-src 'none'");
}

#[tokio::test]
async fn whoever_knows_a_hash_does_not_have_the_file() {
    let house = House::founded().await;
    let founder = house.founder();
    let mara = founder.add("people", json!({ "name": "Mara Quint" })).await;
    let owner = founder.account(&[Role::ControlOwner], Some(&mara)).await;
    let owner = house.program(&owner, &[Role::ControlOwner]);
    let file = hand_in(&founder, "plan.pdf", BYTES).await.json();
    founder.add("evidence", json!({ "title": "Secret plan", "restricted": true, "file": file })).await;
    let own = founder.add("evidence", json!({ "title": "Mara's", "owner": { "id": mara } })).await;
    let own = format!("/api/v1/evidence/{own}");

    // They may change their own evidence, but not by naming a file of which they know the hash alone.
    let named = owner.patch(&own, 1, json!({ "file": file })).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", named.text());
    let unknown = json!({ "sha256": "0".repeat(64), "name": "plan.pdf", "size": 18 });
    let never = owner.patch(&own, 1, json!({ "file": unknown })).await;
    assert_eq!((never.status, never.text()), (named.status, named.text().replace(SHA256, &"0".repeat(64))));
    let read = owner.get(&format!("/api/v1/vault/{SHA256}")).await;
    let read_unknown = owner.get(&format!("/api/v1/vault/{}", "0".repeat(64))).await;
    assert_eq!(
        (read.status, read.text()),
        (StatusCode::NOT_FOUND, read_unknown.text().replace(&"0".repeat(64), SHA256))
    );

    // Who has the file itself may hand it in.
    assert_eq!(hand_in(&owner, "plan.pdf", BYTES).await.status, StatusCode::CREATED);
    assert_eq!(owner.patch(&own, 1, json!({ "file": file })).await.status, StatusCode::OK);
    assert_eq!(owner.get(&format!("/api/v1/vault/{SHA256}")).await.body, BYTES);
}

#[tokio::test]
async fn what_is_no_file_or_nobodys_to_hand_in_is_refused() {
    let house = House::founded().await;
    let founder = house.founder();
    let member = founder.account(&[Role::Member], None).await;
    let member = house.program(&member, &[Role::Member]);
    assert_eq!(hand_in(&member, "x", BYTES).await.status, StatusCode::FORBIDDEN);

    let form = founder.request("POST", "/api/v1/vault").header("content-type", "multipart/form-data; boundary=x");
    assert_eq!(house.send(form.body(Body::from("--x--")).unwrap()).await.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    for path in ["zz", "..%2f..%2fetc%2fpasswd", "%00", &"F".repeat(64)] {
        let answer = founder.get(&format!("/api/v1/vault/{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// A blank page has a hash like any other, and proves nothing.
#[tokio::test]
async fn a_file_that_shows_nothing_is_refused_and_may_not_be_named() {
    let house = House::founded().await;
    let founder = house.founder();
    let page =
        |content: &str| format!("%PDF-1.7\n1 0 obj\n<< /Length 9 >>\nstream\n{content}\nendstream\nendobj\n%%EOF\n");
    for blank in ["", " \n", &page("q Q")] {
        let answer = hand_in(&founder, "proof.pdf", blank.as_bytes()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
        assert!(answer.text().contains("`proof.pdf` is blank"), "{}", answer.text());
        let sha256 = hex::encode(sha2::Sha256::digest(blank));
        let file = json!({ "sha256": sha256, "name": "proof.pdf", "size": blank.len() });
        let named = founder.post("/api/v1/evidence", json!({ "title": "Proof", "file": file })).await;
        assert!(named.status.is_client_error(), "{}", named.text());
    }
    assert_eq!(hand_in(&founder, "proof.pdf", page("(Signed) Tj").as_bytes()).await.status, StatusCode::CREATED);
}
