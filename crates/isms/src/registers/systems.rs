//! Systems: the applications and services people sign in to.
//!
//! ISO/IEC 27001, Annex A, A.5.15 to A.5.18, A.8.2 to A.8.5.

use crate::record::*;

/// An application or service that people sign in to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct System {
    /// Its name.
    pub name: String,
    /// What sort of system it is.
    #[serde(default)]
    pub category: Option<String>,
    /// Who provides it.
    pub supplier: Option<Link<Supplier>>,
    /// Where it runs: SaaS, own cloud, own hardware.
    #[serde(default)]
    pub hosting: Option<String>,
    /// Who answers for it and for who gets in.
    pub owner: Option<Link<Person>>,
    /// How far the information in it may travel.
    #[serde(default)]
    pub classification: Option<String>,
    /// Whether it holds personal data.
    pub personal_data: Option<bool>,
    /// Whether work stops without it.
    pub business_critical: Option<bool>,
    /// Whether people sign in through the identity provider.
    pub sso: Option<bool>,
    /// Whether a second factor is asked for.
    pub mfa: Option<bool>,
    /// The roles it knows; say which are privileged.
    #[serde(default)]
    pub roles: Vec<String>,
    /// When somebody last looked at who may get in.
    pub last_access_review: Option<Date>,
}

impl Register for System {
    const LETTERS: &'static str = "SYS";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["system id"]),
            ("name", &["system", "application", "system name"]),
            ("supplier", &["supplier id", "vendor", "provider"]),
            ("owner", &["owner id", "system owner"]),
            ("personal_data", &["pii"]),
            ("sso", &["single sign-on"]),
            ("mfa", &["multi-factor", "two-factor"]),
            ("last_access_review", &["access review"]),
        ],
        empty: "The applications and services people sign in to (A.5.15 to A.5.18).",
        ..Face::new(Place::Do, "system", &["name", "category", "owner", "classification", "mfa", "last_access_review"])
    };
    type Act = NoActs;

    fn samples() -> [System; 2] {
        let short = System { name: "Okta".into(), ..System::default() };
        let full = System {
            category: Some("identity".into()),
            supplier: Some(Link::known(Id::new("S", 1))),
            owner: Some(Link::known(Id::new("P", 1))),
            personal_data: Some(true),
            mfa: Some(true),
            roles: vec!["User".into(), "Super admin (privileged)".into()],
            last_access_review: Some(date(2026, 4, 17)),
            ..short.clone()
        };
        [short, full]
    }
}
