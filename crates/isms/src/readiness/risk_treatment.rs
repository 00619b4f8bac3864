//! Clauses 6.1.3 and 8.3: how risks are treated, the Statement of Applicability, and that treatment is carried out.

use super::{
    house::{House, ids},
    risk_assessment::of_risks,
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Held, Id, Risk, annex_a,
    registers::{
        controls::Implementation,
        documents::DocumentKind,
        risks::{CriteriaInForce, Status, TreatmentOption},
    },
    views::{
        home::Target,
        risks::{Row, State},
        sentence::tell,
        soa::{Standing, empty},
    },
};

rules! {
    /// A document of the kind treatment process is in force.
    "6.1.3-process" Design Major |on| on.required(DocumentKind::TreatmentProcess, Target::Template("risk-treatment-process"));
    /// Each risk has a treatment option.
    "6.1.3-option" Design Minor option;
    /// Each risk that is to be modified names controls, planned ones or such as are there, and all it names are on record.
    "6.1.3-controls" Design Minor controls;
    /// Each control of Annex A is decided on, and none is left out that a risk or an obligation relies on.
    "6.1.3-compared" Design Major compared;
    /// A version of the Statement of Applicability is published. Each needed control has a reason and says how far it
    /// is; what is called in place has something that shows it.
    "6.1.3-statement" Design Major statement;
    /// Each control that is left out has a reason that says something.
    "6.1.3-exclusions" Design Minor exclusions;
    /// Each risk that is to be avoided, modified or shared has an owner, a day, and an action or a planned control.
    "6.1.3-plan" Design Major plan;
    /// The owner approved the plan of each of these risks, and it is still the plan.
    "6.1.3-plan-approved" Design Minor plan_approved;
    /// What is left of each retained, treated or accepted risk is accepted by its owner, and above the limit by top
    /// management as well; nothing has changed since.
    "6.1.3-accepted" Design Major accepted;
    /// Treatment is on time: no risk, action or control is past its day, and none is called treated with something
    /// open.
    "8.3-carried-out" Operation Major carried_out;
    /// Each treated or accepted risk says how large it is after treatment, and was assessed since the last action against
    /// it was done.
    "8.3-results-kept" Operation Minor results_kept;
}

fn which<'h>(on: &'h House, is: impl Fn(&Row<'h>) -> bool) -> Vec<Id> {
    on.weighed().filter(|row| is(row)).map(|row| row.risk.id).collect()
}

fn option(on: &House) -> Verdict {
    let open = which(on, |row| row.risk.option.is_none());
    of_risks(
        on,
        [those!(Minor, open, "No treatment option is chosen: {records}", "Choose one", |first| Target::Act(
            first,
            "treatment-planned"
        ))],
    )
}

fn controls(on: &House) -> Verdict {
    let unknown = which(on, |row| row.risk.controls().any(|link| link.id().is_none()));
    let none = |row: &Row| row.risk.option == Some(TreatmentOption::Modify) && row.risk.controls().next().is_none();
    of_risks(
        on,
        [
            those!(
                Minor,
                which(on, none),
                "To be modified, with no control: {records}",
                "Name the controls",
                "planned_controls"
            ),
            those!(
                Minor,
                on.found("risks", "untreated-above-limit"),
                "Above the limit, with nothing planned against it: {records}",
                "Plan the treatment",
                |first| Target::Act(first, "treatment-planned")
            ),
            those!(
                Minor,
                unknown,
                "A control is named that is not on record: {records}",
                "Name one that is",
                "planned_controls"
            ),
        ],
    )
}

fn compared(on: &House) -> Verdict {
    // Controls of one's own are compared with nothing.
    let of_annex = || on.soa.rows.iter().filter(|row| annex_a::control(row.control.id).is_some());
    let undecided: Vec<Id> =
        of_annex().filter(|row| row.standing == Standing::Undecided).map(|row| row.control.id).collect();
    let relied_on = those!(
        Minor,
        on.found("controls", "excluded-but-relied-on"),
        "Left out, and relied on: {records}",
        "Decide again",
        |first| Target::Act(first, "included")
    );
    let all = of_annex().count();
    if undecided.len() == all {
        let says = tell!("No control of Annex A is decided on, and no risk or obligation names one");
        return Verdict::lacking(gap!(Major, says, "Begin", Target::Page("soa")));
    }
    Verdict::seen(
        tell!("Controls decided on: {count}", count = all - undecided.len()),
        [those!(Minor, undecided, "Nobody decided on {records}", "Decide", |_| Target::Page("soa")), relied_on],
    )
}

