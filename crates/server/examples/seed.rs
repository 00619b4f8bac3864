//! Scratch: Northwind into a data directory. Not committed.
use isms::*;
use jiff::Timestamp;
use recorder::{Action, Caller, Clock, DataDirectory, Recorder, Via};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path, sync::Arc};
type Row = BTreeMap<String, String>;
fn rows(file: &str) -> Vec<Row> {
    let path = format!("content/sample/northwind-analytics/{file}");
    let sheet = formats::read(file, &std::fs::read(&path).unwrap()).unwrap().remove(0);
    let head: Vec<String> = sheet.rows[0].cells.iter().map(|c| c.text().into_owned()).collect();
    sheet.rows[1..]
        .iter()
        .map(|r| {
            head.iter()
                .enumerate()
                .map(|(i, h)| (h.clone(), r.cells.get(i).map(|c| c.text().into_owned()).unwrap_or_default()))
                .collect()
        })
        .collect()
}
fn day(row: &Row, c: &str) -> Option<String> {
    let v = row.get(c)?.clone();
    v.parse::<jiff::civil::Date>().ok().map(|d| d.to_string())
}
fn word(t: &str) -> String {
    t.to_lowercase().replace([' ', '_'], "-")
}
struct Make {
    isms: Isms,
    out: Changes,
}
impl Make {
    fn push(&mut self, r: Revision) {
        apply(&mut self.isms, &r).unwrap();
        self.out.push(r);
    }
    fn add<R: Register>(&mut self, reference: &str, fields: Value) {
        let mut record = json!(R::default());
        fields.as_object().unwrap().iter().for_each(|(n, v)| record[n] = v.clone());
        let id = register(R::NAME).unwrap().next_id(&self.isms);
        let record: R = serde_json::from_value(record).unwrap();
        self.push(Revision::new(id, 1, &Body { record, reference: Some(reference.into()), ..Body::default() }));
    }
    fn to(&self, name: &str, reference: &str) -> Option<Value> {
        if reference.is_empty() {
            return None;
        }
        let found = register(name).unwrap().find(&self.isms, reference);
        Some(found.first().map_or(json!({"text": reference}), |id| json!({"id": id})))
    }
}
fn controls(cell: &str) -> Vec<Value> {
    cell.split("; ")
        .filter(|t| !t.is_empty())
        .map(|t| match annex_a::successors(t) {
            [] => json!({"id": t.trim_start_matches("A.")}),
            [s, ..] => json!({"id": s, "text": t}),
        })
        .collect()
}
#[tokio::main]
async fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let at: Timestamp = std::env::args().nth(2).unwrap().parse().unwrap();
    let directory = DataDirectory::open(Path::new(&dir)).unwrap();
    let recorder = Recorder::open(directory.ledger(Clock::started(at)), Arc::new(move || at)).unwrap();
    let caller = Caller { account: founding::account(), via: Via::Import, own_sign_in: true, narrowed_to: None };
    recorder.record_decided(&caller, Action::Import, ("risks", "imported"), json!({"files": 11}), |isms, _, _| {
        let mut m = Make { isms: isms.clone(), out: vec![] };
        let org = isms.the_organisation().unwrap();
        let mut o = org.body.record.clone();
        o.scope = Prose("Design, development, hosting and support of the Northwind Insights analytics platform, and the corporate IT that supports it, delivered from Leeds, Dublin and by remote staff; hosted in AWS eu-west-1 and eu-west-2.".into());
        o.certification_planned = Some("May 2027".into());
        o.sites = vec![organisation::Site { name: "Leeds".into(), code: Some("LDS".into()), address: Some("Leeds, GB".into()) }, organisation::Site { name: "Dublin".into(), code: Some("DUB".into()), address: Some("Dublin, IE".into()) }];
        m.push(org.becomes(o).remove(0));
        for r in rows("people.csv") { m.add::<Person>(&r["person_id"], json!({"name": r["full_name"], "job_title": r.get("job_title"), "department": r.get("department"), "end": day(&r, "end_date"), "status": word(&r["status"])})); }
        for r in rows("assets.csv") { m.add::<Asset>(&r["asset_id"], json!({"name": r["name"], "owner": m.to("people", &r["owner_id"]), "last_reviewed": day(&r, "last_reviewed")})); }
        for r in rows("controls.csv") {
            let id: Id = r["control_id"].parse().unwrap();
            let held = m.isms.controls().get(id).unwrap();
            let imp = match r["implementation_status"].as_str() { "Implemented" => Some("yes"), "Partially implemented" => Some("partly"), "Planned" => Some("planned"), "Not implemented" => Some("no"), _ => None };
            let ev: Vec<Value> = Some(&r["evidence_ref"]).filter(|t| !t.is_empty()).map(|t| json!({"text": t})).into_iter().collect();
            let v = json!({"applicability": if r["applicable"] == "Yes" {"applicable"} else {"not-applicable"}, "justification": r["justification"], "implementation": imp, "planned_for": day(&r, "target_date"), "owner": m.to("people", &r["owner_id"]), "evidence": ev, "how": r.get("implementation_notes").cloned().unwrap_or_default()});
            let rev = held.becomes(serde_json::from_value(v).unwrap()).remove(0);
            m.push(rev);
        }
        for r in rows("policies.csv") { m.add::<Document>(&r["policy_id"], json!({"title": r["title"], "status": word(&r["status"]), "owner": m.to("people", &r["owner_id"]), "approved_by": m.to("people", &r["approved_by"]), "next_review": day(&r, "review_due")})); }
        for r in rows("training.csv") { let s = if r["completed_on"].is_empty() {"assigned"} else {"completed"}; m.add::<Training>(&r["training_id"], json!({"person": m.to("people", &r["person_id"]), "course": r["course"], "due": day(&r, "due_on"), "status": s})); }
        for r in rows("audit-findings.csv") { m.add::<AuditFinding>(&r["finding_id"], json!({"title": r["description"], "due": day(&r, "due_date"), "status": word(&r["status"]), "owner": m.to("people", &r["owner_id"])})); }
        for r in rows("risks.csv") {
            let rating = |l: &str, c: &str, s: &str, v: &str| { let step = |n: &str| r[n].parse::<u8>().ok(); json!({"likelihood": step(l), "consequence": step(c), "stated_score": r[s], "stated_level": r[v]}) };
            let status = if r["status"] == "Open" { "assessed".into() } else { word(&r["status"]) };
            let mut risk: Risk = serde_json::from_value(json!({"title": r["title"], "owner": m.to("people", &r["owner_id"]), "assets": m.to("assets", &r["asset_id"]).into_iter().collect::<Vec<_>>(), "threat": r.get("threat").filter(|t| !t.is_empty()).map(|t| json!({"text": t})), "vulnerability": r.get("vulnerability").filter(|t| !t.is_empty()).map(|t| json!({"text": t})), "method": if r["asset_id"].is_empty() { "scenario-based" } else { "asset-based" }, "inherent": rating("likelihood", "impact", "inherent_score", "inherent_level"), "residual": rating("residual_likelihood", "residual_impact", "residual_score", "residual_level"), "existing_controls": controls(&r["existing_controls"]), "planned_controls": controls(&r["planned_controls"]), "option": word(&r["treatment"]), "due": day(&r, "treatment_due"), "status": status})).unwrap();
            if let Some(by) = m.to("people", &r["accepted_by"]) {
                let of = risks::AcceptedState::now(&m.isms, &risk);
                risk.acceptances = vec![risks::Acceptance { by: serde_json::from_value(by).unwrap(), on: r["accepted_on"].parse().unwrap(), reason: String::new(), stated: true, of }];
            }
            m.add::<Risk>(&r["risk_id"], json!(risk));
        }
        let o = |t: &str, k: &str, c: &[&str]| json!({"title": t, "kind": k, "controls": c.iter().map(|c| json!({"id": c})).collect::<Vec<_>>()});
        m.add::<Obligation>("LAW-1", o("UK General Data Protection Regulation", "law", &["5.34", "5.31", "8.10"]));
        m.add::<Obligation>("CON-1", o("Framework agreement with Halden Retail", "contract", &["5.24", "5.26"]));
        m.add::<Evidence>("EV-5-1-03", json!({"title": "Signed policy set", "link": "https://wiki.example.com/policies", "controls": [{"id": "5.1"}]}));
        Ok(m.out)
    }).await.unwrap();
    let link = |person: &str| {
        let p = person.to_string();
        move |isms: &Isms, _: &Who, _: Timestamp| {
            let acc = isms.accounts().get(founding::account()).unwrap();
            let mut a = acc.body.record.clone();
            a.person = register("people").unwrap().find(isms, &p).first().map(|id| Link::known(*id));
            a.roles = vec![accounts::Role::Administrator, accounts::Role::IsmsManager, accounts::Role::TopManagement];
            Ok(acc.becomes(a))
        }
    };
    recorder
        .record_decided(&caller, Action::ManageAccounts, ("accounts", "linked"), Value::Null, link("P120"))
        .await
        .unwrap();
}
