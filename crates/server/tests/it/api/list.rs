//! Lists: filters, words, order, pages.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::house::{House, Program};

async fn with_risks(house: &House) -> Program<'_> {
    let program = house.founder();
    let mara = program.add("people", json!({ "name": "Mara Quint" })).await;
    let rate = |likelihood, consequence| json!({ "likelihood": likelihood, "consequence": consequence });
    for (title, owner, inherent) in [
        ("Fire in the server room", Some(&mara), rate(2, 5)),
        ("Lost laptop", None, rate(4, 3)),
        ("Ransomware", Some(&mara), rate(3, 5)),
        ("Öffentliche Unterlagen", None, rate(1, 1)),
    ] {
        let owner = owner.map(|id| json!({ "id": id }));
        program.add("risks", json!({ "title": title, "owner": owner, "inherent": inherent })).await;
    }
    program.add("risks", json!({ "title": "Not rated" })).await;
    program
}

async fn ids(program: &Program<'_>, query: &str) -> Vec<String> {
    let answer = program.get(&format!("/api/v1/risks?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.text());
    answer.json().as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()[5..].to_owned()).collect()
}

#[tokio::test]
async fn filters_words_and_order() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    let expected: &[(&str, &[&str])] = &[
        ("", &["1", "2", "3", "4", "5"]),
        ("owner=P-0001", &["1", "3"]),
        ("owner=p-0001", &["1", "3"]),
        ("owner=none", &["2", "4", "5"]),
        ("owner=P-0009", &[]),
        ("inherent.likelihood=2&inherent.likelihood=4", &["1", "2"]),
        ("inherent.likelihood=2&owner=none", &[]),
        ("title=lost%20LAPTOP", &["2"]),
        ("id=R-0003", &["3"]),
        ("q=server", &["1"]),
        ("q=%C3%B6ffentliche", &["4"]),
        ("q=room%20fire", &["1"]),
        ("q=r-0002", &["2"]),
        ("sort=-id", &["5", "4", "3", "2", "1"]),
        ("sort=title", &["1", "2", "5", "3", "4"]),
        ("sort=inherent.likelihood", &["4", "1", "3", "2", "5"]),
        ("sort=-inherent.likelihood", &["2", "3", "1", "4", "5"]),
        ("sort=owner", &["1", "3", "2", "4", "5"]),
        ("status=draft&limit=2", &["1", "2"]),
    ];
    for (query, wanted) in expected {
        assert_eq!(ids(&program, query).await, *wanted, "{query}");
    }
}

#[tokio::test]
async fn days_that_are_stated_passed_or_missing() {
    let house = House::founded().await;
    let program = house.founder();
    for due in [json!("2026-10-01"), json!("2026-12-01"), Value::Null] {
        program.add("risks", json!({ "title": "Fire", "status": "assessed", "due": due })).await;
    }
    let expected: &[(&str, &[&str])] = &[
        ("due=", &["3"]),
        ("due=none", &["3"]),
        ("due=2026-1", &["1", "2"]),
        ("due=2026-10&due=", &["1", "3"]),
        ("overdue=true", &["1"]),
        ("overdue=yes", &["1"]),
        ("overdue=false", &["2", "3"]),
        ("overdue=no", &["2", "3"]),
        ("overdue=no&overdue=yes", &["1", "2", "3"]),
    ];
    for (query, wanted) in expected {
        assert_eq!(ids(&program, query).await, *wanted, "{query}");
    }
    let neither = program.get("/api/v1/risks?overdue=late").await;
    assert_eq!(neither.status, StatusCode::BAD_REQUEST);
    assert!(neither.text().contains("`overdue=late` is not possible: choose `true` or `false`"), "{}", neither.text());
}

#[tokio::test]
async fn a_question_finds_the_same_on_every_face() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    for (query, some) in [
        ("owner=none&sort=-title", 3),
        ("inherent=High&sort=inherent", 2),
        ("inherent.likelihood=1&inherent.likelihood=2", 2),
        ("finding=no-owner&sort=reference", 3),
        ("owner=mara", 0),
        ("q=room&sort=owner", 1),
        ("title=not%20RATED", 1),
        ("restricted=no&sort=inherent.consequence", 5),
    ] {
        assert_eq!(same_on_every_face(&program, query).await.len(), some, "{query}");
    }
}

/// What the export of the page shows, which follows the page, and what the API answers.
async fn same_on_every_face(program: &Program<'_>, query: &str) -> Vec<String> {
    let by_page = program.get(&format!("/risks/export?format=json&{query}")).await.json();
    let by_page = by_page.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()[5..].to_owned());
    let by_program = ids(program, query).await;
    assert_eq!(by_page.collect::<Vec<_>>(), by_program, "{query}");
    by_program
}

