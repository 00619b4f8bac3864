//! The risk register: the map by one rating, what the rules found, and the risks that the filter lets through.

mod filter;
mod head;
mod rows;

pub use filter::is_overdue;
pub use rows::status;

use axum::{
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{AnyRegister, Id, Isms, views::risks::risks};
use maud::{Markup, html};

use self::filter::Filter;
use super::{here::Here, list::listed, naming::Names};
use crate::{parts, serve::Route, words::say};

pub fn routes() -> Vec<Route> {
    vec![("/risks", get(show))]
}

/// Who may not open views sees the risks that name them, as in any register; and so does who asks for any field.
async fn show(here: Here) -> Response {
    match (here.reader.view(), Filter::asked(&here)) {
        (Ok(isms), Some(filter)) => drawn(&here, isms, &filter).into_response(),
        _ => here.answer(listed(&here, "risks")),
    }
}

/// The risks that the page at this address shows, all its pages; none for other registers, and for those whose list is
/// the one of any register.
pub fn asked(here: &Here, register: &dyn AnyRegister) -> Option<Vec<Id>> {
    let isms = here.reader.view().ok().filter(|_| register.name() == "risks")?;
    let filter = Filter::asked(here)?;
    let names = Names { reader: &here.reader, isms, here: None };
    let view = risks(isms, here.reader.day.judged_on);
    Some(filter.rows(&names, &view).iter().map(|row| row.risk.id).collect())
}

fn drawn(here: &Here, isms: &Isms, filter: &Filter) -> Markup {
    let names = Names { reader: &here.reader, isms, here: None };
    let view = risks(isms, here.reader.day.judged_on);
    let body = html! {
        (head::title(&names, &view, filter))
        @if view.rows.is_empty() { (head::empty(&names, &view)) } @else {
            (parts::listing("risks", say("The risks"), &html! {
                (head::map_and_findings(&names, &view, filter))
                (head::filters(&names, &view, filter))
                (rows::table(&names, &view, filter))
            }))
        }
    };
    here.page(say("Risks"), &body)
}
