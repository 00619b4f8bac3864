//! What the management system covers, and the words by which risks are weighed: where nobody has written them.
//!
//! ISO/IEC 27001, clauses 4.3 and 6.1.2 a.

use super::{
    Answers, Harm, TooMuch,
    proposing::{Proposing, answer},
};
use crate::{
    collection::{Held, plain},
    criteria::Criteria,
    refusal::Reason,
    registers::{Organisation, organisation::Site},
    say,
    step::Prose,
};
use std::collections::BTreeSet;

/// Fills in what is empty, as one revision of the organisation.
pub(super) fn propose(
    proposing: &mut Proposing, on: &Held<Organisation>, answers: &Answers,
) -> Result<(), Vec<Reason>> {
    let mut record = Organisation::clone(on);
    if record.scope.trim().is_empty() {
        record.scope = scope(&record.name, answers);
    }
    if record.sites.is_empty() {
        record.sites = each_once(&answers.places).map(|name| Site { name: name.into(), ..Site::default() }).collect();
    }
    // Once a risk is there, other criteria would change what its rating means.
    if record.criteria == Criteria::default() && proposing.isms.risks().is_empty() {
        record.criteria = criteria(answers);
    }
    if record == on.body.record {
        return Ok(());
    }
    proposing.fill(on, record, &answer("what_you_do"))
}

/// The scope in plain sentences: what is done, whose work it is, where, by whom and with whose help.
fn scope(organisation: &str, answers: &Answers) -> Prose {
    let what = answers.what_you_do.trim().trim_end_matches('.');
    let joined = |names: &[String]| each_once(names).collect::<Vec<_>>().join("; ");
    let places = joined(&answers.places);
    let where_ = match places.as_str() {
        "" => say!(
            "The management system of {organisation} covers this work, the people who do it, and the information and systems they use.",
            organisation = organisation
        ),
        _ => say!(
            "The management system of {organisation} covers this work at {places}, the people who do it, and the information and systems they use.",
            organisation = organisation,
            places = places
        ),
    };
    let helpers = joined(&answers.helpers);
    let helpers = (!helpers.is_empty()).then(|| {
        say!("Services of others are used: {helpers}. They are looked after as suppliers.", helpers = helpers)
    });
    let sentences = [Some(say!("{what}.", what = what)), Some(where_), helpers];
    Prose(sentences.into_iter().flatten().map(|one| one.to_string()).collect::<Vec<_>>().join(" "))
}

/// The names that say something, each once, whatever its letter case and spaces.
fn each_once(names: &[String]) -> impl Iterator<Item = &str> {
    let mut told = BTreeSet::new();
    names.iter().map(|name| name.trim()).filter(move |name| !name.is_empty() && told.insert(plain(name)))
}

/// The level from which top management signs too.
pub(super) fn limit(too_much: TooMuch) -> &'static str {
    match too_much {
        TooMuch::MediumAndAbove => "Medium",
        TooMuch::HighAndAbove => "High",
        TooMuch::CriticalOnly => "Critical",
    }
}

fn criteria(answers: &Answers) -> Criteria {
    let mut criteria = Criteria { limit: limit(answers.too_much).into(), ..Criteria::default() };
    describe(&mut criteria.likelihood, LIKELIHOOD);
    describe(&mut criteria.consequence, consequence(answers.hurts_most));
    criteria
}

fn describe(steps: &mut [crate::criteria::ScaleStep], words: [&str; 5]) {
    for (step, words) in steps.iter_mut().zip(words) {
        step.description = words.into();
    }
}

const LIKELIHOOD: [&str; 5] = [
    "Less than once in 20 years.",
    "Once in 5 to 20 years.",
    "Once in 2 to 5 years.",
    "About once a year.",
    "Several times a year.",
];

/// The scale of consequence in words, by what would hurt most.
pub(super) fn consequence(harm: Harm) -> [&'static str; 5] {
    match harm {
        Harm::LosingMoney => [
            "Costs less than an hour of work.",
            "Costs less than a day's takings.",
            "Costs less than a week's takings.",
            "Costs less than a month's takings.",
            "Costs more than a month's takings, or the business itself.",
        ],
        Harm::StandingStillForDays => [
            "Work is slowed for an hour.",
            "Work stops for half a day.",
            "Work stops for a day.",
            "Work stops for several days.",
            "Work stops for more than a week.",
        ],
        Harm::LosingCustomersTrust => [
            "No customer notices.",
            "One customer complains.",
            "Several customers complain.",
            "A customer leaves, and others ask.",
            "Many customers leave, or the press writes about it.",
        ],
        Harm::BreakingTheLaw => [
            "No rule is broken.",
            "A rule is bent, and put right the same day.",
            "A rule is broken, and we have to tell nobody.",
            "We have to tell an authority or the people concerned.",
            "A fine, a court case, or an order to stop.",
        ],
    }
}
