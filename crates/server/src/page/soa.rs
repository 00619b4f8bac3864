//! The Statement of Applicability: which controls are needed and why, as it stands, and the versions that were published.

mod decide;
mod files;
mod filter;
mod head;
mod publish;
mod rows;
mod version;

pub use files::file;
pub use filter::{implementation_word, theme_word};
pub use head::FAR;
pub use rows::{how_far, implemented, reasons, standing as applies, title as theme_title};

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::views::soa::soa;
use maud::{Markup, html};

use self::filter::Filter;
use super::{around, naming::Names};
use crate::{app::App, parts, serve::Route, sign_in::At, words::say};

pub fn routes() -> Vec<Route> {
    let page: Vec<Route> = vec![("/soa", get(show))];
    [page, decide::routes(), files::routes(), publish::routes(), version::routes()].into_iter().flatten().collect()
}

async fn show(
    State(app): State<App>, At(reader): At, Query(filter): Query<Filter>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let mut soa = soa(names.isms, reader.day.judged_on);
    soa.published = soa.published.filter(|version| reader.sees(version.id));
    let body = html! {
        (head::title(&names, &soa, &filter))
        (head::what_it_is(&names, &soa))
        (parts::listing("controls", say("The controls"), &html! {
            (head::filters(&names, &soa, &filter))
            (rows::table(&names, &soa, &filter))
        }))
        (version::list(&app, &names, &soa))
    };
    Ok(around(&app, &reader, &uri).page(say("Statement of Applicability"), &body))
}
