//! Import: drop the files in any order, see what each becomes, answer what cannot be inferred, and bring them in by one
//! act.

mod choices;
mod columns;
mod done;
mod notes;
mod preview;
mod record;

pub use record::record;

use axum::{
    extract::{Multipart, Path, Query, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use isms::Id;
use maud::{Markup, html};
use recorder::{Action, Caller, NotRecorded};
use serde::Deserialize;

use super::{around, form::sent::Sent};
use crate::{
    app::App,
    importing,
    parts::{DropFiles, PageTitle, drop_files, page_title},
    problem::Failed,
    serve::Route,
    sign_in::{At, Secret, Signed},
    staged::Staged,
    words::say,
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/import", get(ask).post(dropped)),
        ("/import/{number}", get(shown).post(answered)),
        ("/import/{number}/more", axum::routing::post(dropped_more)),
        ("/imported/{id}", get(done::done)),
    ]
}

#[derive(Deserialize, Default)]
struct Told {
    /// What was brought in said nothing that was not known.
    #[serde(default)]
    nothing_new: bool,
}

async fn ask(State(app): State<App>, At(reader): At, Query(told): Query<Told>, uri: Uri) -> Result<Markup, Response> {
    reader.must(Action::Import, "assets").map_err(|no| Failed::from(no).into_page())?;
    let title = say("Import");
    let under = html! { (say("Your spreadsheets, as they are. Nothing is written until you say so; then it is one act, and it can be taken back.")) };
    let body = html! {
        (page_title(&PageTitle { title, under: Some(under), ..PageTitle::default() }))
        @if told.nothing_new {
            p role="status" { b { (say("Nothing in these files was new: every row says what is known already, and nothing was recorded.")) } }
        }
        section {
            form.form method="post" action="/import" enctype="multipart/form-data" data-leave {
                (drop(true))
                p.acts { button { (say("See what they become")) } }
            }
        }
        section {
            h2 { (say("What can be read")) }
            p { (say("Workbooks (.xlsx) and CSV, in any separator and encoding, with headings in English: people, assets, risks, controls or a Statement of Applicability, treatment plans, suppliers, systems, entitlements, incidents, audit findings, policies, training, legal registers. Title rows above the table, extra columns and gaps are no trouble: you see what was understood, and correct it.")) }
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

fn drop(is_large: bool) -> Markup {
    drop_files(&DropFiles {
        name: "files",
        label: say(if is_large { "Drop your files here, in any order" } else { "More files, any order" }),
        help: say("Up to 50 files of 20 MiB each."),
        accept: ".xlsx,.csv,.txt,.tsv",
        is_large,
    })
}

async fn dropped(State(app): State<App>, Signed(caller): Signed, files: Multipart) -> Result<Response, Response> {
    stage(&app, &caller, None, files).await.map_err(Failed::into_page)
}

async fn dropped_more(
    State(app): State<App>, Signed(caller): Signed, Path(number): Path<String>, files: Multipart,
) -> Result<Response, Response> {
    let earlier = app.staging.get(&number, caller.account);
    stage(&app, &caller, earlier, files).await.map_err(Failed::into_page)
}

/// New files come last: what was decided about the earlier tables goes by their places.
async fn stage(app: &App, caller: &Caller, earlier: Option<Staged>, files: Multipart) -> Result<Response, Failed> {
    app.recorder.read(caller).must(Action::Import, "assets")?;
    let (earlier, choices) = earlier.map(|staged| (staged.files, staged.choices)).unwrap_or_default();
    let files = [&*earlier, &importing::brought(files).await?].concat();
    if files.is_empty() {
        return Err(NotRecorded::NotTaken(say("no file came: choose at least one, or drop some").into()).into());
    }
    let sheets = importing::read(&files).await?.into();
    let number = Secret::new("")?.shown().to_owned();
    let staged = Staged { account: caller.account, at: app.now(), files: files.into(), sheets, choices, outcome: None };
    app.staging.put(number.clone(), staged);
    Ok(Redirect::to(&format!("/import/{number}")).into_response())
}

async fn shown(
    State(app): State<App>, At(reader): At, Path(number): Path<String>, uri: Uri,
) -> Result<Response, Response> {
    let staged = waiting(&app, reader.caller(), &number).map_err(Failed::into_page)?;
    if let Some(outcome) = &staged.outcome {
        return Ok(Redirect::to(outcome).into_response());
    }
    let page = preview::page(&app, &reader, &uri, (&number, &staged), None);
    page.map(IntoResponse::into_response).map_err(Failed::into_page)
}

async fn answered(
    State(app): State<App>, At(reader): At, Path(number): Path<String>, uri: Uri, sent: Sent,
) -> Result<Response, Response> {
    answer(&app, &reader, &number, &uri, sent).await.map_err(Failed::into_page)
}

async fn answer(app: &App, reader: &recorder::Reader, number: &str, uri: &Uri, sent: Sent) -> Result<Response, Failed> {
    if let Some(recorded) = sent.answered(app, reader.caller())? {
        return Ok(Redirect::to(&imported(recorded.records)).into_response());
    }
    let mut staged = waiting(app, reader.caller(), number)?;
    if let Some(outcome) = &staged.outcome {
        return Ok(Redirect::to(outcome).into_response());
    }
    staged.choices = choices::read(&sent.pairs, staged.sheets.len());
    app.staging.choose(number, staged.choices.clone());
    if sent.get("import").is_empty() {
        return Ok(preview::page(app, reader, uri, (number, &staged), None)?.into_response());
    }
    let tables = (staged.sheets.to_vec(), staged.choices.clone());
    match importing::import(app, reader.caller(), &staged.files, tables, sent.request).await {
        Ok(brought) => {
            let outcome = imported(brought.record);
            app.staging.finish(number, &outcome);
            Ok(Redirect::to(&outcome).into_response())
        }
        Err(Failed::NotRecorded(NotRecorded::Refused(refusal))) => {
            let page = preview::page(app, reader, uri, (number, &staged), Some(&refusal))?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(failed) => Err(failed),
    }
}

/// Where it is told what came of it.
fn imported(records: impl IntoIterator<Item = Id>) -> String {
    let record = records.into_iter().find(|id| id.letters() == "IM");
    record.map_or("/import?nothing_new=true".into(), |id| format!("/imported/{id}"))
}

fn waiting(app: &App, caller: &Caller, number: &str) -> Result<Staged, Failed> {
    app.staging.get(number, caller.account).ok_or_else(|| {
        let words = say("these files are not waiting any more: they are kept for an hour, and only until they are brought in; drop them again");
        NotRecorded::Missing(isms::Message::from(words.to_owned())).into()
    })
}
