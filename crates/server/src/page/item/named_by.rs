//! The other way along the links: which records name this one.

use std::collections::BTreeMap;

use isms::{AnyRegister, Id, Kind, register_of};
use maud::{Markup, html};

use super::Item;
use crate::{
    listing::with_query,
    page::shown::called,
    parts::{control_number, reference},
    words::{number, say, say_with},
};

/// Records of one register that are named one by one; the list shows the others.
const NAMED: usize = 12;

/// The records that name this one, by register.
pub fn named_by(item: &Item) -> Markup {
    named_by_but(item, &[])
}

/// The same without those of registers that have a place of their own on the page.
pub fn named_by_but(item: &Item, elsewhere: &[&str]) -> Markup {
    let mut by_register: BTreeMap<&str, Vec<Id>> = BTreeMap::new();
    for id in item.here.reader.named_by(item.held.id) {
        let in_use = item.here.reader.head(id).is_some_and(|head| head.withdrawn.is_none());
        let here = |register: &&dyn AnyRegister| in_use && !elsewhere.contains(&register.name());
        if let Some(register) = register_of(id).filter(here) {
            by_register.entry(register.name()).or_default().push(id);
        }
    }
    html! {
        @if !by_register.is_empty() {
            section aria-labelledby="named_by" {
                h2 #named_by { (say("Named by")) }
                dl.facts {
                    @for (name, ids) in &by_register {
                        dt { (isms::label(name)) " " span.quiet { (number(ids.len())) } }
                        dd { (some(item, name, ids)) }
                    }
                }
            }
        }
    }
}

fn some(item: &Item, register: &str, ids: &[Id]) -> Markup {
    let more = ids.len().saturating_sub(NAMED);
    html! {
        ul.plain_list {
            @for head in ids.iter().take(NAMED).filter_map(|id| item.here.reader.head(*id)) {
                li {
                    @let href = item.shown.href(head.id);
                    @if register == "controls" { (control_number(&called(&head), &href)) } @else { (reference(&called(&head), &href)) }
                    " " (head.title)
                }
            }
            @if more > 0 {
                li {
                    a href=(item.here.href(&list_of(item, register))) { (say_with("and {count} more", &[("count", &number(more))])) }
                }
            }
        }
    }
}

/// The list of the records of a register that name this one, by the first field that does.
fn list_of(item: &Item, register: &str) -> String {
    let field = isms::register(register).and_then(|from| linking_field(from, item.register.name()));
    let pairs = field.map(|field| (field, item.held.id.to_string()));
    with_query(&format!("/{register}"), &pairs.into_iter().collect::<Vec<_>>())
}

fn linking_field(from: &dyn AnyRegister, to: &str) -> Option<String> {
    let links = |kind: &Kind| match kind {
        Kind::Link(register) => register == to,
        Kind::List(item) => matches!(item.as_ref(), Kind::Link(register) if register == to),
        _ => false,
    };
    from.description().fields.iter().find(|field| links(&field.kind)).map(|field| field.name.clone())
}
