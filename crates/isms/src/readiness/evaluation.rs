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
    Verdict::over(all.len(), tell!("Measures looked at: {count}", count = all.len()), gaps(&all))
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

/// Days after which a reading is too old: the rhythm, and half of it again for grace.
const DAY: i64 = 3;
const WEEK: i64 = 11;
const MONTH: i64 = 46;
const QUARTER: i64 = 137;
const HALF: i64 = 274;
const YEAR: i64 = 548;

/// What comes more seldom than once in ten years is no rhythm.
const LONGEST: i64 = 10 * YEAR;

/// Numbers before a unit: *every six months*.
const NUMBERS: [&str; 13] =
    ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// After how many days a reading is too old: by the first rhythm that is told, in whole words. None where none is told:
/// what is not understood is not guessed at.
pub(crate) fn rhythm(frequency: &Option<String>) -> Option<i64> {
    let text = crate::plain(frequency.as_deref()?).replace("bi-", "bi").replace("quarter-year", "quarter");
    let half = ["half a year", "half-year", "half year", "semi-annual", "semi annual", "semiannual", "biannual"];
    let text = half.iter().fold(text, |text, words| text.replace(words, "halfyear"));
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> =
        words.filter(|word| !["", "at", "least", "working", "business", "calendar"].contains(word)).collect();
    match words.as_slice() {
        [unit] if days(unit).is_some() => days(unit),
        // *12 months*
        [number, unit] if count(number).is_some() => multiple(number, days(unit)?),
        _ => (0..words.len()).find_map(|at| told(words.get(at..)?)),
    }
}

/// The rhythm with which these words begin.
fn told(words: &[&str]) -> Option<i64> {
    match words {
        ["once", rest @ ..] => per(rest),
        ["twice", rest @ ..] => Some((per(rest)? / 2).max(DAY)),
        [number, "times" | "time" | "x", rest @ ..] => Some((per(rest)? / count(number)?).max(DAY)),
        [number, "a" | "an" | "per", unit, ..] => Some((days(unit)? / count(number)?).max(DAY)),
        [number, adverb, ..] if count(number).is_some() => multiple(number, daily(adverb)?),
        _ => every(words),
    }
}

/// *a month*, after a number.
fn per(words: &[&str]) -> Option<i64> {
    match words {
        ["a" | "an", unit, ..] => days(unit),
        _ => every(words),
    }
}

/// *monthly*, *each month*, *every other month*, *every six months*.
fn every(words: &[&str]) -> Option<i64> {
    match words {
        ["each" | "every" | "per", "other" | "second", unit, ..] => Some(days(unit)? * 2),
        ["each" | "every" | "per", unit, ..] if days(unit).is_some() => days(unit),
        ["each" | "every" | "per", number, unit, ..] => multiple(number, days(unit)?),
        [adverb, ..] => daily(adverb),
        [] => None,
    }
}

fn multiple(number: &str, days: i64) -> Option<i64> {
    count(number)?.checked_mul(days).filter(|days| *days <= LONGEST)
}

fn count(word: &str) -> Option<i64> {
    let number = word.parse().ok().or_else(|| NUMBERS.iter().position(|number| *number == word));
    number.filter(|number| *number > 0).and_then(|number| i64::try_from(number).ok())
}

fn daily(word: &str) -> Option<i64> {
    Some(match word {
        "daily" => DAY,
        "weekly" => WEEK,
        "fortnightly" => 2 * WEEK,
        "monthly" => MONTH,
        "quarterly" => QUARTER,
        "halfyearly" => HALF,
        "yearly" | "annual" | "annually" => YEAR,
        _ => return None,
    })
}

fn days(unit: &str) -> Option<i64> {
    Some(match unit {
        "day" | "days" => DAY,
        "week" | "weeks" => WEEK,
        "fortnight" | "fortnights" => 2 * WEEK,
        "month" | "months" => MONTH,
        "quarter" | "quarters" => QUARTER,
        "halfyear" | "halfyears" => HALF,
        "year" | "years" => YEAR,
        _ => return daily(unit),
    })
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
