//! The list of registers. A register is its file and its line here.

use crate::{
    any::{AnyRegister, Of},
    collection::{Collection, Held},
    criteria::Criteria,
    id::Id,
    readiness::Kept,
    register::{Listed, Register},
    walk,
};
use imbl::{OrdMap, OrdSet};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::borrow::Cow;

/// From each line: the module, the field of `Isms` with its accessor, the name, and the entry in `ALL`.
macro_rules! registers {
    ($($module:ident $name:literal: $Record:ident,)*) => {
        $(pub mod $module;)*
        $(pub use $module::$Record;)*

        /// The whole management system at one moment: immutable, and a clone costs nothing.
        #[derive(Clone, Default)]
        pub struct Isms {
            /// Who links to a record: kept as records come in, so that no page has to search for it.
            named_by: OrdMap<Id, OrdSet<Id>>,
            /// What readiness said of it last.
            pub(crate) judged: Kept,
            $($module: Collection<$Record>,)*
        }

        impl Isms {
            $(
                #[doc = concat!("The register *", $name, "*.")]
                pub fn $module(&self) -> &Collection<$Record> { &self.$module }
            )*
        }

        $(impl Listed for $Record {
            const NAME: &'static str = $name;
            fn collection(isms: &Isms) -> &Collection<$Record> { &isms.$module }
            fn collection_mut(isms: &mut Isms) -> &mut Collection<$Record> { &mut isms.$module }
        })*

        /// Every register, for faces that know none.
        pub static ALL: &[&dyn AnyRegister] = &[$({
            static OF: Of<$Record> = Of::new();
            &OF
        },)*];
    };
}

registers! {
    organisation "organisation": Organisation,
    interested_parties "interested-parties": InterestedParty,
    issues "issues": Issue,
    obligations "obligations": Obligation,
    assets "assets": Asset,
    threats "threats": Threat,
    vulnerabilities "vulnerabilities": Vulnerability,
    risks "risks": Risk,
    actions "actions": Action,
    applicability_statements "applicability-statements": ApplicabilityStatement,
    objectives "objectives": Objective,
    documents "documents": Document,
    controls "controls": Control,
    people "people": Person,
    systems "systems": System,
    entitlements "entitlements": Entitlement,
    suppliers "suppliers": Supplier,
    incidents "incidents": Incident,
    trainings "trainings": Training,
    competences "competences": Competence,
    evidence "evidence": Evidence,
    measures "measures": Measure,
    audits "audits": Audit,
    reviews "reviews": Review,
    audit_findings "audit-findings": AuditFinding,
    corrective_actions "corrective-actions": CorrectiveAction,
    exceptions "exceptions": Exception,
    changes "changes": Change,
    imports "imports": Import,
    accounts "accounts": Account,
}

#[cfg(test)]
mod tests;

/// The register of this name.
pub fn register(name: &str) -> Option<&'static dyn AnyRegister> {
    ALL.iter().find(|register| register.name() == name).copied()
}

/// The register that gives ids with these letters. `5.` to `8.` are the themes of Annex A.
pub fn register_of(id: Id) -> Option<&'static dyn AnyRegister> {
    let letters = if id.letters().ends_with('.') { Control::LETTERS } else { id.letters() };
    ALL.iter().find(|register| register.letters() == letters).copied()
}

impl Isms {
    /// The records, in use or withdrawn, that link to this one.
    pub fn named_by(&self, id: Id) -> impl Iterator<Item = Id> {
        self.named_by.get(&id).into_iter().flatten().copied()
    }

    /// The organisation, once it was founded.
    pub fn the_organisation(&self) -> Option<&Held<Organisation>> {
        self.organisation.iter().next()
    }

    /// The criteria risks are weighed by.
    pub fn criteria(&self) -> Cow<'_, Criteria> {
        self.the_organisation().map_or_else(Cow::default, |one| Cow::Borrowed(&one.criteria))
    }

    /// The zone in which the organisation's days begin and end.
    pub fn time_zone(&self) -> TimeZone {
        let zone = self.the_organisation().and_then(|one| TimeZone::get(&one.time_zone).ok());
        zone.unwrap_or(TimeZone::UTC)
    }

    /// The organisation's day at this moment.
    pub fn day(&self, now: Timestamp) -> Date {
        now.to_zoned(self.time_zone()).date()
    }

    /// Takes a record in, in place of its earlier revision, and keeps who names whom.
    pub(crate) fn put<R: Register>(&mut self, held: Held<R>) {
        let id = held.id;
        if let Some(before) = R::collection(self).get(id) {
            for to in walk::links(&before.body.record) {
                if let Some(ids) = self.named_by.get_mut(&to) {
                    ids.remove(&id);
                }
            }
        }
        for to in walk::links(&held.body.record) {
            self.named_by.entry(to).or_default().insert(id);
        }
        R::collection_mut(self).put(held);
        self.judged = Kept::default();
    }
}
