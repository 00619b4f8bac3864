//! The places where an id can stand, beside the path: a foreign one and one that is not there are answered alike.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::{Value, json};

use crate::house::{Answer, House, Program};

/// A house with a restricted person, asset and risk, and a risk owner who owns a risk but knows none of these.
struct Given {
    house: House,
    person: String,
    asset: String,
    own: String,
    token: String,
}

impl Given {
    async fn new() -> Given {
        let house = House::founded().await;
        let founder = house.founder();
        let mara = founder.add("people", json!({ "name": "Mara Quint" })).await;
        let person =
            founder.add("people", json!({ "name": "Secret Agent", "reference": "HR-7", "restricted": true })).await;
        let asset =
            founder.add("assets", json!({ "name": "Merger plans", "reference": "AST-7", "restricted": true })).await;
        let own = founder.add("risks", json!({ "title": "Fire", "owner": { "id": mara } })).await;
        let account = founder.account(&[Role::RiskOwner], Some(&mara)).await;
        let token = house.program(&account, &[Role::RiskOwner]).token;
        Given { person, asset, own, token, house }
    }

    fn owner(&self) -> Program<'_> {
        self.house.holder(&self.token)
    }

    async fn change(&self, fields: Value) -> Answer {
        self.owner().patch(&format!("/api/v1/risks/{}", self.own), 1, fields).await
    }
}

/// The same status and the same words, but for what was asked.
fn alike(foreign: &Answer, asked: &str, unknown: &Answer, instead: &str) {
    assert_eq!(foreign.status, unknown.status);
    assert_eq!(foreign.text(), unknown.text().replace(instead, asked));
}

#[tokio::test]
async fn in_a_link_by_id_reference_and_title() {
    let given = Given::new().await;
    let names = [(given.asset.as_str(), "A-9999"), ("AST-7", "AST-8"), ("Merger plans", "Other plans")];
    for (foreign, unknown) in names {
        for link in [|name: &str| json!(name), |name: &str| json!({ "id": name }), |name: &str| json!({ "text": name })]
        {
            let (one, other) = (
                given.change(json!({ "assets": [link(foreign)] })).await,
                given.change(json!({ "assets": [link(unknown)] })).await,
            );
            assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", one.text());
            alike(&one, foreign, &other, unknown);
        }
    }
    let (one, other) =
        (given.change(json!({ "owner": given.person })).await, given.change(json!({ "owner": "P-9999" })).await);
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", one.text());
    alike(&one, &given.person, &other, "P-9999");
}

#[tokio::test]
async fn in_a_link_that_was_there_before() {
    let given = Given::new().await;
    let founder = given.house.founder();
    founder.patch(&format!("/api/v1/risks/{}", given.own), 1, json!({ "assets": [{ "id": given.asset }] })).await;
    let shown = given.owner().get(&format!("/api/v1/risks/{}", given.own)).await;
    assert_eq!(shown.json()["assets"][0]["title"], "a restricted record");
    assert!(!shown.text().contains("Merger"));

    let mut whole = shown.json();
    whole["title"] = json!("Fire and water");
    let put = given.owner().send("PUT", &format!("/api/v1/risks/{}", given.own), whole, &[("if-match", "\"2\"")]).await;
    assert_eq!((put.status, &put.json()["assets"][0]["id"]), (StatusCode::OK, &json!(given.asset)), "{}", put.text());
}

#[tokio::test]
async fn in_a_reference_that_somebody_else_has() {
    let given = Given::new().await;
    given.house.founder().add("risks", json!({ "title": "Secret", "reference": "RSK-7", "restricted": true })).await;
    let (taken, free) = (given.change(json!({ "reference": "RSK-7" })).await, StatusCode::OK);
    assert_eq!(taken.status, free, "{}", taken.text());
}

#[tokio::test]
async fn in_a_filter_and_a_cursor() {
    let given = Given::new().await;
    let owner = given.owner();
    for (foreign, unknown) in
        [("owner=P-0002", "owner=P-9999"), ("id=A-0001", "id=A-9999"), ("reference=AST-7", "reference=AST-8")]
    {
        let register = if foreign.starts_with("owner") { "risks" } else { "assets" };
        let (one, other) = (
            owner.get(&format!("/api/v1/{register}?{foreign}")).await,
            owner.get(&format!("/api/v1/{register}?{unknown}")).await,
        );
        assert_eq!((one.status, one.text()), (other.status, other.text()), "{foreign}");
    }
    let cursor = |id: &str| hex(json!({ "order": "", "key": "Missing", "id": id }).to_string().as_bytes());
    let (one, other) = (
        owner.get(&format!("/api/v1/assets?cursor={}", cursor("A-0001"))).await,
        owner.get(&format!("/api/v1/assets?cursor={}", cursor("A-9999"))).await,
    );
    assert_eq!((one.status, one.text()), (StatusCode::OK, other.text()));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn with_any_revision_and_among_others() {
    let given = Given::new().await;
    let owner = given.owner();
    for revision in [1, 2] {
        let (one, other) = (
            owner.patch(&format!("/api/v1/assets/{}", given.asset), revision, json!({})).await,
            owner.patch("/api/v1/assets/A-9999", revision, json!({})).await,
        );
        assert_eq!(one.status, StatusCode::NOT_FOUND);
        alike(&one, &given.asset, &other, "A-9999");
    }
    let many = |id: &str| json!({ "ids": [given.own, id], "fields": { "title": "x" } });
    let founder = given.house.founder();
    let secret = founder.add("risks", json!({ "title": "Secret", "restricted": true })).await;
    let (one, other) = (
        owner.post("/api/v1/risks/edited", many(&secret)).await,
        owner.post("/api/v1/risks/edited", many("R-9999")).await,
    );
    assert_eq!(one.status, StatusCode::NOT_FOUND);
    alike(&one, &secret, &other, "R-9999");
}

#[tokio::test]
async fn under_the_key_of_somebody_else_and_after_the_rights_are_gone() {
    let given = Given::new().await;
    let (founder, key) = (given.house.founder(), [("idempotency-key", "one"), ("if-match", "\"1\"")]);
    let path = format!("/api/v1/risks/{}", given.own);
    let done = given.owner().send("PATCH", &path, json!({ "title": "Water" }), &key).await;
    assert_eq!(done.status, StatusCode::OK);
    // Each account has its own keys.
    let other = founder.send("POST", "/api/v1/risks", json!({ "title": "Other" }), &key[..1]).await;
    assert_eq!(other.status, StatusCode::CREATED, "{}", other.text());

    founder.patch(&path, 2, json!({ "owner": null, "restricted": true })).await;
    let again = given.owner().send("PATCH", &path, json!({ "title": "Water" }), &key).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND, "{}", again.text());
}

