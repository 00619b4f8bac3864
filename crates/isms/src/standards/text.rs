//! A line of text with its marks. `A.5.18` and `clause 9.2` lead to their pages by themselves.

use crate::{annex_a, id::Id};

/// A line of text.
pub type Text = Vec<Span>;

/// A stretch of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// Words.
    Words(String),
    /// Words that stand out a little.
    Emphasis(String),
    /// A label.
    Strong(String),
    /// An id.
    Code(String),
    /// A control of Annex A.
    Control(Id),
    /// A clause: the words that name it, and its number.
    Clause(String, String),
    /// A register, an act or a deadline: its words, and `register:risks`, `act:risks/assessed`, `deadline:D01`.
    Link(String, String),
}

/// What a person reads of a text.
pub fn words(text: &[Span]) -> String {
    text.iter().map(Span::words).collect()
}

impl Span {
    /// What a person reads of it.
    pub fn words(&self) -> String {
        match self {
            Span::Words(words) | Span::Emphasis(words) | Span::Strong(words) | Span::Code(words) => words.clone(),
            Span::Control(id) => format!("A.{id}"),
            Span::Clause(words, _) | Span::Link(words, _) => words.clone(),
        }
    }
}

/// Finds the controls and clauses that plain words name.
pub(crate) fn marked(words: &str) -> Text {
    let (mut text, mut plain, mut rest) = (Text::new(), String::new(), words);
    while let Some(first) = rest.chars().next() {
        let begins = !plain.ends_with(|before: char| before.is_alphanumeric() || before == '.');
        match Some(rest)
            .filter(|_| begins)
            .and_then(|rest| control(rest).or_else(|| clause(rest)).or_else(|| further(&text, &plain, rest)))
        {
            Some((span, length)) => {
                text.extend(Some(std::mem::take(&mut plain)).filter(|plain| !plain.is_empty()).map(Span::Words));
                text.push(span);
                rest = rest.get(length..).unwrap_or_default();
            }
            None => {
                plain.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    text.extend(Some(plain).filter(|plain| !plain.is_empty()).map(Span::Words));
    text
}

fn control(rest: &str) -> Option<(Span, usize)> {
    let number = number(rest.strip_prefix("A.")?);
    let id: Id = number.parse().ok().filter(|id| annex_a::control(*id).is_some())?;
    Some((Span::Control(id), "A.".len() + number.len()))
}

fn clause(rest: &str) -> Option<(Span, usize)> {
    let word = ["clause ", "Clause ", "clauses ", "Clauses "].into_iter().find(|word| rest.starts_with(word))?;
    let number = number(rest.get(word.len()..)?);
    let length = word.len() + number.len();
    super::clause(number).map(|_| (Span::Clause(rest.get(..length).unwrap_or_default().into(), number.into()), length))
}

/// The second of two clauses: `clauses 4 to 10`, `clause 9.2 and 9.3`.
fn further(text: &Text, plain: &str, rest: &str) -> Option<(Span, usize)> {
    let joins = matches!(plain, " and " | " or " | " to " | ", ") && matches!(text.last(), Some(Span::Clause(..)));
    let number = Some(number(rest)).filter(|number| joins && super::clause(number).is_some())?;
    Some((Span::Clause(number.into(), number.into()), number.len()))
}

/// The digits and dots at the beginning, without a dot that ends a sentence.
fn number(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> String {
        let span = |span: &Span| match span {
            Span::Words(words) => words.clone(),
            other => format!("<{}>", other.words()),
        };
        marked(words).iter().map(span).collect()
    }

    #[test]
    fn controls_and_clauses_lead_to_their_pages() {
        for (words, marks) in [
            ("by A.5.18, not A.5.99", "by <A.5.18>, not A.5.99"),
            ("Clause 9.2.2.", "<Clause 9.2.2>."),
            ("clauses 4 to 10 apply", "<clauses 4> to <10> apply"),
            ("clause 5.3 and A.5.3", "<clause 5.3> and <A.5.3>"),
            ("version 5.3 of 10", "version 5.3 of 10"),
            ("NASA.5.18", "NASA.5.18"),
            ("clause 99", "clause 99"),
        ] {
            assert_eq!(shown(words), marks);
        }
    }
}
