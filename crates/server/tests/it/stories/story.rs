//! The pages that tell a story: whole, with the sample's own numbers, by role, and as of a day.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use recorder::Role;
use serde_json::json;

use super::{bring_in, northwind, words};
use crate::house::House;

const PAGES: [&str; 14] = [
    "/",
    "/soa",
    "/soa?rule=no-owner",
    "/soa/publish",
    "/risks",
    "/risks?rating=residual&show=over",
    "/risks/R-0040",
    "/treatment",
    "/overdue",
    "/findings",
    "/what-changed",
    "/ledger",
    "/organisation",
    "/organisation/criteria",
];

#[tokio::test]
async fn every_page_is_whole_holds_nothing_inline_and_leads_somewhere() {
    let house = northwind().await;
    let program = house.founder();
    let mut links = BTreeMap::new();
    for path in PAGES {
        let answer = program.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", words(&answer.text()));
        let page = answer.text();
        assert_eq!((page.matches("<h1").count(), page.matches("<main").count()), (1, 1), "{path}");
        assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="), "{path}");
        for script in page.split("<script").skip(1) {
            let (tag, rest) = script.split_once('>').unwrap();
            assert!(tag.contains(" src=") && rest.starts_with("</script>"), "{path} holds a script");
        }
        for href in page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let href = href.split('#').next().unwrap().replace("&amp;", "&");
            // One link of a kind is enough: numbers and ids do not count.
            let kind: String = href.chars().filter(|c| !c.is_ascii_digit()).collect();
            links.entry(kind).or_insert(href);
        }
    }
    for href in links.values().filter(|href| href.starts_with('/') && !href.ends_with(".pdf")) {
        let status = program.get(href).await.status;
        assert!(status.is_success() || status.is_redirection(), "{href} answers {status}");
    }
}

#[tokio::test]
async fn the_pages_tell_what_the_readme_of_the_sample_tells() {
    let house = northwind().await;
    let program = house.founder();
    let soa = words(&program.get("/soa").await.text());
    for said in [
        "86 apply",
        "7 excluded",
        "0 undecided",
        "3 controls are left out without a reason",
        "16 controls are said to be needed by a risk, and no risk names them",
        "2 controls apply, and nobody owns them",
    ] {
        assert!(soa.contains(said), "`{said}` in {soa}");
    }
    let risks = words(&program.get("/risks").await.text());
    for said in
        ["60 risks, 36 by asset and 24 by scenario", "12 or more 21", "Overdue 6", "Accepted 16", "1 to 40 of 60"]
    {
        assert!(risks.contains(said), "`{said}` in {risks}");
    }
    let overdue = words(&program.get("/overdue").await.text());
    for said in ["30 items were still to be done", "9 trainings not completed", "6 controls past their target date"] {
        assert!(overdue.contains(said), "`{said}` in {overdue}");
    }
    let risk = words(&program.get("/risks/R-0040").await.text());
    for said in [
        "5 Almost certain × 4 Major",
        "20 Critical",
        "Treatment was due on 20 October 2026, 11 days ago",
        "Nobody has accepted what is left.",
    ] {
        assert!(risk.contains(said), "`{said}` in {risk}");
    }
}

#[tokio::test]
async fn each_role_sees_what_is_theirs() {
    let house = House::founded().await;
    let founder = house.founder();
    let person = founder.add("people", json!({ "name": "Ugo Silva" })).await;
    let training = founder
        .add("trainings", json!({ "course": "Secure coding", "person": { "id": person }, "due": "2026-12-01" }))
        .await;
    let secret = founder.add("risks", json!({ "title": "What only few may know", "restricted": true })).await;
    let with = async |roles: &[Role], person: Option<&str>| house.program(&founder.account(roles, person).await, roles);
    let member = with(&[Role::Member], Some(&person)).await;
    let auditor = with(&[Role::Auditor], None).await;

    for path in
        ["/soa", "/treatment", "/overdue", "/findings", "/what-changed", "/ledger", "/ledger/1", "/soa.pdf", "/soa.csv"]
    {
        assert_eq!(member.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let home = words(&member.get("/").await.text());
    assert!(home.contains("What you have to do") && home.contains(&training), "{home}");
    let own = founder.add("risks", json!({ "title": "A risk of one's own", "owner": { "id": person } })).await;
    let risks = member.get("/risks").await;
    assert_eq!(risks.status, StatusCode::OK, "those that name them");
    assert!(risks.text().contains(&own) && !risks.text().contains("What only few may know"));

    for path in
        PAGES.iter().filter(|path| !path.contains("publish") && !path.contains("criteria") && !path.contains("R-0040"))
    {
        let answer = auditor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.text().contains("What only few may know"), "{path} names a restricted record");
    }
    for path in ["/soa/publish", "/organisation/criteria"] {
        assert_eq!(auditor.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(auditor.get(&format!("/risks/{secret}")).await.status, StatusCode::NOT_FOUND);
    assert!(founder.get("/risks").await.text().contains("What only few may know"), "the manager sees it");
}

#[tokio::test]
async fn a_page_of_the_past_shows_the_past_and_offers_no_act() {
    let house = northwind().await;
    let program = house.founder();
    house.days_later(10);
    program.add("risks", json!({ "title": "Came later" })).await;
    for path in ["/risks", "/soa", "/", "/organisation", "/risks/R-0040", "/treatment", "/findings", "/ledger"] {
        let page = program.get(&format!("{path}?as_of=2026-10-31")).await.text();
        let posts: Vec<&str> = page
            .split("<form")
            .skip(1)
            .filter_map(|form| form.split('>').next())
            .filter(|tag| tag.contains("post"))
            .collect();
        assert!(posts.iter().all(|tag| tag.contains("/sign-out")), "{path}: {posts:?}");
        assert!(!page.contains("Came later") && !page.contains("class=\"mend\""), "{path}");
    }
    assert!(program.get("/risks?page=2").await.text().contains("Came later"));
    let changed = words(&program.get("/what-changed?from=2026-10-31&to=2026-11-10").await.text());
    assert!(
        changed.contains("Risks 1 added") && changed.contains("R-0061 Came later") && changed.contains("What time did"),
        "{changed}"
    );
    assert_eq!(program.get("/soa?as_of=2020-01-01").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_treatment_plan_too_long_for_one_page_leads_to_each_owner() {
    let house = House::founded().await;
    let founder = house.founder();
    let line = |n: u32| format!("R-{n},Risk {n},{},Modify\n", if n <= 300 { "Anna Weber" } else { "Bram Visser" });
    let risks = String::from("Risk ID,Title,Risk owner,Treatment\n") + &(1..=501).map(line).collect::<String>();
    bring_in(&founder, &[("risks.csv", &risks)]).await;
    let rows = |page: &str| page.matches("href=\"/risks/R-").count();

    let page = founder.page("/treatment").await;
    assert_eq!(rows(&page), 10, "five of each owner");
    let (_, rest) = page.split_once("/treatment?owner=").unwrap();
    let owner = rest.split('"').next().unwrap();
    assert!(words(&page).contains("Anna Weber 300 risks") && words(&page).contains("Risks: 501"));
    assert_eq!(rows(&founder.page(&format!("/treatment?owner={owner}")).await), 300);
}
