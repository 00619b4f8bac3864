//! The list behind `?`: what each key does, and the switch for single keys (WCAG 2.2, 2.1.4).

use maud::{Markup, html};

use super::Chapter;
use crate::words::say;

const KEYS: [(&str, &str); 13] = [
    ("/", "search"),
    ("Ctrl K", "go, find or do"),
    ("?", "this list"),
    ("j", "next row"),
    ("k", "previous row"),
    ("Enter", "open"),
    ("x", "choose the row"),
    ("e", "edit"),
    ("n", "new"),
    ("f", "first filter"),
    ("t", "another date"),
    ("t t", "back to today"),
    ("Esc", "close, leave the field"),
];

/// Draws the closed list; the pairs of keys come from the contents.
pub fn keys(chapters: &[Chapter]) -> Markup {
    let places = chapters.iter().flat_map(|chapter| &chapter.entries);
    let places = places.filter_map(|entry| Some((entry.keys?, entry.words.as_str())));
    html! {
        dialog #keys.keys aria-labelledby="keys_title" {
            h2 #keys_title { (say("Keyboard")) }
            dl {
                @for (keys, words) in KEYS { (line(keys, say(words))) }
                @for (keys, words) in places { (line(keys, words)) }
            }
            form method="dialog" {
                label { input type="checkbox" checked; " " (say("Single keys work outside fields")) }
                button.plain { (say("Close")) }
            }
        }
    }
}

fn line(keys: &str, words: &str) -> Markup {
    html! {
        div {
            dt { @for key in keys.split(' ') { kbd { (key) } " " } }
            dd { (words) }
        }
    }
}
