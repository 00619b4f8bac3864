//! For each rule at least one fault, planted into an organisation that has none.

use super::{
    exemplary::{DAY, exemplary, set},
    planting::*,
};
use crate::{
    Isms,
    readiness::{Outcome, RULES, readiness},
    record::*,
};
use serde_json::json;
use std::collections::BTreeSet;

/// The duty, the fault, and the record that its rule must name; empty where something is missing altogether.
type Fault = (&'static str, fn(&mut Isms), &'static str);

macro_rules! field {
    ($duty:literal, $register:ty, $id:literal, $field:literal: $value:tt) => {
        ($duty, |isms| set::<$register>(isms, $id, json!({ $field: $value })), $id)
    };
}

static FAULTS: &[Fault] = &[
    field!("4.1-issues", Issue, "IS-0001", "effect": "tbd"),
    field!("4.1-issues", Issue, "IS-0002", "next_review": "2026-10-30"),
    ("4.1-issues", |isms| set::<Issue>(isms, "IS-0002", json!({ "side": "external" })), ""),
    field!("4.1-climate", Issue, "IS-0001", "effect": ""),
    ("4.1-climate", |isms| set::<Issue>(isms, "IS-0001", json!({ "title": "Rivals" })), ""),
    ("4.1-climate", |isms| set::<Issue>(isms, "IS-0001", json!({ "title": "Hostile political climate" })), ""),
    ("4.2a-parties", |isms| gone::<InterestedParty>(isms, "IP-0001"), ""),
    ("4.2a-parties", |isms| set::<InterestedParty>(isms, "IP-0001", json!({ "side": "internal" })), ""),
    field!("4.2b-requirements", InterestedParty, "IP-0001", "expects": "n/a"),
    field!("4.2c-taken-on", InterestedParty, "IP-0001", "answered": ""),
    field!("4.2c-taken-on", Obligation, "O-0001", "controls": []),
    (
        "4.2c-taken-on",
        |isms| {
            set::<Obligation>(isms, "O-0001", json!({ "controls": [], "evidence": [{ "id": "E-0001" }] }));
            untouchable(isms)
        },
        "O-0001",
    ),
    ("4.3-boundary", |isms| set::<Organisation>(isms, "ORG-0001", json!({ "scope": "" })), ""),
    ("4.3-boundary", |isms| set::<Organisation>(isms, "ORG-0001", json!({ "sites": [] })), ""),
    ("4.3-context", |isms| gone::<InterestedParty>(isms, "IP-0001"), ""),
    ("4.3-interfaces", |isms| set::<Organisation>(isms, "ORG-0001", json!({ "out_of_scope": "" })), ""),
    ("4.3-interfaces", |isms| gone::<Supplier>(isms, "S-0001"), ""),
    field!("4.3-written", Document, "D-0001", "location": ""),
    field!("4.3-written", Document, "D-0001", "next_review": "2026-10-30"),
    field!("4.3-written", Document, "D-0001", "approved_by": null),
    field!("4.3-written", Document, "D-0001", "approved_state": "of another text"),
    // Its text is said to lie in evidence that is not there, or that has a title alone.
    field!("4.3-written", Document, "D-0001", "location": "E-0099"),
    (
        "4.3-written",
        |isms| {
            set::<Document>(isms, "D-0001", json!({ "location": "E-0001" }));
            untouchable(isms)
        },
        "D-0001",
    ),
    (
        "4.4-set-up",
        |isms| {
            gone::<Objective>(isms, "OBJ-0001");
            gone::<Objective>(isms, "OBJ-0002")
        },
        "",
    ),
    ("4.4-maintained", still, ""),
    field!("5.1-direction", Document, "D-0002", "approved_by": { "id": "P-0002" }),
    field!("5.1-direction", Document, "D-0002", "status": "draft"),
    field!("5.1-results", Review, "REV-0001", "results": ""),
    ("5.1-results", |isms| set::<Review>(isms, "REV-0001", json!({ "chair": { "id": "P-0002" } })), "REV-0001"),
    field!("5.2-established", Document, "D-0002", "approved_by": { "id": "P-0003" }),
    field!("5.2-established", Document, "D-0002", "status": "draft"),
    field!("5.2-fits", Document, "D-0002", "duties": []),
    field!("5.2-fits", Document, "D-0002", "owner": { "id": "P-0001" }),
    field!("5.2-objectives", Document, "D-0002", "location": ""),
    field!("5.2-promises", Document, "D-0002", "status": "draft"),
    (
        "5.2-communicated",
        |isms| {
            spoken(isms, "5.2-communicated");
            gone::<Training>(isms, "TR-0003")
        },
        "P-0003",
    ),
    // That a document says so told nobody.
    (
        "5.2-communicated",
        |isms| {
            unseen(isms, "5.2-communicated");
            gone::<Training>(isms, "TR-0003")
        },
        "P-0003",
    ),
    ("5.2-outside", |isms| unseen(isms, "5.2-outside"), ""),
    ("5.3-communicated", |isms| unseen(isms, "5.3-communicated"), ""),
    // Without an owner, the only look may be the owner's.
    field!("5.3-communicated", Evidence, "E-0001", "owner": null),
    ("5.3-assigned", |isms| spoken(isms, "5.3-assigned"), ""),
    field!("5.3-assigned", Risk, "R-0001", "owner": null),
    field!("5.3-assigned", Control, "5.15", "owner": null),
    ("5.3-assigned", |isms| set::<Person>(isms, "P-0003", json!({ "end": "2026-10-30" })), "R-0001"),
    ("5.3-assigned", |isms| set::<Account>(isms, "ACC-0002", json!({ "roles": [] })), ""),
    ("5.3-conformity", |isms| set::<Person>(isms, "P-0002", json!({ "status": "leaver" })), ""),
    ("5.3-reporting", |isms| set::<Document>(isms, "D-0006", json!({ "approved_by": { "id": "P-0002" } })), "D-0006"),
    (
        "6.1.1-risks",
        |isms| {
            set::<Issue>(isms, "IS-0001", json!({ "risks": [] }));
            set::<Issue>(isms, "IS-0002", json!({ "risks": [] }))
        },
        "",
    ),
    field!("6.1.1-risks", Issue, "IS-0002", "risks": []),
    (
        "6.1.1-risks",
        |isms| set::<Issue>(isms, "IS-0002", json!({ "risks": [], "effect": "There is no effective backup." })),
        "IS-0002",
    ),
    (
        "6.1.1-opportunities",
        |isms| {
            gone::<Objective>(isms, "OBJ-0001");
            gone::<Objective>(isms, "OBJ-0002")
        },
        "",
    ),
    ("6.1.1-actions", |isms| set::<Action>(isms, "ACT-0001", json!({ "status": "open", "owner": null })), "ACT-0001"),
    field!("6.1.1-effect", Action, "ACT-0001", "verification": "tbc"),
    ("6.1.2-acceptance-criteria", |isms| set::<Document>(isms, "D-0003", json!({ "status": "retired" })), ""),
    (
        "6.1.2-assessment-criteria",
        |isms| set::<Organisation>(isms, "ORG-0001", json!({ "risk_assessment_months": null })),
        "",
    ),
    (
        "6.1.2-assessment-criteria",
        |isms| {
            spoken(isms, "6.1.2-assessment-criteria");
            let retired =
                json!({ "title": "Old method", "status": "retired", "duties": ["6.1.2-assessment-criteria"] });
            set::<Document>(isms, "D-0009", retired)
        },
        "",
    ),
    (
        "6.1.2-comparable",
        |isms| set::<Organisation>(isms, "ORG-0001", json!({ "criteria": crate::criteria::Criteria::default() })),
        "",
    ),
    field!("6.1.2-identification", Risk, "R-0001", "affects": []),
    field!("6.1.2-identification", Risk, "R-0001", "assets": [{ "text": "nothing we know" }]),
    field!("6.1.2-owners", Risk, "R-0002", "owner": null),
    field!("6.1.2-consequences", Risk, "R-0001", "consequence": ""),
    field!("6.1.2-likelihood", Risk, "R-0001", "description": ""),
    field!("6.1.2-level", Risk, "R-0001", "inherent": { "likelihood": 4, "consequence": 2, "stated_score": "25" }),
    field!("6.1.2-level", Risk, "R-0001", "residual": { "likelihood": 5, "consequence": 5 }),
    field!("6.1.2-evaluation", Risk, "R-0001", "inherent": null),
    (
        "6.1.2-priorities",
        |isms| {
            gone::<Action>(isms, "ACT-0001");
            set::<Risk>(
                isms,
                "R-0001",
                json!({ "inherent": { "likelihood": 5, "consequence": 5 }, "status": "assessed", "due": null, "acceptances": [] }),
            )
        },
        "R-0001",
    ),
    field!("6.1.2-method-kept", Document, "D-0003", "status": "draft"),
    field!("6.1.3-process", Document, "D-0004", "location": " "),
    field!("6.1.3-option", Risk, "R-0001", "option": null),
    ("6.1.3-controls", |isms| set::<Risk>(isms, "R-0001", json!({ "planned_controls": [] })), "R-0001"),
    field!("6.1.3-controls", Risk, "R-0001", "planned_controls": [{ "text": "firewall" }]),
    ("6.1.3-compared", |isms| set::<Control>(isms, "8.30", json!({ "applicability": null })), "8.30"),
    ("6.1.3-compared", |isms| set::<Control>(isms, "5.15", json!({ "applicability": "not-applicable" })), "5.15"),
    ("6.1.3-statement", |isms| gone::<ApplicabilityStatement>(isms, "SOA-0001"), ""),
    field!("6.1.3-statement", Control, "5.15", "implementation": null),
    (
        "6.1.3-statement",
        |isms| {
            set::<Control>(isms, "5.15", json!({ "evidence": [] }));
            gone::<Evidence>(isms, "E-0001")
        },
        "5.15",
    ),
    field!("6.1.3-exclusions", Control, "8.30", "justification": "N/A"),
    ("6.1.3-plan", |isms| set::<Risk>(isms, "R-0001", json!({ "owner": null, "status": "in-treatment" })), "R-0001"),
    field!("6.1.3-plan-approved", Risk, "R-0001", "residual": { "likelihood": 3, "consequence": 2 }),
    field!("6.1.3-accepted", Risk, "R-0001", "acceptances": []),
    ("6.1.3-accepted", accepted_by_its_owner_alone, "R-0001"),
    field!("6.1.3-accepted", Risk, "R-0001", "residual": { "likelihood": 3, "consequence": 2 }),
    (
        "6.2-levels",
        |isms| {
            gone::<Objective>(isms, "OBJ-0001");
            gone::<Objective>(isms, "OBJ-0002")
        },
        "",
    ),
    field!("6.2-measurable", Objective, "OBJ-0002", "target": ""),
    ("6.2-levels", missed_all, ""),
    ("6.2-measurable", missed_all, ""),
    ("6.2-plan", missed_all, ""),
    field!("6.2-monitored", Objective, "OBJ-0002", "result": ""),
    field!("6.2-monitored", Objective, "OBJ-0002", "due": "2026-10-30"),
    field!("6.2-kept", Document, "D-0005", "status": "draft"),
    field!("6.2-plan", Objective, "OBJ-0002", "resources": "tbd"),
    field!("6.3-planned", Change, "CH-0001", "approved_on": "2026-06-01"),
    field!("6.3-planned", Change, "CH-0001", "approved_on": null),
    ("6.2-communicated", |isms| unseen(isms, "6.2-communicated"), ""),
    field!("7.1-determined", Document, "D-0006", "owner": { "id": "P-0001" }),
    ("7.1-provided", burdened, "P-0003"),
    ("7.2-needed", |isms| gone::<Competence>(isms, "CO-0003"), "P-0003"),
    field!("7.2-needed", Competence, "CO-0001", "needed": ""),
    field!("7.2-held", Competence, "CO-0002", "judged_by": { "id": "P-0002" }),
    field!("7.2-held", Competence, "CO-0002", "basis": ""),
    field!("7.2-gaps-closed", Competence, "CO-0002", "ability": "partly"),
    field!("7.2-gaps-closed", Competence, "CO-0002", "trainings": [{ "id": "TR-0002" }]),
    field!("7.2-held", Competence, "CO-0002", "ability": "partly"),
    // Answered by a training for awareness; by one that was cancelled.
    (
        "7.2-gaps-closed",
        |isms| {
            set::<Competence>(
                isms,
                "CO-0002",
                json!({ "ability": "no", "trainings": [{ "id": "TR-0002" }], "effect": "None." }),
            )
        },
        "CO-0002",
    ),
    (
        "7.2-gaps-closed",
        |isms| {
            set::<Competence>(isms, "CO-0002", json!({ "ability": "no", "trainings": [{ "id": "TR-0009" }] }));
            set::<Training>(
                isms,
                "TR-0009",
                json!({ "course": "Leading", "purpose": "competence", "status": "cancelled" }),
            )
        },
        "CO-0002",
    ),
    ("7.2-evidence-kept", untouchable, "CO-0002"),
    // A quiz about awareness shows no ability.
    (
        "7.2-evidence-kept",
        |isms| {
            set::<Competence>(isms, "CO-0002", json!({ "evidence": [], "trainings": [{ "id": "TR-0002" }] }));
            set::<Training>(isms, "TR-0002", json!({ "evidence": [{ "id": "E-0001" }] }))
        },
        "CO-0002",
    ),
    ("7.3-policy", |isms| set::<Training>(isms, "TR-0003", json!({ "completed_on": "2025-10-01" })), "P-0003"),
    ("7.3-policy", |isms| set::<Training>(isms, "TR-0003", json!({ "purpose": "competence" })), "P-0003"),
    field!("7.3-policy", Training, "TR-0003", "completed_on": null),
    ("7.3-contribution", |isms| unseen(isms, "7.3-contribution"), ""),
    field!("7.4-subjects", Document, "D-0006", "location": "E-0099"),
    ("7.3-contribution", |isms| gone::<Training>(isms, "TR-0001"), "P-0001"),
    ("7.3-consequences", |isms| spoken(isms, "7.3-consequences"), ""),
    ("7.5.1-required", |isms| set::<Document>(isms, "D-0001", json!({ "status": "draft" })), ""),
    // A policy on one matter is not the policy.
    (
        "7.5.1-required",
        |isms| set::<Document>(isms, "D-0002", json!({ "title": "Clean desk policy", "duties": [], "covers": [] })),
        "",
    ),
    ("7.5.1-own-choice", |isms| set::<Document>(isms, "D-0006", json!({ "kind": "record" })), ""),
    field!("7.5.2-identified", Document, "D-0003", "version": ""),
    field!("7.5.2-approved", Document, "D-0003", "approved_by": { "id": "P-0002" }),
    field!("7.5.3-available", Document, "D-0003", "location": "-"),
    field!("7.5.3-changes", Document, "D-0003", "approved_on": null),
    field!("7.5.3-external", Obligation, "O-0001", "next_review": null),
    field!("7.5.3-external", Obligation, "O-0001", "next_review": "2015-03-01"),
    (
        "8.1-actions",
        |isms| set::<Action>(isms, "ACT-0001", json!({ "status": "open", "due": "2026-10-30" })),
        "ACT-0001",
    ),
    field!("8.1-criteria", Control, "5.15", "how": ""),
    ("8.1-records", |isms| set::<Evidence>(isms, "E-0001", json!({ "looked_at": [] })), "5.15"),
    ("8.1-records", |isms| set::<Evidence>(isms, "E-0001", json!({ "covers_to": "2025-09-30" })), "5.15"),
    ("8.1-records", |isms| set::<Evidence>(isms, "E-0001", json!({ "shows": "" })), "5.15"),
    // Nobody tested it, whatever is missing below.
    ("8.1-records", |isms| set::<Control>(isms, "5.15", json!({ "tests": [], "how": "" })), "5.15"),
    (
        "8.1-records",
        |isms| {
            set::<Control>(
                isms,
                "5.15",
                json!({ "tests": [{ "by": { "id": "P-0003" }, "on": "2026-08-01", "population": 40, "sample": 10, "exceptions": 0 }] }),
            )
        },
        "5.15",
    ),
    field!("8.1-planned-changes", Change, "CH-0001", "plan": ""),
    field!("8.1-planned-changes", Change, "CH-0001", "approved_on": null),
    field!("8.1-unintended-changes", Incident, "INC-0001", "status": "open"),
    (
        "8.1-unintended-changes",
        |isms| set::<Change>(isms, "CH-0001", json!({ "category": "emergency", "result": "" })),
        "CH-0001",
    ),
    (
        "8.1-unintended-changes",
        |isms| {
            gone::<Incident>(isms, "INC-0001");
            set::<Change>(isms, "CH-0001", json!({ "category": "emergency", "result": "" }))
        },
        "CH-0001",
    ),
    // A training that was withdrawn teaches nothing.
    (
        "7.2-gaps-closed",
        |isms| {
            set::<Competence>(isms, "CO-0002", json!({ "ability": "partly", "trainings": [{ "id": "TR-0009" }] }));
            set::<Training>(isms, "TR-0009", json!({ "course": "Leading", "purpose": "competence" }));
            gone::<Training>(isms, "TR-0009")
        },
        "CO-0002",
    ),
    (
        "6.2-monitored",
        |isms| {
            set::<Objective>(isms, "OBJ-0002", json!({ "result": "", "measures": [{ "id": "M-0002" }] }));
            gone::<Measure>(isms, "M-0002")
        },
        "OBJ-0002",
    ),
    field!("8.1-external", Supplier, "S-0001", "owner": null),
    (
        "8.1-external",
        |isms| set::<Supplier>(isms, "S-0001", json!({ "criticality": "", "last_security_review": null })),
        "S-0001",
    ),
    field!("8.2-intervals", Risk, "R-0001", "assessed_on": "2025-10-30"),
    field!("8.2-intervals", Risk, "R-0001", "next_assessment": "2026-10-30"),
    field!("8.2-on-change", Risk, "R-0001", "assessed_on": "2026-04-01"),
    field!("8.2-on-change", Change, "CH-0001", "risks": []),
    field!("8.2-results-kept", Risk, "R-0001", "assessed_by": null),
    (
        "8.3-carried-out",
        |isms| set::<Risk>(isms, "R-0001", json!({ "status": "in-treatment", "due": "2026-10-30" })),
        "R-0001",
    ),
    field!("8.3-results-kept", Risk, "R-0001", "residual": null),
    ("8.3-results-kept", |isms| set::<Action>(isms, "ACT-0001", json!({ "done_on": "2026-10-01" })), "R-0001"),
    ("9.1-what", |isms| gone::<Measure>(isms, "M-0002"), ""),
    field!("9.1-methods", Measure, "M-0001", "method": ""),
    field!("9.1-reading", Measure, "M-0001", "frequency": ""),
    field!("9.1-judging", Measure, "M-0001", "evaluated_by": null),
    field!("9.1-results-kept", Measure, "M-0001", "measured_on": "2026-08-15"),
    field!("9.1-results-kept", Measure, "M-0001", "value": null),
    field!("9.1-performance", Measure, "M-0001", "remark": ""),
    (
        "9.2.1-intervals",
        |isms| set::<Audit>(isms, "AUD-0001", json!({ "start": "2025-06-01", "end": "2025-06-03" })),
        "",
    ),
    ("9.2.1-intervals", |isms| set::<Audit>(isms, "AUD-0001", json!({ "conclusion": "" })), "AUD-0001"),
    ("9.2.1-intervals", |isms| set::<Audit>(isms, "AUD-0002", json!({ "start": "2026-10-01" })), "AUD-0002"),
    // In time today, and too old on the day of the certificate.
    (
        "9.2.1-intervals",
        |isms| {
            set::<Audit>(
                isms,
                "AUD-0009",
                json!({ "title": "Stage 2", "kind": "certification", "start": "2027-07-01" }),
            )
        },
        "",
    ),
    ("9.2.1-own-rules", |isms| set::<Audit>(isms, "AUD-0001", json!({ "criteria": "Clauses 4 to 10." })), ""),
    (
        "9.2.1-own-rules",
        |isms| set::<Audit>(isms, "AUD-0001", json!({ "criteria": "Clauses 4 to 10 for customer data." })),
        "",
    ),
    ("9.2.1-intervals", |isms| set::<Audit>(isms, "AUD-0001", json!({ "start": null, "end": null })), "AUD-0001"),
    (
        "9.2.1-standard",
        |isms| set::<Audit>(isms, "AUD-0001", json!({ "criteria": "Clauses 4 to 6", "scope": "7, 8, 9 and 10 rooms" })),
        "",
    ),
    // Controls, and a day, are no clauses.
    (
        "9.2.1-standard",
        |isms| set::<Audit>(isms, "AUD-0001", json!({ "criteria": "ISO/IEC 27001, A.5.15 and A.8.2" })),
        "",
    ),
    (
        "9.2.1-standard",
        |isms| {
            set::<Audit>(
                isms,
                "AUD-0001",
                json!({ "criteria": "Clauses 6 to 10, controls 5.1 to 8.34", "scope": "Held on 4.5.2026" }),
            )
        },
        "",
    ),
    (
        "9.2.1-in-practice",
        |isms| {
            untouchable(isms);
            gone::<AuditFinding>(isms, "F-0001")
        },
        "AUD-0001",
    ),
    (
        "9.2.1-standard",
        |isms| {
            set::<Audit>(isms, "AUD-0001", json!({ "criteria": "Clauses 4 to 8, 9.1 and our own procedures, A.10.1" }))
        },
        "",
    ),
    (
        "9.2.1-in-practice",
        |isms| {
            set::<Audit>(isms, "AUD-0001", json!({ "evidence": [] }));
            gone::<AuditFinding>(isms, "F-0001")
        },
        "AUD-0001",
    ),
    (
        "9.2.2-programme",
        |isms| {
            gone::<Audit>(isms, "AUD-0002");
            spoken(isms, "9.2.2-programme")
        },
        "",
    ),
    field!("9.2.2-programme", Audit, "AUD-0002", "auditors": ""),
    ("9.2.2-programme", |isms| set::<Audit>(isms, "AUD-0002", json!({ "start": "2024-05-01" })), ""),
    field!("9.2.2-criteria-scope", Audit, "AUD-0001", "scope": ""),
    (
        "9.2.2-impartial",
        |isms| {
            let both = "Clauses 4 to 10, and the controls of the Statement of Applicability";
            set::<Audit>(isms, "AUD-0001", json!({ "criteria": both, "auditors": "Ugo Silva" }));
            all_owned_by_another(isms)
        },
        "5.15",
    ),
    // Ugo owns a control and risks.
    field!("9.2.2-impartial", Audit, "AUD-0001", "auditors": "Ugo Silva and Ann Auditor"),
    field!("9.2.2-impartial", Audit, "AUD-0002", "audited_by": [{ "id": "P-0002" }]),
    (
        "9.2.2-impartial",
        |isms| {
            gone::<Audit>(isms, "AUD-0002");
            set::<Audit>(isms, "AUD-0001", json!({ "start": "2021-06-01", "end": "2021-06-03" }))
        },
        "",
    ),
    field!("9.2.2-reported", Audit, "AUD-0001", "reported_on": null),
    field!("9.2.2-kept", Audit, "AUD-0001", "evidence": []),
    ("9.2.2-kept", untouchable, "AUD-0001"),
    ("9.3.3-kept", untouchable, "REV-0001"),
    ("9.3.3-kept", |isms| set::<Evidence>(isms, "E-0001", json!({ "shows": "" })), "REV-0001"),
    ("9.3.1-by-the-top", |isms| set::<Review>(isms, "REV-0001", json!({ "chair": { "id": "P-0002" } })), "REV-0001"),
    ("9.3.1-by-the-top", |isms| set::<Review>(isms, "REV-0001", json!({ "held_on": "2025-07-10" })), ""),
    (
        "9.3.1-by-the-top",
        |isms| set::<Review>(isms, "REV-0002", json!({ "title": "Autumn", "planned_for": "2026-10-01" })),
        "REV-0002",
    ),
    field!("9.3.1-three-questions", Review, "REV-0001", "results": ""),
    field!("9.3.2-earlier-actions", Review, "REV-0001", "considered": []),
    field!("9.3.2-changes", Review, "REV-0001", "considered": ["risks"]),
    field!("9.3.2-nonconformities", Review, "REV-0001", "considered": []),
    field!("9.3.2-measurements", Review, "REV-0001", "considered": []),
    field!("9.3.2-feedback", Review, "REV-0001", "considered": []),
    // A tick without a word.
    field!("9.3.2-risks", Review, "REV-0001", "inputs": ""),
    field!("9.3.2-opportunities", Review, "REV-0001", "considered": []),
    field!("9.3.3-decided", Review, "REV-0001", "results": ""),
    field!("9.3.3-kept", Review, "REV-0001", "minutes": null),
    (
        "10.1-continual",
        |isms| {
            gone::<Change>(isms, "CH-0001");
            gone::<CorrectiveAction>(isms, "CA-0001");
            gone::<AuditFinding>(isms, "F-0001")
        },
        "",
    ),
    field!("10.2-controlled", AuditFinding, "F-0001", "status": "open"),
    // Mending is not improving.
    (
        "10.1-continual",
        |isms| {
            gone::<Change>(isms, "CH-0001");
            gone::<CorrectiveAction>(isms, "CA-0001");
            set::<Objective>(isms, "OBJ-0001", json!({ "status": "missed" }))
        },
        "",
    ),
    (
        "10.2-carried-out",
        |isms| set::<CorrectiveAction>(isms, "CA-0001", json!({ "status": "open", "due": null, "owner": null })),
        "CA-0001",
    ),
    field!("10.2-causes", CorrectiveAction, "CA-0001", "root_cause": ""),
    field!("10.2-elsewhere", CorrectiveAction, "CA-0001", "elsewhere": ""),
    (
        "10.2-carried-out",
        |isms| set::<AuditFinding>(isms, "F-0001", json!({ "status": "open", "grade": "major-nonconformity" })),
        "F-0001",
    ),
    field!("10.2-effect", CorrectiveAction, "CA-0001", "effectiveness_check": ""),
    (
        "10.2-system-changed",
        |isms| {
            set::<CorrectiveAction>(isms, "CA-0001", json!({ "changes": [] }));
            spoken(isms, "10.2-system-changed")
        },
        "",
    ),
    field!("10.2-kept", CorrectiveAction, "CA-0001", "raised_on": null),
];

