//! An act on its way into the ledger ([`Draft`]), and the entry it becomes.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::merkle::{Frontier, leaf_hash};
use crate::{Digest, NotCanonical, canonical};

/// The version of the shape of an entry.
pub(crate) const VERSION: u32 = 1;

/// An act that has been decided and is to be recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What the clock says now; the entry's time is the later of this and the last entry's.
    pub at: Timestamp,
    /// The opaque id of the account that acts: never a name or an address.
    pub by: String,
    /// The way it came.
    pub via: Via,
    /// The act's name in the field's own words, such as `accepted`.
    pub act: String,
    /// The record it was done to, where it is one.
    pub on: Option<Name>,
    /// The act's reason and parameters. The entry holds only their salted hash.
    pub words: Option<Value>,
    /// The new revisions of the records it touched.
    pub changes: Vec<Change>,
    /// The caller's key for sending the same request again without doing it twice.
    pub request: Option<Request>,
}

/// The way by which an act came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// A page in a browser.
    Page,
    /// The JSON API.
    Api,
    /// The command line.
    CommandLine,
    /// An import of files.
    Import,
    /// Something done by the clock.
    Schedule,
}

/// The name of a record: its register, and its id there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The register's word, such as `risks`.
    pub register: String,
    /// The record's id in it, such as `R-0001`.
    pub id: String,
}

impl Name {
    /// The record `id` of `register`.
    pub fn new(register: impl Into<String>, id: impl Into<String>) -> Self {
        Self { register: register.into(), id: id.into() }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.register, self.id)
    }
}

/// A record's new revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Which record.
    pub name: Name,
    /// One more than the record's last revision; 1 for a new record.
    pub revision: u32,
    /// The version of the record's schema.
    pub version: u32,
    /// The whole record as canonical JSON.
    pub body: String,
}

/// What makes a repeated request known: a key of the caller's, and the hash of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The value of `Idempotency-Key`; each account has its own.
    pub key: String,
    /// SHA-256 of the request's body.
    pub body: [u8; 32],
}

impl Request {
    /// What the entry holds of the request: enough to recognise it, nothing to read.
    pub(crate) fn digest(&self, by: &str) -> Result<Digest, NotCanonical> {
        let body = Digest::from(self.body);
        let text = canonical(&serde_json::json!({ "body": body, "by": by, "key": self.key }))?;
        Ok(Digest::of(&[text.as_bytes()]))
    }
}

/// One act as the ledger proves it: the canonical JSON of this is the leaf of the organisation's tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The version of this shape.
    pub v: u32,
    /// The organisation.
    pub org: String,
    /// The place in the ledger, from 1 on, without gaps.
    pub seq: u64,
    /// When it was recorded; never before the entry it follows.
    #[serde(serialize_with = "write_time", deserialize_with = "read_time")]
    pub at: Timestamp,
    /// The opaque id of the account that acted.
    pub by: String,
    /// The way it came.
    pub via: Via,
    /// The act's name.
    pub act: String,
    /// The record it was done to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Name>,
    /// The salted hash of the act's reason and parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Digest>,
    /// The records it touched, as one hash.
    pub changes: ChangesRoot,
    /// The hash of the request it answered, where the caller gave it a key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Digest>,
    /// What is to be said of the clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockNote>,
}

/// The lines of an act as one hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangesRoot {
    /// How many lines.
    pub count: u32,
    /// The RFC 6962 root over their canonical JSON, in order.
    pub root: Digest,
}

/// What is to be said of the clock at an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockNote {
    /// It was more than a day ahead of what was expected, and somebody vouched for it.
    AcceptedJump,
}

/// One record in one act: what is proven of it without showing the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The record.
    #[serde(flatten)]
    pub name: Name,
    /// Its new revision.
    pub revision: u32,
    /// SHA-256 over the salt and the canonical `{"record":…,"version":…}`.
    pub hash: Digest,
}

impl Entry {
    /// The exact bytes of the entry: canonical JSON.
    pub fn to_canonical(&self) -> Result<String, String> {
        to_canonical(self)
    }

    /// Reads the exact bytes of an entry. Any other way to write the same entry is refused.
    pub fn parse(bytes: &str) -> Result<Self, String> {
        let entry: Self = serde_json::from_str(bytes).map_err(|error| error.to_string())?;
        if entry.v != VERSION {
            return Err(format!("its version is `{}`, this program knows `{VERSION}`", entry.v));
        }
        if entry.to_canonical()? != bytes {
            return Err("it is not written in canonical JSON".into());
        }
        Ok(entry)
    }
}

impl ChangesRoot {
    /// The root over the lines of an act.
    pub(crate) fn of(lines: impl IntoIterator<Item = Line>) -> Result<Self, String> {
        let mut tree = Frontier::default();
        for line in lines {
            tree.push(leaf_hash(to_canonical(&line)?.as_bytes()));
        }
        let count = u32::try_from(tree.size()).map_err(|error| error.to_string())?;
        Ok(Self { count, root: tree.root() })
    }
}

fn to_canonical(value: &impl Serialize) -> Result<String, String> {
    let value = serde_json::to_value(value).map_err(|error| error.to_string())?;
    canonical(&value).map_err(|error| error.to_string())
}

/// Microseconds, always six digits, so that the order of texts is the order of times.
fn write_time<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{at:.6}"))
}

fn read_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            v: VERSION,
            org: "northwind".into(),
            seq: 7,
            at: "2026-11-22T08:15:00.5Z".parse().expect("a timestamp"),
            by: "a1".into(),
            via: Via::CommandLine,
            act: "accepted".into(),
            on: Some(Name::new("risks", "R-0001")),
            words: None,
            changes: ChangesRoot { count: 0, root: Digest::of(&[]) },
            request: None,
            clock: None,
        }
    }

    #[test]
    fn an_entry_is_written_in_one_way() {
        let expected = concat!(
            r#"{"act":"accepted","at":"2026-11-22T08:15:00.500000Z","by":"a1","changes":{"count":0,"root":""#,
            r#"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"on":{"id":"R-0001","#,
            r#""register":"risks"},"org":"northwind","seq":7,"v":1,"via":"command-line"}"#
        );
        assert_eq!(entry().to_canonical().as_deref(), Ok(expected));
        assert_eq!(Entry::parse(expected), Ok(entry()));
    }

    #[test]
    fn any_other_way_is_refused() {
        let text = entry().to_canonical().expect("canonical");
        for wrong in [
            text.replace(":7,", ": 7,"),
            text.replace(".500000Z", ".5Z"),
            text.replace("\"v\":1", "\"v\":2"),
            text.replace("\"v\":1", "\"v\":1,\"w\":1"),
            text.replace("page", "pigeon").replace("command-line", "pigeon"),
        ] {
            assert!(Entry::parse(&wrong).is_err(), "{wrong}");
        }
    }
}
