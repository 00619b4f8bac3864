//! The whole sample organisation, as eleven files and as one workbook, against the facts that its maker wrote down.

use std::{collections::BTreeMap, fs};

use formats::{Table, Value as Cell};
use serde_json::{Value, json};

use super::{Folder, northwind};

const TODAY: &str = "2026-10-31";
/// The lists, as the facts call them, with the register each becomes.
const LISTS: [(&str, &str); 11] = [
    ("people", "people"),
    ("assets", "assets"),
    ("suppliers", "suppliers"),
    ("systems", "systems"),
    ("entitlements", "entitlements"),
    ("risks", "risks"),
    ("controls", "controls"),
    ("incidents", "incidents"),
    ("audit_findings", "audit-findings"),
    ("policies", "documents"),
    ("training", "trainings"),
];

/// An organisation as its views show it on the day.
struct Seen<'a> {
    folder: &'a Folder,
    findings: Value,
    overdue: Value,
}

/// The facts as the sample's maker wrote them down, those included that no view answers yet.
fn expected() -> Value {
    serde_json::from_str(include_str!("northwind-facts.json")).unwrap()
}

fn file_of(list: &str) -> String {
    northwind(&(list.replace('_', "-") + ".csv"))
}

#[test]
fn eleven_files_hold_what_their_maker_says() {
    let folder = Folder::founded();
    let files = LISTS.map(|(list, _)| file_of(list));
    let imported = folder.json(&[&["import"], &files.each_ref().map(String::as_str)[..]].concat());
    holds(&folder, &expected(), &imported);
}

#[test]
fn so_does_one_workbook_of_them() {
    let folder = Folder::founded();
    let book = folder.path("Northwind ISMS (2026-10-31).xlsx");
    // The order of the sheets is nobody's, so that links point both ways.
    fs::write(&book, formats::write_xlsx(&LISTS.map(|(list, _)| sheet(list))).unwrap()).unwrap();
    let imported = folder.json(&["import", &book]);
    holds(&folder, &expected(), &imported);
    let again = folder.json(&["import", &book]);
    assert_eq!(again["import"], Value::Null, "the same again is no news");
}

/// A list as the sheet that somebody keeps: dates are dates, whole numbers are numbers.
fn sheet(list: &str) -> Table {
    let read = formats::read(list, &fs::read(file_of(list)).unwrap()).unwrap().remove(0);
    let texts = |row: &formats::Row| (0..row.cells.len()).map(|at| row.text(at).into_owned()).collect::<Vec<String>>();
    let mut rows = read.rows.iter().map(texts);
    let columns = rows.next().unwrap();
    let cell = |text: String| match text.parse::<u32>() {
        Ok(number) => Cell::Number(f64::from(number)),
        Err(_) if text.parse::<jiff::civil::Date>().is_ok() && text.len() == TODAY.len() => Cell::Date(text),
        Err(_) => Cell::from(text.as_str()),
    };
    let rows = rows.map(|row| row.into_iter().map(cell).collect()).collect();
    Table { name: list.replace('_', " "), columns, rows }
}

fn holds(folder: &Folder, expected: &Value, imported: &Value) {
    let sheets = imported["files"].as_array().unwrap().iter().flat_map(|file| file["sheets"].as_array().unwrap());
    let rows: BTreeMap<&str, &Value> = sheets
        .inspect(|sheet| counted(sheet))
        .map(|sheet| (sheet["register"].as_str().unwrap(), &sheet["rows"]))
        .collect();
    for (list, register) in LISTS {
        assert_eq!(rows[register], &expected["rows"][list], "{list}");
    }
    separate_roles(folder);
    let view = |view: &str| folder.json(&[view, "--today", TODAY]);
    let seen = Seen { folder, findings: view("findings")["findings"].take(), overdue: view("overdue")["items"].take() };
    for (section, found) in [
        ("people", people(&seen)),
        ("access", access(&seen)),
        ("systems", systems(&seen)),
        ("assets", assets(&seen)),
        ("suppliers", suppliers(&seen)),
        ("controls", controls(&seen)),
        ("risks", risks(&seen)),
        ("incidents", incidents(&seen)),
        ("audit_findings", audit_findings(&seen)),
        ("policies", policies(&seen)),
    ] {
        for (fact, found) in found.as_object().unwrap() {
            assert_eq!(found, &expected[section][fact], "{section}: {fact}");
        }
    }
    assert_eq!(seen.overdue.as_array().unwrap().len(), expected["overdue_items_total"]);
}

/// Every row became a record, or found its control.
fn counted(sheet: &Value) {
    let count = |key: &str| sheet[key].as_u64().unwrap();
    assert_eq!(count("rows"), count("created") + count("changed"), "{sheet}");
    assert_eq!((count("unchanged"), count("skipped"), count("also_created")), (0, 0, 0), "{sheet}");
}

