//! What is done already, as it was said: a claim and no more, and never over what somebody wrote.
//!
//! ISO/IEC 27001, clause 6.1.3 d.

use super::{
    Answers,
    proposing::{Owner, Proposing, answer},
};
use crate::{
    id::Id,
    refusal::Reason,
    registers::{Control, controls::Implementation},
};

/// Controls of which a part is there.
pub(super) fn propose(proposing: &mut Proposing, answers: &Answers, owner: &Owner) -> Result<(), Vec<Reason>> {
    for habit in &answers.already {
        let ((theme, number), said) = habit.control();
        let control = proposing.isms.controls().get(Id::new(theme, number)).cloned();
        let Some(control) = control.filter(|control| control.body.record == Control::default()) else { continue };
        let record = Control {
            implementation: Some(Implementation::Partly),
            owner: owner.clone(),
            how: said.into(),
            ..Control::default()
        };
        proposing.fill(&control, record, &answer("already"))?;
    }
    Ok(())
}
