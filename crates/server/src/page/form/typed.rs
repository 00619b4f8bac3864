//! What stands in the fields of a form, by dotted path: as a record states it, or as somebody typed it.

use std::collections::{BTreeMap, BTreeSet};

use isms::{Field, Id, Kind};
use serde_json::Value;

use crate::page::shown::{Linked, Shown};

/// Texts by path; several under one path where boxes are ticked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed(BTreeMap<String, Vec<String>>);

/// A button that puts in what would be right sends it under this and the field's path.
pub const USE: &str = "use.";

impl Typed {
    /// What was sent; line ends as we keep them.
    pub fn sent(pairs: &[(String, String)]) -> Typed {
        let mut typed = Typed::default();
        for (name, text) in pairs {
            typed.0.entry(name.clone()).or_default().push(text.replace("\r\n", "\n"));
        }
        for (name, text) in pairs {
            if let Some(path) = name.strip_prefix(USE) {
                typed.set(path, text.clone());
            }
        }
        typed
    }

    /// What was sent for one of several forms on a page, whose fields have this before their paths.
    pub fn sent_within(pairs: &[(String, String)], prefix: &str) -> Typed {
        let own = |name: &str| match name.strip_prefix(USE) {
            Some(path) => path.strip_prefix(prefix).map(|path| format!("{USE}{path}")),
            None => name.strip_prefix(prefix).map(str::to_owned),
        };
        let pairs: Vec<_> = pairs.iter().filter_map(|(name, text)| Some((own(name)?, text.clone()))).collect();
        Typed::sent(&pairs)
    }

    /// The text under a path, empty where there is none.
    pub fn get(&self, path: &str) -> &str {
        self.0.get(path).and_then(|texts| texts.last()).map_or("", String::as_str)
    }

    /// All texts under a path but empty ones.
    pub fn all(&self, path: &str) -> impl Iterator<Item = &str> {
        self.0.get(path).into_iter().flatten().map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Puts in one text.
    pub fn set(&mut self, path: &str, text: String) {
        self.0.insert(path.into(), vec![text]);
    }

    /// All texts under a path and below it, empty ones left out.
    pub fn texts<'a>(&'a self, path: &'a str) -> Vec<&'a str> {
        self.below(path).flat_map(|(_, texts)| texts).map(String::as_str).filter(|text| !text.is_empty()).collect()
    }

    /// What stands under a path and below it, as a form sends it again.
    pub fn pairs<'a>(&'a self, path: &'a str) -> Vec<(&'a str, &'a str)> {
        self.below(path)
            .flat_map(|(path, texts)| texts.iter().map(move |text| (path.as_str(), text.as_str())))
            .collect()
    }

    /// Whether anything came under a path or below it.
    pub fn has(&self, path: &str) -> bool {
        self.below(path).next().is_some()
    }

    /// Whether two say the same under a path and below it.
    pub fn same(&self, other: &Typed, path: &str) -> bool {
        let said = |typed: &Typed| -> Vec<(String, Vec<String>)> {
            let texts = |texts: &Vec<String>| texts.iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>();
            typed
                .below(path)
                .map(|(path, all)| (path.clone(), texts(all)))
                .filter(|(_, texts)| !texts.is_empty())
                .collect()
        };
        said(self) == said(other)
    }

    /// Takes what another says under a path and below it.
    pub fn take(&mut self, other: &Typed, path: &str) {
        let gone: Vec<String> = self.below(path).map(|(path, _)| path.clone()).collect();
        gone.iter().for_each(|path| _ = self.0.remove(path));
        let come: Vec<(String, Vec<String>)> =
            other.below(path).map(|(path, texts)| (path.clone(), texts.clone())).collect();
        self.0.extend(come);
    }

    /// The same with this before every path.
    pub fn within(self, prefix: &str) -> Typed {
        Typed(self.0.into_iter().map(|(path, texts)| (format!("{prefix}{path}"), texts)).collect())
    }

    /// The numbers of the rows below a path.
    pub fn rows(&self, path: &str) -> BTreeSet<usize> {
        let number = |below: &String| below.get(path.len() + 1..)?.split('.').next()?.parse().ok();
        self.below(path).filter_map(|(below, _)| number(below)).collect()
    }

    fn below<'a>(&'a self, path: &'a str) -> impl Iterator<Item = (&'a String, &'a Vec<String>)> {
        let within =
            move |other: &String| other.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.0.iter().filter(move |(other, _)| within(other))
    }
}

