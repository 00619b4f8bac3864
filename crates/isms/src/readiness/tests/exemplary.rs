//! A small organisation in which no rule finds a gap, on [`DAY`]. Faults are planted into it one by one.

use crate::{
    Isms, Organisation, annex_a,
    collection::{Body, Held},
    fold, founding,
    record::*,
    registers::risks::{Acceptance, AcceptedState, PlanApproval},
    standards,
};
use serde_json::{Map, Value, json};

/// The day on which it is judged.
pub const DAY: Date = date(2026, 10, 31);

/// The organisation with all its records.
pub fn exemplary() -> Isms {
    let organisation = Organisation { name: "Three Rivers Dental".into(), ..Organisation::default() };
    let mut isms = fold(Isms::default(), &founding::found(&Isms::default(), organisation).unwrap()).unwrap();
    set::<Organisation>(
        &mut isms,
        "ORG-0001",
        json!({
            "scope": "Care of patients and their records in the practice in Leeds.", "out_of_scope": "The laboratory, which is another company.",
            "sites": [{ "name": "Practice" }], "risk_assessment_months": 12, "internal_audit_months": 12,
            "management_review_months": 12, "awareness_months": 12, "criteria": criteria(),
        }),
    );
    people(&mut isms);
    context(&mut isms);
    documents(&mut isms);
    controls(&mut isms);
    risks(&mut isms);
    running(&mut isms);
    checked(&mut isms);
    isms
}

/// Changes fields of a record, or makes it.
pub fn set<R: Register>(isms: &mut Isms, id: &str, fields: Value) {
    let id: Id = id.parse().unwrap();
    let before = R::collection(isms).get(id).cloned();
    let revision = before.as_ref().map_or(1, |held| held.revision + 1);
    let mut record: Map<String, Value> =
        json!(before.map(|held| held.body.record).unwrap_or_default()).as_object().unwrap().clone();
    record.extend(fields.as_object().unwrap().clone());
    let record: R = serde_json::from_value(Value::Object(record)).unwrap();
    isms.put(Held { id, revision, body: Body { record, ..Body::default() } });
}

fn to(id: &str) -> Value {
    json!({ "id": id })
}

fn criteria() -> Value {
    let mut criteria = json!(crate::criteria::Criteria::default());
    for scale in ["likelihood", "consequence"] {
        for step in criteria[scale].as_array_mut().unwrap() {
            step["description"] = json!("In words that two people read alike.");
        }
    }
    criteria
}

/// A director, a manager of the system, a dentist who knows the work, an auditor from elsewhere.
fn people(isms: &mut Isms) {
    for (number, name) in ["Dina Rector", "Mara Quint", "Ugo Silva", "Ann Auditor"].into_iter().enumerate() {
        set::<Person>(isms, &format!("P-000{}", number + 1), json!({ "name": name, "start": "2020-01-01" }));
    }
    set::<Account>(isms, "ACC-0001", json!({ "roles": ["administrator", "isms-manager"], "person": to("P-0002") }));
    set::<Account>(isms, "ACC-0002", json!({ "roles": ["top-management"], "person": to("P-0001") }));
}

fn context(isms: &mut Isms) {
    set::<Issue>(
        isms,
        "IS-0001",
        json!({ "title": "Climate change", "side": "external", "effect": "Hot summers stop the server.", "risks": [to("R-0001")] }),
    );
    set::<Issue>(
        isms,
        "IS-0002",
        json!({ "title": "Two leave each year", "side": "internal", "effect": "Knowledge goes with them.", "risks": [to("R-0001")] }),
    );
    set::<InterestedParty>(
        isms,
        "IP-0001",
        json!({ "name": "Patients", "side": "external", "expects": "That nobody reads their files.", "answered": "All of it, by access rules." }),
    );
    set::<Obligation>(
        isms,
        "O-0001",
        json!({ "title": "Data protection law", "provision": "Art. 32", "controls": [to("5.15")], "next_review": "2027-03-01" }),
    );
    set::<Supplier>(
        isms,
        "S-0001",
        json!({ "name": "Cloud host", "criticality": "high", "owner": to("P-0003"), "last_security_review": "2026-06-01",
        "review_cycle_months": 12, "processes_personal_data": true, "dpa_signed": true, "contract_end": "2028-01-01", "status": "active" }),
    );
    set::<System>(
        isms,
        "SYS-0001",
        json!({ "name": "Patient files", "owner": to("P-0003"), "mfa": true, "classification": "Confidential", "last_access_review": "2026-09-30" }),
    );
}

/// The duties of which a text alone shows nothing: people were told, or can get something.
const TOLD: [&str; 6] =
    ["5.2-communicated", "5.2-outside", "5.3-communicated", "6.2-communicated", "7.3-contribution", "7.3-consequences"];

