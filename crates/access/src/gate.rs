//! The gate: one question, one decision, remembered.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use crate::cedar::{Damaged, Policies};
use crate::decision::{self, Decision, Reason};
use crate::question::{Principal, Question};
use crate::scope::Scope;
use crate::words::{Kind, Role};

/// Decisions kept in memory, some hundred bytes each. An organisation meets a few hundred; when it is reached, all are
/// forgotten and asked for again.
pub(crate) const MAX_REMEMBERED: usize = 10_000;

/// The one place that says what is allowed.
pub struct Gate {
    policies: Policies,
    pub(crate) remembered: RwLock<HashMap<Question, Arc<Decision>>>,
}

impl Gate {
    /// Reads and checks the built-in policies; once, at start.
    ///
    /// # Errors
    /// When the policies do not parse, or do not fit their schema in strict mode.
    pub fn new() -> Result<Self, Damaged> {
        Ok(Self::over(Policies::built_in()?))
    }

    pub(crate) fn over(policies: Policies) -> Self {
        Self { policies, remembered: RwLock::default() }
    }

    /// May this caller do this in a register of this kind, and to which of its records?
    ///
    /// `action` is the word of an [`crate::Action`]; any other is refused.
    pub fn decide(&self, principal: &Principal, action: &str, kind: Kind) -> Arc<Decision> {
        match action.parse() {
            Ok(action) => self.recall(Question { principal: principal.clone(), action, kind }),
            Err(unknown) => Arc::new(Decision::unknown(&unknown)),
        }
    }

    fn recall(&self, question: Question) -> Arc<Decision> {
        // A poisoned lock holds whole decisions all the same: they are inserted finished.
        let known = self.remembered.read().unwrap_or_else(PoisonError::into_inner).get(&question).cloned();
        known.unwrap_or_else(|| self.remember(question))
    }

    fn remember(&self, question: Question) -> Arc<Decision> {
        let decision = Arc::new(self.answer(&question));
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() >= MAX_REMEMBERED {
            remembered.clear();
        }
        remembered.insert(question, Arc::clone(&decision));
        decision
    }

    fn answer(&self, question: &Question) -> Decision {
        let verdict = self.policies.judge(question);
        let why = match &verdict.fault {
            Some(_) => decision::not_judged(),
            None => self.explain(question, verdict.scope, verdict.policies.first()),
        };
        Decision { scope: verdict.scope, policies: verdict.policies, alarm: verdict.fault, why }
    }

    /// The deciding policy's own sentence where the answer is all, or is no although the roles would do; otherwise
    /// what the roles lack, and who has it.
    fn explain(&self, question: &Question, scope: Scope, policy: Option<&String>) -> Reason {
        let by_roles = self.policies.judge(&question.signed_in_as(question.principal.roles.clone())).scope;
        match policy.and_then(|name| self.policies.sentence(name)) {
            Some(sentence) if scope == Scope::All || scope < by_roles => Reason::plain(sentence),
            _ => decision::lacking(question, by_roles, &self.wider(question, by_roles)),
        }
    }

    /// The roles that reach further than a scope.
    fn wider(&self, question: &Question, scope: Scope) -> Vec<Role> {
        let reaches_further =
            |role: &Role| self.policies.judge(&question.signed_in_as(BTreeSet::from([*role]))).scope > scope;
        Role::ALL.iter().copied().filter(reaches_further).collect()
    }
}
