//! Dates and times as people write them, where only one day can be meant.

use jiff::{Timestamp, civil, tz::TimeZone};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `2026-10-31`, `31.10.2026`, `31 Oct 2026`, `October 31, 2026`; `31/10/2026` as long as one part is no month.
pub(super) fn date(text: &str) -> Option<civil::Date> {
    let date = text.parse().ok().or_else(|| written(text));
    date.filter(|date: &civil::Date| (1900..=2200).contains(&date.year()))
}

/// A moment; one without a zone is of the organisation's own.
pub(super) fn moment(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim().replacen(' ', "T", 1);
    let local = || text.parse::<civil::DateTime>().ok()?.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp());
    text.parse()
        .ok()
        .or_else(local)
        .or_else(|| date(&text.replace('T', " "))?.to_zoned(zone.clone()).ok().map(|day| day.timestamp()))
}

fn written(text: &str) -> Option<civil::Date> {
    let parts: Vec<&str> = text.split([' ', ',', '.', '/', '-']).filter(|part| !part.is_empty()).collect();
    let [one, two, year] = parts.as_slice() else { return None };
    let year = Some(*year).filter(|year| year.len() == 4)?.parse().ok()?;
    let (day, month) = match (one.parse::<i8>(), two.parse::<i8>()) {
        (Ok(day), Err(_)) => (day, month(two)?),
        (Err(_), Ok(day)) => (day, month(one)?),
        (Ok(day), Ok(month)) if text.contains('.') || day > 12 || day == month => (day, month),
        (Ok(month), Ok(day)) if day > 12 => (day, month),
        _ => return None,
    };
    civil::Date::new(year, month, day).ok()
}

fn month(word: &str) -> Option<i8> {
    let start = word.get(..3)?.to_lowercase();
    let known = MONTHS.iter().position(|month| *month == start)?;
    i8::try_from(known + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_only_one_can_be_meant() {
        let cases = [
            ("2026-10-31", "2026-10-31"),
            ("31.10.2026", "2026-10-31"),
            ("1.2.2026", "2026-02-01"),
            ("31 Oct 2026", "2026-10-31"),
            ("October 31, 2026", "2026-10-31"),
            ("31/10/2026", "2026-10-31"),
            ("10/31/2026", "2026-10-31"),
            ("5/5/2026", "2026-05-05"),
            ("5/6/2026", ""),
            ("Recurring", ""),
            ("Rolling", ""),
            ("2026-02-30", ""),
            ("31.12.26", ""),
            ("0001-01-01", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(date(text).map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
        }
    }

    #[test]
    fn a_time_without_zone_is_of_the_organisation() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let cases = [
            ("2026-01-22 09:14", "2026-01-22T08:14:00Z"),
            ("2026-07-22T09:14", "2026-07-22T07:14:00Z"),
            ("2025-06-26T06:04+00:00", "2025-06-26T06:04:00Z"),
            ("2026-01-22", "2026-01-21T23:00:00Z"),
            ("soon", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text, &zone).map(|at| at.to_string()).unwrap_or_default(), expected, "{text}");
        }
    }
}
