//! What programs are answered, by API and command line alike: records, and their history.

use isms::{AnyRegister, Id};
use recorder::{NotRecorded, Reader, Revised};
use serde_json::{Value, json};

/// A record.
///
/// # Errors
/// What may not be seen is answered as what is not there.
pub fn record(reader: &Reader, register: &dyn AnyRegister, id: Id) -> Result<Value, NotRecorded> {
    Ok(reader.shown(&reader.get(register, id)?))
}

/// The life of a record, the first revision first: `[{revision, entry, at, by, via, act, reason, record}]`.
///
/// # Errors
/// As [`record`].
pub fn history(reader: &Reader, register: &dyn AnyRegister, id: Id) -> Result<Value, NotRecorded> {
    reader.history(register, id)?.into_iter().map(|revised| step(reader, register, revised)).collect()
}

fn step(reader: &Reader, register: &dyn AnyRegister, revised: Revised) -> Result<Value, NotRecorded> {
    let (entry, words) = (&revised.act.entry, revised.act.words.as_ref());
    let said = |key| words.and_then(|words| words.get(key)).cloned().unwrap_or_default();
    Ok(json!({
        "revision": revised.revision.revision,
        "entry": entry.seq,
        "at": entry.at.to_string(),
        "by": by(reader, &entry.by),
        "via": entry.via,
        "act": entry.act,
        "reason": said("reason"),
        "fields": said("fields"),
        "record": reader.shown(&reader.stated(register, revised.revision)?),
    }))
}

/// Who acted: the account, and what the person behind it is called.
pub fn by(reader: &Reader, account: &str) -> Value {
    json!({ "account": account, "name": reader.actor(account) })
}

/// An object with one more key.
pub fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.into(), value);
    }
    object
}
