//! The steps once the first risks are weighed: from the draft to what an auditor asks for, and then year after year.

use super::{about, found};
use crate::{
    Held, Id,
    registers::{
        Audit, Organisation, audits,
        documents::DocumentStatus,
        risks::{CriteriaInForce, Status},
    },
    views::{
        home::{Step, Target, facts::Facts},
        risks::Row,
        sentence::{Sentence, tell},
        waiting::{is_to_be_accepted, is_to_be_approved},
    },
};
use jiff::{ToSpan, civil::Date};

/// Internal audits and reviews come at planned intervals. Where the organisation has not said how many months, a year:
/// with more between two, a surveillance audit finds none.
const MONTHS_UNLESS_SAID: u32 = 12;

/// The months planned between two of something, and the first day that lies within them.
fn planned(facts: &Facts, months: impl Fn(&Organisation) -> Option<u32>) -> (u32, Date) {
    let months = facts.isms.the_organisation().and_then(|one| months(one)).unwrap_or(MONTHS_UNLESS_SAID);
    (months, facts.today.saturating_sub(i64::from(months.min(1_200)).months()))
}

/// The risks of which this is so, of those that are confirmed, not closed, and seen by the reader.
fn risks(facts: &Facts, is: impl Fn(&Row) -> bool) -> Vec<Id> {
    let open = |row: &&Row| row.risk.status != Status::Closed && row.risk.body.proposed.is_none();
    let rows = facts.risks.rows.iter().filter(open).filter(|row| is(row));
    rows.map(|row| row.risk.id).filter(|id| (facts.sees)(*id)).collect()
}

/// A step about risks: on the page of the one, or in their list.
fn on_risks(
    ids: &[Id], clause: &'static str, says: impl FnOnce(Vec<Id>, bool) -> (Sentence, Sentence),
) -> Option<Step> {
    let to = if let [one] = ids { Target::Record(*one) } else { Target::Register("risks") };
    about(ids, clause, to, says)
}

pub(super) fn rate(facts: &Facts) -> Option<Step> {
    let unrated = risks(facts, |row| row.risk.status == Status::Draft && row.today().is_none());
    on_risks(&unrated, "clause 6.1.2 d", |ids, one| match one {
        true => (
            tell!("Rate one risk"),
            tell!("{risks} is a draft: nobody said how likely it is, and how bad it would be", risks = ids),
        ),
        false => (
            tell!("Rate {count} risks", count = ids.len()),
            tell!("{risks} are drafts: nobody said how likely they are, and how bad they would be", risks = ids),
        ),
    })
}

pub(super) fn give_days(facts: &Facts) -> Option<Step> {
    let undated = facts.isms.actions().iter().filter(|action| action.is_open() && action.due.is_none());
    let undated = undated.filter(|action| action.body.proposed.is_none()).map(|action| action.id);
    let ids: Vec<Id> = undated.filter(|id| (facts.sees)(*id)).collect();
    about(&ids, "clause 6.1.3 e", Target::Page("actions?due=none"), |ids, one| match one {
        true => (
            tell!("Say by when one action is done"),
            tell!("{actions} has no day. A plan says what, who and by when", actions = ids),
        ),
        false => (
            tell!("Say by when {count} actions are done", count = ids.len()),
            tell!("{actions} have no day. A plan says what, who and by when", actions = ids),
        ),
    })
}

pub(super) fn say_what_is_left(facts: &Facts) -> Option<Step> {
    let unknown =
        risks(facts, |row| row.risk.option.is_some() && row.inherent.is_some() && row.risk.residual.is_none());
    on_risks(&unknown, "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Say what will be left of one risk"),
            tell!(
                "{risks} is to be treated, and nobody said how large it will be then. Its owner accepts just that",
                risks = ids
            ),
        ),
        false => (
            tell!("Say what will be left of {count} risks", count = ids.len()),
            tell!(
                "{risks} are to be treated, and nobody said how large they will be then. Their owners accept just that",
                risks = ids
            ),
        ),
    })
}

pub(super) fn approve_plans(facts: &Facts) -> Option<Step> {
    let in_force = CriteriaInForce::of(facts.isms);
    let unapproved =
        risks(facts, |row| row.risk.status != Status::Draft && is_to_be_approved(&in_force, facts.isms, row));
    about(&unapproved, "clause 6.1.3 f", Target::Page("treatment"), |ids, one| match one {
        true => (
            tell!("Have the plan of one risk approved"),
            tell!(
                "The owner of {risks} has not approved how it is treated. They sign in as themselves: an owner who cannot yet is given an account and the role risk owner or top management under Accounts",
                risks = ids
            ),
        ),
        false => (
            tell!("Have the plans of {count} risks approved", count = ids.len()),
            tell!(
                "The owners of {risks} have not approved how they are treated. They sign in as themselves: an owner who cannot yet is given an account and the role risk owner or top management under Accounts",
                risks = ids
            ),
        ),
    })
}

