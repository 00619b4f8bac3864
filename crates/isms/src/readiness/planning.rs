//! Clauses 6.1.1, 6.2 and 6.3: risks and chances of the system itself, objectives, planned changes.

use super::{
    Gap,
    house::{House, blank, ids, lacking, says_nothing},
    operation::too_early,
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Action, Change, Held, Objective,
    registers::{
        actions::ActionStatus, audit_findings::Grade, changes::ChangeStatus, documents::DocumentKind,
        objectives::ObjectiveStatus,
    },
    views::{home::Target, sentence::tell},
};
use std::collections::BTreeSet;

rules! {
    /// Risks are on record, and issues name those that come of them. An issue whose effect says that there is none is not
    /// asked.
    "6.1.1-risks" Design Major risks;
    /// A chance to improve is on record: an objective, an action without a risk, or what an audit called an
    /// opportunity.
    "6.1.1-opportunities" Design Minor opportunities;
    /// Risks above the limit have something planned against them, and each action has an owner and a day.
    "6.1.1-actions" Design Minor actions;
    /// Each action that was not cancelled says how it will be seen that it worked.
    "6.1.1-effect" Design Minor effect;
    /// Objectives are set, at least one is still open, and more than one person answers for them where there is more than
    /// one.
    "6.2-levels" Design Major levels;
    /// A document or a piece of evidence names this duty: that objectives agree with the policy, and rest on
    /// requirements and risks.
    "6.2-grounds" Design Observation |on| with_objectives(on, |_| on.on_record("6.2-grounds"));
    /// Each objective has a target in words, or a measure; one at least is still open.
    "6.2-measurable" Design Minor measurable;
    /// Somebody looked at each objective: its measures were read, or its result is written; none is past its day and
    /// still open.
    "6.2-monitored" Operation Minor monitored;
    /// A piece of evidence names this duty: that those concerned were told. A text that says so told nobody.
    "6.2-communicated" Operation Observation |on| with_objectives(on, |_| on.on_evidence("6.2-communicated"));
    /// A document of the kind objectives is in force.
    "6.2-kept" Design Minor |on| on.required(DocumentKind::Objectives, Target::Template("objectives"));
    /// Each objective has owner, day, work, means and target; one at least is still open.
    "6.2-plan" Design Minor plan;
    /// Changes of the management system were planned and allowed before they were made.
    "6.3-planned" Operation Minor planned;
}

/// Words by which an effect says that no risk comes of an issue.
const NO_RISK: [&str; 7] =
    ["not relevant", "no risk", "no risks", "no effect", "does not matter", "does not bear", "nothing was found"];

fn risks(on: &House) -> Verdict {
    if on.isms.risks().is_empty() {
        return Verdict::lacking(gap!(
            Major,
            tell!("No risk is on record"),
            "Weigh the first",
            Target::Register("risks")
        ));
    }
    let all = on.isms.issues();
    let none_there = |effect: &str| {
        let text = crate::plain(effect);
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        let text = format!(" {} ", words.join(" "));
        NO_RISK.iter().any(|words| text.contains(&format!(" {words} ")))
    };
    let led_nowhere =
        ids(all.iter(), |issue| issue.risks.is_empty() && (says_nothing(&issue.effect) || !none_there(&issue.effect)));
    let none = (!all.is_empty() && all.iter().all(|issue| issue.risks.is_empty()))
        .then(|| gap!(Minor, tell!("No issue names a risk that comes of it"), "Name them", Target::Register("issues")));
    let no_issues = all.is_empty().then(|| {
        gap!(
            Minor,
            tell!("No issue is on record from which risks could come"),
            "Write the first",
            Target::Register("issues")
        )
    });
    let some = those!(Observation, led_nowhere, "Issues that name no risk: {records}", "Name the risk", "risks");
    let some = some.filter(|_| none.is_none());
    Verdict::seen(tell!("Risks on record: {count}", count = on.isms.risks().len()), [none, no_issues, some])
}

