//! Clause 8.1: the processes run as planned, changes and suppliers are under control.

use super::{
    Gap,
    house::{House, ids, says_nothing},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Change, Held, Id, Incident,
    registers::{changes::ChangeStatus, controls::Implementation, incidents::IncidentStatus},
    views::{assurance::is_tested, home::Target, known_words::goes_on, sentence::tell},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

rules! {
    /// What was planned is on time: actions, treatment, controls, objectives. Where nothing has a day, one cannot tell.
    "8.1-actions" Operation Minor actions;
    /// Processes keep to the rules that are on record: who may get in, second factors, the clock of incidents. A
    /// control in place says how it is done.
    "8.1-criteria" Operation Minor criteria;
    /// Each control that is called in place has evidence that covers the time and that somebody looked at, and somebody
    /// beside its owner tested it.
    "8.1-records" Operation Minor records;
    /// Each change that was made was planned, and allowed before it was made. One that was not is past after the months
    /// until the next internal audit.
    "8.1-planned-changes" Operation Minor planned_changes;
    /// Incidents were closed with what was learned, in an order that can be, and none is open after a month; emergencies say what came of them.
    "8.1-unintended-changes" Operation Minor unintended_changes;
    /// Suppliers that are in use are looked at as often as planned; contracts and processing agreements are in force.
    "8.1-external" Operation Minor external;
}

fn actions(on: &House) -> Verdict {
    let late = |register| on.late(register);
    let count = on.isms.actions().len() + on.weighed().count() + on.needed().count() + on.isms.objectives().len();
    if count == 0 {
        let says = tell!("Nothing is planned");
        return Verdict::lacking(gap!(Major, says, "See what comes first", Target::Page("")));
    }
    let isms = on.isms;
    let dated = isms.actions().iter().any(|one| one.due.is_some())
        || on.weighed().any(|row| row.risk.due.is_some())
        || on.needed().any(|row| row.control.planned_for.is_some())
        || isms.objectives().iter().any(|one| one.due.is_some());
    if !dated {
        let says = tell!("No action, risk, control or objective has a day by which it is to be done");
        return Verdict::cannot_tell(gap!(Minor, says, "Give the first a day", Target::Register("actions")));
    }
    let page = |_| Target::Page("overdue");
    Verdict::seen(
        tell!("Looked at: what is planned in actions, risks, controls and objectives"),
        [
            those!(Minor, late("actions"), "Actions past their day: {records}", "See what is due", page),
            those!(Minor, on.treated_late(), "Treatment past its day: {records}", "See what is due", page),
            those!(
                Minor,
                late("controls"),
                "Controls past the day planned for them: {records}",
                "See what is due",
                page
            ),
            those!(
                Observation,
                late("audit-findings"),
                "Audit findings past their day: {records}",
                "See what is due",
                page
            ),
            those!(Minor, late("objectives"), "Objectives past their day: {records}", "See what is due", page),
        ],
    )
}

fn criteria(on: &House) -> Verdict {
    let of = |register, rule| on.found(register, rule);
    let in_place: Vec<Id> = in_place(on).map(|row| row.control.id).collect();
    let silent =
        in_place.iter().copied().filter(|id| on.isms.controls().get(*id).is_some_and(|one| says_nothing(&one.how)));
    let gaps = vec![
        those!(
            Observation,
            of("assets", "review-lapsed"),
            "Assets that nobody looked at in time (A.5.9): {records}",
            "Look again",
            "last_reviewed"
        ),
        those!(
            Observation,
            of("assets", "same-name"),
            "Assets of one name, perhaps twice the same (A.5.9): {records}",
            "See them",
            Target::Record
        ),
        those!(
            Minor,
            of("incidents", "breach-not-notified"),
            "A breach of personal data, and no authority told (A.5.34): {records}",
            "Say when it was told, or why not",
            "authority_notified_at"
        ),
        those!(
            Minor,
            of("incidents", "breach-notified-late"),
            "The authority was told late (A.5.34): {records}",
            "Say why",
            "notification"
        ),
        those!(Observation, silent.collect(), "In place, and how it is done is not said: {records}", "Say how", "how"),
    ];
    let gaps: Vec<Option<Gap>> = access(on).into_iter().chain(privileges(on)).chain(gaps).collect();
    let nothing = in_place.is_empty() && on.isms.entitlements().is_empty() && on.isms.incidents().is_empty();
    if nothing && gaps.iter().all(Option::is_none) {
        let says = tell!("No control is in place, and no access or incident is on record by which one could tell");
        return Verdict::cannot_tell(gap!(Observation, says, "See the controls", Target::Register("controls")));
    }
    Verdict::seen(tell!("Looked at: controls in place, access, systems, incidents"), gaps)
}

/// Access that goes against the organisation's own rules: who may get in, and how.
fn access(on: &House) -> Vec<Option<Gap>> {
    let of = |register, rule| on.found(register, rule);
    vec![
        those!(
            Minor,
            of("people", "ended-not-marked-leaver"),
            "They have left, and are not marked as leavers (A.6.5): {records}",
            "Set the status",
            "status"
        ),
        those!(
            Minor,
            of("entitlements", "person-departed"),
            "Access that works for people who have left (A.5.18): {records}",
            "Take it away",
            "status"
        ),
        those!(
            Minor,
            of("entitlements", "used-after-departure"),
            "Used after its person had left (A.5.18): {records}",
            "Look into it",
            Target::Record
        ),
        those!(
            Minor,
            of("entitlements", "nobody-known"),
            "Accounts of nobody known (A.5.16): {records}",
            "Say whose it is",
            "person"
        ),
        those!(
            Minor,
            of("systems", "no-second-factor"),
            "Confidential, and no second factor (A.8.5): {records}",
            "Ask for one",
            "mfa"
        ),
        those!(
            Minor,
            of("systems", "access-review-lapsed"),
            "Nobody looked in time at who may get in (A.5.18): {records}",
            "Review who may get in",
            "last_access_review"
        ),
    ]
}

/// The same of those who may do more than others.
fn privileges(on: &House) -> Vec<Option<Gap>> {
    let of = |register, rule| on.found(register, rule);
    vec![
        those!(
            Minor,
            of("entitlements", "privileged-dormant"),
            "Privileged, and long unused (A.8.2): {records}",
            "Take it away",
            |first| Target::Act(first, "disabled")
        ),
        those!(
            Minor,
            of("entitlements", "privileged-never-used"),
            "Privileged, and never used (A.8.2): {records}",
            "Take it away",
            |first| Target::Act(first, "disabled")
        ),
        those!(
            Minor,
            of("entitlements", "granted-by-oneself"),
            "Privileged, and granted by its own holder (A.5.18): {records}",
            "Have somebody else allow it",
            "granted_by"
        ),
        those!(
            Minor,
            of("people", "roles-to-be-separated"),
            "They hold roles that must be kept apart (A.5.3): {records}",
            "See them",
            Target::Record
        ),
    ]
}

fn in_place<'h>(on: &'h House) -> impl Iterator<Item = &'h crate::views::soa::Row<'h>> {
    on.needed().filter(|row| row.control.implementation == Some(Implementation::Yes))
}

