//! What is wrong with a form: beside its fields, and in a summary at its head; and what would be right.

use isms::{Kind, Reason};
use maud::{Markup, html};

use super::{Form, WHY, typed::USE};
use crate::{
    page::pick::similar,
    parts::{Way, error_summary},
    words::{capital, say, say_with},
};

/// Records that are offered in place of one that is not there.
const OFFERED: usize = 3;

impl Form<'_> {
    /// What is wrong with the field at this path.
    pub fn error(&self, kind: &Kind, path: &str) -> Option<Markup> {
        let reasons: Vec<&Reason> =
            self.errors.iter().filter(|reason| is_at(reason, path.strip_prefix(self.prefix).unwrap_or(path))).collect();
        let offered = if reasons.is_empty() { Markup::default() } else { self.offers(kind, path) };
        (!reasons.is_empty()).then(|| html! { @for reason in reasons { (sentence(reason)) " " } (offered) })
    }

    /// What kept it from being saved: each fault of a field leads there, the others stand as they are.
    pub fn summary(&self) -> Markup {
        let of_fields: Vec<(String, String)> =
            self.errors.iter().filter_map(|reason| Some(self.line(reason, reason.field.as_deref()?))).collect();
        let ways: Vec<Way> = of_fields.iter().map(|(words, href)| Way::new(words, href)).collect();
        html! {
            @for reason in self.errors.iter().filter(|reason| reason.field.is_none()) {
                p.error.said_no role="alert" { (sentence(reason)) " " (say("Nothing was changed.")) }
            }
            @if !ways.is_empty() { (error_summary(&ways)) }
        }
    }

    /// A fault with its field's label before it, unless it begins with that, and where the field is.
    fn line(&self, reason: &Reason, path: &str) -> (String, String) {
        let top = path.split('.').next().unwrap_or_default();
        let label = self.fields.iter().find(|field| field.name == top).map_or("", |field| say(&field.label));
        let said = sentence(reason);
        let words = match label.ends_with('?') {
            true => format!("{label} {said}"),
            false if said.starts_with(label) => said,
            false => format!("{label}: {said}"),
        };
        // No field of the record, but the reason for the change.
        let place = if label.is_empty() && top == "reason" { WHY } else { path };
        (words, format!("#{}{place}", self.prefix))
    }

    /// Buttons that put in a record like the one that was not found, and save.
    fn offers(&self, kind: &Kind, path: &str) -> Markup {
        let (register, many) = match kind {
            Kind::Link(register) => (register, false),
            Kind::List(item) => match item.as_ref() {
                Kind::Link(register) => (register, true),
                _ => return Markup::default(),
            },
            _ => return Markup::default(),
        };
        let Some(register) = isms::register(register) else { return Markup::default() };
        let typed = self.typed.get(path);
        let parts: Vec<&str> = if many { typed.split(',').map(str::trim).collect() } else { vec![typed] };
        let unknown = parts.iter().find(|part| !part.is_empty() && self.shown.reader.find(register, part).is_empty());
        let Some(unknown) = unknown else { return Markup::default() };
        let offered = similar(self.shown.reader, register, unknown, OFFERED);
        html! {
            @if !offered.is_empty() {
                (say("Did you mean")) " "
                @for (at, hit) in offered.iter().enumerate() {
                    @if at > 0 { " " (say("or")) " " }
                    @let value = parts.iter().map(|part| if part == unknown { hit.value.as_str() } else { part }).collect::<Vec<_>>().join(", ");
                    button.bare name={ (USE) (path) } value=(value) { (say_with("{value} {title}", &[("value", &hit.value), ("title", &hit.title)])) }
                }
                "?"
            }
        }
    }
}

/// Whether a reason is about the field at this path; a row of a list is told from its fellows by the page alone.
fn is_at(reason: &Reason, path: &str) -> bool {
    let plain: Vec<&str> = path.split('.').filter(|part| part.parse::<usize>().is_err()).collect();
    reason.field.as_deref() == Some(plain.join(".").as_str())
}

/// A reason as a sentence.
pub fn sentence(reason: &Reason) -> String {
    format!("{}: {}.", capital(&reason.why.to_string()), reason.remedy)
}
