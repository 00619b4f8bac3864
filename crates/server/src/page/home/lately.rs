//! What changed lately: the last entries of the ledger, and what time did between them.

use axum::response::Response;
use isms::views::changed::changed;
use jiff::ToSpan;
use maud::{Markup, html};
use recorder::Order;

use crate::{
    page::{
        naming::{Names, no},
        told,
    },
    parts::{self, Event},
    words::{count, say},
};

/// As many lines as the eye takes in at once.
const LINES: usize = 9;
/// Time is asked for what it did over so many days.
const DAYS: i64 = 30;

/// Draws the last lines.
pub fn draw(names: &Names) -> Result<Markup, Response> {
    let (seq, today) = (names.reader.picture().seq, names.reader.day.judged_on);
    let acts = names.reader.entries(1..=seq, Order::NewestFirst, LINES).map_err(no)?;
    let since = today.checked_sub(DAYS.days()).unwrap_or(today);
    // The same state twice: nobody did anything between, so what differs is what time did.
    let time = changed(names.isms, since, names.isms, today).time;
    let time = time.iter().filter(|passed| names.reader.sees(passed.id)).map(|passed| told::passed(names, passed));
    let events: Vec<Event> = told::in_order(acts.iter().map(|act| told::done(names, act)).chain(time).collect(), LINES);
    let all = usize::try_from(seq).unwrap_or(usize::MAX);
    Ok(html! {
        section aria-labelledby="lately" {
            h2 #lately { (say("What changed lately")) }
            (parts::history(&events, today))
            p {
                a href=(names.to("/ledger")) { (count(all, "The one entry of the ledger", "All {count} entries")) } " · "
                a href=(names.to("/what-changed")) { (say("Compare two dates")) }
            }
        }
    })
}
