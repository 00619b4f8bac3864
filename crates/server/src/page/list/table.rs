//! The shown part of a list as a table: columns by their rank, the number in the margin, the title as the link.

use isms::{AnyRegister, Description, Field, Id, Kind};
use maud::Markup;

use crate::{
    listing::{Found, Question},
    page::shown::{Shown, called, is_missing, is_rating, title_of},
    parts::{Column, Order, Row, Sort, Table, Width, holds_table},
    words::{say, say_with},
};

/// Draws these records; `choose` lets rows be chosen.
pub fn table(
    shown: &Shown, register: &dyn AnyRegister, question: &Question, ids: &[Id], findings: &Found, choose: bool,
) -> Markup {
    let described = register.description();
    let heads = heads(shown, described, question);
    let columns: Vec<Column> = heads.iter().map(Head::column).collect();
    let lines: Vec<Line> = ids.iter().filter_map(|id| Line::of(shown, register, *id, findings)).collect();
    let flags: Vec<Vec<&str>> = lines.iter().map(|line| line.flags.iter().map(String::as_str).collect()).collect();
    let rows: Vec<Row> = lines.iter().zip(&flags).map(|(line, flags)| line.row(flags)).collect();
    let caption = say_with("{register}, {count} shown", &[("register", &described.label()), ("count", &rows.len())]);
    holds_table(&Table { caption: &caption, columns: &columns, rows: &rows, choose: choose.then_some("chosen") })
}

/// The columns after the title.
pub fn columns(described: &Description) -> impl Iterator<Item = &Field> {
    described.face.columns.iter().skip(1).filter_map(|name| described.field(name))
}

/// The head of a column.
struct Head {
    words: String,
    width: Width,
    is_number: bool,
    href: String,
    now: Option<Order>,
}

impl Head {
    fn column(&self) -> Column<'_> {
        let sort = Some(Sort { href: &self.href, now: self.now });
        Column { words: &self.words, width: self.width, is_number: self.is_number, sort }
    }
}

fn heads(shown: &Shown, described: &Description, question: &Question) -> Vec<Head> {
    let path = format!("/{}", described.name);
    let head = |name: &str, words: String, width, is_number| {
        let now = question.sort.as_ref().filter(|(known, _)| known == name);
        let now = now.map(|(_, from_end)| if *from_end { Order::Descending } else { Order::Ascending });
        let href = shown.address(&question.sorted_by(name).address(&path));
        Head { words, width, is_number, href, now }
    };
    let title = described.face.columns.first().copied().unwrap_or("id");
    let title_words = described.field(title).map_or(isms::label(title), |field| field.label.clone());
    let first = [
        head("reference", isms::label(described.face.one), Width::Always, false),
        head(title, say(&title_words).into(), Width::Always, false),
    ];
    let others = columns(described).enumerate().map(|(at, field)| {
        let is_number = matches!(field.kind, Kind::Number { .. });
        head(&field.name, say(&field.label).into(), width(at, &field.kind), is_number)
    });
    first.into_iter().chain(others).collect()
}

/// A rating is shown always; the first columns from a middling width on, the others where there is room.
fn width(at: usize, kind: &Kind) -> Width {
    match kind {
        Kind::Group(fields) if is_rating(fields) && at < 2 => Width::Always,
        _ if at < 3 => Width::Middling,
        _ => Width::Wide,
    }
}

/// A record as a line of the table.
struct Line {
    id: String,
    number: String,
    title: String,
    href: String,
    also: String,
    cells: Vec<Markup>,
    proposed: Option<String>,
    flags: Vec<String>,
}

impl Line {
    fn of(shown: &Shown, register: &dyn AnyRegister, id: Id, findings: &Found) -> Option<Line> {
        let held = shown.reader.get(register, id).ok()?;
        let (head, due) = (shown.reader.head(id)?, shown.reader.due(register, id));
        let described = register.description();
        let null = serde_json::Value::Null;
        let values = || columns(described).map(|field| (field, held.body.record.get(&field.name).unwrap_or(&null)));
        let also = values()
            .enumerate()
            .filter(|(at, (field, value))| width(*at, &field.kind) == Width::Middling && !is_missing(value));
        let also: Vec<String> = also.map(|(_, (field, value))| shown.words(&field.kind, value)).collect();
        Some(Line {
            id: id.to_string(),
            number: called(&head),
            title: title_of(&head),
            href: shown.href(id),
            also: also.join(", "),
            cells: values().map(|(field, value)| shown.cell(field, value, due.as_ref())).collect(),
            proposed: head.proposed,
            flags: flags(findings, id),
        })
    }

    fn row<'a>(&'a self, flags: &'a [&'a str]) -> Row<'a> {
        Row {
            id: &self.id,
            number: &self.number,
            title: &self.title,
            href: &self.href,
            also: &self.also,
            cells: self.cells.clone(),
            proposed: self.proposed.as_deref(),
            flags,
            findings: &[],
        }
    }
}

/// The faults of a record in a word or two.
fn flags(findings: &Found, id: Id) -> Vec<String> {
    let found = findings.get(&id).into_iter().flatten();
    let faults = found.filter(|one| one.rule.severity == isms::views::Severity::Fault);
    let mut flags: Vec<String> = faults.map(|one| one.rule.name.replace('-', " ")).collect();
    flags.dedup();
    flags
}