fn people(seen: &Seen) -> Value {
    let people = list(seen, "people");
    let those = |so: &dyn Fn(&Value) -> bool| called(people.iter().filter(|one| so(one)));
    json!({
        "active": those(&|one| one["status"] == "active").len(),
        "on_leave": those(&|one| one["status"] == "on-leave").len(),
        "leavers": those(&|one| one["status"] == "leaver").len(),
        "contractors": those(&|one| one["employment"] == "contractor").len(),
        "resigned_but_not_yet_left": those(&|one| one["employment"] == "employee" && one["end"].as_str().is_some_and(|end| end > TODAY)),
        "ended_but_status_not_leaver": seen.found("people", "ended-not-marked-leaver"),
    })
}

/// Sets the pairs of roles that the sample's own file wants separated.
fn separate_roles(folder: &Folder) {
    let file: Value = serde_json::from_str(&fs::read_to_string(northwind("organisation.json")).unwrap()).unwrap();
    let pair = |rule: &Value| {
        json!({ "system": rule["system_a"], "role": rule["role_a"], "other_system": rule["system_b"],
            "other_role": rule["role_b"], "why": rule["why"] })
    };
    let pairs: Vec<Value> = file["access_rules"]["sod_rules"].as_array().unwrap().iter().map(pair).collect();
    folder.does(&["edit", "organisation", "ORG-0001", &format!("separated_roles={}", Value::from(pairs))]);
}

/// Of the roles that meet in one person the people are compared: the rule does not number the pairs.
fn access(seen: &Seen) -> Value {
    let departed = seen.found("entitlements", "person-departed");
    let entitlements = list(seen, "entitlements");
    let those = |so: &dyn Fn(&Value) -> bool| entitlements.iter().filter(|one| so(one)).count();
    let mut people: Vec<String> = vec![];
    for one in entitlements.iter().filter(|one| departed.iter().any(|called| one["reference"] == **called)) {
        people.push(one["person"]["reference"].as_str().unwrap().into());
    }
    people.sort();
    people.dedup();
    let separated = seen.found("people", "roles-to-be-separated");
    json!({
        "enabled": those(&|one| one["status"] == "enabled"),
        "disabled": those(&|one| one["status"] == "disabled"),
        "privileged_enabled": those(&|one| one["status"] == "enabled" && one["privileged"] == true),
        "service_accounts": those(&|one| one["account_type"] == "service"),
        "ended_people_with_live_access_by_end_date":
            { "people_count": people.len(), "entitlement_rows": departed.len(), "people": people },
        "logins_after_end_date": seen.found("entitlements", "used-after-departure"),
        "dormant_privileged": seen.found("entitlements", "privileged-dormant"),
        "privileged_never_used_granted_over_90_days": seen.found("entitlements", "privileged-never-used"),
        "sod_conflict_count": separated.len(),
        "orphan_accounts": seen.found("entitlements", "nobody-known"),
        "self_granted_privileged": seen.found("entitlements", "granted-by-oneself"),
    })
}

fn systems(seen: &Seen) -> Value {
    json!({
        "confidential_or_restricted_without_mfa": seen.found("systems", "no-second-factor"),
        "access_review_older_than_90_days": seen.found("systems", "access-review-lapsed"),
    })
}

fn suppliers(seen: &Seen) -> Value {
    json!({
        "critical_or_high_review_over_12_months": seen.found("suppliers", "review-lapsed"),
        "active_with_expired_contract": seen.found("suppliers", "contract-expired"),
        "personal_data_without_dpa": seen.found("suppliers", "no-processing-agreement"),
    })
}

fn incidents(seen: &Seen) -> Value {
    json!({
        "breach_not_notified": seen.found("incidents", "breach-not-notified"),
        "breach_notified_after_72h": seen.found("incidents", "breach-notified-late"),
        "closed_without_lessons": seen.found("incidents", "closed-without-lessons"),
        "contained_before_detected": seen.found("incidents", "order-impossible"),
    })
}

fn audit_findings(seen: &Seen) -> Value {
    json!({
        "overdue_open": seen.overdue("audit-findings"),
        "closed_without_effectiveness_check": seen.found("audit-findings", "closed-without-effectiveness-check"),
        "open_major": seen.found("audit-findings", "major-open"),
        "without_root_cause": seen.found("audit-findings", "no-root-cause"),
    })
}