/// The actions that nobody gave up.
fn actions_in_use<'h>(on: &'h House) -> impl Iterator<Item = &'h Held<Action>> {
    on.isms.actions().iter().filter(|one| one.status != ActionStatus::Cancelled)
}

fn opportunities(on: &House) -> Verdict {
    let objectives = ids(on.isms.objectives().iter(), |_| true);
    let actions = ids(actions_in_use(on), |action| action.risks.is_empty());
    let found = ids(on.isms.audit_findings().iter(), |one| one.grade == Some(Grade::OpportunityForImprovement));
    let all = [objectives, actions, found].concat();
    if all.is_empty() {
        let says = tell!(
            "No chance to improve is on record: no objective, no action without a risk, nothing an audit called so"
        );
        return Verdict::lacking(gap!(Minor, says, "Write one as an objective", Target::Register("objectives")));
    }
    Verdict::seen(tell!("On record: {records}", records = all), [])
}

fn actions(on: &House) -> Verdict {
    let untreated = on.found("risks", "untreated-above-limit");
    let open = || on.isms.actions().iter().filter(|action| action.is_open());
    let gaps = [
        those!(
            Minor,
            untreated,
            "Above the limit, and nothing planned against them: {records}",
            "Plan the treatment",
            |first| Target::Act(first, "treatment-planned")
        ),
        those!(
            Minor,
            ids(open(), |one| one.owner.is_none()),
            "Actions that nobody owns: {records}",
            "Name an owner",
            "owner"
        ),
        those!(Minor, ids(open(), |one| one.due.is_none()), "Actions without a day: {records}", "Give a day", "due"),
    ];
    let planned = actions_in_use(on).count() + on.weighed().filter(|row| !row.risk.planned_controls.is_empty()).count();
    if planned == 0 {
        let says = tell!("No action is on record, and no risk has a control planned against it");
        return Verdict::lacking(gap!(Minor, says, "Plan the first", Target::Register("actions")));
    }
    Verdict::seen(tell!("Looked at: actions, and risks above the limit"), gaps)
}

fn effect(on: &House) -> Verdict {
    let all: Vec<_> = actions_in_use(on).collect();
    if all.is_empty() {
        let says = tell!("No action is on record, so nothing says how one will see that it worked");
        return Verdict::lacking(gap!(Minor, says, "Write the first action", Target::Register("actions")));
    }
    let silent = ids(all.iter().copied(), |one| says_nothing(&one.verification));
    Verdict::seen(
        tell!("Actions looked at: {count}", count = all.len()),
        [those!(Minor, silent, "How one will see that it worked is not said: {records}", "Say how", "verification")],
    )
}

/// Without objectives, what is asked about each of them has no answer.
fn with_objectives(on: &House, judge: impl FnOnce(Vec<&Held<Objective>>) -> Verdict) -> Verdict {
    let all: Vec<_> = on.isms.objectives().iter().collect();
    if all.is_empty() {
        let to = Target::Register("objectives");
        return Verdict::lacking(gap!(Major, tell!("No objective is on record"), "Set the first", to));
    }
    judge(all)
}

fn is_open(objective: &Objective) -> bool {
    !matches!(objective.status, ObjectiveStatus::Reached | ObjectiveStatus::Missed)
}

/// Whoever has nothing left to reach has no objectives.
fn none_open(all: &[&Held<Objective>]) -> Option<Gap> {
    let to = Target::Register("objectives");
    all.iter()
        .all(|one| !is_open(one))
        .then(|| gap!(Minor, tell!("None is open: each was reached or missed"), "Set the next", to))
}

/// An organisation of so many people has more than one function that can move something.
const SMALL: usize = 10;

fn levels(on: &House) -> Verdict {
    with_objectives(on, |all| {
        let owners: BTreeSet<String> = all.iter().filter_map(|one| Some(one.owner.as_ref()?.to_string())).collect();
        let alone = all.len() > 1
            && owners.len() == 1
            && all.iter().all(|one| one.owner.is_some())
            && on.present().count() > SMALL;
        Verdict::seen(
            tell!("Set: {records}", records = ids(all.iter().copied(), |_| true)),
            [
                none_open(&all),
                alone.then(|| {
                    gap!(
                        Observation,
                        tell!("One person answers for all of them"),
                        "See the objectives",
                        Target::Register("objectives")
                    )
                }),
            ],
        )
    })
}

