//! The risks as a table, a page at a time.

use isms::{
    AnyRegister, register,
    risks::Status,
    views::{
        finding::Severity,
        risks::{RiskView, Row, State, Which},
    },
};
use maud::{Markup, html};
use recorder::Action;

use super::{
    filter::{Filter, is_overdue},
    head::{flag, status_word},
};
use crate::{
    page::{address, bulk::chosen_acts, naming::Names, risk_map::badge},
    parts::{self, Column, Order, Ring, Sort, Table, Width},
    words::{count, number, say, say_with},
};

/// Rows of a page: what somebody reads at once.
const ROWS: usize = 40;

/// Draws the risks that the filter lets through.
pub fn table(names: &Names, view: &RiskView, filter: &Filter) -> Markup {
    let rows = filter.rows(names, view);
    if rows.is_empty() {
        return html! { p { (say("No risk is like that.")) " " a href=(names.to("/risks")) { (say("Show all")) } } };
    }
    let page = filter.page.parse::<usize>().unwrap_or(1).clamp(1, rows.len().div_ceil(ROWS));
    let from = (page - 1) * ROWS;
    let shown: Vec<&Row> = rows.iter().skip(from).take(ROWS).copied().collect();
    let at = |page: usize| names.to(&Filter { page: page.to_string(), ..filter.clone() }.address());
    let (previous, next) = ((page > 1).then(|| at(page - 1)), (from + shown.len() < rows.len()).then(|| at(page + 1)));
    html! {
        (drawn(names, view, filter, &shown))
        (parts::pages(&parts::Pages { from: from + 1, to: from + shown.len(), of: rows.len(), previous: previous.as_deref(), next: next.as_deref() }))
        @if may_change(names).is_some() && rows.len() > 1 {
            p.pages { a href=(address::with("/risks/bulk", &filter.query())) { (say_with("Change all {count}", &[("count", &number(rows.len()))])) } }
        }
    }
}

/// What a row needs beyond the risk itself.
struct Line<'a> {
    row: &'a Row<'a>,
    id: String,
    number: String,
    href: String,
    also: String,
    flags: Vec<&'static str>,
}

fn drawn(names: &Names, view: &RiskView, filter: &Filter, shown: &[&Row]) -> Markup {
    let lines: Vec<Line> = shown.iter().map(|row| line(names, view, row)).collect();
    let rows: Vec<parts::Row> = lines.iter().map(|line| line.row(cells(names, view, filter, line.row))).collect();
    let sorts: Vec<Option<(String, Option<Order>)>> =
        COLUMNS.iter().map(|(_, _, key)| key.map(|key| sort(names, filter, key))).collect();
    let columns: Vec<Column> = COLUMNS
        .iter()
        .zip(&sorts)
        .map(|((words, width, key), sort)| Column {
            words: say(if *key == Some("rating") { rating_word(filter.which()) } else { words }),
            width: *width,
            is_number: false,
            sort: sort.as_ref().map(|(href, now)| Sort { href, now: *now }),
        })
        .collect();
    let register = may_change(names);
    let caption = count(rows.len(), "{count} risk", "{count} risks");
    let table = parts::holds_table(&Table {
        caption: &caption,
        columns: &columns,
        rows: &rows,
        choose: register.map(|_| "chosen"),
    });
    match register {
        Some(register) => parts::with_chosen_bar("/risks/bulk", &table, &chosen_acts(register)),
        None => table,
    }
}

fn may_change(names: &Names) -> Option<&'static dyn AnyRegister> {
    register("risks").filter(|_| names.is_today() && names.reader.may_at_all(Action::Change, "risks"))
}

fn line<'a>(names: &Names, view: &RiskView, row: &'a Row<'a>) -> Line<'a> {
    let id = row.risk.id;
    Line {
        row,
        id: id.to_string(),
        number: names.called(id),
        href: names.href(id),
        also: also(names, row),
        flags: flags(view, row),
    }
}

impl Line<'_> {
    fn row(&self, cells: Vec<Markup>) -> parts::Row<'_> {
        parts::Row {
            id: &self.id,
            number: &self.number,
            title: &self.row.risk.title,
            href: &self.href,
            also: &self.also,
            cells,
            proposed: self.row.risk.body.proposed.as_deref(),
            flags: &self.flags,
            findings: &[],
        }
    }
}

fn rating_word(which: Which) -> &'static str {
    match which {
        Which::Inherent => "Inherent",
        Which::Current => "Current",
        Which::Residual => "Residual",
    }
}

const COLUMNS: [(&str, Width, Option<&str>); 7] = [
    ("Risk", Width::Always, Some("number")),
    ("Title", Width::Always, Some("title")),
    ("Rating", Width::Always, Some("rating")),
    ("Residual", Width::Middling, Some("residual")),
    ("Owner", Width::Middling, None),
    ("Status", Width::Wide, None),
    ("Treatment due", Width::Wide, Some("due")),
];

/// What is wrong with a risk, in a word or two each; questions are no faults.
fn flags(view: &RiskView, row: &Row) -> Vec<&'static str> {
    let faults = view.findings_on(row.risk.id).filter(|found| found.rule.severity == Severity::Fault);
    faults.map(|found| say(flag(found.rule.name))).collect()
}

/// Where a column's head leads, and the order it is in now.
fn sort(names: &Names, filter: &Filter, key: &str) -> (String, Option<Order>) {
    let now = if filter.sort.is_empty() { "rating" } else { &filter.sort };
    let (turned, order) = match now.strip_prefix('-') {
        Some(sorted) if sorted == key => (key.to_owned(), Some(false)),
        None if now == key => (format!("-{key}"), Some(true)),
        _ => (key.to_owned(), None),
    };
    // By the rating shown the greatest comes first.
    let order = order.map(|first| if first == (key == "rating") { Order::Descending } else { Order::Ascending });
    (names.to(&Filter { sort: turned, page: String::new(), ..filter.clone() }.address()), order)
}

fn cells(names: &Names, view: &RiskView, filter: &Filter, row: &Row) -> Vec<Markup> {
    let today = names.reader.day.judged_on;
    let due = match row.risk.due {
        Some(due) if is_overdue(row, today) => parts::due(due, today),
        Some(due) => parts::day(due),
        // What is accepted, treated or closed has nothing left to be done by a day.
        None if !row.risk.is_open() => html! { "–" },
        None => html! { span.quiet { (say("no date")) } },
    };
    vec![
        badge(&view.criteria, filter.shown(row)),
        badge(&view.criteria, row.residual),
        names.owner(&row.risk.owner),
        status(row),
        due,
    ]
}

/// A status as a ring; a tick where all who must sign have signed.
pub fn status(row: &Row) -> Markup {
    let ring = match row.risk.status {
        Status::Draft => Ring::Dashed,
        Status::Assessed => Ring::Open,
        Status::InTreatment => Ring::Half,
        Status::Treated | Status::Closed => Ring::Full,
        Status::Accepted if row.acceptances.state() == State::Accepted && row.acceptances.is_signed() => Ring::Ticked,
        Status::Accepted => Ring::Dashed,
    };
    parts::state(ring, say(status_word(row.risk.status)))
}

fn also(names: &Names, row: &Row) -> String {
    format!("{}, {}", names.owner_words(&row.risk.owner), say(status_word(row.risk.status)).to_lowercase())
}
