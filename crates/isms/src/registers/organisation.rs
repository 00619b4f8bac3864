//! The organisation: whose management system this is, what it covers, and how it weighs risks.
//!
//! ISO/IEC 27001, clauses 4.3 and 6.1.2 a.

use crate::{
    criteria::Criteria,
    first_steps::{self, Answers},
    record::*,
    revision::Revision,
};

/// The organisation whose management system this is. There is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// Its name, as it stands on a certificate.
    pub name: String,
    /// What the management system covers: activities, places, people and technology, in a few sentences.
    #[serde(default)]
    pub scope: Prose,
    /// What it leaves out, and why that may be left out.
    #[serde(default)]
    pub out_of_scope: Prose,
    /// The places in scope.
    #[serde(default)]
    pub sites: Vec<Site>,
    /// The time zone in which days begin and end, as in `Europe/Berlin`.
    pub time_zone: String,
    /// When certification is planned, in words: `May 2027`.
    #[serde(default)]
    pub certification_planned: Option<String>,
    /// How risks are weighed.
    #[serde(default)]
    pub criteria: Criteria,
    /// After how many days an asset is due for another look.
    pub asset_review_days: Option<u32>,
}

/// A place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// What people call it.
    pub name: String,
    /// The organisation's own code for it.
    #[serde(default)]
    pub code: Option<String>,
    /// Town and country.
    #[serde(default)]
    pub address: Option<String>,
}

/// What happens to an organisation.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationAct {
    /// Have first records proposed from answers: scope, laws, assets, risks and their treatment. Each is confirmed by a
    /// person; what is there stays as it is.
    #[schemars(title = "Begin with the first steps")]
    Begun(Box<Answers>),
}

impl Decide<Organisation> for OrganisationAct {
    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Organisation>) -> Result<Changes, Vec<Reason>> {
        match self {
            OrganisationAct::Begun(answers) => first_steps::begun(isms, who, now, on, &answers),
        }
    }
}

/// How often assets are looked at where nobody said otherwise.
pub const ASSET_REVIEW_DAYS: u32 = 365;

impl Default for Organisation {
    fn default() -> Organisation {
        Organisation {
            name: String::new(),
            scope: Prose::default(),
            out_of_scope: Prose::default(),
            sites: vec![],
            time_zone: "UTC".into(),
            certification_planned: None,
            criteria: Criteria::default(),
            asset_review_days: Some(ASSET_REVIEW_DAYS),
        }
    }
}

impl Register for Organisation {
    const LETTERS: &'static str = "ORG";
    const FACE: Face = Face {
        empty: "Who we are and what the management system covers (clause 4.3).",
        ..Face::new(Place::Plan, "organisation", &["name", "scope", "time_zone"])
    };
    type Act = OrganisationAct;

    fn check(&self, isms: &Isms, id: Id) -> Vec<Reason> {
        let mut reasons: Vec<Reason> =
            self.criteria.check().into_iter().map(|reason| reason.within("criteria")).collect();
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            let why = say!("there is no time zone `{zone}`", zone = self.time_zone);
            reasons.push(Reason::new(why, say!("write it like `Europe/Berlin`, or `UTC`")).at("time_zone"));
        }
        if isms.the_organisation().is_some_and(|one| one.id != id) {
            reasons.push(Reason::new(say!("there is one organisation already"), say!("edit that one")));
        }
        reasons
    }

    fn withdrawal(_: &Isms, _: &Who, _: &Held<Organisation>, _: &[Revision]) -> Result<Changes, Vec<Reason>> {
        let why = say!("all else here is the organisation's");
        Err(Reason::new(why, say!("edit it; an organisation that is no more ends with its ledger")).into())
    }

    fn samples() -> [Organisation; 2] {
        let small = Organisation { name: "Three Rivers Dental".into(), ..Organisation::default() };
        let site = Site { name: "Head office".into(), code: Some("HQ".into()), address: Some("Leeds, GB".into()) };
        let large = Organisation {
            scope: "Design, development and support of the analytics platform, from Leeds.".into(),
            sites: vec![site],
            time_zone: "Europe/London".into(),
            ..small.clone()
        };
        [small, large]
    }
}
