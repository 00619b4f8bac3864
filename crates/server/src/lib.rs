//! Castellan: pages, API, command line and sign-in of an information security management system.
//!
//! A library only so that the tests of the whole product can hold its router and its application in hand.

mod accounts;
mod answers;
mod api;
mod app;
mod assets;
mod command;
mod demo;
mod importing;
mod keeping;
mod listing;
mod page;
mod paper;
mod parts;
mod problem;
mod serve;
mod sign_in;
mod staged;
mod statement;
mod table;
mod tokens;
mod views;
mod words;
mod work;

use std::process::ExitCode;

use clap::Parser;

pub use api::document;
pub use app::{App, Reached};
pub use command::found_at;
pub use serve::{Route, router, routes};
pub use sign_in::{begin, new_token};
pub use work::work_by;

/// The names of all views, as addresses and commands have them.
pub fn view_names() -> impl Iterator<Item = &'static str> {
    views::ALL.iter().map(|view| view.name)
}

/// The program: reads its arguments, does what they say, and tells how that went.
pub fn run() -> ExitCode {
    // A child for untrusted work limits itself before anything else runs.
    if std::env::args().nth(1).as_deref() == Some(work::COMMAND) {
        return work::child();
    }
    let castellan = command::Castellan::parse();
    // Who runs a command reads its sentence; what led to it is for the log of a server.
    let level = if castellan.serves() { "warn" } else { "error" };
    let filter = tracing_subscriber::EnvFilter::try_from_env("CASTELLAN_LOG").unwrap_or_else(|_| level.into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(castellan.run()),
        Err(error) => {
            eprintln!("castellan: the system gives no threads: {error}");
            ExitCode::from(3)
        }
    }
}