fn assets(seen: &Seen) -> Value {
    let assets = list(seen, "assets");
    let mut classes: BTreeMap<&str, u32> = BTreeMap::new();
    for asset in &assets {
        *classes.entry(asset["classification"].as_str().unwrap()).or_default() += 1;
    }
    let mut doubles: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for asset in &assets {
        doubles
            .entry(asset["name"].as_str().unwrap().to_lowercase())
            .or_default()
            .push(asset["reference"].as_str().unwrap());
    }
    doubles.retain(|_, several| several.len() > 1);
    let mut doubles: Vec<Vec<&str>> = doubles.into_values().collect();
    doubles.sort();
    json!({
        "without_owner": seen.found("assets", "no-owner"),
        "owned_by_leaver": seen.found("assets", "owner-departed"),
        "review_older_than_365_days": seen.found("assets", "review-lapsed"),
        "duplicate_names": doubles,
        "by_classification": classes,
        "personal_data_yes": assets.iter().filter(|asset| asset["personal_data"] == true).count(),
    })
}

fn controls(seen: &Seen) -> Value {
    let soa = seen.folder.json(&["soa"]);
    let controls = soa["controls"].as_array().unwrap();
    let so_far = |far: &str| controls.iter().filter(|one| one["implementation"] == far).count();
    let excluded: Vec<&Value> = controls.iter().filter(|one| one["applicable"] == false).collect();
    let unjustified = seen.found("controls", "excluded-without-justification");
    let blank = excluded.iter().filter(|one| one["justification"].is_null());
    json!({
        "applicable": controls.iter().filter(|one| one["applicable"] == true).count(),
        "excluded": called(excluded.iter().copied()),
        "by_status": {
            "Implemented": so_far("yes"), "Partially implemented": so_far("partly"), "Planned": so_far("planned"),
            "Not implemented": so_far("no"),
            "Not applicable": controls.iter().filter(|one| one["implementation"].is_null()).count(),
        },
        "unjustified_exclusions": unjustified,
        "of_which_blank": called(blank.copied()),
        "applicable_without_inclusion_reason": seen.found("controls", "reason-not-stated"),
        "implemented_without_evidence": seen.found("controls", "implemented-without-evidence"),
        "target_date_overdue": seen.overdue("controls"),
        "applicable_without_owner": seen.found("controls", "no-owner"),
        "owner_is_leaver": seen.found("controls", "owner-departed"),
    })
}

fn risks(seen: &Seen) -> Value {
    let view = seen.folder.json(&["risks", "--today", TODAY]);
    let rated = view["risks"].as_array().unwrap();
    let records = list(seen, "risks");
    let level = |level: &str| rated.iter().filter(|one| one["inherent"]["level"] == level).count();
    let option = |option: &str| rated.iter().filter(|one| one["option"] == option).count();
    let method = |method: &str| records.iter().filter(|one| one["method"] == method).count();
    json!({
        "asset_based": method("asset-based"),
        "scenario_based": method("scenario-based"),
        "by_level_recomputed":
            { "Low": level("Low"), "Medium": level("Medium"), "High": level("High"), "Critical": level("Critical") },
        "by_treatment":
            { "Modify": option("modify"), "Retain": option("retain"), "Share": option("share"), "Avoid": option("avoid") },
        "wrong_inherent_score": seen.found("risks", "stated-differs-from-criteria"),
        "residual_above_inherent": seen.found("risks", "residual-above-inherent"),
        "accepted_at_12_or_more_without_sign_off": seen.found("risks", "over-limit-unsigned"),
        "treatment_overdue": seen.overdue("risks"),
        "without_owner": seen.found("risks", "no-owner"),
        "owned_by_leaver": seen.found("risks", "owner-departed"),
        "unknown_asset": seen.found("risks", "unknown-asset"),
        "using_2013_control_numbers": seen.found("risks", "control-number-of-2013"),
        "modify_high_without_planned_control": seen.found("risks", "untreated-above-limit"),
    })
}

fn policies(seen: &Seen) -> Value {
    let documents = list(seen, "documents");
    json!({
        "review_overdue": seen.overdue("documents"),
        "approved_without_approver": seen.found("documents", "approved-without-approver"),
        "draft": called(documents.iter().filter(|one| one["status"] == "draft")),
    })
}

fn list(seen: &Seen, register: &str) -> Vec<Value> {
    seen.folder.json(&["list", register]).as_array().unwrap().clone()
}

impl Seen<'_> {
    /// The records that a rule speaks of first.
    fn found(&self, register: &str, rule: &str) -> Vec<String> {
        let findings = self.findings.as_array().unwrap();
        let those = findings.iter().filter(|one| one["rule"] == rule && one["register"] == register);
        called(those.map(|one| &one["records"][0]))
    }

    fn overdue(&self, register: &str) -> Vec<String> {
        let mut late = called(self.overdue.as_array().unwrap().iter().filter(|one| one["register"] == register));
        late.sort_by_key(|called| called.split(['.', '-']).map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>());
        late
    }
}

fn called<'a>(records: impl Iterator<Item = &'a Value>) -> Vec<String> {
    records.map(|one| one["reference"].as_str().or(one["id"].as_str()).unwrap().to_owned()).collect()
}
