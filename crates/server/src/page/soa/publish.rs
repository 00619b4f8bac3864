//! Publishing a version: approved by the approver in their own sign-in, or recorded as approved with its minutes.
//!
//! Who approves, approves what they had before them: the form carries the entry it was made after, and what would be
//! published then must be what would be published now.

mod drawn_up;
mod stale;

use axum::{
    extract::{Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use isms::{
    Id, Isms, Reason,
    readiness::readiness,
    register_of,
    views::soa::{rules, soa, unconfirmed, undecided, without_scope},
};
use maud::{Markup, html};
use recorder::{Action, NotRecorded, Reader};
use serde::Deserialize;

use self::drawn_up::published;
use super::head::next_version;
use crate::{
    app::App,
    page::{
        around,
        by_rule::by_rule,
        form::{
            SEEN,
            sent::{Sent, sent_before},
        },
        naming::{Names, no},
        readiness::is_gap,
    },
    parts::{self, Field, PageTitle, Picker, Signer, Way},
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
    words::{count, say, say_with},
};

const REGISTER: &str = "applicability-statements";

pub fn routes() -> Vec<Route> {
    vec![("/soa/publish", get(ask).post(publish))]
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The entry after which the approver read the statement.
    pub seen: u64,
    /// `approved` in one's own sign-in, or `recorded`.
    pub how: String,
    /// For an approval given elsewhere: who, when, and the evidence that holds the minutes.
    pub approver: String,
    pub approved_on: String,
    pub minutes: String,
}

impl Asked {
    fn of(sent: &Sent) -> Result<Asked, Failed> {
        let text = |name: &str| sent.get(name).to_owned();
        let unsaid = || Failed::BadRequest(say("it was not said which statement was read: open the form again").into());
        Ok(Asked {
            seen: sent.get(SEEN).parse().map_err(|_| unsaid())?,
            how: text("how"),
            approver: text("approver"),
            approved_on: text("approved_on"),
            minutes: text("minutes"),
        })
    }
}

/// The entry after which the statement was read, where the page it was read on says so.
#[derive(Deserialize)]
struct Read {
    seen: Option<String>,
}

async fn ask(State(app): State<App>, At(reader): At, Query(read): Query<Read>, uri: Uri) -> Result<Markup, Response> {
    may(&reader).map_err(no)?;
    let seen = read.seen.and_then(|seen| seen.parse().ok()).unwrap_or(reader.picture().seq);
    let notice = stale::notice(&app, &reader, seen).map_err(no)?.unwrap_or_default();
    let body = page(&Names::of(&reader)?, &Asked::default(), &[], &notice);
    Ok(around(&app, &reader, &uri).page(say("Publish"), &body))
}

async fn publish(State(app): State<App>, Signed(caller): Signed, uri: Uri, sent: Sent) -> Result<Response, Response> {
    let reader = app.recorder.read(&caller);
    may(&reader).map_err(no)?;
    let asked = Asked::of(&sent).map_err(no)?;
    let again = |status, reader: &Reader, reasons: &[Reason], notice: &Markup| {
        let body = page(&Names::of(reader)?, &asked, reasons, notice);
        Ok::<_, Response>((status, around(&app, reader, &uri).page(say("Not published"), &body)).into_response())
    };
    match sent.answered(&app, &caller) {
        Ok(Some(done)) => return Ok(to_version(done.records.last().copied())),
        Ok(None) => {}
        Err(Failed::NotRecorded(NotRecorded::OtherBody(_))) => {
            return again(StatusCode::UNPROCESSABLE_ENTITY, &reader, &[sent_before()], &Markup::default());
        }
        Err(failed) => return Err(failed.into_page()),
    }
    match published(&app, &caller, &asked, sent.request.as_ref()).await {
        Ok(Some(id)) => Ok(to_version(Some(id))),
        Ok(None) => {
            let now = app.recorder.read(&caller);
            let notice = stale::notice(&app, &now, asked.seen).map_err(no)?.unwrap_or_default();
            again(StatusCode::CONFLICT, &now, &[], &notice)
        }
        Err(Failed::NotRecorded(NotRecorded::Refused(refused))) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, &reader, &refused.reasons, &Markup::default())
        }
        Err(failed) => Err(failed.into_page()),
    }
}

fn to_version(id: Option<Id>) -> Response {
    Redirect::to(&id.map_or("/soa".into(), |id| format!("/soa/{id}"))).into_response()
}

