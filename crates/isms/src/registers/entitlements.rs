//! Entitlements: who may do what in which system, since when, and who allowed it.
//!
//! ISO/IEC 27001, Annex A, A.5.15, A.5.18 and A.8.2.

use crate::record::*;

/// A role that an account holds in a system.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entitlement {
    /// The account as the system knows it.
    pub account: String,
    /// The system it opens.
    pub system: Option<Link<System>>,
    /// What it may do there.
    #[serde(default)]
    pub role: Option<String>,
    /// Who uses it, or answers for it where nobody does.
    pub person: Option<Link<Person>>,
    /// What sort of account it is.
    pub account_type: Option<AccountType>,
    /// Whether it may do more than a user: administer, see what others may not.
    pub privileged: Option<bool>,
    /// When it was given.
    pub granted_on: Option<Date>,
    /// Who allowed it. Nobody allows their own.
    pub granted_by: Option<Link<Person>>,
    /// When it was last used.
    pub last_login: Option<Date>,
    /// Whether it works today.
    #[serde(default)]
    pub status: EntitlementStatus,
    /// When somebody last looked whether it is still needed.
    pub last_reviewed: Option<Date>,
}

/// What sort of account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountType {
    /// One person's own.
    Named,
    /// Used by a program.
    Service,
    /// Used by several people.
    Shared,
}

/// Whether an entitlement works.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntitlementStatus {
    /// It works.
    #[default]
    Enabled,
    /// It is taken away or blocked.
    Disabled,
}

/// What happens to an entitlement.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntitlementAct {
    /// Somebody looked, and it is still needed.
    #[schemars(title = "Confirm")]
    Reviewed {},
    /// It is taken away.
    #[schemars(title = "Revoke")]
    Disabled {},
}

impl Register for Entitlement {
    const LETTERS: &'static str = "ENT";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["entitlement id", "access id"]),
            ("account", &["user", "username", "user name", "login", "account name"]),
            ("system", &["system id", "application"]),
            ("role", &["access", "permission", "group", "entitlement", "access level"]),
            ("person", &["person id", "employee id", "employee", "account owner"]),
            ("account_type", &["type"]),
            ("privileged", &["admin", "administrator", "privileged access"]),
            ("granted_on", &["granted", "grant date", "since"]),
            ("granted_by", &["approved by", "approver"]),
            ("last_login", &["last used", "last sign-in", "last logon"]),
            ("last_reviewed", &["last review", "reviewed on", "review date"]),
        ],
        values: &[
            (
                "account_type",
                &[
                    ("personal", "named"),
                    ("user", "named"),
                    ("technical", "service"),
                    ("system", "service"),
                    ("generic", "shared"),
                    ("group", "shared"),
                ],
            ),
            (
                "status",
                &[
                    ("active", "enabled"),
                    ("inactive", "disabled"),
                    ("revoked", "disabled"),
                    ("removed", "disabled"),
                    ("blocked", "disabled"),
                    ("locked", "disabled"),
                ],
            ),
        ],
        empty: "Who may do what in which system, and who allowed it (A.5.15 and A.5.18).",
        ..Face::new(
            Place::Do,
            "entitlement",
            &["account", "system", "role", "person", "privileged", "last_login", "status", "last_reviewed"],
        )
    };
    type Act = EntitlementAct;

    fn samples() -> [Entitlement; 2] {
        let short = Entitlement { account: "backup-runner".into(), ..Entitlement::default() };
        let full = Entitlement {
            account: "ugo.silva".into(),
            system: Some(Link::known(Id::new("SYS", 2))),
            role: Some("Super admin".into()),
            person: Some(Link::known(Id::new("P", 2))),
            account_type: Some(AccountType::Named),
            privileged: Some(true),
            granted_on: Some(date(2024, 4, 3)),
            granted_by: Some(Link::known(Id::new("P", 1))),
            last_login: Some(date(2026, 10, 21)),
            status: EntitlementStatus::Disabled,
            last_reviewed: Some(date(2026, 8, 5)),
        };
        [short, full]
    }
}

impl Decide<Entitlement> for EntitlementAct {
    fn possible(_: &str, _: &Isms, on: &Held<Entitlement>) -> Result<(), Reason> {
        while_open(on.status == EntitlementStatus::Enabled)
    }

    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Entitlement>) -> Result<Changes, Vec<Reason>> {
        let entitlement = Entitlement::clone(on);
        Ok(on.becomes(match self {
            EntitlementAct::Reviewed {} => Entitlement { last_reviewed: Some(isms.day(now)), ..entitlement },
            EntitlementAct::Disabled {} => Entitlement { status: EntitlementStatus::Disabled, ..entitlement },
        }))
    }
}
