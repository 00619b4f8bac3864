//! A list as a file: exactly the records that the same address shows, all pages of them.

use axum::{
    Json,
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use formats::{Table, Value as Cell, write_csv, write_xlsx};
use isms::{AnyRegister, Field, Id, Kind};
use recorder::{Action, NotRecorded, named};
use serde_json::Value;

use super::{
    here::Here,
    list::asked,
    shown::{Shown, called, is_missing},
};
use crate::{problem::Failed, serve::Route, words::say};

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub fn routes() -> Vec<Route> {
    vec![("/{register}/export", get(export))]
}

async fn export(here: Here, Path(name): Path<String>) -> Response {
    here.answer(exported(&here, &name))
}

fn exported(here: &Here, name: &str) -> Result<Response, Failed> {
    let register = named(name)?;
    here.reader.must(Action::Read, name)?;
    here.reader.must(Action::Export, name)?;
    let pairs = here.query();
    let format = pairs.iter().find(|(name, _)| name == "format").map_or("xlsx", |(_, format)| format.as_str());
    let shown = Shown::to(&here.reader);
    let ids = asked(here, register)?;
    match format {
        "json" => Ok(Json(records(&shown, register, &ids)).into_response()),
        "csv" => Ok(file(name, "csv", "text/csv; charset=utf-8", write_csv(&sheet(&shown, register, &ids)))),
        "xlsx" => {
            let bytes = write_xlsx(&[sheet(&shown, register, &ids)]);
            let bytes = bytes.map_err(|unwritable| NotRecorded::NotTaken(unwritable.to_string()))?;
            Ok(file(name, "xlsx", WORKBOOK, bytes))
        }
        other => Err(Failed::BadRequest(format!("there is no format `{other}`: choose xlsx, csv or json"))),
    }
}

fn records(shown: &Shown, register: &dyn AnyRegister, ids: &[Id]) -> Vec<Value> {
    let held = ids.iter().filter_map(|id| shown.reader.get(register, *id).ok());
    held.map(|held| shown.reader.shown(&held)).collect()
}

/// Reference and id, the columns of the list in their order, then every other field.
fn sheet(shown: &Shown, register: &dyn AnyRegister, ids: &[Id]) -> Table {
    let described = register.description();
    let in_list = described.face.columns.iter().filter_map(|name| described.field(name));
    let others = described.fields.iter().filter(|field| !described.face.columns.contains(&field.name.as_str()));
    let fields: Vec<&Field> = in_list.chain(others).collect();
    let titles = [say("Reference"), say("Id")].into_iter().map(String::from);
    let mut columns: Vec<String> = titles.chain(fields.iter().map(|field| say(&field.label).to_owned())).collect();
    let mut rows: Vec<Vec<Cell>> = ids.iter().filter_map(|id| row(shown, register, *id, &fields)).collect();
    let sources = || ids.iter().filter_map(|id| shown.reader.head(*id)).map(|head| head.proposed);
    // What nobody has confirmed says so in other hands, too.
    if sources().any(|source| source.is_some()) {
        columns.push(say("Proposed").into());
        let cells = sources().map(|source| source.map_or(Cell::Empty, Cell::Text));
        rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
    }
    Table { name: described.label(), columns, rows }
}

fn row(shown: &Shown, register: &dyn AnyRegister, id: Id, fields: &[&Field]) -> Option<Vec<Cell>> {
    let (held, head) = (shown.reader.get(register, id).ok()?, shown.reader.head(id)?);
    let first = [called(&head), id.to_string()].map(Cell::Text);
    let null = Value::Null;
    let titled = register.description().face.columns.first();
    let cells = fields.iter().map(|field| match held.body.record.get(&field.name).unwrap_or(&null) {
        // A control of Annex A has its title from the standard, not from its record.
        value if is_missing(value) && titled == Some(&field.name.as_str()) => Cell::Text(head.title.clone()),
        value => cell(shown, &field.kind, value),
    });
    Some(first.into_iter().chain(cells).collect())
}

fn cell(shown: &Shown, kind: &Kind, value: &Value) -> Cell {
    match (kind, value) {
        (_, value) if is_missing(value) => Cell::Empty,
        (Kind::Number { .. }, Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        (Kind::Date, Value::String(day)) => Cell::Date(day.clone()),
        (kind, value) => Cell::Text(shown.words(kind, value)),
    }
}

/// A file to keep.
pub fn file(name: &str, ending: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}.{ending}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
