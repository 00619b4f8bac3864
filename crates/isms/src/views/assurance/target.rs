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
    let (Some(target), Some(value)) = (target.and_then(target_of), number(value)) else { return Reached::CannotTell };
    let (side, included, target) = target;
    match value.total_cmp(&target) {
        Ordering::Equal if included => Reached::Yes,
        order if order == side => Reached::Yes,
        _ => Reached::No,
    }
}

fn target_of(text: &str) -> Option<(Ordering, bool, f64)> {
    let plain = crate::plain(text);
    let said =
        SIDES.iter().find_map(|(words, side, included)| Some((*side, *included, number(plain.strip_prefix(words)?)?)));
    // Nothing and everything have one good side only.
    said.or_else(|| match number(&plain)? {
        0.0 => Some((Ordering::Less, true, 0.0)),
        100.0 if plain.contains(['%', 'p']) => Some((Ordering::Greater, true, 100.0)),
        _ => None,
    })
}

/// The number with which a text begins.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
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
