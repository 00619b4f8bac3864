//! The organisation: what the management system covers, where, and how risks are weighed.
//!
//! ISO/IEC 27001, clauses 4.3 and 6.1.2 a.

mod criteria;

use axum::{extract::State, http::Uri, response::Response, routing::get};
use isms::{
    Held, Organisation,
    criteria::{Criteria, ScaleStep, Scoring},
};
use maud::{Markup, html};
use recorder::{Action, NotRecorded};

use super::{
    around,
    naming::{Names, no},
    risk_map,
};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, say, say_with},
};

pub fn routes() -> Vec<Route> {
    let page: Vec<Route> = vec![("/organisation", get(show))];
    [page, criteria::routes()].into_iter().flatten().collect()
}

async fn show(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let one = names.isms.the_organisation().filter(|one| reader.sees(one.id));
    let one = one.ok_or_else(|| no(NotRecorded::Missing(isms::say!("no organisation was founded yet"))))?;
    let may = names.is_today() && reader.may_at_all(Action::Settings, "organisation");
    let acts = html! {
        @if may {
            a.button.plain href={ "/organisation/" (one.id) "/edit" } data-keys="e" { (say("Edit")) }
            a href="/organisation/criteria" { (say("Change the criteria")) }
        }
        a href=(names.to(&format!("/organisation/{}/history", one.id))) { (say("History")) }
    };
    let body = html! {
        (parts::page_title(&PageTitle { title: &one.name, under: Some(html! { (say("Whose management system this is, what it covers, and how it weighs risks.")) }), acts: Some(acts), ..PageTitle::default() }))
        (proposed(one))
        (what_it_covers(one))
        (watched(&names, one))
        (weighed(&one.criteria))
    };
    Ok(around(&app, &reader, &uri).page(say("Organisation"), &body))
}

/// What the first steps wrote here, and nobody has confirmed.
fn proposed(one: &Held<Organisation>) -> Markup {
    html! {
        @if let Some(source) = &one.body.proposed {
            p.is_proposed { (parts::proposed(source)) a href="/first-steps#scope" { (say("Look at it, and confirm it")) } }
        }
    }
}

fn what_it_covers(one: &Held<Organisation>) -> Markup {
    let text =
        |text: &str| html! { @if text.trim().is_empty() { span.quiet { (say("not written yet")) } } @else { (text) } };
    html! {
        section aria-label=(say("What it covers")) {
            (parts::facts([
                (say("Scope"), text(&one.scope)),
                (say("Left out"), html! { @if one.out_of_scope.trim().is_empty() { span.quiet { (say("nothing")) } } @else { (*one.out_of_scope) } }),
                (say("Sites"), html! {
                    @if one.sites.is_empty() { span.quiet { (say("none recorded")) } }
                    @for (at, site) in one.sites.iter().enumerate() {
                        @if at > 0 { br; }
                        (site.name) @if let Some(code) = &site.code { " " span.quiet { (code) } } @if let Some(address) = &site.address { ", " (address) }
                    }
                }),
                (say("Time zone"), html! { (one.time_zone) " " span.quiet { (say("its days begin and end here")) } }),
                (say("Certification planned"), html! { @match &one.certification_planned { Some(when) => (when), None => span.quiet { (say("not stated")) } } }),
            ]))
        }
    }
}

/// The days that rules count by, and the roles that are to be separated.
fn watched(names: &Names, one: &Held<Organisation>) -> Markup {
    html! {
        section aria-labelledby="watched_title" {
            h2 #watched_title { (say("What rules watch")) }
            (parts::facts([
                (say("Assets are looked at"), days(one.asset_review_days)),
                (say("Who gets into systems is looked at"), days(one.access_review_days)),
                (say("Privileged access is asleep"), set(one.dormant_days, |days| count(days as usize, "after one day without use", "after {count} days without use"))),
                (say("Suppliers that matter much are looked at"), set(one.supplier_review_months, |months| count(months.into(), "every month", "every {count} months"))),
                (say("Roles to be separated"), html! {
                    @if one.separated_roles.is_empty() { span.quiet { (say("none named")) } }
                    @for (at, pair) in one.separated_roles.iter().enumerate() {
                        @if at > 0 { br; }
                        (pair.role) " (" (names.link(&pair.system)) ") " (say("and")) " " (pair.other_role) " (" (names.link(&pair.other_system)) ")"
                        @if let Some(why) = &pair.why { " " span.quiet { (why) } }
                    }
                }),
            ]))
        }
    }
}

fn days(set_to: Option<u32>) -> Markup {
    set(set_to, |days| count(days as usize, "every day", "every {count} days"))
}

/// What was set, in words; a rule that asks for it is silent where nothing was.
fn set<T>(set_to: Option<T>, words: impl FnOnce(T) -> String) -> Markup {
    html! { @match set_to { Some(one) => (words(one)), None => span.quiet { (say("nothing is set")) } } }
}

/// The criteria as a map with its scales beside it.
fn weighed(criteria: &Criteria) -> Markup {
    html! {
        section #criteria aria-labelledby="criteria_title" {
            h2 #criteria_title { (say("How risks are weighed")) }
            div.chart_and_words {
                figure { (risk_map::empty(criteria, say("What a likelihood and a consequence make"))) }
                div { (levels(criteria)) }
            }
            div.chart_and_words.scales {
                (scale(say("Likelihood"), &criteria.likelihood))
                (scale(say("Consequence"), &criteria.consequence))
            }
        }
    }
}

/// How a score comes about, and the levels.
pub fn levels(criteria: &Criteria) -> Markup {
    let limit = criteria.limit();
    html! {
        p { (say(scoring_words(criteria.score))) }
        table.register.plain_table {
            caption.unseen { (say("Levels of risk")) }
            thead { tr { th scope="col" { (say("Level")) } th scope="col" { (say("Score")) } th scope="col" { (say("Who accepts")) } } }
            tbody {
                @for (at, level) in criteria.levels.iter().enumerate().rev() {
                    @let below = criteria.levels.get(at + 1).map(|next| next.from.saturating_sub(1));
                    tr {
                        td { (parts::risk_badge(None, risk_map::level(criteria, at))) }
                        td.tight { @match below { Some(to) => (say_with("{from} to {to}", &[("from", &level.from), ("to", &to)])), None => (say_with("{from} or more", &[("from", &level.from)])) } }
                        td { (say(if at >= limit { "the owner, and top management in addition" } else { "the owner" })) }
                    }
                }
            }
        }
    }
}

/// How likelihood and consequence become a score, in words.
pub fn scoring_words(scoring: Scoring) -> &'static str {
    match scoring {
        Scoring::Product => "The score is likelihood times consequence.",
        Scoring::Sum => "The score is likelihood and consequence added.",
        Scoring::Maximum => "The score is the greater of likelihood and consequence.",
        Scoring::Table => "The score is read from a table.",
    }
}

fn scale(name: &str, steps: &[ScaleStep]) -> Markup {
    html! {
        table.register.plain_table {
            caption.unseen { (name) }
            thead { tr { th scope="col" { (name) } th scope="col" { (say("What it means")) } } }
            tbody {
                @for (at, step) in steps.iter().enumerate().rev() {
                    tr {
                        th.tight scope="row" { b { (at + 1) } " " (step.name) }
                        td { @if step.description.trim().is_empty() { span.quiet { (say("not described")) } } @else { (step.description) } }
                    }
                }
            }
        }
    }
}