#[test]
fn each_planted_fault_is_found_by_its_rule() {
    let missed: Vec<String> = FAULTS.iter().enumerate().filter_map(|(at, fault)| missed(at, fault)).collect();
    assert_eq!(missed, [""; 0]);
}

/// What a rule says that misses the fault, or does not name its record.
fn missed(at: usize, (duty, plant, record): &Fault) -> Option<String> {
    let mut isms = exemplary();
    plant(&mut isms);
    let all = readiness(&isms, DAY);
    let one = all.iter().find(|one| one.rule.duty == *duty).unwrap();
    let named = one.verdict.gaps.iter().flat_map(|gap| gap.sentence.records()).any(|id| id.to_string() == *record);
    let found = one.verdict.outcome != Outcome::Met && (record.is_empty() || named);
    (!found).then(|| format!("fault {at}, {record}: {}", super::said(&isms, one)))
}

#[test]
fn each_rule_of_which_no_list_can_tell_falls_silent_without_what_names_it() {
    let planted: BTreeSet<&str> = FAULTS.iter().map(|(duty, ..)| *duty).collect();
    for rule in RULES.iter().filter(|rule| !planted.contains(rule.duty)) {
        let mut isms = exemplary();
        spoken(&mut isms, rule.duty);
        let all = readiness(&isms, DAY);
        let one = all.iter().find(|one| one.rule.duty == rule.duty).unwrap();
        assert_eq!(one.verdict.outcome, Outcome::Unknown, "{}", super::said(&isms, one));
    }
}

