//! The two standards beside each other as a newcomer asks for them, and the three places where they work together, each
//! with this organisation's own state.

use axum::{extract::State, http::Uri, response::Response, routing::get};
use isms::{
    standards::clause,
    views::{
        assurance::{Stands, stands},
        soa::{Row, Soa, soa},
    },
};
use maud::{Markup, html};
use recorder::Action;

use super::text::clause_path;
use crate::{
    app::App,
    page::{around, control::ladder, naming::Names},
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/side-by-side", get(show))]
}

/// A question, and what each of the two standards answers.
const QUESTIONS: [(&str, &str, &str); 6] = [
    (
        "What is it for?",
        "It says what a management system for information security must do, so that an organisation steers its risks.",
        "It explains how each control of a common list is done well.",
    ),
    (
        "Can one be certified?",
        "Yes. A certification body audits clauses 4 to 10, and the controls that your Statement of Applicability needs.",
        "No. An auditor may know it by heart; nobody is measured against it.",
    ),
    (
        "Must or may?",
        "Each clause must be fulfilled. Annex A by itself obliges to nothing.",
        "It is advice. What you do otherwise, and can defend, is as good.",
    ),
    (
        "What of the controls?",
        "Annex A lists 93 in four themes, each in a sentence or two: the list you hold your own against, so that nothing is forgotten (clause 6.1.3).",
        "The same 93, each with its purpose, its attributes and pages of guidance.",
    ),
    (
        "Where does risk come in?",
        "First. You assess (clause 6.1.2), you treat (clause 6.1.3), and only then you know which controls you need.",
        "It takes that decision as made: read it for the controls that you chose.",
    ),
    (
        "What must be written?",
        "The scope, the policy, the methods, the Statement of Applicability, the plan, the objectives, and records of what was done.",
        "Nothing by name. It says where a rule or a record helps.",
    ),
];

/// A place where mandate and guidance work together.
struct Place {
    title: &'static str,
    mandate: &'static str,
    guidance: &'static str,
    clauses: &'static [&'static str],
    controls: &'static [&'static str],
    registers: &'static [&'static str],
}

const PLACES: [Place; 3] = [
    Place {
        title: "Access control",
        mandate: "Decide who may do what, write the rule down, and enforce it in every system.",
        guidance: "How people prove who they are, how roles keep rights small, how joiners, movers and leavers are followed, what is logged and read.",
        clauses: &["5.3", "8.1"],
        controls: &["5.15", "5.16", "5.17", "5.18", "8.2", "8.3", "8.5", "8.15"],
        registers: &["people", "systems", "entitlements"],
    },
    Place {
        title: "Incident response",
        mandate: "Have a process before something happens, follow it, and learn from it.",
        guidance: "How an event becomes an incident, who is called when, how traces are kept so that they count, and what changes afterwards.",
        clauses: &["8.1", "10.2"],
        controls: &["5.24", "5.25", "5.26", "5.27", "5.28", "6.8"],
        registers: &["incidents", "corrective-actions"],
    },
    Place {
        title: "Risk assessment",
        mandate: "Set criteria, assess by them, keep the results, and do it again when something changes.",
        guidance: "From assets, or from scenarios: most do both. The controls that come of it are then done well by the guidance of each.",
        clauses: &["6.1.2", "6.1.3", "8.2", "8.3"],
        controls: &["5.7", "5.9", "8.8"],
        registers: &["risks", "assets", "actions"],
    },
];

async fn show(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let soa = soa(names.isms, reader.day.judged_on);
    let stands = stands(names.isms, &soa);
    let title = say("The two standards side by side");
    let all = html! { a href=(names.to("/standards")) { (say("All clauses and controls")) } };
    let body = html! {
        (parts::page_title(&PageTitle { title, acts: Some(all), ..PageTitle::default() }))
        (questions())
        @for place in &PLACES { (together(&names, &soa, &stands, place)) }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

fn questions() -> Markup {
    html! {
        div.holds_table {
            table.register.plain_table.side_by_side {
                caption.unseen { (say("What a newcomer asks of both")) }
                thead { tr {
                    th scope="col" { (say("Question")) }
                    th scope="col" { "ISO/IEC 27001" }
                    th scope="col" { "ISO/IEC 27002" }
                } }
                tbody {
                    @for (question, of_27001, of_27002) in QUESTIONS {
                        tr { th scope="row" { (say(question)) } td { (say(of_27001)) } td { (say(of_27002)) } }
                    }
                }
            }
        }
    }
}

/// One place: what is mandated, how it is done well, and where this organisation stands.
fn together(names: &Names, soa: &Soa, stands: &Stands, place: &Place) -> Markup {
    let id = place.title.to_lowercase().replace(' ', "-");
    let rows = |number: &&str| soa.rows.iter().find(|row| row.control.id.to_string() == **number);
    let rows: Vec<&Row> =
        place.controls.iter().filter_map(rows).filter(|row| names.reader.sees(row.control.id)).collect();
    html! {
        section id=(id) aria-labelledby={ (id) "-title" } {
            h2 id={ (id) "-title" } { (say(place.title)) }
            div.spread {
                section {
                    h3 { (say("Mandate")) " " small { "ISO/IEC 27001" } }
                    p { (say(place.mandate)) }
                    ul.plain_list {
                        @for clause in place.clauses.iter().filter_map(|number| clause(number)) {
                            li { a href=(names.to(&clause_path(&clause.id))) { (say("clause")) " " (clause.id) } " " span { (clause.title) } }
                        }
                    }
                }
                section {
                    h3 { (say("Guidance")) " " small { (say("after ISO/IEC 27002")) } }
                    p { (say(place.guidance)) }
                    ul.works_with.stands { @for row in &rows { li { (names.record(row.control.id)) span { (row.title()) } (ladder::small(stands, row.control.id)) } } }
                }
                section {
                    h3 { (say("Here")) " " small { (names.reader.organisation().0) } }
                    (here(names, soa, place, &rows))
                }
            }
        }
    }
}

/// What is on record, and what the rules found about it.
fn here(names: &Names, soa: &Soa, place: &Place, rows: &[&Row]) -> Markup {
    let registers = place.registers.iter().filter_map(|name| isms::register(name));
    let registers = registers.filter(|register| names.reader.may_at_all(Action::Read, register.name()));
    let mut lines: Vec<(String, Markup)> = registers
        .map(|register| {
            let link = html! { a href=(names.to(&format!("/{}", register.name()))) { (count(names.reader.count(register), "{count} record", "{count} records")) } };
            (register.description().label(), link)
        })
        .collect();
    let on = |row: &&&Row| soa.findings_on(row.control.id).count();
    let found: usize = rows.iter().map(|row| on(&row)).sum();
    let with: Vec<isms::Id> = rows.iter().filter(|row| on(row) > 0).map(|row| row.control.id).collect();
    let findings = html! {
        @if found == 0 { span.quiet { (say("none about these controls")) } }
        @else { (found) ": " (names.records(&with)) }
    };
    lines.push(("Findings".into(), findings));
    parts::facts(lines.iter().map(|(label, value)| (say(label), value.clone())))
}
