//! The list of a register today and as of another date, an empty one, and maps of other sizes.

use jiff::civil::date;
use maud::{Markup, html};

use super::super::*;
use super::home::counts;
use super::{TODAY, badge, risk_map};

pub fn risks() -> Markup {
    html! {
        (page_title(&PageTitle {
            title: "Risks",
            is_draft: true,
            under: Some(html! { "Sixty risks, 36 by asset and 24 by scenario, on the organisation’s own scale of 5 × 5." }),
            acts: Some(html! {
                a.button href="/risks/new" data-keys="n" { "Add a risk" }
                a.button.plain href="/import" { "Import" }
                a href="/risks.xlsx" { (icon(Icon::Download)) " Spreadsheet" }
                a href="/risks.pdf" { (icon(Icon::Printer)) " PDF" }
            }),
            ..PageTitle::default()
        }))
        (listing("list", "Register", &html! {
            (filter_words("Show", &words()))
            (with_chosen_bar("/risks/bulk", &table(Some("chosen")), &html! { button { "Ask the owners to decide" } button.plain { "Set the owner" } }))
            (pages(&Pages { from: 1, to: 4, of: 60, previous: None, next: Some("/risks?after=R-0041") }))
        }))
    }
}

pub fn risks_in_the_past() -> Markup {
    html! {
        (page_title(&PageTitle { title: "Risks", under: Some(html! { "As recorded by the end of 15 October 2026. Nothing can be changed here." }), ..PageTitle::default() }))
        section aria-labelledby="different" {
            h2 #different.unseen { "What was different" }
            div.chart_and_words {
                figure { (risk_map("60 risks by inherent rating, as of 15 October 2026", &counts(), None)) }
                (facts([
                    ("Treatments overdue", html! { b { "3" } }),
                    ("Items overdue in all", html! { b { "28" } }),
                ]))
            }
        }
        (listing("list", "Register", &html! { (filter_words("Show", &words())) (table(None)) }))
    }
}

fn words() -> [FilterWord<'static>; 4] {
    let word = |words, count, chosen| FilterWord { words, href: "/risks?show=1", count, chosen };
    [
        word("All", Some(60), true),
        word("12 or more", Some(21), false),
        word("Overdue", Some(6), false),
        word("Mine", None, false),
    ]
}

fn table(choose: Option<&str>) -> Markup {
    let column = |words, width, sort| Column { words, width, is_number: false, sort };
    let sorted = |now| Some(Sort { href: "/risks?sort=1", now });
    holds_table(&Table {
        caption: "Risks by inherent rating, 1 to 4 of 60",
        columns: &[
            column("Risk", Width::Always, sorted(None)),
            column("Title", Width::Always, sorted(None)),
            column("Inherent", Width::Always, sorted(Some(Order::Descending))),
            column("Owner", Width::Middling, sorted(None)),
            column("Status", Width::Wide, None),
            column("Treatment due", Width::Wide, None),
        ],
        rows: &[
            row("R-040", "Phishing leads to mailbox takeover of a finance user", 20, &[], &beside()),
            row("R-011", "Intrusion through Dublin router (landlord managed)", 16, &[], &[]),
            row(
                "R-037",
                "Prolonged outage of the AWS primary region",
                15,
                &["unsigned above limit", "owner has not accepted"],
                &[],
            ),
            row("R-041", "Compromised open-source package enters the build", 12, &["no planned control"], &[]),
        ],
        choose,
    })
}

fn row<'a>(number: &'a str, title: &'a str, score: u32, flags: &'a [&'a str], findings: &'a [Finding<'a>]) -> Row<'a> {
    let cells = vec![
        badge(score),
        person(&Person::Here { name: "Ugo Silva", href: Some("/p") }),
        state(Ring::Half, "In treatment"),
        due(date(2026, 10, 20), TODAY),
    ];
    Row {
        id: number,
        number,
        title,
        href: "/risks/1",
        also: "Ugo Silva, in treatment",
        cells,
        proposed: None,
        flags,
        findings,
    }
}

fn beside() -> [Finding<'static>; 1] {
    [Finding {
        kind: Kind::Question,
        said: html! { "Who checks the landlord?" },
        mend: Some(Way::new("Name somebody", "/edit")),
        rule: "exclusion-to-confirm",
    }]
}

pub fn empty() -> Markup {
    html! {
        (page_title(&PageTitle {
            title: "Objectives",
            under: Some(html! { "What the organisation wants from information security, in a form that can be checked." }),
            acts: Some(html! { a.button href="/objectives/new" data-keys="n" { "Set the first objective" } a href="/import" { "Import a list" } }),
            ..PageTitle::default()
        }))
        (empty_page(&EmptyPage {
            why: html! { "Clause 6.2 asks for objectives that follow from the policy and the risks, can be measured where that makes sense, and say who does what by when. Three good ones are better than twelve." },
            proposals: &[Way { words: "Every asset has an owner who works here", href: "/objectives/new?from=1", note: Some("because 5 assets have none and 4 belong to people who left") }],
            holds: "What, why, measure and target, who, resources, by when, and how it will be judged.",
        }))
    }
}

const FREQUENCY: [&str; 10] = [
    "Never seen",
    "Once in a century",
    "Once in ten years",
    "Yearly",
    "Twice a year",
    "Quarterly",
    "Monthly",
    "Weekly",
    "Daily",
    "Hourly",
];
const SIX: [&str; 6] = ["Minimal", "Low", "Guarded", "Elevated", "High", "Severe"];

pub fn scales() -> Markup {
    html! {
        (page_title(&PageTitle { title: "Maps of other sizes", ..PageTitle::default() }))
        section { h2 { "Ten by ten, six levels" } figure { (map_of(&FREQUENCY, &SIX, 3)) } }
        section { h2 { "Three by three" } figure { (map_of(&FREQUENCY[1..4], &["Low", "Medium", "High"], 2)) } }
        section { h2 { "Two by two" } figure { (map_of(&["Seldom", "Often"], &["Tolerable", "Intolerable"], 1)) } }
        section {
            h2 { "Gauges" }
            p.acts { @for rank in 0..6 { (risk_badge(None, Level { name: SIX[rank], rank, of: 6 })) } }
            p.acts { @for rank in 0..3 { (risk_badge(Some(4), Level { name: ["Low", "Medium", "High"][rank], rank, of: 3 })) } }
            p.acts { (state(Ring::Dashed, "draft")) (state(Ring::Open, "open")) (state(Ring::Half, "partly")) (state(Ring::Full, "yes")) (state(Ring::Ticked, "signed")) }
            (findings(&[Finding { kind: Kind::Fault, said: html! { "Applies, and nobody wrote why." }, mend: None, rule: "reason-not-stated" }]))
        }
    }
}

fn map_of(steps: &[&str], levels: &[&str], limit: usize) -> Markup {
    let size = steps.len();
    let cell = |likelihood: usize, consequence: usize| Cell {
        score: None,
        level: (likelihood + consequence) * levels.len() / (2 * size - 1),
    };
    let counts = [
        Count { likelihood: size - 1, consequence: size - 1, count: 128, href: "/r" },
        Count { likelihood: 0, consequence: 1, count: 7, href: "/r" },
    ];
    heat_map(&HeatMap {
        shows: "Risks by current rating",
        likelihood: Axis { name: "frequency", steps },
        consequence: Axis { name: "impact", steps },
        levels,
        limit: Some(Limit { level: limit, words: "limit" }),
        cell: &cell,
        counts: &counts,
        course: Some(Course { from: (1, 0), from_word: "current", to: (0, 0), to_word: "expected" }),
    })
}
