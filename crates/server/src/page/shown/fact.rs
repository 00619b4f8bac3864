//! A value on its record's own page: in full.

use isms::{Due, Field, Kind};
use maud::{Markup, html};
use serde_json::Value;

use super::{Linked, Shown, is_missing, is_rating};
use crate::{parts, words::say_with};

impl Shown<'_> {
    /// A value in full; `due` is what is still to be done about its record.
    pub fn fact(&self, field: &Field, value: &Value, due: Option<&Due>) -> Markup {
        if is_missing(value) {
            return self.nothing(field);
        }
        match (&field.kind, value) {
            (Kind::Text, Value::String(text)) if is_address(text) => {
                html! { a href=(text) rel="noreferrer" { (text) } }
            }
            (Kind::Prose, Value::String(text)) => prose(text),
            (Kind::Link(register), link) => self.full_link(register, link),
            (Kind::List(item), Value::Array(items)) => self.list(field, item, items),
            (Kind::Group(fields), group) => self.group(fields, group),
            _ => self.cell(field, value, due),
        }
    }

    fn list(&self, field: &Field, item: &Kind, items: &[Value]) -> Markup {
        let one = |value: &Value| match item {
            Kind::Link(register) => self.full_link(register, value),
            Kind::Group(fields) => self.group(fields, value),
            kind => html! { (self.words(kind, value)) },
        };
        match item {
            Kind::Link(_) | Kind::Group(_) => html! { ul.plain_list { @for value in items { li { (one(value)) } } } },
            _ => html! { (self.words(&field.kind, &Value::Array(items.to_vec()))) },
        }
    }

    /// A record by number and title; a person by name.
    fn full_link(&self, register: &str, link: &Value) -> Markup {
        match self.linked(register, link) {
            Linked::Record { href, called, title, read_from, .. } if register != "people" => html! {
                @if register == "controls" { (parts::control_number(&called, &href)) } @else { (parts::reference(&called, &href)) }
                " " (title)
                @if let Some(text) = read_from { " " span.away { (say_with("read from “{text}”, not confirmed", &[("text", &text)])) } }
            },
            _ => self.one_link(register, link),
        }
    }

    fn group(&self, fields: &[Field], group: &Value) -> Markup {
        if let Some(file) = vault_file(group) {
            return file;
        }
        if is_rating(fields) {
            return self.rating_fact(group);
        }
        let stated =
            fields.iter().filter_map(|field| Some((field, group.get(&field.name).filter(|value| !is_missing(value))?)));
        html! {
            @for (at, (field, value)) in stated.enumerate() {
                @if at > 0 { ", " }
                @match &field.kind {
                    Kind::Link(register) => (self.full_link(register, value)),
                    Kind::Flag => @if value == true { (field.label.to_lowercase()) },
                    kind => (self.words(kind, value)),
                }
            }
        }
    }
}

/// A file of the vault: its name leads to it.
fn vault_file(group: &Value) -> Option<Markup> {
    let (sha256, name) = (group.get("sha256")?.as_str()?, group.get("name")?.as_str()?);
    let size = group.get("size").and_then(Value::as_u64).unwrap_or_default();
    Some(html! {
        a href={ "/files/" (sha256) } { (name) } " "
        span.quiet { (bytes(size)) ", SHA-256 " code { (crate::words::hash(sha256, 4)) } }
    })
}

fn bytes(size: u64) -> String {
    match size {
        0..1_000 => say_with("{size} bytes", &[("size", &size)]),
        1_000..1_000_000 => format!("{} kB", size.div_ceil(1_000)),
        _ => format!("{:.1} MB", size as f64 / 1_000_000.0),
    }
}

/// Only addresses of the web become links: `javascript:` and others stay words.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// Running text: a blank line parts paragraphs.
fn prose(text: &str) -> Markup {
    html! { div.prose { @for paragraph in text.split("\n\n").filter(|part| !part.trim().is_empty()) { p { @for (at, line) in paragraph.lines().enumerate() { @if at > 0 { br; } (line) } } } } }
}
