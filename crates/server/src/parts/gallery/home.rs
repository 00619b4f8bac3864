//! What to do next, the map, the trend, what changed lately.

use jiff::civil::date;
use maud::{Markup, html};

use super::super::*;
use super::{TODAY, badge, risk_map};

const SOUNDINGS: [(usize, usize, usize); 15] = [
    (4, 3, 1),
    (3, 1, 3),
    (3, 2, 2),
    (3, 3, 2),
    (2, 1, 3),
    (2, 2, 9),
    (2, 3, 13),
    (2, 4, 3),
    (1, 0, 1),
    (1, 2, 7),
    (1, 3, 8),
    (1, 4, 1),
    (0, 0, 1),
    (0, 1, 2),
    (0, 2, 3),
];

pub fn counts() -> Vec<Count<'static>> {
    let count = |(likelihood, consequence, count)| Count { likelihood, consequence, count, href: "/risks?cell=1" };
    SOUNDINGS.into_iter().map(count).collect()
}

pub fn body() -> Markup {
    html! {
        (page_title(&PageTitle {
            title: "What to do next",
            under: Some(html! { (crate::words::weekday(TODAY)) ". Certification is planned for May 2027." }),
            ..PageTitle::default()
        }))
        section.with_aside aria-label="What to do next, and why" {
            (next_steps(&steps()))
            div.aside {
                h2 { "Where the risks stand" }
                figure {
                    (risk_map("60 risks by inherent likelihood and consequence", &counts(), None))
                    figcaption { "60 risks by inherent rating. 21 stand on or above the limit; after treatment 6 are expected there. Current ratings: none stated." }
                }
                h2 { "What is overdue" }
                figure { (trend(&overdue(), "Overdue items rose from 26 on 1 October to 30 on 31 October")) }
                ul.plain_list {
                    li { b { "9" } " " a href="/overdue" { "trainings not completed" } }
                    li { b { "6" } " " a href="/overdue" { "controls past their target date" } }
                }
            }
        }
        section {
            h2 { "What changed lately" }
            (history(&events(), TODAY))
            p { a href="/ledger" { "All 39 entries" } " · " a href="/changes" { "Compare two dates" } }
        }
    }
}

fn steps() -> Vec<Step<'static>> {
    vec![
        Step {
            title: "Decide on the one critical risk",
            why: html! { (reference("R-040", "/risks/R-0040")) " Phishing leads to mailbox takeover of a finance user. Treatment was due on 20 October, 11 days ago, and even when it is done the risk is expected to stay at 16, above the limit of 12. Ugo Silva was asked on 30 October." },
            acts: html! { (badge(20)) a href="/risks/R-0040" { "Open R-040" } },
        },
        Step {
            title: "Give reasons for three exclusions, or take them back",
            why: html! { (control_number("A.5.7", "/controls/5.7")) ", " (control_number("A.8.11", "/controls/8.11")) " and " (control_number("A.8.33", "/controls/8.33")) " are left out of the Statement of Applicability without a reason. An auditor reads this page first (" span.whole { "clause 6.1.3 d" } ")." },
            acts: html! { a href="/soa" { "Open the statement" } },
        },
        Step {
            title: "Clear what is overdue",
            why: html! { a href="/overdue" { "30 items" } " were due before today, the oldest in March." },
            acts: html! { a href="/overdue" { "See the list" } },
        },
    ]
}

fn overdue() -> Vec<(jiff::civil::Date, usize)> {
    [(1, 26), (11, 27), (14, 28), (21, 29), (25, 28), (26, 29), (27, 30), (31, 30)]
        .map(|(day, count)| (date(2026, 10, day), count))
        .to_vec()
}

fn events() -> Vec<Event> {
    let who = |name: &'static str| person(&Person::Here { name, href: Some("/people/P-0001") });
    vec![
        Event {
            entry: Some(39),
            on: TODAY,
            what: html! { (who("Oisin Okonkwo")) " checked " (reference("AF-10", "/f")) " " span.quiet { "effect of the corrective action for “New joiners trained late”" } },
        },
        Event {
            entry: Some(38),
            on: TODAY,
            what: html! { (who("Oisin Okonkwo")) " checked " (reference("AF-13", "/f")) },
        },
        Event {
            entry: None,
            on: date(2026, 10, 27),
            what: html! { "R-031 became overdue: treatment was due on 26 October" },
        },
        Event {
            entry: Some(3),
            on: date(2025, 12, 30),
            what: html! { (who("Willa Fairbairn")) " imported it from " code { "risks.csv" } ", line 41" },
        },
    ]
}
