//! The ledger's pages: what they show is what one can check oneself.

use axum::http::StatusCode;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{send_form, words};
use crate::house::House;

/// What stands between two marks of a page, without spaces.
fn between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    page.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    parts.iter().fold(Sha256::new(), |hasher, part| hasher.chain_update(part)).finalize().to_vec()
}

#[tokio::test]
async fn a_reader_can_follow_an_entry_from_its_bytes_to_the_root() {
    let house = House::founded().await;
    let program = house.founder();
    for name in ["Mara Quint", "Ugo Silva", "Olwen Rossi"] {
        program.add("people", json!({ "name": name })).await;
    }
    let page = program.get("/ledger/4").await.text();
    let bytes = between(&page, "<pre>", "</pre>")[0].replace("&quot;", "\"");
    let hashes: Vec<Vec<u8>> = between(&page, "<code>", "</code>")
        .into_iter()
        .filter_map(|code| hex::decode(code.replace(' ', "")).ok())
        .collect();
    let (leaf, root) = (&hashes[0], hashes.last().unwrap());
    assert_eq!(*leaf, sha256(&[&[0], bytes.as_bytes()]), "the leaf of RFC 6962");
    // The last of four leaves: both hashes of its path stand left of it.
    let path: Vec<&Vec<u8>> = hashes.iter().filter(|hash| hash.len() == 32).rev().skip(1).take(2).collect();
    let joined = [path[1], path[0]].into_iter().fold(leaf.clone(), |right, left| sha256(&[&[1], left, &right]));
    assert_eq!(joined, *root);
}

#[tokio::test]
async fn verifying_gives_a_receipt() {
    let house = House::founded().await;
    let program = house.founder();
    program.add("people", json!({ "name": "Mara Quint" })).await;
    let answer = send_form(&program, "/ledger/verify", &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let said = words(&answer.text());
    assert!(said.contains("Verified") && said.contains("entry 2 root"), "{said}");
}

#[tokio::test]
async fn an_entry_about_a_restricted_record_shows_its_leaf_and_not_its_bytes() {
    let house = House::founded().await;
    let founder = house.founder();
    let risk = founder.add("risks", json!({ "title": "What only few may know", "restricted": true })).await;
    let roles = [recorder::Role::Auditor];
    let auditor = house.program(&founder.account(&roles, None).await, &roles);
    let page = auditor.get("/ledger/2").await.text();
    assert!(page.contains("They name a restricted record") && !page.contains(&risk), "{}", words(&page));
    assert!(founder.get("/ledger/2").await.text().contains(&risk));
    assert_eq!(auditor.get("/ledger/99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(auditor.get("/ledger/first").await.status, StatusCode::NOT_FOUND);
}
