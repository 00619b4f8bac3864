//! One line over time, first and last value written out.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::words::{day, day_and_month, number};

const LEFT: f64 = 30.0;
const WIDTH: f64 = 330.0;
const TOP: f64 = 16.0;
const HEIGHT: f64 = 30.0;

/// Draws how a count went from the first day to the last, in steps; `said` tells the same in a sentence.
///
/// Fewer than two days make no line, and nothing is drawn.
pub fn trend(values: &[(Date, usize)], said: &str) -> Markup {
    let [(first_day, first), .., (last_day, last)] = values else { return html! {} };
    let scale = Scale::of(values);
    html! {
        svg.trend viewBox="0 0 400 84" role="img" aria-label=(said) {
            path.axis d="M30 60h330M30 56v4M360 56v4" {}
            polyline points=(steps(values, &scale)) {}
            circle cx="360" cy=(scale.y(*last)) r="3.5" {}
            text.value x="22" y=(scale.y(*first) + 5.0) text-anchor="end" { (number(*first)) }
            text.value x="370" y=(scale.y(*last) + 5.0) { (number(*last)) }
            text x="30" y="78" { (day_and_month(*first_day)) }
            text x="360" y="78" text-anchor="end" { (day(*last_day)) }
        }
    }
}

struct Scale {
    first_day: Date,
    days: f64,
    lowest: usize,
    span: f64,
}

impl Scale {
    fn of(values: &[(Date, usize)]) -> Scale {
        let days = values.iter().map(|(day, _)| *day);
        let (first_day, last_day) = (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default());
        let counts = values.iter().map(|(_, count)| *count);
        let (lowest, highest) = (counts.clone().min().unwrap_or_default(), counts.max().unwrap_or_default());
        let days = last_day.duration_since(first_day).as_hours() as f64 / 24.0;
        Scale { first_day, days: days.max(1.0), lowest, span: (highest - lowest).max(1) as f64 }
    }

    fn x(&self, day: Date) -> f64 {
        (LEFT + WIDTH * (day.duration_since(self.first_day).as_hours() as f64 / 24.0) / self.days).round()
    }

    fn y(&self, count: usize) -> f64 {
        (TOP + HEIGHT * (1.0 - (count - self.lowest) as f64 / self.span)).round()
    }
}

/// A count holds until the next one is known, so the line goes flat and then up or down.
fn steps(values: &[(Date, usize)], scale: &Scale) -> String {
    let mut points = String::new();
    let mut height = None;
    for (day, count) in values {
        let (x, y) = (scale.x(*day), scale.y(*count));
        if let Some(before) = height.filter(|before| *before != y) {
            points.push_str(&format!("{x},{before} "));
        }
        points.push_str(&format!("{x},{y} "));
        height = Some(y);
    }
    points.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_line_goes_in_steps_from_edge_to_edge() {
        let values = [(date(2026, 10, 1), 26), (date(2026, 10, 16), 26), (date(2026, 10, 31), 30)];
        assert_eq!(steps(&values, &Scale::of(&values)), "30,46 195,46 360,46 360,16");
        assert!(trend(&values[..1], "").into_string().is_empty());
    }
}
