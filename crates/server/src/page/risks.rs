//! The risk register: the map by one rating, what the rules found, and the risks that the filter lets through.

mod filter;
mod head;
mod rows;

pub use filter::is_overdue;
pub use rows::status;

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::views::risks::risks;
use maud::{Markup, html};

use self::filter::Filter;
use super::{around, naming::Names};
use crate::{app::App, parts, serve::Route, sign_in::At, words::say};

pub fn routes() -> Vec<Route> {
    vec![("/risks", get(show))]
}

async fn show(
    State(app): State<App>, At(reader): At, Query(filter): Query<Filter>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let view = risks(names.isms, reader.day.judged_on);
    let body = html! {
        (head::title(&names, &view))
        @if view.rows.is_empty() { (head::empty(&names, &view)) } @else {
            (parts::listing("risks", say("The risks"), &html! {
                (head::map_and_findings(&names, &view, &filter))
                (head::filters(&names, &view, &filter))
                (rows::table(&names, &view, &filter))
            }))
        }
    };
    Ok(around(&app, &reader, &uri).page(say("Risks"), &body))
}
