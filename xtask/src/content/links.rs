//! What a page names: registers, acts, deadlines, controls and clauses. Each must be there.

use isms::{
    annex_a,
    standards::{Block, Span, clause, deadline},
};

use super::pages::Page;

pub fn check(page: &Page) -> Vec<String> {
    let registers = page.document.front.get("registers").into_iter().flatten();
    let unknown = registers.filter(|name| isms::register(name).is_none());
    let mut faults: Vec<String> = unknown.map(|name| format!("there is no register `{name}`")).collect();
    let texts = page.document.sections.iter().flat_map(|section| &section.blocks).flat_map(|block| match block {
        Block::Paragraph(text) | Block::Aside(text) => vec![text],
        Block::List(lines) => lines.iter().collect(),
    });
    for span in texts.flatten() {
        match span {
            Span::Link(_, to) if !leads(to) => faults.push(format!("the link `{to}` leads nowhere")),
            Span::Words(words) | Span::Emphasis(words) => faults.extend(bare_numbers(words)),
            _ => {}
        }
    }
    faults
}

fn leads(to: &str) -> bool {
    match to.split_once(':') {
        Some(("register", name)) => isms::register(name).is_some(),
        Some(("act", act)) => act.split_once('/').is_some_and(|(name, word)| {
            isms::register(name).is_some_and(|register| register.description().act(word).is_ok())
        }),
        Some(("deadline", id)) => deadline(id).is_some(),
        _ => false,
    }
}

/// Numbers of controls and clauses that do not say which of the two they are, and controls that are none.
fn bare_numbers(words: &str) -> Vec<String> {
    let numbers = words
        .split(|letter: char| letter.is_whitespace() || "()[],;:\"“”".contains(letter))
        .map(|word| word.trim_end_matches(['.', '?', '!']));
    let fault = |number: &str| {
        let is_control = number.parse().is_ok_and(|id| annex_a::control(id).is_some());
        match number.strip_prefix("A.") {
            Some(rest) if rest.starts_with(|digit: char| digit.is_ascii_digit()) => {
                Some(format!("{number} is no control of 2022"))
            }
            _ if is_control || (number.contains('.') && clause(number).is_some()) => {
                Some(format!("{number} says not which it is: write A.{number} or clause {number}"))
            }
            _ => None,
        }
    };
    numbers.filter_map(fault).collect()
}
