//! The risk map: how many risks stand in each cell of the organisation's own scales, and which.

use super::{Rated, RiskView, Row};
use crate::{Id, Link, Step, registers::risks::Status};

/// Which rating a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// As if no control were there.
    Inherent,
    /// With the controls that work today.
    Current,
    /// After treatment.
    Residual,
}

/// Which risks a map shows; what is not said lets all through.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Filter {
    /// Only those this person owns.
    pub owner: Option<Id>,
    /// Only those that strike this asset.
    pub asset: Option<Id>,
    /// Only those of this status.
    pub status: Option<Status>,
}

/// The map of one rating.
#[derive(Debug, PartialEq)]
pub struct Map {
    /// Which rating it shows.
    pub which: Which,
    /// A row for each step of likelihood from the least on, in it a cell for each step of consequence.
    pub cells: Vec<Vec<Cell>>,
    /// The risks that have no such rating, or one beyond the scales.
    pub not_rated: Vec<Id>,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// Its score, `None` where the criteria give none.
    pub score: Option<u32>,
    /// The place of its level, 0 for the lowest.
    pub level: usize,
    /// The risks in it.
    pub risks: Vec<Id>,
}

impl Filter {
    /// Whether a risk is let through.
    pub fn takes(&self, row: &Row) -> bool {
        let owner = row.risk.owner.as_ref().and_then(Link::id);
        self.owner.is_none_or(|wanted| owner == Some(wanted))
            && self.asset.is_none_or(|wanted| row.risk.assets.iter().any(|asset| asset.id() == Some(wanted)))
            && self.status.is_none_or(|wanted| row.risk.status == wanted)
    }
}

/// The map of one rating over the risks that are not closed, that the filter takes and that the reader sees.
pub fn map(view: &RiskView, which: Which, filter: &Filter, sees: &dyn Fn(Id) -> bool) -> Map {
    let mut map = Map { which, cells: cells(view), not_rated: vec![] };
    let closed = |row: &&Row| row.is_closed() && filter.status != Some(Status::Closed);
    for row in view.rows.iter().filter(|row| !closed(row) && filter.takes(row) && sees(row.risk.id)) {
        let place = which
            .of(row)
            .and_then(|rated| map.cells.get_mut(before(rated.likelihood))?.get_mut(before(rated.consequence)));
        place.map_or(&mut map.not_rated, |cell| &mut cell.risks).push(row.risk.id);
    }
    map
}

impl Which {
    /// This rating of a risk.
    pub fn of(self, row: &Row) -> Option<Rated> {
        match self {
            Which::Inherent => row.inherent,
            Which::Current => row.current,
            Which::Residual => row.residual,
        }
    }
}

/// The place of a step in a list that begins with the least.
fn before(step: Step) -> usize {
    usize::from(step.number()).saturating_sub(1)
}

fn cells(view: &RiskView) -> Vec<Vec<Cell>> {
    let criteria = &view.criteria;
    let steps = |count: usize| (1..=count).filter_map(|step| Step::try_from(u8::try_from(step).ok()?).ok());
    let cell = |likelihood, consequence| {
        let score = criteria.score(likelihood, consequence);
        Cell { score, level: score.map_or(0, |score| criteria.level(score)), risks: vec![] }
    };
    let row = |likelihood| steps(criteria.consequence.len()).map(|consequence| cell(likelihood, consequence)).collect();
    steps(criteria.likelihood.len()).map(row).collect()
}
