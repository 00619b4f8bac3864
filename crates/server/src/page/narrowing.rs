//! Filters that are no words: choices in a form on one line.

use std::collections::{BTreeMap, BTreeSet};

use isms::{Head, Id};
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

/// Whom a list can be narrowed to, by name, and nobody where some row is nobody's; of people with one name each has their
/// number beside it.
pub fn owners(heads: impl Iterator<Item = Head>, has_nobody: bool) -> Vec<(String, String)> {
    let mut named: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    for head in heads {
        named.entry(head.title).or_default().insert(head.id);
    }
    let option =
        |name: &str, id: &Id, is_alone| (id.to_string(), if is_alone { name.into() } else { format!("{name} ({id})") });
    let options = named.iter().flat_map(|(name, ids)| ids.iter().map(move |id| option(name, id, ids.len() == 1)));
    options.chain(has_nobody.then(|| ("nobody".into(), say("nobody").into()))).collect()
}
