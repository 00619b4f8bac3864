//! Text of the standards' pages: controls and clauses become links, a legal period stands behind the law it is in.

use isms::standards::{Block, Deadline, Span, Within, clause, deadline};
use maud::{Markup, html};

use crate::{
    page::{around::with_day, naming::path},
    parts,
    words::{count, say},
};
use recorder::Reader;

/// Paragraphs and lists.
pub fn blocks(reader: &Reader, blocks: &[Block]) -> Markup {
    html! {
        @for block in blocks {
            @match block {
                Block::Paragraph(line) => p { (text(reader, line)) },
                Block::List(lines) => (dots(reader, lines)),
                Block::Aside(line) => p.decide { (text(reader, line)) },
            }
        }
    }
}

/// A list.
pub fn dots(reader: &Reader, lines: &[isms::standards::Text]) -> Markup {
    html! { ul.dots { @for line in lines { li { (text(reader, line)) } } } }
}

/// A line of text.
pub fn text(reader: &Reader, spans: &[Span]) -> Markup {
    html! { @for span in spans { (one(reader, span)) } }
}

fn one(reader: &Reader, span: &Span) -> Markup {
    match span {
        Span::Words(words) => html! { (words) },
        Span::Emphasis(words) => html! { em { (words) } },
        Span::Strong(words) => html! { b { (words) } },
        Span::Code(words) => html! { code { (words) } },
        Span::Control(id) => parts::control_number(&isms::annex_a::number(*id), &with_day(reader, &path(*id))),
        Span::Clause(words, number) => html! { a href=(with_day(reader, &clause_path(number))) { (words) } },
        Span::Link(words, to) => link(reader, words, to),
    }
}

/// Where a clause has its page; a heading stands in the list of all.
pub fn clause_path(number: &str) -> String {
    match clause(number) {
        Some(clause) if clause.is_heading() => format!("/standards#c{number}"),
        _ => format!("/standards/{}", number.split(' ').next().unwrap_or_default()),
    }
}

fn link(reader: &Reader, words: &str, to: &str) -> Markup {
    match to.split_once(':') {
        Some(("register", name)) => html! { a href=(with_day(reader, &format!("/{name}"))) { (words) } },
        // An act is done on a record: its register is where one begins.
        Some(("act", act)) => {
            let register = act.split('/').next().unwrap_or_default();
            html! { a href=(with_day(reader, &format!("/{register}"))) { (words) } }
        }
        Some(("deadline", id)) => match deadline(id) {
            Some(found) => html! { (words) " " span.quiet { "(" (period(found)) ")" } },
            None => html! { (words) },
        },
        _ => html! { (words) },
    }
}

fn period(deadline: &Deadline) -> String {
    let some = |number: i32, one, several| count(usize::try_from(number).unwrap_or_default(), one, several);
    match deadline.within() {
        Within::Hours(hours) => some(hours, "within {count} hour", "within {count} hours"),
        Within::Days(days) => some(days, "within {count} day", "within {count} days"),
        Within::BusinessDays(days) => some(days, "within {count} working day", "within {count} working days"),
        Within::Months(months) => some(months, "within {count} month", "within {count} months"),
        Within::Unfixed => say("no fixed period").into(),
    }
}
