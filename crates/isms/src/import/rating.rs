//! Whether the steps of a file are those of the organisation's scales.

use super::{
    columns::{Axis, Target},
    names,
    table::Table,
};
use crate::{
    collection::plain,
    criteria::{Criteria, ScaleStep},
};

/// The organisation's scales, each as far as a file's steps can be placed on it.
pub(super) struct Scales {
    likelihood: Option<Vec<ScaleStep>>,
    consequence: Option<Vec<ScaleStep>>,
}

impl Scales {
    /// A file with a number beyond the scale uses another scale, so that none of its numbers can be placed; so does one
    /// of the `foreign`, which states its own.
    pub fn of(criteria: &Criteria, table: &Table, foreign: &[Axis]) -> Scales {
        let placed = |axis: Axis, steps: &[ScaleStep]| {
            let beyond =
                texts(table, axis).any(|text| number(text).is_some_and(|number| step(number, steps).is_none()));
            (!beyond && !foreign.contains(&axis)).then(|| steps.to_vec())
        };
        Scales {
            likelihood: placed(Axis::Likelihood, &criteria.likelihood),
            consequence: placed(Axis::Consequence, &criteria.consequence),
        }
    }

    /// The number of the step that a cell means, from 1.
    pub fn step(&self, axis: Axis, text: &str) -> Option<u8> {
        let steps = self.steps(axis)?;
        match number(text) {
            Some(number) => step(number, steps),
            None => {
                let word = plain(text);
                let place = steps.iter().position(|step| plain(&step.name) == word)?;
                u8::try_from(place + 1).ok()
            }
        }
    }

    /// Whether some cell of the table cannot be placed.
    pub fn cannot_place(&self, table: &Table) -> bool {
        let unplaced =
            |axis| move |text: &str| !text.is_empty() && !names::is_empty_word(text) && self.step(axis, text).is_none();
        texts(table, Axis::Likelihood).any(unplaced(Axis::Likelihood))
            || texts(table, Axis::Consequence).any(unplaced(Axis::Consequence))
    }

    fn steps(&self, axis: Axis) -> Option<&[ScaleStep]> {
        match axis {
            Axis::Likelihood => self.likelihood.as_deref(),
            Axis::Consequence => self.consequence.as_deref(),
        }
    }
}

fn texts<'t>(table: &'t Table, wanted: Axis) -> impl Iterator<Item = &'t str> {
    let of_axis = move |target: &Target| matches!(target, Target::Step { axis, .. } if *axis == wanted);
    let columns: Vec<_> = table.columns.iter().filter(|column| of_axis(&column.target)).collect();
    table.rows.iter().flat_map(move |row| columns.clone().into_iter().map(move |column| table.text(row, column)))
}

fn step(number: f64, steps: &[ScaleStep]) -> Option<u8> {
    let whole = number.fract() == 0.0 && number >= 1.0 && number <= steps.len() as f64;
    whole.then_some(number as u8)
}

/// The one number of a text: `4`, `4 - Likely`, `Likely (4)`.
fn number(text: &str) -> Option<f64> {
    if text.starts_with('-') {
        return text.parse().ok();
    }
    let mut numbers =
        text.split(|letter: char| !letter.is_ascii_digit() && letter != '.').filter_map(|part| part.parse().ok());
    let number = numbers.next()?;
    numbers.next().is_none().then_some(number)
}
