//! What one cell holds, on the way in and on the way out.
//!
//! One type for both, so that a table that was written reads back as itself. The kinds are the spreadsheet's own: an
//! importer takes nearly always the [text](Value::text), and looks at the kind where it matters, as in `8.30` (text, a
//! control) and `8.3` (a number), or a date that needs no guess whether day or month comes first.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What one cell holds. A CSV file knows texts only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, never empty when read; line breaks are `\n`.
    Text(String),
    /// A number, finite when read.
    Number(f64),
    /// A date `2026-12-31`, or date and time `2026-12-31T10:00` (`…:30` where seconds are set), without time zone.
    Date(String),
    /// True or false.
    Flag(bool),
}

impl Value {
    /// The cell as a person reads it: `12` and not `12.0`, dates in ISO 8601, `TRUE` and `FALSE`.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Value::Empty => Cow::Borrowed(""),
            Value::Text(text) | Value::Date(text) => Cow::Borrowed(text),
            Value::Number(number) => Cow::Owned(number_text(*number)),
            Value::Flag(true) => Cow::Borrowed("TRUE"),
            Value::Flag(false) => Cow::Borrowed("FALSE"),
        }
    }

    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// A text with its line breaks made `\n`, or nothing where it is empty.
    pub(crate) fn from_text(text: &str) -> Self {
        match text {
            "" => Value::Empty,
            text if text.contains('\r') => Value::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
            text => Value::Text(text.to_owned()),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::from_text(text)
    }
}

/// Writes a number with the 15 digits a spreadsheet shows: what is computed as 0.30000000000000004 reads 0.3.
fn number_text(number: f64) -> String {
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    (rounded + 0.0).to_string() // adding zero turns -0 into 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_in_a_spreadsheet() {
        let cases = [
            (12.0, "12"),
            (-0.0, "0"),
            (6.75, "6.75"),
            (0.1 + 0.2, "0.3"),
            (-1.5, "-1.5"),
            (1e15, "1000000000000000"),
            (8.3, "8.3"),
            (1.1 * 3.0, "3.3"),
        ];
        for (number, text) in cases {
            assert_eq!(Value::Number(number).text(), text);
        }
    }

    #[test]
    fn line_breaks_are_one_kind() {
        assert_eq!(Value::from_text("a\r\nb\rc\nd"), Value::Text("a\nb\nc\nd".into()));
        assert_eq!(Value::from_text(""), Value::Empty);
    }
}
