//! TLS in this process, for an organisation without a proxy in front.

use std::{path::PathBuf, time::Duration};

use anyhow::Context;
use axum::Router;
use axum_server::{Handle, tls_rustls::RustlsConfig};
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

impl Certificate {
    /// Reads both files.
    ///
    /// # Errors
    /// Says that they cannot be used together, and why.
    async fn read(&self) -> anyhow::Result<RustlsConfig> {
        // Only a first call takes effect, and there is no other.
        rustls::crypto::ring::default_provider().install_default().ok();
        let read = RustlsConfig::from_pem_chain_file(&self.chain, &self.key).await;
        let (chain, key) = (self.chain.display(), self.key.display());
        read.with_context(|| format!("`{chain}` and `{key}` are no certificate with its key, in PEM"))
    }
}

/// Serves over TLS until `stop`.
pub async fn serve(
    certificate: &Certificate, router: Router, listener: TcpListener, stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let config = certificate.read().await?;
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
