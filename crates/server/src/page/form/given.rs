//! From what was typed to what an act states: only what differs from what the form was opened with.

use isms::{Field, Kind};
use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value, json};

use super::{CONFIRM, typed::Typed};
use crate::page::shown::is_missing;

/// What a form was opened with.
pub struct Opened<'a> {
    /// The record, or a blank one.
    pub record: &'a Value,
    /// The same as the form showed it.
    pub typed: &'a Typed,
    /// A record that says nothing: what an emptied field becomes.
    pub blank: &'a Value,
    /// The zone in which moments are typed.
    pub zone: &'a TimeZone,
}

/// The fields that were changed, for the rules to read.
pub fn given(fields: &[Field], typed: &Typed, opened: &Opened) -> Map<String, Value> {
    let changed = fields.iter().filter(|field| !field.by_act && typed.has(&field.name));
    let confirmed = |field: &&Field| typed.has(&format!("{CONFIRM}{}", field.name));
    let changed = changed.filter(|field| !typed.same(opened.typed, &field.name) || confirmed(field));
    changed.map(|field| (field.name.clone(), top(field, typed, opened))).collect()
}

fn top(field: &Field, typed: &Typed, opened: &Opened) -> Value {
    let was = opened.record.get(&field.name).unwrap_or(&Value::Null);
    let value = read(&field.kind, &field.name, typed, was, opened.zone);
    let blank = opened.blank.get(&field.name).unwrap_or(&Value::Null);
    if is_missing(&value) && blank.is_string() && !matches!(field.kind, Kind::Choice(_)) { json!("") } else { value }
}

fn read(kind: &Kind, path: &str, typed: &Typed, was: &Value, zone: &TimeZone) -> Value {
    match kind {
        Kind::Group(fields) => group(fields, path, typed, was, zone),
        Kind::List(item) => list(item, path, typed, was, zone),
        Kind::Prose => json!(typed.get(path)),
        Kind::Moment => utc(typed.get(path), zone),
        Kind::Link(_) => link(typed.get(path)),
        _ => text(typed.get(path)),
    }
}

fn text(text: &str) -> Value {
    if text.trim().is_empty() { Value::Null } else { json!(text) }
}

fn link(typed: &str) -> Value {
    text(typed.trim().trim_end_matches(','))
}

/// What the form does not show of a group, such as a stated score, stays as it was.
fn group(fields: &[Field], path: &str, typed: &Typed, was: &Value, zone: &TimeZone) -> Value {
    let mut read_now = Map::new();
    for field in fields {
        let (below, was) = (format!("{path}.{}", field.name), was.get(&field.name).unwrap_or(&Value::Null));
        let value = if typed.has(&below) { read(&field.kind, &below, typed, was, zone) } else { was.clone() };
        if !is_missing(&value) {
            read_now.insert(field.name.clone(), value);
        }
    }
    if read_now.is_empty() { Value::Null } else { Value::Object(read_now) }
}

fn list(item: &Kind, path: &str, typed: &Typed, was: &Value, zone: &TimeZone) -> Value {
    let known = was.as_array().map_or(&[][..], Vec::as_slice);
    match item {
        Kind::Group(_) => {
            let row = |at: usize| {
                let was = known.get(at).unwrap_or(&Value::Null);
                read(item, &format!("{path}.{at}"), typed, was, zone)
            };
            typed.rows(path).into_iter().map(row).filter(|row| !is_missing(row)).collect()
        }
        Kind::Choice(_) => typed.all(path).collect(),
        Kind::Link(_) => links(typed.get(path), known, typed.has(&format!("{CONFIRM}{path}"))),
        _ => typed.get(path).lines().map(str::trim).filter(|line| !line.is_empty()).collect(),
    }
}

/// Links between commas. A text that found no record, and has a comma itself, stays whole; a link that was translated
/// keeps the text it was read from until somebody confirms it.
fn links(typed: &str, known: &[Value], confirmed: bool) -> Value {
    let mut rest = typed.to_owned();
    let mut links = Vec::new();
    let with_comma = known.iter().filter(|link| link.get("id").is_none()).filter_map(|link| link.get("text")?.as_str());
    for text in with_comma.filter(|text| text.contains(',')) {
        if let Some(place) = rest.find(text) {
            rest.replace_range(place..place + text.len(), "");
            links.push(json!({ "text": text }));
        }
    }
    let parts = rest.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    links.extend(parts.map(|part| {
        known.iter().find(|link| !confirmed && is_read_from(link, part)).cloned().unwrap_or_else(|| part.into())
    }));
    Value::Array(links)
}

