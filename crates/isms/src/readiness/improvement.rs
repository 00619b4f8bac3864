//! Clause 10: improvement, nonconformities and what is done about them.

use super::{
    Gap,
    house::{House, ids, says_nothing},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    AuditFinding, CorrectiveAction, Held, Id,
    registers::{
        audit_findings::{FindingStatus, Grade},
        changes::ChangeStatus,
        corrective_actions::CorrectiveActionStatus,
        objectives::ObjectiveStatus,
    },
    views::{home::Target, sentence::tell},
};
use std::collections::BTreeSet;

rules! {
    /// In the last twelve months at least two things got better: a corrective action or an opportunity was closed, a
    /// change was made, an objective reached.
    "10.1-continual" Operation Minor continual;
    /// Each open nonconformity says what was done at once, or what is being done; none is past its day.
    "10.2-controlled" Operation Minor controlled;
    /// Each nonconformity has its cause.
    "10.2-causes" Operation Minor causes;
    /// Each nonconformity is answered by a corrective action that says where else the like exists or could arise.
    "10.2-elsewhere" Operation Minor elsewhere;
    /// What was decided is done: each open corrective action has an owner and a day, none is past it, and no major
    /// nonconformity stays open after its day.
    "10.2-carried-out" Operation Major carried_out;
    /// Each one that was closed, if any was, has the day on which somebody saw that it had worked, or says how.
    "10.2-effect" Operation Minor effect;
    /// Where corrective actions were closed, at least one names a change that was made, or evidence names this duty.
    "10.2-system-changed" Operation Observation system_changed;
    /// Each nonconformity says when it came up; each that was closed says when.
    "10.2-kept" Operation Minor kept;
}

fn continual(on: &House) -> Verdict {
    let lately = |day: Option<jiff::civil::Date>| on.within(day, 12);
    let actions = ids(on.isms.corrective_actions().iter(), |one| {
        one.status == CorrectiveActionStatus::Closed && lately(one.closed_on)
    });
    let chances = ids(on.isms.audit_findings().iter(), |one| {
        one.grade == Some(Grade::OpportunityForImprovement)
            && one.status == FindingStatus::Closed
            && lately(one.closed_on)
    });
    let changes = ids(on.isms.changes().iter(), |one| one.status == ChangeStatus::Done && lately(one.done_on));
    // One that was reached before its day counts as well.
    let reached = ids(on.isms.objectives().iter(), |one| {
        one.status == ObjectiveStatus::Reached && one.due.is_some_and(|day| day >= on.back(12))
    });
    let all = [actions, chances, changes, reached].concat();
    match all.len() {
        0 => {
            let says = tell!("Nothing on record got better in the last 12 months");
            Verdict::lacking(gap!(Minor, says, "See what could", Target::Register("audit-findings")))
        }
        count => Verdict::seen(
            tell!("Better in the last 12 months: {records}", records = all),
            [(count == 1).then(|| {
                gap!(Observation, tell!("It is a single one"), "See what could", Target::Register("audit-findings"))
            })],
        ),
    }
}

fn is_nonconformity(finding: &AuditFinding) -> bool {
    matches!(finding.grade, Some(Grade::MajorNonconformity | Grade::MinorNonconformity) | None)
}

/// What went wrong: audit findings that are nonconformities, and corrective actions.
struct Wrong<'a> {
    findings: Vec<&'a Held<AuditFinding>>,
    actions: Vec<&'a Held<CorrectiveAction>>,
    answered: BTreeSet<Id>,
}

