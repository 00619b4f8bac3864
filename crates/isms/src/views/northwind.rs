//! The sample organisation for the tests of the views: its files read straight into records, beside the real import.

use crate::{
    annex_a,
    collection::Body,
    founding::found,
    record::*,
    registers::risks::{Acceptance, AcceptedState},
    revision::fold,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The day on which the sample is judged.
pub const TODAY: Date = date(2026, 10, 31);

type Row = BTreeMap<String, String>;

macro_rules! rows {
    ($file:literal) => {
        annex_a::rows::<Row>(include_str!(concat!("../../../../content/sample/northwind-analytics/", $file)))
    };
}

/// The organisation of the sample, with all its registers that a view looks into.
pub fn northwind() -> Isms {
    let organisation = Organisation { name: "Northwind Analytics Ltd".into(), ..Organisation::default() };
    let mut isms = fold(Isms::default(), &found(&Isms::default(), organisation).unwrap()).unwrap();
    for row in rows!("people.csv") {
        let fields = json!({ "name": row["full_name"], "end": day(&row, "end_date"), "status": word(&row["status"]) });
        add::<Person>(&mut isms, &row["person_id"], fields);
    }
    for row in rows!("assets.csv") {
        let fields = json!({ "name": row["name"], "owner": to::<Person>(&isms, &row["owner_id"]), "last_reviewed": day(&row, "last_reviewed") });
        add::<Asset>(&mut isms, &row["asset_id"], fields);
    }
    for row in rows!("controls.csv") {
        let control: Control = typed(control(&isms, &row));
        isms.put(Held {
            id: row["control_id"].parse().unwrap(),
            revision: 2,
            body: Body { record: control, ..Body::default() },
        });
    }
    for row in rows!("policies.csv") {
        let fields = json!({ "title": row["title"], "status": word(&row["status"]), "owner": to::<Person>(&isms, &row["owner_id"]),
            "approved_by": to::<Person>(&isms, &row["approved_by"]), "next_review": day(&row, "review_due") });
        add::<Document>(&mut isms, &row["policy_id"], fields);
    }
    for row in rows!("training.csv") {
        let status = if row["completed_on"].is_empty() { "assigned" } else { "completed" };
        add::<Training>(
            &mut isms,
            &row["training_id"],
            json!({ "course": row["course"], "due": day(&row, "due_on"), "status": status }),
        );
    }
    for row in rows!("audit-findings.csv") {
        let fields =
            json!({ "title": row["description"], "due": day(&row, "due_date"), "status": word(&row["status"]) });
        add::<AuditFinding>(&mut isms, &row["finding_id"], fields);
    }
    rows!("risks.csv").iter().for_each(|row| risk(&mut isms, row));
    isms
}

fn control(isms: &Isms, row: &Row) -> Value {
    let implementation = match row["implementation_status"].as_str() {
        "Implemented" => Some("yes"),
        "Partially implemented" => Some("partly"),
        "Planned" => Some("planned"),
        "Not implemented" => Some("no"),
        _ => None,
    };
    let evidence = Some(&row["evidence_ref"]).filter(|text| !text.is_empty()).map(|text| json!({ "text": text }));
    json!({
        "applicability": if row["applicable"] == "Yes" { "applicable" } else { "not-applicable" },
        "justification": row["justification"], "implementation": implementation, "planned_for": day(row, "target_date"),
        "owner": to::<Person>(isms, &row["owner_id"]), "evidence": Vec::from_iter(evidence),
    })
}

fn risk(isms: &mut Isms, row: &Row) {
    let rating = |l: &str, c: &str, score: &str, level: &str| {
        let step = |name: &str| row[name].parse::<u8>().ok();
        json!({ "likelihood": step(l), "consequence": step(c), "stated_score": row[score], "stated_level": row[level] })
    };
    let status = if row["status"] == "Open" { "assessed".into() } else { word(&row["status"]) };
    let mut risk: Risk = typed(json!({
        "title": row["title"], "owner": to::<Person>(isms, &row["owner_id"]), "assets": Vec::from_iter(to::<Asset>(isms, &row["asset_id"])),
        "inherent": rating("likelihood", "impact", "inherent_score", "inherent_level"),
        "residual": rating("residual_likelihood", "residual_impact", "residual_score", "residual_level"),
        "existing_controls": controls(&row["existing_controls"]), "planned_controls": controls(&row["planned_controls"]),
        "option": word(&row["treatment"]), "due": day(row, "treatment_due"), "status": status,
    }));
    if let Some(by) = to::<Person>(isms, &row["accepted_by"]) {
        let of = AcceptedState::now(isms, &risk);
        let on = row["accepted_on"].parse().unwrap();
        risk.acceptances = vec![Acceptance { by: typed(by), on, reason: String::new(), stated: true, of }];
    }
    add::<Risk>(isms, &row["risk_id"], json!(risk));
}

fn add<R: Register>(isms: &mut Isms, reference: &str, fields: Value) {
    let mut record = json!(R::default());
    fields.as_object().unwrap().iter().for_each(|(name, value)| record[name] = value.clone());
    let id = Id::new(R::LETTERS, R::collection(isms).next_number());
    isms.put(Held {
        id,
        revision: 1,
        body: Body { record: typed::<R>(record), reference: Some(reference.into()), ..Body::default() },
    });
}

fn typed<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn to<R: Register>(isms: &Isms, reference: &str) -> Option<Value> {
    let found = R::collection(isms).by_reference(reference).next();
    (!reference.is_empty()).then(|| found.map_or(json!({ "text": reference }), |id| json!({ "id": id })))
}

fn controls(cell: &str) -> Vec<Value> {
    let control = |text: &str| match annex_a::successors(text) {
        [] => json!({ "id": text.trim_start_matches("A.") }),
        [successor, ..] => json!({ "id": successor, "text": text }),
    };
    cell.split("; ").filter(|text| !text.is_empty()).map(control).collect()
}

fn day(row: &Row, column: &str) -> Option<Date> {
    row[column].parse().ok()
}

fn word(text: &str) -> String {
    text.to_lowercase().replace([' ', '_'], "-")
}

/// What the records found are called.
pub fn called(isms: &Isms, ids: impl IntoIterator<Item = Id>) -> BTreeSet<String> {
    ids.into_iter().map(|id| register_of(id).unwrap().head(isms, id).unwrap().called()).collect()
}