/// Whether a link is a translated one to this control.
fn is_read_from(link: &Value, typed: &str) -> bool {
    let id = link.get("id").and_then(Value::as_str).filter(|_| link.get("text").is_some());
    id.is_some_and(|id| typed.trim_start_matches("A.") == id)
}

/// A moment typed in the organisation's zone; what is no moment goes on as it stands, to be refused in words.
fn utc(typed: &str, zone: &TimeZone) -> Value {
    let moment = typed.parse::<DateTime>().ok().and_then(|local| local.to_zoned(zone.clone()).ok());
    moment.map_or_else(|| text(typed), |moment| json!(moment.timestamp().to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given_by(register: &str, record: &Value, opened: &[(&str, &str)], sent: &[(&str, &str)]) -> Value {
        let typed = |pairs: &[(&str, &str)]| {
            Typed::sent(&pairs.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect::<Vec<_>>())
        };
        let described = isms::register(register).unwrap().description();
        let (blank, zone) = (isms::register(register).unwrap().samples()[0].clone(), TimeZone::UTC);
        let opened = Opened { record, typed: &typed(opened), blank: &blank, zone: &zone };
        Value::Object(given(&described.fields, &typed(sent), &opened))
    }

    #[test]
    fn only_what_was_changed_is_stated() {
        let record = json!({ "name": "Wiki", "location": "Leeds" });
        let opened = [("name", "Wiki"), ("location", "Leeds")];
        assert_eq!(given_by("assets", &record, &opened, &opened), json!({}));
        let sent = [("name", "Wiki"), ("location", "York"), ("description", "")];
        assert_eq!(given_by("assets", &record, &opened, &sent), json!({ "location": "York" }));
    }

    #[test]
    fn an_emptied_field_says_nothing() {
        let record = json!({ "name": "Wiki", "location": "Leeds", "description": "text" });
        let opened = [("name", "Wiki"), ("location", "Leeds"), ("description", "text")];
        let sent = [("name", ""), ("location", ""), ("description", "")];
        assert_eq!(
            given_by("assets", &record, &opened, &sent),
            json!({ "name": "", "location": null, "description": "" })
        );
    }

    #[test]
    fn a_group_keeps_what_its_form_does_not_show() {
        let record = json!({ "inherent": { "likelihood": 4, "consequence": 4, "stated_score": "17" } });
        let opened = [("inherent.likelihood", "4"), ("inherent.consequence", "4"), ("inherent.stated_score", "17")];
        let sent = [("inherent.likelihood", "5"), ("inherent.consequence", "4")];
        let rating = json!({ "inherent": { "likelihood": "5", "consequence": "4", "stated_score": "17" } });
        assert_eq!(given_by("risks", &record, &opened, &sent), rating);
    }

    #[test]
    fn links_part_at_commas_but_not_within_a_text_that_was_there() {
        let record = json!({ "depends_on": [{ "id": "A-0001" }, { "text": "server, old" }] });
        let opened = [("depends_on", "A-0001, server, old")];
        let sent = [("depends_on", "A-0001, server, old, A-0002, ")];
        let links = json!({ "depends_on": [{ "text": "server, old" }, "A-0001", "A-0002"] });
        assert_eq!(given_by("assets", &record, &opened, &sent), links);
    }

    #[test]
    fn a_translated_link_keeps_its_text_until_it_is_confirmed() {
        let translated = json!({ "id": "8.2", "text": "A.9.2.3" });
        let record = json!({ "existing_controls": [translated] });
        let opened = [("existing_controls", "A.8.2")];
        let more = [("existing_controls", "A.8.2, A.8.5")];
        let kept = json!({ "existing_controls": [translated, "A.8.5"] });
        assert_eq!(given_by("risks", &record, &opened, &more), kept);
        assert_eq!(given_by("risks", &record, &opened, &opened), json!({}));
        let confirmed = [("existing_controls", "A.8.2"), ("confirm.existing_controls", "yes")];
        assert_eq!(given_by("risks", &record, &opened, &confirmed), json!({ "existing_controls": ["A.8.2"] }));
    }

    #[test]
    fn moments_are_typed_in_the_organisations_zone() {
        let zone = TimeZone::get("Europe/London").unwrap();
        assert_eq!(utc("2026-07-01T10:00", &zone), json!("2026-07-01T09:00:00Z"));
        assert_eq!(utc("soon", &zone), json!("soon"));
        assert_eq!(utc("", &zone), Value::Null);
    }
}
