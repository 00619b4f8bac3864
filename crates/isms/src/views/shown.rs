//! Links of a record as programs see them, and objects put together.

use crate::{Id, Isms, Link, link::To, link_shown};
use serde_json::{Value, json};

/// A link: `{id, reference, title}`, or `{text}` where no record is known.
pub(super) fn link<R>(isms: &Isms, link: &Link<R>, sees: &dyn Fn(Id) -> bool) -> Value {
    match &link.to {
        To::Known(id) => link_shown(isms, *id, None, sees),
        To::ReadFrom(id, text) => link_shown(isms, *id, Some(&json!(text)), sees),
        To::Unresolved(text) => json!({ "text": text }),
    }
}

/// An object, and more fields.
pub(super) fn with(shown: Value, more: Value) -> Value {
    match (shown, more) {
        (Value::Object(mut fields), Value::Object(more)) => {
            fields.extend(more);
            Value::Object(fields)
        }
        (shown, _) => shown,
    }
}

/// Several links.
pub(super) fn links<R>(isms: &Isms, links: &[Link<R>], sees: &dyn Fn(Id) -> bool) -> Vec<Value> {
    links.iter().map(|one| link(isms, one, sees)).collect()
}
