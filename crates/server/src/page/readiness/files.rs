//! Readiness as files: PDF, spreadsheet, CSV and JSON.

use axum::{response::Response, routing::get};
use recorder::{Action, Reader};
use serde_json::Value;

use crate::{
    page::{naming::no, soa::file},
    paper,
    problem::Failed,
    serve::Route,
    sign_in::At,
    views::{self, View},
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/readiness.pdf", get(pdf)),
        ("/readiness.xlsx", get(xlsx)),
        ("/readiness.csv", get(csv)),
        ("/readiness.json", get(json)),
    ]
}

async fn pdf(At(reader): At) -> Result<Response, Response> {
    let (view, said) = said(&reader)?;
    let bytes = paper::print(&reader, view, &said).await.map_err(no)?;
    Ok(file(&named(&reader, "pdf"), "application/pdf", bytes))
}

async fn xlsx(At(reader): At) -> Result<Response, Response> {
    let (view, said) = said(&reader)?;
    let bytes = formats::write_xlsx(&view.tables(&said)).map_err(|error| no(anyhow::Error::from(error)))?;
    Ok(file(&named(&reader, "xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
}

async fn csv(At(reader): At) -> Result<Response, Response> {
    let (view, said) = said(&reader)?;
    let bytes = view.tables(&said).first().map(formats::write_csv).unwrap_or_default();
    Ok(file(&named(&reader, "csv"), "text/csv; charset=utf-8", bytes))
}

async fn json(At(reader): At) -> Result<Response, Response> {
    let (_, said) = said(&reader)?;
    Ok(file(&named(&reader, "json"), "application/json", said.to_string().into_bytes()))
}

/// What the view says to this reader, who may take it away.
fn said(reader: &Reader) -> Result<(&'static View, Value), Response> {
    reader.must(Action::Export, "risks").map_err(no)?;
    let missing = || no(Failed::BadRequest("there is no view `readiness`".into()));
    let view = views::view("readiness").ok_or_else(missing)?;
    Ok((view, view.json(reader).map_err(no)?))
}

fn named(reader: &Reader, kind: &str) -> String {
    format!("readiness-{}.{kind}", reader.day.judged_on)
}
