//! The palette behind Ctrl-K: go anywhere, find anything, do what can be done. It needs script; search does not.

use maud::{Markup, html};

use crate::words::say;

/// Draws the closed palette.
pub fn palette() -> Markup {
    html! {
        dialog #palette.palette aria-label=(say("Go, find or do")) data-path="/palette" data-search-path="/search"
            data-search=(say("Search everything for “{words}”")) data-do=(say("do")) {
            label.unseen for="palette_words" { (say("Go to, find or do")) }
            input #palette_words data-first-chosen autocomplete="off" role="combobox" aria-expanded="false"
                aria-autocomplete="list" aria-controls="palette_hits" placeholder=(say("Go to, find or do"));
            ul #palette_hits.hits role="listbox" aria-label=(say("Found")) hidden {}
        }
    }
}
