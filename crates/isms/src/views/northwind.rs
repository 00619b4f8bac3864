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
        let fields = json!({ "course": row["course"], "person": to::<Person>(&isms, &row["person_id"]), "due": day(&row, "due_on"), "status": status });
        add::<Training>(&mut isms, &row["training_id"], fields);
    }
    for row in rows!("audit-findings.csv") {
        let fields = json!({ "title": row["description"], "grade": word(&row["grade"]), "root_cause": row["root_cause"],
            "corrective_action": row["corrective_action"], "owner": to::<Person>(&isms, &row["owner_id"]), "found_on": day(&row, "audit_date"),
            "about": row["reference"], "due": day(&row, "due_date"), "status": word(&row["status"]), "closed_on": day(&row, "closed_on"),
            "effectiveness_checked_on": day(&row, "effectiveness_check") });
        add::<AuditFinding>(&mut isms, &row["finding_id"], fields);
    }
    rows!("risks.csv").iter().for_each(|row| risk(&mut isms, row));
    rows!("suppliers.csv").iter().for_each(|row| supplier(&mut isms, row));
    rows!("systems.csv").iter().for_each(|row| system(&mut isms, row));
    rows!("entitlements.csv").iter().for_each(|row| entitlement(&mut isms, row));
    rows!("incidents.csv").iter().for_each(|row| incident(&mut isms, row));
    separate_roles(&mut isms);
    isms
}

fn supplier(isms: &mut Isms, row: &Row) {
    let fields = json!({ "name": row["name"], "criticality": row["criticality"], "processes_personal_data": yes(row, "processes_personal_data"),
        "dpa_signed": yes(row, "dpa_signed"), "contract_end": day(row, "contract_end"), "last_security_review": day(row, "last_security_review"),
        "review_cycle_months": row["review_cycle_months"].parse::<u16>().ok(), "owner": to::<Person>(isms, &row["owner_id"]), "status": row["status"] });
    add::<Supplier>(isms, &row["supplier_id"], fields);
}

fn system(isms: &mut Isms, row: &Row) {
    let fields = json!({ "name": row["name"], "classification": row["classification"], "mfa": yes(row, "mfa"),
        "owner": to::<Person>(isms, &row["owner_id"]), "last_access_review": day(row, "last_access_review") });
    add::<System>(isms, &row["system_id"], fields);
}

fn entitlement(isms: &mut Isms, row: &Row) {
    let fields = json!({ "account": row["account"], "system": to::<System>(isms, &row["system_id"]), "role": row["role"],
        "person": to::<Person>(isms, &row["person_id"]), "account_type": row["account_type"], "privileged": yes(row, "privileged"),
        "granted_on": day(row, "granted_on"), "granted_by": to::<Person>(isms, &row["granted_by"]), "last_login": day(row, "last_login"),
        "status": row["status"], "last_reviewed": day(row, "last_reviewed") });
    add::<Entitlement>(isms, &row["entitlement_id"], fields);
}

fn incident(isms: &mut Isms, row: &Row) {
    let at = |column: &str| Some(row[column].replace("+00:00", ":00Z")).filter(|text| !text.is_empty());
    let fields = json!({ "title": row["title"], "severity": row["severity"], "status": word(&row["status"]),
        "detected_at": at("detected_at"), "reported_at": at("reported_at"), "contained_at": at("contained_at"),
        "resolved_at": at("resolved_at"), "closed_at": at("closed_at"), "personal_data_breach": yes(row, "personal_data_breach"),
        "authority_notified_at": at("authority_notified_at"), "root_cause": row["root_cause"], "lessons_learned": row["lessons_learned"] });
    add::<Incident>(isms, &row["incident_id"], fields);
}

