//! What changed between two states: what people did to the records, and what time alone did.

use super::{assets, overdue, shown::with};
use crate::{AnyRegister, Held, Id, Isms, registers::ALL, shape::value_shown};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What changed between two days.
pub struct Changed {
    /// The day of the earlier state.
    pub from: Date,
    /// The day of the later state.
    pub to: Date,
    /// Records that somebody wrote, register by register.
    pub records: Vec<RecordChange>,
    /// What time alone did, in the order of the days.
    pub time: Vec<Passed>,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordChange {
    /// The register's name.
    pub register: &'static str,
    /// The record.
    pub id: Id,
    /// What happened to it.
    pub what: What,
    /// The fields that say something else; empty for what was added.
    pub fields: Vec<FieldChange>,
}

/// What happened to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// It is new.
    Added,
    /// It says something else.
    Changed,
    /// It left the register.
    Withdrawn,
    /// It is back.
    Restored,
}

/// A field that says something else. Groups are told field by field: `inherent.likelihood`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The dotted path of the field.
    pub field: String,
    /// What it said; null where it was empty.
    pub before: Value,
    /// What it says; null where it is empty.
    pub after: Value,
}

/// Something that happened because a day went by, and nobody did anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    /// The first day on which it was so.
    pub on: Date,
    /// The register's name.
    pub register: &'static str,
    /// The record.
    pub id: Id,
    /// What it became.
    pub became: Became,
}

/// What a record becomes by time alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Became {
    /// The day by which it was to be done is over.
    Overdue,
    /// The time within which it was to be looked at again has run out.
    ReviewLapsed,
}

/// What changed from one state, judged on one day, to a later state on a later day.
pub fn changed(before: &Isms, from: Date, after: &Isms, to: Date) -> Changed {
    let records = ALL.iter().flat_map(|register| {
        let differing = register.differing(before, after);
        differing.into_iter().filter_map(|id| change(*register, before, after, id))
    });
    Changed { from, to, records: records.collect(), time: passed(after, from, to) }
}

/// What changed as programs see it: `{from, to, changes, time}`; records the reader may not see are left out.
pub fn json(before: &Isms, from: Date, after: &Isms, to: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let changed = changed(before, from, after, to);
    let name = |register: &str, id: Id| {
        let of = |isms| crate::register(register)?.called(isms, id);
        let (reference, title) = of(after).or_else(|| of(before)).unwrap_or_default();
        json!({ "register": register, "id": id, "reference": reference, "title": title })
    };
    let record = |change: &RecordChange| {
        let fields = change.fields.iter().map(|field| {
            json!({
                "field": field.field,
                "before": value_shown(before, &field.before, sees),
                "after": value_shown(after, &field.after, sees),
            })
        });
        let what = json!({ "what": change.what, "fields": fields.collect::<Vec<_>>() });
        with(name(change.register, change.id), what)
    };
    let passed =
        |passed: &Passed| with(name(passed.register, passed.id), json!({ "became": passed.became, "on": passed.on }));
    json!({
        "from": from,
        "to": to,
        "changes": changed.records.iter().filter(|change| sees(change.id)).map(record).collect::<Vec<_>>(),
        "time": changed.time.iter().filter(|passed| sees(passed.id)).map(passed).collect::<Vec<_>>(),
    })
}

/// What became of a record of which a revision is new; `None` where it says the same as before.
fn change(register: &dyn AnyRegister, before: &Isms, after: &Isms, id: Id) -> Option<RecordChange> {
    let (was, is) = (register.get(before, id), register.get(after, id));
    let in_use = |held: &Option<Held<Value>>| held.as_ref().is_some_and(|held| held.body.withdrawn.is_none());
    let what = match (in_use(&was), in_use(&is)) {
        (true, true) => What::Changed,
        (true, false) => What::Withdrawn,
        (false, true) if was.is_none() => What::Added,
        (false, true) => What::Restored,
        // It came and went between the two days, or what is out of use was written.
        (false, false) => return None,
    };
    let fields = if what == What::Added { vec![] } else { differences(&said(was), &said(is)) };
    let silent = what == What::Changed && fields.is_empty();
    (!silent).then(|| RecordChange { register: register.name(), id, what, fields })
}

/// All that a record says to a reader, at top level.
fn said(held: Option<Held<Value>>) -> Value {
    let Some(Held { body, .. }) = held else { return Value::Null };
    let beside = json!({
        "reference": body.reference,
        "restricted": body.restricted,
        "withdrawn": body.withdrawn,
        "proposed": body.proposed,
        "notes": body.notes,
    });
    with(body.record, beside)
}

fn differences(before: &Value, after: &Value) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    compare("", before, after, &mut changes);
    changes
}

/// Groups are compared field by field; a link and a list are one value each.
fn compare(path: &str, before: &Value, after: &Value, changes: &mut Vec<FieldChange>) {
    if before == after || (is_empty(before) && is_empty(after)) {
        return;
    }
    let none = Map::new();
    let group = |value: &Value| {
        value.as_object().is_some_and(|fields| !fields.contains_key("id") && !fields.contains_key("text"))
    };
    if (group(before) || before.is_null()) && (group(after) || after.is_null()) {
        let (was, is) = (before.as_object().unwrap_or(&none), after.as_object().unwrap_or(&none));
        for name in was.keys().chain(is.keys().filter(|name| !was.contains_key(*name))) {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            compare(&path, &before[name.as_str()], &after[name.as_str()], changes);
        }
        return;
    }
    changes.push(FieldChange { field: path.into(), before: before.clone(), after: after.clone() });
}

/// A field that is left out, null, or holds nothing says the same.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What ran out after the one day and up to the other, by the later state.
fn passed(isms: &Isms, from: Date, to: Date) -> Vec<Passed> {
    let within = |last: Date| last.tomorrow().ok().filter(|on| *on > from && *on <= to);
    let overdue = overdue::open(isms).filter_map(|item| {
        Some(Passed { on: within(item.due)?, register: item.register, id: item.id, became: Became::Overdue })
    });
    let lapsed = isms.assets().iter().filter_map(|asset| {
        let on = within(assets::reviewed_until(isms, asset)?)?;
        Some(Passed { on, register: "assets", id: asset.id, became: Became::ReviewLapsed })
    });
    let mut passed: Vec<Passed> = overdue.chain(lapsed).collect();
    passed.sort_by_key(|passed| (passed.on, passed.id));
    passed
}

#[cfg(test)]
mod tests;
