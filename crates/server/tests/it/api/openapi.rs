//! The description of the API: a snapshot, and that it tells of every call that is there.

use std::{collections::BTreeSet, fs, path::Path};

use axum::http::StatusCode;
use serde_json::Value;

use crate::house::House;

/// Where the committed document lies. `CASTELLAN_SNAPSHOTS=write` writes it anew.
const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/openapi.json");

#[tokio::test]
async fn it_is_the_one_that_was_reviewed() {
    let served = House::founded().await.holder("").get("/api/openapi.json").await;
    assert_eq!(served.status, StatusCode::OK, "no sign-in is needed");
    let text = lines(&served.json(), 3, "\n") + "\n";
    if std::env::var_os("CASTELLAN_SNAPSHOTS").is_some_and(|word| word == "write") {
        fs::create_dir_all(Path::new(SNAPSHOT).parent().unwrap()).unwrap();
        fs::write(SNAPSHOT, &text).unwrap();
    }
    let reviewed = fs::read_to_string(SNAPSHOT).unwrap_or_default();
    let differs = text.lines().zip(reviewed.lines()).find(|(is, was)| is != was);
    assert!(
        text == reviewed,
        "the API changed, first here: {differs:?}; if that was meant, run with CASTELLAN_SNAPSHOTS=write"
    );
}

#[test]
fn it_tells_of_every_route_of_the_router() {
    let document = castellan::document();
    let told: BTreeSet<&String> = document["paths"].as_object().unwrap().keys().collect();
    for (route, _) in castellan::routes() {
        if !(route.starts_with("/api/") || ["/healthz", "/readyz", "/metrics"].contains(&route)) {
            continue;
        }
        let route =
            route.replace("{register}", "risks").replace("{act}", "accepted").replace("/views/{name}", "/views/soa");
        assert!(told.contains(&route), "{route} is not told of");
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_name_is_given_once() {
    let document = castellan::document();
    for reference in found(&document, "$ref") {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let names: Vec<&str> = found(&document, "operationId");
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for (path, item) in document["paths"].as_object().unwrap() {
        let in_path = path.matches('{').count();
        for call in item.as_object().unwrap().values() {
            let parameters = call["parameters"].as_array().unwrap().iter();
            let place = |parameter: &Value| match parameter["$ref"].as_str() {
                Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap()["in"] == "path",
                None => parameter["in"] == "path",
            };
            assert_eq!(parameters.filter(|parameter| place(parameter)).count(), in_path, "{path}");
        }
    }
}

/// JSON with a line for each call and each schema: a change of one is a change of one line.
fn lines(value: &Value, levels: usize, indent: &str) -> String {
    match value {
        Value::Object(members) if levels > 0 => {
            let inner = format!("{indent}  ");
            let member = |(name, member): (&String, &Value)| {
                format!("{}: {}", Value::from(name.as_str()), lines(member, levels - 1, &inner))
            };
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{inner}{}{indent}}}", members.join(&format!(",{inner}")))
        }
        value => value.to_string(),
    }
}

/// The texts under a key, at any depth.
fn found<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    match value {
        Value::Object(members) => {
            let here = members.get(key).and_then(Value::as_str);
            here.into_iter().chain(members.values().flat_map(|member| found(member, key))).collect()
        }
        Value::Array(items) => items.iter().flat_map(|item| found(item, key)).collect(),
        _ => vec![],
    }
}
