//! Findings: what a rule of ours found, about which record, and the link that mends it.

use super::{sentence::Sentence, shown::with};
use crate::{Held, Id, Isms, Organisation, Register, name_shown, register_of};
use jiff::{Span, civil::Date};
use serde::Serialize;
use serde_json::{Value, json};

/// What is looked for, and why.
#[derive(Debug, PartialEq)]
pub struct Rule {
    /// Its name, unique within its register: `no-owner`.
    pub name: &'static str,
    /// The register of the records it finds.
    pub register: &'static str,
    /// How many it found, in a sentence: of one, and of several.
    pub counted: [&'static str; 2],
    /// Whether it states a fault or asks.
    pub severity: Severity,
    /// What it means, and why an auditor asks.
    pub means: &'static str,
    /// How it is mended.
    pub mend: Mend,
}

/// Whether a finding states or asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Something is not as it should be.
    Fault,
    /// It may be right; an auditor will ask.
    Question,
}

/// The link that mends a finding.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Mend {
    /// Its words: *Name an owner*.
    pub words: &'static str,
    /// Where it leads.
    #[serde(flatten)]
    pub to: Way,
}

/// Where a mending link leads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// To a field of the record.
    Field(&'static str),
    /// To an act of the record.
    Act(&'static str),
    /// To another register, where the missing link is made.
    Register(&'static str),
}

/// What a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// By which rule.
    pub rule: &'static Rule,
    /// The record it is about.
    pub on: Id,
    /// What was found, in a sentence that begins with the record.
    pub sentence: Sentence,
}

impl Finding {
    /// All records involved; the first is the one it is about.
    pub fn records(&self) -> Vec<Id> {
        let mut records = vec![self.on];
        for id in self.sentence.records() {
            if !records.contains(&id) {
                records.push(id);
            }
        }
        records
    }

    /// The finding as programs see it: `{rule, severity, register, id, message, records, mend}`.
    pub fn shown(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Value {
        let records: Vec<Value> = self.records().into_iter().map(|id| name_shown(isms, id, sees)).collect();
        json!({
            "rule": self.rule.name,
            "severity": self.rule.severity,
            "register": register_of(self.on).map(|register| register.name()),
            "id": self.on,
            "message": self.sentence.message(isms, sees),
            "records": records,
            "mend": self.rule.mend,
        })
    }
}

/// The findings that a reader may see, as programs see them; each says under `key` which record it is about.
pub(crate) fn shown(isms: &Isms, found: &[Finding], key: &str, sees: &dyn Fn(Id) -> bool) -> Vec<Value> {
    let seen = found.iter().filter(|one| sees(one.on));
    seen.map(|one| with(one.shown(isms, sees), json!({ key: one.on }))).collect()
}

/// What was found about one record, of findings that stand in the order of their records.
pub(super) fn findings_on(found: &[Finding], on: Id) -> impl Iterator<Item = &Finding> {
    let first = found.partition_point(|finding| finding.on < on);
    found.iter().skip(first).take_while(move |finding| finding.on == on)
}

/// A record, and what a rule needs to judge it.
pub(super) struct On<'a, R> {
    pub isms: &'a Isms,
    pub held: &'a Held<R>,
    pub today: Date,
}

impl<R> On<'_, R> {
    /// What the organisation set for all; `None` where it set nothing, and then no rule fires that asks for it.
    pub fn set<T>(&self, of: fn(&Organisation) -> Option<T>) -> Option<T> {
        of(self.isms.the_organisation()?)
    }

    /// Whether a day lies further back than so many days.
    pub fn is_longer_ago(&self, day: Date, days: u32) -> bool {
        days_after(day, days).is_some_and(|last| last < self.today)
    }
}

/// The day so many days later; none beyond the calendar.
pub(super) fn days_after(day: Date, days: u32) -> Option<Date> {
    day.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// What a rule says of a record, where it finds something.
pub(super) type Judge<R> = fn(&On<R>) -> Option<Sentence>;

/// Judges each record in use of a register by every rule.
pub(super) fn judge<R: Register>(rules: &'static [(Rule, Judge<R>)], isms: &Isms, today: Date) -> Vec<Finding> {
    let of = |held| {
        let on = On { isms, held, today };
        rules.iter().filter_map(move |(rule, says)| Some(Finding { rule, on: on.held.id, sentence: says(&on)? }))
    };
    R::collection(isms).iter().flat_map(of).collect()
}

/// A rule that finds a fault.
pub(super) const fn fault(
    register: &'static str, name: &'static str, counted: [&'static str; 2], words: &'static str, to: Way,
    means: &'static str,
) -> Rule {
    Rule { name, register, counted, severity: Severity::Fault, means, mend: Mend { words, to } }
}

/// A rule that asks: what it finds may be right.
pub(super) const fn question(rule: Rule) -> Rule {
    Rule { severity: Severity::Question, ..rule }
}