fn records(on: &House) -> Verdict {
    let all: Vec<_> = in_place(on).collect();
    let evidenced = |row: &&&crate::views::soa::Row| crate::views::assurance::evidence_holds(on.isms, on.today, row);
    let bare: Vec<Id> = all.iter().filter(|row| !evidenced(row)).map(|row| row.control.id).collect();
    let untested: Vec<Id> = all
        .iter()
        .filter(|row| evidenced(row) && !is_tested(on.isms, on.today, row))
        .map(|row| row.control.id)
        .collect();
    let gap =
        those!(Minor, bare.clone(), "In place, with no evidence that holds: {records}", "Add evidence", "evidence");
    match gap {
        _ if all.is_empty() => {
            let says = tell!("No control is called in place");
            Verdict::cannot_tell(gap!(Minor, says, "See the controls", Target::Register("controls")))
        }
        Some(gap) if bare.len() == all.len() => Verdict::lacking(gap),
        gap => Verdict::seen(
            tell!(
                "Evidence holds for {count} of {all} controls in place",
                count = all.len() - bare.len(),
                all = all.len()
            ),
            [
                gap,
                those!(
                    Observation,
                    untested,
                    "Nobody beside the owner tested it: {records}",
                    "Record a test",
                    |first| Target::Act(first, "tested")
                ),
            ],
        ),
    }
}

fn planned_changes(on: &House) -> Verdict {
    let made: Vec<_> = on.isms.changes().iter().filter(|one| one.status == ChangeStatus::Done).collect();
    let late =
        those!(Observation, on.late("changes"), "Past the day planned for it: {records}", "See what is due", |_| {
            Target::Page("overdue")
        });
    if made.is_empty() {
        let says = tell!("No change that was made is on record: either nothing changed, or nobody wrote it down");
        let gap = gap!(Minor, says, "Write down a change", Target::Register("changes"));
        return Verdict::cannot_tell(gap).and([late]);
    }
    Verdict::seen(
        tell!("Changes that were made looked at: {count}", count = made.len()),
        [
            those!(
                Minor,
                ids(made.iter().copied(), |one| says_nothing(&one.plan)),
                "Made without a plan: {records}",
                "Write the plan",
                "plan"
            ),
            those!(
                Minor,
                ids(made.iter().copied(), |one| one.approved_by.is_none()),
                "Made, and allowed by nobody named: {records}",
                "Say who allowed it",
                "approved_by"
            ),
            those!(
                Minor,
                ids(made.iter().copied(), |one| one.approved_on.is_none()),
                "Made, and when it was allowed is not said: {records}",
                "Say when",
                "approved_on"
            ),
            too_early(on, made.iter().copied()),
            late,
        ],
    )
}

