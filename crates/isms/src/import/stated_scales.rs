//! Scales that stand in a file: the steps of likelihood or of consequence, each with its number, so that their order is
//! known. People write them as a block of rows under a title or on a sheet of its own, both in one table or one below
//! the other, the number beside the name or in it.

use super::{
    RowIn, SheetIn,
    columns::Axis,
    scale_words::{axis_of, describes, is_of_risks, is_of_scales, numbered, only_counts},
    source,
    words::heading,
};
use crate::{collection::plain, criteria::ScaleStep, message::Message, say, step::MOST_STEPS};
use std::{collections::BTreeSet, ops::Range};

/// A scale as a file states it.
pub(super) struct StatedScale {
    pub axis: Axis,
    /// The steps from the least on, or why they cannot be taken for a scale.
    pub steps: Result<Vec<ScaleStep>, Message>,
    /// The place of the row that heads it with the columns of its block, and the places of the rows of its steps.
    pub header: usize,
    pub columns: Range<usize>,
    pub rows: Vec<usize>,
}

/// A title stands so many rows above its block at most.
const TITLE_ABOVE: usize = 3;
/// What is longer describes a step, and does not name it.
const LONGEST_NAME: usize = 60;

/// The scales of a table, in the order in which they stand.
pub(super) fn stated_scales(sheet: &SheetIn) -> Vec<StatedScale> {
    let name = sheet.sheet.clone().unwrap_or_else(|| source::stem(&sheet.file));
    let mut found = Vec::new();
    for (place, header) in sheet.rows.iter().enumerate() {
        for columns in runs(header) {
            if let Some(block) = Block::below(&sheet.rows, place, &columns) {
                let title = title(&sheet.rows, place, &columns).unwrap_or(&name);
                found.extend(block.scales(axis_of(title)));
            }
        }
    }
    found
}

/// The places of the rows that entitle a block.
pub(super) fn titles(sheet: &SheetIn, scales: &[StatedScale]) -> BTreeSet<usize> {
    let above = |header: usize| header.saturating_sub(TITLE_ABOVE)..header;
    let single =
        |place: &usize| sheet.rows.get(*place).is_some_and(|row| !runs_of(row).iter().any(|run| run.len() > 1));
    scales.iter().flat_map(|scale| above(scale.header)).filter(single).collect()
}

/// The runs of neighbouring cells of a row that could head a block.
pub(super) fn runs(row: &RowIn) -> Vec<Range<usize>> {
    let mut runs = runs_of(row);
    runs.retain(|run| run.len() > 1);
    runs
}

fn runs_of(row: &RowIn) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (place, _) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
        match runs.last_mut().filter(|run| run.end == place) {
            Some(run) => run.end = place + 1,
            None => runs.push(place..place + 1),
        }
    }
    runs
}

/// The title of a block: the only cell over its columns in a row close above.
fn title<'a>(rows: &'a [RowIn], header: usize, columns: &Range<usize>) -> Option<&'a str> {
    rows.get(header.saturating_sub(TITLE_ABOVE)..header)?.iter().rev().find_map(|row| {
        let mut filled = cells(row, columns).into_iter().filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    })
}

fn cells<'a>(row: &'a RowIn, columns: &Range<usize>) -> Vec<&'a str> {
    columns.clone().map(|column| row.cells.get(column).map_or("", |cell| cell.trim())).collect()
}

/// The place of a row, and its cells in the columns of a block.
type Row<'a> = (usize, Vec<&'a str>);

/// A row of headings, and the numbered rows below it.
struct Block<'a> {
    header: usize,
    columns: Range<usize>,
    headings: Vec<String>,
    rows: Vec<Row<'a>>,
}