fn statement(on: &House) -> Verdict {
    let of = |is: &dyn Fn(&crate::views::soa::Row) -> bool| -> Vec<Id> {
        on.needed().filter(|row| is(row)).map(|row| row.control.id).collect()
    };
    let gaps = [
        those!(
            Minor,
            on.found("controls", "reason-not-stated"),
            "The reason is not said: {records}",
            "Say why",
            "justification"
        ),
        those!(
            Minor,
            of(&|row| row.control.implementation.is_none()),
            "How far it is, is not said: {records}",
            "Say how far",
            "implementation"
        ),
        those!(
            Minor,
            on.found("controls", "implemented-without-evidence"),
            "Called in place, and nothing shows it: {records}",
            "Add evidence",
            "evidence"
        ),
        those!(
            Minor,
            on.found("controls", "implemented-with-open-action"),
            "Called in place, with an action open: {records}",
            "Correct one of the two",
            "implementation"
        ),
        those!(
            Observation,
            on.found("controls", "status-on-excluded"),
            "Left out, and yet it is said how far it is: {records}",
            "Correct one of the two",
            "implementation"
        ),
    ];
    match on.soa.published {
        Some(version) => Verdict::seen(tell!("Published: {version}", version = version.id), gaps),
        None => {
            Verdict::lacking(gap!(Major, tell!("No version is published"), "Publish it", Target::Page("soa"))).and(gaps)
        }
    }
}

fn exclusions(on: &House) -> Verdict {
    let out: Vec<&crate::views::soa::Row> =
        on.soa.rows.iter().filter(|row| row.standing == Standing::NotApplicable).collect();
    if out.is_empty() && on.soa.rows.iter().any(|row| row.standing == Standing::Undecided) {
        let says = tell!("No control is left out so far, and some are not decided on");
        return Verdict::cannot_tell(gap!(Minor, says, "Begin", Target::Page("soa")));
    }
    let bare = out.iter().filter(|row| empty(&row.control.justification)).map(|row| row.control.id).collect();
    Verdict::seen(
        tell!("Controls left out: {count}", count = out.len()),
        [
            those!(Minor, bare, "Left out without a reason: {records}", "Give the reason", "justification"),
            those!(
                Observation,
                on.found("controls", "exclusion-to-confirm"),
                "An auditor will ask about the reason: {records}",
                "Answer",
                "how"
            ),
        ],
    )
}

/// Whether something is to be done about a risk: it is not simply borne.
fn is_treated(row: &Row) -> bool {
    matches!(row.risk.option, Some(TreatmentOption::Avoid | TreatmentOption::Modify | TreatmentOption::Share))
}

fn plan(on: &House) -> Verdict {
    let treated = |row: &Row| is_treated(row) && row.risk.is_open();
    let gaps = [
        those!(
            Minor,
            which(on, |row| treated(row) && row.risk.owner.is_none()),
            "To be treated, and owned by nobody: {records}",
            "Name an owner",
            "owner"
        ),
        those!(
            Minor,
            which(on, |row| treated(row) && row.risk.due.is_none() && row.actions.is_empty()),
            "To be treated, without a day or an action: {records}",
            "Give a day",
            "due"
        ),
        those!(
            Minor,
            which(on, |row| treated(row) && row.actions.is_empty() && row.risk.planned_controls.is_empty()),
            "To be treated, and nothing says by what: {records}",
            "Plan the treatment",
            |first| Target::Act(first, "treatment-planned")
        ),
    ];
    if which(on, is_treated).is_empty() && on.weighed().any(|row| row.risk.option.is_none()) {
        let says = tell!("No risk is to be avoided, modified or shared, and some have no option yet");
        return Verdict::lacking(gap!(Major, says, "Plan the treatment", Target::Page("treatment")));
    }
    of_risks(on, gaps)
}

fn plan_approved(on: &House) -> Verdict {
    let in_force = CriteriaInForce::of(on.isms);
    let outdated = |risk: &Held<Risk>| {
        risk.plan_approved.as_ref().is_some_and(|one| !one.of.outdated(&in_force, on.isms, risk).is_empty())
    };
    let all = which(on, |row| is_treated(row));
    let missing =
        which(on, |row| is_treated(row) && row.risk.plan_approved.is_none() && !row.acceptances.owner_stands());
    let gap =
        those!(Minor, missing.clone(), "The owner has not approved the plan: {records}", "Ask the owners", |_| {
            Target::Page("treatment")
        });
    let changed = those!(
        Minor,
        which(on, |row| is_treated(row) && outdated(row.risk)),
        "The plan has changed since its owner approved it: {records}",
        "Ask the owners",
        |_| Target::Page("treatment")
    );
    match gap {
        Some(gap) if missing.len() == all.len() => Verdict::lacking(gap),
        None if all.is_empty() && on.weighed().next().is_some() => {
            let says = tell!("No risk is to be avoided, modified or shared, so there is no plan to approve");
            Verdict::cannot_tell(gap!(Observation, says, "See the plan", Target::Page("treatment")))
        }
        gap => of_risks(on, [gap, changed]),
    }
}

