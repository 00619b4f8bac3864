//! A register as a table: the number in the margin, the title as the link that covers its row, hairlines between rows.

use maud::{Markup, html};

use super::{Finding, Kind, exports::EXPORTS, finding_beside, on_rule, proposed};
use crate::words::{say, say_with};

/// From which width of the table a column is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Always,
    /// From 40 rem.
    Middling,
    /// From 58 rem.
    Wide,
}

/// The order a list is in.
#[derive(Clone, Copy)]
pub enum Order {
    Ascending,
    Descending,
}

/// How a column is sorted: where its head leads, and the order it is in now.
pub struct Sort<'a> {
    pub href: &'a str,
    pub now: Option<Order>,
}

/// A column; the first is the number, the second the title.
pub struct Column<'a> {
    pub words: &'a str,
    pub width: Width,
    pub is_number: bool,
    pub sort: Option<Sort<'a>>,
}

/// A record in the list.
pub struct Row<'a> {
    /// What is posted when the row is chosen.
    pub id: &'a str,
    /// The shown number.
    pub number: &'a str,
    pub title: &'a str,
    pub href: &'a str,
    /// What falls away on a narrow screen, in one quiet line.
    pub also: &'a str,
    /// One for each column after the title.
    pub cells: Vec<Markup>,
    /// Where it came from, as long as nobody has confirmed it.
    pub proposed: Option<&'a str>,
    /// Faults in a word or two, under the title, with a mark on the rule.
    pub flags: &'a [&'a str],
    /// Findings in full, each in a row of its own below.
    pub findings: &'a [Finding<'a>],
}

/// The list.
pub struct Table<'a> {
    pub caption: &'a str,
    pub columns: &'a [Column<'a>],
    pub rows: &'a [Row<'a>],
    /// The name under which chosen rows are posted; none where there is nothing to do with them.
    pub choose: Option<&'a str>,
}

/// What is exchanged when a filter, a sort or another page is asked for: a section with all that belongs to a list.
///
/// The address changes with it, and without script the links lead to the same page.
pub fn listing(id: &str, label: &str, body: &Markup) -> Markup {
    html! {
        section id=(id) aria-label=(label) hx-target="this" hx-select={ "#" (id) } hx-select-oob={ "#" (EXPORTS) } hx-swap="outerHTML transition:true" { (body) }
    }
}

/// Draws a list.
pub fn holds_table(table: &Table) -> Markup {
    let cells = table.columns.len().saturating_sub(1) + usize::from(table.choose.is_some());
    html! {
        div.wide.holds_table {
            table.register {
                caption.unseen { (table.caption) }
                thead hx-boost="true" { tr {
                    @for (at, column) in table.columns.iter().enumerate() {
                        @if at == 1 && table.choose.is_some() { (choose_all()) }
                        (head(at, column))
                    }
                } }
                tbody {
                    @for row in table.rows {
                        (line(table, row))
                        @for found in row.findings { (finding_beside(found, cells)) }
                    }
                }
            }
        }
    }
}

fn choose_all() -> Markup {
    html! {
        td.choose { input.needs_script type="checkbox" data-choose-all aria-label=(say("Choose all rows of this page")); }
    }
}

fn head(at: usize, column: &Column) -> Markup {
    let order = column.sort.as_ref().and_then(|sort| sort.now).map(|order| match order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    });
    html! {
        th class=(class(at, column)) scope="col" aria-sort=[order] {
            @match &column.sort {
                Some(sort) => a id={ "sort_" (at) } href=(sort.href) { (column.words) },
                None => (column.words),
            }
        }
    }
}

fn line(table: &Table, row: &Row) -> Markup {
    html! {
        tr id=(row.id) {
            td.id {
                (row.number)
                @if !row.flags.is_empty() { (on_rule(Kind::Fault)) }
            }
            @if let Some(name) = table.choose { (choose(name, row)) }
            td { (title(row)) }
            @for (at, (column, cell)) in table.columns.iter().skip(2).zip(&row.cells).enumerate() {
                td class=(class(at + 2, column)) { (cell) }
            }
        }
    }
}

fn choose(name: &str, row: &Row) -> Markup {
    html! {
        td.choose {
            input type="checkbox" name=(name) value=(row.id)
                aria-label=(say_with("Choose {number}", &[("number", &row.number)]));
        }
    }
}

fn title(row: &Row) -> Markup {
    html! {
        a.row href=(row.href) { (row.title) }
        @if !row.also.is_empty() { span.also { (row.also) } }
        @if let Some(source) = row.proposed { (proposed(source)) }
        @if !row.flags.is_empty() { ul.flags { @for flag in row.flags { li { (flag) } } } }
    }
}

fn class(at: usize, column: &Column) -> String {
    let mut classes = Vec::new();
    if at == 0 {
        classes.push("id");
    }
    match column.width {
        Width::Always => {}
        Width::Middling => classes.push("c2"),
        Width::Wide => classes.push("c3"),
    }
    if column.is_number {
        classes.push("n");
    }
    classes.join(" ")
}
