//! Publishing a version: approved by the approver in their own sign-in, or recorded as approved with its minutes.
//!
//! The rows and the PDF are in the vault before the entry names them, and the entry is made only if the rows still say
//! what was printed.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Form,
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use isms::{
    ApplicabilityStatement, Body, Changes, Id, Isms, Link, Reason, Refusal, Register, Revision,
    evidence::VaultFile,
    register_of, say as reason,
    views::soa::{self, soa, undecided},
};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, html};
use recorder::{Action, Caller, NotRecorded, Reader};
use reports::Publication;
use serde::Deserialize;
use serde_json::{Value, json};

use super::head::next_version;
use crate::{
    app::App,
    keeping::{LARGEST_FILE, keep},
    page::{
        around,
        naming::{Names, no},
    },
    parts::{self, Field, PageTitle, Picker, Signer, Way},
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
    statement::{print, state_of, statement},
    words::{count, say, say_with},
};

/// How often a version is printed again because its rows changed while it was.
const TRIES: usize = 3;
const REGISTER: &str = "applicability-statements";

pub fn routes() -> Vec<Route> {
    vec![("/soa/publish", get(ask).post(publish))]
}

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// `approved` in one's own sign-in, or `recorded`.
    pub how: String,
    /// For an approval given elsewhere: who, when, and the evidence that holds the minutes.
    pub approver: String,
    pub approved_on: String,
    pub minutes: String,
}

async fn ask(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    may(&reader).map_err(no)?;
    Ok(around(&app, &reader, &uri).page(say("Publish"), &page(&names, &Asked::default(), &[])))
}

async fn publish(
    State(app): State<App>, Signed(caller): Signed, uri: Uri, Form(asked): Form<Asked>,
) -> Result<Response, Response> {
    let reader = app.recorder.read(&caller);
    may(&reader).map_err(no)?;
    match published(&app, &caller, &asked).await {
        Ok(id) => Ok(Redirect::to(&format!("/soa/{id}")).into_response()),
        Err(Failed::NotRecorded(NotRecorded::Refused(refused))) => {
            let names = Names::of(&reader)?;
            let body = page(&names, &asked, &refused.reasons);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, around(&app, &reader, &uri).page(say("Not published"), &body))
                .into_response())
        }
        Err(failed) => Err(failed.into_page()),
    }
}

fn may(reader: &Reader) -> Result<(), NotRecorded> {
    reader.must(Action::Approve, REGISTER).or_else(|no| reader.must(Action::RecordApproval, REGISTER).map_err(|_| no))
}

fn page(names: &Names, asked: &Asked, reasons: &[Reason]) -> Markup {
    let version = next_version(names.isms);
    let open: Vec<Id> =
        undecided(names.isms).iter().filter_map(|number| number.trim_start_matches("A.").parse().ok()).collect();
    html! {
        (parts::page_title(&PageTitle {
            title: &say_with("Publish version {version}", &[("version", &version)]),
            under: Some(html! { (say("A version is kept as it is: its rows and its PDF, each under its hash. Clause 6.1.3 d.")) }),
            ..PageTitle::default()
        }))
        @if open.is_empty() {
            (summary(reasons))
            @if names.reader.may_at_all(Action::Approve, REGISTER) { (approve(names, version)) }
            @if names.reader.may_at_all(Action::RecordApproval, REGISTER) { (record(asked, version, reasons)) }
        } @else {
            (parts::refusal(&parts::Refusal {
                said_no: &count(open.len(), "One control is undecided, so there is no statement to publish yet.", "{count} controls are undecided, so there is no statement to publish yet."),
                why: html! {
                    (say("The statement says of every control whether it applies, and why (clause 6.1.3 d). Undecided:")) " "
                    @for (at, id) in open.iter().enumerate() { @if at > 0 { ", " } (names.record(*id)) } "."
                },
                ways: &[
                    Way { words: say("Decide on many together"), href: "/controls", note: Some(say("Choose the rows, and say once whether they apply.")) },
                    Way { words: say("Decide on them one by one"), href: "/soa?show=undecided", note: Some(say("A control applies, or it is left out with a reason.")) },
                    Way { words: say("Name them in the risks that need them"), href: "/risks", note: Some(say("A control that a risk, a law or a contract names applies by that.")) },
                ],
                kept: None,
                rule: None,
            }))
        }
    }
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

fn approve(names: &Names, version: usize) -> Markup {
    let name =
        names.reader.person().and_then(|person| names.reader.head(person)).map(|head| head.title).unwrap_or_default();
    html! {
        section aria-labelledby="approve_title" {
            h2 #approve_title { (say("Approve and publish")) }
            (parts::act(&parts::Act {
                action: "/soa/publish",
                means: html! { (say("You approve the statement as it stands now, with its findings. It is published in your name, today.")) },
                signers: &[Signer { ring: parts::Ring::Open, who: &name, note: say("by your own sign-in") }],
                fields: html! { input type="hidden" name="how" value="approved"; },
                signs: None,
                button: &say_with("Approve and publish version {version}", &[("version", &version)]),
                instead: Some(Way::new(say("Read it first"), "/soa")),
            }))
        }
    }
}

fn record(asked: &Asked, version: usize, reasons: &[Reason]) -> Markup {
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
                    input type="hidden" name="how" value="recorded";
                    (parts::picker(&about("approver", "Approved by", "The person who approved it. Type a name or a number."), &person))
                    (parts::text(&about("approved_on", "Approved on", "The day of the decision."), "date", &asked.approved_on))
                    (parts::picker(&about("minutes", "Minutes", "The piece of evidence that holds them: a file, or a link to where they lie."), &minutes))
                },
                signs: None,
                button: &say_with("Record and publish version {version}", &[("version", &version)]),
                instead: None,
            }))
        }
    }
}

