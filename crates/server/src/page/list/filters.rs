//! Filters over a list: the main choice as words with counts, what the rules found, and a select for each column of few values.

use std::collections::BTreeMap;

use isms::{AnyRegister, Description, Field, Id, Kind};
use maud::{Markup, html};
use serde_json::Value;

use crate::{
    listing::{ANY, AT_LIMIT, FINDING, Found, LEFT, NONE, OVERDUE, Question, order, yes_or_no},
    page::shown::{Linked, Shown, is_missing, is_rating, missing},
    parts::{FilterWord, filter_words},
    words::{number, say, say_with},
};

/// More values than these make no select that somebody reads; the search finds them all the same.
const MOST_OPTIONS: usize = 80;

/// A filter as words: what it says, where it leads, how many it finds.
struct Word {
    words: String,
    question: Question,
    count: usize,
    chosen: bool,
}

/// All filters over a list, above its table.
pub fn filters(shown: &Shown, register: &dyn AnyRegister, question: &Question, findings: &Found) -> Markup {
    let path = format!("/{}", register.name());
    let described = register.description();
    let base = shown.base(register, question);
    let main = main_choice(described);
    html! {
        @let words = main_words(shown, register, question, findings, main);
        @if words.len() > 1 { (line(shown, &path, say("Show"), &words)) }
        @let rules = rule_words(question, findings);
        @if rules.len() > 1 { (line(shown, &path, say("Findings"), &rules)) }
        form.filters action=(path) hx-get=(path) hx-trigger="change, submit" hx-push-url="true" {
            @for (name, value) in kept(question, described, main) { input type="hidden" name=(name) value=(value); }
            @if let Some(day) = shown.reader.day.as_of { input type="hidden" name="as_of" value=(day); }
            label { (say("Find")) " " input.narrow type="search" name="q" value=(question.words); }
            @for field in selectable(described, main) {
                @let options = options(shown, register, &base, field);
                @if options.len() > 1 { (select(field, question.chosen(&field.name), &options)) }
            }
            button.plain.without_script { (say("Show")) }
            @if question.narrows() { a href=(shown.address(&path)) { (say("Show all")) } }
        }
    }
}

impl Shown<'_> {
    /// An address on the day looked at.
    pub fn address(&self, href: &str) -> String {
        crate::page::around::with_day(self.reader, href)
    }
}

fn line(shown: &Shown, path: &str, label: &str, words: &[Word]) -> Markup {
    let addresses: Vec<String> = words.iter().map(|word| shown.address(&word.question.address(path))).collect();
    let words: Vec<FilterWord> = words
        .iter()
        .zip(&addresses)
        .map(|(word, href)| FilterWord { words: &word.words, href, count: Some(word.count), chosen: word.chosen })
        .collect();
    filter_words(label, &words)
}

/// The choice a list is read by: its status, else its first choice.
fn main_choice(described: &Description) -> Option<&Field> {
    let choices = || columns(described).filter(|field| matches!(field.kind, Kind::Choice(_)));
    choices().find(|field| field.name == "status").or_else(|| choices().next())
}

fn columns(described: &Description) -> impl Iterator<Item = &Field> {
    described.face.columns.iter().skip(1).filter_map(|name| described.field(name))
}

fn main_words(
    shown: &Shown, register: &dyn AnyRegister, question: &Question, findings: &Found, main: Option<&Field>,
) -> Vec<Word> {
    let main_name = main.map_or("", |field| field.name.as_str());
    let all = question.with(main_name, None).with(OVERDUE, None);
    let ids = shown.found(register, &Question { sort: None, ..all.clone() }, findings);
    let values = shown.reader.column(register, &ids, main_name);
    let count = |wanted: &str, kind: &Kind| values.iter().filter(|value| shown.fits(kind, value, wanted)).count();
    let nothing = question.chosen(main_name).is_none() && question.chosen(OVERDUE).is_none();
    let mut words = vec![Word { words: say("All").into(), question: all.clone(), count: ids.len(), chosen: nothing }];
    if let Some(field) = main
        && let Kind::Choice(choices) = &field.kind
    {
        let choices = choices.iter().map(|choice| (choice.value.as_str(), choice.label()));
        for (value, label) in choices.chain([(NONE, isms::label(missing(field)))]) {
            let (count, chosen) = (count(value, &field.kind), question.chosen(main_name) == Some(value));
            if count > 0 || chosen {
                words.push(Word {
                    words: say(&label).into(),
                    question: all.with(main_name, Some(value)),
                    count,
                    chosen,
                });
            }
        }
    }
    let over = shown.filtered(register, ids, findings, OVERDUE, &["true"]).len();
    if over > 0 {
        let chosen = question.chosen(OVERDUE).and_then(yes_or_no) == Some(true);
        words.push(Word {
            words: say("Overdue").into(),
            question: all.with(OVERDUE, Some("true")),
            count: over,
            chosen,
        });
    }
    words
}

