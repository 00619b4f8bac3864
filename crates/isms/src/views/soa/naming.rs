//! Who names a control: one pass over each register, so that 593 controls do not each search 10,000 risks.

use crate::{
    Control, Evidence, Held, Id, Isms, Link, Obligation, Risk,
    registers::{
        documents::DocumentStatus,
        risks::{Status, TreatmentOption},
    },
};
use std::collections::HashMap;

/// The records in use that name one control, each once.
#[derive(Default)]
pub(super) struct Naming<'a> {
    /// Risks, drafts and closed ones included.
    pub risks: Vec<&'a Held<Risk>>,
    pub obligations: Vec<&'a Held<Obligation>>,
    /// Actions that are still open.
    pub open_actions: Vec<Id>,
    pub evidence: Vec<&'a Held<Evidence>>,
    /// Documents that are not retired.
    pub documents: Vec<Id>,
}

impl<'a> Naming<'a> {
    /// Of a control that nothing names.
    pub const NONE: &'static Naming<'static> =
        &Naming { risks: vec![], obligations: vec![], open_actions: vec![], evidence: vec![], documents: vec![] };

    /// The risks that are a reason for it.
    pub fn live_risks(&self) -> impl Iterator<Item = &'a Held<Risk>> {
        self.risks.iter().copied().filter(|risk| risk.needs_controls() || is_proposed(risk))
    }

    /// Whether a risk, a law or a contract gives a reason for it.
    pub fn needs_it(&self) -> bool {
        !self.obligations.is_empty() || self.live_risks().next().is_some()
    }

    /// What relies on it: risks that are not closed, and obligations.
    pub fn relying(&self) -> Vec<Id> {
        let risks = self.risks.iter().filter(|risk| risk.status != Status::Closed).map(|risk| risk.id);
        risks.chain(self.obligations.iter().map(|obligation| obligation.id)).collect()
    }
}

/// What is proposed is not weighed yet, and counts in the draft; with it no version is published.
fn is_proposed(risk: &Held<Risk>) -> bool {
    risk.body.proposed.is_some() && risk.status == Status::Draft && risk.option != Some(TreatmentOption::Avoid)
}

pub(super) fn namings(isms: &Isms) -> HashMap<Id, Naming<'_>> {
    let mut namings: HashMap<Id, Naming> = HashMap::new();
    for risk in isms.risks().iter() {
        each(risk.controls(), &mut namings, |naming| once(&mut naming.risks, risk, |last| last.id == risk.id));
    }
    for obligation in isms.obligations().iter() {
        each(obligation.controls.iter(), &mut namings, |naming| {
            once(&mut naming.obligations, obligation, |last| last.id == obligation.id);
        });
    }
    for action in isms.actions().iter().filter(|action| action.is_open()) {
        each(action.controls.iter(), &mut namings, |naming| {
            once(&mut naming.open_actions, action.id, |last| *last == action.id);
        });
    }
    for evidence in isms.evidence().iter() {
        each(evidence.controls.iter(), &mut namings, |naming| {
            once(&mut naming.evidence, evidence, |last| last.id == evidence.id);
        });
    }
    for document in isms.documents().iter().filter(|document| document.status != DocumentStatus::Retired) {
        each(document.covers.iter(), &mut namings, |naming| {
            once(&mut naming.documents, document.id, |last| *last == document.id);
        });
    }
    namings
}

fn each<'a, 'l>(
    controls: impl Iterator<Item = &'l Link<Control>>, namings: &mut HashMap<Id, Naming<'a>>,
    mut note: impl FnMut(&mut Naming<'a>),
) {
    controls.filter_map(Link::id).for_each(|control| note(namings.entry(control).or_default()));
}

/// A record that names a control twice, as existing and as planned, is noted once.
fn once<T>(noted: &mut Vec<T>, new: T, same: impl Fn(&T) -> bool) {
    if !noted.last().is_some_and(same) {
        noted.push(new);
    }
}
