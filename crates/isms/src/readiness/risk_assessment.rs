//! Clauses 6.1.2 and 8.2: how risks are assessed, and that they were.

use super::{
    Gap, Outcome,
    house::{House, ids, names, says_nothing},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Held, Id, Risk,
    criteria::Criteria,
    registers::{
        changes::ChangeStatus,
        documents::DocumentKind,
        risks::{Property, Status},
    },
    views::{home::Target, sentence::tell},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

rules! {
    /// The limit from which top management signs is set, and the method in which somebody decided it is in force. Until
    /// it is, criteria of one's own that are confirmed count in part; those that every organisation begins with do not.
    "6.1.2-acceptance-criteria" Design Major acceptance_criteria;
    /// The organisation says after how many months risks are assessed again, and its method names this duty: the
    /// events that call for it earlier.
    "6.1.2-assessment-criteria" Design Minor assessment_criteria;
    /// Each step of the scales says in words what it means, and no stated score contradicts the criteria.
    "6.1.2-comparable" Design Minor comparable;
    /// Risks are on record for confidentiality, integrity and availability; each says which of them it would harm,
    /// and names no unknown asset.
    "6.1.2-identification" Design Major identification;
    /// Each risk has an owner who works here.
    "6.1.2-owners" Design Minor owners;
    /// Each risk says what would follow.
    "6.1.2-consequences" Design Minor consequences;
    /// Each risk has a ground for its likelihood: a description, or a threat and a vulnerability.
    "6.1.2-likelihood" Design Minor likelihood;
    /// No stated score or level differs from the one the criteria give, and no risk is left larger than it began.
    "6.1.2-level" Design Minor level;
    /// Each risk is rated on the present scales.
    "6.1.2-evaluation" Design Minor evaluation;
    /// Risks above the limit that are still open have a day, so that they stand in an order.
    "6.1.2-priorities" Design Minor priorities;
    /// A document of the kind risk assessment method is in force.
    "6.1.2-method-kept" Design Major |on| on.required(DocumentKind::RiskAssessmentMethod, Target::Template("risk-assessment-method"));
    /// Each risk was assessed within the months the organisation planned, and none waits past its day.
    "8.2-intervals" Operation Major intervals;
    /// After a change that names risks, these were assessed again; a change that names none says what could come of
    /// it.
    "8.2-on-change" Operation Minor on_change;
    /// Each assessment on record has its day and the person who made it.
    "8.2-results-kept" Operation Minor results_kept;
}

/// Without risks, what is asked about each of them has no answer. Drafts and closed ones are not asked about.
pub(super) fn of_risks(on: &House, gaps: impl IntoIterator<Item = Option<Gap>>) -> Verdict {
    let count = on.weighed().count();
    if count == 0 {
        let says = tell!("No risk has been assessed");
        return Verdict::lacking(gap!(Major, says, "Weigh the first", Target::Register("risks")));
    }
    Verdict::over(count, tell!("Risks looked at: {count}", count = count), gaps)
}

fn which(on: &House, is: impl Fn(&Held<Risk>) -> bool) -> Vec<Id> {
    ids(on.weighed().map(|row| row.risk), is)
}

fn method(on: &House, gaps: impl IntoIterator<Item = Option<Gap>>) -> Verdict {
    on.required(DocumentKind::RiskAssessmentMethod, Target::Template("risk-assessment-method")).and(gaps)
}

fn acceptance_criteria(on: &House) -> Verdict {
    let (limit, method) = (on.risks.criteria.limit.clone(), method(on, []));
    let Some(organisation) = on.isms.the_organisation().filter(|_| !limit.is_empty()) else {
        return Verdict::lacking(gap!(Major, tell!("No limit is set"), "Set it", Target::Page("organisation")));
    };
    let decided = organisation.body.proposed.is_none() && organisation.criteria != Criteria::default();
    if !decided || method.outcome != Outcome::NotMet {
        return method;
    }
    let says = tell!("No method is in force in which somebody decided it");
    let gap = gap!(Minor, says, "Write the method", Target::Template("risk-assessment-method"));
    Verdict::seen(tell!("The limit is {limit}", limit = limit), [Some(gap)])
}

fn assessment_criteria(on: &House) -> Verdict {
    let organisation = on.isms.the_organisation();
    let unsaid = organisation.filter(|one| one.risk_assessment_months.is_none()).map(|one| {
        let to = Target::Field(one.id, "risk_assessment_months");
        gap!(Minor, tell!("After how many months risks are assessed again is not said"), "Say it", to)
    });
    let named =
        on.isms.documents().iter().any(|one| names(&one.duties, "6.1.2-assessment-criteria") && on.in_force(one));
    let events = (!named).then(|| {
        let says = tell!("No document in force names this duty: which events call for an assessment");
        gap!(Observation, says, "Name it in the method", Target::Register("documents"))
    });
    method(on, [unsaid, events])
}

fn comparable(on: &House) -> Verdict {
    let criteria = &on.risks.criteria;
    let steps = criteria.likelihood.iter().chain(&criteria.consequence);
    let bare = steps.filter(|step| says_nothing(&step.description)).count();
    let undescribed = (bare > 0).then(|| {
        let says = tell!("Steps of the scales that say nothing of what they mean: {count}", count = bare);
        gap!(Minor, says, "Describe them", Target::Page("organisation"))
    });
    of_risks(
        on,
        [
            undescribed,
            those!(
                Minor,
                on.found("risks", "rating-beyond-scale"),
                "Rated beyond the present scales: {records}",
                "Rate again",
                "current"
            ),
            those!(
                Minor,
                on.found("risks", "stated-differs-from-criteria"),
                "The stated score contradicts the criteria: {records}",
                "Correct one of the two",
                "inherent"
            ),
        ],
    )
}

fn identification(on: &House) -> Verdict {
    let missing = |property: Property| !on.weighed().any(|row| row.risk.affects.contains(&property));
    let words = [
        (Property::Confidentiality, "confidentiality"),
        (Property::Integrity, "integrity"),
        (Property::Availability, "availability"),
    ];
    let missing: Vec<&str> =
        words.into_iter().filter(|(property, _)| missing(*property)).map(|(_, word)| word).collect();
    let unseen = (!missing.is_empty()).then(|| {
        let says = tell!("No risk says that it would harm {properties}", properties = missing.join(", "));
        gap!(Minor, says, "See the risks", Target::Register("risks"))
    });
    of_risks(
        on,
        [
            unseen,
            those!(
                Observation,
                which(on, |risk| risk.affects.is_empty()),
                "Which of the three it would harm is not said: {records}",
                "Say which",
                "affects"
            ),
            those!(
                Minor,
                on.found("risks", "unknown-asset"),
                "An asset is named that is not on record: {records}",
                "Name one that is",
                "assets"
            ),
        ],
    )
}

fn owners(on: &House) -> Verdict {
    of_risks(
        on,
        [
            those!(Minor, on.found("risks", "no-owner"), "Owned by nobody: {records}", "Name an owner", "owner"),
            those!(
                Minor,
                on.found("risks", "owner-departed"),
                "Owned by somebody who has left: {records}",
                "Name an owner",
                "owner"
            ),
        ],
    )
}

fn consequences(on: &House) -> Verdict {
    let silent = which(on, |risk| says_nothing(&risk.consequence));
    of_risks(
        on,
        [those!(
            Minor,
            silent,
            "What would follow is not said: {records}",
            "Say it in money, hours, customers or law",
            "consequence"
        )],
    )
}

fn likelihood(on: &House) -> Verdict {
    let groundless =
        which(on, |risk| says_nothing(&risk.description) && (risk.threat.is_none() || risk.vulnerability.is_none()));
    of_risks(
        on,
        [those!(
            Minor,
            groundless,
            "No ground for the likelihood: {records}",
            "Describe how it could happen",
            "description"
        )],
    )
}

fn level(on: &House) -> Verdict {
    if on.weighed().next().is_some() && on.weighed().all(|row| row.today().is_none()) {
        let says = tell!("No risk is rated on the present scales");
        return Verdict::cannot_tell(gap!(Minor, says, "Rate the first", Target::Register("risks")));
    }
    of_risks(
        on,
        [
            those!(
                Minor,
                on.found("risks", "stated-differs-from-criteria"),
                "The stated score contradicts the criteria: {records}",
                "Correct one of the two",
                "inherent"
            ),
            those!(
                Minor,
                on.found("risks", "residual-above-inherent"),
                "Larger after treatment than before: {records}",
                "Rate again",
                "residual"
            ),
        ],
    )
}

fn evaluation(on: &House) -> Verdict {
    let unrated = on.weighed().filter(|row| row.today().is_none()).map(|row| row.risk.id).collect();
    of_risks(
        on,
        [those!(Minor, unrated, "Not rated on the present scales: {records}", "Rate it", |first| Target::Act(
            first, "assessed"
        ))],
    )
}

fn priorities(on: &House) -> Verdict {
    let above = on.weighed().filter(|row| {
        let over = row.today().is_some_and(|rated| on.risks.criteria.over_limit(rated.score));
        let dated = row.risk.due.is_some() || row.actions.iter().any(|action| action.due.is_some());
        over && row.risk.is_open() && !row.is_accepted() && !dated
    });
    let undated = above.map(|row| row.risk.id).collect();
    of_risks(
        on,
        [those!(
            Minor,
            undated,
            "Above the limit, open, and neither it nor an action has a day: {records}",
            "Give a day",
            "due"
        )],
    )
}

fn intervals(on: &House) -> Verdict {
    let organisation = on.isms.the_organisation();
    let months = organisation.and_then(|one| one.risk_assessment_months);
    let unsaid = organisation.filter(|_| months.is_none()).map(|one| {
        let to = Target::Field(one.id, "risk_assessment_months");
        gap!(Minor, tell!("After how many months risks are assessed again is not said"), "Say it", to)
    });
    let never = which(on, |risk| risk.assessed_on.is_none());
    let old = months
        .map_or_else(Vec::new, |months| which(on, |risk| risk.assessed_on.is_some_and(|day| day < on.back(months))));
    let missed = which(on, |risk| risk.to_be_assessed().is_some_and(|day| day < on.today));
    if on.weighed().all(|row| row.risk.assessed_on.is_none()) && on.weighed().count() > 0 {
        let says = tell!("No risk says on which day it was assessed");
        let first = on.weighed().next().map_or(Target::Register("risks"), |row| Target::Act(row.risk.id, "assessed"));
        return Verdict::lacking(gap!(Major, says, "Assess the first", first)).and([unsaid]);
    }
    of_risks(
        on,
        [
            unsaid,
            those!(Minor, never, "The day of the assessment is not said: {records}", "Assess it", |first| Target::Act(
                first, "assessed"
            )),
            those!(Minor, old, "Assessed longer ago than planned: {records}", "Assess again", |first| Target::Act(
                first, "assessed"
            )),
            those!(Minor, missed, "The day of the next assessment is past: {records}", "Assess again", |first| {
                Target::Act(first, "assessed")
            }),
        ],
    )
}

fn on_change(on: &House) -> Verdict {
    let year = on.back(12);
    let made: Vec<_> = on
        .isms
        .changes()
        .iter()
        .filter(|one| one.status == ChangeStatus::Done && one.done_on.is_some_and(|day| day >= year && day <= on.today))
        .collect();
    if made.is_empty() {
        let says =
            tell!("No change made in the last 12 months is on record: either nothing changed, or nobody wrote it down");
        return Verdict::cannot_tell(gap!(Observation, says, "Write down a change", Target::Register("changes")));
    }
    let again = |risk: &Held<Risk>, planned: Option<Date>| risk.status == Status::Closed || risk.assessed_on >= planned;
    let stale = made.iter().flat_map(|one| {
        let since = one.planned_for.or(one.done_on).map(|day| day.min(one.done_on.unwrap_or(day)));
        let proposed = one.approved_on.or(since).min(since);
        one.risks
            .iter()
            .filter_map(|link| on.in_use(link))
            .filter(move |risk| !again(risk, proposed))
            .map(|risk| risk.id)
    });
    let silent = ids(made.iter().copied(), |one| one.risks.is_empty() && says_nothing(&one.consequences));
    Verdict::seen(
        tell!("Looked at: {records}", records = ids(made.iter().copied(), |_| true)),
        [
            those!(
                Minor,
                stale.collect::<BTreeSet<Id>>().into_iter().collect(),
                "Not assessed again since a change that bears on it: {records}",
                "Assess again",
                |first| Target::Act(first, "assessed")
            ),
            those!(
                Minor,
                silent,
                "Names no risk, and says nothing of what could come of it: {records}",
                "Say what could come of it",
                "consequences"
            ),
        ],
    )
}

fn results_kept(on: &House) -> Verdict {
    let anonymous = which(on, |risk| risk.assessed_by.is_none());
    let undated = which(on, |risk| risk.assessed_by.is_some() && risk.assessed_on.is_none());
    of_risks(
        on,
        [
            those!(Minor, anonymous, "Who assessed it is not said: {records}", "Assess it", |first| Target::Act(
                first, "assessed"
            )),
            those!(Minor, undated, "When it was assessed is not said: {records}", "Assess it", |first| Target::Act(
                first, "assessed"
            )),
        ],
    )
}
