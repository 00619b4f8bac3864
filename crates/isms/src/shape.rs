//! The shapes that programs rely on: a record with its fields at top level, and a link with what it leads to.

use crate::{collection::Held, id::Id, registers::Isms, registers::register_of};
use serde_json::{Map, Value, json};

/// A record as programs see it: `id`, `revision`, `reference`, then its fields; links carry what they lead to.
///
/// `sees` says whether the reader may see a record; what they may not is named only as restricted.
pub fn record_shown(isms: &Isms, held: &Held<Value>, sees: &dyn Fn(Id) -> bool) -> Value {
    let mut shown = Map::new();
    shown.insert("id".into(), json!(held.id));
    shown.insert("revision".into(), json!(held.revision));
    shown.insert("reference".into(), json!(held.body.reference));
    let fields = held.body.record.as_object().into_iter().flatten();
    shown.extend(fields.map(|(name, value)| (name.clone(), value_shown(isms, value, sees))));
    if held.body.restricted {
        shown.insert("restricted".into(), true.into());
    }
    if let Some(why) = &held.body.withdrawn {
        shown.insert("withdrawn".into(), json!(why));
    }
    if !held.body.notes.is_empty() {
        shown.insert("notes".into(), json!(held.body.notes));
    }
    Value::Object(shown)
}

pub(crate) fn value_shown(isms: &Isms, value: &Value, sees: &dyn Fn(Id) -> bool) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| value_shown(isms, item, sees)).collect(),
        Value::Object(fields) => match link_of(fields) {
            Some(id) => link_shown(isms, id, fields.get("text"), sees),
            None => fields.iter().map(|(name, value)| (name.clone(), value_shown(isms, value, sees))).collect(),
        },
        plain => plain.clone(),
    }
}

/// A link is an object with `id` and perhaps `text`, and nothing else.
fn link_of(fields: &Map<String, Value>) -> Option<Id> {
    let only = fields.keys().all(|key| key == "id" || key == "text");
    fields.get("id").filter(|_| only)?.as_str()?.parse().ok()
}

/// A link as programs see it: `{id, reference, title}`, and the `text` it was read from where nobody has confirmed the
/// translation.
pub fn link_shown(isms: &Isms, id: Id, read_from: Option<&Value>, sees: &dyn Fn(Id) -> bool) -> Value {
    if !sees(id) {
        return json!({ "id": id, "reference": null, "title": "a restricted record" });
    }
    let head = register_of(id).and_then(|register| register.head(isms, id));
    let (reference, title) = head.map_or((None, String::new()), |head| (head.reference, head.title));
    match read_from {
        None => json!({ "id": id, "reference": reference, "title": title }),
        Some(text) => json!({ "id": id, "reference": reference, "title": title, "text": text }),
    }
}

/// A record as findings name it: `{register, id, reference}`; one the reader may not see has no reference.
pub fn name_shown(isms: &Isms, id: Id, sees: &dyn Fn(Id) -> bool) -> Value {
    let register = register_of(id);
    let head = register.filter(|_| sees(id)).and_then(|register| register.head(isms, id));
    let reference = head.and_then(|head| head.reference);
    json!({ "register": register.map(|register| register.name()), "id": id, "reference": reference })
}
