//! Steps of scales, and long texts: the two values whose type says more than number and string do.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, fmt, ops::Deref};

/// The most steps a scale may have.
pub const MOST_STEPS: u8 = 10;

/// A step of a scale, 1 to 10; how many an organisation uses is in its criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Step(u8);

impl Step {
    /// The number of the step, 1 to 10.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Step {
    type Error = String;

    fn try_from(step: u8) -> Result<Step, String> {
        if (1..=MOST_STEPS).contains(&step) { Ok(Step(step)) } else { Err(format!("`{step}` is no step of a scale")) }
    }
}

impl From<Step> for u8 {
    fn from(step: Step) -> u8 {
        step.0
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// By hand: from `try_from` the derive would take the schema of `u8`, and lose the range.
impl JsonSchema for Step {
    fn schema_name() -> Cow<'static, str> {
        "step".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "maximum": MOST_STEPS })
    }
}

/// A text of several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prose(pub String);

impl Deref for Prose {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Prose {
        Prose(text.into())
    }
}

/// By hand, for the format `prose`: it makes a text area of the field.
impl JsonSchema for Prose {
    fn schema_name() -> Cow<'static, str> {
        "prose".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "prose" })
    }
}
