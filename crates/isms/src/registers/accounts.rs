//! Accounts: who may sign in, with which roles, and which person stands behind it.
//!
//! ISO/IEC 27001, Annex A, A.5.15, A.5.16 and A.5.18. Address and credential stay outside the ledger.

use crate::{record::*, revision::Revision};

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
    /// Reads all but what is restricted, tests controls, looks at evidence, writes audit findings.
    Auditor,
    /// Own tasks, published documents, reports an incident.
    Member,
}

/// What happens to an account.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountAct {
    /// Give it these roles, in place of those it has.
    #[schemars(title = "Give other roles")]
    Granted {
        /// The roles.
        roles: Vec<Role>,
    },
    /// Say which person stands behind it.
    #[schemars(title = "Link to a person")]
    Linked {
        /// The person.
        person: Link<Person>,
    },
    /// It may no longer sign in; its sessions and tokens end.
    #[schemars(title = "Disable")]
    Disabled {},
    /// It may sign in again.
    #[schemars(title = "Enable")]
    Enabled {},
}

impl Account {
    fn administers(&self) -> bool {
        !self.disabled && self.roles.contains(&Role::Administrator)
    }
}

impl Register for Account {
    const LETTERS: &'static str = "ACC";
    const FACE: Face = Face {
        by_act: &["disabled"],
        empty: "Who may sign in here (A.5.16).",
        ..Face::new(Place::Aside, "account", &["roles", "person", "disabled"])
    };
    type Act = AccountAct;

    /// Its address is kept apart, and names belong to people.
    fn title(held: &Held<Account>) -> String {
        held.id.to_string()
    }

    fn check(&self, isms: &Isms, id: Id) -> Vec<Reason> {
        somebody_stays(isms, id, self.administers()).err().into_iter().collect()
    }

    fn withdrawal(isms: &Isms, _: &Who, on: &Held<Account>, _: &[Revision]) -> Result<Changes, Vec<Reason>> {
        somebody_stays(isms, on.id, false)?;
        Ok(Vec::new())
    }

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
    fn possible(word: &str, _: &Isms, on: &Held<Account>) -> Result<(), Reason> {
        match (word, on.disabled) {
            ("disabled", true) => Err(Reason::new(say!("it is disabled already"), say!("leave it as it is"))),
            ("enabled", false) => Err(Reason::new(say!("it may sign in already"), say!("leave it as it is"))),
            _ => Ok(()),
        }
    }

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
        somebody_stays(isms, on.id, after.administers())?;
        Ok(on.becomes(after))
    }
}

/// An organisation without administrator could never grant a role again.
fn somebody_stays(isms: &Isms, id: Id, administers: bool) -> Result<(), Reason> {
    let (mut this, mut others) = isms.accounts().iter().partition::<Vec<_>, _>(|account| account.id == id);
    this.retain(|account| account.administers());
    others.retain(|account| account.administers());
    if administers || !others.is_empty() || this.is_empty() {
        return Ok(());
    }
    Err(Reason::new(say!("nobody would administer accounts any more"), say!("make somebody else administrator first")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::given::{after, after_as, ask, ask_as, first, person, refused};
    use serde_json::{Value, json};

    /// Two administrators and a member.
    fn three() -> Isms {
        let account = |id, roles: &[Role]| first("accounts", id, json!({ "roles": roles }));
        let [one, two] = ["ACC-1", "ACC-2"].map(|id| account(id, &[Role::Administrator]));
        crate::fold(Isms::default(), &[one, two, account("ACC-3", &[Role::Member])]).unwrap()
    }

    const NOBODY: &str = "nobody would administer accounts any more";

    #[test]
    fn accounts_are_never_without_an_administrator() {
        let isms = after(&three(), "accounts", &["ACC-2"], "disabled", json!({}));
        let cases: [(&str, Value); 4] = [
            ("disabled", json!({})),
            ("granted", json!({ "roles": "auditor, member" })),
            ("edited", json!({ "roles": [] })),
            ("withdrawn", json!({ "reason": "left" })),
        ];
        for (word, given) in cases {
            let answer = refused(ask(&isms, "accounts", &["ACC-1"], word, given.clone()));
            assert!(answer.contains(NOBODY), "{word}: {answer}");
            after(&three(), "accounts", &["ACC-1"], word, given);
        }
    }

    #[test]
    fn two_administrators_do_not_go_at_once() {
        assert!(refused(ask(&three(), "accounts", &["ACC-1", "ACC-2"], "disabled", json!({}))).contains(NOBODY));
    }

    #[test]
    fn nobody_locks_themselves_out() {
        let first = Who { account: "ACC-0001".into(), ..person(1) };
        let answer = ask_as(&first, &three(), "accounts", &["ACC-1"], "disabled", json!({}));
        assert!(refused(answer).contains("ask another administrator"));
        let isms = after_as(&first, &three(), "accounts", &["ACC-2"], "disabled", json!({}));
        let isms = after_as(&first, &isms, "accounts", &["ACC-2"], "enabled", json!({}));
        assert!(!isms.accounts().get(Id::new("ACC", 2)).unwrap().disabled);
    }

    #[test]
    fn an_account_is_disabled_by_the_act_alone() {
        let answer = refused(ask(&three(), "accounts", &["ACC-3"], "edited", json!({ "disabled": true })));
        assert!(answer.contains("use one of the acts granted, linked, disabled, enabled"), "{answer}");
        after(&three(), "accounts", &["ACC-3"], "edited", json!({ "disabled": "no", "roles": "auditor" }));
    }
}
