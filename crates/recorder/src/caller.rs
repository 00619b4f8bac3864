//! The caller: whose sign-in or token a request came with. It is made from these alone, never from the request's body.

use std::collections::BTreeSet;

use access::{Principal, Role};
use isms::{Id, Isms, Who, registers::accounts::Role as Granted};
use ledger::Via;

/// Who calls, and how they came.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub account: Id,
    /// The way they came.
    pub via: Via,
    /// Whether they came by their own sign-in or token, not by somebody's command line.
    pub own_sign_in: bool,
    /// A token may hold fewer roles than its account.
    pub narrowed_to: Option<BTreeSet<Role>>,
}

impl Caller {
    /// The roles held today: those of the account, at most those of the token.
    pub fn roles(&self, isms: &Isms) -> BTreeSet<Role> {
        let account = isms.accounts().get(self.account).filter(|held| held.body.withdrawn.is_none() && !held.disabled);
        let granted = account.into_iter().flat_map(|account| account.roles.iter().copied().map(role));
        granted.filter(|role| self.narrowed_to.as_ref().is_none_or(|roles| roles.contains(role))).collect()
    }

    /// The person behind the account.
    pub fn person(&self, isms: &Isms) -> Option<Id> {
        isms.accounts().get(self.account).and_then(|account| account.person.as_ref()?.id())
    }

    pub(crate) fn principal(&self, isms: &Isms) -> Principal {
        Principal { roles: self.roles(isms), person: self.person(isms).is_some(), own_sign_in: self.own_sign_in }
    }

    pub(crate) fn who(&self, isms: &Isms) -> Who {
        Who {
            account: self.account.to_string(),
            person: self.person(isms),
            top_management: self.roles(isms).contains(&Role::TopManagement),
            own_sign_in: self.own_sign_in,
        }
    }
}

/// A role as the ledger records it, in the words of the policies.
pub(crate) fn role(granted: Granted) -> Role {
    match granted {
        Granted::Administrator => Role::Administrator,
        Granted::IsmsManager => Role::IsmsManager,
        Granted::TopManagement => Role::TopManagement,
        Granted::RiskOwner => Role::RiskOwner,
        Granted::ControlOwner => Role::ControlOwner,
        Granted::Auditor => Role::Auditor,
        Granted::Member => Role::Member,
    }
}
