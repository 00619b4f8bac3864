//! Accounts: who may sign in, with which roles, and which person stands behind it.
//!
//! ISO/IEC 27001, Annex A, A.5.15, A.5.16 and A.5.18. Address and credential stay outside the ledger.

use crate::record::*;

/// An account. Its address and its credential are kept apart, where they can be changed and erased.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// The roles it holds.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// The person behind it.
    pub person: Option<Link<Person>>,
    /// Whether it may no longer sign in.
    #[serde(default)]
    pub disabled: bool,
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Accounts, settings, and all acts but signing in another's stead.
    Administrator,
    /// All registers, not accounts.
    IsmsManager,
    /// Reads all but what is restricted, accepts above the limit, approves documents and the SoA.
    TopManagement,
    /// Reads all but what is restricted, changes what they own.
    RiskOwner,
    /// Reads all but what is restricted, changes what they own.
    ControlOwner,
    /// Reads all but what is restricted, writes audit findings.
    Auditor,
    /// Own tasks, published documents, reports an incident.
    Member,
}

/// What happens to an account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountAct {
    /// Give it these roles, in place of those it has.
    Granted {
        /// The roles.
        roles: Vec<Role>,
    },
    /// Say which person stands behind it.
    Linked {
        /// The person.
        person: Link<Person>,
    },
    /// It may no longer sign in; its sessions and tokens end.
    Disabled {},
    /// It may sign in again.
    Enabled {},
}

impl Register for Account {
    const LETTERS: &'static str = "ACC";
    const FACE: Face = Face {
        by_act: &["disabled"],
        empty: "Who may sign in here (A.5.16).",
        ..Face::new(Place::Aside, "account", &["roles", "person", "disabled"])
    };
    type Act = AccountAct;

    fn samples() -> [Account; 2] {
        let member = Account { roles: vec![Role::Member], ..Account::default() };
        let owner = Account {
            roles: vec![Role::RiskOwner, Role::ControlOwner],
            person: Some(Link::known(Id::new("P", 1))),
            ..Account::default()
        };
        [member, owner]
    }
}

impl Decide<Account> for AccountAct {
    fn decide(self, isms: &Isms, who: &Who, _: Timestamp, on: &Held<Account>) -> Result<Changes, Vec<Reason>> {
        let account = Account::clone(on);
        let after = match self {
            AccountAct::Granted { roles } => Account { roles, ..account },
            AccountAct::Linked { person } => Account { person: Some(person), ..account },
            AccountAct::Disabled {} if on.id.to_string() == who.account => {
                let remedy = say!("ask another administrator");
                return Err(Reason::new(say!("nobody locks themselves out"), remedy).into());
            }
            AccountAct::Disabled {} => Account { disabled: true, ..account },
            AccountAct::Enabled {} => Account { disabled: false, ..account },
        };
        somebody_stays(isms, on.id, &after)?;
        Ok(on.becomes(after))
    }
}

/// An organisation without administrator could never grant a role again.
fn somebody_stays(isms: &Isms, id: Id, after: &Account) -> Result<(), Reason> {
    let administers = |account: &Account| !account.disabled && account.roles.contains(&Role::Administrator);
    let others = isms.accounts().iter().any(|other| other.id != id && administers(other));
    if others || administers(after) {
        return Ok(());
    }
    Err(Reason::new(say!("nobody would administer accounts any more"), say!("make somebody else administrator first")))
}
