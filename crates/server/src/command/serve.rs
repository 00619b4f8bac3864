//! `castellan serve`: the pages and the API.

use std::{net::SocketAddr, process::ExitCode};

use super::Everywhere;
use crate::{
    app::{App, Reached},
    serve::{Listening, bind, serve},
};

/// Where the product listens unless told.
pub const LISTEN: &str = "127.0.0.1:8027";

/// Serve the pages and the API.
#[derive(clap::Args)]
pub struct Serve {
    /// The address and port to listen on.
    #[arg(long, default_value = LISTEN, value_name = "ADDRESS")]
    listen: SocketAddr,
    /// The https:// address people type, when a proxy in front ends TLS.
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
}

impl Serve {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let (url, secure) = Listening { listen: self.listen, public_url: self.public_url }.reached()?;
        let app = App::open(&everywhere.data, everywhere.accept_clock, Reached { url, secure, demo: None })?;
        let listener = bind(self.listen).await?;
        println!("Castellan listens on {}. Stop it with Ctrl-C.", app.reached.url);
        serve(app, listener).await?;
        Ok(ExitCode::SUCCESS)
    }
}