/// The duties that only a document or a piece of evidence can speak for.
fn spoken_for() -> Vec<String> {
    standards::duties().map(|(_, duty)| duty.id.clone()).collect()
}

fn documents(isms: &mut Isms) {
    let kinds = ["scope", "policy", "risk-assessment-method", "treatment-process", "objectives", "procedure"];
    for (number, kind) in (1..).zip(kinds) {
        let title = if kind == "policy" { "Information security policy" } else { kind };
        set::<Document>(
            isms,
            &format!("D-000{number}"),
            json!({ "title": title, "kind": kind, "version": "1", "status": "approved", "owner": to("P-0002"),
            "approved_by": to("P-0001"), "approved_on": "2026-02-01", "next_review": "2027-02-01", "location": "https://docs.example.com/1",
            "duties": if kind == "procedure" { spoken_for() } else { vec![] } }),
        );
    }
    let of_the_policy = ["5.2-established", "5.2-fits", "5.2-objectives", "5.2-promises"];
    set::<Document>(isms, "D-0002", json!({ "duties": of_the_policy, "covers": [to("5.1")] }));
}

/// One control is needed and in place, the others are left out with a reason.
fn controls(isms: &mut Isms) {
    let all: Vec<Id> = annex_a::controls().map(|control| control.id).collect();
    for id in all {
        let needed = json!({ "applicability": "applicable", "justification": "Patients expect it.", "implementation": "yes", "owner": to("P-0003"),
            "how": "One role for each job.", "described_in": [to("D-0006")], "evidence": [to("E-0001")], "test": "Ten accounts a year.",
            "tests": [{ "by": to("P-0004"), "on": "2026-08-01", "population": 40, "sample": 10, "exceptions": 0, "remark": "" }], "last_tested": "2026-08-01" });
        let left_out = json!({ "applicability": "not-applicable", "justification": "We write no software of our own and let nobody write any for us." });
        set::<Control>(isms, &id.to_string(), if id.to_string() == "5.15" { needed } else { left_out });
    }
    set::<Evidence>(
        isms,
        "E-0001",
        json!({ "title": "Access review", "shows": "All accounts were looked at.", "link": "https://docs.example.com/2", "owner": to("P-0003"),
        "controls": [to("5.15")], "duties": TOLD, "covers_from": "2026-01-01", "covers_to": "2026-09-30", "collected": "2026-10-01", "looked_at": [{ "by": to("P-0002"), "on": "2026-10-02", "remark": "" }] }),
    );
    set::<ApplicabilityStatement>(
        isms,
        "SOA-0001",
        json!({ "version": "1", "published_on": "2026-03-01", "of_entry": 3, "approved_by": to("P-0001"), "approved_on": "2026-03-01", "signed_here": true }),
    );
}

/// Two risks, both treated and accepted.
fn risks(isms: &mut Isms) {
    let rating = |step: u8| json!({ "likelihood": step, "consequence": 2 });
    for id in ["R-0001", "R-0002"] {
        set::<Risk>(
            isms,
            id,
            json!({ "title": format!("Somebody reads files: {id}"), "description": "Because a password is shared.", "method": "scenario-based", "owner": to("P-0003"),
            "affects": ["confidentiality", "integrity", "availability"], "consequence": "Patients leave, and the authority asks.", "inherent": rating(4), "residual": rating(2),
            "planned_controls": [to("5.15")], "option": "modify", "due": "2026-07-01", "status": "treated", "assessed_by": to("P-0003"), "assessed_on": "2026-09-15" }),
        );
        let mut risk = isms.risks().get(id.parse().unwrap()).unwrap().clone();
        let (of, by, on) = (AcceptedState::now(isms, &risk), Link::known(Id::new("P", 3)), date(2026, 9, 16));
        risk.body.record.plan_approved = Some(PlanApproval { by: by.clone(), on, of: of.clone() });
        risk.body.record.acceptances = vec![Acceptance { by, on, reason: "Small enough.".into(), stated: false, of }];
        isms.put(risk);
    }
    set::<Action>(
        isms,
        "ACT-0001",
        json!({ "title": "One password each", "risks": [to("R-0001"), to("R-0002")], "owner": to("P-0003"), "due": "2026-05-01", "status": "done",
        "done_on": "2026-04-20", "verification": "No shared account in the review." }),
    );
}

