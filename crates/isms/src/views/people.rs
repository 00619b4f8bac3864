//! What is looked for among people: whether status and dates agree, because *has left* follows from either, and whether
//! duties meet in one person that are to be separated.

mod separated;

use super::{
    finding::{Finding, Judge, Rule, Way, fault, judge},
    sentence::tell,
};
use crate::{Isms, Person, registers::people::Presence};
use jiff::civil::Date;

/// What the rules find among people.
pub fn findings(isms: &Isms, today: Date) -> Vec<Finding> {
    let mut found = judge(&RULES, isms, today);
    found.extend(separated::findings(isms));
    found.sort_by_key(|finding| finding.on);
    found
}

/// The rules of the register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule).chain([&separated::RULE])
}

static RULES: [(Rule, Judge<Person>); 2] = [
    (
        fault(
            "people",
            "ended-not-marked-leaver",
            [
                "{count} person has left, and is not marked as a leaver",
                "{count} people have left, and are not marked as leavers",
            ],
            "Set the status",
            Way::Field("status"),
            "Somebody's last day is over, and their status does not say that they left. Access is taken away by that status (A.6.5); an auditor compares the two lists.",
        ),
        |on| {
            let end = on.held.end.filter(|end| *end < on.today && on.held.status != Presence::Leaver)?;
            Some(tell!("{person} left on {end}, and is not marked as a leaver", person = on.held.id, end = end))
        },
    ),
    (
        fault(
            "people",
            "leaver-before-end",
            [
                "{count} person is marked as a leaver before the last day",
                "{count} people are marked as leavers before the last day",
            ],
            "Correct one of the two",
            Way::Field("end"),
            "Somebody is marked as a leaver, and their last day is not over. They count as gone, and what they own as owned by nobody.",
        ),
        |on| {
            let end = on.held.end.filter(|end| *end >= on.today && on.held.status == Presence::Leaver)?;
            Some(tell!("{person} is marked as a leaver, and their last day is {end}", person = on.held.id, end = end))
        },
    ),
];
