//! What the rules of one page found, a sentence for each rule: the way to the rows, and the one that mends them all.

use std::collections::BTreeMap;

use isms::{
    Kind,
    views::finding::{Finding, Rule, Severity, Way},
};
use maud::{Markup, html};
use recorder::Action;

use super::{address, naming::Names};
use crate::{
    parts,
    words::{count, say},
};

/// Sentences beside a map or a title page; all others are told on the page of findings.
const MOST: usize = 12;

/// Draws the sentences; `path` is the page that takes `rule=`.
pub fn by_rule(names: &Names, rules: impl Iterator<Item = &'static Rule>, findings: &[Finding], path: &str) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in findings.iter().filter(|found| names.reader.sees(found.on)) {
        *counts.entry(found.rule.name).or_default() += 1;
    }
    let found: Vec<(&Rule, usize)> = rules.filter_map(|rule| Some((rule, *counts.get(rule.name)?))).collect();
    let more = found.len() > MOST;
    let found: Vec<(&Rule, usize)> = found.into_iter().take(MOST).collect();
    let lines: Vec<(String, Option<String>)> = found
        .iter()
        .map(|(rule, _)| {
            (names.to(&address::with(path, &address::query(&[("rule", rule.name)]))), mend_all(names, rule))
        })
        .collect();
    let drawn: Vec<parts::Finding> = found
        .iter()
        .zip(&lines)
        .map(|((rule, how_many), (href, mend))| parts::Finding {
            kind: if rule.severity == Severity::Question { parts::Kind::Question } else { parts::Kind::Fault },
            said: html! { a href=(href) { (says(rule, *how_many)) } "." },
            mend: mend.as_ref().map(|href| parts::Way::new(say(rule.mend.words), href)),
            rule: "",
        })
        .collect();
    html! {
        @if found.is_empty() { p.quiet { (say("The rules find nothing to mend.")) } }
        (parts::findings(&drawn))
        @if let Some((rule, _)) = found.first().filter(|_| more) {
            @let all = counts.values().sum::<usize>();
            p { a href=(names.to(&format!("/findings?register={}", rule.register))) { (count(all, "{count} finding", "All {count} findings of the register")) } }
        }
    }
}

/// How many a rule found, in a sentence.
pub fn says(rule: &Rule, how_many: usize) -> String {
    let [one, more] = rule.counted;
    count(how_many, one, more)
}

/// Where all that a rule found is mended at once: by a value that many records may share, such as an owner.
pub fn mend_all(names: &Names, rule: &Rule) -> Option<String> {
    let Way::Field(field) = rule.mend.to else { return None };
    let kind = &isms::register(rule.register)?.description().field(field)?.kind;
    let shared = matches!(kind, Kind::Link(_) | Kind::Choice(_) | Kind::Date);
    let may = names.is_today() && names.reader.may_at_all(Action::Change, rule.register);
    (shared && may).then(|| format!("/{}/bulk?finding={}&_field={field}", rule.register, rule.name))
}
