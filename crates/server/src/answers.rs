//! What programs are answered, by API and command line alike: records, and their history.

use isms::{AnyRegister, Held, Id, Revision};
use recorder::{NotRecorded, Reader, Revised, StoreError};
use serde_json::{Value, json};

/// A record.
///
/// # Errors
/// What may not be seen is answered as what is not there.
pub fn record(reader: &Reader, register: &dyn AnyRegister, id: Id) -> Result<Value, NotRecorded> {
    Ok(reader.shown(&reader.get(register, id)?))
}

/// Several records, in this order.
pub fn records(reader: &Reader, register: &dyn AnyRegister, ids: &[Id]) -> Vec<Value> {
    ids.iter().filter_map(|id| record(reader, register, *id).ok()).collect()
}

/// The life of a record, the first revision first: `[{revision, entry, at, by, via, act, reason, record}]`.
///
/// # Errors
/// As [`record`].
pub fn history(reader: &Reader, register: &dyn AnyRegister, id: Id) -> Result<Value, NotRecorded> {
    reader.history(register, id)?.into_iter().map(|revised| step(reader, register, id, revised)).collect()
}

fn step(reader: &Reader, register: &dyn AnyRegister, id: Id, revised: Revised) -> Result<Value, NotRecorded> {
    let (entry, words) = (&revised.act.entry, revised.act.words.as_ref());
    let said = |key| words.and_then(|words| words.get(key)).cloned().unwrap_or_default();
    let step = json!({
        "revision": revised.revision.revision,
        "entry": entry.seq,
        "at": entry.at.to_string(),
        "by": { "account": entry.by, "name": reader.actor(&entry.by) },
        "via": entry.via,
        "act": entry.act,
        "reason": said("reason"),
        "fields": said("fields"),
    });
    Ok(with(step, "record", reader.shown(&stated(register, id, revised)?)))
}

/// An object with one more key.
pub fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(key.into(), value);
    }
    object
}

/// The record as one revision states it.
fn stated(register: &dyn AnyRegister, id: Id, revised: Revised) -> Result<Held<Value>, NotRecorded> {
    let recorded = revised.revision;
    let revision = Revision {
        register: register.name().into(),
        id,
        revision: recorded.revision,
        version: recorded.version,
        body: recorded.body,
    };
    register.at(&revision).map_err(|damage| StoreError::Damaged(damage.to_string()).into())
}
