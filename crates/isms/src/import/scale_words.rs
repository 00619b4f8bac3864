//! Words by which a scale of likelihood or of consequence is known in a file, and the numbers of its steps.

use super::{
    columns::Axis,
    words::{heading, meanings},
};
use crate::{register::Listed, registers::Risk};

const LIKELIHOOD: [&str; 4] = ["likelihood", "likelyhood", "probability", "chance"];
const CONSEQUENCE: [&str; 5] = ["consequence", "consequences", "impact", "impacts", "severity"];
/// Words that may stand beside those in a title, and over the names of steps.
const OF_SCALES: [&str; 30] = [
    "and",
    "assessment",
    "business",
    "category",
    "criteria",
    "definition",
    "definitions",
    "descriptor",
    "for",
    "grade",
    "guide",
    "label",
    "level",
    "levels",
    "matrix",
    "name",
    "of",
    "rating",
    "ratings",
    "risk",
    "scale",
    "scales",
    "score",
    "scores",
    "scoring",
    "step",
    "steps",
    "table",
    "the",
    "value",
];
/// Words over what describes a step.
const DESCRIBES: [&str; 9] =
    ["criteria", "definition", "description", "example", "examples", "explanation", "frequency", "guidance", "meaning"];
/// Headings of a column that only counts its rows.
const COUNTS: [&str; 6] = ["#", "no", "nr", "number", "id", "item"];

/// The one scale that a title, a heading or a cell is about, if it is about nothing else.
pub(super) fn axis_of(text: &str) -> Option<Axis> {
    let text = heading(text);
    let words = || text.split([' ', '/', '&']).filter(|word| !word.is_empty());
    let about = |axis: &[&str]| words().any(|word| axis.contains(&word));
    let known = |word: &str| LIKELIHOOD.contains(&word) || CONSEQUENCE.contains(&word) || OF_SCALES.contains(&word);
    match (about(&LIKELIHOOD), about(&CONSEQUENCE)) {
        _ if !words().all(known) => None,
        (true, false) => Some(Axis::Likelihood),
        (false, true) => Some(Axis::Consequence),
        _ => None,
    }
}

/// Whether a heading belongs over the steps of a scale: `Name`, `Level`, `What it means`.
pub(super) fn is_of_scales(heading: &str) -> bool {
    axis_of(heading).is_some() || describes(heading) || heading.split(' ').all(|word| OF_SCALES.contains(&word))
}

/// Whether a heading stands over what describes a step.
pub(super) fn describes(heading: &str) -> bool {
    heading.split(' ').any(|word| DESCRIBES.contains(&word))
}

/// Whether a heading stands over numbers that only count the rows.
pub(super) fn only_counts(heading: &str) -> bool {
    COUNTS.contains(&heading)
}

/// Whether a heading belongs over a list of risks: an owner, an asset, a status.
pub(super) fn is_of_risks(heading: &str) -> bool {
    let path = meanings(heading).iter().find(|known| known.register.name() == Risk::NAME).map(|known| known.path);
    let group = path.and_then(|path| path.split('.').next());
    match group {
        None | Some("inherent" | "current" | "residual" | "description" | "consequence") => false,
        Some("reference") => !COUNTS.contains(&heading),
        Some("title") => heading != "name" && heading != "title",
        Some(_) => true,
    }
}

/// The number of a cell and the words beside it: `4`, `4 - Likely`, `Likely (4)`.
pub(super) fn numbered(cell: &str) -> Option<(f64, String)> {
    let separators = [' ', '-', '–', '—', ':', '=', '.', ')'];
    if let Some((words, number)) = cell.strip_suffix(')').and_then(|cell| cell.rsplit_once('(')) {
        return Some((number.trim().parse().ok().filter(|number: &f64| number.is_finite())?, words.trim().into()));
    }
    let end = cell.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(cell.len());
    let (number, words) = cell.split_at_checked(end)?;
    let number = number.trim_end_matches('.').parse().ok()?;
    let beside = words.is_empty() || words.starts_with(separators);
    beside.then(|| (number, words.trim_start_matches(separators).trim().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_stands_before_its_name_or_behind_it() {
        let cases = [
            ("4", Some((4.0, ""))),
            ("4 - Likely", Some((4.0, "Likely"))),
            ("4. Likely", Some((4.0, "Likely"))),
            ("4 = Likely", Some((4.0, "Likely"))),
            ("Likely (4)", Some((4.0, "Likely"))),
            ("0.5", Some((0.5, ""))),
            ("Likely", None),
            ("10% a year", None),
            ("Likely (often)", None),
            ("", None),
            ("NaN", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(numbered(cell), expected.map(|(number, name)| (number, name.to_string())), "{cell}");
        }
    }

    #[test]
    fn a_title_is_about_one_scale_or_about_none() {
        use Axis::{Consequence, Likelihood};
        let cases = [
            ("Likelyhood Rating", Some(Likelihood)),
            ("Probability (1-5)", Some(Likelihood)),
            ("Business Impact", Some(Consequence)),
            ("Impact Level\t", Some(Consequence)),
            ("Risk Criteria", None),
            ("Likelihood and impact", None),
            ("High impact risks", None),
        ];
        for (title, expected) in cases {
            assert!(axis_of(title) == expected, "{title}");
        }
    }
}
