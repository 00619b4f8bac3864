//! Assets: what holds or handles information, and what it is worth to us.
//!
//! ISO/IEC 27001, Annex A, A.5.9 and A.5.12; ISO/IEC 27005:2022, asset-based approach.

use crate::record::*;

/// Something that holds or handles information.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Asset {
    /// The name people use for it.
    pub name: String,
    /// What sort of thing it is: information, application, hardware, site.
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
    /// Who answers for it. A person, not a team.
    pub owner: Option<Link<Person>>,
    /// Where it is.
    #[serde(default)]
    pub location: Option<String>,
    /// How far the information may travel, in the organisation's own words.
    #[serde(default)]
    pub classification: Option<String>,
    /// Whether it holds personal data.
    pub personal_data: Option<bool>,
    /// The harm when the wrong people see it, 1 to 10.
    pub confidentiality: Option<Step>,
    /// The harm when it is changed or wrong, 1 to 10.
    pub integrity: Option<Step>,
    /// The harm when it is not there, 1 to 10.
    pub availability: Option<Step>,
    /// The system it lives in.
    pub system: Option<Link<System>>,
    /// The assets without which it does not work.
    #[serde(default)]
    pub depends_on: Vec<Link<Asset>>,
    /// Where it is in its life: in use, in storage, retired.
    #[serde(default)]
    pub status: Option<String>,
    /// When somebody last looked at it.
    pub last_reviewed: Option<Date>,
    /// What it is, in a sentence.
    #[serde(default)]
    pub description: Prose,
    /// Made from a risk's asset cell in an imported file, and not yet confirmed by anybody.
    #[serde(default)]
    pub unconfirmed: bool,
}

/// What happens to an asset.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AssetAct {
    /// Somebody looked at it, and what is written here is right.
    #[schemars(title = "Confirm")]
    Reviewed {},
}

impl Register for Asset {
    const LETTERS: &'static str = "A";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["asset id", "asset no", "asset number", "asset tag"]),
            ("name", &["asset", "asset name", "information asset"]),
            ("type", &["asset type", "category of asset"]),
            ("owner", &["owner id", "asset owner", "information owner"]),
            ("location", &["site", "office"]),
            ("classification", &["information classification", "data classification"]),
            ("personal_data", &["pii", "contains personal data"]),
            ("confidentiality", &["c"]),
            ("integrity", &["i"]),
            ("availability", &["a"]),
            ("system", &["system id"]),
            ("depends_on", &["dependencies", "depends on assets"]),
            ("last_reviewed", &["last review", "reviewed on", "review date"]),
            ("description", &["asset description"]),
        ],
        empty: "What holds or handles information: databases, applications, laptops, paper, people's knowledge (A.5.9).",
        ..Face::new(
            Place::Plan,
            "asset",
            &[
                "name",
                "type",
                "owner",
                "classification",
                "confidentiality",
                "integrity",
                "availability",
                "last_reviewed",
            ],
        )
    };
    type Act = AssetAct;

    fn check(&self, isms: &Isms, id: Id) -> Vec<Reason> {
        let circle = self.depends_on.iter().filter_map(Link::id).find(|next| reaches(isms, *next, id, 0));
        let reason = |next| {
            Reason::new(say!("{next} depends on this asset", next = next), say!("leave one of the two out"))
                .at("depends_on")
        };
        circle.map(reason).into_iter().collect()
    }

    fn samples() -> [Asset; 2] {
        let wiki = Asset { name: "Team wiki".into(), ..Asset::default() };
        let customers = Asset {
            name: "Customer database".into(),
            kind: Some("information".into()),
            owner: Some(Link::known(Id::new("P", 1))),
            location: Some("Leeds".into()),
            classification: Some("Confidential".into()),
            personal_data: Some(true),
            confidentiality: Step::try_from(5).ok(),
            depends_on: vec![Link::known(Id::new("A", 1)), Link::unresolved("the old file server")],
            last_reviewed: Some(date(2026, 6, 1)),
            ..Asset::default()
        };
        [wiki, customers]
    }
}

impl Decide<Asset> for AssetAct {
    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Asset>) -> Result<Changes, Vec<Reason>> {
        match self {
            AssetAct::Reviewed {} => {
                Ok(on.becomes(Asset { last_reviewed: Some(isms.day(now)), unconfirmed: false, ..Asset::clone(on) }))
            }
        }
    }
}

/// A chain longer than this is not followed: no organisation draws one, and a damaged ledger must not hang a page.
const LONGEST_CHAIN: u8 = 50;

fn reaches(isms: &Isms, from: Id, wanted: Id, steps: u8) -> bool {
    let next = || isms.assets().get(from).into_iter().flat_map(|asset| &asset.depends_on).filter_map(Link::id);
    from == wanted || (steps < LONGEST_CHAIN && next().any(|next| reaches(isms, next, wanted, steps + 1)))
}
