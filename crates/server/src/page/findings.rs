//! All that the rules find, register by register and rule by rule, with what each rule means and how it is mended.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    ALL,
    views::{
        finding::{Finding, Rule, Severity},
        findings::{findings, rules},
    },
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    address, around,
    by_rule::{mend_all, says},
    naming::Names,
};
use crate::{
    app::App,
    parts::{self, FilterWord, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, number, say, say_with},
};

/// Findings of one rule that are told before one asks for all of them.
const TOLD: usize = 12;

pub fn routes() -> Vec<Route> {
    vec![("/findings", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    register: String,
    rule: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let all: Vec<Finding> =
        findings(names.isms, reader.day.judged_on, None).into_iter().filter(|one| reader.sees(one.on)).collect();
    let body = html! {
        (parts::page_title(&PageTitle { title: say("Findings"), under: Some(under(&all)), ..PageTitle::default() }))
        (registers(&names, &asked, &all))
        @if all.is_empty() { p { (say("The rules find nothing to mend.")) } }
        @for register in ALL.iter().filter(|register| asked.register.is_empty() || asked.register == register.name()) {
            (of_register(&names, &asked, register.name(), &register.description().label(), &all))
        }
    };
    Ok(around(&app, &reader, &uri).page(say("Findings"), &body))
}

fn under(all: &[Finding]) -> Markup {
    let faults = all.iter().filter(|one| one.rule.severity == Severity::Fault).count();
    let questions = count(
        all.len() - faults,
        "one question that an auditor will ask",
        "{count} questions that an auditor will ask",
    );
    let faults = count(faults, "one place", "{count} places");
    html! {
        (say_with("What our own rules find in the records: {faults} to mend, and {questions}. They state what is there; what it amounts to is for people to judge.",
            &[("faults", &faults), ("questions", &questions)]))
    }
}

/// The registers with findings, as words.
fn registers(names: &Names, asked: &Asked, all: &[Finding]) -> Markup {
    let of = |register: &str| all.iter().filter(|one| one.rule.register == register).count();
    let mut words: Vec<(String, String, usize, bool)> =
        vec![(say("All").into(), names.to("/findings"), all.len(), asked.register.is_empty())];
    words.extend(ALL.iter().filter(|register| of(register.name()) > 0).map(|register| {
        let name = register.name();
        (
            register.description().label(),
            names.to(&format!("/findings?register={name}")),
            of(name),
            asked.register == name,
        )
    }));
    let words: Vec<FilterWord> = words
        .iter()
        .map(|(words, href, count, chosen)| FilterWord { words, href, count: Some(*count), chosen: *chosen })
        .collect();
    parts::filter_words(say("Register"), &words)
}

fn of_register(names: &Names, asked: &Asked, register: &str, label: &str, all: &[Finding]) -> Markup {
    let rules: Vec<(&Rule, Vec<&Finding>)> = rules()
        .filter(|rule| rule.register == register && (asked.rule.is_empty() || asked.rule == rule.name))
        .map(|rule| (rule, all.iter().filter(|one| std::ptr::eq(one.rule, rule)).collect::<Vec<_>>()))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    html! {
        @if !rules.is_empty() {
            section aria-labelledby={ (register) "_title" } {
                h2 id={ (register) "_title" } { (say(label)) }
                @for (rule, found) in &rules { (of_rule(names, asked, rule, found)) }
            }
        }
    }
}

fn of_rule(names: &Names, asked: &Asked, rule: &Rule, found: &[&Finding]) -> Markup {
    let all = address::with("/findings", &address::query(&[("register", rule.register), ("rule", rule.name)]));
    let told = if asked.rule.is_empty() { TOLD } else { usize::MAX };
    html! {
        div.by_rule id={ (rule.register) "." (rule.name) } {
            h3 { (says(rule, found.len())) }
            p.quiet { (say(rule.means)) " " code.rule { (rule.name) } }
            @if let Some(href) = mend_all(names, rule).filter(|_| found.len() > 1) {
                p { a href=(href) { (say(rule.mend.words)) " " (say_with("for all {count}", &[("count", &number(found.len()))])) } }
            }
            (names.findings(found.iter().take(told).copied(), parts::findings))
            @if found.len() > told {
                p { a href=(names.to(&all)) { (count(found.len() - told, "and {count} more", "and {count} more")) } }
            }
        }
    }
}
