//! The working state as files: a draft as PDF, and the rows shown as spreadsheet, CSV and JSON.

use std::collections::BTreeSet;

use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use formats::Table;
use isms::{Isms, views::soa};
use recorder::{Action, Reader};
use reports::Statement;
use serde_json::Value;

use super::filter::Filter;
use crate::{
    page::naming::no,
    serve::Route,
    sign_in::At,
    statement::{draft, print, table},
};

pub fn routes() -> Vec<Route> {
    vec![("/soa.pdf", get(pdf)), ("/soa.xlsx", get(xlsx)), ("/soa.csv", get(csv)), ("/soa.json", get(json))]
}

async fn pdf(At(reader): At) -> Result<Response, Response> {
    let draft = drawn_up(&reader, &Filter::default())?;
    let name = format!("soa-draft-{}.pdf", reader.day.judged_on);
    Ok(file(&name, "application/pdf", print(&draft).await.map_err(no)?))
}

async fn xlsx(At(reader): At, Query(filter): Query<Filter>) -> Result<Response, Response> {
    let bytes = formats::write_xlsx(&[rows(&reader, &filter)?]).map_err(|error| no(anyhow::Error::from(error)))?;
    Ok(file(&named(&reader, "xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes))
}

async fn csv(At(reader): At, Query(filter): Query<Filter>) -> Result<Response, Response> {
    let bytes = formats::write_csv(&rows(&reader, &filter)?);
    Ok(file(&named(&reader, "csv"), "text/csv; charset=utf-8", bytes))
}

async fn json(At(reader): At, Query(filter): Query<Filter>) -> Result<Response, Response> {
    reader.must(Action::Export, "controls").map_err(no)?;
    let isms = reader.view().map_err(no)?;
    let mut shown = soa::json(isms, reader.day.judged_on, &|id| reader.sees_name(id));
    keep(&mut shown, &taken(isms, &reader, &filter));
    Ok(file(&named(&reader, "json"), "application/json", shown.to_string().into_bytes()))
}

/// The ids of the rows that the filter lets through.
fn taken(isms: &Isms, reader: &Reader, filter: &Filter) -> BTreeSet<String> {
    let soa = soa::soa(isms, reader.day.judged_on);
    soa.rows.iter().filter(|row| filter.takes(&soa, row)).map(|row| row.control.id.to_string()).collect()
}

/// Counts and findings stay those of the whole statement, as on the page above the rows.
fn keep(statement: &mut Value, taken: &BTreeSet<String>) {
    let is_taken = |row: &Value| row["id"].as_str().is_some_and(|id| taken.contains(id));
    if let Some(Value::Array(rows)) = statement.get_mut("controls") {
        rows.retain(is_taken);
    }
}

fn rows(reader: &Reader, filter: &Filter) -> Result<Table, Response> {
    table(reader, &drawn_up(reader, filter)?).map_err(no)
}

/// The statement as this reader may take it away.
fn drawn_up(reader: &Reader, filter: &Filter) -> Result<Statement, Response> {
    draft(reader, &|soa, row| filter.takes(soa, row)).map_err(no)
}

fn named(reader: &Reader, kind: &str) -> String {
    format!("soa-{}.{kind}", reader.day.judged_on)
}

/// A file to be kept by whoever asked for it.
pub fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
