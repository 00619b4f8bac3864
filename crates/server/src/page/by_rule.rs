//! What the rules of one page found, a line for each rule: how often, and the way to the rows.

use std::collections::BTreeMap;

use isms::views::finding::{Finding, Rule, Severity};
use maud::{Markup, html};

use super::naming::Names;
use crate::{
    parts,
    words::{number, say},
};

/// Draws the lines; `words` says what a rule found in a few words after a number, `path` is the page that takes `rule=`.
pub fn by_rule(
    names: &Names, rules: impl Iterator<Item = &'static Rule>, findings: &[Finding], path: &str,
    words: fn(&'static str) -> &'static str,
) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for found in findings.iter().filter(|found| names.reader.sees(found.on)) {
        *counts.entry(found.rule.name).or_default() += 1;
    }
    let found: Vec<(&Rule, usize)> = rules.filter_map(|rule| Some((rule, *counts.get(rule.name)?))).collect();
    html! {
        @if found.is_empty() { p.quiet { (say("The rules find nothing to mend.")) } }
        ul.findings {
            @for (rule, count) in found {
                @let is_question = rule.severity == Severity::Question;
                li.finding.question[is_question] {
                    (parts::bench(if is_question { parts::Kind::Question } else { parts::Kind::Fault }))
                    p { a href=(names.to(&format!("{path}?rule={}", rule.name))) { b { (number(count)) } " " (say(words(rule.name))) } }
                }
            }
        }
    }
}
