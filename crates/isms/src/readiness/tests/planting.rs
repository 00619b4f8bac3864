//! What is planted again and again.

use super::exemplary::set;
use crate::{Isms, record::*, registers::risks::AcceptedState};
use serde_json::json;

/// Takes a record away.
pub fn gone<R: Register>(isms: &mut Isms, id: &str) {
    let mut held = R::collection(isms).get(id.parse().unwrap()).unwrap().clone();
    held.body.withdrawn = Some("planted".into());
    isms.put(held);
}

/// The document and the evidence that speak for all that no list can show are silent on this duty.
pub fn spoken(isms: &mut Isms, duty: &str) {
    let mut duties = isms.documents().get("D-0006".parse().unwrap()).unwrap().duties.clone();
    duties.retain(|named| named != duty);
    set::<Document>(isms, "D-0006", json!({ "duties": duties }));
    unseen(isms, duty);
}

/// The evidence is silent on this duty; a document still names it.
pub fn unseen(isms: &mut Isms, duty: &str) {
    let mut duties = isms.evidence().get("E-0001".parse().unwrap()).unwrap().duties.clone();
    duties.retain(|named| named != duty);
    set::<Evidence>(isms, "E-0001", json!({ "duties": duties }));
}

/// The only evidence is a title: no file, no link.
pub fn untouchable(isms: &mut Isms) {
    set::<Evidence>(isms, "E-0001", json!({ "file": null, "link": null }));
}

/// What is left stands above the limit, and top management has not signed.
pub fn accepted_by_its_owner_alone(isms: &mut Isms) {
    let large = json!({ "likelihood": 5, "consequence": 4 });
    set::<Risk>(isms, "R-0001", json!({ "inherent": large, "residual": large }));
    let mut risk = isms.risks().get("R-0001".parse().unwrap()).unwrap().clone();
    let of = AcceptedState::now(isms, &risk);
    risk.body.record.acceptances.iter_mut().for_each(|one| one.of = of.clone());
    isms.put(risk);
}

/// Nobody who audits owns a risk.
pub fn all_owned_by_another(isms: &mut Isms) {
    for id in ["R-0001", "R-0002"] {
        set::<Risk>(isms, id, json!({ "owner": { "id": "P-0001" } }));
    }
}

pub fn missed_all(isms: &mut Isms) {
    for id in ["OBJ-0001", "OBJ-0002"] {
        set::<Objective>(isms, id, json!({ "status": "missed", "due": "2023-06-30" }));
    }
}

/// Judged a year later, nothing happened since.
pub fn still(isms: &mut Isms) {
    for id in ["M-0001", "M-0002"] {
        set::<Measure>(isms, id, json!({ "measured_on": "2025-01-01" }));
    }
    for id in ["TR-0001", "TR-0002", "TR-0003", "TR-0004"] {
        set::<Training>(isms, id, json!({ "completed_on": "2025-01-01" }));
    }
    for number in 1..=6 {
        set::<Document>(isms, &format!("D-000{number}"), json!({ "approved_on": "2025-01-01" }));
    }
}

/// Ten actions of one person, all late.
pub fn burdened(isms: &mut Isms) {
    for number in 10..20 {
        set::<Action>(
            isms,
            &format!("ACT-00{number}"),
            json!({ "title": "Late", "owner": { "id": "P-0003" }, "due": "2026-10-01" }),
        );
    }
}