#[tokio::test]
async fn what_the_page_of_risks_has_words_of_its_own_for_is_found_the_same() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    let ugo = program.add("people", json!({ "name": "Ugo Silva" })).await;
    let rate = |likelihood| json!({ "likelihood": likelihood, "consequence": 2 });
    for (title, likelihood, due) in [("RSK-10", 4, "2026-12-01"), ("RSK-9", 1, "2026-11-01")] {
        let owner = json!({ "id": ugo });
        let risk = json!({ "title": title, "owner": owner, "residual": rate(likelihood), "due": due });
        program.add("risks", risk).await;
    }
    let expected: &[(&str, &[&str])] = &[
        ("owner=P-0001&owner=P-0002", &["1", "3", "6", "7"]),
        ("finding=no-owner&finding=untreated-above-limit", &["2", "3", "4", "5"]),
        ("status=draft&status=closed", &["1", "2", "3", "4", "5", "6", "7"]),
        ("finding=any&owner=none", &["2", "4", "5"]),
        ("finding=nothing-like-this", &[]),
        ("sort=residual", &["7", "6", "1", "2", "3", "4", "5"]),
        ("sort=-residual", &["6", "7", "1", "2", "3", "4", "5"]),
        ("sort=due", &["7", "6", "1", "2", "3", "4", "5"]),
        ("sort=-due", &["6", "7", "1", "2", "3", "4", "5"]),
        ("sort=title", &["1", "2", "5", "3", "7", "6", "4"]),
        ("sort=-title", &["4", "6", "7", "3", "5", "2", "1"]),
    ];
    for (query, wanted) in expected {
        assert_eq!(same_on_every_face(&program, query).await, *wanted, "{query}");
    }
}

#[tokio::test]
async fn the_orders_of_the_page_of_risks_run_as_people_count_and_nothing_is_last() {
    let house = House::founded().await;
    let program = house.founder();
    let rate = |likelihood| json!({ "likelihood": likelihood, "consequence": 3 });
    for (reference, inherent) in [("RSK-10", rate(2)), ("RSK-9", rate(5)), ("RSK-100", Value::Null)] {
        program.add("risks", json!({ "title": "Fire", "reference": reference, "inherent": inherent })).await;
    }
    for (sort, wanted) in [
        ("", ["2", "1", "3"]),
        ("rating", ["2", "1", "3"]),
        ("-rating", ["1", "2", "3"]),
        ("number", ["2", "1", "3"]),
        ("-number", ["3", "1", "2"]),
    ] {
        let shown = program.get(&format!("/risks/export?format=json&sort={sort}")).await.json();
        let shown = shown.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()[5..].to_owned());
        assert_eq!(shown.collect::<Vec<_>>(), wanted, "{sort}");
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repeat() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    for order in ["", "sort=-id&", "sort=inherent.consequence&", "sort=-title&", "q=r&sort=owner&"] {
        let whole = ids(&program, order).await;
        let (mut paged, mut path) = (Vec::new(), format!("/api/v1/risks?{order}limit=2"));
        loop {
            let answer = program.get(&path).await;
            let page: Vec<Value> = serde_json::from_value(answer.json()).unwrap();
            assert!(page.len() <= 2);
            paged.extend(page.iter().map(|one| one["id"].as_str().unwrap()[5..].to_owned()));
            let Some((next, rest)) = answer.header("link").trim_start_matches('<').split_once('>') else { break };
            assert_eq!(rest, "; rel=\"next\"");
            path = next.into();
        }
        assert_eq!(paged, whole, "{order}");
    }
}

#[tokio::test]
async fn a_page_goes_on_where_a_record_was_withdrawn_meanwhile() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    let first = program.get("/api/v1/risks?limit=2&sort=title").await;
    let next = first.header("link").trim_start_matches('<').split_once('>').unwrap().0.to_owned();
    program.post("/api/v1/risks/R-0002/withdrawn", json!({ "reason": "twice" })).await;

    let second = program.get(&next).await.json();
    assert_eq!(second[0]["id"], "R-0005");
    assert_eq!(ids(&program, "withdrawn=true").await, ["2"]);
}

#[tokio::test]
async fn a_list_that_cannot_be_asked_for_is_a_bad_request() {
    let house = House::founded().await;
    let program = with_risks(&house).await;
    let cursor = program.get("/api/v1/risks?limit=1").await;
    let cursor = cursor.header("link").split_once("cursor=").unwrap().1.split_once('>').unwrap().0.to_owned();
    for query in [
        "ovner=P-0001",
        "owner.name=x",
        "inherent.colour=1",
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=x",
        "sort=",
        "sort=colour",
        "cursor=zz",
        "cursor=",
        "cursor=7b7d",
        &format!("sort=title&cursor={cursor}"),
        "as_of=yesterday",
        "today=2026-13-01",
        "=1",
    ] {
        let answer = program.get(&format!("/api/v1/risks?{query}")).await;
        let is_no = matches!(answer.status, StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY);
        assert!(is_no && answer.header("content-type") == "application/problem+json", "{query}: {}", answer.text());
    }
}
