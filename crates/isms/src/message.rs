//! Messages: what a rule or a refusal says, as a key with named arguments, so that a language is a file.

use serde::{Serialize, Serializer};
use std::fmt;

/// A sentence for a reader. The English sentence is the key; `{name}` stands for an argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The sentence in English, with its arguments named in braces.
    pub key: &'static str,
    /// The arguments, in no order.
    pub with: Vec<(&'static str, String)>,
}

/// Makes a [`Message`]: `say!("{risk} has no owner", risk = risk.called())`.
#[macro_export]
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::Message { key: $key, with: vec![$((stringify!($name), ToString::to_string(&$value))),*] }
    };
}

impl Message {
    /// The sentence of a template, which is the key or its translation, with the arguments put in.
    pub fn fill(&self, template: &str) -> String {
        let (mut filled, mut rest) = (String::with_capacity(template.len()), template);
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            filled.push_str(self.with.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
            rest = after;
        }
        filled + rest
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.fill(self.key))
    }
}

/// Programs read the English sentence.
impl Serialize for Message {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// What somebody else already put into words: an argument and nothing else.
impl From<String> for Message {
    fn from(words: String) -> Message {
        say!("{words}", words = words)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn arguments_are_put_in_once_and_never_read_as_templates() {
        let message = say!("`{text}` is not a date, {text}", text = "{other}");
        assert_eq!(message.to_string(), "`{other}` is not a date, {other}");
    }
}
