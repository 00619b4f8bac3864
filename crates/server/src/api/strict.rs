//! JSON in which a member stands once: where it stands twice, one reader takes the first and another the last (RFC 8259,
//! section 4), and what was checked may not be what is recorded.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value};

/// A value whose objects name each member once.
pub struct Strict(pub Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Strict, D::Error> {
        from.deserialize_any(Once).map(Strict)
    }
}

struct Once;

impl<'de> Visitor<'de> for Once {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(Error::custom(format!("`{name}` stands there twice: say it once")));
            }
            object.insert(name, members.next_value::<Strict>()?.0);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_once_reads_as_always() {
        for text in
            [r#"{"a":[1,-2,0.5,1e300,true,null,"x",{"b":{}}],"c":"ä\u0000"}"#, "[]", "7", "18446744073709551615"]
        {
            let strict = serde_json::from_str::<Strict>(text).unwrap().0;
            assert_eq!(strict, serde_json::from_str::<Value>(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn what_stands_twice_is_refused_wherever_it_stands() {
        for text in [r#"{"a":1,"a":1}"#, r#"[{"x":{"a":null,"b":0,"a":2}}]"#, r#"{"a":1,"\u0061":2}"#] {
            let no = serde_json::from_str::<Strict>(text).map(|_| ()).unwrap_err().to_string();
            assert!(no.contains("`a` stands there twice"), "{text}: {no}");
        }
        assert!(serde_json::from_str::<Strict>(&"[".repeat(500)).is_err(), "nor what is nested without end");
    }
}
