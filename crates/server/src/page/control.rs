//! The page of one control: what is mandated and why it binds, how it is done well, how far this organisation is and what
//! shows it; and the risks and actions that name it.

mod guidance;
pub mod ladder;

use isms::{
    Action, Held, Id, Isms, Link, Risk,
    annex_a::{self, Theme},
    standards::{ControlPage, Period, control_page},
    views::{
        assurance::assurance,
        risks::risk,
        soa::{Row, Soa, Standing, soa},
    },
};
use maud::{Markup, html};
use recorder::Revised;

use super::{
    history::revision_line,
    item::{Item, acts, named_by_but, notes},
    naming::Names,
    risk_map::badge,
    risks::status,
    soa::{implemented, reasons},
    standards::{
        also_serves,
        text::{blocks, dots, text},
    },
    treatment::action_line,
};
use crate::{
    parts,
    words::{count, number, say},
};

/// Registers whose records that name it have a place of their own on this page.
const ELSEWHERE: [&str; 5] = ["actions", "documents", "evidence", "obligations", "risks"];

/// The page of a control in use; none for other records, and for those who may not open views.
pub fn page(item: &Item, history: &[Revised]) -> Option<Markup> {
    let reader = &item.here.reader;
    let isms = reader.view().ok().filter(|_| item.register.name() == "controls")?;
    let soa = soa(isms, reader.day.judged_on);
    let row = soa.rows.iter().find(|row| row.control.id == item.held.id)?;
    let names = Names { reader, isms, here: Some(item.held.id) };
    let page = control_page(row.control.id);
    Some(html! {
        (item.title_under(&html! { (say(kind(row.theme()))) @if page.is_some() { ". " (guidance::attributes(row.control.id)) "." } }))
        @if let Some(line) = revision_line(item, history) { (line) }
        (item.proposed())
        (names.findings(soa.findings_on(row.control.id), parts::findings_at_head))
        div.spread {
            @match page {
                Some(page) => { (mandate(item, &names, row, page)) (guidance::guidance(&names, row.control.id, page)) }
                None => section aria-labelledby="why" { h2 #why { (say(title(row))) " " small { (say("clause 6.1.3")) } } (why(item, &names, row)) },
            }
            (proof(item, &names, &soa, row, page))
        }
        (risks(&names, isms, row.control.id))
        (actions(&names, isms, row.control.id))
        (named_by_but(item, &ELSEWHERE))
        (notes(item))
        @if item.here.is_today() { (acts(item)) }
        (item.latest(history))
    })
}

fn kind(theme: Theme) -> &'static str {
    match theme {
        Theme::Organizational => "Organizational control of Annex A",
        Theme::People => "People control of Annex A",
        Theme::Physical => "Physical control of Annex A",
        Theme::Technological => "Technological control of Annex A",
        Theme::Own => "Control of our own",
    }
}

/// What the control asks for once it is needed, why it binds this organisation, and how an auditor asks.
fn mandate(item: &Item, names: &Names, row: &Row, page: &ControlPage) -> Markup {
    let predecessors = annex_a::control(row.control.id).map(|control| control.predecessors.join(", "));
    html! {
        section aria-labelledby="mandate" {
            h2 #mandate { (say("Mandate")) " " small { (say("ISO/IEC 27001")) } }
            (blocks(names.reader, &page.mandate))
            h3 #why { (say(title(row))) " " small.quiet { (say("clause 6.1.3")) } }
            p.quiet { (say("Annex A by itself obliges to nothing; your own Statement of Applicability does.")) }
            (why(item, names, row))
            h3 { (say("What an auditor asks")) }
            (dots(names.reader, &page.questions))
            h3 { (say("In 2013")) }
            p {
                @match predecessors.as_deref() {
                    None | Some("") => { (say("New in 2022.")) },
                    Some(numbers) => { (numbers) "." },
                }
            }
            (blocks(names.reader, &page.since_2013))
        }
    }
}

fn title(row: &Row) -> &'static str {
    match row.standing {
        Standing::Applicable | Standing::Derived => "Why it applies",
        Standing::NotApplicable => "Why it is left out",
        Standing::Undecided => "Does it apply?",
    }
}

/// Whether it applies, and the records and words that say why.
fn why(item: &Item, names: &Names, row: &Row) -> Markup {
    let said = match row.standing {
        Standing::Applicable => "The Statement of Applicability says that it applies, because of",
        Standing::Derived => "Nobody decided. It applies as long as these records ask for it:",
        Standing::NotApplicable => "The Statement of Applicability leaves it out, because",
        Standing::Undecided => "Nobody has decided, and no risk, law or contract on record asks for it.",
    };
    html! {
        p { (say(said)) }
        @if row.standing == Standing::Undecided {
            // Words that were brought in decide nothing, and are what somebody decides by.
            @if !row.control.justification.trim().is_empty() { p { (reasons(names, row)) } }
            p.acts {
                @if item.may("included") { a href=(item.path("/included")) { (say("Include it")) } }
                @if item.may("excluded") { a href=(item.path("/excluded")) { (say("Exclude it")) } }
            }
        } @else { (reasons(names, row)) }
    }
}

