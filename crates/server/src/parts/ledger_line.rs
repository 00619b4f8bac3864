//! The ledger line: which state of the ledger a page shows, and which revision a record's page shows.

use jiff::civil::{Date, DateTime};
use maud::{Markup, html};

use super::date::day;
use crate::words::{self, say, say_with};

/// Groups of four that are enough to tell one root from another at a glance.
const GROUPS_OF_A_ROOT: usize = 6;
/// Groups of four that a record's head shows of its hash.
const GROUPS_OF_A_REVISION: usize = 4;

/// The state of the ledger that a page was computed from.
pub struct LedgerState {
    /// The number of the last entry; none before the first.
    pub entry: Option<u64>,
    /// When it was recorded, in the organisation's time zone.
    pub at: Option<DateTime>,
    /// The root of the tree, in hexadecimal.
    pub root: String,
}

/// The strip at the foot of a page.
pub fn ledger_line(state: &LedgerState, demo: Option<Date>) -> Markup {
    html! {
        footer.ledger_line {
            @match state.entry {
                Some(entry) => span { (say("State of the ledger")) " " b { (say_with("after entry {entry}", &[("entry", &entry)])) } },
                None => span { (say("Nothing is recorded yet")) },
            }
            @if let Some(at) = state.at { span { (day(at.date())) ", " time datetime=(at) { (words::time(at.time())) } } }
            @if !state.root.is_empty() { span { (say("Root")) " " code { (words::hash(&state.root, GROUPS_OF_A_ROOT)) } } }
            span { a href="/ledger" { (say("Verify")) } }
            @if let Some(today) = demo {
                span { (say_with("Demo: today is always {day}", &[("day", &words::long_day(today))])) }
            }
        }
    }
}

/// The revision of a record that its page shows.
pub struct Revision<'a> {
    /// The record's id, where people know it by a number of their own.
    pub id: Option<&'a str>,
    pub number: u64,
    pub entry: u64,
    pub on: Date,
    pub by: Option<&'a str>,
    /// The revision's hash in hexadecimal.
    pub hash: &'a str,
    /// Where its history stands.
    pub history: &'a str,
}

/// The line in a record's head: which revision, in which entry, by whom.
pub fn ledger_line_of_record(revision: &Revision) -> Markup {
    html! {
        p.ledger_line.of_record {
            @if let Some(id) = revision.id { span { (id) } }
            span { (say("Revision")) " " b { (revision.number) } }
            span {
                (say("entry")) " " b { (revision.entry) } ", " (day(revision.on))
                @if let Some(by) = revision.by { ", " (by) }
            }
            span { code { (words::hash(revision.hash, GROUPS_OF_A_REVISION)) } }
            span { a href=(revision.history) { (say("History")) } }
        }
    }
}
