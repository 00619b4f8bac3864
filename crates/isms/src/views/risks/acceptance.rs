//! Who carries what is left of a risk, and whether that still stands.
//!
//! ISO/IEC 27001, clause 6.1.3 f.

use crate::{
    Held, Isms, Risk,
    registers::risks::{Acceptance, CriteriaInForce},
    views::owner::same,
};
use serde::Serialize;

/// The signatures under a risk.
pub struct Acceptances<'a> {
    /// The owner's, signed here or stated.
    pub owner: Option<&'a Acceptance>,
    /// Somebody else's: top management's, at and above the limit.
    pub beside: Option<&'a Acceptance>,
    /// Whether the residual rating asks for a second signature.
    pub needs_two: bool,
    /// What has changed since somebody signed, in words; empty while all signatures stand.
    pub changed: Vec<&'static str>,
    owner_stands: bool,
    beside_stands: bool,
}

/// How far the acceptance of a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nobody has accepted it.
    None,
    /// Somebody signed here.
    Accepted,
    /// Nobody signed here; an imported file states who accepted.
    Stated,
    /// Somebody accepted something else: it has changed since.
    Outdated,
}

/// A signature, and whether what it was given under still stands.
type Signed<'a> = Option<(&'a Acceptance, bool)>;

impl<'a> Acceptances<'a> {
    pub(super) fn of(
        in_force: &CriteriaInForce, isms: &Isms, risk: &'a Held<Risk>, needs_two: bool,
    ) -> Acceptances<'a> {
        let (mut owner, mut beside): (Signed, Signed) = (None, None);
        let mut changed = Vec::new();
        for acceptance in &risk.acceptances {
            let since = acceptance.of.outdated(in_force, isms, risk);
            let owners = risk.owner.as_ref().is_some_and(|owner| same(owner, &acceptance.by));
            let place = if owners { &mut owner } else { &mut beside };
            // One that stands counts before one that is outdated, the later before the earlier.
            if place.is_none_or(|(_, stands)| !stands || since.is_empty()) {
                *place = Some((acceptance, since.is_empty()));
            }
            changed.extend(since);
        }
        let stands = |place: Signed| place.is_some_and(|(_, stands)| stands);
        let (owner_stands, beside_stands) = (stands(owner), stands(beside));
        changed.sort_unstable();
        changed.dedup();
        let mut signatures = Acceptances {
            owner: owner.map(|(acceptance, _)| acceptance),
            beside: beside.map(|(acceptance, _)| acceptance),
            needs_two,
            changed,
            owner_stands,
            beside_stands,
        };
        if signatures.is_signed() {
            // All who must sign have signed what stands here; what others once signed does not matter any more.
            signatures.changed.clear();
        }
        signatures
    }

    /// Whether all who must sign have signed what stands here today.
    pub fn is_signed(&self) -> bool {
        self.owner_stands && (self.beside_stands || !self.needs_two)
    }

    /// Whether the owner has accepted what stands here today.
    pub fn owner_stands(&self) -> bool {
        self.owner_stands
    }

    /// Whether the owner has accepted what stands here, and top management still has to.
    pub fn second_is_awaited(&self) -> bool {
        self.needs_two && self.owner_stands && !self.beside_stands
    }

    /// Whether the owner has accepted and top management, whose signature it needs as well, has not.
    pub fn second_is_missing(&self) -> bool {
        self.needs_two && self.owner.is_some() && self.beside.is_none()
    }

    /// How far it is.
    pub fn state(&self) -> State {
        let both = || self.owner.iter().chain(&self.beside);
        match both().next() {
            None => State::None,
            Some(_) if !self.changed.is_empty() => State::Outdated,
            Some(_) if both().all(|acceptance| acceptance.stated) => State::Stated,
            Some(_) => State::Accepted,
        }
    }
}
