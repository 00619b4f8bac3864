//! How a control is done well, after ISO/IEC 27002: in three tiers, with what goes wrong and what it works with.

use isms::{
    Id, annex_a,
    standards::{Attribute, ControlPage, Span, values},
};
use maud::{Markup, html};

use crate::{
    page::{
        naming::Names,
        standards::{
            library::in_the_library,
            measures,
            templates::that_help,
            text::{blocks, dots, text},
        },
    },
    words::say,
};

/// The tiers, and whom each is for.
const TIERS: [(&str, &str); 3] =
    [("A start", "ten people"), ("Solid", "a few hundred"), ("Strong", "regulated, large")];

/// Purpose, tiers, pitfalls, measures, neighbours.
pub fn guidance(names: &Names, control: Id, page: &ControlPage) -> Markup {
    let reader = names.reader;
    html! {
        section aria-labelledby="guidance" {
            h2 #guidance { (say("Guidance")) " " small { (say("after ISO/IEC 27002")) } }
            (blocks(reader, &page.purpose))
            ol.tiers {
                @for ((tier, whom), what) in TIERS.iter().zip(&page.tiers) {
                    li { h3 { (say(tier)) " " small.quiet { (say(whom)) } } (blocks(reader, what)) }
                }
            }
            h3 { (say("Pitfalls")) }
            (dots(reader, &page.pitfalls))
            h3 { (say("Measures")) }
            ul.dots { @for measure in &page.measures { li { (text(reader, &measure.formula)) } } }
            (measures::of_control(names, control))
            h3 { (say("Checks that can support it")) }
            (blocks(reader, &page.checks))
            (that_help(names, |span| *span == Span::Control(control)))
            (in_the_library(names, &annex_a::number(control)))
            h3 { (say("Works with")) }
            ul.works_with {
                @for (other, what) in &page.works_with {
                    li { (names.record(*other)) span { (text(reader, what)) } }
                }
            }
        }
    }
}

/// The attributes of a control, in a line: what it does, to which property, and where it belongs.
pub fn attributes(control: Id) -> String {
    let all = Attribute::ALL.map(|attribute| values(control, attribute).join(", "));
    let line = all.into_iter().filter(|values| !values.is_empty()).collect::<Vec<_>>().join("; ");
    // The first is written as the beginning of a sentence, the others go on.
    let (first, rest) = line.split_at_checked(1).unwrap_or_default();
    format!("{first}{}", rest.to_lowercase())
}
