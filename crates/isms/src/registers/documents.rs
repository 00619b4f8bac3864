//! Documents: policies, procedures and records, who approved them and when they are looked at again.
//!
//! ISO/IEC 27001, clauses 5.2 and 7.5; Annex A, A.5.1 and A.5.37.

use crate::record::*;
use serde_json::json;
use sha2::{Digest, Sha256};

/// A document of the management system.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What sort of document it is.
    pub kind: Option<DocumentKind>,
    /// The version in force.
    #[serde(default)]
    pub version: Option<String>,
    /// Where it is in its life.
    #[serde(default)]
    pub status: DocumentStatus,
    /// Who keeps it right.
    pub owner: Option<Link<Person>>,
    /// Who approved this version.
    pub approved_by: Option<Link<Person>>,
    /// When they did.
    pub approved_on: Option<Date>,
    /// The day by which it is to be looked at again.
    pub next_review: Option<Date>,
    /// The controls it describes.
    #[serde(default)]
    pub covers: Vec<Link<Control>>,
    /// Where it is kept: an address, or the number of a piece of evidence.
    #[serde(default)]
    pub location: Option<String>,
    /// The duties of clauses 4 to 10 it fulfils, by the ids on the pages of the clauses: `9.2.2-programme`.
    #[serde(default)]
    pub duties: Vec<String>,
    /// What was approved, as the first 16 digits of the SHA-256 over title, sort, version, place, file or link, signer and
    /// day. Empty where nobody signed here.
    #[serde(default)]
    pub approved_state: Option<String>,
}

impl Document {
    /// What an approval stands for: what the document is called, its sort, its version, where its text lies, and, where
    /// that is evidence kept here, its link and its file to the last byte; and who signed, and when.
    fn state(&self, isms: &Isms) -> String {
        let kept = self.kept_as(isms);
        let file = kept.and_then(|evidence| evidence.file.as_ref()).map(|file| &file.sha256);
        let text = json!([self.title, self.kind, self.version, self.location, file, kept.map(|one| &one.link)]);
        let stated = json!([text, self.approved_by, self.approved_on]);
        hex::encode(Sha256::digest(stated.to_string()).get(..8).unwrap_or_default())
    }

    /// The evidence that holds its text, where its place is the number of one.
    pub fn kept_as<'a>(&self, isms: &'a Isms) -> Option<&'a Held<Evidence>> {
        let place = self.location.as_deref()?.trim();
        let named = place.parse().ok().or_else(|| isms.evidence().by_reference(place).next());
        named.and_then(|id| isms.evidence().get(id)).filter(|evidence| evidence.body.withdrawn.is_none())
    }

    /// Whether one cannot know where its text lies: nothing is said, or evidence is named that is not there.
    pub fn lies_nowhere(&self, isms: &Isms) -> bool {
        let place = self.location.as_deref().unwrap_or_default().trim();
        let names_evidence = place.parse::<Id>().is_ok_and(|id| id.letters() == Evidence::LETTERS);
        place.is_empty() || (names_evidence && self.kept_as(isms).is_none())
    }

    /// Whether what somebody approved here is no longer what stands here.
    pub fn has_changed_since_approval(&self, isms: &Isms) -> bool {
        let approved = self.approved_state.as_ref().filter(|_| self.status == DocumentStatus::Approved);
        approved.is_some_and(|state| *state != self.state(isms))
    }
}

/// What sort of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// The scope of the management system, clause 4.3.
    Scope,
    /// What is to be done, and by whom.
    Policy,
    /// How risks are assessed, clause 6.1.2.
    RiskAssessmentMethod,
    /// How risks are treated, clause 6.1.3.
    TreatmentProcess,
    /// What is to be reached, clause 6.2.
    Objectives,
    /// How something is done, step by step.
    Procedure,
    /// A rule in detail: a standard or a baseline of the organisation's own.
    Standard,
    /// What was done or decided.
    Record,
}

/// Where a document is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// Being written.
    #[default]
    Draft,
    /// In force.
    Approved,
    /// No longer in force.
    Retired,
}

/// What happens to a document.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentAct {
    /// Put a version in force, by your own signature.
    #[schemars(title = "Approve")]
    Approved {
        /// The version you approve.
        version: String,
        /// The day by which it is to be looked at again.
        next_review: Option<Date>,
    },
    /// Take it out of force.
    #[schemars(title = "Retire")]
    Retired {
        /// Why it is no longer needed.
        reason: String,
    },
}

impl Register for Document {
    const LETTERS: &'static str = "D";
    const FACE: Face = Face {
        by_act: &["approved_state"],
        also_called: &[
            ("reference", &["policy id", "document id", "document no", "doc id", "policy no"]),
            ("title", &["document", "policy", "policy name", "document title", "name"]),
            ("kind", &["type", "document type"]),
            ("owner", &["owner id", "document owner", "policy owner"]),
            ("approved_by", &["approver"]),
            ("approved_on", &["approval date", "approved date", "date approved"]),
            ("next_review", &["review due", "review date", "next review date"]),
            ("covers", &["controls", "annex a controls", "related controls"]),
            ("location", &["link", "url", "path"]),
        ],
        values: &[(
            "status",
            &[
                ("in force", "approved"),
                ("published", "approved"),
                ("final", "approved"),
                ("in review", "draft"),
                ("obsolete", "retired"),
                ("withdrawn", "retired"),
            ],
        )],
        empty: "Policies and procedures, with version, owner, approval and the day of the next look (clause 7.5).",
        ..Face::new(
            Place::Plan,
            "document",
            &["title", "kind", "version", "status", "owner", "approved_by", "next_review"],
        )
    };
    type Act = DocumentAct;

