//! What is looked for among entitlements: access that nobody should have any more, and powers that nobody watches.
//!
//! ISO/IEC 27001, Annex A, A.5.15, A.5.18 and A.8.2.

use super::{
    finding::{self, Finding, Judge, On, Rule, Way, judge},
    owner,
    sentence::tell,
};
use crate::{
    Entitlement, Held, Incident, Isms, Link,
    registers::entitlements::{AccountType, EntitlementStatus},
};
use jiff::civil::Date;

/// What the rules find among entitlements.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

const fn fault(
    name: &'static str, counted: [&'static str; 2], words: &'static str, to: Way, means: &'static str,
) -> Rule {
    finding::fault("entitlements", name, counted, words, to, means)
}

static RULES: [(Rule, Judge<Entitlement>); 6] = [
    (
        fault(
            "person-departed",
            [
                "{count} entitlement of somebody who left still works",
                "{count} entitlements of people who left still work",
            ],
            "Take it away",
            Way::Act("disabled"),
            "Somebody has left, and an entitlement of theirs still works. A.5.18 asks to take access away when people leave; an auditor lays the list of leavers beside the list of access.",
        ),
        |on| {
            let person = owner::departed(on.isms, &on.held.person, on.today).filter(|_| works(on))?;
            Some(tell!("{entitlement} works, and {person} has left", entitlement = on.held.id, person = person.id))
        },
    ),
    (
        fault(
            "used-after-departure",
            [
                "{count} entitlement was used after its person's last day",
                "{count} entitlements were used after their people's last days",
            ],
            "Record an incident",
            Way::Register("incidents"),
            "Somebody signed in with the access of a person whose last day was over. Either the access was misused or a colleague works under another's name: find out who it was, and treat it as an incident (A.5.25).",
        ),
        |on| {
            let person = on.isms.people().get(on.held.person.as_ref().and_then(Link::id)?)?;
            let used = on.held.last_login.filter(|used| person.end.is_some_and(|end| *used > end))?;
            (!treated_since(on, used)).then(|| {
                tell!(
                    "{entitlement} was used on {day}, after the last day of {person}",
                    entitlement = on.held.id,
                    day = used,
                    person = person.id
                )
            })
        },
    ),
    (
        fault(
            "nobody-known",
            ["{count} account belongs to nobody we know", "{count} accounts belong to nobody we know"],
            "Say whose it is",
            Way::Field("person"),
            "An account works, and nobody in the register of people stands behind it. A.5.16 asks that each identity can be traced to one person; of an account without one nobody can say whether it is still needed.",
        ),
        |on| {
            let unknown = on.held.person.as_ref().and_then(Link::id).is_none();
            (works(on) && is_named(on) && unknown).then(|| match on.held.person.as_ref().and_then(Link::text) {
                Some(text) => tell!(
                    "{entitlement} works, and its person, {text}, is not in the register of people",
                    entitlement = on.held.id,
                    text = text
                ),
                None => tell!("{entitlement} works, and nobody is named whose it is", entitlement = on.held.id),
            })
        },
    ),
    (
        fault(
            "privileged-dormant",
            [
                "{count} privileged entitlement has not been used for long",
                "{count} privileged entitlements have not been used for long",
            ],
            "Take it away",
            Way::Act("disabled"),
            "Somebody holds more power than a user, and has not used it for longer than the organisation allows. A.8.2 asks to keep such access to those who need it; who does not use it hardly does.",
        ),
        |on| {
            let days = on.set(|one| one.dormant_days).filter(|_| is_privileged(on))?;
            let used = on.held.last_login.filter(|used| on.is_longer_ago(*used, days))?;
            Some(tell!("{entitlement} is privileged, and was last used on {day}", entitlement = on.held.id, day = used))
        },
    ),
    (
        fault(
            "privileged-never-used",
            [
                "{count} privileged entitlement has never been used",
                "{count} privileged entitlements have never been used",
            ],
            "Take it away",
            Way::Act("disabled"),
            "Privileged access was given longer ago than the organisation lets it sleep, and no use of it is on record. A.8.2 asks to keep such access to those who need it; or nobody writes down when it is used.",
        ),
        |on| {
            let days = on.set(|one| one.dormant_days).filter(|_| is_privileged(on) && on.held.last_login.is_none())?;
            let granted = on.held.granted_on.filter(|granted| on.is_longer_ago(*granted, days))?;
            Some(tell!(
                "{entitlement} is privileged, was given on {day}, and no use of it is on record",
                entitlement = on.held.id,
                day = granted
            ))
        },
    ),
    (
        fault(
            "granted-by-oneself",
            [
                "{count} privileged entitlement was granted by its own holder",
                "{count} privileged entitlements were granted by their own holders",
            ],
            "Have another decide",
            Way::Field("granted_by"),
            "Somebody gave privileged access to themselves. A.5.18 asks for somebody else's yes, and A.5.3 keeps asking and granting apart; an auditor looks for exactly this.",
        ),
        |on| {
            let both = on.held.person.as_ref().zip(on.held.granted_by.as_ref());
            let own = both.filter(|(person, by)| is_privileged(on) && owner::same(person, by));
            own.map(|_| {
                tell!("{entitlement} is privileged, and was granted by its own holder", entitlement = on.held.id)
            })
        },
    ),
];

/// Whether an incident noticed since that day names the system or the person.
fn treated_since(on: &On<Entitlement>, day: Date) -> bool {
    let links = [on.held.system.as_ref().and_then(Link::id), on.held.person.as_ref().and_then(Link::id)];
    let naming = links.into_iter().flatten().flat_map(|id| on.isms.named_by(id));
    let noticed = |incident: &Held<Incident>| {
        let noticed = incident.detected_at.or(incident.reported_at);
        incident.body.withdrawn.is_none() && noticed.is_some_and(|at| on.isms.day(at) >= day)
    };
    naming.filter_map(|id| on.isms.incidents().get(id)).any(noticed)
}

/// What is disabled opens nothing.
fn works(on: &On<Entitlement>) -> bool {
    on.held.status == EntitlementStatus::Enabled
}

/// One person's own; so is an account of which nobody said that it is anything else.
fn is_named(on: &On<Entitlement>) -> bool {
    !matches!(on.held.account_type, Some(AccountType::Service | AccountType::Shared))
}

fn is_privileged(on: &On<Entitlement>) -> bool {
    works(on) && on.held.privileged == Some(true)
}
