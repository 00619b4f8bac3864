//! Where something is done: a record, a field or an act of it, a register, a page.

use crate::{Id, register_of};

/// Where a step is done, or a gap is closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// On the page of a record.
    Record(Id),
    /// At a field of a record.
    Field(Id, &'static str),
    /// By an act on a record.
    Act(Id, &'static str),
    /// In the list of a register.
    Register(&'static str),
    /// By a new record of a register, with these fields filled in.
    New(&'static str, &'static [(&'static str, &'static str)]),
    /// By a new piece of evidence for a duty of a clause.
    Proof(&'static str),
    /// By a document that begins from this template.
    Template(&'static str),
    /// In the list of a register, with what one rule found.
    Found(&'static str, &'static str),
    /// On a page of its own: `import`, `soa`, `overdue`; empty is the first page.
    Page(&'static str),
}

impl Target {
    /// The record whose page it is, where it is one's.
    pub fn record(self) -> Option<Id> {
        match self {
            Target::Record(id) | Target::Field(id, _) | Target::Act(id, _) => Some(id),
            _ => None,
        }
    }

    /// The address for a reader who sees these records; none where it would name one that they may not see.
    pub fn path_for(self, sees: &dyn Fn(Id) -> bool) -> Option<String> {
        self.record().is_none_or(sees).then(|| self.path())
    }

    /// The address of the page, from the root of the server.
    pub fn path(self) -> String {
        let record = |id: Id| format!("/{}/{id}", register_of(id).map_or("", |register| register.name()));
        match self {
            Target::Record(id) if id.letters() == "ORG" => "/organisation".into(),
            Target::Record(id) if id.letters() == "SOA" => format!("/soa/{id}"),
            Target::Record(id) if register_of(id).is_none() => "/".into(),
            Target::Record(id) => record(id),
            Target::Field(id, field) => format!("{}/edit#{field}", record(id)),
            Target::Act(id, act) => format!("{}/{act}", record(id)),
            Target::Register(register) => format!("/{register}"),
            Target::New(register, fields) => {
                let fields = fields.iter().map(|(name, text)| format!("{name}={}", text.replace(' ', "+")));
                format!("/{register}/new?{}", fields.collect::<Vec<_>>().join("&"))
            }
            Target::Proof(duty) => format!("/evidence/new?duties={duty}"),
            Target::Template(name) => format!("/standards/templates/{name}"),
            Target::Found("controls", rule) => format!("/soa?rule={rule}"),
            Target::Found("risks", rule) => format!("/risks?rule={rule}"),
            Target::Found(register, rule) => format!("/findings?register={register}&rule={rule}"),
            Target::Page("criteria") => "/organisation".into(),
            Target::Page(page) => format!("/{page}"),
        }
    }
}
