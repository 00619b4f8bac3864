//! Rows of a sheet that are about one control: lists of evidence or of reasons name a control again and again. They are
//! joined before they are read, so that a sheet says one thing of a control, today and when it comes again.

use super::{
    Problem, RowIn,
    cells::Cells,
    columns::{Column, Target},
    controls,
    table::Table,
};
use crate::{collection::plain, description::Kind, register::Listed, registers::Control, say};
use std::{borrow::Cow, collections::BTreeMap};

/// A row that was joined to an earlier one.
pub(super) struct Joined {
    /// Its number in the file.
    pub row: u32,
    /// The place of the earlier one in the table.
    pub to: usize,
}

/// Joins the rows of a table of controls, and says what a person should know about that.
pub(super) fn join(table: &mut Table, cells: &Cells) -> Vec<Problem> {
    if table.register.name() != Control::NAME {
        return vec![];
    }
    let mut problems = Vec::new();
    let mut rows: Vec<Cow<RowIn>> = Vec::with_capacity(table.rows.len());
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in std::mem::take(&mut table.rows) {
        let key = controls::key(table, &row);
        let earlier = key.as_ref().and_then(|key| places.get(key)).copied();
        match earlier.and_then(|to| Some((to, rows.get_mut(to)?))) {
            Some((to, earlier)) => {
                problems.extend(add(table, cells, earlier.to_mut(), &row));
                table.joined.push(Joined { row: row.number, to });
            }
            None => {
                places.extend(key.map(|key| (key, rows.len())));
                rows.push(row);
            }
        }
    }
    table.rows = rows;
    problems
}

/// Adds what a row says to an earlier one of the same control. Where a field holds one value, the first stays.
fn add(table: &Table, cells: &Cells, earlier: &mut RowIn, row: &RowIn) -> Vec<Problem> {
    let (first, number) = (earlier.number, row.number);
    let problem = |field, message| Problem { row: Some(number), field, message };
    let together = say!("joined with row {first}, which is about the same control", first = first);
    let mut problems = vec![problem(None, together)];
    problems.extend(controls::of_2013(table, row).map(|message| problem(Some("reference".into()), message)));
    for column in &table.columns {
        let (said, says) = (table.text(earlier, column).to_string(), table.text(row, column));
        if says.is_empty() || plain(&said) == plain(says) || matches!(column.target, Target::Reference) {
            continue;
        }
        let joined = match () {
            () if said.is_empty() => says.to_string(),
            () if said.lines().any(|line| plain(line) == plain(says)) => continue,
            () if holds_several(column) => format!("{said}\n{says}"),
            () if column.links_to().is_none() && cells.read(column, &said).value == cells.read(column, says).value => {
                continue;
            }
            () => {
                let kept = say!(
                    "row {first} says `{said}`, and this one `{says}`; the first is kept",
                    first = first,
                    said = said,
                    says = says
                );
                problems.push(problem(Some(column.called().into()), kept));
                continue;
            }
        };
        if earlier.cells.len() <= column.place {
            earlier.cells.resize(column.place + 1, String::new());
        }
        if let Some(cell) = earlier.cells.get_mut(column.place) {
            *cell = joined;
        }
    }
    problems
}

/// Whether two texts of this column are both kept: lists, and long texts as a reason is.
fn holds_several(column: &Column) -> bool {
    match &column.target {
        Target::Field { list: true, .. } | Target::Note => true,
        Target::Field { field, .. } => field.kind == Kind::Prose,
        _ => false,
    }
}
