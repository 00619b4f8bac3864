//! FIELD=VALUE, as it stands on the command line.

use serde_json::{Map, Value};

/// One assignment. The path leads into groups: `inherent.likelihood`.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignment {
    path: Vec<String>,
    value: Value,
}

/// Reads `FIELD=VALUE`. What kind of value it is, the field decides; an object is JSON, and an empty value clears.
///
/// # Errors
/// Says how to write it.
pub fn assignment(text: &str) -> Result<Assignment, String> {
    let (path, value) = text.split_once('=').ok_or_else(|| format!("`{text}` says no value: write FIELD=VALUE"))?;
    let path: Vec<String> = path.trim().split('.').map(String::from).collect();
    if path.iter().any(String::is_empty) {
        return Err(format!("`{text}` names no field: write FIELD=VALUE"));
    }
    Ok(Assignment { path, value: read(value) })
}

fn read(text: &str) -> Value {
    match text.trim() {
        "" | "null" => Value::Null,
        object if object.starts_with('{') => serde_json::from_str(object).unwrap_or_else(|_| text.into()),
        _ => text.into(),
    }
}

impl Assignment {
    /// Whether it changes a part of a field, so that the rest of it must be known.
    pub fn is_partial(&self) -> bool {
        self.path.len() > 1
    }

    /// The field it is about.
    pub fn field(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    fn put(&self, into: &mut Map<String, Value>) {
        let Some((last, groups)) = self.path.split_last() else { return };
        let mut group = into;
        for name in groups {
            let inner = group.entry(name.as_str()).or_insert(Value::Null);
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            let Value::Object(inner) = inner else { return };
            group = inner;
        }
        group.insert(last.clone(), self.value.clone());
    }
}

/// The fields as one object, over what they were; the later assignment wins.
pub fn fields(assignments: &[Assignment], mut were: Map<String, Value>) -> Map<String, Value> {
    assignments.iter().for_each(|assignment| assignment.put(&mut were));
    were
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn all(texts: &[&str], were: Value) -> Value {
        let assignments: Vec<Assignment> = texts.iter().map(|text| assignment(text).unwrap()).collect();
        fields(&assignments, were.as_object().cloned().unwrap()).into()
    }

    #[test]
    fn values_are_text_objects_or_nothing() {
        let cases = [
            ("name=Laptop", json!({ "name": "Laptop" })),
            ("name=a=b", json!({ "name": "a=b" })),
            ("name=", json!({ "name": null })),
            ("name= ", json!({ "name": null })),
            ("name=null", json!({ "name": null })),
            ("owner={\"id\": \"P-0001\"}", json!({ "owner": { "id": "P-0001" } })),
            ("name={draft} of it", json!({ "name": "{draft} of it" })),
            ("controls=5.1, 5.2", json!({ "controls": "5.1, 5.2" })),
            ("inherent.likelihood=3", json!({ "inherent": { "likelihood": "3" } })),
        ];
        for (text, expected) in cases {
            assert_eq!(all(&[text], json!({})), expected, "{text}");
        }
    }

    #[test]
    fn a_path_changes_a_part_and_keeps_the_rest() {
        let were = json!({ "inherent": { "likelihood": 3, "consequence": 4 }, "due": null });
        let now = all(&["inherent.likelihood=5", "due.on=x", "due.by=y"], were);
        assert_eq!(
            now,
            json!({ "inherent": { "likelihood": "5", "consequence": 4 }, "due": { "on": "x", "by": "y" } })
        );
    }

    #[test]
    fn what_is_no_assignment() {
        for text in ["name", "=x", ".name=x", "a..b=x", "a.=x"] {
            assert!(assignment(text).unwrap_err().contains("FIELD=VALUE"), "{text}");
        }
    }
}
