//! Turns a spreadsheet's serial date into ISO 8601.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use crate::Value;

/// Seconds of a day: a serial counts days, its fraction is the time of day.
const DAY: i64 = 86_400;

/// The first serial after 9999-12-31 in the 1900 system; beyond, spreadsheets show no date.
const SERIALS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// The 29 February 1900 that spreadsheets count and the calendar does not have.
const NO_DAY: i64 = 60;

/// A cell formatted as date or time, rounded to the second: `2026-12-31`, `2026-12-31T10:00`, or the time alone as text
/// (`09:14`). A number that is no date stays a number.
pub(crate) fn date(serial: f64, is_1904: bool) -> Value {
    if !SERIALS.contains(&serial) {
        return Value::Number(serial);
    }
    let seconds = (serial * DAY as f64).round() as i64;
    let (day, time) = (seconds / DAY, seconds % DAY);
    if !is_1904 && day == NO_DAY {
        return Value::Number(serial);
    }
    if day == 0 {
        return Value::Text(clock(time));
    }
    let whole = ExcelDateTime::new(day as f64, ExcelDateTimeType::DateTime, is_1904);
    let (year, month, day, ..) = whole.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    Value::Date(if time == 0 { date } else { format!("{date}T{}", clock(time)) })
}

/// A cell formatted as elapsed hours (`[h]:mm`), as text: `26:30`.
pub(crate) fn elapsed(serial: f64) -> Value {
    if !SERIALS.contains(&serial) {
        return Value::Number(serial);
    }
    Value::Text(clock((serial * DAY as f64).round() as i64))
}

/// Hours, minutes, and seconds where there are any.
fn clock(seconds: i64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        seconds => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// A date that the file holds as ISO 8601 text (ECMA-376, cell type `d`), in the form of [`date`].
pub(crate) fn iso(text: &str) -> Value {
    let text = text.trim_end_matches('Z');
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let text = match text.strip_suffix(":00") {
        Some(minutes) if minutes.len() == "2026-12-31T10:00".len() => minutes,
        _ => text,
    };
    let text = text.strip_suffix("T00:00").unwrap_or(text);
    if is_iso_date(text) { Value::Date(text.to_owned()) } else { Value::from_text(text) }
}

/// Whether a text is a date, or date and time, in the form of [`Value::Date`].
pub(crate) fn is_iso_date(text: &str) -> bool {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    matches!(shape.as_str(), "0000-00-00" | "0000-00-00T00:00" | "0000-00-00T00:00:00")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serials and dates as ECMA-376 part 1, 18.17.4 and the spreadsheets' own documentation pair them.
    #[test]
    fn serials_become_dates() {
        let cases = [
            (1.0, "1900-01-01"),
            (59.0, "1900-02-28"),
            (61.0, "1900-03-01"),
            (36_526.0, "2000-01-01"),
            (43_831.0, "2020-01-01"),
            (45_351.0, "2024-02-29"),
            (45_943.5, "2025-10-13T12:00"),
            (46_044.384_722_222_225, "2026-01-22T09:14"),
            (46_044.384_733_796_3, "2026-01-22T09:14:01"),
            (46_043.999_999_9, "2026-01-22"),
            (2_958_465.0, "9999-12-31"),
        ];
        for (serial, text) in cases {
            assert_eq!(date(serial, false), Value::Date(text.into()), "{serial}");
        }
    }

    #[test]
    fn the_1904_system_counts_from_its_own_day() {
        for (serial, text) in [(1.0, "1904-01-02"), (42_369.0, "2020-01-01"), (60.0, "1904-03-01")] {
            assert_eq!(date(serial, true), Value::Date(text.into()), "{serial}");
        }
    }

    #[test]
    fn times_are_text_and_what_is_no_date_stays_a_number() {
        assert_eq!(date(0.384_722_222_222, false), Value::Text("09:14".into()));
        assert_eq!(elapsed(1.104_166_666_667), Value::Text("26:30".into()));
        for serial in [60.0, -1.0, 3e6, f64::MAX] {
            assert_eq!(date(serial, false), Value::Number(serial));
        }
    }

    #[test]
    fn iso_texts_take_the_same_form() {
        let cases = [
            ("2026-12-31", "2026-12-31"),
            ("2026-12-31T00:00:00", "2026-12-31"),
            ("2026-12-31T10:00:00Z", "2026-12-31T10:00"),
            ("2026-12-31T10:00:30.000", "2026-12-31T10:00:30"),
            ("2026-12-31T10:00", "2026-12-31T10:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(iso(text), Value::Date(expected.into()));
        }
        assert_eq!(iso("soon"), Value::Text("soon".into()));
    }
}
