//! What a source is called: later versions of the same list are compared with what it said before.

/// The name of a file without folder and ending.
pub(super) fn file_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The name of a file without folder, ending, date and version: `lists/Risks_v2.1 (2026-03-01).xlsx` is `risks`.
pub(super) fn stem(file: &str) -> String {
    let name = file_name(file);
    let mut stem =
        name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem }).to_lowercase();
    loop {
        let trimmed = stem.trim_end_matches(['_', '-', ' ', '.', '(', ')', '[', ']']);
        let shorter = without_suffix(trimmed).unwrap_or(trimmed);
        if shorter.is_empty() || shorter.len() == stem.len() {
            break;
        }
        stem = shorter.to_string();
    }
    crate::collection::plain(&stem.replace('_', " "))
}

/// The name of a source: file, sheet and register.
pub(super) fn name(file: &str, sheet: Option<&str>, register: &str) -> String {
    let sheet = sheet.map(crate::collection::plain).filter(|sheet| !sheet.is_empty());
    let parts = [Some(stem(file)), sheet, Some(register.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}

/// Without a last part that is a date, a version, or the mark of a copy.
fn without_suffix(stem: &str) -> Option<&str> {
    let separator = |letter: char| matches!(letter, ' ' | '_' | '(' | '[');
    let dashes = |letter: char| separator(letter) || letter == '-';
    let is_number = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'))
    };
    let (before, last) = stem.rsplit_once(separator).unwrap_or(("", stem));
    if !before.is_empty() && is_number(last) {
        return Some(before);
    }
    let (before, last) = stem.rsplit_once(dashes).filter(|(before, _)| !before.is_empty())?;
    let version = last.strip_prefix('v').or(last.strip_prefix("rev")).is_some_and(is_number);
    const MARKS: [&str; 5] = ["final", "draft", "copy", "neu", "new"];
    (version || is_number(last) || MARKS.contains(&last)).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_keeps_its_name_over_dates_and_versions() {
        let cases = [
            ("risks.csv", "risks"),
            ("C:\\lists\\Risks_2026-10-31.xlsx", "risks"),
            ("a/b/risks-v2.csv", "risks"),
            ("Risks v2.1 (2026-03-01).xlsx", "risks"),
            ("risks_20261031_final.csv", "risks"),
            ("risk-register-2026-03-01.csv", "risk-register"),
            ("risks (1).csv", "risks"),
            ("2026.csv", "2026"),
            ("iso27001-soa.csv", "iso27001-soa"),
            (".csv", ".csv"),
        ];
        for (file, expected) in cases {
            assert_eq!(stem(file), expected, "{file}");
        }
        assert_eq!(name("x/Book1.xlsx", Some(" Risks "), "risks"), "book1 / risks / risks");
    }
}
