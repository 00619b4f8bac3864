//! What happened, one entry a line; what nobody did, because time did it, stands in italics.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::words::{day, day_and_month, say};

/// Something that happened.
pub struct Event {
    /// The entry that recorded it; none where time alone did it, as in *became overdue*.
    pub entry: Option<u64>,
    pub on: Date,
    pub what: Markup,
}

/// Draws events, newest first; the year stands where it is not that of `today`, a day that repeats is not repeated.
pub fn history(events: &[Event], today: Date) -> Markup {
    let days = std::iter::once(None).chain(events.iter().map(|event| Some(event.on)));
    html! {
        ul.history {
            @for (event, day_before) in events.iter().zip(days) {
                li {
                    span.in_margin { @match event.entry { Some(entry) => (entry), None => (say("time")) } }
                    span.what {
                        time.quiet.same[day_before == Some(event.on)] datetime=(event.on) { (written(event.on, today)) }
                        span.by_time[event.entry.is_none()] { (event.what) }
                    }
                }
            }
        }
    }
}

fn written(on: Date, today: Date) -> String {
    if on.year() == today.year() { day_and_month(on) } else { day(on) }
}
