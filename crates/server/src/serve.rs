//! The server: one router, and what guards every request.

mod guard;
mod metrics;
mod served;
mod tls;

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    middleware,
    routing::{MethodRouter, get},
};
use recorder::NotRecorded;
use tokio::net::TcpListener;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    set_header::SetResponseHeaderLayer, timeout::TimeoutLayer, trace::TraceLayer,
};

pub use guard::by_program;
pub use metrics::Counted;
pub use served::{Served, served_at};
pub use tls::{Certificate, Tls};

use crate::{api, app::App, assets, page};

/// A path of the router with what answers there. Tests walk this list.
pub type Route = (&'static str, MethodRouter<App>);

/// The largest request: several files of 20 MiB that one import brings, or the largest file of evidence, each with what a
/// form says around it.
const LARGEST_BODY: usize = 65 * 1024 * 1024;
/// A request that takes longer is given up; what is longer runs in a child or in steps.
const LONGEST: Duration = Duration::from_secs(60);

/// All paths of the product but the embedded files.
pub fn routes() -> Vec<Route> {
    let operations: Vec<Route> = vec![
        ("/healthz", get(|| async { "ok\n" })),
        (guard::READY, get(guard::ready)),
        ("/metrics", get(metrics::metrics)),
    ];
    [page::routes(), api::routes(), operations].into_iter().flatten().collect()
}

/// The router with all its guards.
pub fn router(app: App) -> Router {
    let router = routes().into_iter().fold(Router::new(), |router, (path, method)| router.route(path, method));
    let fixed =
        |name, value: &'static str| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    router
        .merge(assets::routes())
        .fallback(guard::nothing_there)
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(CatchPanicLayer::custom(guard::caught))
        .layer(middleware::from_fn(guard::problems))
        .layer(middleware::from_fn_with_state(app.clone(), guard::same_origin))
        .layer(fixed(header::CONTENT_SECURITY_POLICY, assets::CONTENT_SECURITY_POLICY))
        .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(fixed(header::REFERRER_POLICY, "same-origin"))
        .layer(fixed(header::CACHE_CONTROL, "no-store"))
        .layer(fixed(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
        .layer(fixed(header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
        .layer(middleware::from_fn_with_state(app.clone(), guard::https_for_good))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), metrics::count))
        .layer(TraceLayer::new_for_http())
        .with_state(app)
}

/// Where to listen, and how people reach it. Beyond loopback only by TLS.
pub struct Listening {
    /// The address to bind.
    pub listen: SocketAddr,
    /// What people type, when a proxy ends TLS.
    pub public_url: Option<String>,
    /// What to end TLS with here.
    pub certificate: Option<Certificate>,
}

impl Listening {
    /// The address people type, and whether it is https.
    ///
    /// # Errors
    /// Refused beyond loopback without TLS: a password would cross the network in the open.
    pub fn reached(&self) -> Result<(String, bool), NotRecorded> {
        let no = |why| Err(NotRecorded::NotTaken(why));
        match &self.public_url {
            Some(url) if url.starts_with("https://") => Ok((url.trim_end_matches('/').into(), true)),
            Some(url) => no(format!("`{url}` is not an https:// address: give the address that people type")),
            None if self.certificate.is_some() => Ok((format!("https://{}", self.listen), true)),
            None if self.listen.ip().is_loopback() => Ok((format!("http://{}", self.listen), false)),
            None => no(format!(
                "`{}` is not on this machine alone, and nothing ends TLS: put a proxy in front and give \
                 `--public-url https://…`, or give `--tls-cert` with `--tls-key`, or listen on 127.0.0.1",
                self.listen
            )),
        }
    }
}

/// Binds the address.
///
/// # Errors
/// Where another program uses it, or it is not this machine's.
pub async fn bind(listen: SocketAddr) -> Result<TcpListener, NotRecorded> {
    TcpListener::bind(listen).await.map_err(|error| {
        NotRecorded::NotTaken(format!("`{listen}` cannot be listened on: {error}; choose another with `--listen`"))
    })
}

/// Serves until somebody presses Ctrl-C or the system asks to stop; requests under way are finished.
pub async fn serve(app: App, listener: TcpListener) -> anyhow::Result<()> {
    axum::serve(listener, router(app)).with_graceful_shutdown(asked_to_stop()).await?;
    Ok(())
}

/// The same over TLS.
pub async fn serve_by(tls: Tls, app: App, listener: TcpListener) -> anyhow::Result<()> {
    tls::serve(tls, router(app), listener, asked_to_stop()).await
}

async fn asked_to_stop() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => _ = signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! { _ = tokio::signal::ctrl_c() => {}, () = terminate => {} }
}
