//! A risk with its findings, rating, treatment and acceptance; and a refusal.

use jiff::civil::date;
use maud::{Markup, html};

use super::super::*;
use super::{TODAY, badge, risk_map};

pub fn risk() -> Markup {
    html! {
        (page_title(&PageTitle {
            number: Some("R-040"),
            title: "Phishing leads to mailbox takeover of a finance user",
            acts: Some(html! { a.button.plain href="/risks/R-0040/edit" data-keys="e" { "Edit" } }),
            ..PageTitle::default()
        }))
        (ledger_line_of_record(&Revision { id: Some("R-0040"), number: 2, entry: 37, on: date(2026, 10, 30), by: Some("Willa Fairbairn"), hash: "a4b6ad93cbfae08a2d4c629da6581ca4", history: "/history" }))
        (findings_at_head(&at_head()))
        section aria-labelledby="rating" {
            h2 #rating { "Rating" }
            div.chart_and_words {
                figure { (risk_map("R-040 moves from likelihood 5, consequence 4 to an expected likelihood 4, consequence 4", &[], Some(Course { from: (4, 3), from_word: "inherent", to: (3, 3), to_word: "expected" }))) }
                (facts([
                    ("Inherent", html! { (badge(20)) " " span.quiet { "5 Almost certain × 4 Major" } }),
                    ("Current", html! { span.quiet { "not rated" } " " a href="/rate" { "Rate it" } }),
                    ("Residual, expected", html! { (badge(16)) " " span.quiet { "4 Likely × 4 Major" } }),
                ]))
            }
        }
        section {
            h2 { "What it is about" }
            (facts([
                ("Owner", person(&Person::Here { name: "Ugo Silva", href: "/p" })),
                ("Asked", person(&Person::OnLeave { name: "Oisin Wainwright", href: "/p" })),
                ("Assessed by", person(&Person::Left { name: "Vera Pemberton", href: "/p", on: Some(date(2026, 8, 3)) })),
                ("Team", person(&Person::Words("IT Operations"))),
                ("Deputy", person(&Person::Nobody)),
                ("Due", due(date(2026, 10, 20), TODAY)),
                ("Next assessment", day(date(2027, 5, 29))),
                ("Status", html! { (state(Ring::Half, "In treatment")) }),
                ("Control", html! { (control_number("A.8.5", "/c")) " " (reason("risk", &reference("R-040", "/r"))) (reason("stated", &html! { "Needed to treat risks" })) }),
            ]))
            (findings(&[Finding {
                kind: Kind::Question,
                said: html! { "Both planned controls are already counted as existing. The plan adds nothing that is not there." },
                mend: Some(Way::new("Choose another control", "/plan")),
                rule: "planned-equals-existing",
            }]))
        }
        section {
            h2 { "Acceptance" }
            (acceptance())
        }
    }
}

fn at_head() -> [Finding<'static>; 2] {
    [
        Finding {
            kind: Kind::Fault,
            said: html! { "Treatment was due on " (long_day(date(2026, 10, 20))) ", 11 days ago." },
            mend: Some(Way::new("Set a new date with a reason", "/edit")),
            rule: "overdue",
        },
        Finding {
            kind: Kind::Fault,
            said: html! { "After all that is planned, 16 is expected: still above the limit of 12." },
            mend: Some(Way::new("Add a control", "/plan")),
            rule: "residual-above-limit",
        },
    ]
}

fn acceptance() -> Markup {
    let why = Field {
        name: "reason",
        label: "Reason",
        help: Some("What you weighed. The auditor reads this sentence."),
        error: None,
        is_optional: false,
    };
    act(&Act {
        action: "/risks/R-0040/accepted",
        means: html! { "You own this risk. Accepting means: you carry it as it is expected to be, " (badge(16)) ", with the controls above. At 12 or more, top management signs in addition, never instead." },
        signers: &[
            Signer { ring: Ring::Ticked, who: "Ugo Silva, risk owner", note: "signed 30 Oct 2026" },
            Signer { ring: Ring::Dashed, who: "Olwen Rossi, Chief Executive Officer", note: "after you" },
        ],
        fields: text_area(&why, ""),
        signs: Some("a4b6 ad93 cbfa e08a 2d4c 629d a658 1ca4"),
        button: "Accept R-040",
        instead: Some(Way::new("Treat it further instead", "/plan")),
    })
}

pub fn refused() -> Markup {
    html! {
        (page_title(&PageTitle {
            number: Some("R-040"),
            title: "Not accepted",
            under: Some(html! { "You asked to accept the risk “Phishing leads to mailbox takeover of a finance user”." }),
            ..PageTitle::default()
        }))
        (refusal(&Refusal {
            said_no: "Only its owner can accept this risk. That is Ugo Silva, not you.",
            why: html! { "Clause 6.1.3 f asks for the risk owner’s own approval of the residual risk. At " (badge(16)) " your organisation’s criteria ask for a second signature as well." },
            ways: &[
                Way { words: "Ask Ugo Silva again", href: "/ask", note: Some("He was asked on 30 October and has not answered.") },
                Way { words: "Plan a further control", href: "/plan", note: Some("Below 12, the owner’s signature alone is enough.") },
            ],
            kept: Some("Interim until the security keys arrive."),
            rule: Some("owner-accepts"),
        }))
    }
}
