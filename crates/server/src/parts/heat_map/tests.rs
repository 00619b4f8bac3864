use super::*;

const FIVE: [&str; 5] = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"];
const LEVELS: [&str; 4] = ["Low", "Medium", "High", "Critical"];

/// 5 × 5 by product: Low 1–5, Medium 6–11, High 12–19, Critical 20–25.
fn by_product(likelihood: usize, consequence: usize) -> Cell {
    let score = (likelihood + 1) * (consequence + 1);
    let level = [6, 12, 20].iter().filter(|limit| score >= **limit).count();
    Cell { score: Some(u32::try_from(score).unwrap()), level }
}

fn map<'a>(cell: &'a dyn Fn(usize, usize) -> Cell, counts: &'a [Count<'a>], steps: &'a [&'a str]) -> HeatMap<'a> {
    HeatMap {
        shows: "60 risks by inherent rating",
        likelihood: Axis { name: "likelihood", steps },
        consequence: Axis { name: "consequence", steps },
        levels: &LEVELS,
        limit: Some(Limit { level: 2, words: "limit 12" }),
        cell,
        counts,
        course: None,
    }
}

#[test]
fn a_number_says_all_that_its_place_says() {
    let counts = [Count { likelihood: 2, consequence: 3, count: 13, href: "/risks?cell=3-4" }];
    let drawn = heat_map(&map(&by_product, &counts, &FIVE)).into_string();
    assert!(drawn.contains("aria-label=\"13 risks: likelihood 3 Possible, consequence 4 Likely, 12 High\""));
    assert_eq!(drawn.matches("<a ").count(), 1);
    assert_eq!(drawn.matches("class=\"cell").count(), 25);
}

#[test]
fn the_limit_parts_what_needs_a_second_signature_from_the_rest() {
    let map = map(&by_product, &[], &FIVE);
    let plan = Plan::of(&map);
    let lines = contours(&map, &plan);
    // Counted by hand on the chart: 3 steps down and 3 to the right, from the top of column 3 to the right edge.
    assert_eq!(lines.limit.matches('M').count(), 6);
    assert!(lines.limit.contains(&format!("M{} {}", plan.left + 2 * plan.width, plan.top)));
    let drawn = heat_map(&map).into_string();
    assert!(LEVELS.iter().all(|level| drawn.contains(&format!(">{level}</text>"))));
    assert!(drawn.contains(">limit 12</text>"));
}

#[test]
fn a_level_that_reaches_no_edge_is_named_below() {
    let only_top = |_: usize, consequence: usize| Cell {
        score: None,
        level: if consequence == 4 { 3 } else { consequence.min(1) },
    };
    let drawn = heat_map(&map(&only_top, &[], &FIVE)).into_string();
    let below = drawn.split("</svg>").last().unwrap().to_owned() + drawn.split("class=\"levels\"").nth(1).unwrap();
    assert!(["Low", "Medium", "High"].iter().all(|level| below.contains(level)));
}

#[test]
fn every_size_is_drawn() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "Almost certainly so"];
    for size in 2..=10 {
        let drawn = heat_map(&map(&by_product, &[], &names[..size])).into_string();
        assert_eq!(drawn.matches("class=\"cell").count(), size * size);
    }
}