/// Each rule that found something here, by its name.
fn rule_words(question: &Question, findings: &Found) -> Vec<Word> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in findings.values() {
        let mut rules: Vec<&str> = found.iter().map(|one| one.rule.name).collect();
        rules.dedup();
        rules.into_iter().for_each(|rule| *counts.entry(rule).or_default() += 1);
    }
    let chosen = question.chosen(FINDING);
    let word = |rule: &str, words: String, count| Word {
        words,
        // Chosen again, a finding is let go.
        question: question.with(FINDING, Some(rule).filter(|rule| chosen != Some(rule))),
        count,
        chosen: chosen == Some(rule),
    };
    let any = word(ANY, say("With a finding").into(), findings.len());
    let rules = counts.iter().map(|(rule, count)| word(rule, rule.replace('-', " "), *count));
    std::iter::once(any).chain(rules).collect()
}

/// What the form of the selects must not lose: order, withdrawn, and filters that have no select.
fn kept<'a>(question: &Question, described: &'a Description, main: Option<&'a Field>) -> Vec<(String, String)> {
    let selects: Vec<&str> = selectable(described, main).map(|field| field.name.as_str()).collect();
    let pairs = question.on_page(1).pairs().into_iter();
    pairs.filter(|(name, _)| name != "q" && !selects.contains(&name.as_str())).collect()
}

fn selectable<'a>(described: &'a Description, main: Option<&'a Field>) -> impl Iterator<Item = &'a Field> {
    columns(described).filter(move |field| main != Some(*field) && may_be_few(&field.kind))
}

fn may_be_few(kind: &Kind) -> bool {
    match kind {
        Kind::Text | Kind::Flag | Kind::Choice(_) | Kind::Link(_) => true,
        Kind::List(item) => may_be_few(item),
        Kind::Group(fields) => is_rating(fields),
        _ => false,
    }
}

/// A value to choose, how it reads, how often it stands in the list.
struct Choice {
    value: String,
    words: String,
    count: usize,
}

/// What a column can be narrowed to, each value once; empty where there are too many.
fn options(shown: &Shown, register: &dyn AnyRegister, ids: &[Id], field: &Field) -> Vec<Choice> {
    let mut counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for value in shown.reader.column(register, ids, &field.name) {
        for (key, words) in shown.kinds_of(field, &value) {
            counts.entry(key).or_insert((words, 0)).1 += 1;
        }
        if counts.len() > MOST_OPTIONS {
            return vec![];
        }
    }
    let unlike_names = !matches!(field.kind, Kind::Text) || counts.len() * 2 <= ids.len();
    let mut options: Vec<Choice> =
        counts.into_iter().map(|(value, (words, count))| Choice { value, words, count }).collect();
    options.sort_by_key(|option| (option.value == NONE, order::text(&option.words)));
    if let Kind::Link(people) = &field.kind
        && people == "people"
        && let left = shown
            .reader
            .column(register, ids, &field.name)
            .iter()
            .filter(|value| shown.fits(&field.kind, value, LEFT))
            .count()
        && left > 0
    {
        options.push(Choice { value: LEFT.into(), words: say("people who left").into(), count: left });
    }
    if unlike_names { options } else { vec![] }
}

impl Shown<'_> {
    /// The values that a filter can ask for of what is stated, and how each reads.
    fn kinds_of(&self, field: &Field, value: &Value) -> Vec<(String, String)> {
        if is_missing(value) {
            return vec![(NONE.into(), missing(field).into())];
        }
        match (&field.kind, value) {
            (Kind::List(item), Value::Array(items)) => {
                let one = Field { kind: item.as_ref().clone(), ..field.clone() };
                items.iter().flat_map(|value| self.kinds_of(&one, value)).collect()
            }
            (Kind::Link(register), link) => match self.linked(register, link) {
                Linked::Record { id, title, .. } if register == "people" => vec![(id.to_string(), title)],
                Linked::Record { id, called, title, .. } => vec![(id.to_string(), format!("{called} {title}"))],
                Linked::Restricted => vec![],
                Linked::Words { text, .. } => vec![(isms::plain(&text), text)],
            },
            (Kind::Group(_), rating) => self.rated(rating).map_or_else(
                || vec![(NONE.into(), missing(field).into())],
                |rated| {
                    let level = self.criteria.level_name(rated.score).to_owned();
                    let over = (rated.level >= self.criteria.limit()).then(|| {
                        let least = self.criteria.limit_score().unwrap_or_default();
                        (AT_LIMIT.to_owned(), say_with("{score} or more", &[("score", &least)]))
                    });
                    std::iter::once((level.clone(), level)).chain(over).collect()
                },
            ),
            (Kind::Text, Value::String(text)) => vec![(isms::plain(text), text.clone())],
            (Kind::Flag, Value::Bool(flag)) => {
                let word = if *flag { "yes" } else { "no" };
                vec![(word.into(), say(word).into())]
            }
            (kind, value) => vec![(value.as_str().unwrap_or_default().into(), self.words(kind, value))],
        }
    }
}

fn select(field: &Field, chosen: Option<&str>, options: &[Choice]) -> Markup {
    html! {
        label {
            (field.label) " "
            select name=(field.name) {
                option value="" { (say("any")) }
                @for option in options {
                    option value=(option.value) selected[chosen == Some(option.value.as_str())] {
                        (crate::page::shown::cut(&option.words)) " (" (number(option.count)) ")"
                    }
                }
            }
        }
    }
}