pub(super) fn accept(facts: &Facts) -> Option<Step> {
    let waiting = risks(facts, |row| row.risk.status != Status::Accepted && is_to_be_accepted(row));
    on_risks(&waiting, "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Have what is left of one risk accepted"),
            tell!("Nothing more is to be done about {risks}, and its owner has not accepted what is left", risks = ids),
        ),
        false => (
            tell!("Have what is left of {count} risks accepted", count = ids.len()),
            tell!(
                "Nothing more is to be done about {risks}, and their owners have not accepted what is left",
                risks = ids
            ),
        ),
    })
}

/// A step about a register that lacks something, once there are risks; it names no record.
fn lacking(
    facts: &Facts, lacks: bool, (title, why): (Sentence, Sentence), clause: &'static str, to: Target,
) -> Option<Step> {
    let begun = facts.isms.risks().iter().any(|risk| risk.body.proposed.is_none());
    (begun && lacks).then(|| Step { title, why, clause: clause.into(), records: vec![], to, words: None })
}

pub(super) fn put_a_policy_in_force(facts: &Facts) -> Option<Step> {
    let in_force = facts.isms.documents().iter().any(|document| document.status == DocumentStatus::Approved);
    let says = (
        tell!("Put the information security policy in force"),
        tell!(
            "No document is approved yet. Top management says in one page what it wants of security; take a template, make it yours, have it approved"
        ),
    );
    lacking(facts, !in_force, says, "clause 5.2", Target::Page("standards/templates"))
}

pub(super) fn set_objectives(facts: &Facts) -> Option<Step> {
    let says = (
        tell!("Set the first objective"),
        tell!(
            "What shall be better by when, and how will you see it? One that is measured is worth more than five that are not"
        ),
    );
    lacking(facts, facts.isms.objectives().is_empty(), says, "clause 6.2", Target::Register("objectives"))
}

pub(super) fn train(facts: &Facts) -> Option<Step> {
    let says = (
        tell!("Plan the first training"),
        tell!(
            "Whoever works for you has to know the policy, and their own part in it. Half an hour for all is a beginning"
        ),
    );
    lacking(facts, facts.isms.trainings().is_empty(), says, "clauses 7.2 and 7.3", Target::Register("trainings"))
}

pub(super) fn keep_evidence(facts: &Facts) -> Option<Step> {
    found(facts, "controls", "implemented-without-evidence", "clause 8.1", |ids, one| match one {
        true => (
            tell!("Keep evidence of one control"),
            tell!("{controls} is called implemented, and nothing is named that shows it", controls = ids),
        ),
        false => (
            tell!("Keep evidence of {count} controls", count = ids.len()),
            tell!("{controls} are called implemented, and nothing is named that shows it", controls = ids),
        ),
    })
}

pub(super) fn measure(facts: &Facts) -> Option<Step> {
    let says = (
        tell!("Choose something to measure"),
        tell!(
            "Nobody sees whether security works unless something is watched: restores that worked, updates in time, who was trained"
        ),
    );
    lacking(facts, facts.isms.measures().is_empty(), says, "clause 9.1", Target::Register("measures"))
}

pub(super) fn audit(facts: &Facts) -> Option<Step> {
    let (months, since) = planned(facts, |one| one.internal_audit_months);
    let counts = |audit: &Held<Audit>| {
        let recent = audit.end.or(audit.start).is_none_or(|day| day >= since);
        let internal = audit.kind.is_none_or(|kind| kind == audits::AuditKind::Internal);
        internal && recent && audit.status != audits::AuditStatus::Cancelled
    };
    let none = !facts.isms.audits().iter().any(counts);
    let says = (
        tell!("Plan an internal audit"),
        tell!(
            "None is planned, and none was held within {months} months. Somebody who did not do the work looks whether it is done",
            months = months
        ),
    );
    lacking(facts, none, says, "clause 9.2", Target::Register("audits"))
}

pub(super) fn review(facts: &Facts) -> Option<Step> {
    let (months, since) = planned(facts, |one| one.management_review_months);
    let mut days = facts.isms.reviews().iter().map(|review| review.held_on.or(review.planned_for));
    let none = !days.any(|day| day.is_none_or(|day| day >= since));
    let says = (
        tell!("Plan a review by management"),
        tell!(
            "None is planned, and none was held within {months} months. Top management looks at all of this, and decides what changes",
            months = months
        ),
    );
    lacking(facts, none, says, "clause 9.3", Target::Register("reviews"))
}
