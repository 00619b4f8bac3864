//! What was to be done before today and is not, over all registers.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    ALL, Link,
    views::overdue::{Item, overdue},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{around, home::late, naming::Names};
use crate::{
    app::App,
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, long_day, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/overdue", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// Only what this person sees to.
    owner: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let today = reader.day.judged_on;
    let owned = |item: &Item| {
        asked.owner.is_empty() || item.owner.as_ref().and_then(Link::id).is_some_and(|id| id.to_string() == asked.owner)
    };
    let items: Vec<Item> =
        overdue(names.isms, today).into_iter().filter(|item| reader.sees(item.id) && owned(item)).collect();
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("Overdue"),
            under: Some(html! {
                (count(items.len(), "{count} item was still to be done", "{count} items were still to be done")) " "
                (say_with("before {day}. What is due on the day itself is in time.", &[("day", &long_day(today))]))
                @if !asked.owner.is_empty() { " " a href=(names.to("/overdue")) { (say("Show everybody’s")) } }
            }),
            ..PageTitle::default()
        }))
        @if items.is_empty() { p { (say("Nothing is overdue.")) } }
        @for register in ALL { (of_register(&names, register.name(), &items)) }
    };
    Ok(around(&app, &reader, &uri).page(say("Overdue"), &body))
}

fn of_register(names: &Names, register: &str, items: &[Item]) -> Markup {
    let items: Vec<&Item> = items.iter().filter(|item| item.register == register).collect();
    html! {
        @if !items.is_empty() {
            section id=(register) aria-label=(late(register, items.len())) {
                div.wide.holds_table {
                    table.register.even {
                        caption.unseen { (late(register, items.len())) }
                        thead { tr {
                            th.id scope="col" { span.unseen { (say("Number")) } }
                            th scope="col" { b { (items.len()) } " " (late(register, items.len())) }
                            th scope="col" { (say("Due")) }
                            th.c2 scope="col" { (say("Owner")) }
                        } }
                        tbody { @for item in &items { (line(names, item)) } }
                    }
                }
            }
        }
    }
}

fn line(names: &Names, item: &Item) -> Markup {
    let head = names.reader.head(item.id);
    html! {
        tr {
            td.id { (names.called(item.id)) }
            td {
                a.row href=(names.href(item.id)) { (head.map(|head| head.title).unwrap_or_default()) }
                span.also { (names.owner_words(&item.owner)) }
            }
            td.tight { (parts::due(item.due, names.reader.day.judged_on)) }
            td.c2 { (names.owner(&item.owner)) }
        }
    }
}
