//! Clause 9.1: what is measured, and what it shows.

use super::{
    Gap,
    house::{House, blank, lacking, says_nothing},
    management_review::last_review,
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Held, Measure,
    registers::reviews::ReviewInput,
    views::{home::Target, sentence::tell},
};
use jiff::ToSpan;

rules! {
    /// Measures are on record, for controls and for the management system itself.
    "9.1-what" Design Major what;
    /// Each measure says how it is read.
    "9.1-methods" Design Minor |on| of_measures(on, |all| vec![those!(Minor, lacking(all, |one| says_nothing(&one.method)), "How it is measured is not said: {records}", "Say how", "method")]);
    /// Each measure has its rhythm and the person who takes it.
    "9.1-reading" Design Minor |on| of_measures(on, |all| vec![
        those!(Minor, lacking(all, |one| blank(&one.frequency)), "How often is not said: {records}", "Say how often", "frequency"),
        those!(Minor, lacking(all, |one| one.owner.is_none()), "Who measures is not said: {records}", "Name the person", "owner"),
    ]);
    /// Each measure has somebody who evaluates it.
    "9.1-judging" Design Minor |on| of_measures(on, |all| vec![those!(Minor, lacking(all, |one| one.evaluated_by.is_none()), "Who evaluates it is not said: {records}", "Name the person", "evaluated_by")]);
    /// Each measure was read, within its own rhythm.
    "9.1-results-kept" Operation Minor results_kept;
    /// Readings say what they mean, and a management review considered them.
    "9.1-performance" Operation Minor performance;
}

fn of_measures(on: &House, gaps: impl FnOnce(&[&Held<Measure>]) -> Vec<Option<Gap>>) -> Verdict {
    let all: Vec<_> = on.isms.measures().iter().collect();
    if all.is_empty() {
        return Verdict::lacking(gap!(
            Major,
            tell!("Nothing is measured"),
            "Choose a measure",
            Target::Register("measures")
        ));
    }
    Verdict::over(all.len(), tell!("Looked at: {count} measures", count = all.len()), gaps(&all))
}

fn what(on: &House) -> Verdict {
    of_measures(on, |all| {
        let to = Target::Register("measures");
        let controls = all.iter().all(|one| one.controls.is_empty());
        let system = all.iter().all(|one| !one.controls.is_empty());
        vec![
            controls.then(|| gap!(Minor, tell!("No measure speaks for a control"), "Choose one", to)),
            system.then(|| {
                gap!(
                    Observation,
                    tell!("Each measure speaks for a control, and none for the management system itself"),
                    "Choose one",
                    to
                )
            }),
        ]
    })
}

/// Words for a rhythm, with the days after which a reading is too old: the rhythm, and half of it again for grace. The
/// longest comes first: *in the first week of each quarter* is a quarter.
const RHYTHMS: [(&str, i64); 8] = [
    ("half", 274),
    ("twice a year", 274),
    ("year", 548),
    ("annual", 548),
    ("quarter", 137),
    ("month", 46),
    ("week", 11),
    ("dai", 3),
];

/// Numbers before a unit: *every six months*.
const NUMBERS: [&str; 13] =
    ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// After how many days a reading is too old; none where its words tell no rhythm.
pub(crate) fn rhythm(frequency: &Option<String>) -> Option<i64> {
    let text = crate::plain(frequency.as_deref()?);
    let text = text.replace("half-year", "half").replace("semi-annual", "half").replace("biannual", "half");
    let days = |text: &str| RHYTHMS.iter().find(|(word, _)| text.contains(word)).map(|(_, days)| *days);
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
    let times = |word: &str| word.parse().ok().or_else(|| NUMBERS.iter().position(|number| *number == word));
    let counted = |pair: &[&str]| match pair {
        [number, unit] => {
            Some(days(unit)?.checked_mul(i64::try_from(times(number).filter(|times| *times > 0)?).ok()?)?)
        }
        _ => None,
    };
    words.windows(2).find_map(counted).or_else(|| days(&text))
}

fn results_kept(on: &House) -> Verdict {
    let read = |one: &Measure| one.measured_on.is_some() && !blank(&one.value);
    let old = |one: &Measure| {
        let oldest = rhythm(&one.frequency).map(|days| on.today.saturating_sub(days.days()));
        read(one) && oldest.is_some_and(|oldest| one.measured_on.is_some_and(|day| day < oldest))
    };
    of_measures(on, |all| {
        vec![
            those!(Minor, lacking(all, |one| !read(one)), "Never read: {records}", "Record a measurement", |first| {
                Target::Act(first, "measured")
            }),
            those!(Minor, lacking(all, old), "Not read in its rhythm: {records}", "Record a measurement", |first| {
                Target::Act(first, "measured")
            }),
            those!(
                Observation,
                lacking(all, |one| !blank(&one.frequency) && rhythm(&one.frequency).is_none()),
                "No rule can tell its rhythm from its words: {records}",
                "Say weekly, monthly, quarterly or yearly",
                "frequency"
            ),
        ]
    })
}

fn performance(on: &House) -> Verdict {
    let reviewed = last_review(on).is_some_and(|one| one.considered.contains(&ReviewInput::Measurements));
    let unreviewed = (!reviewed).then(|| {
        gap!(
            Minor,
            tell!("No management review says that it considered them"),
            "See the reviews",
            Target::Register("reviews")
        )
    });
    of_measures(on, |all| {
        let silent = lacking(all, |one| one.measured_on.is_some() && says_nothing(&one.remark));
        vec![
            unreviewed,
            those!(
                Observation,
                silent,
                "Read, and what it means is not said: {records}",
                "Say what it means",
                |first| Target::Act(first, "measured")
            ),
        ]
    })
}
