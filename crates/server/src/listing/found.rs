//! The records that a question finds, in their order.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use isms::{AnyRegister, Id, Kind, plain, views};
use serde_json::Value;

use super::{
    Path,
    order::{self, Key},
    question::{FINDING, OVERDUE, Question, yes_or_no},
};
use crate::page::shown::{Shown, called};

/// Any rule.
pub const ANY: &str = "any";

/// What the rules found in a register, by record.
pub type Found = BTreeMap<Id, Vec<views::Finding>>;

impl Shown<'_> {
    /// What the rules find in a register, as far as the reader may see it; nothing for those who may not open views.
    pub fn findings(&self, register: &dyn AnyRegister) -> Found {
        let Ok(isms) = self.reader.view() else { return Found::new() };
        let mut found = Found::new();
        for finding in views::findings(isms, self.today, Some(register.name())) {
            if self.reader.sees(finding.on) {
                found.entry(finding.on).or_default().push(finding);
            }
        }
        found
    }

    /// What the rules find, where a question asks for it.
    pub fn findings_for(&self, register: &dyn AnyRegister, question: &Question) -> Found {
        if question.chosen(FINDING).is_some() { self.findings(register) } else { Found::new() }
    }

    /// The records that a question finds, in its order.
    pub fn found(&self, register: &dyn AnyRegister, question: &Question, findings: &Found) -> Vec<Id> {
        self.ordered(register, question, findings).into_iter().map(|(_, id)| id).collect()
    }

    /// The same with what each is ordered by: nothing where no order is asked for.
    pub fn ordered(&self, register: &dyn AnyRegister, question: &Question, findings: &Found) -> Vec<(Key, Id)> {
        let mut ids = self.base(register, question);
        for (name, wanted) in question.wanted() {
            ids = self.filtered(register, ids, findings, name, &wanted);
        }
        if !question.words.is_empty() {
            ids = self.with_words(register, ids, &question.words);
        }
        let Some((name, from_end)) = &question.sort else {
            return ids.into_iter().map(|id| (Key::Missing, id)).collect();
        };
        let mut rows: Vec<(Key, Id)> = self.keys(register, &ids, name).into_iter().zip(ids).collect();
        rows.sort_unstable_by(|one, other| order::compare(*from_end, (&one.0, one.1), (&other.0, other.1)));
        rows
    }

    /// The records before any filter.
    pub fn base(&self, register: &dyn AnyRegister, question: &Question) -> Vec<Id> {
        let all = self.reader.ids(register, question.withdrawn);
        if !question.withdrawn {
            return all;
        }
        let in_use: BTreeSet<Id> = self.reader.ids(register, false).into_iter().collect();
        all.into_iter().filter(|id| !in_use.contains(id)).collect()
    }

    /// The records that the filter of one name lets through: where it wants several things, those with any of them.
    pub fn filtered(
        &self, register: &dyn AnyRegister, ids: Vec<Id>, findings: &Found, name: &str, wanted: &[&str],
    ) -> Vec<Id> {
        let found = |id: &Id| {
            let of = |rule: &str| findings.get(id).is_some_and(|all| all.iter().any(|one| one.rule.name == rule));
            wanted.iter().any(|rule| if *rule == ANY { findings.contains_key(id) } else { of(rule) })
        };
        let over = |id: &Id| self.reader.due(register, *id).is_some_and(|due| due.on < self.today);
        match (name, Path::read(register.description(), name)) {
            (FINDING, _) => ids.into_iter().filter(found).collect(),
            (OVERDUE, _) => {
                let takes = |id: &Id| wanted.iter().any(|wanted| yes_or_no(wanted) == Some(over(id)));
                ids.into_iter().filter(takes).collect()
            }
            (_, Ok(path)) => {
                let fits = |value: &Value| wanted.iter().any(|wanted| self.fits(&path.kind, value, wanted));
                let values = self.values(register, &ids, &path);
                ids.into_iter().zip(values).filter(|(_, value)| fits(value)).map(|(id, _)| id).collect()
            }
            (_, Err(_)) => vec![],
        }
    }

    /// The records in which all these words stand: in number, title or a column of the list.
    fn with_words(&self, register: &dyn AnyRegister, ids: Vec<Id>, words: &str) -> Vec<Id> {
        let wanted = plain(words);
        let wanted: Vec<&str> = wanted.split(' ').collect();
        let described = register.description();
        let named = |head: &isms::Head| plain(&format!("{} {} {}", called(head), head.id, head.title));
        let heads = self.reader.heads(register, &ids);
        let mut texts: Vec<String> = heads.iter().map(|head| head.as_ref().map(named).unwrap_or_default()).collect();
        let columns = described.face.columns.iter().skip(1).filter_map(|name| described.field(name));
        // Nobody looks for a step of a scale or a day by typing it here, and reading them all takes its time.
        let said = |field: &&isms::Field| !matches!(field.kind, Kind::Number { .. } | Kind::Date | Kind::Moment);
        for field in columns.filter(said) {
            let values = self.reader.column(register, &ids, &field.name);
            let words = each_once(&values, |value| plain(&self.words(&field.kind, value)));
            for (text, words) in texts.iter_mut().zip(words) {
                text.push(' ');
                text.push_str(&words);
            }
        }
        let fits = |text: &String| wanted.iter().all(|word| text.contains(word));
        ids.into_iter().zip(texts).filter(|(_, text)| fits(text)).map(|(id, _)| id).collect()
    }

    fn keys(&self, register: &dyn AnyRegister, ids: &[Id], name: &str) -> Vec<Key> {
        let is_title = register.description().face.columns.first() == Some(&name);
        match Path::read(register.description(), name) {
            Ok(path) if !is_title && name != "reference" => {
                each_once(&self.values(register, ids, &path), |value| self.key(&path.kind, value))
            }
            _ => {
                let heads = self.reader.heads(register, ids);
                let by = |head: &isms::Head| if is_title { head.title.clone() } else { called(head) };
                heads.iter().map(|head| head.as_ref().map_or(Key::Missing, |head| order::text(&by(head)))).collect()
            }
        }
    }
}

/// What is made of each value; of values that are equal it is made once, since thousands of rows share a few owners.
fn each_once<T: Clone>(values: &[Value], make: impl Fn(&Value) -> T) -> Vec<T> {
    let mut made: HashMap<String, T> = HashMap::new();
    values.iter().map(|value| made.entry(value.to_string()).or_insert_with(|| make(value)).clone()).collect()
}
