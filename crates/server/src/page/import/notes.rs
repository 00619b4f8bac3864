//! What a person should know about a table before its rows are brought in: rows that are left out, each with its reason,
//! and all else that was found.

use std::collections::BTreeSet;

use isms::import::{Becomes, Problem, SheetPlan};
use maud::{Markup, html};

use super::columns::paths;
use crate::{
    page::naming::Names,
    parts::{Finding, Kind, findings},
    words::{count, say, say_with},
};

/// Notes of a kind shown of a table; all are told by the command line.
const SHOWN: usize = 25;

/// The rows that are left out.
pub fn left_out(names: &Names, sheet: &SheetPlan) -> Markup {
    let left_out = sheet.count(Becomes::Skipped);
    let told: Vec<&Problem> = sheet.problems.iter().filter(|problem| is_of_left_out(sheet, problem)).collect();
    let finding = |problem: &&Problem| Finding {
        kind: Kind::Fault,
        said: sentence(names, sheet, problem),
        mend: None,
        rule: "left-out",
    };
    html! {
        @if left_out > 0 {
            h3 { (count(usize::try_from(left_out).unwrap_or_default(), "{count} row is left out", "{count} rows are left out")) }
            (findings(&told.iter().take(SHOWN).map(finding).collect::<Vec<_>>()))
            (more(told.len()))
        }
    }
}

/// What else was found.
pub fn to_know(names: &Names, sheet: &SheetPlan) -> Markup {
    let told: Vec<&Problem> = sheet.problems.iter().filter(|problem| !is_of_left_out(sheet, problem)).collect();
    html! {
        @if !told.is_empty() {
            h3 { (count(told.len(), "{count} thing to know", "{count} things to know")) }
            ul { @for problem in told.iter().take(SHOWN) { li { (sentence(names, sheet, problem)) } } }
            (more(told.len()))
        }
    }
}

/// Whether a problem is the reason why rows are left out: it is said of such a row, or of a table of which none comes in.
fn is_of_left_out(sheet: &SheetPlan, problem: &Problem) -> bool {
    let skipped: BTreeSet<u32> =
        sheet.rows.iter().filter(|row| row.becomes == Becomes::Skipped).map(|row| row.row).collect();
    match problem.row {
        Some(row) => skipped.contains(&row),
        None => skipped.len() == sheet.rows.len() && sheet.problems.iter().all(|problem| problem.row.is_none()),
    }
}

fn sentence(names: &Names, sheet: &SheetPlan, problem: &Problem) -> Markup {
    let record = problem.row.and_then(|number| sheet.rows.iter().find(|row| row.row == number)?.record);
    // A record that is yet to be made has no page.
    let record = record.filter(|id| names.reader.head(*id).is_some());
    html! {
        @if let Some(row) = problem.row { (say_with("Row {row}", &[("row", &row)])) }
        @if let Some(record) = record { ", " (names.record(record)) }
        @if let Some(field) = &problem.field {
            @if problem.row.is_some() { ", " }
            (label(sheet, field))
        }
        @if problem.row.is_some() || problem.field.is_some() { ": " }
        (problem.message.to_string())
    }
}

/// What a field is called on its form; a column without a field by its own words.
fn label(sheet: &SheetPlan, field: &str) -> String {
    let register = sheet.register.and_then(isms::register);
    let paths = register.map(|register| paths(&register.description().fields, "", "")).unwrap_or_default();
    let known = paths.into_iter().find(|(path, _)| path == field).map(|(_, label)| label);
    match (known, field) {
        (Some(label), _) => say(&label).into(),
        (None, "reference") => say("Your own number").into(),
        (None, other) => other.into(),
    }
}

fn more(told: usize) -> Markup {
    html! {
        @if told > SHOWN { p.quiet { (say_with("and {more} more", &[("more", &(told - SHOWN))])) } }
    }
}
