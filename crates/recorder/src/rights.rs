//! Rights at the door: which action an act is, which kind a register is, and which records a right reaches.

use std::sync::Arc;

use access::{Action, Decision, Gate, Kind, Row, Scope};
use isms::{Held, Id, Isms, Message, Risk, annex_a, documents::DocumentStatus, register_of, say, views::sentence};

use crate::{Caller, NotRecorded, caller::knows_of};

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

/// What a caller wants to do when they ask for this act on these records.
pub(crate) fn action_of(isms: &Isms, caller: &Caller, register: &str, word: &str, on: &[Id]) -> Action {
    let person = caller.person(isms);
    let owner = |id: &Id| match register {
        "controls" => isms.controls().get(*id)?.owner.as_ref()?.id(),
        _ => isms.risks().get(*id)?.owner.as_ref()?.id(),
    };
    let owns = person.is_some() && !on.is_empty() && on.iter().all(|id| owner(id) == person);
    match (register, word) {
        ("accounts", _) => Action::ManageAccounts,
        ("imports", _) => Action::Import,
        ("organisation", _) => Action::Settings,
        ("risks", "accepted") if !owns => Action::AcceptAboveLimit,
        ("risks", "accepted" | "plan-approved") => Action::Accept,
        ("documents", "approved") => Action::Approve,
        // Clause 9.2.2: nobody audits their own work; whoever owns a control tests it as its owner.
        ("controls", "tested") if !owns => Action::Examine,
        ("evidence", "looked-at") => Action::Examine,
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

/// A refusal of an act on a record: where only its owner signs, it says who that is, and to an examiner who owns a control
/// that somebody else must test it.
pub(crate) fn denied_on(
    gate: &Gate, isms: &Isms, caller: &Caller, (action, word, on): (Action, &str, Option<Id>), no: &Decision,
) -> NotRecorded {
    // Others test it as examiners, so it is the owner who came to be asked about a change.
    let examines = || decision(gate, isms, caller, Action::Examine, kind_of("controls")).scope != Scope::None;
    let own = on.filter(|_| action == Action::Change && word == "tested" && examines());
    if let Some(control) = own.and_then(|id| isms.controls().get(id)) {
        return NotRecorded::Denied(say!(
            "you own {control}, and nobody audits their own work: ask somebody else to test it",
            control = annex_a::number(control.id)
        ));
    }
    let might_sign = caller.own_sign_in && caller.person(isms).is_some();
    let risk = on.filter(|_| action == Action::AcceptAboveLimit && might_sign);
    match risk.and_then(|id| isms.risks().get(id)) {
        Some(risk) => NotRecorded::Denied(not_the_owner(gate, isms, caller, risk)),
        None => denied(no),
    }
}

/// Clause 6.1.3 f: the owner accepts; top management signs in addition, never instead.
fn not_the_owner(gate: &Gate, isms: &Isms, caller: &Caller, risk: &Held<Risk>) -> Message {
    let owner = risk.owner.as_ref().map(|owner| (owner.id(), owner.text()));
    let risk = risk.called();
    match owner {
        None => say!(
            "only the owner of a risk accepts it, and {risk} is owned by nobody: name its owner first",
            risk = risk
        ),
        Some((None, words)) => say!(
            "only the owner of a risk accepts it, and for {risk} `{owner}` is written, which names no person: name a person as its owner first",
            risk = risk,
            owner = words.unwrap_or_default()
        ),
        Some((Some(owner), _)) => say!(
            "only the owner of a risk accepts it, and {risk} is owned by {owner}: ask them to accept it, or have it given to another owner first; at and above the limit top management signs in addition, never instead",
            risk = risk,
            owner = sentence::name(isms, owner, &|id| knows_of(gate, isms, caller, id))
        ),
    }
}

/// What a scope must know of a record, read from this state; the person is the caller's of today.
pub(crate) fn row(isms: &Isms, caller: &Caller, person: Option<Id>, id: Id) -> Option<Row> {
    let register = register_of(id).filter(|register| register.has(isms, id))?;
    let names = |person| person == id || register.links(isms, id).contains(&person);
    let names_caller = id == caller.account || person.is_some_and(names);
    let document = isms.documents().get(id);
    let published = document.is_some_and(|document| document.status == DocumentStatus::Approved);
    Some(Row { names_caller, restricted: register.is_restricted(isms, id), published })
}

/// Whether a scope reaches this record of this state; rights and person are those of the caller today.
pub(crate) fn covers(scope: Scope, isms: &Isms, caller: &Caller, id: Id) -> bool {
    row(isms, caller, caller.person(isms), id).is_some_and(|row| scope.covers(row))
}

/// What is said of a record that is not there, and of one that the caller may not know of: the same.
pub(crate) fn missing(id: Id) -> NotRecorded {
    NotRecorded::Missing(say!("there is no `{id}`", id = id))
}
