//! Every visible word goes through here: English is the key, and a language will be a file of such keys.
//!
//! Also how numbers, dates and hashes are written, once for pages, reports and the terminal.

use std::fmt::{Display, Write};

use jiff::civil::{Date, Time};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Says fixed words in the reader's language.
pub fn say(words: &str) -> &str {
    words
}

/// Help as its register's file writes it, without the marks that stand for emphasis and code there.
pub fn help(words: &str) -> String {
    say(words).replace(['*', '`'], "")
}

/// Says a sentence with named places: `say_with("{count} of {all}", &[("count", &3), ("all", &number(1605))])`.
///
/// What is put in is never read again for places, so a record's title may hold braces.
pub fn say_with(words: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut said = String::with_capacity(words.len() + 16);
    let mut rest = say(words);
    while let Some((before, after)) = rest.split_once('{') {
        said.push_str(before);
        let place = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        rest = match place {
            Some((value, after)) => {
                let _ = write!(said, "{value}");
                after
            }
            None => {
                said.push('{');
                after
            }
        };
    }
    said + rest
}

/// Says how many: `count(1, "{count} risk", "{count} risks")` is `1 risk`.
pub fn count(how_many: usize, one: &str, more: &str) -> String {
    say_with(if how_many == 1 { one } else { more }, &[("count", &number(how_many))])
}

/// `1605` as `1,605`.
pub fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A day in a table: `31 Oct 2026`.
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), short_month(date), date.year())
}

/// A day beside others of its year: `31 Oct`.
pub fn day_and_month(date: Date) -> String {
    format!("{} {}", date.day(), short_month(date))
}

/// A day in a sentence: `31 October 2026`.
pub fn long_day(date: Date) -> String {
    format!("{} {} {}", date.day(), say(month(date)), date.year())
}

/// A day with its weekday: `Saturday 31 October 2026`.
pub fn weekday(date: Date) -> String {
    format!("{} {}", say(weekday_name(date)), long_day(date))
}

/// A time of day: `11:40`.
pub fn time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The first groups of four of a hash in hexadecimal, `…` where it is cut.
pub fn hash(hexadecimal: &str, groups: usize) -> String {
    let mut written = String::new();
    for (at, letter) in hexadecimal.chars().take(groups * 4).enumerate() {
        if at > 0 && at % 4 == 0 {
            written.push(' ');
        }
        written.push(letter);
    }
    if hexadecimal.len() > groups * 4 { written + " …" } else { written }
}

fn month(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default()
}

fn short_month(date: Date) -> &'static str {
    let month = say(month(date));
    month.get(..3).unwrap_or(month)
}

fn weekday_name(date: Date) -> &'static str {
    use jiff::civil::Weekday;
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// The words with a large first letter: messages begin small, so that they can stand within a sentence.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn places_are_filled_once() {
        assert_eq!(say_with("{count} risks", &[("count", &60)]), "60 risks");
        assert_eq!(say_with("{a} and {b}", &[("a", &"{b}"), ("b", &"c")]), "{b} and c");
        assert_eq!(say_with("a { brace, an {unknown} place", &[]), "a { brace, an {unknown} place");
        assert_eq!(count(1, "{count} risk", "{count} risks"), "1 risk");
        assert_eq!(count(0, "{count} risk", "{count} risks"), "0 risks");
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        let written = [0, 999, 1605, 120_000, 1_000_000].map(number);
        assert_eq!(written, ["0", "999", "1,605", "120,000", "1,000,000"]);
    }

    #[test]
    fn days_are_written_for_readers() {
        let halloween = date(2026, 10, 31);
        assert_eq!(day(halloween), "31 Oct 2026");
        assert_eq!(day_and_month(date(2026, 9, 3)), "3 Sep");
        assert_eq!(long_day(halloween), "31 October 2026");
        assert_eq!(weekday(halloween), "Saturday 31 October 2026");
        assert_eq!(time(jiff::civil::time(9, 5, 59, 0)), "09:05");
    }

    #[test]
    fn hashes_are_cut_at_whole_groups() {
        assert_eq!(hash("03ae2dfb3f86", 2), "03ae 2dfb …");
        assert_eq!(hash("03ae2dfb", 2), "03ae 2dfb");
        assert_eq!(hash("", 2), "");
    }
}
