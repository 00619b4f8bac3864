//! The plain registers against files that organisations keep: the words at the head of each column are known, and what
//! is overdue is what the sample organisation's own list says.

use super::*;
use crate::{Changes, Link, Refusal, registers::audits};
use serde_json::Map;

const PEOPLE: &str = include_str!("../../../../../content/sample/northwind-analytics/people.csv");
const SYSTEMS: &str = include_str!("../../../../../content/sample/northwind-analytics/systems.csv");
const SUPPLIERS: &str = include_str!("../../../../../content/sample/northwind-analytics/suppliers.csv");
const INCIDENTS: &str = include_str!("../../../../../content/sample/northwind-analytics/incidents.csv");
const ENTITLEMENTS: &str = include_str!("../../../../../content/sample/northwind-analytics/entitlements.csv");
const TRAININGS: &str = include_str!("../../../../../content/sample/northwind-analytics/training.csv");
const FINDINGS: &str = include_str!("../../../../../content/sample/northwind-analytics/audit-findings.csv");

/// Adds each row by hand; fields that are refused are told and left out.
fn read(isms: &Isms, name: &str, file: &str) -> (Isms, Vec<String>) {
    let (mut isms, mut problems) = (isms.clone(), Vec::new());
    let mut rows = csv::Reader::from_reader(file.as_bytes());
    let columns: Vec<String> = rows.headers().unwrap().iter().map(|head| meant(name, head)).collect();
    for row in rows.records() {
        let row = row.unwrap();
        let cells = columns.iter().zip(&row).filter(|(_, cell)| !cell.is_empty());
        let given: Map<String, Value> = cells.map(|(field, cell)| (field.clone(), json!(cell))).collect();
        let changes = added(&isms, name, given, &mut problems).unwrap();
        isms = crate::fold(isms, &changes).unwrap();
    }
    (isms, problems)
}

fn added(
    isms: &Isms, name: &str, mut given: Map<String, Value>, problems: &mut Vec<String>,
) -> Result<Changes, Refusal> {
    ask(isms, name, &[], "added", given.clone().into()).or_else(|refusal| {
        for field in refusal.reasons.into_iter().filter_map(|reason| reason.field) {
            problems.push(format!("{}: {field}", given["reference"].as_str().unwrap()));
            given.remove(&field);
        }
        ask(isms, name, &[], "added", given.into())
    })
}

/// The field that a column means, by its own name or by a word that the register knows for it.
fn meant(name: &str, head: &str) -> String {
    let (described, word) = (register(name).unwrap().description(), plain(&head.replace('_', " ")));
    let also = described.face.also_called.iter().find(|(_, words)| words.contains(&word.as_str()));
    let own = described.fields.iter().map(|field| field.name.as_str()).find(|field| field.replace('_', " ") == word);
    let field = also.map(|(field, _)| *field).or(own);
    field.unwrap_or_else(|| panic!("{name}: nobody knows the column `{head}`")).into()
}

fn northwind() -> Isms {
    let (isms, _) = read(&Isms::default(), "people", PEOPLE);
    let (isms, _) = read(&isms, "suppliers", SUPPLIERS);
    read(&isms, "systems", SYSTEMS).0
}

/// The references of what is overdue in a register on the day of the sample.
fn overdue(isms: &Isms, name: &str) -> Vec<String> {
    let (register, today) = (register(name).unwrap(), jiff::civil::date(2026, 10, 31));
    let late = register.ids(isms, false).filter(|id| register.due(isms, *id).is_some_and(|due| due.on < today));
    late.map(|id| register.head(isms, id).unwrap().called()).collect()
}

#[test]
fn overdue_trainings_are_found_whatever_they_are_labelled() {
    let (isms, problems) = read(&northwind(), "trainings", TRAININGS);
    assert_eq!((isms.trainings().len(), problems.len()), (148, 0), "{problems:?}");
    let wanted = ["TR-0031", "TR-0051", "TR-0070", "TR-0078", "TR-0082", "TR-0097", "TR-0099", "TR-0104", "TR-0119"];
    assert_eq!(overdue(&isms, "trainings"), wanted);
}

#[test]
fn overdue_audit_findings_are_found_and_their_reference_is_the_requirement() {
    let titles = ["Internal audit 2025-2", "Stage 1 readiness review", "Internal audit 2026-1", "Customer audit"];
    let audit = |isms: Isms, title: &str| after(&isms, "audits", &[], "added", json!({ "title": title }));
    let (isms, problems) = read(&titles.into_iter().fold(northwind(), audit), "audit-findings", FINDINGS);
    assert_eq!((isms.audit_findings().len(), problems.len()), (15, 0), "{problems:?}");
    assert_eq!(overdue(&isms, "audit-findings"), ["AF-01", "AF-04", "AF-09", "AF-12"]);
    let first = isms.audit_findings().iter().next().unwrap();
    assert_eq!((first.about.as_deref(), first.called()), (Some("9.2"), "AF-01".into()));
    assert_eq!(first.audit.as_ref().and_then(Link::id), isms.audits().by_title(titles[0]).next());
    assert_eq!(isms.audits().iter().next().map(|audit| audit.status), Some(audits::AuditStatus::Planned));
}

#[test]
fn entitlements_and_incidents_are_read_whole() {
    let (isms, problems) = read(&northwind(), "entitlements", ENTITLEMENTS);
    assert_eq!(problems, ["ENT-0047: person", "ENT-0754: person", "ENT-0805: person"], "accounts of nobody we know");
    let enabled = |one: &&Held<Entitlement>| one.status == entitlements::EntitlementStatus::Enabled;
    let enabled: Vec<_> = isms.entitlements().iter().filter(enabled).collect();
    let privileged = enabled.iter().filter(|one| one.privileged == Some(true)).count();
    assert_eq!((isms.entitlements().len(), enabled.len(), privileged), (929, 874, 69));

    let (isms, problems) = read(&isms, "incidents", INCIDENTS);
    assert_eq!((isms.incidents().len(), problems.len()), (30, 0), "{problems:?}");
    let breaches = isms.incidents().iter().filter(|one| one.personal_data_breach == Some(true));
    let breaches: Vec<String> = breaches.map(Held::called).collect();
    assert_eq!(breaches, ["INC-2026-016", "INC-2026-019", "INC-2026-024", "INC-2026-030"]);
}

#[test]
fn the_columns_of_another_organisations_files_are_known() {
    let files = [
        (
            "incidents",
            "Title,Type,Severity,Affected Assets,Reported By,Reported At,Detected By,Detection Method,Response Team,\
             Containment At,Resolved At,Data Breach,Authority Notification,Root Cause,Corrective Action,Status",
        ),
        (
            "corrective-actions",
            "Source,Date Raised,Finding / Nonconformity,Root Cause,Correction (Immediate),Corrective Action,Owner,\
             Due Date,Status,Effectiveness Check,Closure Date",
        ),
        (
            "exceptions",
            "Type,Scope,Description,Reason,Compensating Controls,Requested By,Approved By,Granted,Expires,Status",
        ),
        ("trainings", "Person,Role,Training,Type,Due Date,Completion Date,Status,Evidence,Next Refresh"),
    ];
    for (name, heads) in files {
        let fields: BTreeSet<String> = heads.split(',').map(|head| meant(name, head)).collect();
        assert_eq!(fields.len(), heads.split(',').count(), "{name}: two columns mean one field");
    }
}
