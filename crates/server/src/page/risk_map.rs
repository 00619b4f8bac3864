//! The risk map of the organisation's own criteria, for the pages that draw it.

use isms::{
    criteria::Criteria,
    views::risks::{Map, Rated, Which},
};
use maud::{Markup, html};

use super::naming::Names;
use crate::{
    parts::{self, Axis, Cell, Count, Course, HeatMap, Level, Limit},
    words::{say, say_with},
};

/// A rating's word in addresses.
pub fn word(which: Which) -> &'static str {
    match which {
        Which::Inherent => "inherent",
        Which::Current => "current",
        Which::Residual => "residual",
    }
}

/// Draws how many risks stand in each cell; each number opens its risks, narrowed by `kept`, the rest of a query.
pub fn counted(names: &Names, criteria: &Criteria, map: &Map, kept: &str, shows: &str) -> Markup {
    let mut soundings = Vec::new();
    for (likelihood, row) in map.cells.iter().enumerate() {
        for (consequence, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.risks.is_empty()) {
            let cell_word = format!("{}x{}", likelihood + 1, consequence + 1);
            let href = names.to(&format!("/risks?rating={}&cell={cell_word}{kept}", word(map.which)));
            soundings.push((likelihood, consequence, cell.risks.len(), href));
        }
    }
    let counts: Vec<Count> = soundings
        .iter()
        .map(|(likelihood, consequence, count, href)| Count {
            likelihood: *likelihood,
            consequence: *consequence,
            count: *count,
            href,
        })
        .collect();
    drawn(criteria, shows, &counts, None)
}

/// Draws one risk's way from where it is to where it is expected.
pub fn course(criteria: &Criteria, shows: &str, from: (Rated, &str), to: (Rated, &str)) -> Markup {
    let place =
        |rated: Rated| (usize::from(rated.likelihood.number()) - 1, usize::from(rated.consequence.number()) - 1);
    let course = Course { from: place(from.0), from_word: from.1, to: place(to.0), to_word: to.1 };
    drawn(criteria, shows, &[], Some(course))
}

/// Draws the criteria alone.
pub fn empty(criteria: &Criteria, shows: &str) -> Markup {
    drawn(criteria, shows, &[], None)
}

fn drawn(criteria: &Criteria, shows: &str, counts: &[Count], course: Option<Course>) -> Markup {
    let names = |steps: &[isms::criteria::ScaleStep]| steps.iter().map(|step| step.name.clone()).collect::<Vec<_>>();
    let (likelihood, consequence) = (names(&criteria.likelihood), names(&criteria.consequence));
    let (likelihood, consequence): (Vec<&str>, Vec<&str>) =
        (likelihood.iter().map(String::as_str).collect(), consequence.iter().map(String::as_str).collect());
    let levels: Vec<&str> = criteria.levels.iter().map(|level| level.name.as_str()).collect();
    let limit = criteria.limit_score().map(|score| say_with("limit {score}", &[("score", &score)]));
    let cell = |likelihood: usize, consequence: usize| {
        let step = |step: usize| u8::try_from(step + 1).ok().and_then(|step| isms::Step::try_from(step).ok());
        let score = step(likelihood).zip(step(consequence)).and_then(|(l, c)| criteria.score(l, c));
        Cell { score, level: score.map_or(0, |score| criteria.level(score)) }
    };
    parts::heat_map(&HeatMap {
        shows,
        likelihood: Axis { name: say("likelihood"), steps: &likelihood },
        consequence: Axis { name: say("consequence"), steps: &consequence },
        levels: &levels,
        limit: limit.as_ref().map(|words| Limit { level: criteria.limit(), words }),
        cell: &cell,
        counts,
        course,
    })
}

/// A rating as a badge; *not rated* where there is none.
pub fn badge(criteria: &Criteria, rated: Option<Rated>) -> Markup {
    match rated {
        None => html! { span.quiet { (say("not rated")) } },
        Some(rated) => parts::risk_badge(Some(rated.score), level(criteria, rated.level)),
    }
}

/// A level of the criteria.
pub fn level(criteria: &Criteria, rank: usize) -> Level<'_> {
    let name = criteria.levels.get(rank).map(|level| level.name.as_str()).unwrap_or_default();
    Level { name, rank, of: criteria.levels.len() }
}

/// A rating in words: `5 Almost certain × 4 Major`.
pub fn steps(criteria: &Criteria, rated: Rated) -> String {
    let name = |steps: &[isms::criteria::ScaleStep], step: isms::Step| {
        let name = steps.get(usize::from(step.number()) - 1).map(|step| step.name.clone()).unwrap_or_default();
        format!("{step} {name}")
    };
    format!("{} × {}", name(&criteria.likelihood, rated.likelihood), name(&criteria.consequence, rated.consequence))
}
