//! A level of risk in a row: a gauge of as many bars as there are levels, the score, the word.

use maud::{Markup, html};

use super::Level;

/// More bars than these cannot be told apart at the size of a line; then the gauge is one bar that fills.
const MOST_BARS: usize = 5;

/// Draws a level, with its score where there is one.
pub fn risk_badge(score: Option<u32>, level: Level) -> Markup {
    html! {
        span class={ "risk_badge " (level.class()) } {
            (gauge(level))
            @if let Some(score) = score { b { (score) } " " }
            (level.name)
        }
    }
}

fn gauge(level: Level) -> Markup {
    if level.of > MOST_BARS { filled(level) } else { bars(level) }
}

fn bars(level: Level) -> Markup {
    let height = (level.of * 4).saturating_sub(1);
    html! {
        svg.gauge viewBox={ "0 0 10 " (height) } aria-hidden="true" {
            @for bar in 0..level.of {
                @let top = height - 3 - bar * 4;
                @if bar <= level.rank {
                    rect.on y=(top) width="10" height="3" {}
                } @else {
                    rect x="0.5" y={ (top) ".5" } width="9" height="2" {}
                }
            }
        }
    }
}

fn filled(level: Level) -> Markup {
    let height = 15 * (level.rank + 1) / level.of;
    html! {
        svg.gauge viewBox="0 0 10 15" aria-hidden="true" {
            rect x="0.5" y="0.5" width="9" height="14" {}
            rect.on y=(15 - height) width="10" height=(height) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_up_to_the_level() {
        for rank in 0..4 {
            let badge = risk_badge(Some(12), Level { name: "High", rank, of: 4 }).into_string();
            assert_eq!(badge.matches("class=\"on\"").count(), rank + 1);
            assert_eq!(badge.matches("<rect").count(), 4);
            assert!(badge.contains("<b>12</b> High"));
        }
    }

    #[test]
    fn an_unscored_level_shows_its_word_alone() {
        let badge = risk_badge(None, Level { name: "Severe", rank: 6, of: 7 }).into_string();
        assert!(!badge.contains("<b>") && badge.contains("Severe") && badge.contains("height=\"15\""));
    }
}
