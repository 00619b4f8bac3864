//! `castellan serve`: the pages and the API.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::Context;

use super::{Everywhere, output::put};
use crate::{
    app::{App, Reached},
    serve::{Certificate, Listening, Served, bind, serve, serve_by, served_at},
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
    /// The same product, with links to this address, else to where it is served now, else to where it would be.
    pub fn over(&self, app: App) -> App {
        let given = self.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
        match given.or_else(|| served_at(app.directory.path())) {
            None => app,
            Some(url) => App { reached: Arc::new(Reached { url, ..Reached::clone(&app.reached) }), ..app },
        }
    }

    /// What to say of a link where nobody knows the address that it should lead to.
    pub fn unknown(&self, data: &Path) -> Option<String> {
        let known = self.public_url.is_some() || served_at(data).is_some();
        (!known).then(|| {
            format!(
                "Nothing serves this data now. The link leads to http://{LISTEN}, where `castellan serve` listens unless \
                 told; served elsewhere, put that address in its place, or give it with `--public-url`.\n"
            )
        })
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
        let _told =
            Served::at(&everywhere.data, &app.reached.url).context("the data directory cannot be written to")?;
        put(format!("Castellan listens on {}. Stop it with Ctrl-C.\n", app.reached.url).as_bytes())?;
        match tls {
            Some(tls) => serve_by(tls, app, listener).await?,
            None => serve(app, listener).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}
