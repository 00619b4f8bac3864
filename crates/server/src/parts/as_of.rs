//! Another day than today: the banner that says so.

use jiff::civil::Date;
use maud::{Markup, html};

use super::date::long_day;
use crate::words::{say, say_with};

/// The past day that a page shows.
#[derive(Clone)]
pub struct AsOf {
    pub date: Date,
    /// The last entry recorded by the end of that day, of how many there are now.
    pub entry: u64,
    pub of: u64,
    /// Where that day ended: a place or a time zone, as the organisation names it.
    pub place: String,
}

/// The banner over such a page; `address` is the page without the day, with `kept` as the rest of its query.
pub fn as_of_banner(as_of: &AsOf, address: &str, kept: &[(String, String)]) -> Markup {
    html! {
        aside.as_of_banner aria-label=(say("Another day than today")) {
            p {
                strong { (long_day(as_of.date)) } ", "
                (say_with("end of the day in {place}.", &[("place", &as_of.place)])) " "
                (say_with("Entry {entry} of {all}.", &[("entry", &as_of.entry), ("all", &as_of.of)])) " "
                span.whole { (say("This is not today.")) }
            }
            form action=(address) {
                (hidden(kept))
                label.unseen for="as_of_day" { (say("As of")) }
                input #as_of_day name="as_of" type="date" value=(as_of.date) required;
                button.plain { (say("Show")) }
                a href=(back_to_today(address, kept)) data-keys="t t" { (say("Back to today")) }
            }
        }
    }
}

/// The rest of the query, as fields that go along with a form.
pub(super) fn hidden(kept: &[(String, String)]) -> Markup {
    html! { @for (name, value) in kept { input type="hidden" name=(name) value=(value); } }
}

fn back_to_today(address: &str, kept: &[(String, String)]) -> String {
    let query: Vec<String> = kept.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    if query.is_empty() { address.to_owned() } else { format!("{address}?{}", query.join("&")) }
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut written, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => written.push(char::from(byte)),
            _ => written.push_str(&format!("%{byte:02X}")),
        }
        written
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_the_rest_of_the_query() {
        let kept = [("owner".to_owned(), "Ugo & Co".to_owned()), ("sort".to_owned(), "-title".to_owned())];
        assert_eq!(back_to_today("/risks", &kept), "/risks?owner=Ugo%20%26%20Co&sort=-title");
        assert_eq!(back_to_today("/risks", &[]), "/risks");
    }
}
