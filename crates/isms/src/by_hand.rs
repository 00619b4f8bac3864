//! What a person or a program may not write: a field that only an act sets, and a new link that leads nowhere.
//!
//! What arrives by import may have gaps; what is written by hand may not make one.

use crate::{
    any::AnyRegister,
    description::{Description, Field, Kind},
    read::Reading,
    refusal::Reason,
    registers::{Isms, register},
    say,
};
use serde_json::{Map, Value};

/// Takes out of `given` the fields that only acts set, and refuses those that are not as they were: a program may send
/// back the whole of what it was shown.
pub(crate) fn without_acts(
    described: &Description, isms: &Isms, was: &Value, given: &mut Map<String, Value>,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for field in described.fields.iter().filter(|field| field.by_act) {
        let Some(is) = given.remove(&field.name) else { continue };
        let was = stored(was.get(&field.name).unwrap_or(&Value::Null));
        let read = || Reading::of(described, isms).field(field, is.clone()).ok();
        if stored(&is) != was && read().is_none_or(|read| stored(&read) != was) {
            reasons.push(set_by_act(described, field));
        }
    }
    reasons
}

/// A value without what is only shown with it: empty fields, and what a link leads to.
fn stored(value: &Value) -> Value {
    match value {
        Value::Array(items) if items.is_empty() => Value::Null,
        Value::Array(items) => items.iter().map(stored).collect(),
        Value::Object(fields) => {
            let link = fields.contains_key("id") && fields.contains_key("title");
            let shown_only = |name: &str| link && (name == "reference" || name == "title");
            let kept = fields.iter().filter(|(name, value)| !value.is_null() && !shown_only(name));
            kept.map(|(name, value)| (name.clone(), stored(value))).collect()
        }
        plain => plain.clone(),
    }
}

fn set_by_act(described: &Description, field: &Field) -> Reason {
    let why = say!("{field} is not written by hand, an act sets it", field = field.label.to_lowercase());
    let remedy = match described.words().as_slice() {
        [] => say!("leave it out"),
        words => say!("use one of the acts {words}", words = words.join(", ")),
    };
    Reason::new(why, remedy).at(&field.name)
}

/// The links that are new and lead nowhere, field by field.
pub(crate) fn nowhere(isms: &Isms, fields: &[Field], was: &Value, is: &Value) -> Vec<Reason> {
    let in_field = |record: &Value, field: &Field| record.get(&field.name).cloned().unwrap_or_default();
    let reason = |field: &Field| {
        let reason = leads_nowhere(isms, &field.kind, &in_field(is, field), &in_field(was, field))?;
        Some(reason.within(&field.name))
    };
    fields.iter().filter_map(reason).collect()
}

fn leads_nowhere(isms: &Isms, kind: &Kind, is: &Value, was: &Value) -> Option<Reason> {
    match (kind, is) {
        (Kind::Link(name), Value::Object(_)) if is != was => no_such(isms, register(name)?, is),
        (Kind::List(item), Value::Array(items)) => {
            let known = was.as_array().map_or(&[][..], Vec::as_slice);
            let mut new = items.iter().filter(|item| !known.contains(item));
            new.find_map(|is| leads_nowhere(isms, item, is, &Value::Null))
        }
        (Kind::Group(fields), Value::Object(_)) => nowhere(isms, fields, was, is).into_iter().next(),
        _ => None,
    }
}

/// Why a link to this register leads nowhere: no record was found for its text, or the record was withdrawn.
fn no_such(isms: &Isms, register: &dyn AnyRegister, link: &Value) -> Option<Reason> {
    let face = &register.description().face;
    if let Some(id) = link.get("id") {
        let head = id.as_str()?.parse().ok().and_then(|id| register.head(isms, id))?;
        let why = say!("{record} was withdrawn", record = head.called());
        return head.withdrawn.map(|_| Reason::new(why, say!("restore it first, or choose another")));
    }
    let text = link.get("text").filter(|_| !face.free_text)?.as_str()?;
    let remedy = say!("add it to {register} first, or write its id, reference or title", register = register.name());
    Some(Reason::new(say!("there is no {one} `{text}`", one = face.one, text = text), remedy))
}
