//! `castellan serve`: the pages and the API.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode, sync::Arc};

use super::{Everywhere, output::put};
use crate::{
    app::{App, Reached},
    serve::{Certificate, Listening, bind, serve, serve_by},
};

/// Where the product listens unless told.
pub const LISTEN: &str = "127.0.0.1:8027";

/// Serve the pages and the API.
#[derive(clap::Args)]
pub struct Serve {
    /// The address and port to listen on.
    #[arg(long, default_value = LISTEN, value_name = "ADDRESS")]
    listen: SocketAddr,
    #[command(flatten)]
    reached: PublicUrl,
    /// The certificate and those above it, as PEM, to end TLS here.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// Its private key, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

/// What people type to reach the product.
#[derive(clap::Args)]
pub struct PublicUrl {
    /// The https:// address people type, when a proxy in front ends TLS.
    #[arg(long, value_name = "URL", env = "CASTELLAN_PUBLIC_URL")]
    public_url: Option<String>,
}

impl PublicUrl {
    /// The same product, with links to this address.
    pub fn over(&self, app: App) -> App {
        match &self.public_url {
            None => app,
            Some(url) => {
                let reached = Reached { url: url.trim_end_matches('/').into(), ..Reached::clone(&app.reached) };
                App { reached: Arc::new(reached), ..app }
            }
        }
    }

    /// The address, as it was given.
    pub fn given(self) -> Option<String> {
        self.public_url
    }
}

impl Serve {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let certificate = self.tls_cert.zip(self.tls_key).map(|(chain, key)| Certificate { chain, key });
        let listening = Listening { listen: self.listen, public_url: self.reached.given(), certificate };
        let (url, secure) = listening.reached()?;
        let app = App::open(&everywhere.data, everywhere.accept_clock, Reached { url, secure, demo: None })?;
        let tls = match &listening.certificate {
            Some(certificate) => Some(certificate.read().await?),
            None => None,
        };
        let listener = bind(listening.listen).await?;
        put(format!("Castellan listens on {}. Stop it with Ctrl-C.\n", app.reached.url).as_bytes())?;
        match tls {
            Some(tls) => serve_by(tls, app, listener).await?,
            None => serve(app, listener).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
