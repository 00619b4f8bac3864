//! The page of one clause: what is mandated, how one begins and how an auditor looks at it, and what this organisation has
//! on record for it.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    AnyRegister, Message,
    readiness::{Judged, readiness},
    standards::{
        Clause, ClausePage, Confidence, Crosswalk, Duty, Span, Stage, clause, clause_page, clauses, crosswalks,
    },
    views::overdue::overdue,
};
use maud::{Markup, html};
use recorder::{Action, NotRecorded};

use super::{
    coverage,
    library::in_the_library,
    templates::that_help,
    text::{blocks, clause_path, dots, text},
};
use crate::{
    app::App,
    page::{
        around,
        naming::{Names, no},
        readiness,
    },
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, number, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/{clause}", get(show))]
}

async fn show(
    State(app): State<App>, At(reader): At, Path(number): Path<String>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let missing =
        || no(NotRecorded::Missing(Message::from(format!("there is no clause `{number}` with a page of its own"))));
    let fact = clause(&number).filter(|clause| !clause.id.contains(' ')).ok_or_else(missing)?;
    let page = clause_page(&number).ok_or_else(missing)?;
    let title = format!("{} {}", fact.id, fact.title);
    let all = readiness(names.isms, reader.day.judged_on);
    let body = html! {
        (parts::page_title(&PageTitle {
            number: Some(&fact.id),
            title: &fact.title,
            under: Some(html! { (fact.obligation) }),
            acts: Some(neighbours(&names, fact)),
            ..PageTitle::default()
        }))
        div.spread {
            (mandate(&names, page, &all))
            (in_practice(&names, fact, page))
            (on_record(&names, fact, page, &all))
        }
    };
    Ok(around(&app, &reader, &uri).page(&title, &body))
}

/// The way to the clauses before and after.
fn neighbours(names: &Names, here: &Clause) -> Markup {
    let all: Vec<&Clause> = clauses().filter(|clause| !clause.is_heading() && !clause.id.contains(' ')).collect();
    let place = all.iter().position(|clause| clause.id == here.id).unwrap_or_default();
    let before = place.checked_sub(1).and_then(|place| all.get(place));
    let link = |clause: &Clause, words: &str| html! { a href=(names.to(&clause_path(&clause.id))) title=(clause.title) { (say(words)) } };
    html! {
        @if let Some(clause) = before { (link(clause, "Previous")) }
        @if let Some(clause) = all.get(place + 1) { (link(clause, "Next")) }
        a href=(names.to("/standards")) { (say("All clauses")) }
    }
}

fn mandate(names: &Names, page: &ClausePage, all: &[Judged]) -> Markup {
    let judged = |duty: &Duty| all.iter().find(|one| one.rule.duty == duty.id);
    html! {
        section aria-labelledby="mandate" {
            h2 #mandate { (say("Mandate")) " " small { (say("ISO/IEC 27001")) } }
            (blocks(names.reader, &page.mandate))
            h3 { (count(page.duties.len(), "{count} duty", "{count} duties")) }
            ul.duties {
                @for duty in &page.duties {
                    li id=(duty.id) {
                        p { (text(names.reader, &duty.fulfilled)) }
                        p.quiet.small { code { (duty.id) } @if !duty.item.is_empty() { ", " (say("item")) " " (duty.item) } }
                        @if let Some(one) = judged(duty) {
                            p.small { (readiness::mark(one.verdict.outcome)) " " a href={ "#found_" (duty.id) } { (say(one.verdict.outcome.words())) } }
                        }
                    }
                }
            }
        }
    }
}

fn in_practice(names: &Names, fact: &Clause, page: &ClausePage) -> Markup {
    let reader = names.reader;
    html! {
        section aria-labelledby="practice" {
            h2 #practice { (say("In practice")) " " small { (say("nothing here is mandated")) } }
            h3 { (say("First step")) }
            (blocks(reader, &page.first_step))
            h3 { (say("Who")) }
            (blocks(reader, &page.who))
            h3 { (say("What an auditor looks at")) }
            ul.dots { @for (stage, what) in &page.looks_at { li { b { (say(stage_words(*stage))) } ": " (text(reader, what)) } } }
            h3 { (say("Common nonconformities")) }
            (dots(reader, &page.nonconformities))
            (that_help(names, |span| matches!(span, Span::Clause(_, number) if *number == fact.id)))
            (in_the_library(names, &fact.id))
        }
    }
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Stage1 => "Stage 1",
        Stage::Stage2 => "Stage 2",
        Stage::Surveillance => "Surveillance",
    }
}

