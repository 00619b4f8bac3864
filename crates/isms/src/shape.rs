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
    if let Some(source) = &held.body.proposed {
        shown.insert("proposed".into(), json!(source));
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
    let (reference, title) = register_of(id).and_then(|register| register.called(isms, id)).unwrap_or_default();
    match read_from {
        None => json!({ "id": id, "reference": reference, "title": title }),
        Some(text) => json!({ "id": id, "reference": reference, "title": title, "text": text }),
    }
}

/// A record as findings name it: `{register, id, reference}`; one the reader may not see has no reference.
pub fn name_shown(isms: &Isms, id: Id, sees: &dyn Fn(Id) -> bool) -> Value {
    let register = register_of(id);
    let called = register.filter(|_| sees(id)).and_then(|register| register.called(isms, id));
    let reference = called.and_then(|(reference, _)| reference);
    json!({ "register": register.map(|register| register.name()), "id": id, "reference": reference })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{after, samples};

    fn shown(isms: &Isms, register: &str, id: &str, sees: &dyn Fn(Id) -> bool) -> Value {
        let held = crate::register(register).unwrap().get(isms, id.parse().unwrap()).unwrap();
        record_shown(isms, &held, sees)
    }

    #[test]
    fn a_record_has_its_fields_at_top_level_and_its_links_say_where_they_lead() {
        let isms = after(&samples(), "people", &["P-1"], "edited", json!({ "reference": "E17" }));
        let asset = shown(&isms, "assets", "A-2", &|_| true);
        assert_eq!(asset["owner"], json!({ "id": "P-0001", "reference": "E17", "title": "Mara Quint" }));
        assert_eq!(asset["depends_on"][1], json!({ "text": "the old file server" }));
        assert_eq!(
            (&asset["id"], &asset["revision"], &asset["reference"]),
            (&json!("A-0002"), &json!(1), &Value::Null)
        );
        assert_eq!(asset["location"], "Leeds");
        assert!(asset.get("restricted").is_none() && asset.get("withdrawn").is_none());
    }

    #[test]
    fn what_a_reader_may_not_see_has_neither_number_nor_title() {
        let isms = after(&samples(), "people", &["P-1"], "edited", json!({ "reference": "E17" }));
        let asset = shown(&isms, "assets", "A-2", &|id| id.letters() != "P");
        assert!(!asset.to_string().contains("E17") && !asset.to_string().contains("Mara"));
        assert_eq!(asset["owner"], json!({ "id": "P-0001", "reference": null, "title": "a restricted record" }));
        let person = Id::new("P", 1);
        let named = |sees| name_shown(&isms, person, &|_| sees);
        assert_eq!(named(true), json!({ "register": "people", "id": "P-0001", "reference": "E17" }));
        assert_eq!(named(false), json!({ "register": "people", "id": "P-0001", "reference": null }));
    }

    #[test]
    fn a_translation_nobody_confirmed_is_shown_with_its_text() {
        let read_from = json!("A.9.2.3");
        let shown = link_shown(&samples(), Id::new("8.", 2), Some(&read_from), &|_| true);
        assert_eq!((&shown["title"], &shown["text"]), (&json!("Privileged access rights"), &read_from));
    }

    #[test]
    fn marks_and_reasons_are_shown() {
        let isms = after(&samples(), "trainings", &["TR-1"], "edited", json!({ "restricted": "yes" }));
        let isms = after(&isms, "trainings", &["TR-1"], "withdrawn", json!({ "reason": "entered twice" }));
        let training = shown(&isms, "trainings", "TR-1", &|_| true);
        assert_eq!((&training["restricted"], &training["withdrawn"]), (&json!(true), &json!("entered twice")));
    }
}
