//! Makes any text printable: PDF/A forbids characters without a glyph, and long words would run over the edge.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::faces::can_print;

/// Stands for a character that the typeface lacks; the first sheet explains it.
pub const MISSING: char = '◻';

/// A word longer than this may be broken: about what the narrowest column of a report holds.
const LONGEST_WORD: usize = 20;

/// Length of the pieces of a longer word.
const PIECE: usize = 10;

/// Where the typesetter breaks a line in any case.
const BREAKS: [char; 3] = [' ', '-', '/'];

/// Replaces what cannot be printed in every text of `value`.
pub fn printable(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(printable_text(&text)),
        Value::Array(items) => items.into_iter().map(printable).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, field)| (name, printable(field))).collect(),
        other => other,
    }
}

/// Composes letters and accents first: typefaces have `ó`, not always `o` with a separate accent.
fn printable_text(text: &str) -> String {
    let printed: String = text.nfc().filter_map(printable_character).collect();
    printed.split_inclusive(BREAKS).map(breakable).collect()
}

/// Lets a long word break after each piece, by a space of no width.
fn breakable(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() <= LONGEST_WORD {
        return word.to_owned();
    }
    let pieces: Vec<String> = letters.chunks(PIECE).map(String::from_iter).collect();
    pieces.join("\u{200B}")
}

/// What to print for `character`: itself, a look-alike, the sign for a missing one, or nothing for an invisible one.
fn printable_character(character: char) -> Option<char> {
    match character {
        '\n' => Some('\n'),
        '\r' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        _ if character.is_whitespace() => Some(' '),
        _ if is_invisible(character) => None,
        _ if can_print(character) => Some(character),
        _ => Some(MISSING),
    }
}

/// Control characters, and those that only steer how their neighbours are shown (Unicode: default ignorable): joiners,
/// directions, variation selectors, tags.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_are_cleaned_wherever_they_stand_and_nothing_else_changes() {
        let value = json!({"number": 7, "rows": [{"text": "a\u{0}b", "none": null}]});
        assert_eq!(printable(value), json!({"number": 7, "rows": [{"text": "ab", "none": null}]}));
    }

    #[test]
    fn what_has_no_glyph_becomes_a_sign_and_what_is_invisible_nothing() {
        for (text, expected) in [
            ("Łódź, Ελλάδα, Ğışö", "Łódź, Ελλάδα, Ğışö"),
            ("o\u{301}", "ó"),
            ("🔥", "◻"),
            ("a\u{202E}b\u{200D}c\u{FE0F}", "abc"),
            ("tab\there\u{A0}and\r\nline", "tab here and\nline"),
            ("non\u{2011}breaking", "non-breaking"),
            ("\u{E000}", "◻"),
        ] {
            assert_eq!(printable_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn only_long_words_may_break_anywhere() {
        for text in ["claims-risk-none-names-it", "a b c d e f g h i j k l m n", "exactly-20-characters", ""] {
            assert_eq!(printable_text(text), text);
        }
        assert_eq!(printable_text(&"x".repeat(21)), "xxxxxxxxxx\u{200B}xxxxxxxxxx\u{200B}x");
    }
}