impl<'a> Wrong<'a> {
    fn of(on: &House<'a>) -> Wrong<'a> {
        let actions: Vec<_> = on.isms.corrective_actions().iter().collect();
        let answered = actions.iter().flat_map(|one| &one.audit_findings).filter_map(crate::Link::id).collect();
        let findings = on.isms.audit_findings().iter().filter(|one| is_nonconformity(one)).collect();
        Wrong { findings, actions, answered }
    }

    fn findings(&self, is: impl Fn(&Held<AuditFinding>) -> bool) -> Vec<Id> {
        ids(self.findings.iter().copied(), is)
    }

    fn unanswered(&self, is: impl Fn(&AuditFinding) -> bool) -> Vec<Id> {
        self.findings(|one| !self.answered.contains(&one.id) && is(one))
    }

    fn actions(&self, is: impl Fn(&CorrectiveAction) -> bool) -> Vec<Id> {
        ids(self.actions.iter().copied(), |one| is(one))
    }
}

/// Without any nonconformity, what is asked about each has no answer.
fn of_wrong(on: &House, gaps: impl FnOnce(&Wrong) -> Vec<Option<Gap>>) -> Verdict {
    over_wrong(on, |wrong| wrong.findings.len() + wrong.actions.len(), gaps)
}

/// The same where a finding and the corrective action that answers it are one nonconformity.
fn of_each_wrong(on: &House, gaps: impl FnOnce(&Wrong) -> Vec<Option<Gap>>) -> Verdict {
    over_wrong(on, |wrong| wrong.unanswered(|_| true).len() + wrong.actions.len(), gaps)
}

fn over_wrong(
    on: &House, asked: impl FnOnce(&Wrong) -> usize, gaps: impl FnOnce(&Wrong) -> Vec<Option<Gap>>,
) -> Verdict {
    let wrong = Wrong::of(on);
    let count = wrong.findings.len() + wrong.actions.len();
    if count == 0 {
        let says = tell!("No nonconformity is on record: either nothing went wrong, or nobody wrote it down");
        return Verdict::cannot_tell(gap!(
            Observation,
            says,
            "Write the first",
            Target::Register("corrective-actions")
        ));
    }
    Verdict::over(
        asked(&wrong),
        tell!("Nonconformities and corrective actions looked at: {count}", count = count),
        gaps(&wrong),
    )
}

fn controlled(on: &House) -> Verdict {
    of_wrong(on, |wrong| {
        let silent = wrong.findings(|one| {
            one.status != FindingStatus::Closed
                && says_nothing(&one.corrective_action)
                && !wrong.answered.contains(&one.id)
        });
        let uncorrected =
            wrong.actions(|one| one.status != CorrectiveActionStatus::Closed && says_nothing(&one.correction));
        let late: BTreeSet<Id> = on.late("audit-findings").into_iter().collect();
        vec![
            those!(
                Minor,
                silent,
                "Open, and nothing is said to be done: {records}",
                "Say what is done",
                "corrective_action"
            ),
            those!(Minor, uncorrected, "What was done at once is not said: {records}", "Say it", "correction"),
            those!(
                Minor,
                wrong.findings(|one| late.contains(&one.id)),
                "Past its day: {records}",
                "See what is due",
                |_| Target::Page("overdue")
            ),
        ]
    })
}

fn causes(on: &House) -> Verdict {
    let mut remarked = on.found("audit-findings", "no-root-cause");
    remarked.retain(|id| on.isms.audit_findings().get(*id).is_some_and(|one| !is_nonconformity(one)));
    of_each_wrong(on, |wrong| {
        let silent = wrong.unanswered(|one| says_nothing(&one.root_cause));
        let silent = [silent, wrong.actions(|one| says_nothing(&one.root_cause))].concat();
        vec![
            those!(
                Observation,
                remarked,
                "Answered by an action, and no cause is named: {records}",
                "Name the cause",
                "root_cause"
            ),
            those!(Minor, silent, "No cause is named: {records}", "Name the cause", "root_cause"),
        ]
    })
}

fn elsewhere(on: &House) -> Verdict {
    of_each_wrong(on, |wrong| {
        let silent = [wrong.unanswered(|_| true), wrong.actions(|one| says_nothing(&one.elsewhere))].concat();
        vec![those!(
            Minor,
            silent,
            "No corrective action says of it where else one looked: {records}",
            "Say where",
            |first| match first.letters() {
                "F" => Target::Register("corrective-actions"),
                _ => Target::Field(first, "elsewhere"),
            }
        )]
    })
}

fn carried_out(on: &House) -> Verdict {
    of_wrong(on, |wrong| {
        let late: BTreeSet<Id> =
            [on.late("audit-findings"), on.late("corrective-actions")].concat().into_iter().collect();
        let major = |late: bool| {
            // Without a day of its own, the corrective action that answers it has one.
            let in_time = |one: &Held<AuditFinding>| match one.due {
                Some(day) => day >= on.today,
                None => wrong.answered.contains(&one.id),
            };
            wrong.findings(|one| {
                one.status != FindingStatus::Closed
                    && one.grade == Some(Grade::MajorNonconformity)
                    && in_time(one) != late
            })
        };
        let loose = wrong
            .actions(|one| one.status != CorrectiveActionStatus::Closed && (one.due.is_none() || one.owner.is_none()));
        vec![
            those!(
                Major,
                major(true),
                "A major nonconformity is open after its day, or without one: {records}",
                "See to it",
                "status"
            ),
            those!(Observation, major(false), "A major nonconformity is open: {records}", "See to it", "status"),
            those!(Minor, loose, "Open, without a day or an owner: {records}", "Give both", "due"),
            those!(
                Minor,
                wrong.findings(|one| late.contains(&one.id)),
                "Past its day: {records}",
                "See what is due",
                |_| Target::Page("overdue")
            ),
            those!(
                Minor,
                ids(wrong.actions.iter().copied(), |one| late.contains(&one.id)),
                "Past its day: {records}",
                "See what is due",
                |_| Target::Page("overdue")
            ),
        ]
    })
}

fn effect(on: &House) -> Verdict {
    let unseen = on.found("audit-findings", "closed-without-effectiveness-check");
    let wrong = Wrong::of(on);
    let ended = wrong.actions.iter().any(|one| one.status == CorrectiveActionStatus::Closed);
    let any = !wrong.findings.is_empty() || !wrong.actions.is_empty();
    if any && unseen.is_empty() && !ended && wrong.findings.iter().all(|one| one.status != FindingStatus::Closed) {
        let says = tell!("None was closed yet, so nobody can say whether it worked");
        let to = Target::Register("corrective-actions");
        return Verdict::cannot_tell(gap!(Observation, says, "See what is open", to));
    }
    let closed = |wrong: &Wrong| {
        let ended = wrong.actions(|one| one.status == CorrectiveActionStatus::Closed).len();
        wrong.findings(|one| one.status == FindingStatus::Closed).len() + ended
    };
    over_wrong(on, closed, |wrong| {
        let unsaid =
            wrong.actions(|one| one.status == CorrectiveActionStatus::Closed && says_nothing(&one.effectiveness_check));
        vec![those!(
            Minor,
            [unseen, unsaid].concat(),
            "Closed, and when or how somebody saw that it had worked is not said: {records}",
            "Say it",
            |first| Target::Field(
                first,
                if first.letters() == "F" { "effectiveness_checked_on" } else { "effectiveness_check" }
            )
        )]
    })
}

fn system_changed(on: &House) -> Verdict {
    let named = on.on_record("10.2-system-changed");
    let wrong = Wrong::of(on);
    let changed = wrong.actions(|one| {
        one.changes.iter().filter_map(|link| on.in_use(link)).any(|one| one.status == ChangeStatus::Done)
    });
    match changed.is_empty() {
        true => named,
        false => Verdict::seen(tell!("The system was changed by {records}", records = changed), []),
    }
}

fn kept(on: &House) -> Verdict {
    of_wrong(on, |wrong| {
        let closed = |one: &AuditFinding| one.status == FindingStatus::Closed && one.closed_on.is_none();
        let ended = |one: &CorrectiveAction| one.status == CorrectiveActionStatus::Closed && one.closed_on.is_none();
        vec![
            those!(
                Minor,
                [wrong.findings(|one| one.found_on.is_none()), wrong.actions(|one| one.raised_on.is_none())].concat(),
                "When it came up is not said: {records}",
                "Give the day",
                |first| Target::Field(first, if first.letters() == "F" { "found_on" } else { "raised_on" })
            ),
            those!(
                Minor,
                [wrong.findings(|one| closed(one)), wrong.actions(ended)].concat(),
                "Closed, and when is not said: {records}",
                "Give the day",
                "closed_on"
            ),
        ]
    })
}
