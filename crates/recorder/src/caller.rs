//! The caller: whose sign-in or token a request came with. It is made from these alone, never from the request's body.

use std::{collections::BTreeSet, sync::Arc};

use access::{Action, Gate, Principal, Role};
use isms::{Id, Isms, Sight, Who, register_of, registers::accounts::Role as Granted};
use ledger::Via;

use crate::rights::{covers, decision, kind_of};

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

    /// Who acts, as the rules ask; they know of what they may see, and of every person who is not restricted.
    pub(crate) fn who(&self, gate: &Arc<Gate>, isms: &Isms) -> Who {
        let (caller, gate, state) = (self.clone(), Arc::clone(gate), isms.clone());
        Who {
            account: self.account.to_string(),
            person: self.person(isms),
            top_management: self.roles(isms).contains(&Role::TopManagement),
            own_sign_in: self.own_sign_in,
            sight: Sight::of(move |id| knows_of(&gate, &state, &caller, id)),
        }
    }
}

/// What stands where work stands is known to all: a person's name, unless it is restricted.
pub(crate) fn knows_of(gate: &Gate, isms: &Isms, caller: &Caller, id: Id) -> bool {
    let is_open_person = isms.people().get(id).is_some_and(|person| !person.body.restricted);
    let reads = |name: &str| decision(gate, isms, caller, Action::Read, kind_of(name)).scope;
    is_open_person || register_of(id).is_some_and(|register| covers(reads(register.name()), isms, caller, id))
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