/// The field of the form that a field of the record is written in.
fn field_of(field: &str) -> &str {
    if field == "approved_by" { "approver" } else { field }
}

/// Publishes, and prints again as long as the rows change meanwhile.
async fn published(app: &App, caller: &Caller, asked: &Asked) -> Result<Id, Failed> {
    for _ in 0..TRIES {
        let version = drawn_up(app, caller, asked).await?;
        if let Some(id) = record_version(app, caller, asked, version).await? {
            return Ok(id);
        }
    }
    Err(NotRecorded::Busy.into())
}

/// A version ready to be recorded: its files are in the vault.
struct Version {
    record: ApplicabilityStatement,
    rows: Value,
}

async fn drawn_up(app: &App, caller: &Caller, asked: &Asked) -> Result<Version, Failed> {
    let reader = app.recorder.read(caller);
    let isms = reader.view()?;
    let today = reader.day.judged_on;
    let approval = approval(&reader, isms, asked, today)?;
    let version = next_version(isms).to_string();
    let open = undecided(isms);
    if !open.is_empty() {
        let why = reason!("{count} controls are undecided: {controls}", count = open.len(), controls = open.join(", "));
        let remedy = reason!("decide for each whether it applies, or record the risk or law that needs it");
        return Err(refused(vec![Reason::new(why, remedy)]));
    }
    let sees = everybody_sees(isms);
    let title = |id: Id| register_of(id).and_then(|register| register.head(isms, id)).map(|head| head.title);
    let publication = Publication {
        version: version.clone(),
        approver: title(approval.by).unwrap_or_default(),
        approved_on: approval.on,
        minutes: approval.minutes.and_then(title),
    };
    let printed = statement(isms, &soa(isms, today), &sees, &|_| true, state_of(&reader), Some(publication));
    let rows = soa::json(isms, today, &sees);
    let (pdf, data) = (print(&printed).await?, rows.to_string().into_bytes());
    let record = ApplicabilityStatement {
        published_on: Some(today),
        of_entry: u32::try_from(reader.picture().seq).unwrap_or(u32::MAX),
        approved_by: Some(Link::known(approval.by)),
        approved_on: Some(approval.on),
        signed_here: approval.minutes.is_none(),
        minutes: approval.minutes.map(Link::known),
        data: Some(kept(app, caller, data, format!("soa-{version}.json")).await?),
        pdf: Some(kept(app, caller, pdf, format!("soa-{version}.pdf")).await?),
        version,
    };
    Ok(Version { record, rows })
}

/// Who approved, when, and by which minutes where it was not here.
struct Approval {
    by: Id,
    on: Date,
    minutes: Option<Id>,
}

