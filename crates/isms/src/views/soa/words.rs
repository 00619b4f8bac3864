//! Words that people write where a reason belongs: empty ones, those that speak of a risk, and those that make an
//! auditor ask.

use crate::plain;

/// What people write to fill a field with nothing, in the form of [`plain`] and without punctuation around it.
const EMPTY: &[&str] = &[
    "n/a",
    "n.a",
    "na",
    "n a",
    "none",
    "nil",
    "null",
    "no",
    "x",
    "no reason",
    "no justification",
    "not needed",
    "not necessary",
    "not applicable",
    "not relevant",
    "not required",
    "unknown",
    "unclear",
    "tbc",
    "tbd",
    "tba",
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "todo",
    "to do",
    "pending",
    "open",
];

/// Whether a text gives no reason: blank, mere punctuation, or an empty word.
pub(crate) fn empty(text: &str) -> bool {
    let words = plain(text);
    let words = words.trim_matches(|letter: char| !letter.is_alphanumeric());
    words.is_empty() || EMPTY.contains(&words)
}

/// Whether stated words speak of risk.
pub(super) fn speak_of_risk(text: &str) -> bool {
    words(text).iter().any(|word| word == "risk" || word == "risks")
}

/// A reason for leaving a control out that an auditor will ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It costs too much.
    Budget,
    /// It is not done yet.
    NotYet,
    /// Somebody else does it: a supplier, a landlord, the cloud.
    Elsewhere,
}

/// Each doubt with its words; a word that ends in `*` is the beginning of one.
const DOUBTS: &[(Doubt, &[&str])] = &[
    (Doubt::Budget, &["budget*", "funding", "funds", "expensive", "cost", "costs", "costly", "afford", "money"]),
    (
        Doubt::NotYet,
        &[
            "not yet",
            "not implemented",
            "not done",
            "not started",
            "not in place",
            "no time",
            "later",
            "future",
            "next year",
            "planned",
            "in progress",
            "under way",
            "roadmap",
        ],
    ),
    (
        Doubt::Elsewhere,
        &[
            "outsourc*",
            "cloud",
            "saas",
            "paas",
            "iaas",
            "aws",
            "azure",
            "gcp",
            "landlord*",
            "supplier*",
            "provider*",
            "vendor*",
            "third part*",
            "hosted",
            "hoster",
            "subcontract*",
            "managed by",
        ],
    ),
];

/// What an auditor will ask about in the words of an exclusion.
///
/// A word that is denied does not count: *no outsourced development* says that nobody else does it. Of money the denial
/// is what makes the doubt: *no budget*.
pub(super) fn doubt(text: &str) -> Option<Doubt> {
    let words = words(text);
    let speaks = |doubt: Doubt, phrase: &str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        let places = words.windows(phrase.len()).enumerate();
        places.filter(|(_, here)| here.iter().zip(&phrase).all(|(word, wanted)| is(word, wanted))).any(|(at, _)| {
            let before = words.iter().take(at).rev().take(DENIED_WITHIN);
            let denied = before.take_while(|word| *word != STOP).any(|word| DENIALS.contains(&word.as_str()));
            !denied || doubt == Doubt::Budget
        })
    };
    DOUBTS.iter().find(|(doubt, phrases)| phrases.iter().any(|phrase| speaks(*doubt, phrase))).map(|(doubt, _)| *doubt)
}

/// Words that deny what follows, and how many words away: *we do not use any cloud*.
const DENIALS: &[&str] = &["no", "not", "never", "without", "nothing", "neither", "nor", "none"];
const DENIED_WITHIN: usize = 3;
/// Stands for the end of a clause, beyond which nothing is denied.
const STOP: &str = ".";

fn is(word: &str, wanted: &str) -> bool {
    wanted.strip_suffix('*').map_or(word == wanted, |beginning| word.starts_with(beginning))
}

/// The words of a text in small letters, with a stop after each clause.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in plain(text).chars() {
        match words.last_mut() {
            Some(word) if letter.is_alphanumeric() => word.push(letter),
            _ if matches!(letter, '.' | ';' | ':' | ',' | '(') => words.extend([STOP.into(), String::new()]),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_however_they_are_written() {
        for text in
            ["", "  ", "-", "–", "…", ".", "N/A", "n/a.", " TBC ", "Not  Needed", "none", "(not applicable)", "?"]
        {
            assert!(empty(text), "`{text}` says nothing");
        }
        for text in ["No secure areas operated.", "nothing is stored on paper", "not needed: we own no vehicles", "5"] {
            assert!(!empty(text), "`{text}` says something");
        }
    }

    #[test]
    fn words_of_risk() {
        assert!(speak_of_risk("Needed to treat RISKS in the register"));
        assert!(speak_of_risk("risk-based decision"));
        assert!(!speak_of_risk("asterisk, brisk"));
    }

    #[test]
    fn what_an_auditor_will_ask_about() {
        let cases = [
            ("Outsourced to our IT partner", Some(Doubt::Elsewhere)),
            ("data centres belong to the cloud supplier", Some(Doubt::Elsewhere)),
            ("No own plant; production runs in AWS", Some(Doubt::Elsewhere)),
            ("No outsourced development: all code is written by employees", None),
            ("We do not use any cloud", None),
            ("No budget", Some(Doubt::Budget)),
            ("Not yet implemented", Some(Doubt::NotYet)),
            ("There is no development", None),
        ];
        for (text, expected) in cases {
            assert_eq!(doubt(text), expected, "`{text}`");
        }
    }
}
