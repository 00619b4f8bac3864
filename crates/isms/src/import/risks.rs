//! What is peculiar to a table of risks: its words for a status, and acceptances that it states.

use super::draft::{Draft, at, put};
use crate::{
    link::Link,
    message::Message,
    registers::{
        Isms, Person, Risk,
        risks::{Acceptance, AcceptedState, Status},
    },
    say,
};
use jiff::civil::Date;
use serde_json::{Value, json};

/// A risk in a register was weighed by somebody, unless it is called a draft.
pub(super) fn begin(draft: &mut Draft) {
    put(&mut draft.body.record, "status", json!(Status::Assessed));
}

/// The acceptance that a row states, or why there is none.
pub(super) fn acceptance(isms: &Isms, draft: &Draft) -> Result<Option<Acceptance>, Message> {
    let by = link(draft.acceptance.get("acceptances.by"));
    let on = draft.acceptance.get("acceptances.on").and_then(|on| serde_json::from_value::<Date>(on.clone()).ok());
    match (by, on) {
        (Some(by), Some(on)) => {
            let risk: Risk = serde_json::from_value(draft.body.record.clone()).unwrap_or_default();
            let known = risk.acceptances.iter().any(|known| known.stated && known.by == by && known.on == on);
            let of = AcceptedState::now(isms, &risk);
            Ok((!known).then(|| Acceptance { by, on, reason: String::new(), stated: true, of }))
        }
        (Some(by), None) => Err(say!("accepted by {by}, but not when; the acceptance is not taken in", by = by)),
        (None, Some(on)) => Err(say!("accepted on {on}, but not by whom; the acceptance is not taken in", on = on)),
        (None, None) => Ok(None),
    }
}

/// Adds a stated acceptance to a risk.
pub(super) fn accept(draft: &mut Draft, acceptance: &Acceptance) {
    let mut all = at(&draft.body.record, "acceptances").as_array().cloned().unwrap_or_default();
    all.push(json!(acceptance));
    put(&mut draft.body.record, "acceptances", all.into());
}

fn link(value: Option<&Value>) -> Option<Link<Person>> {
    serde_json::from_value(value?.clone()).ok()
}
