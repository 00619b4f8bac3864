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
    /// After how many months each risk is assessed again, as planned.
    pub risk_assessment_months: Option<u32>,
    /// After how many months the next internal audit is held, as planned.
    pub internal_audit_months: Option<u32>,
    /// After how many months top management reviews the system again, as planned.
    pub management_review_months: Option<u32>,
    /// After how many months everybody is made aware of security again, as planned.
    pub awareness_months: Option<u32>,
    /// After how many days somebody looks again at who may get into a system. Left empty, no rule asks.
    pub access_review_days: Option<u32>,
    /// After how many days without use privileged access counts as asleep. Left empty, no rule asks.
    pub dormant_days: Option<u32>,
    /// After how many months somebody looks again at the security of a supplier that matters much, where its own record
    /// does not say. Left empty, no rule asks.
    pub supplier_review_months: Option<u16>,
    /// The pairs of roles that no person may hold together (A.5.3).
    #[serde(default)]
    pub separated_roles: Vec<SeparatedRoles>,
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

/// Two roles that no person may hold together, because each is there to check the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SeparatedRoles {
    /// The system of one role.
    pub system: Link<System>,
    /// That role, as its entitlements name it.
    pub role: String,
    /// The system of the other role; it may be the same.
    pub other_system: Link<System>,
    /// The other role.
    pub other_role: String,
    /// What one person could do who held both.
    #[serde(default)]
    pub why: Option<String>,
}

impl SeparatedRoles {
    /// Each of the two: the system, where it is known, and the role in the form in which roles are compared.
    pub fn sides(&self) -> [(Option<Id>, String); 2] {
        [(self.system.id(), crate::plain(&self.role)), (self.other_system.id(), crate::plain(&self.other_role))]
    }
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

/// How often it is looked at who may get into a system, where nobody said otherwise: a quarter.
pub const ACCESS_REVIEW_DAYS: u32 = 90;

/// After how long privileged access counts as asleep where nobody said otherwise: as long as between two looks at it.
pub const DORMANT_DAYS: u32 = 90;

/// How often suppliers that matter much are looked at where nobody said otherwise.
pub const SUPPLIER_REVIEW_MONTHS: u16 = 12;

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
            risk_assessment_months: None,
            internal_audit_months: None,
            management_review_months: None,
            awareness_months: None,
            access_review_days: Some(ACCESS_REVIEW_DAYS),
            dormant_days: Some(DORMANT_DAYS),
            supplier_review_months: Some(SUPPLIER_REVIEW_MONTHS),
            separated_roles: vec![],
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
        let same = |pair: &SeparatedRoles| matches!(pair.sides(), [one, other] if one == other);
        if self.separated_roles.iter().any(same) {
            let why = say!("a role is to be separated from itself");
            reasons.push(Reason::new(why, say!("name another role, or another system")).at("separated_roles"));
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
        let pair = SeparatedRoles {
            system: Link::known(Id::new("SYS", 1)),
            role: "Payroll preparer".into(),
            other_system: Link::known(Id::new("SYS", 1)),
            other_role: "Payroll approver".into(),
            why: Some("Prepare and approve the same payroll".into()),
        };
        let large = Organisation {
            scope: "Design, development and support of the analytics platform, from Leeds.".into(),
            sites: vec![site],
            separated_roles: vec![pair],
            time_zone: "Europe/London".into(),
            risk_assessment_months: Some(12),
            internal_audit_months: Some(12),
            management_review_months: Some(12),
            awareness_months: Some(12),
            ..small.clone()
        };
        [small, large]
    }
}
