//! The risk map, drawn as a chart: levels are contour lines, counts are soundings that open their risks, and a double
//! contour is the limit of acceptance. Any size from 2 × 2 to 10 × 10.

mod contour;
mod plan;

use maud::{Markup, html};

use self::contour::contours;
use self::plan::Plan;
use super::{Level, risk_badge};
use crate::words::{count, number, say_with};

/// One axis: its name and its steps, from the lowest.
pub struct Axis<'a> {
    pub name: &'a str,
    pub steps: &'a [&'a str],
}

/// What the organisation's criteria say of one pair of steps.
#[derive(Clone, Copy, Default)]
pub struct Cell {
    pub score: Option<u32>,
    /// Index of the level, from the lowest.
    pub level: usize,
}

/// From which level acceptance needs top management, and the words for it, such as `limit 12`.
pub struct Limit<'a> {
    pub level: usize,
    pub words: &'a str,
}

/// How many risks stand on a cell; steps count from 0.
pub struct Count<'a> {
    pub likelihood: usize,
    pub consequence: usize,
    pub count: usize,
    pub href: &'a str,
}

/// One risk's way over the map; each end is (likelihood, consequence) from 0, and a word.
pub struct Course<'a> {
    pub from: (usize, usize),
    pub from_word: &'a str,
    pub to: (usize, usize),
    pub to_word: &'a str,
}

/// What the map shows.
pub struct HeatMap<'a> {
    /// Says which rating is shown: `60 risks by inherent rating`.
    pub shows: &'a str,
    pub likelihood: Axis<'a>,
    pub consequence: Axis<'a>,
    /// Names of the levels, from the lowest.
    pub levels: &'a [&'a str],
    pub limit: Option<Limit<'a>>,
    /// The criteria: what a likelihood and a consequence make.
    pub cell: &'a dyn Fn(usize, usize) -> Cell,
    pub counts: &'a [Count<'a>],
    pub course: Option<Course<'a>>,
}

impl HeatMap<'_> {
    fn level(&self, rank: usize) -> Level<'_> {
        Level { name: self.levels.get(rank).copied().unwrap_or_default(), rank, of: self.levels.len() }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.consequence.steps.len();
        (0..self.likelihood.steps.len())
            .flat_map(move |likelihood| (0..columns).map(move |column| (likelihood, column)))
    }

    fn count_on(&self, at: (usize, usize)) -> Option<&Count<'_>> {
        self.counts.iter().find(|count| (count.likelihood, count.consequence) == at)
    }
}

/// Draws the map.
pub fn heat_map(map: &HeatMap) -> Markup {
    let plan = Plan::of(map);
    let lines = contours(map, &plan);
    html! {
        svg class={ "heat_map" (if plan.is_dense { " dense" } else { "" }) } viewBox=(plan.view_box()) width=(plan.across) height=(plan.down) role="group" aria-label=(map.shows) {
            @for at in map.cells() { (cell(map, &plan, at)) }
            path.grid d=(lines.grid) {}
            path.contour d=(lines.levels) {}
            path.limit stroke-linecap="square" d=(lines.limit) {}
            path.limit_gap stroke-linecap="square" d=(lines.limit) {}
            (plan.likelihood_words(map))
            (plan.consequence_words(map))
            (plan.level_words(map))
            (plan.limit_words(map))
            @if let Some(course) = &map.course { (way(course, &plan)) }
        }
        (levels_elsewhere(map))
    }
}

fn cell(map: &HeatMap, plan: &Plan, at: (usize, usize)) -> Markup {
    let (x, y) = plan.corner(at);
    let class = map.level((map.cell)(at.0, at.1).level).class();
    let ground = html! { rect class={ "cell " (class) } x=(x) y=(y) width=(plan.width) height=(plan.height) {} };
    match map.count_on(at) {
        None => ground,
        Some(sounding) => html! {
            a href=(sounding.href) aria-label=(said(map, sounding)) {
                (ground)
                text.count x=(x + plan.width / 2) y=(y + plan.height / 2 + plan.drop) { (number(sounding.count)) }
            }
        },
    }
}

/// `13 risks: likelihood 3 Possible, consequence 4 Major, 12 High`.
fn said(map: &HeatMap, sounding: &Count) -> String {
    let cell = (map.cell)(sounding.likelihood, sounding.consequence);
    let score = cell.score.map(|score| format!("{score} ")).unwrap_or_default();
    say_with(
        "{risks}: {likelihood}, {consequence}, {score}{level}",
        &[
            ("risks", &count(sounding.count, "{count} risk", "{count} risks")),
            ("likelihood", &step(&map.likelihood, sounding.likelihood)),
            ("consequence", &step(&map.consequence, sounding.consequence)),
            ("score", &score),
            ("level", &map.level(cell.level).name),
        ],
    )
}

fn step(axis: &Axis, at: usize) -> String {
    format!("{} {} {}", axis.name, at + 1, axis.steps.get(at).copied().unwrap_or_default())
}

/// A filled point where the risk is, an open one where it is expected.
fn way(course: &Course, plan: &Plan) -> Markup {
    let ((from_x, from_y), (to_x, to_y)) = (plan.middle(course.from), plan.middle(course.to));
    let stays = course.from == course.to;
    html! {
        @if stays {
            circle.to cx=(to_x) cy=(to_y) r="9" {}
        } @else {
            path.course.expected d={ "M" (from_x) " " (from_y) "L" (to_x) " " (to_y) } {}
            circle.to cx=(to_x) cy=(to_y) r="7" {}
        }
        circle.from cx=(from_x) cy=(from_y) r=(if stays { 4 } else { 6 }) {}
        @if stays {
            (plan.name_beside(from_x, from_y, &format!("{}, {}", course.from_word, course.to_word)))
        } @else {
            (plan.name_beside(from_x, from_y, course.from_word))
            (plan.name_beside(to_x, to_y, course.to_word))
        }
    }
}

/// Levels that do not reach the right edge, where the chart writes their names.
fn levels_elsewhere(map: &HeatMap) -> Markup {
    let on_edge: Vec<usize> = plan::edge_levels(map);
    let elsewhere: Vec<usize> = (0..map.levels.len()).filter(|level| !on_edge.contains(level)).collect();
    html! {
        @if !elsewhere.is_empty() {
            p.levels { @for level in elsewhere { (risk_badge(None, map.level(level))) } }
        }
    }
}

#[cfg(test)]
mod tests;