    fn check(&self, _: &Isms, _: Id) -> Vec<Reason> {
        crate::standards::unknown_duties(&self.duties).collect()
    }

    fn samples() -> [Document; 2] {
        let draft = Document {
            title: "Information security policy".into(),
            location: Some("https://docs.example.com/drafts/policy".into()),
            ..Document::default()
        };
        let approved = Document {
            kind: Some(DocumentKind::Policy),
            version: Some("1.2".into()),
            status: DocumentStatus::Approved,
            owner: Some(Link::known(Id::new("P", 1))),
            approved_by: Some(Link::known(Id::new("P", 2))),
            approved_on: Some(date(2026, 2, 1)),
            next_review: Some(date(2027, 2, 1)),
            covers: vec![Link::known(Id::new("5.", 1))],
            location: Some("https://docs.example.com/policy".into()),
            duties: vec!["5.2-established".into()],
            ..draft.clone()
        };
        [draft, approved]
    }

    /// A draft has no review due.
    fn due(held: &Held<Document>, _: &Isms) -> Option<Due> {
        Due::when(held.status == DocumentStatus::Approved, held.next_review, &held.owner)
    }
}

impl Decide<Document> for DocumentAct {
    fn possible(word: &str, isms: &Isms, on: &Held<Document>) -> Result<(), Reason> {
        match word {
            "approved" if on.lies_nowhere(isms) => {
                let why = say!("nothing says where its text lies, so nobody could read what is approved");
                Err(Reason::new(
                    why,
                    say!("write its place first: an address, or the number of the evidence that holds it"),
                ))
            }
            "approved" => once_confirmed(on),
            "retired" => while_open(on.status != DocumentStatus::Retired),
            _ => Ok(()),
        }
    }

    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Document>) -> Result<Changes, Vec<Reason>> {
        let document = Document::clone(on);
        match self {
            DocumentAct::Approved { version, next_review } => {
                let by = signer(who)?;
                let approved = Document {
                    version: Some(version),
                    status: DocumentStatus::Approved,
                    approved_by: Some(Link::known(by)),
                    approved_on: Some(isms.day(now)),
                    next_review: next_review.or(document.next_review),
                    ..document
                };
                let approved_state = Some(approved.state(isms));
                Ok(on.becomes(Document { approved_state, ..approved }))
            }
            DocumentAct::Retired { reason: _ } => {
                Ok(on.becomes(Document { status: DocumentStatus::Retired, ..document }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{after, ask, at_fields, refused, samples};

    const D1: &[&str] = &["D-1"];

    fn changed(isms: &Isms) -> bool {
        isms.documents().get(Id::new("D", 1)).unwrap().has_changed_since_approval(isms)
    }

    /// The first document, its text kept as the second piece of evidence, a file; approved here.
    fn approved() -> Isms {
        let kept = after(&samples(), "documents", D1, "edited", json!({ "location": "E-2" }));
        after(&kept, "documents", D1, "approved", json!({ "version": "1.0" }))
    }

    #[test]
    fn an_approval_stands_for_title_place_version_and_file() {
        let isms = approved();
        let edited = |given| changed(&after(&isms, "documents", D1, "edited", given));
        assert!(!changed(&isms));
        assert!(!edited(json!({ "next_review": "2027-06-30" })));
        assert!(edited(json!({ "title": "A quite different policy" })));
        assert!(edited(json!({ "version": "1.1" })));
        assert!(edited(json!({ "approved_by": "P-2" })), "nobody else has signed");
        assert!(edited(json!({ "approved_on": "2020-01-01" })));
        assert!(edited(json!({ "location": "https://docs.example.com/other" })));
        let file = json!({ "file": { "sha256": "11".repeat(32), "name": "review.pdf", "size": 12 } });
        assert!(changed(&after(&isms, "evidence", &["E-2"], "edited", file)));
    }

    #[test]
    fn it_stands_again_once_it_is_approved_again_and_nobody_writes_it_by_hand() {
        let edited = after(&approved(), "documents", D1, "edited", json!({ "title": "Another" }));
        assert!(!changed(&after(&edited, "documents", D1, "approved", json!({ "version": "1.1" }))));
        let forged = json!({ "approved_state": "0123456789abcdef" });
        assert_eq!(at_fields(ask(&edited, "documents", D1, "edited", forged)), ["approved_state"]);
    }

    /// Nobody signs a title without a text.
    #[test]
    fn a_document_that_lies_nowhere_is_not_approved() {
        let approve = |isms: &Isms| ask(isms, "documents", D1, "approved", json!({ "version": "1.0" }));
        let nowhere = after(&samples(), "documents", D1, "edited", json!({ "location": " " }));
        assert!(refused(approve(&nowhere)).contains("where its text lies"));
        let gone = after(&samples(), "documents", D1, "edited", json!({ "location": "E-99" }));
        assert!(refused(approve(&gone)).contains("where its text lies"));
        assert!(approve(&after(&nowhere, "documents", D1, "edited", json!({ "location": "intranet" }))).is_ok());
    }

    /// What an imported list calls approved was not signed here: the rules say so elsewhere.
    #[test]
    fn what_nobody_signed_here_has_not_changed() {
        assert!(!changed(&after(&samples(), "documents", D1, "edited", json!({ "status": "approved", "title": "X" }))));
    }
}