fn approval(reader: &Reader, isms: &Isms, asked: &Asked, today: Date) -> Result<Approval, Failed> {
    if !["approved", "recorded"].contains(&asked.how.as_str()) {
        let remedy = reason!("choose `approved` to sign here, or `recorded` for an approval that minutes show");
        return Err(refused(vec![Reason::new(reason!("it was not said how it is approved"), remedy).at("how")]));
    }
    if asked.how != "recorded" {
        reader.must(Action::Approve, REGISTER)?;
        let by = reader.person().ok_or_else(|| {
            refused(vec![Reason::new(
                reason!("no person stands behind this account"),
                reason!("ask an administrator to link your account to your entry among the people"),
            )])
        })?;
        return Ok(Approval { by, on: today, minutes: None });
    }
    reader.must(Action::RecordApproval, REGISTER)?;
    let by = one(reader, "people", "approved_by", &asked.approver);
    let on = asked.approved_on.trim().parse::<Date>().ok().filter(|on| *on <= today).ok_or_else(|| {
        Reason::new(reason!("this is not a day up to today"), reason!("write it like `2026-12-31`")).at("approved_on")
    });
    let minutes = one(reader, "evidence", "minutes", &asked.minutes).and_then(|id| held(isms, id));
    match (by, on, minutes) {
        (Ok(by), Ok(on), Ok(minutes)) => Ok(Approval { by, on, minutes: Some(minutes) }),
        (by, on, minutes) => Err(refused([by.err(), on.err(), minutes.err()].into_iter().flatten().collect())),
    }
}

/// The one record that a text finds.
fn one(reader: &Reader, register: &str, field: &str, text: &str) -> Result<Id, Reason> {
    let found = isms::register(register).map(|register| reader.find(register, text.trim())).unwrap_or_default();
    match (text.trim(), found.as_slice()) {
        ("", _) => Err(Reason::new(reason!("it is empty"), reason!("fill it in")).at(field)),
        (_, [id]) => Ok(*id),
        (text, []) => Err(Reason::new(
            reason!("nothing is called `{text}`", text = text),
            reason!("write its number or its whole name"),
        )
        .at(field)),
        (text, _) => {
            Err(Reason::new(reason!("several are called `{text}`", text = text), reason!("write the number")).at(field))
        }
    }
}

/// Minutes have to be there, not only named.
fn held(isms: &Isms, id: Id) -> Result<Id, Reason> {
    let held = isms.evidence().get(id).is_some_and(|one| one.file.is_some() || one.link.is_some());
    held.then_some(id).ok_or_else(|| {
        Reason::new(reason!("this evidence is named, not held"), reason!("add the file, or a link to where it lies"))
            .at("minutes")
    })
}

fn refused(reasons: Vec<Reason>) -> Failed {
    Refusal { asked: reason!("the statement cannot be published"), reasons }.into()
}

/// In a published version nobody reads what is restricted, whoever publishes.
pub fn everybody_sees(isms: &Isms) -> impl Fn(Id) -> bool {
    move |id| register_of(id).and_then(|register| register.head(isms, id)).is_some_and(|head| !head.restricted)
}

/// Keeps a file in the vault; it is durable when this answers.
async fn kept(app: &App, caller: &Caller, bytes: Vec<u8>, name: String) -> Result<VaultFile, Failed> {
    let (app, caller) = (app.clone(), caller.clone());
    let kept =
        tokio::task::spawn_blocking(move || keep(&app, &caller, &name, &mut bytes.as_slice(), LARGEST_FILE)).await;
    kept.map_err(anyhow::Error::from)?
}

/// Records the version if the rows still say what was printed; `None` where they do not.
async fn record_version(app: &App, caller: &Caller, asked: &Asked, version: Version) -> Result<Option<Id>, Failed> {
    let action = if asked.how == "recorded" { Action::RecordApproval } else { Action::Approve };
    let moved = Arc::new(AtomicBool::new(false));
    let words = json!({ "version": version.record.version, "how": asked.how });
    let told = Arc::clone(&moved);
    let decide = move |isms: &Isms, _: &isms::Who, now: Timestamp| decide(isms, now, &version, &told);
    let recorded = app.recorder.record_decided(caller, action, (REGISTER, "published"), words, decide).await;
    match recorded {
        Ok(recorded) => Ok(recorded.records.last().copied()),
        Err(_) if moved.load(Ordering::Relaxed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn decide(isms: &Isms, now: Timestamp, version: &Version, moved: &AtomicBool) -> Result<Changes, Refusal> {
    let refused = |reasons| Refusal { asked: reason!("the statement cannot be published"), reasons };
    let register = isms::register(REGISTER).ok_or_else(|| refused(vec![]))?;
    let taken = isms.applicability_statements().all().any(|one| one.version == version.record.version);
    if taken || soa::json(isms, isms.day(now), &everybody_sees(isms)) != version.rows {
        moved.store(true, Ordering::Relaxed);
        let why = reason!("a row changed while it was printed");
        return Err(refused(vec![Reason::new(why, reason!("publish again"))]));
    }
    let id = register.next_id(isms);
    let reasons = version.record.check(isms, id);
    if !reasons.is_empty() {
        return Err(refused(reasons));
    }
    Ok(vec![Revision::new(id, 1, &Body { record: version.record.clone(), ..Body::default() })])
}
