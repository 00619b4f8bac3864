//! Writing by hand: errors beside their fields, edits that came too late, withdrawing, going back, many at once.

use axum::http::StatusCode;
use serde_json::json;

use super::words;
use crate::house::{House, Program};

async fn asset(founder: &Program<'_>) -> String {
    founder.add("assets", json!({ "name": "Wiki", "reference": "AST-068", "location": "Leeds" })).await
}

#[tokio::test]
async fn an_error_stands_beside_its_field_and_nothing_typed_is_lost() {
    let house = House::founded().await;
    let founder = house.founder();
    asset(&founder).await;
    let sent = [
        ("name", "Gateway"),
        ("depends_on", "AST-069"),
        ("last_reviewed", "2026-10-30"),
        ("description", "kept <words>"),
    ];
    let answer = founder.form("/assets/new", &sent).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("id=\"depends_on_error\"") && page.contains("href=\"#depends_on\""), "{page}");
    assert!(page.contains("name=\"use.depends_on\" value=\"AST-068\""), "the record that was meant is offered");
    assert!(
        page.contains("value=\"Gateway\"") && page.contains("value=\"AST-069\"") && page.contains("kept &lt;words&gt;")
    );
    let offered = [&sent[..], &[("use.depends_on", "AST-068")]].concat();
    let answer = founder.form("/assets/new", &offered).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/assets/A-0002"));
    let made = founder.get("/api/v1/assets/A-0002").await.json();
    assert_eq!((&made["depends_on"][0]["id"], &made["description"]), (&json!("A-0001"), &json!("kept <words>")));
}