/// What this organisation can show.
fn proof(item: &Item, names: &Names, soa: &Soa, row: &Row, page: Option<&ControlPage>) -> Markup {
    let control = row.control;
    let organisation = soa.organisation.map(|one| one.name.as_str()).unwrap_or_default();
    let (how, excluded) = (control.how.trim(), row.standing == Standing::NotApplicable);
    let facts = [
        // A dash: who keeps what is left out, and how far it is, nobody asks.
        (say("Implemented"), html! { @if excluded { "–" } @else { (implemented(row, soa)) } }),
        (
            say("Owner"),
            html! { @if excluded && control.owner.is_none() { "–" } @else { (names.owner(&control.owner)) } },
        ),
        (say("How"), html! { @if how.is_empty() { (none()) } @else { (how) } }),
        (
            say("Described in"),
            html! {
                @if row.described_in.is_empty() { (none()) }
                ul.plain_list { @for document in &row.described_in { li { span { (described(names, document)) } } } }
            },
        ),
        (
            say("Evidence"),
            html! {
                @if row.evidence.is_empty() { (none()) }
                ul.plain_list {
                    @for proof in &row.evidence {
                        li { span {
                            @if proof.held { (described(names, &proof.link)) } @else {
                                em { (described(names, &proof.link)) } " " span.quiet { (say("named, not held")) }
                            }
                        } }
                    }
                }
            },
        ),
        (
            say("Last tested"),
            html! { @match control.last_tested { Some(on) => (parts::day(on)), None => span.quiet { (say("no date")) } } },
        ),
    ];
    html! {
        section aria-labelledby="proof" {
            h2 #proof { (say("Proof")) " " small { (organisation) } }
            @if !excluded { (ladder::ladder(names, control.id, &assurance(names.isms, soa.today, row))) }
            (parts::facts(facts))
            @if item.may("edited") { p.acts { a href=(item.path("/edit")) { (say("Say more of it")) } } }
            @if let Some(page) = page {
                h3 { (say("What shows it")) }
                ul.dots {
                    @for shows in &page.evidence {
                        li { b { (period(&shows.period)) } ": " (text(names.reader, &shows.thing)) }
                    }
                }
            }
            (also_serves(names, &annex_a::number(control.id)))
        }
    }
}

/// Which time a piece of evidence covers.
fn period(period: &Period) -> String {
    match period {
        Period::Current => say("In force").into(),
        Period::OnTheDay => say("Before the auditor’s eyes").into(),
        Period::AuditPeriod => say("Since the last external audit").into(),
        Period::Months(months) => count(usize::from(*months), "{count} month", "{count} months"),
        Period::Each(each) => each.clone(),
    }
}

fn none() -> Markup {
    html! { span.quiet { (say("none recorded")) } }
}

fn described<R>(names: &Names, link: &Link<R>) -> Markup {
    link.id().map_or_else(|| names.link(link), |id| names.titled(id))
}

/// The risks that count on it or plan it, whatever their status.
fn risks(names: &Names, isms: &Isms, control: Id) -> Markup {
    let naming: Vec<&Held<Risk>> = isms
        .named_by(control)
        .filter_map(|id| isms.risks().get(id))
        .filter(|risk| risk.body.withdrawn.is_none() && names.reader.sees(risk.id))
        .collect();
    html! {
        @if !naming.is_empty() {
            section aria-labelledby="risks" {
                h2 #risks { (say("Risks that name it")) " " small.quiet { (number(naming.len())) } }
                div.holds_table {
                    table.register.plain_table {
                        caption.unseen { (say("Risks that name this control")) }
                        thead { tr {
                            th scope="col" { (say("Risk")) }
                            th scope="col" { (say("Title")) }
                            th.c2 scope="col" { (say("Here it is")) }
                            th scope="col" { (say("Today")) }
                            th.c2 scope="col" { (say("Then")) }
                            th.c3 scope="col" { (say("Status")) }
                        } }
                        tbody { @for risk in naming { (line(names, isms, risk, control)) } }
                    }
                }
            }
        }
    }
}

fn line(names: &Names, isms: &Isms, held: &Held<Risk>, control: Id) -> Markup {
    let Some(view) = risk(isms, held.id, names.reader.day.judged_on) else { return Markup::default() };
    let is_planned = held.planned_controls.iter().any(|link| link.id() == Some(control));
    html! {
        @for row in &view.rows {
            tr {
                td.tight { (names.record(held.id)) }
                td { (held.title) }
                td.c2.tight { (say(if is_planned { "planned" } else { "existing" })) }
                td.tight { (badge(&view.criteria, row.today())) }
                td.c2.tight { (badge(&view.criteria, row.residual)) }
                td.c3.tight { (status(row)) }
            }
        }
    }
}

fn actions(names: &Names, isms: &Isms, control: Id) -> Markup {
    let all = isms.named_by(control).filter_map(|id| isms.actions().get(id));
    let actions: Vec<&Held<Action>> = all.filter(|action| action.body.withdrawn.is_none()).collect();
    html! {
        @if !actions.is_empty() {
            section aria-labelledby="actions" {
                h2 #actions { (say("Actions")) " " small.quiet { (number(actions.len())) } }
                ul.plain_list { @for action in actions { li { span { (action_line(names, action)) } } } }
            }
        }
    }
}
