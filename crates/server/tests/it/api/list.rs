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
        let by_page = program.get(&format!("/risks/export?format=json&{query}")).await.json();
        let by_page = by_page.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()[5..].to_owned());
        let by_program = ids(&program, query).await;
        assert_eq!((by_program.len(), by_page.collect::<Vec<_>>()), (some, by_program.clone()), "{query}");
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
