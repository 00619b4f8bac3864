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

/// What was found of a table, each problem once: why rows are left out, and all else.
pub struct Notes<'a> {
    names: &'a Names<'a>,
    sheet: &'a SheetPlan,
    left_out: Vec<&'a Problem>,
    to_know: Vec<&'a Problem>,
}

impl<'a> Notes<'a> {
    /// Parts the problems of a table.
    pub fn of(names: &'a Names<'a>, sheet: &'a SheetPlan) -> Notes<'a> {
        let skipped: BTreeSet<u32> =
            sheet.rows.iter().filter(|row| row.becomes == Becomes::Skipped).map(|row| row.row).collect();
        let none_comes_in =
            skipped.len() == sheet.rows.len() && sheet.problems.iter().all(|problem| problem.row.is_none());
        let is_of_left_out = |problem: &&Problem| problem.row.map_or(none_comes_in, |number| skipped.contains(&number));
        let (left_out, to_know) = sheet.problems.iter().partition(is_of_left_out);
        Notes { names, sheet, left_out, to_know }
    }

    /// The rows that are left out, and why.
    pub fn left_out(&self) -> Markup {
        let rows = self.sheet.count(Becomes::Skipped);
        let finding = |problem: &&Problem| Finding {
            kind: Kind::Fault,
            said: sentence(self.names, self.sheet, problem),
            mend: None,
            rule: "left-out",
        };
        html! {
            @if rows > 0 {
                h3 { (count(usize::try_from(rows).unwrap_or_default(), "{count} row is left out", "{count} rows are left out")) }
                (findings(&self.left_out.iter().take(SHOWN).map(finding).collect::<Vec<_>>()))
                (more(self.left_out.len()))
            }
        }
    }

    /// What else was found.
    pub fn to_know(&self) -> Markup {
        html! {
            @if !self.to_know.is_empty() {
                h3 { (count(self.to_know.len(), "{count} thing to know", "{count} things to know")) }
                ul { @for problem in self.to_know.iter().take(SHOWN) { li { (sentence(self.names, self.sheet, problem)) } } }
                (more(self.to_know.len()))
            }
        }
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
