//! A day by which something is due, and in words how long it is over.

use jiff::civil::Date;
use maud::{Markup, html};

use super::date::day;
use crate::words::count;

/// Draws a due day as it stands on `today`; due on the day itself is not over.
///
/// What is done, or needs no judgement, is drawn with `day` alone.
pub fn due(date: Date, today: Date) -> Markup {
    match days_over(date, today) {
        0 => html! { span.due { (day(date)) } },
        days => html! {
            span.due.over { (day(date)) " " span.far { (count(days, "{count} day over", "{count} days over")) } }
        },
    }
}

/// How long ago a day was, in words, for a sentence.
pub fn ago(date: Date, today: Date) -> String {
    count(days_over(date, today), "{count} day ago", "{count} days ago")
}

fn days_over(date: Date, today: Date) -> usize {
    usize::try_from(today.duration_since(date).as_hours() / 24).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn over_begins_on_the_day_after() {
        let today = date(2026, 10, 31);
        let cases =
            [((2026, 11, 1), 0), ((2026, 10, 31), 0), ((2026, 10, 30), 1), ((2026, 10, 20), 11), ((2024, 10, 31), 730)];
        for ((year, month, day), over) in cases {
            assert_eq!(days_over(date(year, month, day), today), over);
        }
        assert!(due(date(2026, 10, 30), today).into_string().contains("1 day over"));
    }
}
