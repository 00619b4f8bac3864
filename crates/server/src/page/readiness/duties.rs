//! The duties: as a map of marks, clause by clause, and as a list with what is missing and what closes it.

use isms::{
    readiness::{Gap, Judged, Outcome, Severity, Stage},
    standards::{self, Clause, Duty},
};
use maud::{Markup, html};

use super::filter::Filter;
use crate::{
    page::{
        naming::Names,
        standards::text::{clause_path, text},
    },
    parts,
    words::{say, say_with},
};

/// Each clause as a line of marks, one for each duty; a mark leads to its duty.
pub fn map(names: &Names, filter: &Filter, all: &[Judged]) -> Markup {
    html! {
        div.duty_map role="group" aria-label=(say("All duties, clause by clause")) {
            @for clause in clauses() {
                @let of: Vec<&Judged> = all.iter().filter(|one| clause_of(one).is_some_and(|known| known.id == clause.id)).collect();
                p {
                    a href=(names.to(&clause_path(&clause.id))) title=(clause.title) { (clause.id) } " "
                    @for one in of {
                        @let here = filter.takes(one);
                        @let href = if here { format!("#{}", one.rule.duty) } else { Filter::all_at(names, one.rule.duty) };
                        a.duty href=(href) title=(titled(one)) { (mark(one.verdict.outcome)) span.unseen { (titled(one)) } }
                    }
                }
            }
        }
        (legend())
    }
}

fn titled(one: &Judged) -> String {
    format!("{}: {}", one.rule.duty, say(one.verdict.outcome.words()))
}

fn legend() -> Markup {
    html! {
        p.quiet.small.duty_legend {
            @for outcome in [Outcome::NotMet, Outcome::Partly, Outcome::Unknown, Outcome::Met] {
                span { (mark(outcome)) " " (say(outcome.words())) } " "
            }
        }
    }
}

/// The mark of an outcome: its shape tells as much as its colour.
pub fn mark(outcome: Outcome) -> Markup {
    parts::duty_mark(match outcome {
        Outcome::NotMet => parts::Mark::Empty,
        Outcome::Partly => parts::Mark::Half,
        Outcome::Unknown => parts::Mark::Open,
        Outcome::Met => parts::Mark::Full,
    })
}

/// Clauses with a page of their own.
fn clauses() -> impl Iterator<Item = &'static Clause> {
    standards::clauses().filter(|clause| !clause.is_heading() && !clause.id.contains(' '))
}

fn clause_of(one: &Judged) -> Option<&'static Clause> {
    duty_of(one).map(|(clause, _)| clause)
}

fn duty_of(one: &Judged) -> Option<(&'static Clause, &'static Duty)> {
    standards::duties().find(|(_, duty)| duty.id == one.rule.duty)
}

/// The duties that the filter takes, under their clauses.
pub fn list(names: &Names, filter: &Filter, all: &[Judged]) -> Markup {
    let told: Vec<&Judged> = all.iter().filter(|one| filter.takes(one)).collect();
    html! {
        @if told.is_empty() { p { (say("No duty is of this sort.")) } }
        @for clause in clauses() {
            @let of: Vec<&&Judged> = told.iter().filter(|one| clause_of(one).is_some_and(|known| known.id == clause.id)).collect();
            @if !of.is_empty() {
                section.readiness aria-labelledby={ "clause_" (clause.id) } {
                    h2 id={ "clause_" (clause.id) } { a href=(names.to(&clause_path(&clause.id))) { (clause.id) } " " (clause.title) }
                    ul.judged { @for one in of { (line(names, one)) } }
                }
            }
        }
    }
}

fn line(names: &Names, one: &Judged) -> Markup {
    let duty = duty_of(one).map(|(_, duty)| duty);
    html! {
        li id=(one.rule.duty) {
            (mark(one.verdict.outcome))
            div {
                p.duty_words {
                    @if let Some(duty) = duty { (text(names.reader, &duty.fulfilled)) }
                    " " small.quiet { (say(one.verdict.outcome.words())) ", " (say(super::filter::stage_words(one.rule.stage))) ", " code { (one.rule.duty) } }
                }
                (gaps(names, one))
                @if let Some(seen) = &one.verdict.seen { p.quiet.small { (names.sentence(seen)) "." } }
                details.quiet.small { summary { (say("What this rule looks at")) } p { (say(one.rule.looks())) } }
            }
        }
    }
}

/// What is missing, each with what an auditor would likely call it and the link that closes it.
pub fn gaps(names: &Names, one: &Judged) -> Markup {
    html! {
        @if !one.verdict.gaps.is_empty() {
            ul.gaps { @for gap in &one.verdict.gaps { li { (missing(names, one, gap)) } } }
        }
    }
}

fn missing(names: &Names, one: &Judged, gap: &Gap) -> Markup {
    let likely = match one.rule.stage {
        Stage::Design => {
            say_with("An area of concern, likely {severity}.", &[("severity", &say(severity(gap.severity)))])
        }
        Stage::Operation => say_with("Likely {severity}.", &[("severity", &say(severity(gap.severity)))]),
    };
    html! {
        (names.sentence(&gap.sentence)) ". "
        @if one.verdict.outcome != Outcome::Unknown {
            span.quiet { (likely) } " "
        }
        @if let Some(href) = names.target(gap.remedy.to) { a.mend href=(href) { (say(gap.remedy.words)) } }
    }
}

/// What an auditor would likely call a gap.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Major => "a major nonconformity",
        Severity::Minor => "a minor nonconformity",
        Severity::Observation => "an observation",
    }
}
