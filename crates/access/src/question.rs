//! Who asks for what: all that a decision depends on.

use std::collections::BTreeSet;

use crate::words::{Action, Kind, Role};

/// Who asks, as far as rights depend on it.
///
/// Which account and which person they are decides only about single records, by [`crate::Row::names_caller`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Principal {
    /// The roles the account holds today; none is no right at all.
    pub roles: BTreeSet<Role>,
    /// The account is linked to a person.
    pub person: bool,
    /// The request came by the caller's own sign-in or token; not so for `--user` on the command line.
    pub own_sign_in: bool,
}

/// What Cedar is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) principal: Principal,
    pub(crate) action: Action,
    pub(crate) kind: Kind,
}

impl Question {
    /// The same question by somebody of these roles who signs in as themselves.
    pub(crate) fn signed_in_as(&self, roles: BTreeSet<Role>) -> Self {
        Self { principal: Principal { roles, person: true, own_sign_in: true }, ..self.clone() }
    }
}
