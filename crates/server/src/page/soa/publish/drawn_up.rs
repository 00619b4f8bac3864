//! Drawing up a version: approval, rows and PDF, first into the vault, then named by an entry.
//!
//! The rows and the PDF are in the vault before the entry names them, and the entry is made only if the rows still say
//! what was printed.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use isms::{
    ApplicabilityStatement, Body, Changes, Id, Isms, Link, Reason, Refusal, Register, Revision,
    evidence::VaultFile,
    register_of, say as reason,
    views::soa::{self, in_the_way, soa},
};
use jiff::{Timestamp, civil::Date};
use recorder::{Action, Caller, Naming, Reader, Request};
use reports::Publication;
use serde_json::{Value, json};

use super::{Asked, REGISTER, everybody_sees, stale::still_says};
use crate::{
    app::App,
    keeping::{LARGEST_FILE, keep},
    page::soa::head::next_version,
    problem::Failed,
    statement::{print, state_of, statement},
};

/// Publishes what the approver saw: `None` where that is not what would be published.
///
/// # Errors
/// Refused with the fields at fault.
pub async fn published(
    app: &App, caller: &Caller, asked: &Asked, request: Option<&Request>,
) -> Result<Option<Id>, Failed> {
    let reader = app.recorder.read(caller);
    if !still_says(&app.recorder.read_after(caller, asked.seen)?, &reader)? {
        return Ok(None);
    }
    let version = drawn_up(app, &reader, asked).await?;
    record_version(app, caller, version, request).await
}

/// A version ready to be recorded: its files are in the vault.
struct Version {
    record: ApplicabilityStatement,
    rows: Value,
}

async fn drawn_up(app: &App, reader: &Reader, asked: &Asked) -> Result<Version, Failed> {
    let (isms, caller, today) = (reader.view()?, reader.caller(), reader.day.judged_on);
    let approval = approval(reader, isms, asked, today)?;
    let version = next_version(isms).to_string();
    let reasons = in_the_way(isms);
    if !reasons.is_empty() {
        return Err(refused(reasons));
    }
    let sees = everybody_sees(isms);
    // Everybody who reads the statement reads this: what is restricted is named by its number alone.
    let title = |id: Id| match register_of(id).and_then(|register| register.head(isms, id)) {
        Some(head) if sees(id) => Some(head.title),
        _ => Some(id.to_string()),
    };
    let publication = Publication {
        version: version.clone(),
        approver: title(approval.by).unwrap_or_default(),
        approved_on: approval.on,
        minutes: approval.minutes.and_then(title),
    };
    let printed = statement(isms, &soa(isms, today), &sees, &|_| true, state_of(reader), Some(publication));
    let rows = soa::as_published(isms, today, &sees);
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

/// Keeps a file in the vault; it is durable when this answers.
async fn kept(app: &App, caller: &Caller, bytes: Vec<u8>, name: String) -> Result<VaultFile, Failed> {
    let (app, caller) = (app.clone(), caller.clone());
    let kept =
        tokio::task::spawn_blocking(move || keep(&app, &caller, &name, &mut bytes.as_slice(), LARGEST_FILE)).await;
    kept.map_err(anyhow::Error::from)?
}

/// Records the version if the rows still say what was printed; `None` where they do not.
async fn record_version(
    app: &App, caller: &Caller, version: Version, request: Option<&Request>,
) -> Result<Option<Id>, Failed> {
    let (action, how) = match version.record.signed_here {
        true => (Action::Approve, "approved"),
        false => (Action::RecordApproval, "recorded"),
    };
    let moved = Arc::new(AtomicBool::new(false));
    let words = json!({ "version": version.record.version, "how": how });
    let naming = Naming { register: REGISTER, word: "published", words, request: request.cloned() };
    let told = Arc::clone(&moved);
    let decide = move |isms: &Isms, _: &isms::Who, now: Timestamp| decide(isms, now, &version, &told);
    match app.recorder.record_decided(caller, action, naming, decide).await {
        Ok(recorded) => Ok(recorded.records.last().copied()),
        Err(_) if moved.load(Ordering::Relaxed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn decide(isms: &Isms, now: Timestamp, version: &Version, moved: &AtomicBool) -> Result<Changes, Refusal> {
    let refused = |reasons| Refusal { asked: reason!("the statement cannot be published"), reasons };
    let register = isms::register(REGISTER).ok_or_else(|| refused(vec![]))?;
    let taken = isms.applicability_statements().all().any(|one| one.version == version.record.version);
    if taken || soa::as_published(isms, isms.day(now), &everybody_sees(isms)) != version.rows {
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