/// Changes made before they were allowed. What was done stays done: it is a nonconformity, and no day to be corrected. Once
/// the next internal audit has had its time to see it, it is past.
pub(super) fn too_early<'r>(on: &House, made: impl Iterator<Item = &'r Held<Change>>) -> Option<Gap> {
    let months = on.isms.the_organisation().and_then(|one| one.internal_audit_months);
    let is_past = |made: Date| months.is_some_and(|months| made < on.back(months));
    let too_early = |one: &Change| {
        let days = one.approved_on.zip(one.done_on);
        days.is_some_and(|(allowed, made)| allowed > made && !is_past(made))
    };
    those!(
        Minor,
        ids(made, |one| too_early(one)),
        "Made before it was allowed: {records}",
        "Write it down as a nonconformity",
        |_| Target::Register("corrective-actions")
    )
}

/// So long an incident may be open before an auditor asks.
const OPEN_DAYS: i64 = 30;

fn unintended_changes(on: &House) -> Verdict {
    let all = on.isms.incidents();
    let emergency = |one: &Held<Change>| {
        one.category.as_deref().is_some_and(|category| crate::plain(category).contains("emergency"))
    };
    let unsaid = ids(on.isms.changes().iter(), |one| {
        one.status == ChangeStatus::Done && emergency(one) && says_nothing(&one.result)
    });
    let unsaid = those!(
        Minor,
        unsaid,
        "An emergency, and what came of it is not said: {records}",
        "Say what came of it",
        "result"
    );
    if all.is_empty() {
        let says = tell!("No incident is on record: either nothing happened, or nobody reported it");
        let gap = gap!(Observation, says, "Report one", Target::Register("incidents"));
        return Verdict::cannot_tell(gap).and([unsaid]);
    }
    let since = |one: &Incident| one.detected_at.or(one.reported_at).map(|at| on.isms.day(at));
    let long_ago = on.today.saturating_sub(jiff::Span::new().days(OPEN_DAYS));
    let open = ids(all.iter(), |one| one.status == IncidentStatus::Open && since(one).is_none_or(|day| day < long_ago));
    Verdict::seen(
        tell!("Incidents looked at: {count}", count = all.len()),
        [
            those!(
                Minor,
                on.found("incidents", "closed-without-lessons"),
                "Closed, and nothing learned is written down: {records}",
                "Write what was learned",
                "lessons_learned"
            ),
            those!(
                Minor,
                on.found("incidents", "order-impossible"),
                "Its times stand in an order that cannot be: {records}",
                "Correct them",
                "detected_at"
            ),
            unsaid,
            those!(Observation, open, "Still open after a month: {records}", "See to it", Target::Record),
        ],
    )
}

fn external(on: &House) -> Verdict {
    // Who supplies nothing any more is not asked about.
    let all: Vec<_> = on.isms.suppliers().iter().filter(|one| goes_on(&one.status)).collect();
    if on.isms.suppliers().is_empty() {
        let to = Target::Register("suppliers");
        return Verdict::lacking(gap!(Minor, tell!("No supplier is on record"), "Name the first", to));
    }
    if all.is_empty() {
        let others = ids(on.isms.suppliers().iter(), |_| true);
        let says = tell!(
            "Of no supplier the status says in words a rule knows that it is in use: {records}",
            records = others
        );
        let to = Target::Register("suppliers");
        return Verdict::cannot_tell(gap!(Observation, says, "Say active where they are", to));
    }
    let current: BTreeSet<Id> = all.iter().map(|one| one.id).collect();
    let of = |rule| -> Vec<Id> { on.found("suppliers", rule).into_iter().filter(|id| current.contains(id)).collect() };
    let unknown = ids(all.iter().copied(), |one| {
        one.criticality.as_deref().is_none_or(says_nothing) && one.last_security_review.is_none()
    });
    Verdict::over(
        all.len(),
        tell!("Suppliers looked at: {count}", count = all.len()),
        [
            those!(
                Minor,
                unknown,
                "Neither how much depends on them is said, nor did anybody look at their security: {records}",
                "Say how much",
                "criticality"
            ),
            those!(
                Minor,
                of("review-lapsed"),
                "Nobody looked in time at their security: {records}",
                "Look at it",
                "last_security_review"
            ),
            those!(
                Minor,
                of("contract-expired"),
                "The contract has run out: {records}",
                "Renew or end it",
                "contract_end"
            ),
            those!(
                Minor,
                of("no-processing-agreement"),
                "Handles personal data without an agreement: {records}",
                "Have it signed",
                "dpa_signed"
            ),
            those!(
                Minor,
                ids(all.iter().copied(), |one| one.owner.is_none()),
                "Nobody among us answers for them: {records}",
                "Name an owner",
                "owner"
            ),
        ],
    )
}
