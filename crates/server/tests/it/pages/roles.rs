//! Who sees which button, and what the routes behind them answer.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;

use super::words;
use crate::house::{House, Program};

/// Somebody with one role and a person behind the account, who owns an asset of theirs and not the other.
async fn somebody<'a>(founder: &Program<'a>, house: &'a House, role: Role) -> (Program<'a>, String, String) {
    let person = founder.add("people", json!({ "name": format!("{} of theirs", role.title()) })).await;
    let account = founder.account(&[role], Some(&person)).await;
    let own = founder.add("assets", json!({ "name": "Own", "owner": person })).await;
    let other = founder.add("assets", json!({ "name": "Other" })).await;
    (house.program(&account, Role::ALL), own, other)
}

#[tokio::test]
async fn buttons_stand_only_where_they_would_be_answered() {
    let house = House::founded().await;
    let founder = house.founder();
    // Role; may add; may change what is not theirs; sees what is not theirs.
    let cases = [
        (Role::IsmsManager, true, true, true),
        (Role::Administrator, true, true, true),
        (Role::ControlOwner, false, false, true),
        (Role::RiskOwner, false, false, true),
        (Role::Auditor, false, false, true),
        (Role::TopManagement, false, false, true),
        (Role::Member, false, false, false),
    ];
    for (role, adds, changes, sees) in cases {
        let (program, _, other) = somebody(&founder, &house, role).await;
        let title = role.title();
        let list = words(&program.page("/assets").await);
        assert_eq!(list.contains("Add an asset"), adds, "{title}");
        assert_eq!(program.get("/assets/new").await.status == StatusCode::OK, adds, "{title}");
        let sent = program.form("/assets/new", &[("name", "New")]).await;
        assert_eq!(sent.status == StatusCode::SEE_OTHER, adds, "{title}");
        let item = program.get(&format!("/assets/{other}")).await;
        assert_eq!(item.status == StatusCode::OK, sees, "{title}");
        assert_eq!(item.text().contains(&format!("/assets/{other}/edit")), changes, "{title}");
        assert_eq!(item.text().contains(&format!("action=\"/assets/{other}/withdrawn\"")), changes, "{title}");
        let edit = format!("/assets/{other}/edit");
        assert_eq!(program.get(&edit).await.status == StatusCode::OK, changes, "{title}");
        let sent = program.form(&edit, &[("_seen", "1"), ("name", "Taken over")]).await;
        assert_eq!(sent.status == StatusCode::SEE_OTHER, changes, "{title}: {}", sent.status);
        let bulk = program
            .form(
                "/assets/bulk",
                &[("chosen", &other), ("_field", "location"), ("location", "x"), ("_confirmed", "yes")],
            )
            .await;
        assert_eq!(bulk.status == StatusCode::SEE_OTHER, changes, "{title}: {}", bulk.status);
    }
}

#[tokio::test]
async fn owners_change_what_they_own() {
    let house = House::founded().await;
    let founder = house.founder();
    for role in [Role::ControlOwner, Role::RiskOwner] {
        let (program, own, _) = somebody(&founder, &house, role).await;
        assert!(
            program.page(&format!("/assets/{own}")).await.contains(&format!("/assets/{own}/edit")),
            "{}",
            role.title()
        );
        let sent = program.form(&format!("/assets/{own}/edit"), &[("_seen", "1"), ("location", "York")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", role.title());
    }
}

#[tokio::test]
async fn a_restricted_record_is_not_told_of() {
    let house = House::founded().await;
    let founder = house.founder();
    let (auditor, ..) = somebody(&founder, &house, Role::Auditor).await;
    let hidden = founder.add("assets", json!({ "name": "Takeover plans", "restricted": true })).await;
    let risk = founder.add("risks", json!({ "title": "Leak", "assets": [hidden] })).await;
    for path in
        ["/assets", "/assets/export?format=csv", "/search?q=takeover", "/palette?q=takeover", "/pick/assets?q=takeover"]
    {
        assert!(!auditor.get(path).await.text().contains("Takeover plans"), "{path}");
    }
    assert_eq!(auditor.get(&format!("/assets/{hidden}")).await.status, StatusCode::NOT_FOUND);
    assert!(words(&auditor.page(&format!("/risks/{risk}")).await).contains("a restricted record"));
    assert!(words(&founder.page(&format!("/assets/{hidden}")).await).contains("restricted"));
}

#[tokio::test]
async fn whoever_reports_an_incident_finds_it_again() {
    let house = House::founded().await;
    let founder = house.founder();
    let (member, ..) = somebody(&founder, &house, Role::Member).await;
    let sent = member.form("/incidents/new", &[("title", "Laptop left in a taxi")]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/incidents/INC-0001"));
    for path in ["/", "/my-work", "/incidents/INC-0001"] {
        assert!(words(&member.page(path).await).contains("Laptop left in a taxi"), "{path}");
    }
    // What others entered for somebody names them, and nobody else's stands among one's own.
    founder.add("incidents", json!({ "title": "Phishing", "reported_by": { "id": "P-0001" } })).await;
    founder.add("incidents", json!({ "title": "Flood" })).await;
    let mine = words(&member.page("/my-work").await);
    assert!(mine.contains("Phishing") && !mine.contains("Flood"), "{mine}");

    let unlinked = house.program(&founder.account(&[Role::Member], None).await, &[Role::Member]);
    let told = "No person stands behind your account";
    assert!(words(&unlinked.page("/incidents/new").await).contains(told));
    let sent = unlinked.form("/incidents/new", &[("title", "Lost badge")]).await;
    let page = words(&sent.text());
    assert_eq!(sent.status, StatusCode::OK);
    assert!(page.contains("It is recorded as INC-0004") && page.contains(told), "{page}");
}

#[tokio::test]
async fn nothing_a_member_reads_leads_to_what_is_not_there_for_them() {
    let house = House::founded().await;
    let founder = house.founder();
    let (member, ..) = somebody(&founder, &house, Role::Member).await;
    let keeper = founder.add("people", json!({ "name": "Ugo Silva" })).await;
    let policy = json!({ "title": "Policy", "status": "approved", "owner": { "id": keeper } });
    founder.add("documents", policy).await;
    member.form("/incidents/new", &[("title", "Lost badge")]).await;
    for path in
        ["/", "/my-work", "/documents", "/documents/D-0001", "/incidents/INC-0001", "/incidents/INC-0001/history"]
    {
        let page = member.page(path).await;
        for href in page.split(" href=\"/").skip(1).filter_map(|rest| rest.split(['"', '#']).next()) {
            let href = format!("/{}", href.replace("&amp;", "&"));
            let status = member.get(&href).await.status;
            assert!(status.is_success() || status.is_redirection(), "{path} leads to {href}: {status}");
        }
    }
    assert!(words(&member.page("/documents/D-0001").await).contains("Ugo Silva"));
}
