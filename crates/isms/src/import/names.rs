//! Telling names, roles, codes and empty words apart.

use super::words::without_brackets;
use std::{collections::BTreeSet, sync::LazyLock};

/// Words of a role, a team or a body: whatever holds one is not a person's name.
static ROLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "
    account accounting accounts admin administration administrator advisor agency agent all analyst application
    architect asset assistant associate audit auditor board business chair chief cloud committee company compliance
    consultant continuity contractor contractors control controller coordinator council customer customers data
    department deputy desk developer developers development devops director division employee employees engineer
    engineering everybody everyone executive external facilities facility finance financial governance group head
    help helpdesk hires human incident information infrastructure internal lead leader leads legal management
    manager managers marketing member members network new office officer operations operator owner owners partner
    payroll people personnel physical platform president privacy procurement product production professional
    programme project protection provider purchasing quality recruiting representative research resources response
    responsible risk sales secretary security senior service services site software specialist staff steering
    supervisor supplier support system systems team teams technical technology top training treasury unit user users
    vendor vice workplace
    "
    .split_whitespace()
    .collect()
});
/// A person has a first name and a last name, perhaps one between, or a title before.
const WORDS_OF_A_NAME: std::ops::RangeInclusive<usize> = 2..=3;
/// Nothing longer is a name; a sentence in an asset cell stays text.
const LONGEST_NAME: usize = 120;
/// Words that say that nothing is said.
const EMPTY: [&str; 26] = [
    "-",
    "--",
    "---",
    "–",
    "—",
    "n/a",
    "na",
    "n.a.",
    "none",
    "nil",
    "null",
    "not applicable",
    "tbd",
    "tbc",
    "t.b.d.",
    "unknown",
    "unassigned",
    "nobody",
    "pending",
    "?",
    "/",
    "not yet",
    "to be defined",
    "to be confirmed",
    "not needed",
    "not required",
];

/// Whether these words say that nothing is said: `N/A`, `TBD`, a dash.
pub(super) fn is_empty_word(text: &str) -> bool {
    EMPTY.contains(&text.trim().to_lowercase().as_str())
}

/// Whether this is what a template says in place of a value: `[dd/mm/yyyy]`.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).is_some_and(|inner| !inner.contains(['[', ']']))
}

/// Whether this is a person's name: two or three capitalised words and none that belongs to a role.
pub(super) fn is_personal(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    WORDS_OF_A_NAME.contains(&words.len())
        && text.chars().count() <= LONGEST_NAME
        && words.iter().all(|word| is_capitalised(word) && !is_of_a_role(word))
}

fn is_of_a_role(word: &str) -> bool {
    word.split('-').any(|part| ROLES.contains(part.to_lowercase().as_str()))
}

/// `Anna`, `O'Neil`, `Müller-Lüd`, `Dr.`; not `IT`, `HR`, `k.mueller` or `M365`.
fn is_capitalised(word: &str) -> bool {
    let letters = word.chars().filter(|letter| letter.is_alphabetic());
    let shouted = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
    let only_letters = word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.'));
    word.starts_with(char::is_uppercase) && only_letters && !shouted
}

/// Whether an asset may be made of this: a name, not a code, a placeholder or a paragraph.
pub(super) fn is_thing(text: &str) -> bool {
    const VAGUE: [&str; 6] = ["all", "various", "multiple", "several", "any", "other"];
    let named = text.chars().any(char::is_alphabetic) && text.chars().count() <= LONGEST_NAME;
    let vague = is_empty_word(text) || VAGUE.contains(&text.to_lowercase().as_str());
    named && !vague && !is_code(text) && !text.starts_with('[')
}

/// Whether this is a code of some list and nothing else: `P117`, `AST-006`, `INC-2026-004`.
pub(super) fn is_code(text: &str) -> bool {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/');
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.len() <= LONGEST_CODE
        && text.chars().all(letter)
        && text.contains(|digit: char| digit.is_ascii_digit())
}

/// The longest code that is looked for.
const LONGEST_CODE: usize = 24;

/// The codes within a text, words around them or not.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| letter.is_whitespace() || "()[]{},;:|\"'".contains(letter));
    parts.map(|part| part.trim_matches(['.', '-', '/'])).filter(|part| is_code(part))
}

/// The text without what stands in brackets, where that leaves something.
pub(super) fn bare(text: &str) -> Option<String> {
    let bare = without_brackets(text);
    let bare = bare.trim();
    (!bare.is_empty() && bare != text).then(|| bare.to_string())
}

/// Whether two titles may mean the same: they share at least half of the telling words of the shorter one.
pub(super) fn similar(one: &str, other: &str) -> bool {
    let (one, other) = (stems(one), stems(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 2 >= one.len().min(other.len()) && shared > 0
}

/// The first letters of the telling words: `clocks` and `Clock` are one, so are both spellings of `synchronise`.
fn stems(title: &str) -> Vec<String> {
    const TELLING: usize = 4;
    const SAID_EVERYWHERE: [&str; 4] = ["information", "security", "with", "from"];
    let words = title.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
    let words =
        words.filter(|word| word.chars().count() >= TELLING || word.chars().all(|letter| letter.is_ascii_digit()));
    let all: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    let telling: Vec<&String> = all.iter().filter(|word| !SAID_EVERYWHERE.contains(&word.as_str())).collect();
    let kept: Vec<&String> = if telling.is_empty() { all.iter().collect() } else { telling };
    kept.into_iter().map(|word| word.chars().take(6).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_told_from_roles_and_teams() {
        for name in
            ["Anna Weber", "Thomas Krüger", "Mary-Jane O'Neil", "Dr. Anna Weber", "Jan van Dyk".to_uppercase().as_str()]
        {
            assert_eq!(is_personal(name), name != "JAN VAN DYK", "{name}");
        }
        let others = [
            "IT Operations Lead",
            "Head of Sales",
            "ISO",
            "HR Lead",
            "Top management",
            "Finance team",
            "P117",
            "DPO",
            "IT Helpdesk",
            "All Employees",
            "Vendor",
            "HR + ISO",
            "k.mueller@nwl",
            "Chief Information Security Officer",
            "Facilities Lead",
            "anna weber",
            "Board",
            "",
        ];
        for other in others {
            assert!(!is_personal(other), "{other}");
        }
    }

    #[test]
    fn codes_are_found_among_words() {
        assert_eq!(codes("AST-006 (1 laptop)").collect::<Vec<_>>(), ["AST-006"]);
        assert_eq!(codes("ERP (AST-007), P117 Willa").collect::<Vec<_>>(), ["AST-007", "P117"]);
        assert!(is_code("P999") && !is_code("Customer database") && !is_code("2026"));
        assert!(is_thing("Customer database") && !is_thing("AST-901") && !is_thing("N/A") && !is_thing("all"));
    }
}
