//! The two standards side by side, in our own words: for each clause of ISO/IEC 27001 what is mandated, for each control
//! of its Annex A how it is done well. Read from `content/iso27001` and `content/iso27002`; facts come from
//! `content/facts`.

mod attributes;
mod clause_page;
mod clauses;
mod control_page;
mod crosswalks;
mod deadlines;
pub mod find;
mod markdown;
mod text;

pub use attributes::{Attribute, all_values, values};
pub use clause_page::{ClausePage, Duty, Stage};
pub use clauses::{Clause, clause, clauses};
pub use control_page::{ControlPage, Measure, Period, Shows};
pub use crosswalks::{Confidence, Crosswalk, all_crosswalks, crosswalks, frameworks, parts_of};
pub use deadlines::{Deadline, Within, deadline};
pub use markdown::{Block, Document, Section, labelled};
pub(crate) use text::marked;
pub use text::{Span, Text, words};

use crate::{id::Id, refusal::Reason, say};
use std::{collections::BTreeMap, sync::LazyLock};

pub(crate) mod embedded {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

static CONTROL_PAGES: LazyLock<BTreeMap<Id, ControlPage>> = LazyLock::new(|| {
    let page = |(name, text): &(&str, &str)| Some((name.parse().ok()?, ControlPage::read(name, text).ok()?));
    embedded::ISO27002.iter().filter_map(page).collect()
});

static CLAUSE_PAGES: LazyLock<BTreeMap<&'static str, ClausePage>> = LazyLock::new(|| {
    let page = |(name, text): &(&'static str, &str)| Some((*name, ClausePage::read(name, text).ok()?));
    embedded::ISO27001.iter().filter_map(page).collect()
});

/// The page about a control of Annex A.
pub fn control_page(control: Id) -> Option<&'static ControlPage> {
    CONTROL_PAGES.get(&control)
}

/// The page about a clause; a heading has none, and the items of 4.2 share the one of 4.2.
pub fn clause_page(clause: &str) -> Option<&'static ClausePage> {
    CLAUSE_PAGES.get(clause.split(' ').next()?)
}

/// Every duty of clauses 4 to 10, in the order of the standard, each with the clause on whose page it stands.
pub fn duties() -> impl Iterator<Item = (&'static Clause, &'static Duty)> {
    let own = clauses().filter(|clause| !clause.id.contains(' '));
    own.flat_map(|clause| {
        clause_page(&clause.id).into_iter().flat_map(move |page| page.duties.iter().map(move |duty| (clause, duty)))
    })
}

/// A reason for each id that is the name of no duty.
pub(crate) fn unknown_duties(named: &[String]) -> impl Iterator<Item = Reason> {
    let unknown = named.iter().filter(|id| !duties().any(|(_, duty)| duty.id == **id));
    unknown.map(|id| {
        let remedy = say!("copy its id from the page of its clause, as in `9.2.2-programme`");
        Reason::new(say!("there is no duty `{id}` in clauses 4 to 10", id = id), remedy).at("duties")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex_a;

    #[test]
    fn each_page_keeps_the_form() {
        for (name, text) in embedded::ISO27002 {
            if let Err(fault) = ControlPage::read(name, text) {
                panic!("content/iso27002/{name}.md: {fault}");
            }
        }
        for (name, text) in embedded::ISO27001 {
            if let Err(fault) = ClausePage::read(name, text) {
                panic!("content/iso27001/{name}.md: {fault}");
            }
        }
    }

    #[test]
    fn each_control_and_each_clause_that_is_no_heading_has_its_page() {
        for control in annex_a::controls() {
            assert!(control_page(control.id).is_some(), "A.{}", control.id);
        }
        assert_eq!((embedded::ISO27002.len(), clauses().count()), (93, 44));
        for clause in clauses() {
            assert_eq!(clause_page(&clause.id).is_none(), clause.is_heading(), "{}", clause.id);
        }
    }
}