impl<'a> Block<'a> {
    fn below(rows: &'a [RowIn], header: usize, columns: &Range<usize>) -> Option<Block<'a>> {
        let over = cells(rows.get(header)?, columns);
        if over.iter().any(|cell| numbered(cell).is_some()) {
            return None;
        }
        let below = rows.iter().enumerate().skip(header + 1).map(|(place, row)| (place, cells(row, columns)));
        let rows: Vec<_> = below.take_while(|(_, cells)| cells.iter().any(|cell| numbered(cell).is_some())).collect();
        let headings = || over.iter().map(|cell| heading(cell)).collect();
        (rows.len() > 1).then(|| Block { header, columns: columns.clone(), headings: headings(), rows })
    }

    fn scales(&self, entitled: Option<Axis>) -> Vec<StatedScale> {
        let columns = 0..self.headings.len();
        let of_axes = columns.clone().find(|column| {
            self.rows.iter().all(|(_, row)| at(row, *column).is_some_and(|cell| axis_of(cell).is_some()))
        });
        let others: Vec<usize> = columns.filter(|column| Some(*column) != of_axes).collect();
        if others.iter().any(|column| self.headings.get(*column).is_some_and(|heading| is_of_risks(heading))) {
            return vec![];
        }
        let both = [Axis::Likelihood, Axis::Consequence];
        if let Some(column) = of_axes {
            let rows = |axis| -> Vec<&Row> {
                self.rows.iter().filter(|(_, row)| at(row, column).and_then(axis_of) == Some(axis)).collect()
            };
            let scale = |axis| self.scale(axis, &rows(axis), self.names(&others), &others);
            return both.into_iter().filter_map(scale).collect();
        }
        let all: Vec<_> = self.rows.iter().collect();
        let over = |axis: Axis| -> Vec<usize> {
            others.iter().copied().filter(|column| self.heads(*column, axis) && !self.is_pure(*column)).collect()
        };
        match both.map(|axis| (axis, over(axis))) {
            [(_, likelihood), (_, consequence)] if likelihood.is_empty() && consequence.is_empty() => {
                let axis = self.counted(&all, &others, entitled);
                axis.and_then(|axis| self.scale(axis, &all, self.names(&others), &others)).into_iter().collect()
            }
            // With a name or other words before them these are ratings of something, and no scale.
            axes if self.rates_something(axes.iter().flat_map(|(_, columns)| columns).min()) => vec![],
            axes => {
                let named: BTreeSet<usize> = axes.iter().flat_map(|(_, columns)| columns).copied().collect();
                let one = |(axis, columns): &(Axis, Vec<usize>)| {
                    let [name] = columns.as_slice() else { return None };
                    let end = named.iter().find(|other| *other > name).copied().unwrap_or(self.headings.len());
                    let first = if named.first() == Some(name) { 0 } else { *name };
                    self.scale(*axis, &all, Some(*name), &(first..end).collect::<Vec<_>>())
                };
                axes.iter().filter_map(one).collect()
            }
        }
    }

    /// The scale that is told by its title, or by the heading of its numbers. Numbers under such a heading are ratings of
    /// something, unless they count the steps, and beside them stand the words of a scale.
    fn counted(&self, rows: &[&Row<'a>], columns: &[usize], entitled: Option<Axis>) -> Option<Axis> {
        let headed = |axis: &Axis| columns.iter().copied().find(|column| self.heads(*column, *axis));
        let name = self.names(columns);
        let counts = |axis: &Axis| headed(axis) == self.numbers(rows, name);
        let is_named = || name.is_none_or(|name| self.headings.get(name).is_some_and(|name| is_of_scales(name)));
        let mut axes = [Axis::Likelihood, Axis::Consequence].into_iter().filter(|axis| headed(axis).is_some());
        match (axes.next(), axes.next()) {
            (None, _) => entitled,
            (Some(axis), None) => Some(axis).filter(|axis| counts(axis) && (entitled == Some(*axis) || is_named())),
            (Some(_), Some(_)) => entitled.filter(counts),
        }
    }

    /// Whether words stand before the first column of a scale, or a name anywhere.
    fn rates_something(&self, first: Option<&usize>) -> bool {
        let is_name = |heading: &String| heading == "name" || heading == "title";
        self.headings.iter().any(is_name) || (0..first.copied().unwrap_or_default()).any(|column| !self.is_pure(column))
    }

    /// The scale whose steps these rows are, with the column of their names; the other columns describe them.
    fn scale(&self, axis: Axis, rows: &[&Row<'a>], name: Option<usize>, columns: &[usize]) -> Option<StatedScale> {
        let number = self.numbers(rows, name)?;
        let rows: Vec<_> =
            rows.iter().filter(|(_, row)| at(row, number).is_some_and(|cell| !cell.is_empty())).collect();
        let mut steps: Vec<(f64, ScaleStep)> = Vec::with_capacity(rows.len());
        for (_, row) in &rows {
            let (count, rest) = numbered(at(row, number)?)?;
            let called = name.and_then(|name| at(row, name)).unwrap_or_default();
            let called = if name == Some(number) { rest } else { called.to_string() };
            let named = (1..=LONGEST_NAME).contains(&called.chars().count());
            let names = name.filter(|_| named);
            let describes = columns.iter().filter(|column| Some(**column) != names && !self.is_pure(**column));
            let described: Vec<&str> =
                describes.filter_map(|column| at(row, *column)).filter(|cell| !cell.is_empty()).collect();
            let name = if named { called } else { count.to_string() };
            steps.push((count, ScaleStep { name, description: described.join("; ") }));
        }
        in_order(&mut steps)?;
        let rows = rows.iter().map(|(place, _)| *place).collect();
        Some(StatedScale { axis, steps: from_one(steps), header: self.header, columns: self.columns.clone(), rows })
    }

    /// The column of the numbers: one that counts from 1 rather than another, and the nearest to the names.
    fn numbers(&self, rows: &[&Row<'a>], name: Option<usize>) -> Option<usize> {
        let counts = |column: usize| -> Vec<f64> {
            rows.iter().filter_map(|(_, row)| numbered(at(row, column)?)).map(|(number, _)| number).collect()
        };
        let from_one = |column: usize| {
            let mut counts = counts(column);
            counts.sort_by(f64::total_cmp);
            counts.iter().zip(1_u8..).all(|(count, number)| *count == f64::from(number))
        };
        let only_counts = |column: usize| self.headings.get(column).is_some_and(|heading| only_counts(heading));
        let pure = (0..self.headings.len()).filter(|column| self.is_pure(*column));
        let near = pure.min_by_key(|column| {
            (!from_one(*column), only_counts(*column), name.map_or(0, |name| name.abs_diff(*column)))
        });
        near.or_else(|| name.filter(|name| counts(*name).len() == rows.len()))
    }

    /// The column of the names, where no heading says of which scale they are.
    fn names(&self, columns: &[usize]) -> Option<usize> {
        let heading = |column: usize| self.headings.get(column).map_or("", String::as_str);
        let mut texts = columns.iter().copied().filter(|column| !self.is_pure(*column));
        texts.clone().find(|column| !describes(heading(*column))).or_else(|| texts.next())
    }

    fn heads(&self, column: usize, axis: Axis) -> bool {
        self.headings.get(column).is_some_and(|heading| axis_of(heading) == Some(axis) && !describes(heading))
    }

    /// Whether a column holds numbers and nothing else.
    fn is_pure(&self, column: usize) -> bool {
        let mut filled =
            self.rows.iter().filter_map(|(_, row)| at(row, column)).filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| numbered(cell).is_some_and(|(_, rest)| rest.is_empty()))
    }
}

fn at<'a>(row: &[&'a str], column: usize) -> Option<&'a str> {
    row.get(column).copied()
}

