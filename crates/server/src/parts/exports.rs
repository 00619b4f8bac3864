//! A list as a file: a link for each format, which follow the list when its filter is exchanged.

use maud::{Markup, html};

use super::{Icon, icon};
use crate::words::say;

/// Where a `listing` finds the links that are exchanged with it.
pub const EXPORTS: &str = "exports";

/// Draws the links; `address` is where a list lies in a format: `xlsx`, `csv`, `json`.
pub fn exports(address: impl Fn(&str) -> String) -> Markup {
    html! {
        span.acts id=(EXPORTS) {
            a href=(address("xlsx")) download { (icon(Icon::Download)) " " (say("Spreadsheet")) }
            a href=(address("csv")) download { (say("CSV")) }
            a href=(address("json")) { (say("JSON")) }
        }
    }
}