#[test]
fn what_one_person_alone_did_speaks_for_nothing() {
    // Given evidence that names a duty and was looked at by its own owner alone,
    let mut isms = exemplary();
    spoken(&mut isms, "5.1-message");
    set::<Evidence>(
        &mut isms,
        "E-0001",
        json!({ "duties": ["5.1-message"], "looked_at": [{ "by": { "id": "P-0003" }, "on": "2026-10-02" }] }),
    );
    let outcome =
        |isms: &Isms| readiness(isms, DAY).iter().find(|one| one.rule.duty == "5.1-message").unwrap().verdict.outcome;
    assert_eq!(outcome(&isms), Outcome::Partly);
    // when somebody else looks, it does.
    set::<Evidence>(&mut isms, "E-0001", json!({ "looked_at": [{ "by": { "id": "P-0001" }, "on": "2026-10-02" }] }));
    assert_eq!(outcome(&isms), Outcome::Met);
    // Whose it is, must be known for that.
    set::<Evidence>(&mut isms, "E-0001", json!({ "owner": null }));
    assert_eq!(outcome(&isms), Outcome::Partly);
    set::<Evidence>(&mut isms, "E-0001", json!({ "owner": { "id": "P-0003" } }));
    // A file of no bytes shows nothing.
    set::<Evidence>(&mut isms, "E-0001", json!({ "file": { "sha256": "00", "name": "blank.pdf", "size": 0 } }));
    assert_eq!(outcome(&isms), Outcome::Partly);
}
