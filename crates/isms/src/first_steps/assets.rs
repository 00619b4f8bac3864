//! What could least be done without, and those outside who work with it.
//!
//! ISO/IEC 27001, Annex A, A.5.9 and A.5.19.

use super::{
    Answers,
    proposing::{Owner, Proposing, answer},
};
use crate::{
    library::type_told_by,
    refusal::Reason,
    registers::{Asset, Supplier},
};

/// Assets and suppliers, in the hands of whoever does the work.
pub(super) fn propose(proposing: &mut Proposing, answers: &Answers, owner: &Owner) -> Result<(), Vec<Reason>> {
    for common in &answers.assets {
        let (name, kind) = common.named();
        let asset = Asset { name: name.into(), kind: Some(kind.into()), owner: owner.clone(), ..Asset::default() };
        proposing.propose(asset, &answer("assets"))?;
    }
    for name in &answers.other_assets {
        let kind = type_told_by(name).map(|told| told.word.clone());
        let asset = Asset { name: name.clone(), kind, owner: owner.clone(), ..Asset::default() };
        proposing.propose(asset, &answer("other_assets"))?;
    }
    for name in &answers.helpers {
        let supplier = Supplier { name: name.clone(), owner: owner.clone(), ..Supplier::default() };
        proposing.propose(supplier, &answer("helpers"))?;
    }
    Ok(())
}
