//! The stylesheet, scripts, typefaces and icons of the pages, embedded by `build.rs` and served under `/static/`.
//!
//! Each name carries a hash of its content, so a browser keeps a file for ever and never shows an old one.

use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// What the pages need of a browser, and nothing more: no inline script or style, nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// One year in seconds, the longest that caches honour (RFC 9111 sets no limit, RFC 2616 advised this one).
const FOR_EVER: &str = "public, max-age=31536000, immutable";

static ALL: &[Asset] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

struct Asset {
    name: &'static str,
    path: &'static str,
    /// The entity tag, with its quotes (RFC 9110, 8.8.3).
    hash: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

/// Where a file is served, by its plain name: `path("castellan.css")`.
///
/// A name that is not there gives a path that is not there; the tests read every page for one.
pub fn path(name: &str) -> &'static str {
    ALL.iter().find(|asset| asset.name == name).map_or("/static/", |asset| asset.path)
}

/// The one route of this module, for any state.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/static/{file}", get(serve))
}

async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ALL.iter().find(|asset| asset.path.strip_prefix("/static/") == Some(&file)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kept = [(header::CACHE_CONTROL, FOR_EVER), (header::ETAG, asset.hash)];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag == asset.hash) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, asset.kind)], asset.bytes).into_response()
}

/// Whether a file of this hashed name is served.
#[cfg(test)]
pub fn is_served(file: &str) -> bool {
    ALL.iter().any(|asset| asset.path.strip_prefix("/static/") == Some(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> &'static str {
        let asset = ALL.iter().find(|asset| asset.name == name).unwrap();
        std::str::from_utf8(asset.bytes).unwrap()
    }

    async fn answer(file: &str, tag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(tag) = tag {
            headers.insert(header::IF_NONE_MATCH, tag.parse().unwrap());
        }
        serve(Path(file.to_owned()), headers).await
    }

    #[tokio::test]
    async fn a_file_is_served_for_ever_and_only_once() {
        let file = path("castellan.css").trim_start_matches("/static/");
        let first = answer(file, None).await;
        assert_eq!(first.status(), StatusCode::OK);
        assert_eq!(first.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(first.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let tag = first.headers()[header::ETAG].to_str().unwrap();
        assert_eq!(answer(file, Some(tag)).await.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(answer(file, Some("\"another\"")).await.status(), StatusCode::OK);
        assert_eq!(answer("castellan.css", None).await.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn whatever_a_file_names_is_there_under_its_hashed_name() {
        let style = text("castellan.css");
        let fonts: Vec<&str> = style.split("url(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert_eq!(fonts.len(), 6);
        for font in fonts {
            assert!(ALL.iter().any(|asset| asset.path.ends_with(font)), "`{font}` is not served");
        }
        for asset in ALL.iter().filter(|asset| asset.name.ends_with(".js") && asset.name != "htmx.js") {
            for import in text(asset.name).split("from \"./").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ALL.iter().any(|asset| asset.path.ends_with(import)), "`{import}` is not served");
            }
        }
    }

    #[test]
    fn colours_and_typefaces_are_named_in_the_tokens_alone() {
        let rest = text("castellan.css").split("[data-theme=\"dark\"]").nth(1).unwrap();
        let after_tokens = rest.split("@layer base").nth(1).unwrap();
        let on_paper = after_tokens.find("@media print").unwrap();
        assert!(!after_tokens[..on_paper].contains(": #"), "a colour stands outside tokens.css");
    }
}
