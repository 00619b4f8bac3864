//! Where everything stands on the map, and its words at the edges. Units are pixels at the map's natural size.

use maud::{Markup, html};

use super::HeatMap;

/// Average width of a letter at the map's size of type, measured on the longest words the map shows.
const LETTER: usize = 8;
/// Words of a step longer than this are broken into two lines, where the rows are high enough.
const LONG_WORD: usize = 11;

/// The measures of one map.
pub struct Plan {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
    pub rows: usize,
    pub columns: usize,
    /// Rows too low for two lines of words.
    pub is_dense: bool,
    /// From the middle of a cell down to the foot of its number.
    pub drop: usize,
    /// The whole map, words included.
    pub across: usize,
    pub down: usize,
    axis_below: bool,
}

impl Plan {
    /// Measures a map.
    pub fn of(map: &HeatMap) -> Plan {
        let (rows, columns) = (map.likelihood.steps.len(), map.consequence.steps.len());
        let is_dense = rows.max(columns) > 7;
        let height = match rows.max(columns) {
            0..=5 => 46,
            6..=7 => 38,
            _ => 30,
        };
        let width = (290 / columns.max(1)).clamp(36, 84);
        let longest = (0..rows).flat_map(|step| lines_of(map, step, is_dense)).map(|line| line.chars().count()).max();
        let left = (longest.unwrap_or_default() * LETTER + 16).max(92);
        let words = |words: &str| words.chars().count();
        let ends = [map.consequence.steps.first(), map.consequence.steps.last()];
        let below: usize = ends.into_iter().flatten().map(|step| words(step)).sum();
        let axis_below = (below + words(map.consequence.name) + 4) * LETTER > columns * width;
        let top = 24;
        let right =
            map.levels.iter().map(|level| words(level)).chain(map.limit.iter().map(|limit| words(limit.words))).max();
        let across = left + columns * width + right.unwrap_or_default() * LETTER + 18;
        let down = top + rows * height + if axis_below { 66 } else { 46 };
        Plan {
            left,
            top,
            width,
            height,
            rows,
            columns,
            is_dense,
            drop: if is_dense { 6 } else { 8 },
            across,
            down,
            axis_below,
        }
    }

    /// The map's own coordinates.
    pub fn view_box(&self) -> String {
        format!("0 0 {} {}", self.across, self.down)
    }

    /// The upper left corner of a cell; likelihood grows upwards.
    pub fn corner(&self, (likelihood, consequence): (usize, usize)) -> (usize, usize) {
        let row = self.rows.saturating_sub(1 + likelihood);
        (self.left + consequence * self.width, self.top + row * self.height)
    }

    /// The middle of a cell.
    pub fn middle(&self, at: (usize, usize)) -> (usize, usize) {
        let (x, y) = self.corner(at);
        (x + self.width / 2, y + self.height / 2)
    }

    fn right(&self) -> usize {
        self.left + self.columns * self.width
    }

    fn bottom(&self) -> usize {
        self.top + self.rows * self.height
    }

    /// The steps of likelihood, left of the rows, under the axis' name.
    pub fn likelihood_words(&self, map: &HeatMap) -> Markup {
        let x = self.left - 8;
        html! {
            text.axis x=(x) y="15" text-anchor="end" { (map.likelihood.name) }
            @for step in 0..self.rows {
                @let lines = lines_of(map, step, self.is_dense);
                @let y = self.middle((step, 0)).1 + 5;
                @if let [first, second] = lines.as_slice() {
                    text x=(x) y=(y - 9) text-anchor="end" { (first) }
                    text x=(x) y=(y + 9) text-anchor="end" { (second) }
                } @else {
                    @let (words, number) = lines.first().and_then(|line| line.rsplit_once(' ')).unwrap_or_default();
                    text x=(x) y=(y) text-anchor="end" { tspan.step { (words) " " } (number) }
                }
            }
        }
    }

