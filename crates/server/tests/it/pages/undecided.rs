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
    let there = format!("/standards/risks#{}", scenario.id);
    assert!(
        page.contains(&there) && founder.page("/standards/risks").await.contains(&format!("id=\"{}\"", scenario.id))
    );
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

    let half = [("which.5.1", "included"), ("why.5.1", "Customers."), ("why.8.1", "typed, and left open")];
    let half = founder.form("/soa/undecided", &half).await;
    assert!(
        words(&half.text()).contains("A.8.1: it is not said whether it is needed here: choose")
            && half.text().contains("and left open")
    );
    assert_eq!(control(&founder, "5.1").await["applicability"], Value::Null);
    let used = [("which.5.1", "included"), ("why.5.1", "Customers."), ("_once", "k")];
    assert_eq!(founder.form("/soa/undecided", &used).await.status, StatusCode::SEE_OTHER);
    let other = [("which.5.2", "included"), ("why.5.2", "Customers."), ("_once", "k")];
    let other = words(&founder.form("/soa/undecided", &other).await.text());
    assert!(
        other.contains("sent before with other words, and those are recorded: look at what is on record"),
        "{other}"
    );

    let nothing = founder.form("/soa/undecided", &[("which.5.2", "")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&nothing.text()).contains("No control was chosen"));
}

#[tokio::test]
async fn what_is_included_may_share_a_reason_and_what_is_left_out_never_does() {
    let house = House::founded().await;
    let founder = house.founder();
    let both =
        [("which.5.1", "included"), ("which.5.7", "included"), ("why.5.7", "We are a target."), ("far.5.7", "yes")];
    let left_out = [("which.7.4", "excluded"), ("common_reason", "Our customers' contracts ask for it.")];
    let answer = founder.form("/soa/undecided", &[&both[..], &left_out].concat()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&answer.text()).contains("A.7.4: say why"), "{}", words(&answer.text()));
    assert_eq!(control(&founder, "5.1").await["revision"], 1, "nothing is recorded of the others");

    let reason = [("why.7.4", "No rooms of our own."), ("_once", "k")];
    let fields = [&both[..], &left_out, &reason].concat();
    for _ in 0..2 {
        assert_eq!(founder.form("/soa/undecided", &fields).await.status, StatusCode::SEE_OTHER, "pressed twice");
    }
    let of = async |number: &str| control(&founder, number).await;
    assert_eq!(of("5.1").await["decision"]["reason"], "Our customers' contracts ask for it.");
    assert_eq!(of("5.7").await["decision"]["reason"], "We are a target.");
    assert_eq!(of("7.4").await["justification"], "No rooms of our own.");
    assert_eq!((&of("5.7").await["revision"], &of("5.7").await["implementation"]), (&2.into(), &"yes".into()));
    assert!(words(&founder.page("/controls/5.7/history").await).contains("decided whether it is needed"));
}

#[tokio::test]
async fn what_somebody_changed_since_the_page_was_drawn_is_not_decided_by_it() {
    let house = House::founded().await;
    let founder = house.founder();
    let page = founder.page("/soa/undecided").await;
    assert!(page.contains("name=\"seen.5.1\" value=\"1\""));
    let edited =
        founder.patch("/api/v1/controls/5.1", 1, serde_json::json!({ "how": "By a page all have seen." })).await;
    assert_eq!(edited.status, StatusCode::OK, "{}", edited.text());
    let old = [
        ("which.5.1", "excluded"),
        ("why.5.1", "No."),
        ("seen.5.1", "1"),
        ("which.5.2", "included"),
        ("why.5.2", "We need it."),
        ("seen.5.2", "1"),
    ];
    let answer = founder.form("/soa/undecided", &old).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&answer.text()).contains("A.5.1: somebody changed it meanwhile"), "{}", words(&answer.text()));
    assert!(answer.text().contains("name=\"seen.5.1\" value=\"2\""), "the next try is about what is there now");
    assert_eq!(control(&founder, "5.2").await["applicability"], Value::Null);
}

#[tokio::test]
async fn what_is_left_out_and_in_place_at_once_is_asked_again() {
    let house = House::founded().await;
    let founder = house.founder();
    let fields = [("which.7.4", "excluded"), ("why.7.4", "No rooms."), ("far.7.4", "yes")];
    let answer = founder.form("/soa/undecided", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        words(&answer.text()).contains("A.7.4: it is left out, so it is not in place"),
        "{}",
        words(&answer.text())
    );
    // Another day has the statement as it was, and nothing to decide on.
    house.days_later(2);
    let then = founder.get("/soa/undecided?as_of=2026-10-31").await;
    assert_eq!(then.header("location"), "/soa?as_of=2026-10-31");
}

#[tokio::test]
async fn who_may_not_decide_is_offered_nothing_and_changes_nothing() {
    let house = House::founded().await;
    let auditor = house.program(&house.founder().account(&[Role::Auditor], None).await, &[Role::Auditor]);
    let page = auditor.page("/soa/undecided").await;
    assert!(
        !page.contains("name=\"which.") && words(&page).contains("93 controls are left, and others decide on them")
    );
    assert!(!auditor.page("/soa").await.contains("href=\"/soa/undecided\""), "no way to what others decide on");
    let answer = auditor.form("/soa/undecided", &[("which.5.1", "included"), ("why.5.1", "Because.")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(control(&house.founder(), "5.1").await["applicability"], Value::Null);
}
