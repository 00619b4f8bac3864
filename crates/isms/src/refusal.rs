//! Refusals: what was asked, why not, and what to do.

use crate::message::Message;
use serde::Serialize;
use std::fmt;

/// The answer no. A page shows it beside its fields, a program gets it as a problem document (RFC 9457).
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
pub struct Refusal {
    /// What could not be done, as a sentence.
    pub asked: Message,
    /// Why not, and what to do; never empty.
    pub reasons: Vec<Reason>,
}

/// One reason of a refusal, and the field it is about (a dotted path) when it is about one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reason {
    /// The dotted path of the field in question.
    pub field: Option<String>,
    /// Why not.
    pub why: Message,
    /// What to do about it.
    pub remedy: Message,
}

impl Reason {
    /// A reason about the whole, with its remedy.
    pub fn new(why: Message, remedy: Message) -> Reason {
        Reason { field: None, why, remedy }
    }

    /// The reason, said of this field.
    pub fn at(self, field: &str) -> Reason {
        Reason { field: Some(field.into()), ..self }
    }

    /// The same reason seen from one level further out: `likelihood` becomes `rating.likelihood`.
    pub(crate) fn within(self, outer: &str) -> Reason {
        let field = self.field.map_or(outer.into(), |inner| format!("{outer}.{inner}"));
        Reason { field: Some(field), ..self }
    }
}

impl Refusal {
    /// A refusal for one reason.
    pub fn new(asked: Message, reason: Reason) -> Refusal {
        Refusal { asked, reasons: vec![reason] }
    }
}

/// One reason is reason enough, so `?` turns it into the list.
impl From<Reason> for Vec<Reason> {
    fn from(reason: Reason) -> Vec<Reason> {
        vec![reason]
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        write!(f, "{}; {}", self.why, self.remedy)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.asked)?;
        self.reasons.iter().try_for_each(|reason| write!(f, ": {reason}"))
    }
}
