//! Imports: the files of spreadsheets, brought in by one act. Past imports are a register like others.

use axum::{
    Json,
    extract::{FromRequest, Multipart, Request, State},
    http::{StatusCode, header},
    response::IntoResponse,
    routing::get,
};
use isms::import::{Choices, SheetChoice};
use recorder::{Action, NotRecorded, named};
use serde_json::json;

use super::{answer::Answer, asked::Pairs, register::list};
use crate::{
    answers::with,
    app::App,
    importing::{self, Imported},
    problem::Failed,
    serve::Route,
    sign_in::Signed,
};

pub fn routes() -> Vec<Route> {
    vec![("/api/v1/imports", get(list).post(import))]
}

/// A form (`multipart/form-data`) of files. `dry_run=true` says what would come of it and writes nothing; `as` names the
/// register where it is one, `source` what later imports compare with. Tables of which it is not certain what they are
/// stay out, each with a problem. The same files again change nothing, so that no key is needed to send them again.
async fn import(State(app): State<App>, Signed(caller): Signed, pairs: Pairs, request: Request) -> Answer {
    pairs.only(&["dry_run", "as", "source"])?;
    let reader = app.recorder.read(&caller);
    reader.must(Action::Import, "imports")?;
    let said = said(&pairs)?;
    let form = Multipart::from_request(request, &app).await.map_err(|_| no_form())?;
    let files = importing::brought(form).await?;
    if files.is_empty() {
        return Err(Failed::BadRequest("no file came: send each as a part with a file name".into()).into());
    }
    let sheets = importing::read(&files).await?;
    let choices = Choices { sheets: vec![said; sheets.len()], only_certain: true };
    if pairs.get("dry_run") == Some("true") {
        let plan = importing::plan(&app, &reader, &sheets, &choices)?;
        return Ok(Json(with(json!(plan.outcome()), "dry_run", true.into())).into_response());
    }
    let Imported { record, outcome } = importing::import(&app, &caller, &files, (sheets, choices), None).await?;
    let answer = Json(with(json!(outcome), "id", json!(record)));
    Ok(match record {
        Some(id) => {
            (StatusCode::CREATED, [(header::LOCATION, format!("/api/v1/imports/{id}"))], answer).into_response()
        }
        None => answer.into_response(),
    })
}

/// What is said of all tables alike.
fn said(pairs: &Pairs) -> Result<SheetChoice, NotRecorded> {
    let register = pairs.get("as").map(|name| named(name).map(|register| register.name().to_owned())).transpose()?;
    Ok(SheetChoice { register, source: pairs.get("source").map(String::from), ..SheetChoice::default() })
}

fn no_form() -> Failed {
    let why = "the body is not a form: send the files with `Content-Type: multipart/form-data`";
    Failed::Request(StatusCode::UNSUPPORTED_MEDIA_TYPE, why.into())
}
