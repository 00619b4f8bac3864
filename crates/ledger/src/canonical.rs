//! Canonical JSON (RFC 8785): one value, one text, so that a hash of the text is a hash of the value.

use serde_json::{Map, Number, Value};

/// Beyond this depth a value is refused: far deeper than any record, far from the end of the stack.
const MAX_DEPTH: usize = 64;

/// The largest integer that every JSON reader keeps exactly (RFC 8785, 3.2.2.3).
const MAX_INTEGER: u64 = (1 << 53) - 1;

/// Why a value has no canonical text here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    /// A fraction, or an integer that other readers would round.
    #[error("the number `{0}` is not kept exactly by every reader: write it as text")]
    Number(Number),
    /// Nested too deeply.
    #[error("the value is nested more than {MAX_DEPTH} deep: flatten it")]
    Depth,
}

/// The canonical text of a value: keys sorted by UTF-16, no spaces, one way to write each string and number.
///
/// Fractions are refused, because only strings and integers belong in what is hashed.
pub fn canonical(value: &Value) -> Result<String, NotCanonical> {
    let mut text = String::new();
    write(value, 0, &mut text)?;
    Ok(text)
}

fn write(value: &Value, depth: usize, text: &mut String) -> Result<(), NotCanonical> {
    if depth > MAX_DEPTH {
        return Err(NotCanonical::Depth);
    }
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
        Value::Number(number) => text.push_str(&exact(number)?),
        Value::Array(items) => write_array(items, depth, text)?,
        Value::Object(fields) => write_object(fields, depth, text)?,
    }
    Ok(())
}

fn exact(number: &Number) -> Result<String, NotCanonical> {
    let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
    match magnitude {
        Some(magnitude) if magnitude <= MAX_INTEGER => Ok(number.to_string()),
        _ => Err(NotCanonical::Number(number.clone())),
    }
}

fn write_array(items: &[Value], depth: usize, text: &mut String) -> Result<(), NotCanonical> {
    text.push('[');
    for (index, item) in items.iter().enumerate() {
        separate(index, text);
        write(item, depth + 1, text)?;
    }
    text.push(']');
    Ok(())
}

fn write_object(fields: &Map<String, Value>, depth: usize, text: &mut String) -> Result<(), NotCanonical> {
    let mut sorted: Vec<_> = fields.iter().collect();
    sorted.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
    text.push('{');
    for (index, (key, value)) in sorted.into_iter().enumerate() {
        separate(index, text);
        text.push_str(&Value::from(key.as_str()).to_string());
        text.push(':');
        write(value, depth + 1, text)?;
    }
    text.push('}');
    Ok(())
}

fn separate(index: usize, text: &mut String) {
    if index > 0 {
        text.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> Result<String, NotCanonical> {
        canonical(&serde_json::from_str(json).expect("valid JSON"))
    }

    #[test]
    fn sorts_as_the_example_of_rfc_8785_section_3_2_3() {
        let json = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
            "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
        let expected = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\
            \"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\
            \"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(text(json).as_deref(), Ok(expected));
    }

    #[test]
    fn writes_strings_as_the_example_of_rfc_8785_section_3_2_2_2() {
        let json = r#"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals":[null, true, false]}"#;
        let expected = "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(text(json).as_deref(), Ok(expected));
    }

    #[test]
    fn keeps_integers_and_refuses_what_others_round() {
        assert_eq!(text("[0,-1,9007199254740991]").as_deref(), Ok("[0,-1,9007199254740991]"));
        for wrong in ["1.5", "1e3", "9007199254740992", "-9007199254740992", "18446744073709551615"] {
            assert!(matches!(text(wrong), Err(NotCanonical::Number(_))), "{wrong}");
        }
    }

    #[test]
    fn refuses_what_is_nested_without_end() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(text(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(text(&nested(MAX_DEPTH + 2)), Err(NotCanonical::Depth));
    }
}
