//! Rights at the door: who may do what, and what nobody may learn.

use recorder::{Caller, NotRecorded, named};
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn a_risk_owner_changes_what_names_them_and_nothing_else() {
    let house = House::founded().await;
    let (owner, person) = house.account("Ugo Silva", &["risk-owner"]).await;
    let own = house.add("risks", json!({ "title": "Own", "owner": person.to_string() })).await;
    let other = house.add("risks", json!({ "title": "Another's" })).await;
    house.ask(&owner, "risks", Some(own), "edited", json!({ "title": "Own, better" })).await.unwrap();
    let denied = house.ask(&owner, "risks", Some(other), "edited", json!({ "title": "Mine now" })).await;
    assert!(matches!(denied, Err(NotRecorded::Denied(_))), "{denied:?}");
}

#[tokio::test]
async fn a_restricted_record_is_answered_like_one_that_is_not_there() {
    let house = House::founded().await;
    let (auditor, _) = house.account("Oisin Okonkwo", &["auditor"]).await;
    let secret = house.add("assets", json!({ "name": "Safe", "restricted": true })).await;
    let nothing = "A-9999".parse().unwrap();
    let (reader, assets) = (house.recorder.read(&auditor), named("assets").unwrap());
    let words = |id| reader.get(assets, id).unwrap_err().to_string();
    assert_eq!(words(secret).replace(&secret.to_string(), "ID"), words(nothing).replace("A-9999", "ID"));
    assert!(reader.ids(assets, true).is_empty());
    assert!(reader.find(assets, "Safe").is_empty());
    assert!(reader.head(secret).is_none());
    assert!(house.recorder.read(&house.manager()).head(secret).is_some());
}

#[tokio::test]
async fn a_link_to_a_restricted_record_tells_nothing() {
    let house = House::founded().await;
    let (owner, person) = house.account("Ugo Silva", &["risk-owner"]).await;
    let secret = house.add("assets", json!({ "name": "Safe", "restricted": true })).await;
    let risk = house.add("risks", json!({ "title": "Own", "owner": person.to_string() })).await;
    let probe = |id: &str| json!({ "assets": [{ "id": id }] });
    let secret_id = secret.to_string();
    let hidden = house.ask(&owner, "risks", Some(risk), "edited", probe(&secret_id)).await.unwrap_err().to_string();
    let nothing = house.ask(&owner, "risks", Some(risk), "edited", probe("A-9999")).await.unwrap_err().to_string();
    assert_eq!(hidden.replace(&secret_id, "ID"), nothing.replace("A-9999", "ID"));
}

#[tokio::test]
async fn signatures_need_the_owners_own_sign_in_and_top_management_signs_in_addition() {
    let house = House::founded().await;
    let (owner, person) = house.account("Ugo Silva", &["risk-owner"]).await;
    let (top, _) = house.account("Olwen Rossi", &["top-management"]).await;
    let rating = json!({ "likelihood": 4, "consequence": 4 });
    let risk = json!({ "title": "Phishing", "owner": person.to_string(), "residual": rating, "option": "retain" });
    let risk = house.add("risks", risk).await;
    let accept = json!({ "reason": "Weighed." });
    let by_another_hand = recorder::Caller { own_sign_in: false, ..owner.clone() };
    assert!(house.ask(&by_another_hand, "risks", Some(risk), "accepted", accept.clone()).await.is_err());
    let too_early = house.ask(&top, "risks", Some(risk), "accepted", accept.clone()).await;
    assert!(matches!(too_early, Err(NotRecorded::Refused(_))), "{too_early:?}");
    assert!(house.ask(&house.manager(), "risks", Some(risk), "accepted", accept.clone()).await.is_err());
    house.ask(&owner, "risks", Some(risk), "accepted", accept.clone()).await.unwrap();
    house.ask(&top, "risks", Some(risk), "accepted", accept).await.unwrap();
    let status = house.recorder.read(&owner).field(named("risks").unwrap(), risk, "status");
    assert_eq!(status, "accepted");
}

/// Clause 9.2: who audits draws a sample and looks, and changes nothing that was looked at.
#[tokio::test]
async fn an_auditor_tests_what_others_own_and_looks_at_evidence_and_changes_neither() {
    let house = House::founded().await;
    let (auditor, person) = house.account("Oisin Okonkwo", &["auditor"]).await;
    let control = |id: &str| Some(id.parse().unwrap());
    let test = json!({ "population": 40, "sample": 5, "exceptions": 0, "remark": "Five leavers." });
    house.ask(&auditor, "controls", control("5.18"), "tested", test.clone()).await.unwrap();
    let proof =
        json!({ "title": "Review of rights", "shows": "Ten were removed.", "link": "https://example.com/review" });
    let proof = house.add("evidence", proof).await;
    house.ask(&auditor, "evidence", Some(proof), "looked-at", json!({})).await.unwrap();
    // Whoever owns a control does not test it as an auditor.
    let own = json!({ "owner": person.to_string() });
    house.ask(&house.manager(), "controls", control("8.13"), "edited", own.clone()).await.unwrap();
    let title = json!({ "title": "Better" });
    for (register, on, act, words) in [
        ("controls", control("8.13"), "tested", test),
        ("controls", control("5.18"), "edited", json!({ "how": "Otherwise." })),
        ("controls", control("5.18"), "included", json!({ "reason": "Because." })),
        ("evidence", Some(proof), "edited", title.clone()),
        ("evidence", None, "added", title),
    ] {
        let denied = house.ask(&auditor, register, on, act, words).await;
        let Err(NotRecorded::Denied(why)) = denied else { panic!("{act} on {register}: {denied:?}") };
        assert_eq!(why.to_string().contains("you own A.8.13"), act == "tested", "{act} on {register}: {why}");
    }
    // When the owner's role comes to the auditor's, then it is the owner who tests.
    let (both, person) = house.account("Nadia Nowak", &["auditor", "control-owner"]).await;
    house
        .ask(&house.manager(), "controls", control("8.13"), "edited", json!({ "owner": person.to_string() }))
        .await
        .unwrap();
    let test = json!({ "population": 4, "sample": 1, "exceptions": 0 });
    house.ask(&both, "controls", control("8.13"), "tested", test).await.unwrap();
}

