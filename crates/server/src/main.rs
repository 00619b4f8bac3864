//! Castellan: pages, API, command line and sign-in of an information security management system.

mod api;
mod app;
mod assets;
mod command;
mod demo;
mod importing;
mod page;
mod parts;
mod problem;
mod serve;
mod sign_in;
mod statement;
mod staged;
mod words;
mod work;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // A child for untrusted work limits itself before anything else runs.
    if std::env::args().nth(1).as_deref() == Some(work::COMMAND) {
        return work::child();
    }
    let filter = tracing_subscriber::EnvFilter::try_from_env("CASTELLAN_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
    let castellan = command::Castellan::parse();
    match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(castellan.run()),
        Err(error) => {
            eprintln!("castellan: the system gives no threads: {error}");
            ExitCode::from(3)
        }
    }
}