/// Gives the organisation the pairs of roles that its own file wants separated; the systems have to be there.
pub fn separate_roles(isms: &mut Isms) {
    let file: Value =
        serde_json::from_str(include_str!("../../../../content/sample/northwind-analytics/organisation.json")).unwrap();
    let system = |rule: &Value, name: &str| to::<System>(isms, rule[name].as_str().unwrap());
    let pair = |rule: &Value| {
        json!({ "system": system(rule, "system_a"), "role": rule["role_a"], "other_system": system(rule, "system_b"),
            "other_role": rule["role_b"], "why": rule["why"] })
    };
    let pairs: Vec<Value> = file["access_rules"]["sod_rules"].as_array().unwrap().iter().map(pair).collect();
    let mut organisation = isms.the_organisation().unwrap().clone();
    organisation.body.record.separated_roles = typed(pairs.into());
    isms.put(organisation);
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

fn yes(row: &Row, column: &str) -> Option<bool> {
    [("Yes", true), ("No", false)].into_iter().find(|(word, _)| *word == row[column]).map(|(_, yes)| yes)
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

/// What the rules find there, by register and rule: what its maker planted and wrote down with every id.
pub const FOUND: [(&str, &str, &str); 31] = [
    ("people", "ended-not-marked-leaver", "P049 P072"),
    ("people", "leaver-before-end", ""),
    ("people", "roles-to-be-separated", "P013 P025 P077 P090 P092 P095 P107"),
    ("assets", "no-owner", "AST-020 AST-027 AST-037 AST-038 AST-039"),
    ("assets", "owner-departed", "AST-022 AST-024 AST-035 AST-122"),
    (
        "assets",
        "review-lapsed",
        "AST-001 AST-009 AST-024 AST-034 AST-041 AST-053 AST-054 AST-062 AST-085 AST-086 AST-089 AST-105 AST-118",
    ),
    ("documents", "approved-without-approver", "POL-02 POL-03"),
    ("documents", "approved-by-its-owner", "POL-15"),
    (
        "entitlements",
        "person-departed",
        "ENT-0011 ENT-0093 ENT-0137 ENT-0218 ENT-0260 ENT-0340 ENT-0386 ENT-0387 ENT-0395 ENT-0414 ENT-0419 ENT-0526 ENT-0529",
    ),
    ("entitlements", "used-after-departure", "ENT-0011 ENT-0093 ENT-0137 ENT-0218 ENT-0260 ENT-0387 ENT-0414 ENT-0526"),
    ("entitlements", "nobody-known", "ENT-0047 ENT-0754 ENT-0805"),
    ("entitlements", "privileged-dormant", "ENT-0429 ENT-0430 ENT-0449 ENT-0452 ENT-0522 ENT-0768"),
    ("entitlements", "privileged-never-used", "ENT-0423 ENT-0787"),
    ("entitlements", "granted-by-oneself", "ENT-0443 ENT-0458 ENT-0778"),
    ("systems", "no-second-factor", "SYS-05 SYS-12 SYS-20"),
    ("systems", "access-review-lapsed", "SYS-01 SYS-10 SYS-16 SYS-20"),
    ("suppliers", "review-lapsed", "SUP-001 SUP-007 SUP-012"),
    ("suppliers", "contract-expired", "SUP-006 SUP-012"),
    ("suppliers", "no-processing-agreement", "SUP-006 SUP-008 SUP-022"),
    ("incidents", "breach-not-notified", "INC-2026-016"),
    ("incidents", "breach-notified-late", "INC-2026-019"),
    ("incidents", "closed-without-lessons", "INC-2026-021 INC-2026-022 INC-2026-027 INC-2026-028"),
    ("incidents", "order-impossible", "INC-2025-013"),
    ("audit-findings", "closed-without-effectiveness-check", "AF-08 AF-15"),
    ("audit-findings", "no-root-cause", "AF-07 AF-14"),
    ("audit-findings", "major-open", "AF-01 AF-04 AF-06 AF-11"),
    ("corrective-actions", "no-root-cause", ""),
    ("corrective-actions", "closed-without-effectiveness-check", ""),
    ("objectives", "ended-without-result", ""),
    ("reviews", "held-without-results", ""),
    ("risks", "no-owner", "R-014 R-032"),
];

/// That the rules find in this state what was planted, no more and no less.
pub fn assert_found(isms: &Isms) {
    for (register, rule, planted) in FOUND {
        let found = super::findings(isms, TODAY, Some(register));
        let found = called(isms, found.iter().filter(|finding| finding.rule.name == rule).map(|finding| finding.on));
        let planted: BTreeSet<String> = planted.split_whitespace().map(String::from).collect();
        assert_eq!(found, planted, "{rule} of {register}");
    }
}
