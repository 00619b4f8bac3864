//! What was proposed, in groups by the order of the standard, and how far each is.

use crate::{
    id::Id,
    link::Link,
    register::Listed,
    registers::{
        Action, Asset, Control, InterestedParty, Isms, Issue, Obligation, Organisation, Person, Risk, Supplier,
        register, register_of,
    },
};
use std::collections::BTreeSet;

/// Records that are looked at together.
#[derive(Debug)]
pub struct Group {
    /// Its word in addresses.
    pub word: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// The clause that asks for it.
    pub clause: &'static str,
    /// Why it is asked for, in plain words.
    pub why: &'static str,
    /// The registers in which its records stand.
    pub registers: &'static [&'static str],
}

/// How far a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Nothing is there yet.
    Empty,
    /// Something waits to be confirmed.
    Proposed,
    /// All that is there is the organisation's own.
    Confirmed,
}

/// The groups in the order of the standard. The last step, the Statement of Applicability, is no group: it is computed.
pub static GROUPS: [Group; 7] = [
    Group {
        word: "surroundings",
        title: "Your surroundings",
        clause: "clauses 4.1 and 4.2",
        why: "What bears on your information, and who expects what of you: it decides how much protection is enough.",
        registers: &[Issue::NAME, InterestedParty::NAME, Obligation::NAME],
    },
    Group {
        word: "scope",
        title: "The scope, and how risks are weighed",
        clause: "clauses 4.3 and 6.1.2 a",
        why: "The scope says what all the rest speaks of, and stands on a certificate. The scales make two risks comparable.",
        registers: &[Organisation::NAME],
    },
    Group {
        word: "people",
        title: "Who answers for what",
        clause: "clause 5.3",
        why: "Each risk and each asset is owned by a person with a name. A team answers for nothing.",
        registers: &[Person::NAME],
    },
    Group {
        word: "assets",
        title: "What you could least do without",
        clause: "A.5.9 and A.5.19",
        why: "Risks strike something: what holds your information, and those outside who work with it.",
        registers: &[Asset::NAME, Supplier::NAME],
    },
    Group {
        word: "risks",
        title: "What could go wrong",
        clause: "clauses 6.1.2 c and d",
        why: "You say how likely and how bad each would be, as if nothing were done against it. No program can know that.",
        registers: &[Risk::NAME],
    },
    Group {
        word: "treatment",
        title: "What is done about it",
        clause: "clauses 6.1.3 a and e",
        why: "Each risk has an action that makes it smaller, and somebody who takes it on. By when is for you to say.",
        registers: &[Action::NAME],
    },
    Group {
        word: "controls",
        title: "Which controls that takes",
        clause: "clauses 6.1.3 b to d",
        why: "Each control says what it is needed for, who brings it in, and how far it is. These words stand in your Statement of Applicability.",
        registers: &[Control::NAME],
    },
];

/// What was proposed only for the sake of this record, and goes where it goes: the action that would treat a risk, the
/// party behind a law.
pub fn only_for(isms: &Isms, id: Id) -> Vec<Id> {
    let alone = |links: Vec<Option<Id>>| links == [Some(id)];
    let actions = isms.actions().proposed().filter(|one| {
        let action = isms.actions().get(*one);
        action.is_some_and(|action| alone(action.risks.iter().map(Link::id).collect()))
    });
    let parties = isms.interested_parties().proposed().filter(|one| {
        let party = isms.interested_parties().get(*one);
        party.is_some_and(|party| alone(party.obligations.iter().map(Link::id).collect()))
    });
    actions.chain(parties).collect()
}

/// What keeps a proposal from being left out: the records in use that rest on it, or on what goes with it.
pub fn resting(isms: &Isms, id: Id) -> Vec<Id> {
    let mut going = only_for(isms, id);
    going.push(id);
    let in_use = |by: &Id| register_of(*by).and_then(|of| of.head(isms, *by)).is_some_and(|by| by.withdrawn.is_none());
    let resting: BTreeSet<Id> =
        going.iter().flat_map(|id| isms.named_by(*id)).filter(|by| !going.contains(by) && in_use(by)).collect();
    resting.into_iter().collect()
}

impl Group {
    /// The records of it that nobody has confirmed, of those that the reader sees.
    pub fn proposed(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<Id> {
        let registers = self.registers.iter().filter_map(|name| register(name));
        registers.flat_map(|register| register.proposed(isms)).filter(|id| sees(*id)).collect()
    }

    /// How far it is.
    pub fn stage(&self, isms: &Isms) -> Stage {
        match () {
            () if !self.proposed(isms, &|_| true).is_empty() => Stage::Proposed,
            () if self.is_empty(isms) => Stage::Empty,
            () => Stage::Confirmed,
        }
    }

    /// The organisation and the controls of Annex A are there from the first day, and say nothing by that.
    fn is_empty(&self, isms: &Isms) -> bool {
        self.registers.iter().all(|name| match *name {
            Organisation::NAME => isms.the_organisation().is_none_or(|one| one.scope.trim().is_empty()),
            Control::NAME => isms.controls().iter().all(|one| one.body.record == Control::default()),
            name => register(name).is_none_or(|register| register.len(isms) == 0),
        })
    }
}
