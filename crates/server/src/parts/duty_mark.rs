//! A small mark for what a rule found, and a line that shows how many there are of each.

use maud::{Markup, html};

/// How a mark is filled: its shape tells as much as its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing is there.
    Empty,
    /// Something is, and something is missing.
    Half,
    /// It cannot be told.
    Open,
    /// Nothing is missing.
    Full,
}

/// Draws a mark. It says nothing by itself: the words stand beside it, or in what it is put into.
pub fn duty_mark(mark: Mark) -> Markup {
    let class = match mark {
        Mark::Empty => "empty",
        Mark::Half => "half",
        Mark::Open => "open",
        Mark::Full => "full",
    };
    html! {
        svg.duty_mark.(class) viewBox="0 0 16 16" aria-hidden="true" {
            circle cx="8" cy="8" r="6" {}
            @match mark {
                Mark::Half => path d="M8 2a6 6 0 0 1 0 12z" {},
                Mark::Full => circle.fill cx="8" cy="8" r="6" {},
                Mark::Empty => path.line d="M4 12 12 4" {},
                Mark::Open => {},
            }
        }
    }
}

/// How many there are of each, as a line of four parts in the order not met, partly, open, none missing.
pub fn share_line(counts: &[usize; 4]) -> Markup {
    let all = counts.iter().sum::<usize>().max(1) as f64;
    let mut from = 0.0;
    let parts: Vec<(f64, f64, &str)> = counts
        .iter()
        .zip(["empty", "half", "open", "full"])
        .map(|(count, class)| {
            let (start, width) = (from, 240.0 * *count as f64 / all);
            from += width;
            (start, width, class)
        })
        .collect();
    html! {
        svg.share_line viewBox="0 0 240 12" aria-hidden="true" {
            @for (start, width, class) in parts {
                rect.(class) x=(format!("{start:.1}")) y="1" width=(format!("{width:.1}")) height="10" {}
            }
        }
    }
}
