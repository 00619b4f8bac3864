//! Revisions: what an act makes, and how a state comes of them.

use crate::{
    collection::{Body, Held},
    id::Id,
    register::Register,
    registers::{Isms, register},
};
use serde_json::Value;

/// The revisions one act makes, of as many records as it touches.
pub type Changes = Vec<Revision>;

/// A new revision of a record, as the ledger keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The register's name.
    pub register: String,
    /// The record.
    pub id: Id,
    /// 1 for the first.
    pub revision: u32,
    /// The version of the record's shape when it was written.
    pub version: u32,
    /// Canonical JSON (RFC 8785): it is hashed as it stands.
    pub body: String,
}

/// What stands in the ledger cannot be read: damage, or our fault; never the person's.
#[derive(Debug, thiserror::Error)]
#[error("{register} {id}, revision {revision}: {problem}")]
pub struct Damage {
    /// The register, as the ledger names it.
    pub register: String,
    /// The record.
    pub id: Id,
    /// Which revision.
    pub revision: u32,
    /// What is wrong with it.
    pub problem: String,
}

impl<R: Register> Held<R> {
    /// The change to this record.
    pub fn becomes(&self, record: R) -> Changes {
        self.next(Body { record, ..self.body.clone() })
    }

    pub(crate) fn next(&self, body: Body<R>) -> Changes {
        vec![Revision::new(self.id, self.revision + 1, &body)]
    }
}

impl Revision {
    /// A revision that states this.
    pub fn new<R: Register>(id: Id, revision: u32, body: &Body<R>) -> Revision {
        let mut json = serde_json::to_value(body).unwrap_or_default();
        // `preserve_order`, which forms need, keeps fields as the source writes them; RFC 8785 sorts.
        json.sort_all_objects();
        Revision { register: R::NAME.into(), id, revision, version: R::VERSION, body: json.to_string() }
    }

    /// The record of this revision, in today's shape.
    pub(crate) fn read<R: Register>(&self) -> Result<Held<R>, Damage> {
        if self.version > R::VERSION {
            return Err(self.damage("a later version of the program wrote it: use that one, or a later one"));
        }
        let body = if self.version == R::VERSION { serde_json::from_str(&self.body) } else { self.upcast::<R>() };
        let body = body.map_err(|problem| self.damage(&problem.to_string()))?;
        Ok(Held { id: self.id, revision: self.revision, body })
    }

    fn upcast<R: Register>(&self) -> Result<Body<R>, serde_json::Error> {
        let mut body: Value = serde_json::from_str(&self.body)?;
        if let Some(record) = body.get_mut("record") {
            R::upcast(self.version, record);
        }
        serde_json::from_value(body)
    }

    fn damage(&self, problem: &str) -> Damage {
        Damage { register: self.register.clone(), id: self.id, revision: self.revision, problem: problem.into() }
    }
}

/// The state after these revisions. While it runs no clone is alive, so the maps change in place.
///
/// # Errors
/// A revision of a register nobody knows, or one that does not read as its record, is damage.
pub fn fold<'a>(mut isms: Isms, revisions: impl IntoIterator<Item = &'a Revision>) -> Result<Isms, Damage> {
    for revision in revisions {
        apply(&mut isms, revision)?;
    }
    Ok(isms)
}

/// Takes one revision into the state.
///
/// # Errors
/// As [`fold`].
pub fn apply(isms: &mut Isms, revision: &Revision) -> Result<(), Damage> {
    let register = register(&revision.register);
    register.ok_or_else(|| revision.damage("no such register is known to this version"))?.apply(isms, revision)
}
