//! Roles that are to be separated and meet in one person: duties that are there to check each other.
//!
//! ISO/IEC 27001, Annex A, A.5.3.

use crate::{
    Id, Isms, Link,
    registers::{entitlements::EntitlementStatus, organisation::SeparatedRoles},
    views::{
        finding::{Finding, Rule, Way, fault},
        sentence::{Sentence, tell},
    },
};
use std::collections::BTreeMap;

pub(super) static RULE: Rule = fault(
    "people",
    "roles-to-be-separated",
    [
        "{count} person holds two roles that are to be separated",
        "{count} times a person holds two roles that are to be separated",
    ],
    "Take one of the two away",
    Way::Register("entitlements"),
    "Somebody holds two roles that the organisation wants to keep apart, so that one person could do and conceal what two should watch. A.5.3 asks to separate such duties; where you are too few for it, somebody else looks at what was done.",
);

/// The entitlements of each person in one role.
type Holders = BTreeMap<Id, Vec<Id>>;

/// What is found, person by person for each pair.
pub(super) fn findings(isms: &Isms) -> Vec<Finding> {
    let Some(organisation) = isms.the_organisation().filter(|one| !one.separated_roles.is_empty()) else {
        return vec![];
    };
    let holders = holders(isms, &organisation.separated_roles);
    organisation.separated_roles.iter().flat_map(|pair| of_pair(&holders, pair)).collect()
}

fn of_pair(holders: &BTreeMap<(Id, String), Holders>, pair: &SeparatedRoles) -> Vec<Finding> {
    let of = |(system, role)| Option::<Id>::and_then(system, |system| holders.get(&(system, role)));
    let [Some(one), Some(other)] = pair.sides().map(of) else { return vec![] };
    let both = one.iter().filter_map(|(person, held)| Some((*person, held, other.get(person)?)));
    both.map(|(on, held, others)| {
        let sentence = says(on, [held.as_slice(), others.as_slice()].concat(), pair.why.as_deref());
        Finding { rule: &RULE, on, sentence }
    })
    .collect()
}

fn says(person: Id, entitlements: Vec<Id>, why: Option<&str>) -> Sentence {
    match why.map(str::trim).filter(|why| !why.is_empty()) {
        Some(why) => tell!(
            "{person} holds {entitlements}, which are to be separated: {why}",
            person = person,
            entitlements = entitlements,
            why = why
        ),
        None => {
            tell!(
                "{person} holds {entitlements}, which are to be separated",
                person = person,
                entitlements = entitlements
            )
        }
    }
}

/// Who holds each role that a pair names, by entitlements that work. The register is gone through once, however many
/// pairs there are.
fn holders(isms: &Isms, pairs: &[SeparatedRoles]) -> BTreeMap<(Id, String), Holders> {
    let sides = pairs.iter().flat_map(SeparatedRoles::sides);
    let mut holders: BTreeMap<(Id, String), Holders> =
        sides.filter_map(|(system, role)| Some(((system?, role), Holders::new()))).collect();
    for held in isms.entitlements().iter().filter(|held| held.status == EntitlementStatus::Enabled) {
        let (system, person) = (held.system.as_ref().and_then(Link::id), held.person.as_ref().and_then(Link::id));
        if let (Some(system), Some(person), Some(role)) = (system, person, &held.role)
            && let Some(people) = holders.get_mut(&(system, crate::plain(role)))
        {
            people.entry(person).or_default().push(held.id);
        }
    }
    holders
}
