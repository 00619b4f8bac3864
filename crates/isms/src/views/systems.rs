//! What is looked for among systems: how people get in, and whether somebody looks at who may.
//!
//! ISO/IEC 27001, Annex A, A.5.18 and A.8.5.

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    known_words::is_confidential,
    sentence::tell,
};
use crate::{Isms, System};
use jiff::civil::Date;

/// What the rules find among systems.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    judge(&RULES, isms, today)
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

static RULES: [(Rule, Judge<System>); 2] = [
    (
        fault(
            "systems",
            "no-second-factor",
            [
                "{count} system with confidential information is not known to ask for a second factor",
                "{count} systems with confidential information are not known to ask for a second factor",
            ],
            "Say how people sign in",
            Way::Field("mfa"),
            "A system holds confidential information, and it is not said that people need more than a password. A.8.5 asks for a sign-in as strong as the information deserves; a stolen password is the most usual way in.",
        ),
        |on| {
            let open = is_confidential(&on.held.classification) && on.held.mfa != Some(true);
            let classification = on.held.classification.as_deref().unwrap_or_default().trim();
            open.then(|| match on.held.mfa {
                None => tell!(
                    "{system} holds information that is {classification}, and nobody said whether it asks for a second factor",
                    system = on.held.id,
                    classification = classification
                ),
                Some(_) => tell!(
                    "{system} holds information that is {classification}, and asks for no second factor",
                    system = on.held.id,
                    classification = classification
                ),
            })
        },
    ),
    (
        fault(
            "systems",
            "access-review-lapsed",
            ["{count} system waits for a look at who may get in", "{count} systems wait for a look at who may get in"],
            "Look who may get in",
            Way::Field("last_access_review"),
            "The time within which the organisation looks at who may get into a system has run out, or nobody ever looked. A.5.18 asks to review access at planned intervals; people change work, and their old access stays.",
        ),
        |on| {
            let days = on.set(|one| one.access_review_days)?;
            match on.held.last_access_review {
                None => Some(tell!("{system}: nobody ever looked at who may get in", system = on.held.id)),
                Some(last) => on.is_longer_ago(last, days).then(|| {
                    tell!(
                        "{system}: who may get in was last looked at on {last}, more than {days} days ago",
                        system = on.held.id,
                        last = last,
                        days = days
                    )
                }),
            }
        },
    ),
];
