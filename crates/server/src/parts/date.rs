//! A day, written for people and marked for machines.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::words;

/// `31 Oct 2026`, for tables and labels.
pub fn day(date: Date) -> Markup {
    html! { time datetime=(date) { (words::day(date)) } }
}

/// `31 October 2026`, for sentences.
pub fn long_day(date: Date) -> Markup {
    html! { time datetime=(date) { (words::long_day(date)) } }
}