/// Brings the steps into the order of their numbers; nothing where their rows stand in none, or two are called the same.
fn in_order(steps: &mut [(f64, ScaleStep)]) -> Option<()> {
    let rising = steps.is_sorted_by(|(one, _), (next, _)| one < next);
    let falling = steps.is_sorted_by(|(one, _), (next, _)| one > next);
    let names: BTreeSet<String> = steps.iter().map(|(_, step)| plain(&step.name)).collect();
    if falling {
        steps.reverse();
    }
    (steps.len() > 1 && (rising || falling) && names.len() == steps.len()).then_some(())
}

fn from_one(steps: Vec<(f64, ScaleStep)>) -> Result<Vec<ScaleStep>, Message> {
    let listed = || steps.iter().map(|(count, step)| format!("{count} {}", step.name)).collect::<Vec<_>>().join(", ");
    if steps.len() > usize::from(MOST_STEPS) {
        return Err(say!(
            "it has {count} steps ({steps}), and a scale has 2 to 10",
            count = steps.len(),
            steps = listed()
        ));
    }
    if steps.iter().zip(1_u8..).any(|((count, _), number)| *count != f64::from(number)) {
        return Err(say!("its steps are not numbered 1, 2, 3 and so on ({steps})", steps = listed()));
    }
    Ok(steps.into_iter().map(|(_, step)| step).collect())
}
