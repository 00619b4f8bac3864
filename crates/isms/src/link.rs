//! Links between records.

use crate::{id::Id, register::Listed};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A link to a record of the register `R`.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Link", transparent, bound = "")]
pub struct Link<R> {
    /// Where it leads.
    pub to: To,
    #[serde(skip)]
    of: PhantomData<fn() -> R>,
}

/// Where a link leads: what an import could not find stays as the text it met, and a view says so.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub enum To {
    /// A record.
    Known(Id),
    /// A record, found by a translation nobody has confirmed: the text it was read from is kept beside it.
    ReadFrom(Id, String),
    /// No record was found for this text.
    Unresolved(String),
}

/// How a link is written: `{"id": …}`, `{"id": …, "text": …}` or `{"text": …}`.
#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl From<To> for Stored {
    fn from(to: To) -> Stored {
        match to {
            To::Known(id) => Stored { id: Some(id), text: None },
            To::ReadFrom(id, text) => Stored { id: Some(id), text: Some(text) },
            To::Unresolved(text) => Stored { id: None, text: Some(text) },
        }
    }
}

impl TryFrom<Stored> for To {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<To, &'static str> {
        match (stored.id, stored.text) {
            (Some(id), None) => Ok(To::Known(id)),
            (Some(id), Some(text)) => Ok(To::ReadFrom(id, text)),
            (None, Some(text)) => Ok(To::Unresolved(text)),
            (None, None) => Err("a link has neither id nor text"),
        }
    }
}

impl<R> Link<R> {
    /// A link to this record.
    pub const fn known(id: Id) -> Link<R> {
        Link { to: To::Known(id), of: PhantomData }
    }

    /// A link to what is called so, and was not found.
    pub fn unresolved(text: &str) -> Link<R> {
        Link { to: To::Unresolved(text.into()), of: PhantomData }
    }

    /// The record, where one is known.
    pub fn id(&self) -> Option<Id> {
        match &self.to {
            To::Known(id) | To::ReadFrom(id, _) => Some(*id),
            To::Unresolved(_) => None,
        }
    }

    /// The text, where no record is known.
    pub fn text(&self) -> Option<&str> {
        if let To::Unresolved(text) = &self.to { Some(text) } else { None }
    }
}

// By hand: a derive would ask the same of `R`, which is only a name here.
impl<R> Clone for Link<R> {
    fn clone(&self) -> Link<R> {
        Link { to: self.to.clone(), of: PhantomData }
    }
}

impl<R> PartialEq for Link<R> {
    fn eq(&self, other: &Link<R>) -> bool {
        self.to == other.to
    }
}

impl<R> fmt::Debug for Link<R> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl<R> fmt::Display for Link<R> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.to {
            To::Known(id) | To::ReadFrom(id, _) => write!(f, "{id}"),
            To::Unresolved(text) => write!(f, "`{text}`"),
        }
    }
}

/// By hand, for the keyword `register`: it is ours, and makes a picker of the field.
impl<R: Listed> JsonSchema for Link<R> {
    fn schema_name() -> Cow<'static, str> {
        format!("link-to-{}", R::NAME).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "register": R::NAME,
            "properties": {
                "id": { "type": "string" },
                "reference": { "type": ["string", "null"] },
                "title": { "type": "string" },
                "text": { "type": "string" }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Person;
    use serde_json::{from_value, json};

    #[test]
    fn links_are_written_in_three_ways_and_read_back() {
        let id = Id::new("P", 1);
        let cases = [
            (To::Known(id), json!({ "id": "P-0001" })),
            (To::ReadFrom(id, "M. Quint".into()), json!({ "id": "P-0001", "text": "M. Quint" })),
            (To::Unresolved("M. Quint".into()), json!({ "text": "M. Quint" })),
        ];
        for (to, written) in cases {
            assert_eq!(json!(to), written);
            let link: Link<Person> = from_value(written).unwrap();
            assert_eq!(
                (link.id().is_some(), link.text().is_some()),
                (to != To::Unresolved("M. Quint".into()), link.id().is_none())
            );
            assert_eq!(link.to, to);
        }
    }

    #[test]
    fn a_link_says_where_it_leads() {
        for (written, wanted) in [(json!({}), "neither id nor text"), (json!({ "id": "?" }), "`?` is not an id")] {
            let error = from_value::<Link<Person>>(written).unwrap_err().to_string();
            assert!(error.contains(wanted), "{error}");
        }
        let shown =
            [Link::<Person>::known(Id::new("P", 1)), Link::unresolved("the board")].map(|link| link.to_string());
        assert_eq!(shown, ["P-0001", "`the board`"]);
    }
}
