//! The controls that nothing asks for, decided on one page.

use axum::http::StatusCode;
use recorder::Role;
use serde_json::Value;

use super::words;
use crate::house::{House, Program};

async fn control(program: &Program<'_>, number: &str) -> Value {
    program.get(&format!("/api/v1/controls/{number}")).await.json()
}

#[tokio::test]
async fn each_undecided_control_is_told_with_what_it_is_for() {
    let house = House::founded().await;
    let founder = house.founder();
    let page = founder.page("/soa/undecided").await;
    assert_eq!(page.matches("name=\"which.").count(), 93);
    // From the page of the control, and from the library of risks: neither is written here.
    let purpose = isms::standards::control_page("8.13".parse().unwrap()).unwrap();
    assert!(!purpose.mandate.is_empty() && page.contains("What it asks for, and what leaving it out would claim"));
    let scenario =
        isms::library::scenarios().iter().find(|one| one.controls.contains(&"8.13".parse().unwrap())).unwrap();
    assert!(words(&page).contains(&scenario.title), "{}", scenario.title);
}

#[tokio::test]
async fn each_is_decided_with_its_own_reason_and_the_others_stay_open() {
    let house = House::founded().await;
    let founder = house.founder();
    let fields = [
        ("which.5.1", "included"),
        ("why.5.1", "Customers ask for our rules."),
        ("far.5.1", "partly"),
        ("which.7.4", "excluded"),
        ("why.7.4", "We have no rooms of our own."),
        ("why.8.1", "typed, and left open"),
    ];
    let answer = founder.form("/soa/undecided", &fields).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/soa/undecided"));
    let included = control(&founder, "5.1").await;
    assert_eq!(included["decision"]["reason"], "Customers ask for our rules.");
    assert_eq!((&included["applicability"], &included["implementation"]), (&"applicable".into(), &"partly".into()));
    let excluded = control(&founder, "7.4").await;
    assert_eq!(
        (&excluded["applicability"], &excluded["justification"]),
        (&"not-applicable".into(), &"We have no rooms of our own.".into())
    );
    assert_eq!(control(&founder, "8.1").await["applicability"], Value::Null);
    assert_eq!(founder.page("/soa/undecided").await.matches("name=\"which.").count(), 91);

    // Sent a second time, by a page that is old: what is decided stays as it is.
    let again = founder.form("/soa/undecided", &[("which.5.1", "excluded"), ("why.5.1", "No.")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&again.text()).contains("A.5.1: not decided by this"), "{}", words(&again.text()));
    assert_eq!(control(&founder, "5.1").await, included);
}

#[tokio::test]
async fn nothing_is_recorded_where_one_reason_or_the_owner_is_wrong_and_all_is_kept() {
    let house = House::founded().await;
    let founder = house.founder();
    let fields = [
        ("which.5.1", "included"),
        ("why.5.1", "Customers ask for our rules."),
        ("which.5.2", "excluded"),
        ("owner", "Nobody Here"),
    ];
    let answer = founder.form("/soa/undecided", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(words(&page).contains("A.5.2: say why: an auditor asks for each one"), "{}", words(&page));
    assert!(page.contains("Customers ask for our rules.") && page.contains("value=\"Nobody Here\""));
    assert_eq!(control(&founder, "5.1").await["applicability"], Value::Null);

    let nothing = founder.form("/soa/undecided", &[("which.5.1", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&nothing.text()).contains("No control was chosen"));
}

#[tokio::test]
async fn who_may_not_decide_is_offered_nothing_and_changes_nothing() {
    let house = House::founded().await;
    let auditor = house.program(&house.founder().account(&[Role::Auditor], None).await, &[Role::Auditor]);
    let page = auditor.page("/soa/undecided").await;
    assert!(!page.contains("name=\"which."));
    let answer = auditor.form("/soa/undecided", &[("which.5.1", "included"), ("why.5.1", "Because.")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(control(&house.founder(), "5.1").await["applicability"], Value::Null);
}
