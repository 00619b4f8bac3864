//! The frame around every page: masthead, contents, the page, and the ledger line; and the bare sheet for sign-in and
//! for pages that belong to nobody.

mod contents;
mod keys;
mod masthead;
mod palette;

use jiff::civil::Date;
use maud::{DOCTYPE, Markup, html};

pub use self::contents::{Chapter, Entry};
pub use self::masthead::SignedIn;
use super::ledger_line::{LedgerState, ledger_line};
use super::{AsOf, as_of_banner};
use crate::assets;
use crate::words::say;

/// Lets htmx keep to the content security policy, and keep no page in the browser's storage.
const HTMX: &str = r#"{"includeIndicatorStyles":false,"allowEval":false,"allowScriptTags":false,"selfRequestsOnly":true,"historyCacheSize":0,"refreshOnHistoryMiss":true,"scrollIntoViewOnBoost":false}"#;

/// Scripts that make the keyboard quicker; every page works without them.
const SCRIPTS: [&str; 7] = ["contents.js", "keys.js", "palette.js", "picker.js", "unsaved.js", "choose.js", "drop.js"];

/// What the frame shows around a page.
pub struct Frame {
    pub organisation: String,
    /// The page's path, and its query without the day: where another date leads.
    pub address: String,
    pub query: Vec<(String, String)>,
    pub today: Date,
    pub as_of: Option<AsOf>,
    pub signed_in: SignedIn,
    pub contents: Vec<Chapter>,
    pub ledger: LedgerState,
    /// The fixed day of a demonstration.
    pub demo: Option<Date>,
}

/// A page in its frame; `body` is what stands in `main`.
pub fn page(frame: &Frame, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(say("en-GB")) data-as_of[frame.as_of.is_some()] {
            (head(&format!("{title} · {} · Castellan", frame.organisation)))
            body {
                a.skip.unseen href="#main" { (say("Skip to the page")) }
                (masthead::masthead(frame))
                (contents::contents(&frame.contents))
                main #main {
                    @if let Some(as_of) = &frame.as_of { (as_of_banner(as_of, &frame.address, &frame.query)) }
                    (body)
                }
                (ledger_line(&frame.ledger, frame.demo))
                (palette::palette())
                (keys::keys(&frame.contents))
            }
        }
    }
}

/// A page without a frame: signing in, and errors of somebody who is not signed in.
pub fn bare(title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(say("en-GB")) {
            (head(&format!("{title} · Castellan")))
            body.alone {
                main #main.sign_in {
                    p.mark { (masthead::mark()) "Castellan" }
                    (body)
                }
            }
        }
    }
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="same-origin";
            meta name="htmx-config" content=(HTMX);
            title { (title) }
            link rel="icon" href=(assets::path("mark.svg")) type="image/svg+xml";
            link rel="preload" href=(assets::path("ysabeau-office-latin-wght-normal.woff2")) as="font" type="font/woff2" crossorigin;
            link rel="stylesheet" href=(assets::path("castellan.css"));
            // Not deferred: the theme is chosen before the first paint.
            script src=(assets::path("theme.js")) {}
            script src=(assets::path("htmx.js")) defer {}
            @for script in SCRIPTS { script type="module" src=(assets::path(script)) {} }
        }
    }
}