/// What this organisation has for it, register by register.
fn on_record(names: &Names, fact: &Clause, page: &ClausePage, all: &[Judged]) -> Markup {
    let reader = names.reader;
    let organisation = reader.organisation().0;
    let registers = page.registers.iter().filter_map(|name| isms::register(name));
    let registers: Vec<_> = registers.filter(|register| reader.may_at_all(Action::Read, register.name())).collect();
    let late = overdue(names.isms, reader.day.judged_on);
    let late = |register: &dyn AnyRegister| {
        late.iter().filter(|item| item.register == register.name() && reader.sees(item.id)).count()
    };
    let line = |register: &&'static dyn AnyRegister| {
        let (label, late) = (register.description().label(), late(*register));
        let link = html! {
            a href=(names.to(&format!("/{}", register.name()))) {
                @if register.name() == "organisation" { (say("see it")) } @else { (count(reader.count(*register), "{count} record", "{count} records")) }
            }
            @if late > 0 { ", " b { (number(late)) " " (say("overdue")) } }
        };
        (label, link)
    };
    let lines: Vec<(String, Markup)> = registers.iter().map(line).collect();
    html! {
        section aria-labelledby="record" {
            h2 #record { (say("On record")) " " small { (organisation) } }
            (parts::facts(lines.iter().map(|(label, link)| (say(label), link.clone()))))
            h3 { (say("What the rules find")) }
            ul.judged {
                @for one in page.duties.iter().filter_map(|duty| all.iter().find(|one| one.rule.duty == duty.id)) {
                    li id={ "found_" (one.rule.duty) } {
                        (readiness::mark(one.verdict.outcome))
                        div {
                            p { a href={ "#" (one.rule.duty) } { code { (one.rule.duty) } } " " small.quiet { (say(one.verdict.outcome.words())) } }
                            (readiness::gaps(names, one))
                        }
                    }
                }
            }
            h3 { (say("Records")) }
            ul.dots {
                li { b { (say("Required")) } ": " (text(reader, &page.required)) }
                li { b { (say("Customary")) } ": " (text(reader, &page.customary)) }
            }
            h3 { (say("In Castellan")) }
            (blocks(reader, &page.in_castellan))
            (also_serves(names, &fact.id))
        }
    }
}

/// Its parts in another framework, those first that are surest, and the way to what else serves them.
fn parts_of(names: &Names, framework: &str, targets: &[&Crosswalk]) -> Markup {
    let by = Confidence::ALL.map(|confidence| {
        let parts = targets.iter().filter(|one| one.confidence == confidence).map(|one| one.target_id.as_str());
        (confidence, parts.collect::<Vec<_>>().join(", "))
    });
    let known: Vec<_> = by.into_iter().filter(|(_, parts)| !parts.is_empty()).collect();
    html! {
        @for (at, (confidence, parts)) in known.iter().enumerate() {
            @if at > 0 { br; }
            (parts) " " small.quiet { (say(confidence.word())) }
        }
        br; a href=(names.to(&coverage::path(framework))) { (say("What else serves it")) }
    }
}

/// What a clause or control also serves in other frameworks.
pub fn also_serves(names: &Names, source: &str) -> Markup {
    let mut by_framework: BTreeMap<&str, Vec<&Crosswalk>> = BTreeMap::new();
    for one in crosswalks(source) {
        by_framework.entry(&one.target_framework).or_default().push(one);
    }
    html! {
        @if !by_framework.is_empty() {
            details.serves {
                summary { (say("Also serves")) " " span.quiet { (by_framework.keys().copied().collect::<Vec<_>>().join(", ")) } }
                (parts::facts(by_framework.iter().map(|(framework, targets)| (*framework, parts_of(names, framework, targets)))))
                p.quiet { (say("Mappings of others and of our own, and how far to trust each. None means that two demands are equal.")) }
            }
        }
    }
}
