//! Every register, from nothing but its description: list, record, forms, history and comparison.

use axum::http::StatusCode;
use isms::{ALL, AnyRegister};
use serde_json::Value;

use super::words;
use crate::house::{House, Program};

/// Registers whose records come of an act of their own.
const NOT_BY_HAND: [&str; 4] = ["organisation", "imports", "applicability-statements", "accounts"];

/// What must stand on a page as it was written, and never as markup, script or a place in a sentence.
const NAUGHTY: [&str; 6] = [
    "<script>alert('x')</script>",
    "\"><img src=x onerror=alert(1)>",
    "'; DROP TABLE entry; --",
    "{title} {{7*7}} %s %n",
    "\u{200f}rtl \u{1f512} Zoë",
    "=HYPERLINK(\"http://example.com\")",
];

fn by_hand() -> impl Iterator<Item = &'static dyn AnyRegister> {
    ALL.iter().copied().filter(|register| !NOT_BY_HAND.contains(&register.name()))
}

/// The fuller sample as a program would send it: without what only acts set, and links as texts that may stay so.
fn sample(register: &dyn AnyRegister) -> Value {
    let [_, mut sample] = register.samples();
    let fields = sample.as_object_mut().unwrap();
    fields.retain(|name, value| {
        let field = register.description().field(name).unwrap();
        let is_file = value.get("sha256").is_some();
        !field.by_act && !has_link(value) && !value.is_null() && !is_file
    });
    sample
}

fn has_link(value: &Value) -> bool {
    match value {
        Value::Object(fields) => {
            fields.contains_key("id") || fields.contains_key("text") || fields.values().any(has_link)
        }
        Value::Array(items) => items.iter().any(has_link),
        _ => false,
    }
}

/// Neither script nor style within the page, and no id twice.
fn is_sound(path: &str, page: &str) {
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"), "{path} is cut");
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="), "{path}");
    for tag in page.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()) {
        assert!(tag.contains(" src="), "{path} holds a script");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    ids.sort_unstable();
    let twice: Vec<_> = ids.windows(2).filter(|two| two[0] == two[1]).collect();
    assert!(twice.is_empty(), "{path} uses an id twice: {twice:?}");
}

async fn add(founder: &Program<'_>, register: &dyn AnyRegister, record: Value) -> String {
    founder.add(register.name(), record).await
}

