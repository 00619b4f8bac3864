//! The lines of the map: the grid, the contours between levels, and the limit.

use std::fmt::Write;

use super::HeatMap;
use super::plan::Plan;

/// Path data of the three kinds of line.
#[derive(Default)]
pub struct Lines {
    pub grid: String,
    pub levels: String,
    pub limit: String,
}

/// Draws a line between each two neighbours; which line it is, their levels tell.
pub fn contours(map: &HeatMap, plan: &Plan) -> Lines {
    let mut lines = Lines { grid: grid(plan), ..Lines::default() };
    for (row, column) in map.cells() {
        let (x, y) = plan.corner((row, column));
        let here = (map.cell)(row, column).level;
        if column + 1 < plan.columns {
            let right = (map.cell)(row, column + 1).level;
            lines.between(map, (here, right), (x + plan.width, y), (x + plan.width, y + plan.height));
        }
        if row > 0 {
            let below = (map.cell)(row - 1, column).level;
            lines.between(map, (here, below), (x, y + plan.height), (x + plan.width, y + plan.height));
        }
    }
    lines
}

impl Lines {
    fn between(&mut self, map: &HeatMap, (one, other): (usize, usize), from: (usize, usize), to: (usize, usize)) {
        if one == other {
            return;
        }
        let is_limit = map.limit.as_ref().is_some_and(|limit| (one >= limit.level) != (other >= limit.level));
        let line = if is_limit { &mut self.limit } else { &mut self.levels };
        let _ = write!(line, "M{} {}L{} {}", from.0, from.1, to.0, to.1);
    }
}

fn grid(plan: &Plan) -> String {
    let (right, bottom) = (plan.left + plan.columns * plan.width, plan.top + plan.rows * plan.height);
    let mut grid = String::new();
    for column in 0..=plan.columns {
        let _ = write!(grid, "M{} {}V{bottom}", plan.left + column * plan.width, plan.top);
    }
    for row in 0..=plan.rows {
        let _ = write!(grid, "M{} {}H{right}", plan.left, plan.top + row * plan.height);
    }
    grid
}
