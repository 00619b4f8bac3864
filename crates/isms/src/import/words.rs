//! The words that may head a column, of every register an import can fill.

use super::columns::name_of;
use crate::{
    any::AnyRegister,
    collection::plain,
    description::{Field, Kind},
    register::Listed,
    registers::{ALL, Account, ApplicabilityStatement, Import, Organisation},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Registers that no spreadsheet fills: founded, granted or made by acts.
const NOT_IMPORTED: [&str; 4] = [Organisation::NAME, ApplicabilityStatement::NAME, Import::NAME, Account::NAME];
/// Fields that only an import itself sets.
const OWN_MARKS: [&str; 1] = ["unconfirmed"];
/// Words for a row's own number that every register understands.
const REFERENCE: [&str; 12] =
    ["reference", "id", "no", "nr", "number", "ref", "code", "#", "ref id", "ref no", "reference number", "key"];

/// Words for a record's name that every register understands.
const NAME: [&str; 2] = ["name", "title"];

/// What a heading means in one register.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    pub register: &'static dyn AnyRegister,
    /// `reference`, or a dotted path.
    pub path: &'static str,
}

static WORDS: LazyLock<BTreeMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let mut words = BTreeMap::new();
    for register in importable() {
        let described = register.description();
        for field in described.fields.iter().filter(|field| is_open(field)) {
            know(&mut words, &field.name, register, &field.name);
        }
        for (path, called) in described.face.also_called {
            if path.contains('.') {
                know(&mut words, path, register, path);
            }
            called.iter().for_each(|word| know(&mut words, word, register, path));
        }
        REFERENCE.iter().for_each(|word| know(&mut words, word, register, "reference"));
        NAME.iter().for_each(|word| know(&mut words, word, register, name_of(register)));
    }
    words
});

/// The first to claim a word keeps it: a register's own fields, then its other words, then the common ones.
fn know(
    words: &mut BTreeMap<String, Vec<Meaning>>, word: &str, register: &'static dyn AnyRegister, path: &'static str,
) {
    let word = heading(word);
    let meanings = words.entry(word).or_default();
    if !meanings.iter().any(|known| known.register.name() == register.name()) {
        meanings.push(Meaning { register, path });
    }
}

fn is_open(field: &Field) -> bool {
    !field.by_act && field.kind != Kind::Unknown && !OWN_MARKS.contains(&field.name.as_str())
}

/// The registers that a spreadsheet can fill.
pub(super) fn importable() -> impl Iterator<Item = &'static dyn AnyRegister> {
    ALL.iter().copied().filter(|register| !NOT_IMPORTED.contains(&register.name()))
}

/// What a heading may mean, register by register.
pub(super) fn meanings(heading: &str) -> &'static [Meaning] {
    WORDS.get(heading).map_or(&[], Vec::as_slice)
}

/// A heading as it is compared: `Likelihood (1-5)` and `likelihood` are one. In square brackets stand examples.
pub(super) fn heading(text: &str) -> String {
    let bare = without_brackets(text).replace(['_', '-', '.', '\u{a0}'], " ");
    let bare = if bare.trim().is_empty() { text.replace(['(', ')'], " ") } else { bare };
    let bare = if bare.trim_start().starts_with('[') { String::new() } else { bare };
    plain(bare.trim_end_matches([' ', ':', '*', '?', '.']))
}

/// A heading without the words that say nothing: `Is Control Applicable?` of controls reads `applicable`.
pub(super) fn essence(heading: &str, one: &str) -> String {
    const SILENT: [&str; 12] = ["the", "is", "are", "a", "an", "of", "this", "please", "our", "your", "if", "any"];
    let telling = |word: &&str| !SILENT.contains(word) && !one.split(' ').any(|silent| silent == *word);
    heading.split(' ').filter(telling).collect::<Vec<_>>().join(" ")
}

/// The text outside of round and square brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = |letter: &char| {
        let before = depth;
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before == 0 && depth == 0
    };
    text.chars().filter(outside).collect()
}

/// The field that a dotted path names; in a list of groups, the field of a group.
pub(super) fn field(register: &dyn AnyRegister, path: &str) -> Option<Field> {
    let (name, inner) = path.split_once('.').map_or((path, None), |(name, inner)| (name, Some(inner)));
    let field = register.description().field(name)?;
    let Some(inner) = inner else { return Some(field.clone()) };
    let fields = match &field.kind {
        Kind::Group(fields) => fields,
        Kind::List(item) => match item.as_ref() {
            Kind::Group(fields) => fields,
            _ => return None,
        },
        _ => return None,
    };
    fields.iter().find(|field| field.name == inner).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(register: &str, text: &str) -> Option<&'static str> {
        meanings(&heading(text)).iter().find(|known| known.register.name() == register).map(|known| known.path)
    }

    #[test]
    fn headings_are_read_however_they_are_written() {
        assert_eq!(means("risks", "Likelihood (1-5)"), Some("inherent.likelihood"));
        assert_eq!(means("risks", " residual_likelihood "), Some("residual.likelihood"));
        assert_eq!(means("assets", "Asset ID"), Some("reference"));
        assert_eq!(means("risks", "asset_id"), Some("assets"));
        assert_eq!(means("audit-findings", "Reference"), Some("about"));
        assert_eq!(means("controls", "Reference"), Some("evidence"));
        assert_eq!(means("people", "ID"), Some("reference"));
        assert_eq!(means("people", "unconfirmed"), None);
        assert_eq!(essence(&heading("Is Control Applicable?"), "control"), "applicable");
    }

    #[test]
    fn every_word_leads_to_a_field() {
        for meaning in WORDS.values().flatten() {
            let known = meaning.path == "reference" || field(meaning.register, meaning.path).is_some();
            assert!(known, "{} has no field {}", meaning.register.name(), meaning.path);
        }
    }
}
