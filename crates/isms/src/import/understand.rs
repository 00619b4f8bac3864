//! Understanding a sheet: its register, its columns, and whether its rows are to be taken in.

use super::{
    Becomes, Confidence, Problem, RowPlan, SheetChoice, SheetIn, SheetPlan,
    cells::Cells,
    columns::{Axis, Column},
    joined::join,
    names,
    rating::Scales,
    source,
    table::Table,
};
use crate::{message::Message, registers::Isms, say};

/// A table whose rows are to be taken in, with what reading its cells needs.
pub(super) struct Ready<'a> {
    /// Its place among the sheets.
    pub place: usize,
    pub table: Table<'a>,
    pub cells: Cells<'a>,
}

/// What is known of a sheet before its rows are read, and the table where they are to be.
pub(super) fn understand<'a>(
    isms: &'a Isms, place: usize, sheet: &'a SheetIn, choice: &SheetChoice, only_certain: bool, foreign: &[Axis],
) -> (SheetPlan, Option<Ready<'a>>) {
    let file = source::file_name(&sheet.file).to_string();
    let mut plan = SheetPlan { file, sheet: sheet.sheet.clone(), ..SheetPlan::default() };
    let Some(mut table) = Table::of(sheet, choice) else {
        let filled = sheet.rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
        let why = match &choice.register {
            _ if choice.leave_out => say!("left out, as you chose"),
            Some(register) => say!("there is no register `{register}` that a table can fill", register = register),
            None => say!("no register was recognised; say which it is of, or leave it out"),
        };
        left_out(&mut plan, filled.map(|row| row.number).collect(), why);
        return (plan, None);
    };
    if let Some(why) = why_not(&table, choice, only_certain) {
        describe(&mut plan, &table);
        left_out(&mut plan, table.rows.iter().map(|row| row.number).collect(), why);
        return (plan, None);
    }
    let cells = Cells::of(table.register, isms, Scales::of(&isms.criteria(), &table, foreign));
    note_misread(&mut table, &cells);
    describe(&mut plan, &table);
    plan.problems.extend(join(&mut table, &cells));
    if cells.cannot_place(&table) {
        let message =
            say!("the scale of the ratings could not be placed on yours; its words and numbers are kept as stated");
        plan.problems.push(Problem { row: None, field: None, message });
    }
    (plan, Some(Ready { place, table, cells }))
}

fn why_not(table: &Table, choice: &SheetChoice, only_certain: bool) -> Option<Message> {
    let register = table.register.name();
    match () {
        () if choice.leave_out => Some(say!("left out, as you chose")),
        () if only_certain && table.confidence == Confidence::Uncertain => Some(say!(
            "it may be of {register}, which is not certain; say which register it is of",
            register = register
        )),
        () => None,
    }
}

fn describe(plan: &mut SheetPlan, table: &Table) {
    plan.register = Some(table.register.name());
    plan.confidence = table.confidence;
    plan.instead = table.instead.clone();
    plan.source = table.source.clone();
    plan.header_row = Some(table.header_row);
    plan.columns = table.columns.iter().map(Column::plan).collect();
}

fn left_out(plan: &mut SheetPlan, rows: Vec<u32>, message: Message) {
    if !rows.is_empty() {
        plan.problems.push(Problem { row: None, field: None, message });
    }
    plan.rows = rows.into_iter().map(|row| RowPlan { row, becomes: Becomes::Skipped, record: None }).collect();
}

/// A column of which no cell reads was misunderstood: it is kept in the notes.
fn note_misread(table: &mut Table, cells: &Cells) {
    let misread = |column: &Column| is_misread(table, cells, column);
    let columns: Vec<Option<Column>> =
        table.columns.iter().map(|column| misread(column).then(|| column.as_note())).collect();
    for (column, note) in table.columns.iter_mut().zip(columns) {
        if let Some(note) = note {
            *column = note;
        }
    }
}

/// So many cells tell that a column was misunderstood; fewer are told one by one.
const ENOUGH: usize = 3;

fn is_misread(table: &Table, cells: &Cells, column: &Column) -> bool {
    let texts = || {
        let texts = table.rows.iter().map(|row| table.text(row, column));
        texts.filter(|text| !text.is_empty() && !names::is_empty_word(text))
    };
    let plain = column.links_to().is_none();
    plain && texts().nth(ENOUGH - 1).is_some() && texts().all(|text| cells.read(column, text).unread)
}
