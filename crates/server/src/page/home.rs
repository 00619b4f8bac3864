//! Home.

use axum::{extract::State, http::Uri, routing::get};
use maud::{Markup, html};

use super::around;
use crate::{app::App, serve::Route, sign_in::At};

pub fn routes() -> Vec<Route> {
    vec![("/", get(home))]
}

async fn home(State(app): State<App>, At(reader): At, uri: Uri) -> Markup {
    around(&app, &reader, &uri).page("Home", &html! { h1 { "Home" } })
}