#[tokio::test]
async fn every_register_has_sound_pages() {
    let house = House::founded().await;
    let founder = house.founder();
    for register in by_hand() {
        let (name, id) = (register.name(), add(&founder, register, sample(register)).await);
        let mut paths: Vec<String> = ["", "/edit", "/copy", "/history", "/compare?from=1&to=1", "/withdrawn"]
            .map(|below| format!("/{name}/{id}{below}"))
            .into();
        paths.extend(
            ["", "/new", "?withdrawn=true", "?q=nothing-has-this", "?sort=-reference"]
                .map(|below| format!("/{name}{below}")),
        );
        for path in paths {
            is_sound(&path, &founder.page(&path).await);
        }
        let signed = ["accepted", "plan-approved", "approved"];
        for act in register.description().acts.iter().filter(|act| !signed.contains(&act.word.as_str())) {
            let path = format!("/{name}/{id}/{}", act.word);
            let answer = founder.get(&path).await;
            let page = answer.text();
            is_sound(&path, &page);
            // What cannot be done to it as it stands has no form, but says why not.
            let offered = page.contains(&format!("action=\"{path}\""));
            assert!(
                offered || (answer.status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("cannot be")),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_list_sorts_by_every_column_and_shows_its_fields() {
    let house = House::founded().await;
    let founder = house.founder();
    for register in by_hand() {
        add(&founder, register, sample(register)).await;
        for column in register.description().face.columns {
            let page = founder.page(&format!("/{}?sort={column}", register.name())).await;
            assert!(
                page.contains("aria-sort=\"ascending\"") || register.name() == "risks",
                "{} by {column}",
                register.name()
            );
        }
    }
}

#[tokio::test]
async fn whatever_somebody_writes_is_shown_as_it_was_written() {
    let house = House::founded().await;
    let founder = house.founder();
    for text in NAUGHTY {
        let id =
            founder.add("assets", serde_json::json!({ "name": text, "description": text, "location": text })).await;
        for path in [
            format!("/assets/{id}"),
            format!("/assets/{id}/edit"),
            "/assets".into(),
            format!("/search?q={}", super::encoded(text)),
        ] {
            let page = founder.page(&path).await;
            is_sound(&path, &page);
            assert!(!page.contains("<img src=x") && !page.contains("<script>alert"), "{path}");
            let written = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
            assert!(page.contains(&written), "{path} does not show {text}");
        }
        assert!(words(&founder.page(&format!("/assets/{id}/history")).await).contains("added it"));
    }
}

#[tokio::test]
async fn what_a_form_shows_can_be_sent_back_and_changes_nothing() {
    let house = House::founded().await;
    let founder = house.founder();
    for register in by_hand() {
        let (name, id) = (register.name(), add(&founder, register, sample(register)).await);
        let path = format!("/{name}/{id}/edit");
        let fields = filled_in(&founder.page(&path).await);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let answer = founder.form(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", words(&answer.text()));
        let record = founder.get(&format!("/api/v1/{name}/{id}")).await.json();
        assert_eq!(record["revision"], 1, "{name} changed: {record}");
    }
}

#[tokio::test]
async fn pairs_of_roles_are_named_kept_and_taken_away_in_the_form_of_the_organisation() {
    let house = House::founded().await;
    let founder = house.founder();
    founder.add("systems", serde_json::json!({ "name": "Ledger", "reference": "SYS-11" })).await;
    let path = "/organisation/ORG-0001/edit";
    let send = async |change: &[(&str, &str)]| {
        let mut fields = filled_in(&founder.page(path).await);
        for (name, text) in change {
            let field = fields.iter_mut().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}"));
            field.1 = (*text).into();
        }
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        founder.form(path, &fields).await
    };
    let pair = |other: &'static str| {
        [
            ("separated_roles.0.system", "SYS-11"),
            ("separated_roles.0.role", "Preparer"),
            ("separated_roles.0.other_system", "SYS-11"),
            ("separated_roles.0.other_role", other),
        ]
    };
    let refused = send(&pair("preparer")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&refused.text());
    assert!(said.contains("A role is to be separated from itself"), "{said}");

    assert_eq!(send(&pair("Approver")).await.status, StatusCode::SEE_OTHER);
    let shown = words(&founder.page("/organisation").await);
    assert!(shown.contains("Preparer ( SYS-11 ) and Approver ( SYS-11 )"), "{shown}");
    let kept = send(&[]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", words(&kept.text()));
    let record = founder.get("/api/v1/organisation/ORG-0001").await.json();
    assert_eq!((&record["revision"], record["separated_roles"].as_array().unwrap().len()), (&2.into(), 1));

    let emptied = pair("").map(|(name, _)| (name, ""));
    assert_eq!(send(&emptied).await.status, StatusCode::SEE_OTHER);
    assert!(words(&founder.page("/organisation").await).contains("Roles to be separated none named"));
}

#[tokio::test]
async fn what_rules_find_is_told_in_list_filter_record_and_on_the_page_of_findings() {
    let house = House::founded().await;
    let founder = house.founder();
    let open = serde_json::json!({ "name": "Wiki", "classification": "Secret", "mfa": false, "last_access_review": "2026-10-30" });
    let id = founder.add("systems", open).await;
    founder.add("systems", serde_json::json!({ "name": "Blog", "last_access_review": "2026-10-30" })).await;
    let said = "SYS-0001 holds information that is Secret, and asks for no second factor";
    for path in [format!("/systems/{id}"), "/findings".into(), "/findings?register=systems".into()] {
        assert!(words(&founder.page(&path).await).contains(said), "{path}");
    }
    let list = words(&founder.page("/systems").await);
    assert!(list.contains("With a finding 1"), "{list}");
    let found = words(&founder.page("/systems?finding=no-second-factor").await);
    assert!(found.contains("Wiki") && !found.contains("Blog"), "{found}");
}

/// What stands in the fields of a form, as a browser would send it.
fn filled_in(page: &str) -> Vec<(String, String)> {
    let form = page.split("<form").find(|form| form.contains("data-leave")).unwrap().split("</form>").next().unwrap();
    let plain =
        |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let value = |tag: &str, name: &str| {
        let start = format!(" {name}=\"");
        tag.split_once(start.as_str()).map(|(_, rest)| plain(rest.split('"').next().unwrap()))
    };
    let mut sent = Vec::new();
    for tag in form.split('<') {
        let (tag, text) = tag.split_once('>').unwrap_or((tag, ""));
        let name = value(tag, "name");
        match (tag.split(' ').next(), name) {
            (Some("input"), Some(name)) => {
                let is_box = matches!(value(tag, "type").as_deref(), Some("checkbox" | "radio"));
                if value(tag, "type").as_deref() != Some("file") && (!is_box || tag.contains(" checked")) {
                    sent.push((name, value(tag, "value").unwrap_or_default()));
                }
            }
            (Some("textarea"), Some(name)) => sent.push((name, plain(text))),
            (Some("select"), Some(name)) => sent.push((name, String::new())),
            (Some("option"), None) if tag.contains(" selected") => {
                sent.last_mut().unwrap().1 = value(tag, "value").unwrap_or_default();
            }
            _ => {}
        }
    }
    sent
}
