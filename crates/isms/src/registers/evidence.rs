//! Evidence: what shows that something is so, for which period, and who looked at it.
//!
//! ISO/IEC 27001, clauses 7.5.3, 9.1 and 9.2.

use crate::record::*;

/// A file in the vault or a link, and what it shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What it is.
    pub title: String,
    /// What it shows, in a sentence an auditor can check.
    #[serde(default)]
    pub shows: Prose,
    /// The file that was handed in, by its SHA-256 in the vault.
    pub file: Option<VaultFile>,
    /// Where it lies, when it is not a file here.
    #[serde(default)]
    pub link: Option<String>,
    /// The controls it speaks for.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
    /// The duties of clauses 4 to 10 it speaks for, by the ids on the pages of the clauses: `5.1-message`.
    #[serde(default)]
    pub duties: Vec<String>,
    /// Who keeps it coming.
    pub owner: Option<Link<Person>>,
    /// The first day of the period it covers.
    pub covers_from: Option<Date>,
    /// The last day of that period.
    pub covers_to: Option<Date>,
    /// When it was taken from its source.
    pub collected: Option<Date>,
    /// When it arrived here. Never changed.
    pub received: Option<Date>,
    /// The day from which it no longer counts.
    pub valid_until: Option<Date>,
    /// Who looked at it, and when.
    #[serde(default)]
    pub looked_at: Vec<Look>,
}

/// A file in the vault.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct VaultFile {
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// What it was called.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// A look that somebody took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Look {
    /// Who looked.
    pub by: Link<Person>,
    /// On which day.
    pub on: Date,
    /// What they saw.
    #[serde(default)]
    pub remark: Prose,
    /// The file that lay there, by its SHA-256.
    #[serde(default)]
    pub file: Option<String>,
    /// The link that led there.
    #[serde(default)]
    pub link: Option<String>,
}

impl Evidence {
    /// Whether it is held: as a file here, or as a link to where it lies. Otherwise it is only named.
    pub fn is_held(&self) -> bool {
        self.file.is_some() || self.link.as_deref().is_some_and(|link| !link.trim().is_empty())
    }
}

/// What happens to evidence.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceAct {
    /// You looked at it.
    #[schemars(title = "Sign that you looked")]
    LookedAt {
        /// What you saw.
        #[serde(default)]
        remark: Prose,
    },
}

impl Register for Evidence {
    const LETTERS: &'static str = "E";
    const FACE: Face = Face {
        by_act: &["received", "looked_at"],
        also_called: &[
            ("reference", &["evidence id", "evidence ref", "link / reference", "document reference"]),
            ("title", &["evidence", "name", "evidence title", "document title"]),
            ("link", &["url", "location", "path"]),
            ("controls", &["control", "control id"]),
            ("collected", &["collected on", "collection date"]),
            ("valid_until", &["expires", "expiry date"]),
        ],
        empty: "Files and links that show a control at work, with the period they cover (clauses 7.5.3 and 9.1).",
        ..Face::new(Place::Check, "piece of evidence", &["title", "controls", "collected", "valid_until", "owner"])
    };
    type Act = EvidenceAct;

    fn check(&self, _: &Isms, _: Id) -> Vec<Reason> {
        let backwards = self.covers_from.zip(self.covers_to).is_some_and(|(from, to)| to < from);
        let backwards = backwards.then(|| {
            Reason::new(say!("the period ends before it begins"), say!("change one of the two days")).at("covers_to")
        });
        let scheme = self.link.as_deref().filter(|link| {
            link.contains(':') && !["https:", "http:", "mailto:", "file:"].iter().any(|known| link.starts_with(known))
        });
        let scheme = scheme.map(|_| {
            let remedy = say!("write an address that begins with https://, or a path in words");
            Reason::new(say!("the link is of a kind that a page must not open"), remedy).at("link")
        });
        backwards.into_iter().chain(scheme).chain(crate::standards::unknown_duties(&self.duties)).collect()
    }

    fn begun(self, isms: &Isms, _: &Who, now: Timestamp) -> Evidence {
        Evidence { received: Some(isms.day(now)), ..self }
    }

    fn samples() -> [Evidence; 2] {
        let link = Evidence {
            title: "Restore test, ticket 4711".into(),
            link: Some("https://tickets.example.com/4711".into()),
            ..Evidence::default()
        };
        let file = Evidence {
            title: "Access review, third quarter".into(),
            shows: "All 929 entitlements were looked at by their owners.".into(),
            file: Some(VaultFile { sha256: "00".repeat(32), name: "review.pdf".into(), size: 12 }),
            controls: vec![Link::known(Id::new("5.", 18))],
            duties: vec!["8.1-records".into()],
            covers_from: Some(date(2026, 7, 1)),
            covers_to: Some(date(2026, 9, 30)),
            collected: Some(date(2026, 10, 2)),
            valid_until: Some(date(2027, 1, 31)),
            ..Evidence::default()
        };
        [link, file]
    }
}

impl Decide<Evidence> for EvidenceAct {
    fn possible(_: &str, _: &Isms, on: &Held<Evidence>) -> Result<(), Reason> {
        let nothing = || Reason::new(say!("there is nothing to look at"), say!("add the file, or a link to it"));
        on.is_held().then_some(()).ok_or_else(nothing)
    }

    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Evidence>) -> Result<Changes, Vec<Reason>> {
        let EvidenceAct::LookedAt { remark } = self;
        let file = on.file.as_ref().map(|file| file.sha256.clone());
        let look = Look { by: Link::known(signer(who)?), on: isms.day(now), remark, file, link: on.link.clone() };
        let mut evidence = Evidence::clone(on);
        evidence.looked_at.push(look);
        Ok(on.becomes(evidence))
    }
}
