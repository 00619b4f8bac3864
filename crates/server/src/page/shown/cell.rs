//! A value as a cell of a list: short, one line where that is possible.

use isms::{Due, Field, Id, Kind, people::Presence};
use maud::{Markup, html};
use serde_json::Value;

use super::{Linked, Shown, is_missing, is_rating, missing};
use crate::{
    parts::{self, Person, Ring},
    words::{self, say, say_with},
};

/// Links that a cell names; the others are counted.
const NAMED: usize = 3;
/// Characters of a text that a cell shows.
const LONGEST: usize = 120;

impl Shown<'_> {
    /// A value as a cell; `due` is what is still to be done about its record.
    pub fn cell(&self, field: &Field, value: &Value, due: Option<&Due>) -> Markup {
        if is_missing(value) {
            return self.nothing(field);
        }
        match (&field.kind, value) {
            (Kind::Date, Value::String(text)) => self.day(text, due),
            (Kind::Choice(_), Value::String(word)) => self.choice(field, word),
            (Kind::Link(register), link) => self.one_link(register, link),
            (Kind::List(item), Value::Array(items)) => match item.as_ref() {
                Kind::Link(register) => self.some_links(register, items),
                item => html! { (self.words(&Kind::List(Box::new(item.clone())), value)) },
            },
            (Kind::Group(fields), rating) if is_rating(fields) => self.rating_cell(rating),
            (kind, value) => html! { (cut(&self.words(kind, value))) },
        }
    }

    /// What is said where nothing is stated.
    pub fn nothing(&self, field: &Field) -> Markup {
        match &field.kind {
            // Only what nobody owns is a fault.
            Kind::Link(register) if register == "people" && field.name == "owner" => parts::person(&Person::Nobody),
            _ => html! { span.quiet.whole { (missing(field)) } },
        }
    }

    /// A day, and how long it is over where something was to be done by it.
    pub fn day(&self, text: &str, due: Option<&Due>) -> Markup {
        let Ok(date) = text.parse() else { return html! { (text) } };
        if due.is_some_and(|due| due.on == date) { parts::due(date, self.today) } else { parts::day(date) }
    }

    /// A choice in words, with a ring where it says how far something is.
    pub fn choice(&self, field: &Field, word: &str) -> Markup {
        let words = self.words(&field.kind, &word.into());
        let says_how_far = matches!(field.name.as_str(), "status" | "implementation");
        match ring(word).filter(|_| says_how_far) {
            Some(ring) => parts::state(ring, &words),
            None => html! { (words) },
        }
    }

    /// One record by its title; a person with whether they are still here.
    pub fn one_link(&self, register: &str, link: &Value) -> Markup {
        match self.linked(register, link) {
            Linked::Record { id, href, title, .. } if register == "people" => self.person(id, &title, &href),
            Linked::Record { href, called, .. } if register == "controls" => parts::control_number(&called, &href),
            Linked::Record { href, title, .. } => html! { a href=(href) { (cut(&title)) } },
            Linked::Restricted => restricted(),
            Linked::Words { text, .. } if register == "people" => parts::person(&Person::Words(&text)),
            Linked::Words { text, is_free } => words_alone(&text, is_free),
        }
    }

    fn some_links(&self, register: &str, links: &[Value]) -> Markup {
        let more = links.len().saturating_sub(NAMED);
        html! {
            @for (at, link) in links.iter().take(NAMED).enumerate() {
                @if at > 0 { ", " }
                (self.short_link(register, link))
            }
            @if more > 0 { " " span.quiet { (say_with("and {count} more", &[("count", &words::number(more))])) } }
        }
    }

    /// One of several links: its number alone, a person's name.
    fn short_link(&self, register: &str, link: &Value) -> Markup {
        match self.linked(register, link) {
            Linked::Record { href, called, .. } if register == "controls" => parts::control_number(&called, &href),
            Linked::Record { href, called, .. } if register != "people" => parts::reference(&called, &href),
            _ => self.one_link(register, link),
        }
    }

    /// A person, and in words whether one can reach them.
    pub fn person(&self, id: Id, name: &str, href: &str) -> Markup {
        let href = Some(href).filter(|_| self.reader.sees(id));
        parts::person(&match self.reader.presence(id) {
            Some((Presence::Leaver, on)) => Person::Left { name, href, on },
            Some((Presence::OnLeave, _)) => Person::OnLeave { name, href },
            _ => Person::Here { name, href },
        })
    }
}

/// A record that the reader may not see.
pub fn restricted() -> Markup {
    html! { span.quiet { (say("a restricted record")) } }
}

/// Words that found no record.
pub fn words_alone(text: &str, is_free: bool) -> Markup {
    html! { (text) @if !is_free { " " span.unresolved { (say("not found in the register")) } } }
}

/// How far a matter is that is called so.
fn ring(word: &str) -> Option<Ring> {
    Some(match word {
        "draft" | "planned" | "requested" => Ring::Dashed,
        "open" | "no" | "assessed" | "assigned" => Ring::Open,
        "in-treatment" | "in-progress" | "partly" | "contained" | "at-risk" | "on-track" => Ring::Half,
        "treated" | "accepted" | "closed" | "done" | "yes" | "approved" | "resolved" | "completed" | "reached" => {
            Ring::Full
        }
        _ => return None,
    })
}

/// The beginning of a long text.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.into(),
    }
}