#[tokio::test]
async fn among_what_still_needs_a_record() {
    let given = Given::new().await;
    let founder = given.house.founder();
    let own = format!("/api/v1/risks/{}", given.own);
    founder.add("actions", json!({ "title": "Secret action", "reference": "ACT-7", "restricted": true, "risks": [{ "id": given.own }] })).await;
    let refused = given.owner().post(&format!("{own}/withdrawn"), json!({ "reason": "done" })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("a restricted record") && !refused.text().contains("ACT-7"), "{}", refused.text());
}

#[tokio::test]
async fn nobody_gains_by_what_they_do() {
    let given = Given::new().await;
    let founder = given.house.founder();
    let account = given.house.founder().get("/api/v1/accounts?roles=risk-owner").await.json()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let granted =
        given.owner().post(&format!("/api/v1/accounts/{account}/granted"), json!({ "roles": ["administrator"] })).await;
    assert!(granted.status.is_client_error());
    // What was granted counts at the next call, and a token made before is never more than it was made with.
    founder.post(&format!("/api/v1/accounts/{account}/granted"), json!({ "roles": ["isms-manager"] })).await;
    let asset = format!("/api/v1/assets/{}", given.asset);
    assert_eq!(
        given.owner().get(&asset).await.status,
        StatusCode::NOT_FOUND,
        "a token of a risk owner, whose account is none any more"
    );
    let program = given.house.program(&account, &[Role::IsmsManager]);
    assert_eq!(program.get(&asset).await.status, StatusCode::OK);
    founder.post(&format!("/api/v1/accounts/{account}/granted"), json!({ "roles": ["member"] })).await;
    assert_eq!(program.get(&asset).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn on_a_day_before_it_was_restricted() {
    let house = House::founded().await;
    let founder = house.founder();
    let asset = founder.add("assets", json!({ "name": "Merger plans" })).await;
    let auditor = founder.account(&[Role::Auditor], None).await;
    house.days_later(2);
    founder.patch(&format!("/api/v1/assets/{asset}"), 1, json!({ "restricted": true })).await;
    let auditor = house.program(&auditor, &[Role::Auditor]);
    for path in ["/api/v1/assets", "/api/v1/views/home", "/api/v1/ledger/entries", "/api/v1/views/findings"] {
        let then = auditor.get(&format!("{path}?as_of=2026-10-31")).await;
        assert_eq!(then.status, StatusCode::OK);
        assert!(!then.text().contains("Merger") && !then.text().contains(&asset), "{path}: {}", then.text());
    }
    let changes = auditor.get("/api/v1/views/changes?from=2026-10-31&to=2026-11-02").await;
    assert!(!changes.text().contains("Merger"), "{}", changes.text());
    assert_eq!(auditor.get(&format!("/api/v1/assets/{asset}?as_of=2026-10-31")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn nobody_signs_for_another_by_hand() {
    let given = Given::new().await;
    let founder = given.house.founder();
    let file = json!({ "sha256": "0".repeat(64), "name": "soa.pdf", "size": 1 });
    let forged = json!({
        "version": "1", "approved_by": given.person, "approved_on": "2026-10-30", "signed_here": true, "data": file, "pdf": file
    });
    let answer = founder.post("/api/v1/applicability-statements", forged).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
    assert!(answer.text().contains("not written by hand"), "{}", answer.text());

    // Whose person does not own the risk cannot sign as its owner.
    let own = format!("/api/v1/risks/{}/accepted", given.own);
    let stranger = founder.account(&[Role::RiskOwner], None).await;
    let stranger = given.house.program(&stranger, &[Role::RiskOwner]);
    assert!(stranger.post(&own, json!({ "reason": "fine" })).await.status.is_client_error());
    assert!(founder.post(&own, json!({ "reason": "fine" })).await.status.is_client_error());
}