fn may(reader: &Reader) -> Result<(), NotRecorded> {
    reader.must(Action::Approve, REGISTER).or_else(|no| reader.must(Action::RecordApproval, REGISTER).map_err(|_| no))
}

fn page(names: &Names, asked: &Asked, reasons: &[Reason], notice: &Markup) -> Markup {
    let version = next_version(names.isms);
    let (scope_is_missing, proposed) = (without_scope(names.isms), unconfirmed(names.isms));
    let open: Vec<Id> =
        undecided(names.isms).iter().filter_map(|number| number.trim_start_matches("A.").parse().ok()).collect();
    html! {
        (parts::page_title(&PageTitle {
            title: &say_with("Publish version {version}", &[("version", &version)]),
            under: Some(html! { (say("A version is kept as it is: its rows and its PDF, each under its hash. Clause 6.1.3 d.")) }),
            ..PageTitle::default()
        }))
        (notice)
        @if scope_is_missing { (without_a_scope(names)) }
        @if !scope_is_missing && open.is_empty() && proposed.is_empty() {
            (summary(reasons))
            (what_is_approved(names))
            @if names.reader.may_at_all(Action::Approve, REGISTER) { (approve(names, version)) }
            @if names.reader.may_at_all(Action::RecordApproval, REGISTER) { (record(names, asked, reasons)) }
        }
        @if !open.is_empty() { (undecided_yet(names, &open)) }
        @if !proposed.is_empty() { (proposed_yet(names, &proposed)) }
    }
}

/// What applies, applies to something: the statement rests on the scope.
fn without_a_scope(names: &Names) -> Markup {
    let scope = names.isms.the_organisation().map(|one| format!("/organisation/{}/edit#scope", one.id));
    parts::refusal(&parts::Refusal {
        said_no: say("The scope is empty, so there is no statement to publish yet."),
        why: html! { (say("The statement says which controls apply to what is in scope (clauses 4.3 and 6.1.3 d). Without a scope nobody can say what it is about.")) },
        ways: &[Way {
            words: say("Write the scope"),
            href: scope.as_deref().unwrap_or("/organisation"),
            note: Some(say("What the management system covers: services, places, and where it ends.")),
        }],
        kept: None,
        rule: None,
    })
}

fn undecided_yet(names: &Names, open: &[Id]) -> Markup {
    parts::refusal(&parts::Refusal {
        said_no: &count(
            open.len(),
            "One control is undecided, so there is no statement to publish yet.",
            "{count} controls are undecided, so there is no statement to publish yet.",
        ),
        why: html! {
            (say("The statement says of every control whether it applies, and why (clause 6.1.3 d). Undecided:")) " "
            @for (at, id) in open.iter().enumerate() { @if at > 0 { ", " } (names.record(*id)) } "."
        },
        ways: &[
            Way {
                words: say("Decide on them, on one page"),
                href: "/soa/undecided",
                note: Some(say(
                    "Each with what it is for and what leaving it out would claim; needed or left out, with your reason.",
                )),
            },
            Way {
                words: say("Name them in the risks that need them"),
                href: "/risks",
                note: Some(say("A control that a risk, a law or a contract names applies by that.")),
            },
        ],
        kept: None,
        rule: None,
    })
}

/// Nobody approves what nobody has looked at.
fn proposed_yet(names: &Names, proposed: &[Id]) -> Markup {
    parts::refusal(&parts::Refusal {
        said_no: &count(
            proposed.len(),
            "The statement rests on one record that is only proposed, so it stays a draft.",
            "The statement rests on {count} records that are only proposed, so it stays a draft.",
        ),
        why: html! {
            (say("A reason for a control has to be your own before somebody approves it (clause 6.1.3 d). Nobody has confirmed:")) " "
            @for (at, id) in proposed.iter().enumerate() { @if at > 0 { ", " } (names.record(*id)) } "."
        },
        ways: &[Way {
            words: say("Look at what was proposed, and confirm it"),
            href: "/first-steps",
            note: Some(say("Group by group; what is not yours is withdrawn.")),
        }],
        kept: None,
        rule: None,
    })
}

/// What is approved is what stands here: the entry after which this page was made.
fn seen(names: &Names) -> Markup {
    html! { input type="hidden" name=(SEEN) value=(names.reader.picture().seq); }
}