fn running(isms: &mut Isms) {
    set::<Measure>(
        isms,
        "M-0001",
        json!({ "title": "Shared accounts", "method": "Counted in the directory.", "frequency": "monthly", "target": "0", "value": "0", "measured_on": "2026-10-15",
        "owner": to("P-0003"), "evaluated_by": to("P-0002"), "controls": [to("5.15")], "remark": "None for half a year." }),
    );
    set::<Measure>(
        isms,
        "M-0002",
        json!({ "title": "Overdue items", "method": "Counted on the first of the month.", "frequency": "monthly", "target": "0", "value": "1", "measured_on": "2026-10-01",
        "owner": to("P-0002"), "evaluated_by": to("P-0001"), "remark": "One training." }),
    );
    set::<Objective>(
        isms,
        "OBJ-0001",
        json!({ "title": "No shared account", "target": "0 by June", "measures": [to("M-0001")], "plan": "One account each.", "resources": "Two days.", "owner": to("P-0003"),
        "due": "2026-06-30", "status": "reached", "result": "Reached in May." }),
    );
    set::<Objective>(
        isms,
        "OBJ-0002",
        json!({ "title": "Everybody reports", "target": "Five reports a quarter", "plan": "Ask each month.", "resources": "An hour.", "owner": to("P-0002"), "due": "2027-06-30", "status": "on-track", "result": "Four so far." }),
    );
    for number in 1..=4 {
        set::<Training>(
            isms,
            &format!("TR-000{number}"),
            json!({ "course": "Security awareness", "purpose": "awareness", "person": to(&format!("P-000{number}")), "status": "completed", "completed_on": "2026-01-20" }),
        );
        set::<Competence>(
            isms,
            &format!("CO-000{number}"),
            json!({ "role": "Role", "person": to(&format!("P-000{number}")), "needed": "Lead the first hour.", "ability": "yes", "basis": "Four years in the work.",
            "judged_by": to(if number == 1 { "P-0002" } else { "P-0001" }), "judged_on": "2026-03-05", "evidence": [to("E-0001")] }),
        );
    }
    set::<Change>(
        isms,
        "CH-0001",
        json!({ "title": "New access rules", "category": "management system", "reason": "Shared accounts.", "plan": "By room.", "consequences": "None.", "risks": [to("R-0001")], "owner": to("P-0002"),
        "approved_by": to("P-0001"), "approved_on": "2026-05-02", "planned_for": "2026-05-10", "status": "done", "done_on": "2026-05-11", "result": "Works." }),
    );
    set::<Incident>(
        isms,
        "INC-0001",
        json!({ "title": "A letter to the wrong patient", "status": "closed", "detected_at": "2026-04-01T08:00:00Z", "contained_at": "2026-04-01T09:00:00Z", "resolved_at": "2026-04-02T09:00:00Z",
        "closed_at": "2026-04-03T09:00:00Z", "personal_data_breach": false, "lessons_learned": "Two look at each letter." }),
    );
}

fn checked(isms: &mut Isms) {
    set::<Audit>(
        isms,
        "AUD-0001",
        json!({ "title": "Internal audit 2026", "kind": "internal", "scope": "The practice.", "criteria": "Clauses 4 to 10 and our own procedures.", "auditors": "Ann Auditor", "start": "2026-06-01", "end": "2026-06-03",
        "status": "done", "conclusion": "One nonconformity.", "evidence": [to("E-0001")], "reported_to": [to("P-0001")], "reported_on": "2026-06-05" }),
    );
    set::<Audit>(
        isms,
        "AUD-0002",
        json!({ "title": "Internal audit 2027", "kind": "internal", "scope": "The practice.", "criteria": "Clauses 4 to 10.", "auditors": "Ann Auditor", "start": "2027-05-01" }),
    );
    set::<AuditFinding>(
        isms,
        "F-0001",
        json!({ "title": "Two shared accounts", "audit": to("AUD-0001"), "grade": "minor-nonconformity", "found_on": "2026-06-02", "root_cause": "Nobody asked.", "corrective_action": "The list is read each month.",
        "owner": to("P-0003"), "due": "2026-08-01", "status": "closed", "closed_on": "2026-07-20", "effectiveness_checked_on": "2026-10-01" }),
    );
    set::<CorrectiveAction>(
        isms,
        "CA-0001",
        json!({ "nonconformity": "Two shared accounts", "audit_findings": [to("F-0001")], "raised_on": "2026-06-02", "correction": "Closed them.", "root_cause": "Nobody asked.",
        "corrective_action": "The list is read each month.", "elsewhere": "The door codes: two shared.", "changes": [to("CH-0001")], "owner": to("P-0003"), "due": "2026-08-01", "status": "closed", "closed_on": "2026-07-20",
        "effectiveness_check": "None in the review of October." }),
    );
    set::<Review>(
        isms,
        "REV-0001",
        json!({ "title": "Management review 2026", "planned_for": "2026-07-10", "held_on": "2026-07-10", "chair": to("P-0001"), "participants": [to("P-0002")], "inputs": "All seven, item by item.",
        "considered": ["earlier-actions", "changes", "nonconformities", "measurements", "feedback", "risks", "opportunities"], "results": "It suits, is enough and works; one more drill.", "actions": [to("ACT-0001")], "minutes": to("E-0001") }),
    );
}
