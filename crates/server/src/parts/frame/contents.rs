//! The table of contents: every register with its count, in the order plan, do, check, act.

use maud::{Markup, html};

use crate::parts::{Icon, icon};
use crate::words::{number, say};

/// A chapter; the first has no title.
pub struct Chapter {
    pub title: Option<String>,
    pub entries: Vec<Entry>,
}

/// A page one can go to.
pub struct Entry {
    pub words: String,
    pub href: String,
    pub count: Option<usize>,
    /// This is the page, or it belongs to it.
    pub is_here: bool,
    /// Two keys that lead there, such as `g r`.
    pub keys: Option<&'static str>,
}

/// Draws the contents; a popover where the screen is narrow.
pub fn contents(chapters: &[Chapter]) -> Markup {
    html! {
        nav #contents.contents aria-label=(say("Contents")) popover {
            button.plain.close popovertarget="contents" popovertargetaction="hide" { (icon(Icon::Close)) (say("Close")) }
            @for chapter in chapters {
                @if let Some(title) = &chapter.title { h2 { (title) } }
                ul { @for entry in &chapter.entries { li { (line(entry)) } } }
            }
        }
    }
}

fn line(entry: &Entry) -> Markup {
    html! {
        a href=(entry.href) aria-current=[entry.is_here.then_some("page")] data-keys=[entry.keys] {
            (entry.words)
            @if let Some(count) = entry.count { " " data value=(count) { (number(count)) } }
        }
    }
}
