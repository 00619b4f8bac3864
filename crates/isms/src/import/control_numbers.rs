//! Numbers of controls in a text: of 2022, of 2013, and clauses, which are none.

use crate::{annex_a, id::Id};

/// A number of a control that was found in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Number {
    /// A control of Annex A of 2022.
    Of2022(Id),
    /// A number of 2013, as it was written, and the controls that took its place.
    Of2013(String, &'static [Id]),
}

/// The numbers in a text, and the words around them that are not the separators of a list.
pub(super) fn numbers(text: &str) -> (Vec<Number>, String) {
    let (mut found, mut rest, mut around) = (Vec::new(), text, String::new());
    while let Some(letter) = rest.chars().next() {
        let begins = around.chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '.');
        if let Some((number, length)) = number(rest).filter(|_| begins && !names_a_clause(&around)) {
            found.push(number);
            rest = rest.get(length..).unwrap_or_default();
            around.push(' ');
        } else {
            around.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    (found, around.trim_matches(|letter: char| !letter.is_alphanumeric()).trim().into())
}

/// The control of Annex A that this is the number of, and nothing else.
pub(super) fn whole(text: &str) -> Option<Number> {
    let (number, length) = number(text)?;
    (length == text.len()).then_some(number)
}

/// Whether a text looks like a number of a clause, or of a part of Annex A, without being a control of today.
pub(super) fn is_numeric(text: &str) -> bool {
    let bare = text.trim_start_matches(['A', 'a']).trim_start_matches(['.', ' ']);
    !bare.is_empty() && bare.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
}

/// Whether a number is written without the letter of Annex A.
pub(super) fn is_bare(number: &str) -> bool {
    !number.starts_with(['A', 'a'])
}

/// `A.8.5`, `A 8.5`, `A8.5`, `8.5`; of 2013 `A.9.2.3`, with its letter alone, as clauses have three parts too.
fn number(text: &str) -> Option<(Number, usize)> {
    let after_letter = text.strip_prefix(['A', 'a']).map(|rest| rest.trim_start_matches(['.', ' ']));
    let digits = after_letter.unwrap_or(text);
    let length = digits.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(digits.len());
    let written = digits.get(..length)?.trim_end_matches('.');
    let ends = digits.get(written.len()..)?.chars().next().is_none_or(|next| !next.is_alphanumeric() && next != '%');
    let length = text.len() - digits.len() + written.len();
    let number = match written.matches('.').count() {
        1 => Number::Of2022(annex_a::control(written.parse().ok()?)?.id),
        2 if after_letter.is_some() => {
            let of_2013 = format!("A.{written}");
            let successors = annex_a::successors(&of_2013);
            Number::Of2013(of_2013, Some(successors).filter(|some| !some.is_empty())?)
        }
        _ => return None,
    };
    ends.then_some((number, length))
}

/// `clause 5.3`, `ISO 27001 5.2`, `§ 6.1` and `version 8.1` are no controls.
fn names_a_clause(before: &str) -> bool {
    const OTHERS: [&str; 8] = ["clause", "clauses", "cl", "§", "version", "tls", "v", "27001"];
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    OTHERS.contains(&last.trim_matches(['.', ':', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, String) {
        let (found, around) = numbers(text);
        let shown = |number: &Number| match number {
            Number::Of2022(id) => id.to_string(),
            Number::Of2013(text, ids) => {
                format!("{text}>{}", ids.iter().map(Id::to_string).collect::<Vec<_>>().join("+"))
            }
        };
        (found.iter().map(shown).collect(), around)
    }

    #[test]
    fn numbers_are_read_in_every_writing() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("8.5", &["8.5"], ""),
            ("8.30", &["8.30"], ""),
            ("A.8.3; A.8.5; A.8.15", &["8.3", "8.5", "8.15"], ""),
            ("A 5.17 A 8.5", &["5.17", "8.5"], ""),
            ("a.8.5 Secure authentication", &["8.5"], "Secure authentication"),
            ("see A.8.5, and MFA", &["8.5"], "see  , and MFA"),
            ("A.9.2.3", &["A.9.2.3>8.2"], ""),
            ("A.18.2.3", &["A.18.2.3>5.36+8.8"], ""),
            ("9.2.3", &[], "9.2.3"),
            ("clause 5.3", &[], "clause 5.3"),
            ("4.1", &[], "4.1"),
            ("A.9.1", &[], "A.9.1"),
            ("TLS 1.2 at 5.5%", &[], "TLS 1.2 at 5.5"),
            ("EDR, offline backups", &[], "EDR, offline backups"),
            ("", &[], ""),
        ];
        for (text, found, around) in cases {
            assert_eq!(read(text), (found.iter().map(|id| id.to_string()).collect(), around.to_string()), "{text}");
        }
    }
}
