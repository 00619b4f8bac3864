//! A mock audit: records drawn by a word, and what an auditor would find on them. Nothing of it is recorded; what
//! somebody adopts, they add themselves.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    AuditFinding, Held, Id, annex_a,
    audit_findings::FindingStatus,
    plain,
    readiness::{
        Severity,
        mock_audit::{Drawn, LONGEST_SEED, Point, Sample, mock_audit},
    },
    register_of,
};
use maud::{Markup, html};
use recorder::Action;
use serde::Deserialize;

use super::duties::severity;
use crate::{
    app::App,
    page::{
        address, around,
        naming::{Names, no},
    },
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    views,
    words::{capital, count, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/readiness/mock-audit", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    seed: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let today = reader.day.judged_on;
    // The day is as good a word as any, and everybody has the same today.
    let seed = if asked.seed.trim().is_empty() { today.to_string() } else { asked.seed.trim().to_owned() };
    views::seed(&seed).map_err(no)?;
    let audit = mock_audit(names.isms, today, &seed);
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("Mock audit"),
            under: Some(html! { (say(UNDER)) }),
            acts: Some(html! { a href=(names.to("/readiness")) { (say("Readiness")) } }),
            ..PageTitle::default()
        }))
        form.narrowing action="/readiness/mock-audit" {
            label { (say("Draw by the word")) " " input name="seed" value=(seed) maxlength=(LONGEST_SEED) required; }
            @if let Some(day) = reader.day.as_of { input type="hidden" name="as_of" value=(day); }
            button.plain { (say("Draw")) }
        }
        p.quiet { (say("The same word draws the same records on the same day. Of a population the square root is drawn, and not under three.")) }
        @for sample in &audit.samples { (drawn_from(&names, &seed, sample)) }
        p.quiet.small { (say("Drawn are those whose SHA-256 over word, colon and id comes first: anybody can draw them again.")) }
    };
    Ok(around(&app, &reader, &uri).page(say("Mock audit"), &body))
}

const UNDER: &str = "A rehearsal: records drawn as an auditor draws them, and what our rules find on them. Nothing of it is \
recorded and it fulfils nothing of clause 9.2. What you want to keep you adopt as an audit finding, in your own words.";

fn drawn_from(names: &Names, seed: &str, sample: &Sample) -> Markup {
    let seen: Vec<&Drawn> = sample.drawn.iter().filter(|one| names.reader.sees(one.id)).collect();
    let (bare, told): (Vec<&Drawn>, Vec<&Drawn>) = seen.iter().partition(|one| points(names, one).next().is_none());
    let hidden = sample.drawn.len() - seen.len();
    html! {
        section.readiness {
            h2 {
                (say(&capital(sample.population))) " "
                small.quiet { (say_with("{drawn} of {all} drawn", &[("drawn", &sample.drawn.len()), ("all", &sample.of)])) }
            }
            @if !told.is_empty() { ul.judged { @for drawn in told { (record(names, seed, drawn)) } } }
            @if !bare.is_empty() {
                p { (say("No gap found on")) " " @for (at, one) in bare.iter().enumerate() { @if at > 0 { ", " } (names.record(one.id)) } "." }
            }
            @if hidden > 0 { p.quiet { (count(hidden, "One more was drawn that you may not see.", "{count} more were drawn that you may not see.")) } }
        }
    }
}

/// What was found on it, or on what it is named with, as far as the reader may see that.
fn points<'a>(names: &Names, drawn: &'a Drawn) -> impl Iterator<Item = &'a Point> {
    drawn.points.iter().filter(|point| names.reader.sees(point.on))
}

fn record(names: &Names, seed: &str, drawn: &Drawn) -> Markup {
    html! {
        li {
            span {}
            div {
                p.duty_words { (names.titled(drawn.id)) }
                ul.gaps {
                    @for point in points(names, drawn) {
                        li {
                            (names.sentence(&point.sentence)) @if !point.sentence.key.ends_with('?') { "." } " "
                            @if point.severity != Severity::Observation { em.quiet { (say_with("Likely {severity}.", &[("severity", &say(severity(point.severity)))])) } " " }
                            code.rule { (point.rule) } " "
                            @if let Some(href) = names.target(point.remedy.to) { a.mend href=(href) { (say(point.remedy.words)) } " " }
                            @if let Some(id) = adopted(names, drawn.id, point) { (say("Adopted:")) " " (names.record(id)) }
                            @else if let Some(href) = adopt(names, seed, drawn.id, point) { a.mend href=(href) { (say("Adopt as audit finding")) } }
                        }
                    }
                }
            }
        }
    }
}

/// What a finding is called that somebody makes of a point.
fn title(names: &Names, point: &Point) -> String {
    point.sentence.message(names.isms, &|id| names.reader.sees_name(id)).to_string()
}

/// The open audit finding that somebody made of this point before, in whatever words of their own.
fn adopted(names: &Names, on: Id, point: &Point) -> Option<Id> {
    let (title, seen_in) = (title(names, point), seen_in(names, on, point));
    let is_it = |one: &Held<AuditFinding>| plain(&one.title) == plain(&title) || one.details.contains(&seen_in);
    let open = names.isms.audit_findings().iter().filter(|one| one.status != FindingStatus::Closed);
    open.filter(|one| names.reader.sees(one.id)).find(|one| is_it(one)).map(|one| one.id)
}

/// Where a point was seen, as its finding tells it.
fn seen_in(names: &Names, on: Id, point: &Point) -> String {
    let register = register_of(on).map_or("", |register| register.name());
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("register", &register), ("record", &names.called(on)), ("rule", &point.rule)];
    say_with("in {register} {record}, by the rule {rule}.", &values)
}

/// A new audit finding with what was found filled in: the person who adopts it says the rest, and records it. What tells
/// of something restricted is restricted too.
fn adopt(names: &Names, seed: &str, on: Id, point: &Point) -> Option<String> {
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "audit-findings");
    let message = title(names, point);
    let restricted = |id: Id| register_of(id).is_some_and(|register| register.is_restricted(names.isms, id));
    let restricted = point.sentence.records().chain([on]).any(restricted);
    let seen_in = seen_in(names, on, point);
    let details =
        say_with("Seen in a mock audit drawn by “{seed}”, {seen_in}", &[("seed", &seed), ("seen_in", &seen_in)]);
    let grade = match point.severity {
        Severity::Major => "major-nonconformity",
        Severity::Minor => "minor-nonconformity",
        Severity::Observation => "observation",
    };
    let control = Some(on).filter(|id| annex_a::control(*id).is_some()).map(annex_a::number);
    let about: BTreeSet<String> = point.clause.clone().into_iter().chain(control).collect();
    let about = about.into_iter().collect::<Vec<_>>().join(", ");
    let day = names.reader.day.judged_on.to_string();
    let around = if restricted { "yes" } else { "no" };
    let fields = [
        ("title", message.as_str()),
        ("details", &details),
        ("about", &about),
        ("grade", grade),
        ("found_on", &day),
        ("restricted", around),
    ];
    let query: Vec<String> = fields.iter().map(|(name, text)| format!("{name}={}", parts::encoded(text))).collect();
    may.then(|| address::with("/audit-findings/new", &query.join("&")))
}