    /// The steps of consequence below the columns: numbers, the words of the first and the last, the axis' name.
    pub fn consequence_words(&self, map: &HeatMap) -> Markup {
        let (bottom, middle) = (self.bottom(), (self.left + self.right()) / 2);
        let room = self.columns * self.width / 2 / LETTER;
        let first = map.consequence.steps.first().copied().unwrap_or_default();
        let last = map.consequence.steps.last().copied().unwrap_or_default();
        html! {
            @for step in 0..self.columns {
                text x=(self.middle((0, step)).0) y=(bottom + 19) text-anchor="middle" { (step + 1) }
            }
            text x=(self.left) y=(bottom + 39) { (cut(first, room)) }
            text x=(self.right()) y=(bottom + 39) text-anchor="end" { (cut(last, room)) }
            text.axis x=(middle) y=(bottom + if self.axis_below { 59 } else { 39 }) text-anchor="middle" { (map.consequence.name) }
        }
    }

    /// The levels' names at the right edge, each at the highest row where its level reaches the edge.
    pub fn level_words(&self, map: &HeatMap) -> Markup {
        html! {
            @for (row, level) in first_rows(map) {
                @let class = map.level(level).class();
                text class={ "word " (class) } x=(self.right() + 9) y=(self.middle((row, 0)).1 + 5) { (map.level(level).name) }
            }
        }
    }

    /// The limit's words where its double contour reaches the right edge.
    pub fn limit_words(&self, map: &HeatMap) -> Markup {
        let Some(limit) = &map.limit else { return html! {} };
        let levels = edge_levels(map);
        let crossing = levels
            .windows(2)
            .position(|pair| matches!(pair, [below, above] if *below < limit.level && *above >= limit.level));
        html! {
            @if let Some(row) = crossing {
                text.name.limit_word x=(self.right() + 9) y=(self.corner((row, 0)).1 + 5) { (limit.words) }
            }
        }
    }

    /// A name beside a point, on the side where there is more room.
    pub fn name_beside(&self, x: usize, y: usize, name: &str) -> Markup {
        let is_right = x > (self.left + self.right()) / 2;
        html! {
            text.name x=(if is_right { x - 13 } else { x + 13 }) y=(y + 5) text-anchor=[is_right.then_some("end")] { (name) }
        }
    }
}

/// The levels along the right edge, from the lowest likelihood.
pub fn edge_levels(map: &HeatMap) -> Vec<usize> {
    let last = map.consequence.steps.len().saturating_sub(1);
    (0..map.likelihood.steps.len()).map(|row| (map.cell)(row, last).level).collect()
}

/// Each level of the right edge with the highest row that has it.
fn first_rows(map: &HeatMap) -> Vec<(usize, usize)> {
    let levels = edge_levels(map);
    let is_first = |(row, level): &(usize, usize)| levels.get(row + 1..).is_some_and(|above| !above.contains(level));
    levels.iter().copied().enumerate().filter(is_first).collect()
}

/// A step of likelihood as it stands left of its row: `Possible 3`, in two lines where it is long.
fn lines_of(map: &HeatMap, step: usize, is_dense: bool) -> Vec<String> {
    let label = format!("{} {}", map.likelihood.steps.get(step).copied().unwrap_or_default(), step + 1);
    let middle = label.len() / 2;
    let space = label.match_indices(' ').map(|(at, _)| at).min_by_key(|at| at.abs_diff(middle));
    match space.and_then(|at| label.split_at_checked(at)) {
        Some((first, second)) if !is_dense && label.chars().count() > LONG_WORD => {
            vec![first.to_owned(), second.trim_start().to_owned()]
        }
        _ => vec![label],
    }
}

/// Words that do not fit are cut; the links on the map say them in full.
fn cut(words: &str, room: usize) -> String {
    if words.chars().count() <= room {
        return words.to_owned();
    }
    words.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}
