//! The policies, and how they are asked: our words become Cedar's, and its answer becomes ours.

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet,
    Request, Response, RestrictedExpression, Schema, ValidationMode, Validator,
};

use crate::question::{Principal, Question};
use crate::scope::Scope;

const POLICIES: &str = include_str!("policies.cedar");
const SCHEMA: &str = include_str!("policies.cedarschema");

/// The policies built into this program do not hold: it must not start.
#[derive(Debug, thiserror::Error)]
#[error("the access policies in this program are damaged, so it does not start: {0}")]
pub struct Damaged(String);

/// Policies under the names they bear, with their vocabulary.
pub(crate) struct Policies {
    pub(crate) set: PolicySet,
    pub(crate) schema: Schema,
    types: Types,
    authorizer: Authorizer,
}

/// The entity types of the schema, parsed once.
struct Types {
    account: EntityTypeName,
    role: EntityTypeName,
    action: EntityTypeName,
    kind: EntityTypeName,
    scope: EntityTypeName,
}

/// What the policies say to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) scope: Scope,
    /// The names of those that decided: permits, or forbids where the scope is none.
    pub(crate) policies: Vec<String>,
    /// The policies could not be judged, and why not.
    pub(crate) fault: Option<String>,
}

impl Policies {
    /// The policies of this program.
    pub(crate) fn built_in() -> Result<Self, Damaged> {
        Self::checked(POLICIES, SCHEMA)
    }

    /// Policies that hold against their schema.
    pub(crate) fn checked(policies: &str, schema: &str) -> Result<Self, Damaged> {
        let policies = Self::parse(policies, schema)?;
        policies.validate()?;
        Ok(policies)
    }

    pub(crate) fn parse(policies: &str, schema: &str) -> Result<Self, Damaged> {
        let parsed: PolicySet = policies.parse().map_err(damaged)?;
        let named = parsed.policies().map(by_name).collect::<Result<Vec<_>, _>>()?;
        let set = PolicySet::from_policies(named).map_err(damaged)?;
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(damaged)?;
        Ok(Self { set, schema, types: Types::parse()?, authorizer: Authorizer::new() })
    }

    /// In strict mode; a warning (a policy that can never apply) counts as damage.
    fn validate(&self) -> Result<(), Damaged> {
        let result = Validator::new(self.schema.clone()).validate(&self.set, ValidationMode::Strict);
        if result.validation_passed_without_warnings() {
            return Ok(());
        }
        let errors = result.validation_errors().map(ToString::to_string);
        let warnings = result.validation_warnings().map(ToString::to_string);
        Err(Damaged(errors.chain(warnings).collect::<Vec<_>>().join("; ")))
    }

    /// The sentence a policy bears.
    pub(crate) fn sentence(&self, name: &str) -> Option<String> {
        self.set.annotation(&PolicyId::new(name), "why").map(str::to_owned)
    }

    /// The widest scope that is permitted. A fault on the way refuses, whatever else would permit.
    pub(crate) fn judge(&self, question: &Question) -> Verdict {
        let fault = |fault| Verdict { scope: Scope::None, policies: Vec::new(), fault: Some(fault) };
        self.widest(question).unwrap_or_else(fault)
    }

    fn widest(&self, question: &Question) -> Result<Verdict, String> {
        let caller = self.caller(&question.principal)?;
        let mut policies = Vec::new();
        for scope in Scope::ASKED {
            let request = self.request(question, scope)?;
            let (decision, deciding) = answer(&self.authorizer.is_authorized(&request, &self.set, &caller))?;
            policies = deciding;
            if decision == Decision::Allow {
                return Ok(Verdict { scope, policies, fault: None });
            }
        }
        Ok(Verdict { scope: Scope::None, policies, fault: None })
    }

    /// The account with its roles. Not held against the schema, which would copy all its actions in beside it: a role
    /// is one of ours, and a test compares ours with the schema's.
    fn caller(&self, principal: &Principal) -> Result<Entities, String> {
        let roles = principal.roles.iter().map(|role| uid(&self.types.role, role.word())).collect();
        Entities::from_entities([Entity::new_no_attrs(self.account(), roles)], None).map_err(text)
    }

    fn request(&self, question: &Question, scope: Scope) -> Result<Request, String> {
        let action = uid(&self.types.action, question.action.word());
        let resource = uid(&self.types.scope, scope.word());
        Request::new(self.account(), action, resource, self.context(question)?, Some(&self.schema)).map_err(text)
    }

    fn context(&self, question: &Question) -> Result<Context, String> {
        let kind = uid(&self.types.kind, question.kind.word());
        let facts = [
            ("kind", RestrictedExpression::new_entity_uid(kind)),
            ("person", RestrictedExpression::new_bool(question.principal.person)),
            ("own_sign_in", RestrictedExpression::new_bool(question.principal.own_sign_in)),
        ];
        Context::from_pairs(facts.map(|(name, fact)| (name.to_owned(), fact))).map_err(text)
    }

    /// Nameless: no policy speaks of a single account.
    fn account(&self) -> EntityUid {
        uid(&self.types.account, "caller")
    }
}

impl Types {
    fn parse() -> Result<Self, Damaged> {
        let parse = |name: &str| name.parse().map_err(damaged::<cedar_policy::ParseErrors>);
        Ok(Self {
            account: parse("Account")?,
            role: parse("Role")?,
            action: parse("Action")?,
            kind: parse("Kind")?,
            scope: parse("Scope")?,
        })
    }
}

/// Cedar names policies by their place in the file; people name them by `@id`.
fn by_name(policy: &Policy) -> Result<Policy, Damaged> {
    let name = policy.annotation("id").ok_or_else(|| Damaged(format!("a policy has no name: {policy}")))?;
    Ok(policy.new_id(PolicyId::new(name)))
}

fn uid(kind: &EntityTypeName, word: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(word))
}

fn answer(response: &Response) -> Result<(Decision, Vec<String>), String> {
    let diagnostics = response.diagnostics();
    if let Some(fault) = diagnostics.errors().next() {
        return Err(text(fault));
    }
    let mut policies: Vec<String> = diagnostics.reason().map(ToString::to_string).collect();
    policies.sort();
    Ok((response.decision(), policies))
}

fn damaged<Fault: std::fmt::Display>(fault: Fault) -> Damaged {
    Damaged(text(fault))
}

fn text(fault: impl std::fmt::Display) -> String {
    fault.to_string()
}
