//! A widget for each kind of field, with its help, what is wrong with it, and what was typed.

use isms::{Field, Kind};
use maud::{Markup, html};

use super::Form;
use crate::{
    keeping::LARGEST_FILE,
    page::shown::is_rating,
    parts::{self, Choice, Picker},
    words::{help, say, say_with},
};

impl Form<'_> {
    /// A field at its path.
    pub fn widget(&self, field: &Field, path: &str) -> Markup {
        let error = self.error(&field.kind, path);
        let help = help(&field.help);
        let help = Some(help.as_str()).filter(|help| !help.is_empty());
        let around =
            parts::Field { name: path, label: say(&field.label), help, error, is_optional: self.is_optional(field) };
        let typed = self.typed.get(path);
        match &field.kind {
            Kind::Prose => parts::text_area(&around, typed),
            // A reason is a sentence or several, whatever its type says.
            Kind::Text if field.name == "reason" => parts::text_area(&around, typed),
            Kind::Date => parts::text(&around, "date", typed),
            Kind::Moment => parts::text(&around, "datetime-local", typed),
            Kind::Number { .. } => parts::text(&around, "number", typed),
            Kind::Flag => {
                let flag = |value, words| Choice { value, words: say(words), chosen: typed == value };
                parts::choice(&around, &[flag("yes", "Yes"), flag("no", "No")])
            }
            Kind::Choice(choices) => {
                let labels: Vec<String> = choices.iter().map(isms::Choice::label).collect();
                let choices = choices.iter().zip(&labels);
                let choices = choices.map(|(choice, label)| Choice {
                    value: &choice.value,
                    words: say(label),
                    chosen: typed == choice.value,
                });
                parts::choice(&around, &choices.collect::<Vec<_>>())
            }
            Kind::Link(register) => {
                let title = self.shown.meant(register, typed);
                parts::picker(&around, &Picker { register, value: typed, title: title.as_deref(), many: false })
            }
            Kind::List(item) => self.list(field, item, path, &around),
            Kind::Group(fields) if is_rating(fields) => self.rating(fields, path, &around),
            Kind::Group(fields) if is_file(fields) => self.file(path, &around),
            Kind::Group(fields) => parts::field_set(&around, &self.inner(fields, path)),
            Kind::Text | Kind::Unknown => parts::text(&around, "text", typed),
        }
    }

    fn inner(&self, fields: &[Field], path: &str) -> Markup {
        html! { div.inner { @for field in fields { (self.widget(field, &format!("{path}.{}", field.name))) } } }
    }

    fn list(&self, field: &Field, item: &Kind, path: &str, around: &parts::Field) -> Markup {
        match item {
            Kind::Choice(choices) => {
                let labels: Vec<String> = choices.iter().map(isms::Choice::label).collect();
                let boxes: Vec<Choice> = choices
                    .iter()
                    .zip(&labels)
                    .map(|(choice, label)| {
                        let chosen = self.typed.all(path).any(|value| value == choice.value);
                        Choice { value: &choice.value, words: say(label), chosen }
                    })
                    .collect();
                // Sent also when no box is ticked, so that all can be taken away.
                html! { input type="hidden" name=(path) value=""; (parts::choices(around, &boxes)) }
            }
            Kind::Link(register) => {
                let typed = self.typed.get(path);
                let titles: Vec<String> =
                    typed.split(',').filter_map(|one| self.shown.meant(register, one.trim())).collect();
                let title = (!titles.is_empty()).then(|| titles.join("; "));
                html! {
                    (parts::picker(around, &Picker { register, value: typed, title: title.as_deref(), many: true }))
                    (self.to_confirm(path))
                }
            }
            Kind::Group(fields) => self.rows(fields, path, around),
            _ => {
                let help = format!("{} {}", help(&field.help), say("One a line."));
                parts::text_area(
                    &parts::Field { help: Some(&help), error: around.error.clone(), ..*around },
                    self.typed.get(path),
                )
            }
        }
    }

    /// Links that were translated, and a box that says they are right.
    fn to_confirm(&self, path: &str) -> Markup {
        let links = self.record.get(path).and_then(serde_json::Value::as_array).into_iter().flatten();
        let translated: Vec<String> = links
            .filter_map(|link| Some((link.get("id")?.as_str()?.parse().ok()?, link.get("text")?.as_str()?)))
            .filter(|(id, _)| self.shown.reader.sees_name(*id))
            .map(|(id, text)| format!("{} ({text})", isms::annex_a::number(id)))
            .collect();
        let is_confirmed = self.typed.has(&format!("{}{path}", super::CONFIRM));
        html! {
            @if !translated.is_empty() {
                label.confirm {
                    input type="checkbox" name={ (super::CONFIRM) (path) } value="yes" checked[is_confirmed]; " "
                    (say_with("These were read from other numbers: {links}. Confirm that they are meant.", &[("links", &translated.join(", "))]))
                }
            }
        }
    }

    /// The rows there are, and an empty one to fill; a row that is emptied goes.
    fn rows(&self, fields: &[Field], path: &str, around: &parts::Field) -> Markup {
        // What each column is for stands over the first row alone.
        let silent: Vec<Field> = fields.iter().map(|field| Field { help: String::new(), ..field.clone() }).collect();
        let used = self.typed.rows(path);
        let spare = used.last().map_or(0, |last| last.saturating_add(1));
        let first = used.first().copied().unwrap_or(spare);
        parts::field_set(
            around,
            &html! { @for at in used.into_iter().chain([spare]) { (self.inner(if at == first { fields } else { &silent }, &format!("{path}.{at}"))) } },
        )
    }

    fn file(&self, path: &str, around: &parts::Field) -> Markup {
        let there = self.typed.get(&format!("{path}.name"));
        parts::field(
            around,
            &html! {
                // Handed in already: it stays through an error, and whoever handed it in may name it.
                @for part in ["sha256", "name", "size"] {
                    @let path = format!("{path}.{part}");
                    @if !self.typed.get(&path).is_empty() { input type="hidden" name=(path) value=(self.typed.get(&path)); }
                }
                small.quiet { (say_with("At most {most} MB.", &[("most", &(LARGEST_FILE / (1024 * 1024)))])) } " "
                @if !there.is_empty() { span.picked { (there) ". " (say("Another file takes its place.")) } }
                input id=(path) name=(path) type="file" aria-describedby=[around.described_by()] aria-invalid=[around.invalid()];
            },
        )
    }

    fn is_optional(&self, field: &Field) -> bool {
        !field.required && self.blank.get(&field.name).is_none_or(super::is_missing)
    }
}

/// Whether a group of fields is a file of the vault.
pub fn is_file(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.name == "sha256")
}
