//! What is stated of a record, field by field; and what an imported file said beyond its fields.

use maud::{Markup, html};
use serde_json::Value;

use super::Item;
use crate::{
    parts::{facts as draw, facts_with_help},
    words::{help, say},
};

/// Fields that have a page of their own, and where it is.
const ELSEWHERE: [(&str, &str, &str); 1] = [("organisation", "criteria", "/organisation/criteria")];

/// All fields but the one in the title.
pub fn facts(item: &Item) -> Markup {
    let described = item.register.description();
    let due = item.here.reader.due(item.register, item.held.id);
    let in_title = described.face.columns.first().filter(|name| {
        item.held.body.record.get(**name).and_then(Value::as_str) == Some(item.head.title.as_str()) || **name == "title"
    });
    let value = |field: &isms::Field| item.held.body.record.get(&field.name).cloned().unwrap_or_default();
    let fields = described.fields.iter().filter(|field| in_title != Some(&field.name.as_str()));
    // A mark that an import sets says something only where it is set.
    let unset = |field: &isms::Field| field.name == "unconfirmed" && value(field) == false;
    let fields = fields.filter(|field| !unset(field));
    let null = Value::Null;
    let fact = |field: &isms::Field| match elsewhere(item.register.name(), &field.name) {
        Some(href) => html! { a href=(item.here.href(href)) { (say("on a page of their own")) } },
        None => item.shown.fact(field, item.held.body.record.get(&field.name).unwrap_or(&null), due.as_ref()),
    };
    let lines: Vec<(String, String, Markup)> =
        fields.map(|field| (say(&field.label).to_owned(), help(&field.help), fact(field))).collect();
    html! {
        section aria-labelledby="stated" {
            h2 #stated.unseen { (say("What is stated")) }
            (facts_with_help(lines.iter().map(|(term, help, value)| (term.as_str(), help.as_str(), value.clone()))))
        }
    }
}

/// The address of the page that a field of this register has for itself.
pub fn elsewhere(register: &str, field: &str) -> Option<&'static str> {
    ELSEWHERE.iter().find(|(of, name, _)| *of == register && *name == field).map(|(_, _, href)| *href)
}

/// What an imported file said beyond the fields, under the file's own words.
pub fn notes(item: &Item) -> Markup {
    let notes = &item.held.body.notes;
    html! {
        @if !notes.is_empty() {
            section aria-labelledby="notes" {
                h2 #notes { (say("From the imported file")) }
                (draw(notes.iter().map(|(term, value)| (term.as_str(), html! { (value) }))))
            }
        }
    }
}