#[tokio::test]
async fn a_disabled_account_may_nothing_and_a_token_no_more_than_its_roles() {
    let house = House::founded().await;
    let (auditor, _) = house.account("Oisin Okonkwo", &["auditor", "isms-manager"]).await;
    let narrowed = recorder::Caller { narrowed_to: Some([recorder::Role::Auditor].into()), ..auditor.clone() };
    assert!(house.ask(&narrowed, "assets", None, "added", json!({ "name": "Laptop" })).await.is_err());
    assert!(house.ask(&auditor, "assets", None, "added", json!({ "name": "Laptop" })).await.is_ok());
    house.ask(&house.manager(), "accounts", Some(auditor.account), "disabled", json!({})).await.unwrap();
    assert!(!house.recorder.may_sign_in(auditor.account));
    assert!(house.ask(&auditor, "assets", None, "added", json!({ "name": "Laptop" })).await.is_err());
}

#[tokio::test]
async fn who_does_not_own_a_risk_is_told_who_does_and_what_to_do() {
    let house = House::founded().await;
    let (owner, person) = house.account("Ugo Silva", &["risk-owner"]).await;
    let (other, _) = house.account("Ada Stone", &["risk-owner", "isms-manager"]).await;
    let risk = |fields| {
        let rating = json!({ "likelihood": 1, "consequence": 1 });
        let mut risk = json!({ "title": "Fire", "residual": rating, "option": "retain" });
        risk.as_object_mut().unwrap().extend(fields);
        risk
    };
    let owned = |owner: serde_json::Value| risk(serde_json::Map::from_iter([("owner".to_owned(), owner)]));
    let secret = house.add("people", json!({ "name": "Secret Agent", "restricted": true })).await;
    let auditor = house.account("Oisin Okonkwo", &["auditor"]).await;
    let owned_by = format!("owned by {person} Ugo Silva");
    let cases = [
        (owned(json!({ "id": person })), &other, vec![owned_by.as_str(), "ask them to accept it", "in addition"]),
        (risk(serde_json::Map::new()), &other, vec!["owned by nobody", "name its owner first"]),
        (owned(json!({ "id": secret })), &auditor.0, vec!["owned by a restricted record"]),
    ];
    for (fields, caller, said) in cases {
        let id = house.add("risks", fields).await;
        let answer = house.ask(caller, "risks", Some(id), "accepted", json!({ "reason": "Small." })).await.unwrap_err();
        let (asked, words) = (house.recorder.read(caller), answer.to_string());
        let page = asked.must_do(named("risks").unwrap(), "accepted", Some(id)).unwrap_err().to_string();
        assert!(matches!(answer, NotRecorded::Denied(_)), "{answer:?}");
        assert_eq!(words, page);
        for said in ["only the owner of a risk accepts it"].iter().chain(&said) {
            assert!(words.contains(said), "`{said}` in {words}");
        }
        assert!(!words.contains("above the limit;") && !words.contains("sign for risks"), "{words}");
    }
    // Whose role or account stands in the way is told that, and not to ask themselves.
    let (reader, themselves) = (&auditor.0, auditor.1);
    let nobody = house.add("accounts", json!({ "roles": ["top-management"] })).await;
    let nobody = Caller { account: nobody, ..owner.clone() };
    for (caller, fields) in [(reader, owned(json!({ "id": themselves }))), (&nobody, owned(json!({ "id": person })))] {
        let id = house.add("risks", fields).await;
        let answer = house.ask(caller, "risks", Some(id), "accepted", json!({ "reason": "Small." })).await.unwrap_err();
        let page = house.recorder.read(caller).must_do(named("risks").unwrap(), "accepted", Some(id)).unwrap_err();
        assert_eq!(answer.to_string(), page.to_string());
        assert!(!page.to_string().contains("ask them"), "{page}");
    }
    let own = house.add("risks", owned(json!({ "id": person }))).await;
    house.ask(&owner, "risks", Some(own), "accepted", json!({ "reason": "Small." })).await.unwrap();
}
