//! What each needed control is needed for, and how far it is: planned, or partly there where somebody said so. Never over
//! what somebody wrote.
//!
//! ISO/IEC 27001, clause 6.1.3 d.

use super::{
    Answers,
    proposing::{Owner, Proposing, answer},
};
use crate::{
    id::Id,
    link::Link,
    message::Message,
    refusal::Reason,
    registers::{Control, Isms, Obligation, Risk, controls::Implementation, register_of},
    say,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a control is needed for, in words, and the record that needs it.
type Need = (Message, Id);

/// Controls that the proposed risks and laws need, and those of which a part is there.
pub(super) fn propose(proposing: &mut Proposing, answers: &Answers, owner: &Owner) -> Result<(), Vec<Reason>> {
    let said = answers.already.iter().map(|habit| habit.control());
    let said: BTreeMap<Id, &str> = said.map(|((theme, number), words)| (Id::new(theme, number), words)).collect();
    let needs = needs(proposing);
    for id in said.keys().chain(needs.keys()).collect::<BTreeSet<&Id>>() {
        let control = proposing.isms.controls().get(*id).cloned();
        let Some(control) = control.filter(|control| control.body.record == Control::default()) else { continue };
        let (said, need) = (said.get(id), needs.get(id));
        let record = Control {
            implementation: Some(said.map_or(Implementation::Planned, |_| Implementation::Partly)),
            justification: need.map(|(words, _)| words.to_string().as_str().into()).unwrap_or_default(),
            how: said.copied().unwrap_or_default().into(),
            owner: owner.clone(),
            ..Control::default()
        };
        let because = need.filter(|_| said.is_none()).map(|(_, record)| say!("{record} needs it", record = record));
        proposing.fill(&control, record, &because.unwrap_or_else(|| answer("already")))?;
    }
    Ok(())
}

/// The first reason of each control that a proposed risk or law names. What is restricted is told in no justification,
/// which others read.
fn needs(proposing: &Proposing) -> BTreeMap<Id, Need> {
    let isms = &proposing.isms;
    let mut needs = BTreeMap::new();
    let mut note = |controls: &[Link<Control>], need: Need| {
        for control in controls.iter().filter_map(Link::id) {
            needs.entry(control).or_insert_with(|| need.clone());
        }
    };
    let risks = isms.risks().proposed().filter_map(|id| isms.risks().get(id));
    let risks = risks.filter(|risk| !risk.body.restricted && proposing.knows_of(risk.id));
    risks.for_each(|risk| note(&risk.planned_controls, (against(risk), risk.id)));
    let obligations = isms.obligations().proposed().filter_map(|id| isms.obligations().get(id));
    let obligations = obligations.filter(|one| !one.body.restricted && proposing.knows_of(one.id));
    obligations.for_each(|one| note(&one.controls, (asked_by(one), one.id)));
    needs
}

fn against(risk: &Risk) -> Message {
    say!("Needed against: {risk}.", risk = risk.title)
}

fn asked_by(obligation: &Obligation) -> Message {
    say!("Asked for by: {obligation}.", obligation = obligation.title)
}

/// Controls that were proposed as planned, and that nothing in use names any more: what needed them was left out.
pub(super) fn unneeded(isms: &Isms) -> impl Iterator<Item = Id> {
    let needed = |id: Id| {
        let heads = isms.named_by(id).filter_map(|by| register_of(by)?.head(isms, by));
        heads.filter(|head| head.withdrawn.is_none()).any(|head| ["R", "O"].contains(&head.id.letters()))
    };
    let claimed = |id: &Id| isms.controls().get(*id).is_some_and(|control| !control.how.is_empty());
    isms.controls().proposed().filter(move |id| !claimed(id) && !needed(*id))
}