#[tokio::test]
async fn a_stale_edit_shows_both_versions_and_loses_neither() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    founder.patch(&format!("/api/v1/assets/{id}"), 1, json!({ "location": "York", "type": "application" })).await;
    let edit = format!("/assets/{id}/edit");
    let mine = [
        ("_seen", "1"),
        ("name", "Wiki"),
        ("reference", "AST-068"),
        ("location", "Hull"),
        ("classification", "Internal"),
        ("type", ""),
    ];
    let answer = founder.form(&edit, &mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    for expected in [
        "name=\"keep.location\" value=\"theirs\"",
        "name=\"keep.location\" value=\"yours\"",
        "name=\"_seen\" value=\"2\"",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    assert!(page.contains("value=\"Hull\"") && page.contains("value=\"Internal\""), "mine stays");
    assert!(page.contains("value=\"application\""), "what I left alone follows");
    let now = founder.get(&format!("/api/v1/assets/{id}")).await.json();
    assert_eq!((&now["location"], &now["revision"]), (&json!("York"), &json!(2)), "nothing was written");
    let chosen = [
        ("_seen", "2"),
        ("name", "Wiki"),
        ("reference", "AST-068"),
        ("location", "Hull"),
        ("keep.location", "theirs"),
        ("classification", "Internal"),
        ("type", "application"),
    ];
    assert_eq!(founder.form(&edit, &chosen).await.status, StatusCode::SEE_OTHER);
    let now = founder.get(&format!("/api/v1/assets/{id}")).await.json();
    assert_eq!(
        (&now["location"], &now["classification"], &now["type"]),
        (&json!("York"), &json!("Internal"), &json!("application"))
    );
}

#[tokio::test]
async fn a_record_is_withdrawn_with_a_reason_and_restored() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    let (item, withdrawn) = (format!("/assets/{id}"), format!("/assets/{id}/withdrawn"));
    let without = founder.form(&withdrawn, &[("_seen", "1"), ("withdrawn._why", " ")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("withdrawn._why_error"), "{}", words(&without.text()));
    assert_eq!(
        founder.form(&withdrawn, &[("_seen", "1"), ("withdrawn._why", "sold")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = founder.page(&item).await;
    assert!(words(&page).contains("Withdrawn. sold") && !page.contains("/edit\""));
    assert!(!words(&founder.page("/assets").await).contains("Wiki"));
    assert!(words(&founder.page("/assets?withdrawn=true").await).contains("Wiki"));
    assert_eq!(founder.form(&format!("/assets/{id}/restored"), &[("_seen", "2")]).await.status, StatusCode::SEE_OTHER);
    assert!(words(&founder.page("/assets").await).contains("Wiki"));
}

#[tokio::test]
async fn going_back_states_an_earlier_revision_again() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    founder.patch(&format!("/api/v1/assets/{id}"), 1, json!({ "location": "York" })).await;
    let compared = words(&founder.page(&format!("/assets/{id}/compare?from=1&to=2")).await);
    assert!(compared.contains("Location Leeds York") && compared.contains("Go back to revision 1"), "{compared}");
    let back = [("_seen", "2"), ("set-back.revision", "1"), ("set-back._why", "was right")];
    assert_eq!(founder.form(&format!("/assets/{id}/set-back"), &back).await.status, StatusCode::SEE_OTHER);
    assert!(words(&founder.page(&format!("/assets/{id}/compare?from=1&to=3")).await).contains("Both state the same."));
    let history = words(&founder.page(&format!("/assets/{id}/history")).await);
    assert!(history.contains("went back to an earlier revision: was right"), "{history}");
}

#[tokio::test]
async fn a_row_of_any_number_is_drawn_once() {
    let house = House::founded().await;
    let founder = house.founder();
    let rows = [
        ("_seen", "1"),
        ("name", ""),
        ("sites.4000000000.name", "Far away"),
        ("sites.18446744073709551615.name", "Farther"),
    ];
    let answer = founder.form("/organisation/ORG-0001/edit", &rows).await;
    let page = answer.text();
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("value=\"Far away\"") && page.matches("name=\"sites.").count() < 20, "{page}");
}

#[tokio::test]
async fn an_act_is_not_recorded_on_what_nobody_has_seen() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    founder.patch(&format!("/api/v1/assets/{id}"), 1, json!({ "location": "York" })).await;
    let answer = founder.form(&format!("/assets/{id}/reviewed"), &[("_seen", "1")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("/compare?from=1&amp;to=2"));
    assert_eq!(founder.form(&format!("/assets/{id}/reviewed"), &[("_seen", "2")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn many_records_change_in_one_act_after_a_preview() {
    let house = House::founded().await;
    let founder = house.founder();
    let owner = founder.add("people", json!({ "name": "Ugo Silva" })).await;
    for number in 0..3 {
        founder.add("assets", json!({ "name": format!("Laptop {number}") })).await;
    }
    founder.add("assets", json!({ "name": "Server", "owner": owner })).await;
    assert!(words(&founder.page("/assets/bulk?owner=none").await).starts_with("Change 3 records"));
    let chosen = [("chosen", "A-0001"), ("chosen", "A-0002"), ("chosen", "A-0004"), ("_field", "owner")];
    assert!(founder.form("/assets/bulk", &chosen).await.text().contains("data-pick=\"/pick/people\""));
    let with = [&chosen[..], &[("owner", "Ugo Silva"), ("_why", "nobody answered")]].concat();
    let preview = words(&founder.form("/assets/bulk", &with).await.text());
    assert!(preview.contains("2 records change. 1 says so already."), "{preview}");
    assert!(preview.contains("A-0001 Laptop 0 nobody Ugo Silva"), "{preview}");
    assert_eq!(founder.get("/api/v1/assets/A-0001").await.json()["revision"], 1, "a preview writes nothing");
    let before = house.app.recorder.head().seq;
    let done = [&with[..], &[("_confirmed", "yes")]].concat();
    assert_eq!(founder.form("/assets/bulk", &done).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.app.recorder.head().seq, before + 1, "one act");
    let revisions = ["A-0001", "A-0002", "A-0003", "A-0004"].map(|id| format!("/api/v1/assets/{id}"));
    let mut stands = Vec::new();
    for path in &revisions {
        stands.push(founder.get(path).await.json()["revision"].as_u64().unwrap());
    }
    assert_eq!(stands, [2, 2, 1, 1]);
    let wrong = [&chosen[..], &[("owner", "Nobody Known"), ("_confirmed", "yes")]].concat();
    assert_eq!(founder.form("/assets/bulk", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_past_cannot_be_changed() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    house.days_later(2);
    let page = founder.page(&format!("/assets/{id}?as_of=2026-10-31")).await;
    assert!(page.contains("as_of_banner") && page.contains("/assets?as_of=2026-10-31"));
    assert!(!page.contains("/edit\"") && !words(&page).contains("What can be recorded"));
    assert!(!words(&founder.page("/assets?as_of=2026-10-31").await).contains("Add an asset"));
    for path in ["/assets/new", &format!("/assets/{id}/edit"), &format!("/assets/{id}/withdrawn"), "/assets/bulk"] {
        let answer = founder.get(&format!("{path}?as_of=2026-10-31")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
}

#[tokio::test]
async fn a_form_sent_twice_is_recorded_once() {
    let house = House::founded().await;
    let founder = house.founder();
    let head = || house.app.recorder.head().seq;
    let new = [("_once", "k1"), ("name", "Gateway")];
    let (before, path) = (head(), "/assets/new");
    let (one, two) = tokio::join!(founder.form(path, &new), founder.form(path, &new));
    let later = founder.form(path, &new).await;
    for answer in [&one, &two, &later] {
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/assets/A-0001"));
    }
    assert_eq!(head(), before + 1);
    // The same key for another form is a fault of whoever sends it, and told.
    let other = founder.form(path, &[("_once", "k1"), ("name", "Router")]).await;
    assert_eq!((other.status, head()), (StatusCode::UNPROCESSABLE_ENTITY, before + 1), "{}", words(&other.text()));
    // Without a key, two are two.
    let unmarked = [founder.form(path, &new[1..]).await, founder.form(path, &new[1..]).await];
    assert_eq!(unmarked.map(|answer| answer.header("location").to_owned()), ["/assets/A-0002", "/assets/A-0003"]);

    let twice = [
        ("/assets/A-0001/edit", vec![("_once", "k2"), ("_seen", "1"), ("name", "Gateway"), ("location", "Hull")]),
        ("/assets/A-0001/reviewed", vec![("_once", "k3"), ("_seen", "2")]),
        ("/assets/A-0002/withdrawn", vec![("_once", "k4"), ("_seen", "1"), ("withdrawn._why", "entered twice")]),
        (
            "/assets/bulk",
            vec![
                ("_once", "k5"),
                ("chosen", "A-0001"),
                ("chosen", "A-0003"),
                ("_field", "location"),
                ("location", "York"),
                ("_confirmed", "yes"),
            ],
        ),
    ];
    for (path, form) in &twice {
        let (before, first, second) = (head(), founder.form(path, form).await, founder.form(path, form).await);
        assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER), "{path}");
        assert_eq!(first.header("location"), second.header("location"), "{path}");
        assert_eq!(head(), before + 1, "{path}");
    }
}

#[tokio::test]
async fn every_form_that_records_carries_a_key_of_its_own() {
    let house = House::founded().await;
    let founder = house.founder();
    asset(&founder).await;
    founder.add("risks", json!({ "title": "Fire" })).await;
    let mut keys = std::collections::BTreeSet::new();
    for path in [
        "/assets/new",
        "/assets/A-0001",
        "/assets/A-0001/edit",
        "/assets/A-0001/withdrawn",
        "/risks/R-0001",
        "/risks/R-0001/closed",
        "/accounts",
        "/accounts/ACC-0001",
        "/assets/A-0001/copy",
    ] {
        let page = founder.page(path).await;
        let main = page.split_once("<main").unwrap().1;
        for form in main.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
            let key = form.split("name=\"_once\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
            let records = form.contains("method=\"post\"");
            assert_eq!(key.is_some(), records, "{path}: {form}");
            assert!(key.is_none_or(|key| keys.insert(key.to_owned())), "{path}: a key of another form");
        }
    }
    assert!(keys.len() > 10, "{keys:?}");
}

#[tokio::test]
async fn links_that_were_confirmed_stay_so_where_another_field_is_wrong() {
    let house = House::founded().await;
    let founder = house.founder();
    let translated = json!({ "id": "5.18", "text": "A.9.2.3" });
    let risk = founder.add("risks", json!({ "title": "Fire", "existing_controls": [translated] })).await;
    let edit = format!("/risks/{risk}/edit");
    let mut sent = vec![("_seen", "1"), ("title", "Fire"), ("existing_controls", "A.5.18"), ("owner", "nobody at all")];
    for (confirmed, count) in [(false, 0), (true, 1)] {
        if confirmed {
            sent.push(("confirm.existing_controls", "yes"));
        }
        let again = founder.form(&edit, &sent).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", words(&again.text()));
        let page = again.text();
        let confirm = page.split("name=\"confirm.existing_controls\"").nth(1).unwrap().split('>').next().unwrap();
        assert_eq!(confirm.matches(" checked").count(), count, "{confirm}");
    }
}

#[tokio::test]
async fn an_account_that_cannot_be_added_loses_nothing_typed() {
    let house = House::founded().await;
    let founder = house.founder();
    for (email, person, wrong) in [
        ("mara.quint@example.com", "", "email_error"),
        ("no address", "", "email_error"),
        ("ugo@example.com", "Nobody Known", "person_error"),
    ] {
        let sent = [("email", email), ("person", person), ("roles", "auditor"), ("roles", "risk-owner")];
        let answer = founder.form("/accounts", &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        let page = answer.text();
        assert_eq!(page.matches("_error\"").count(), 2, "the error, and what names it: {page}");
        assert!(page.contains(&format!("id=\"{wrong}\"")), "{email}: {page}");
        assert!(page.contains(&format!("value=\"{email}\"")) && page.contains(&format!("value=\"{person}\"")));
        let ticked = |role: &str| page.split(&format!("value=\"{role}\"")).nth(1).unwrap().starts_with(" checked");
        assert!(ticked("auditor") && ticked("risk-owner") && !ticked("administrator"), "{email}: {page}");
    }
    assert_eq!(house.app.accounts.list().unwrap().len(), 1);
    let unknown = founder.form("/accounts/ACC-0001/does/linked", &[("person", "Nobody Known")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.text().contains("value=\"Nobody Known\""), "{}", unknown.text());
}

#[tokio::test]
async fn a_form_that_comes_again_with_other_words_is_refused_and_keeps_them() {
    let house = House::founded().await;
    let founder = house.founder();
    let add = async |title, key| founder.form("/risks/new", &[("title", title), ("_once", key)]).await;
    for answer in [add("Fire", "k1").await, add("Fire", "k1").await] {
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/risks/R-0001"));
    }
    let other = add("Flood", "k1").await;
    let page = other.text();
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
    assert!(page.contains("value=\"Flood\"") && words(&page).contains("sent before with other words"), "{page}");
    assert!(page.contains("name=\"_once\"") && !page.contains("value=\"k1\""), "the key is a fresh one");

    let edit = async |title| {
        let pairs = [("_seen", "1"), ("title", title), ("_once", "k2")];
        founder.form("/risks/R-0001/edit", &pairs).await
    };
    assert_eq!(edit("Fire in the cellar").await.status, StatusCode::SEE_OTHER);
    let back = edit("Fire upstairs").await;
    assert_eq!(back.status, StatusCode::CONFLICT);
    assert!(
        back.text().contains("value=\"Fire upstairs\"") && !back.text().contains("value=\"k2\""),
        "{}",
        back.text()
    );

    let withdraw = async |why| {
        let pairs = [("_seen", "2"), ("withdrawn._why", why), ("_once", "k3")];
        founder.form("/risks/R-0001/withdrawn", &pairs).await
    };
    assert_eq!(withdraw("It is sold.").await.status, StatusCode::SEE_OTHER);
    let other = withdraw("It burnt down.").await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&other.text()).contains("sent before with other words"), "{}", other.text());
}

#[tokio::test]
async fn an_act_refuses_by_name_what_it_does_not_take() {
    let house = House::founded().await;
    let founder = house.founder();
    let id = asset(&founder).await;
    for (act, name) in [("confirmed", "owner"), ("confirmed", "confirmed.owner"), ("withdrawn", "owner")] {
        let pairs = [("_seen", "1"), ("withdrawn._why", "It is sold."), (name, "P-0001")];
        let pairs = if act == "withdrawn" { &pairs[..] } else { &[pairs[0], pairs[2]] };
        let answer = founder.form(&format!("/assets/{id}/{act}"), pairs).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(words(&answer.text()).contains("takes no field `owner`"), "{act} {name}: {}", answer.text());
    }
    assert_eq!(founder.get(&format!("/api/v1/assets/{id}")).await.json()["revision"], json!(1));
}
