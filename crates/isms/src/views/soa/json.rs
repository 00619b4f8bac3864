//! The Statement of Applicability as programs see it, and how a published one differs from today's.

use super::{Proof, Reason, Row, soa};
use crate::{
    Id, Isms, link_shown,
    views::{
        assurance::assurance,
        finding,
        shown::{link, with},
    },
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// The statement, and how far each of its controls can be trusted; records the reader may not see are named only as
/// restricted.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let row = |row: &Row| {
        let assurance = (row.standing != super::Standing::NotApplicable).then(|| assurance(isms, today, row));
        let next = assurance.as_ref().and_then(|one| one.next()).map(|step| step.rung);
        let told = assurance.map(|one| json!({ "standing": one.standing(), "next": next }));
        with(row_shown(isms, row, sees), json!({ "assurance": told }))
    };
    shown(isms, today, sees, &row)
}

/// The statement as it is published: what is decided and why (clause 6.1.3 d), and not how far it can be trusted today.
pub fn as_published(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    shown(isms, today, sees, &|row| row_shown(isms, row, sees))
}

fn shown(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool, row_shown: &dyn Fn(&Row) -> Value) -> Value {
    let soa = soa(isms, today);
    let published = soa.published.filter(|version| sees(version.id)).map(|version| {
        json!({
            "id": version.id,
            "version": version.version,
            "published_on": version.published_on,
            "approved_by": version.approved_by.as_ref().map(|by| link(isms, by, sees)),
            "approved_on": version.approved_on,
            "signed_here": version.signed_here,
        })
    });
    let rows = soa.rows.iter().filter(|row| sees(row.control.id));
    json!({
        "organisation": soa.organisation.map(|organisation| &organisation.name),
        "scope": soa.organisation.map(|organisation| &organisation.scope),
        "as_of": today,
        "version": published.as_ref().map(|version| &version["version"]),
        "published": published,
        "counts": soa.counts(sees),
        "controls": rows.map(row_shown).collect::<Vec<_>>(),
        "findings": finding::shown(isms, &soa.findings, "control", sees),
    })
}

fn row_shown(isms: &Isms, row: &Row, sees: &dyn Fn(Id) -> bool) -> Value {
    let control = row.control;
    let applicable = match row.standing {
        super::Standing::Applicable | super::Standing::Derived => Some(true),
        super::Standing::NotApplicable => Some(false),
        super::Standing::Undecided => None,
    };
    json!({
        "id": control.id,
        "title": row.title(),
        "theme": row.theme(),
        "applicable": applicable,
        "applicability": row.standing,
        "justification": Some(&*control.justification).filter(|words| !words.is_empty()),
        "reasons": row.reasons.iter().map(|reason| reason_shown(isms, reason, sees)).collect::<Vec<_>>(),
        "implementation": control.implementation,
        "planned_for": control.planned_for,
        "owner": control.owner.as_ref().map(|owner| link(isms, owner, sees)),
        "how": Some(&*control.how).filter(|words| !words.is_empty()),
        "described_in": row.described_in.iter().map(|document| link(isms, document, sees)).collect::<Vec<_>>(),
        "evidence": row.evidence.iter().map(|proof| proof_shown(isms, proof, sees)).collect::<Vec<_>>(),
    })
}

/// What a reader may not see gives its kind, and not its words.
fn reason_shown(isms: &Isms, reason: &Reason, sees: &dyn Fn(Id) -> bool) -> Value {
    let record = reason.record().map(|id| link_shown(isms, id, None, sees));
    let of_record = matches!(reason, Reason::Risk(_) | Reason::Law(_) | Reason::Contract(_));
    let hidden = of_record && reason.record().is_some_and(|id| !sees(id));
    let text = if hidden { record.as_ref().map(|record| record["title"].clone()) } else { Some(json!(reason.text())) };
    json!({ "kind": reason.kind(), "record": record, "text": text, "proposed": reason.is_proposed() })
}

fn proof_shown(isms: &Isms, proof: &Proof, sees: &dyn Fn(Id) -> bool) -> Value {
    with(link(isms, &proof.link, sees), json!({ "held": proof.held }))
}

/// The controls whose rows differ between a published statement and another, both as [`as_published`] gave them: those added,
/// those gone, and those that say something else. What the published rows did not yet tell is not compared, so that a
/// later key is no difference.
pub fn differing(published: &Value, now: &Value) -> Vec<String> {
    let rows = |statement: &'_ Value| statement["controls"].as_array().cloned().unwrap_or_default();
    let (before, after) = (rows(published), rows(now));
    let find = |rows: &[Value], id: &Value| rows.iter().find(|row| row["id"] == *id).cloned();
    let same = |was: &Value, is: &Value| was.as_object().into_iter().flatten().all(|(key, value)| is[key] == *value);
    let changed = before.iter().filter(|was| !find(&after, &was["id"]).is_some_and(|is| same(was, &is)));
    let added = after.iter().filter(|is| find(&before, &is["id"]).is_none());
    changed.chain(added).filter_map(|row| row["id"].as_str().map(String::from)).collect()
}