/// What each objective must have.
fn each(on: &House, gaps: impl FnOnce(&[&Held<Objective>]) -> Vec<Option<Gap>>) -> Verdict {
    with_objectives(on, |all| {
        Verdict::over(all.len(), tell!("Objectives looked at: {count}", count = all.len()), gaps(&all))
    })
}

fn measurable(on: &House) -> Verdict {
    each(on, |all| {
        let vague = lacking(all, |one| says_nothing(&one.target) && one.measures.is_empty());
        vec![
            none_open(all),
            those!(
                Minor,
                vague,
                "No target and no measure: {records}",
                "Say how one sees that it is reached",
                "target"
            ),
        ]
    })
}

fn monitored(on: &House) -> Verdict {
    each(on, |all| {
        let read = |one: &Objective| {
            one.measures.iter().filter_map(|link| on.in_use(link)).any(|one| one.measured_on.is_some())
        };
        let unseen = lacking(all, |one| says_nothing(&one.result) && !read(one));
        let past = lacking(all, |one| is_open(one) && one.due.is_some_and(|due| due < on.today));
        vec![
            those!(Minor, unseen, "Nobody looked how far it is: {records}", "Write what came of it so far", "result"),
            those!(Minor, past, "Past its day, and still open: {records}", "Say what became of it", "status"),
        ]
    })
}

fn plan(on: &House) -> Verdict {
    each(on, |all| {
        vec![
            none_open(all),
            those!(
                Minor,
                lacking(all, |one| one.owner.is_none()),
                "Nobody answers for {records}",
                "Name the person",
                "owner"
            ),
            those!(Minor, lacking(all, |one| one.due.is_none()), "No last day: {records}", "Give a day", "due"),
            those!(
                Minor,
                lacking(all, |one| says_nothing(&one.plan)),
                "The work is not said: {records}",
                "Say what will be done",
                "plan"
            ),
            those!(
                Minor,
                lacking(all, |one| blank(&one.resources)),
                "The means are not said: {records}",
                "Say what it needs",
                "resources"
            ),
            those!(
                Minor,
                lacking(all, |one| says_nothing(&one.target) && one.measures.is_empty()),
                "How the result will be judged is not said: {records}",
                "Say how",
                "target"
            ),
        ]
    })
}

fn planned(on: &House) -> Verdict {
    // As words: mechanisms are no ISMS.
    let of_the_system = |category: &Option<String>| {
        let text = crate::plain(category.as_deref().unwrap_or_default());
        text.contains("management system")
            || text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "isms")
    };
    let made = |one: &&Held<Change>| one.status == ChangeStatus::Done && of_the_system(&one.category);
    let all: Vec<_> = on.isms.changes().iter().filter(made).collect();
    if all.is_empty() {
        let says = tell!(
            "No change of the management system that was made is on record: either nothing changed, or nobody wrote it down"
        );
        let to = Target::New("changes", &[("category", "management system")]);
        return Verdict::cannot_tell(gap!(Observation, says, "Write down a change", to));
    }
    let unplanned = ids(all.iter().copied(), |one| says_nothing(&one.plan) || says_nothing(&one.reason));
    let unallowed = ids(all.iter().copied(), |one| one.approved_by.is_none() || one.approved_on.is_none());
    Verdict::seen(
        tell!("Looked at: {records}", records = ids(all.iter().copied(), |_| true)),
        [
            those!(Minor, unplanned, "Made without a reason or a plan: {records}", "Write the plan", "plan"),
            those!(
                Minor,
                unallowed,
                "Nothing shows that it was allowed before it was made: {records}",
                "Say who allowed it, and when",
                "approved_by"
            ),
            too_early(on, all.iter().copied()),
        ],
    )
}
