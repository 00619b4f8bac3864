//! Applicability statements: the published versions of the Statement of Applicability, each kept as it was.
//!
//! ISO/IEC 27001, clause 6.1.3 d. The statement as it stands today is a view, not a record.

use crate::record::*;

/// A published version of the Statement of Applicability. Its data and its PDF are kept by hash.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicabilityStatement {
    /// Its version: 1 for the first.
    pub version: String,
    /// The day it was published.
    pub published_on: Option<Date>,
    /// The state of the ledger it shows: the number of the entry.
    pub of_entry: u32,
    /// Who approved it.
    pub approved_by: Option<Link<Person>>,
    /// When they did.
    pub approved_on: Option<Date>,
    /// Whether they signed in and approved here. Otherwise somebody recorded it, and the minutes show it.
    #[serde(default)]
    pub signed_here: bool,
    /// The minutes that show an approval recorded here.
    pub minutes: Option<Link<Evidence>>,
    /// Its rows as data, in the vault.
    pub data: Option<VaultFile>,
    /// Its PDF, in the vault.
    pub pdf: Option<VaultFile>,
}

use super::evidence::VaultFile;

impl Register for ApplicabilityStatement {
    const LETTERS: &'static str = "SOA";
    const FACE: Face = Face {
        // A version comes of its publication alone, and never changes: by hand, anybody could sign for another.
        by_act: &[
            "version",
            "published_on",
            "of_entry",
            "approved_by",
            "approved_on",
            "signed_here",
            "minutes",
            "data",
            "pdf",
        ],
        empty: "Published versions of the Statement of Applicability (clause 6.1.3 d).",
        ..Face::new(
            Place::Aside,
            "version of the Statement of Applicability",
            &["version", "published_on", "approved_by", "approved_on", "signed_here"],
        )
    };
    type Act = NoActs;

    /// What is published is whole: with approver, data and PDF, and with minutes where nobody signed here.
    fn check(&self, isms: &Isms, _: Id) -> Vec<Reason> {
        let missing = |field, gone: bool| {
            let reason = || Reason::new(say!("{field} is empty", field = field), say!("fill it in")).at(field);
            gone.then(reason)
        };
        let whole = [
            missing("approved_by", self.approved_by.as_ref().and_then(Link::id).is_none()),
            missing("approved_on", self.approved_on.is_none()),
            missing("minutes", !self.signed_here && self.minutes.as_ref().and_then(Link::id).is_none()),
            missing("data", self.data.is_none()),
            missing("pdf", self.pdf.is_none()),
        ];
        whole.into_iter().flatten().chain(crate::views::soa::in_the_way(isms)).collect()
    }

    fn samples() -> [ApplicabilityStatement; 2] {
        let file = |name: &str| Some(VaultFile { sha256: "ab".repeat(32), name: name.into(), size: 1 });
        let recorded = ApplicabilityStatement {
            version: "1".into(),
            published_on: Some(date(2026, 11, 1)),
            of_entry: 12,
            approved_by: Some(Link::known(Id::new("P", 1))),
            approved_on: Some(date(2026, 10, 30)),
            minutes: Some(Link::known(Id::new("E", 1))),
            data: file("soa-1.json"),
            pdf: file("soa-1.pdf"),
            ..ApplicabilityStatement::default()
        };
        [recorded.clone(), ApplicabilityStatement { signed_here: true, minutes: None, version: "2".into(), ..recorded }]
    }
}