impl Shown<'_> {
    /// A record as its form shows it.
    pub fn typed(&self, fields: &[Field], record: &Value) -> Typed {
        let mut typed = Typed::default();
        for field in fields {
            if let Some(value) = record.get(&field.name) {
                self.write(&field.kind, value, &field.name, &mut typed);
            }
        }
        typed
    }

    fn write(&self, kind: &Kind, value: &Value, path: &str, typed: &mut Typed) {
        match (kind, value) {
            (_, Value::Null) => {}
            (Kind::Group(fields), Value::Object(group)) => {
                for field in fields {
                    let value = group.get(&field.name).unwrap_or(&Value::Null);
                    self.write(&field.kind, value, &format!("{path}.{}", field.name), typed);
                }
            }
            (Kind::List(item), Value::Array(items)) => self.write_list(item, items, path, typed),
            (kind, value) => typed.set(path, self.written(kind, value)),
        }
    }

    fn write_list(&self, item: &Kind, items: &[Value], path: &str, typed: &mut Typed) {
        match item {
            Kind::Group(_) => {
                for (at, value) in items.iter().enumerate() {
                    self.write(item, value, &format!("{path}.{at}"), typed);
                }
            }
            Kind::Choice(_) => {
                let chosen = items.iter().filter_map(|value| value.as_str().map(String::from));
                typed.0.insert(path.into(), chosen.collect());
            }
            item => {
                let between = if matches!(item, Kind::Link(_)) { ", " } else { "\n" };
                let texts: Vec<String> = items.iter().map(|value| self.written(item, value)).collect();
                typed.set(path, texts.join(between));
            }
        }
    }

    /// A single value as it is typed, so that what a form shows can be sent back as it stands.
    fn written(&self, kind: &Kind, value: &Value) -> String {
        match (kind, value) {
            (Kind::Flag, Value::Bool(flag)) => (if *flag { "yes" } else { "no" }).into(),
            (Kind::Link(register), link) => self.written_link(register, link),
            (Kind::Moment, Value::String(moment)) => self.local(moment),
            (_, Value::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }

    /// A record by what people call it, unless another is called so as well.
    fn written_link(&self, register: &str, link: &Value) -> String {
        match self.linked(register, link) {
            Linked::Record { id, called, .. } => {
                let found = isms::register(register).map(|to| self.reader.find(to, &called)).unwrap_or_default();
                if found == [id] { called } else { id.to_string() }
            }
            Linked::Restricted => link.get("id").and_then(Value::as_str).map_or(String::new(), String::from),
            Linked::Words { text, .. } => text,
        }
    }

    /// A moment as the field for it takes it: in the organisation's zone, to the minute.
    fn local(&self, moment: &str) -> String {
        let Ok(moment) = moment.parse::<jiff::Timestamp>() else { return moment.into() };
        moment.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
    }

    /// The title of the record that a typed link means, if it means one.
    pub fn meant(&self, register: &str, typed: &str) -> Option<String> {
        let found = self.reader.find(isms::register(register)?, typed);
        let [id]: [Id; 1] = found.try_into().ok()?;
        self.reader.head(id).map(|head| head.title).filter(|title| isms::plain(title) != isms::plain(typed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Typed {
        Typed::sent(&pairs.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect::<Vec<_>>())
    }

    #[test]
    fn paths_are_not_prefixes() {
        let typed =
            sent(&[("owner_of", "x"), ("rating.likelihood", "3"), ("sites.0.name", "a"), ("sites.12.name", "b")]);
        assert!(!typed.has("owner") && typed.has("rating") && typed.has("owner_of"));
        assert_eq!(typed.rows("sites").into_iter().collect::<Vec<_>>(), [0, 12]);
    }

    #[test]
    fn what_a_button_offers_takes_the_place_of_what_was_typed() {
        let typed = sent(&[("use.asset", "AST-068"), ("asset", "AST-901"), ("text", "a\r\nb")]);
        assert_eq!((typed.get("asset"), typed.get("text")), ("AST-068", "a\nb"));
    }

    #[test]
    fn empty_and_absent_say_the_same() {
        let one = sent(&[("affects", ""), ("affects", "integrity")]);
        assert!(one.same(&sent(&[("affects", "integrity")]), "affects"));
        assert!(sent(&[("affects", "")]).same(&Typed::default(), "affects"));
        assert!(!one.same(&Typed::default(), "affects"));
    }
}
