//! Rights at the door: which action an act is, which kind a register is, and which records a right reaches.

use std::sync::Arc;

use access::{Action, Decision, Gate, Kind, Row, Scope};
use isms::{Id, Isms, Message, documents::DocumentStatus, register_of, say};

use crate::{Caller, NotRecorded};

/// What sort of register this is, as far as rights are concerned; the ledger counts as one.
pub fn kind_of(register: &str) -> Kind {
    match register {
        "accounts" => Kind::Accounts,
        "ledger" => Kind::Ledger,
        "organisation" => Kind::Organisation,
        "documents" => Kind::Documents,
        "applicability-statements" => Kind::Statement,
        "incidents" => Kind::Incidents,
        "audits" | "audit-findings" => Kind::Findings,
        "actions" | "corrective-actions" | "trainings" => Kind::Tasks,
        _ => Kind::General,
    }
}

/// What somebody wants to do when they ask for this act.
pub(crate) fn action_of(register: &str, word: &str, owns: bool) -> Action {
    match (register, word) {
        ("accounts", _) => Action::ManageAccounts,
        ("imports", _) => Action::Import,
        ("organisation", _) => Action::Settings,
        ("risks", "accepted") if !owns => Action::AcceptAboveLimit,
        ("risks", "accepted" | "plan-approved") => Action::Accept,
        ("documents", "approved") => Action::Approve,
        (_, "added") => Action::Add,
        _ => Action::Change,
    }
}

/// What the gate says of this caller today.
pub(crate) fn decision(gate: &Gate, isms: &Isms, caller: &Caller, action: Action, kind: Kind) -> Arc<Decision> {
    let decision = gate.decide(&caller.principal(isms), action.word(), kind);
    if let Some(alarm) = &decision.alarm {
        tracing::error!(alarm, "the access policies could not be judged");
    }
    decision
}

/// A refusal by the gate, for a reader.
pub(crate) fn denied(decision: &Decision) -> NotRecorded {
    NotRecorded::Denied(Message::from(decision.why().to_string()))
}

/// What a scope must know of a record, read from this state; the person is the caller's of today.
pub(crate) fn row(isms: &Isms, caller: &Caller, person: Option<Id>, id: Id) -> Option<Row> {
    let head = register_of(id)?.head(isms, id)?;
    let names_caller =
        id == caller.account || person.is_some_and(|person| person == id || head.people.contains(&person));
    let document = isms.documents().get(id);
    let published = document.is_some_and(|document| document.status == DocumentStatus::Approved);
    Some(Row { names_caller, restricted: head.restricted, published })
}

/// Whether a scope reaches this record of this state; rights and person are those of the caller today.
pub(crate) fn covers(scope: Scope, isms: &Isms, caller: &Caller, id: Id) -> bool {
    row(isms, caller, caller.person(isms), id).is_some_and(|row| scope.covers(row))
}

/// What is said of a record that is not there, and of one that the caller may not know of: the same.
pub(crate) fn missing(id: Id) -> NotRecorded {
    NotRecorded::Missing(say!("there is no `{id}`", id = id))
}
