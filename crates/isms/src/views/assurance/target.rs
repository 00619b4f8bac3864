//! Whether a measured value is on its target, as far as their words tell: `≥ 95 %`, `at most 2 days`, `0`.

use std::cmp::Ordering;

/// What target and value tell together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    /// It is on target.
    Yes,
    /// It is off.
    No,
    /// There is no value yet.
    NotMeasured,
    /// One of the two is no number, or the target says not whether more or less is better.
    CannotTell,
}

/// Words that say which side of the target is the good one, and whether the target itself belongs to it.
const SIDES: [(&str, Ordering, bool); 12] = [
    (">=", Ordering::Greater, true),
    ("<=", Ordering::Less, true),
    ("≥", Ordering::Greater, true),
    ("≤", Ordering::Less, true),
    (">", Ordering::Greater, false),
    ("<", Ordering::Less, false),
    ("at least", Ordering::Greater, true),
    ("at most", Ordering::Less, true),
    ("no more than", Ordering::Less, true),
    ("more than", Ordering::Greater, false),
    ("less than", Ordering::Less, false),
    ("under", Ordering::Less, false),
];

/// Compares a value with its target.
pub(crate) fn reached(target: Option<&str>, value: Option<&str>) -> Reached {
    let Some(value) = value.filter(|value| !value.trim().is_empty()) else { return Reached::NotMeasured };
    let read = target.and_then(target_of).zip(quantity(&crate::plain(value)));
    let Some(((side, included, target), value)) = read.filter(|((.., target), value)| target.fits(value)) else {
        return Reached::CannotTell;
    };
    match value.number.total_cmp(&target.number) {
        Ordering::Equal if included => Reached::Yes,
        order if order == side => Reached::Yes,
        _ => Reached::No,
    }
}

fn target_of(text: &str) -> Option<(Ordering, bool, Quantity)> {
    let plain = crate::plain(text);
    let said = SIDES
        .iter()
        .find_map(|(words, side, included)| Some((*side, *included, quantity(plain.strip_prefix(words)?)?)));
    // Nothing and everything have one good side only.
    said.or_else(|| match quantity(&plain)? {
        nothing if nothing.number == 0.0 => Some((Ordering::Less, true, nothing)),
        all if all.number == 100.0 && all.unit == "%" => Some((Ordering::Greater, true, all)),
        _ => None,
    })
}

/// A number, and the first word of what it counts, without the *s* of several.
struct Quantity {
    number: f64,
    unit: String,
}

impl Quantity {
    /// Whether both count the same, as far as they say it: two weeks are not fewer than ten days.
    fn fits(&self, other: &Quantity) -> bool {
        self.unit.is_empty() || other.unit.is_empty() || self.unit == other.unit
    }
}

/// What a text begins with. `1,500`, `0,4` and `2-3` are each read in more than one way, so they are not read.
fn quantity(plain: &str) -> Option<Quantity> {
    let plain = plain.trim();
    let end = plain.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(plain.len());
    let (number, rest) = plain.split_at_checked(end)?;
    if rest.chars().nth(1).is_some_and(|second| second.is_ascii_digit()) {
        return None;
    }
    let rest = rest.replace("per cent", "%").replace("percent", "%");
    let unit = rest.split_whitespace().next().unwrap_or_default().trim_end_matches([',', '.', ';']);
    Some(Quantity { number: number.parse().ok()?, unit: unit.strip_suffix('s').unwrap_or(unit).into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_on_target_where_the_words_say_so() {
        for (target, value, expected) in [
            ("≥ 95 %", "96 %", Reached::Yes),
            ("at least 95", "95", Reached::Yes),
            ("> 95", "95", Reached::No),
            ("At most 2 days", "3 days", Reached::No),
            ("0", "0", Reached::Yes),
            ("0 open", "1", Reached::No),
            ("100%", "99.5%", Reached::No),
            ("100 per cent", "99 percent", Reached::No),
            ("at most 10 days", "1 day", Reached::Yes),
            ("0 open", "0", Reached::Yes),
            ("<= 100", "1,500", Reached::CannotTell),
            ("<= 100", "1 500", Reached::CannotTell),
            ("0", "0,4", Reached::CannotTell),
            ("at most 6", "5-7", Reached::CannotTell),
            ("at most 1,500", "2", Reached::CannotTell),
            ("at most 10 days", "2 weeks", Reached::CannotTell),
            ("at least 90 %", "95 of 200", Reached::CannotTell),
            ("100 open points", "120 open points", Reached::CannotTell),
            ("95", "96", Reached::CannotTell),
            ("good", "96", Reached::CannotTell),
            ("≥ 95 %", "most", Reached::CannotTell),
            ("≥ 95 %", " ", Reached::NotMeasured),
        ] {
            assert_eq!(reached(Some(target), Some(value)), expected, "{target} against {value}");
        }
        assert_eq!((reached(None, Some("1")), reached(Some("0"), None)), (Reached::CannotTell, Reached::NotMeasured));
    }
}