fn summary(reasons: &[Reason]) -> Markup {
    let words: Vec<(String, String)> = reasons
        .iter()
        .map(|one| {
            let field = one.field.as_deref().unwrap_or_default();
            (format!("{}: {}", one.why, one.remedy), format!("#{}", field_of(field)))
        })
        .collect();
    let ways: Vec<Way> = words.iter().map(|(words, href)| Way::new(words, href)).collect();
    html! { @if !ways.is_empty() { (parts::error_summary(&ways)) } }
}

/// Whoever signs reads first how much applies, and what the rules found: it is all signed with the rest.
fn what_is_approved(names: &Names) -> Markup {
    let soa = soa(names.isms, names.reader.day.judged_on);
    let counts = soa.counts(&|id| names.reader.sees(id));
    let judged = readiness(names.isms, names.reader.day.judged_on);
    let asked_beside = judged.iter().filter(|one| one.rule.clause() == "6.1.3" && is_gap(one)).count();
    html! {
        section aria-labelledby="approved_title" {
            h2 #approved_title { (say("What is approved")) }
            p {
                (count(counts.apply, "One control applies", "{count} controls apply")) ", "
                (count(counts.excluded, "one is left out.", "{count} are left out.")) " "
                @if !soa.findings.is_empty() { (say("The rules find this in it, and so will an auditor. You may publish all the same:")) }
            }
            (by_rule(names, rules(), &soa.findings, "/soa"))
            @if asked_beside > 0 {
                p {
                    (count(asked_beside, "One duty of clause 6.1.3 beside the statement has gaps, such as plans that nobody approved:", "{count} duties of clause 6.1.3 beside the statement have gaps, such as plans that nobody approved:"))
                    " " a href=(names.to("/standards/6.1.3")) { (say("see what an auditor will ask")) } "."
                }
            }
        }
    }
}

fn approve(names: &Names, version: usize) -> Markup {
    let name =
        names.reader.person().and_then(|person| names.reader.head(person)).map(|head| head.title).unwrap_or_default();
    html! {
        section aria-labelledby="approve_title" {
            h2 #approve_title { (say("Approve and publish")) }
            (parts::act(&parts::Act {
                action: "/soa/publish",
                means: html! { (say("You approve the statement as it stands now, with all that the rules find in it. It is published in your name, today.")) },
                signers: &[Signer { ring: parts::Ring::Open, who: &name, note: say("by your own sign-in") }],
                fields: html! { (seen(names)) input type="hidden" name="how" value="approved"; },
                signs: None,
                button: &say_with("Approve and publish version {version}", &[("version", &version)]),
                instead: Some(Way::new(say("Read it first"), "/soa")),
            }))
        }
    }
}

fn record(names: &Names, asked: &Asked, reasons: &[Reason]) -> Markup {
    let about = |name, label, help| Field {
        name,
        label: say(label),
        help: Some(say(help)),
        error: reasons
            .iter()
            .find(|one| one.field.as_deref().map(field_of) == Some(name))
            .map(|one| html! { (one.why) ": " (one.remedy) }),
        is_optional: false,
    };
    let person = Picker { register: "people", value: &asked.approver, title: None, many: false };
    let minutes = Picker { register: "evidence", value: &asked.minutes, title: None, many: false };
    html! {
        section aria-labelledby="record_title" {
            h2 #record_title { (say("Record as approved")) }
            (parts::act(&parts::Act {
                action: "/soa/publish",
                means: html! { (say("It was approved elsewhere, in a meeting for example. The version says that it was recorded, not signed here, and names the minutes.")) },
                signers: &[],
                fields: html! {
                    (seen(names))
                    input type="hidden" name="how" value="recorded";
                    (parts::picker(&about("approver", "Approved by", "The person who approved it. Type a name or a number."), &person))
                    (parts::text(&about("approved_on", "Approved on", "The day of the decision."), "date", &asked.approved_on))
                    (parts::picker(&about("minutes", "Minutes", "The piece of evidence that holds them: a file, or a link to where they lie."), &minutes))
                },
                signs: None,
                button: &say_with("Record and publish version {version}", &[("version", &next_version(names.isms))]),
                instead: None,
            }))
        }
    }
}

/// The field of the form that a field of the record is written in.
fn field_of(field: &str) -> &str {
    if field == "approved_by" { "approver" } else { field }
}

/// In a published version nobody reads what is restricted, whoever publishes.
pub fn everybody_sees(isms: &Isms) -> impl Fn(Id) -> bool {
    move |id| register_of(id).and_then(|register| register.head(isms, id)).is_some_and(|head| !head.restricted)
}
