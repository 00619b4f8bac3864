//! The risk register as programs see it.

use super::{Acceptances, Rated, Row, risks};
use crate::{
    Id, Isms,
    criteria::Criteria,
    registers::risks::{Acceptance, Rating},
    views::{
        finding,
        shown::{link, links, with},
    },
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// The register; risks the reader may not see are left out.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let view = risks(isms, today);
    let rows = view.rows.iter().filter(|row| sees(row.risk.id));
    json!({
        "today": today,
        "criteria": view.criteria,
        "risks": rows.map(|row| row_shown(isms, &view.criteria, row, sees)).collect::<Vec<_>>(),
        "findings": finding::shown(isms, &view.findings, "risk", sees),
    })
}

fn row_shown(isms: &Isms, criteria: &Criteria, row: &Row, sees: &dyn Fn(Id) -> bool) -> Value {
    let risk = row.risk;
    json!({
        "id": risk.id,
        "reference": risk.body.reference,
        "title": risk.title,
        "owner": risk.owner.as_ref().map(|owner| link(isms, owner, sees)),
        "assets": links(isms, &risk.assets, sees),
        "inherent": rating_shown(criteria, &risk.inherent, row.inherent),
        "current": rating_shown(criteria, &risk.current, row.current),
        "residual": rating_shown(criteria, &risk.residual, row.residual),
        "residual_is_expected": row.expected,
        "status": risk.status,
        "option": risk.option,
        "due": risk.due,
        "acceptance": acceptance_shown(isms, &row.acceptances, sees),
        "existing_controls": links(isms, &risk.existing_controls, sees),
        "planned_controls": links(isms, &risk.planned_controls, sees),
    })
}

/// A rating by the criteria, beside it what was stated; null where neither is known.
fn rating_shown(criteria: &Criteria, rating: &Option<Rating>, rated: Option<Rated>) -> Option<Value> {
    let rating = rating.as_ref()?;
    let by_criteria = json!({
        "score": rated.map(|rated| rated.score),
        "level": rated.map(|rated| criteria.level_name(rated.score)),
    });
    Some(with(json!(rating), by_criteria))
}

/// A rating by the criteria alone.
pub(in crate::views) fn rated_shown(criteria: &Criteria, rated: Rated) -> Value {
    json!({
        "likelihood": rated.likelihood,
        "consequence": rated.consequence,
        "score": rated.score,
        "level": criteria.level_name(rated.score),
    })
}

/// Who carries what is left: `{state, owner, beside, changed, second_signature_missing}`.
pub(in crate::views) fn acceptance_shown(isms: &Isms, acceptances: &Acceptances, sees: &dyn Fn(Id) -> bool) -> Value {
    let shown = |acceptance: &&Acceptance| {
        json!({
            "by": link(isms, &acceptance.by, sees),
            "on": acceptance.on,
            "reason": acceptance.reason,
            "stated": acceptance.stated,
        })
    };
    json!({
        "state": acceptances.state(),
        "owner": acceptances.owner.as_ref().map(shown),
        "beside": acceptances.beside.as_ref().map(shown),
        "changed": acceptances.changed,
        "second_signature_missing": acceptances.second_is_missing(),
    })
}
