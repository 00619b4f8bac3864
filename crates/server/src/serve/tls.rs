//! TLS in this process, for an organisation without a proxy in front.

use std::{path::PathBuf, time::Duration};

use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};
use recorder::NotRecorded;
use tokio::net::TcpListener;

/// Requests under way when it is asked to stop get this long.
const LAST_REQUESTS: Duration = Duration::from_secs(30);

/// What TLS is ended with: two files in PEM.
pub struct Certificate {
    /// The certificate and those above it.
    pub chain: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// A certificate and its key, read and fit for each other.
pub struct Tls(RustlsConfig);

impl Certificate {
    /// Reads both files.
    ///
    /// # Errors
    /// Says that they cannot be used together, and why.
    pub async fn read(&self) -> Result<Tls, NotRecorded> {
        // Only a first call takes effect, and there is no other.
        rustls::crypto::ring::default_provider().install_default().ok();
        let read = RustlsConfig::from_pem_chain_file(&self.chain, &self.key).await;
        let (chain, key) = (self.chain.display(), self.key.display());
        read.map(Tls).map_err(|error| {
            NotRecorded::NotTaken(format!("`{chain}` and `{key}` are no certificate with its key, in PEM: {error}"))
        })
    }
}

/// Serves over TLS until `stop`.
pub async fn serve(
    Tls(config): Tls, router: Router, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let handle = Handle::new();
    tokio::spawn({
        let handle = handle.clone();
        async move {
            stop.await;
            handle.graceful_shutdown(Some(LAST_REQUESTS));
        }
    });
    let server = axum_server::from_tcp_rustls(listener.into_std()?, config)?.handle(handle);
    Ok(server.serve(router.into_make_service()).await?)
}