fn accepted(on: &House) -> Verdict {
    let settled = |row: &Row| {
        matches!(row.risk.status, Status::Treated | Status::Accepted)
            || row.risk.option == Some(TreatmentOption::Retain)
    };
    let unsigned = |row: &Row| row.acceptances.state() == State::None;
    let act = |first| Target::Act(first, "accepted");
    let over_limit = on.found("risks", "over-limit-unsigned");
    let alone =
        which(on, |row| settled(row) && row.acceptances.second_is_awaited() && !over_limit.contains(&row.risk.id));
    let gaps = [
        those!(
            Major,
            over_limit,
            "Called accepted above the limit, and signed by nobody beside the owner: {records}",
            "Have it signed",
            act
        ),
        those!(
            Major,
            alone,
            "Above the limit, and top management has not signed what its owner accepted: {records}",
            "Have it signed",
            act
        ),
        those!(
            Minor,
            on.found("risks", "owner-acceptance-missing"),
            "Called accepted, and not by its owner: {records}",
            "Ask the owner",
            act
        ),
        those!(
            Minor,
            on.found("risks", "acceptance-outdated"),
            "Changed since somebody accepted it: {records}",
            "Have it accepted again",
            act
        ),
        those!(
            Minor,
            which(on, |row| settled(row) && unsigned(row)),
            "Retained or treated, and accepted by nobody: {records}",
            "Ask the owner",
            act
        ),
        those!(
            Observation,
            which(on, |row| !settled(row) && unsigned(row)),
            "Still to be treated, and what will be left is accepted by nobody: {records}",
            "See the plan",
            |_| Target::Page("treatment")
        ),
    ];
    if on.weighed().count() > 0 && on.weighed().all(unsigned) {
        let says = tell!("No risk is accepted by its owner, nor what will be left of one");
        return Verdict::lacking(gap!(Major, says, "See the plan", Target::Page("treatment"))).and(gaps);
    }
    of_risks(on, gaps)
}

fn carried_out(on: &House) -> Verdict {
    let page = |_| Target::Page("overdue");
    let others = [
        those!(Minor, on.late("actions"), "Actions past their day: {records}", "See what is due", page),
        those!(
            Minor,
            on.late("controls"),
            "Controls past the day planned for them: {records}",
            "See what is due",
            page
        ),
    ];
    let gaps = [
        those!(Minor, on.treated_late(), "Treatment is past its day: {records}", "See what is due", page),
        those!(
            Minor,
            on.found("risks", "treated-with-unfinished-controls"),
            "Called treated, with something open: {records}",
            "Correct one of the two",
            "status"
        ),
    ];
    let begun =
        on.weighed().any(|row| matches!(row.risk.status, Status::InTreatment | Status::Treated | Status::Accepted))
            || on
                .needed()
                .any(|row| matches!(row.control.implementation, Some(Implementation::Partly | Implementation::Yes)));
    if !begun {
        let says = tell!("No risk is in treatment, and no control is in place, not even in part");
        return Verdict::lacking(gap!(Major, says, "Begin treatment", Target::Page("treatment"))).and(gaps).and(others);
    }
    of_risks(on, gaps).and(others)
}

fn results_kept(on: &House) -> Verdict {
    let done: Vec<_> =
        on.weighed().filter(|row| matches!(row.risk.status, Status::Treated | Status::Accepted)).collect();
    if done.is_empty() {
        let says = tell!("No risk is treated or accepted yet, so there is no result to keep");
        return Verdict::cannot_tell(gap!(Observation, says, "See the plan", Target::Page("treatment")));
    }
    let unrated = ids(done.iter().filter(|row| row.residual.is_none()).map(|row| row.risk), |_| true);
    let before = |row: &&&Row| {
        let last = row.actions.iter().filter_map(|action| action.done_on).max();
        row.residual.is_some() && last.zip(row.risk.assessed_on).is_some_and(|(done, assessed)| assessed < done)
    };
    let before = ids(done.iter().filter(before).map(|row| row.risk), |_| true);
    Verdict::seen(
        tell!("Risks that are treated or accepted looked at: {count}", count = done.len()),
        [
            those!(Minor, unrated, "How large it is after treatment is not said: {records}", "Rate it", "residual"),
            those!(
                Minor,
                before,
                "Not assessed again since the last of its treatment was done: {records}",
                "Assess again",
                |first| Target::Act(first, "assessed")
            ),
        ],
    )
}
