//! The form of a record, from its register's description.

mod errors;
mod given;
mod rating;
pub mod sent;
mod typed;
mod widgets;

use isms::{Field, Reason, annex_a};
use maud::{Markup, html};
use serde_json::Value;

pub use errors::sentence;
pub use given::{Opened, given};
pub use rating::routes;
pub use typed::Typed;
pub use widgets::is_file;

use super::{
    item::elsewhere,
    shown::{Shown, is_missing},
};
use crate::{
    parts::{self, Choice, facts, text, text_area},
    words::say,
};

/// The fields of a form with what stands in them and what is wrong with them.
pub struct Form<'a> {
    pub shown: &'a Shown<'a>,
    pub fields: &'a [Field],
    pub typed: &'a Typed,
    pub errors: &'a [Reason],
    /// A record that says nothing: a field that is empty there may be left empty.
    pub blank: &'a Value,
    /// The record as it stands; null for a new one.
    pub record: &'a Value,
    /// What stands before each path, where several forms stand on one page.
    pub prefix: &'a str,
}

/// Names in a form that belong to no field of a record: why it was changed, and the revision it was opened at.
pub const WHY: &str = "_why";
pub const SEEN: &str = "_seen";
/// Before a path: that links which were translated are right.
pub const CONFIRM: &str = "confirm.";

impl Form<'_> {
    /// The record's own fields, with what every record has around them.
    pub fn of_record(&self, register: &str, id: Option<isms::Id>) -> Markup {
        let by_hand = self.fields.iter().filter(|field| !field.by_act && elsewhere(register, &field.name).is_none());
        let titled = id.is_some_and(|id| annex_a::control(id).is_some());
        let fields = by_hand.filter(|field| !(titled && field.name == "title"));
        html! {
            @for field in fields { (self.widget(field, &field.name)) }
            (self.reference())
            (self.restricted())
        }
    }

    /// The fields of an act.
    pub fn of_act(&self) -> Markup {
        html! { @for field in self.fields { (self.widget(field, &format!("{}{}", self.prefix, field.name))) } }
    }

    /// What only acts set: shown, not edited.
    pub fn by_act(&self, record: &Value) -> Markup {
        let null = Value::Null;
        let fields = self.fields.iter().filter(|field| field.by_act);
        let fields: Vec<(&str, Markup)> = fields
            .map(|field| (say(&field.label), self.shown.fact(field, record.get(&field.name).unwrap_or(&null), None)))
            .collect();
        html! {
            @if !fields.is_empty() {
                section aria-labelledby="by_act" {
                    h2 #by_act { (say("Set by acts, not by hand")) }
                    (facts(fields))
                }
            }
        }
    }

    fn reference(&self) -> Markup {
        let around = parts::Field {
            name: "reference",
            label: say("Reference"),
            help: Some(say("Your own number for it. It is shown first, and finds the record as well.")),
            error: self.error(&isms::Kind::Text, "reference"),
            is_optional: true,
        };
        text(&around, "text", self.typed.get("reference"))
    }

    fn restricted(&self) -> Markup {
        let around = parts::Field {
            name: "restricted",
            label: say("Who may see it"),
            help: Some(say("A restricted record is seen by those it names and the ISMS manager alone.")),
            error: self.error(&isms::Kind::Flag, "restricted"),
            is_optional: false,
        };
        let chosen = |value| self.typed.get("restricted") == value;
        let open = Choice { value: "no", words: say("All who may read this register"), chosen: !chosen("yes") };
        parts::choice(&around, &[open, Choice { value: "yes", words: say("Restricted"), chosen: chosen("yes") }])
    }

    /// Why it is changed, in the actor's own words.
    pub fn why(&self) -> Markup {
        let around = parts::Field {
            name: WHY,
            label: say("Why this change"),
            help: Some(say("Stands in the history beside your name.")),
            error: None,
            is_optional: true,
        };
        text_area(&around, self.typed.get(WHY))
    }
}
