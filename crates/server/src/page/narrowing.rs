//! Filters that are no words: choices in a form on one line.

use maud::{Markup, html};

use crate::words::say;

/// A choice that narrows a list; the first one lets all through.
pub fn select<V: AsRef<str>, W: AsRef<str>>(name: &str, label: &str, chosen: &str, choices: &[(V, W)]) -> Markup {
    html! {
        label {
            (say(label)) " "
            select name=(name) {
                option value="" { (say("any")) }
                @for (value, words) in choices {
                    option value=(value.as_ref()) selected[value.as_ref() == chosen] { (say(words.as_ref())) }
                }
            }
        }
    }
}
