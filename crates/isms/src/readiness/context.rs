//! Clause 4: context, interested parties, scope, and the system as a whole.

use super::{
    house::{House, ids, says_nothing},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Issue,
    registers::{documents::DocumentKind, interested_parties::Side},
    views::{home::Target, sentence::tell},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

rules! {
    /// Issues are on record from inside and from outside, each with what it means for information security, and none
    /// waits past the day of its next look.
    "4.1-issues" Design Major issues;
    /// One issue speaks of climate change, with what it means here. That it does not matter, with the reason, is an
    /// answer.
    "4.1-climate" Design Minor climate;
    /// Interested parties are on record, from outside too.
    "4.2a-parties" Design Major parties;
    /// Each interested party has what it needs or expects.
    "4.2b-requirements" Design Minor requirements;
    /// For each party it is said which of its demands the system answers; laws and contracts name controls or say how
    /// they are met.
    "4.2c-taken-on" Design Minor taken_on;
    /// The scope is written, with the places in it.
    "4.3-boundary" Design Major boundary;
    /// A scope drawn before any issue or party was known took no account of them. Whether it did, a person says: by a
    /// document that names this duty.
    "4.3-context" Design Minor in_context;
    /// Suppliers and systems are on record, so that one sees where others do part of the work, and what lies outside
    /// is said.
    "4.3-interfaces" Design Minor interfaces;
    /// A document of the kind scope is in force.
    "4.3-written" Design Major |on| on.required(DocumentKind::Scope, Target::Template("scope"));
    /// Something is on record wherever clauses 4 to 10 ask for it.
    "4.4-set-up" Design Major set_up;
    /// How the processes work together is written: a document or a piece of evidence names this duty.
    "4.4-processes" Design Observation |on| on.on_record("4.4-processes");
    /// Dated work is spread over the last twelve months, or since the first of it: assessments, looks, tests, readings,
    /// approvals. Of a system that is younger than three months one cannot tell.
    "4.4-maintained" Operation Minor maintained;
}

fn issues(on: &House) -> Verdict {
    let all = on.isms.issues();
    if all.is_empty() {
        let gap = gap!(Major, tell!("No issue is on record"), "Write the first", Target::Register("issues"));
        return Verdict::lacking(gap);
    }
    let side = |side| all.iter().any(|issue: &crate::Held<Issue>| issue.side == Some(side));
    Verdict::seen(
        tell!("{count} on record", count = all.len()),
        [
            (!side(Side::Internal)).then(|| {
                gap!(Minor, tell!("None lies inside the organisation"), "Add one", Target::Register("issues"))
            }),
            (!side(Side::External))
                .then(|| gap!(Minor, tell!("None lies outside it"), "Add one", Target::Register("issues"))),
            those!(
                Minor,
                ids(all.iter(), |issue| says_nothing(&issue.effect)),
                "What it means for information security is not said: {records}",
                "Say what it means",
                "effect"
            ),
            those!(Observation, on.late("issues"), "The next look is overdue: {records}", "Look again", "next_review"),
        ],
    )
}

fn climate(on: &House) -> Verdict {
    // A political climate, or one at work, is another.
    let speaks = |issue: &Issue| {
        let texts = [&issue.title, &*issue.description].map(crate::plain);
        let called = |text: &String| text.contains("climate change") || text.contains("changing climate");
        let category = crate::plain(issue.category.as_deref().unwrap_or_default());
        category == "climate" || category == "climate change" || texts.iter().any(called)
    };
    let all = ids(on.isms.issues().iter(), |issue| speaks(issue));
    let answered = ids(on.isms.issues().iter(), |issue| speaks(issue) && !says_nothing(&issue.effect));
    match (answered.first(), all.first()) {
        (Some(one), _) => Verdict::seen(tell!("{issue} says what it means here", issue = *one), []),
        (None, Some(one)) => Verdict::lacking(gap!(
            Minor,
            tell!("{issue} speaks of it, and not of what it means here", issue = *one),
            "Say what it means",
            Target::Field(*one, "effect")
        )),
        (None, None) => Verdict::lacking(gap!(
            Minor,
            tell!("No issue speaks of climate change: write one, also where it does not matter, with the reason"),
            "Write it down",
            Target::New("issues", &[("title", "Climate change"), ("category", "climate")])
        )),
    }
}

fn parties(on: &House) -> Verdict {
    let all = on.isms.interested_parties();
    if all.is_empty() {
        let to = Target::Register("interested-parties");
        return Verdict::lacking(gap!(Major, tell!("No interested party is on record"), "Name the first", to));
    }
    let outside = all.iter().any(|party| party.side == Some(Side::External));
    Verdict::seen(
        tell!("{count} on record", count = all.len()),
        [
            (!outside).then(|| {
                gap!(
                    Minor,
                    tell!("None is said to stand outside the organisation"),
                    "Add one",
                    Target::Register("interested-parties")
                )
            }),
            those!(
                Observation,
                on.late("interested-parties"),
                "The next look is overdue: {records}",
                "Look again",
                "next_review"
            ),
        ],
    )
}

/// Without parties, what is asked about each of them has no answer.
fn of_parties(on: &House, gaps: impl IntoIterator<Item = Option<super::Gap>>) -> Verdict {
    let all = on.isms.interested_parties();
    if all.is_empty() {
        let to = Target::Register("interested-parties");
        return Verdict::lacking(gap!(Minor, tell!("No interested party is on record"), "Name the first", to));
    }
    Verdict::over(all.len(), tell!("Parties looked at: {count}", count = all.len()), gaps)
}

fn requirements(on: &House) -> Verdict {
    let silent = ids(on.isms.interested_parties().iter(), |party| says_nothing(&party.expects));
    of_parties(
        on,
        [those!(Minor, silent, "What they expect is not said: {records}", "Say what they expect", "expects")],
    )
}

fn taken_on(on: &House) -> Verdict {
    let open = ids(on.isms.interested_parties().iter(), |party| says_nothing(&party.answered));
    let unmet = ids(on.isms.obligations().iter(), |one| {
        one.controls.is_empty() && one.status.as_deref().is_none_or(says_nothing) && !on.holds(&one.evidence)
    });
    of_parties(
        on,
        [those!(
            Minor,
            open,
            "Which of its demands the system answers is not said: {records}",
            "Say which",
            "answered"
        )],
    )
    .and([those!(
        Minor,
        unmet,
        "Law or contract with no control, no state and no evidence: {records}",
        "Name the controls",
        "controls"
    )])
}

fn boundary(on: &House) -> Verdict {
    let Some(organisation) = on.isms.the_organisation() else {
        let to = Target::Register("organisation");
        return Verdict::lacking(gap!(Major, tell!("There is no organisation"), "Write the scope", to));
    };
    if says_nothing(&organisation.scope) {
        let to = Target::Field(organisation.id, "scope");
        return Verdict::lacking(gap!(Major, tell!("The scope is not written"), "Write the scope", to));
    }
    let places = Target::Field(organisation.id, "sites");
    let proposed = Target::Page("first-steps");
    Verdict::seen(
        tell!("The scope is written"),
        [
            (organisation.body.proposed.is_some())
                .then(|| gap!(Major, tell!("The scope is only proposed"), "Confirm it", proposed)),
            organisation
                .sites
                .is_empty()
                .then(|| gap!(Minor, tell!("No place is named in it"), "Name the places", places)),
        ],
    )
}

fn in_context(on: &House) -> Verdict {
    let missing =
        [("issue", on.isms.issues().is_empty()), ("interested party", on.isms.interested_parties().is_empty())];
    let missing: Vec<&str> = missing.into_iter().filter(|(_, missing)| *missing).map(|(what, _)| what).collect();
    if missing.is_empty() {
        return on.on_record("4.3-context");
    }
    let says = tell!(
        "The scope could not take account of the context, as there is no {what} on record",
        what = missing.join(" and no ")
    );
    Verdict::lacking(gap!(Minor, says, "Begin with the issues", Target::Register("issues")))
}

fn interfaces(on: &House) -> Verdict {
    let (suppliers, systems) = (on.isms.suppliers().len(), on.isms.systems().len());
    if suppliers + systems == 0 {
        let to = Target::Register("suppliers");
        return Verdict::lacking(gap!(
            Minor,
            tell!("No supplier and no system is on record"),
            "Name who does part of the work",
            to
        ));
    }
    let organisation = on.isms.the_organisation();
    // That nothing lies outside is an answer here.
    let nothing = |text: &str| ["none", "nothing"].contains(&crate::plain(text).trim_end_matches('.'));
    let unsaid = |text: &str| says_nothing(text) && !nothing(text);
    let outside = organisation.filter(|one| unsaid(&one.out_of_scope)).map(|one| {
        let to = Target::Field(one.id, "out_of_scope");
        gap!(Minor, tell!("What lies outside the scope is not said"), "Say what lies outside", to)
    });
    let suppliers_missing = (suppliers == 0)
        .then(|| gap!(Minor, tell!("No supplier is on record"), "Name them", Target::Register("suppliers")));
    let seen = tell!("Suppliers on record: {suppliers}, systems: {systems}", suppliers = suppliers, systems = systems);
    Verdict::seen(seen, [outside, suppliers_missing])
}

/// Registers that clauses ask for; an empty one is a part that was never set up.
fn set_up(on: &House) -> Verdict {
    let isms = on.isms;
    let parts = [
        ("issues", isms.issues().len()),
        ("interested parties", isms.interested_parties().len()),
        ("risks", isms.risks().len()),
        ("documents", isms.documents().len()),
        ("objectives", isms.objectives().len()),
        ("competences", isms.competences().len()),
        ("trainings", isms.trainings().len()),
        ("measures", isms.measures().len()),
        ("audits", isms.audits().len()),
        ("management reviews", isms.reviews().len()),
    ];
    let empty: Vec<&str> = parts.iter().filter(|(_, count)| *count == 0).map(|(name, _)| *name).collect();
    let says = |empty: &[&str]| tell!("Nothing is on record among {parts}", parts = empty.join(", "));
    match empty.len() {
        0 => Verdict::seen(tell!("Something is on record in each part"), []),
        all if all == parts.len() => {
            Verdict::lacking(gap!(Major, says(&empty), "See what comes first", Target::Page("")))
        }
        _ => Verdict::seen(
            tell!("{count} of {all} parts are in use", count = parts.len() - empty.len(), all = parts.len()),
            [Some(gap!(Minor, says(&empty), "See the clauses", Target::Page("standards")))],
        ),
    }
}

/// How long a system may lie still before an auditor asks what happened: a quarter.
const STILL_MONTHS: usize = 3;

fn maintained(on: &House) -> Verdict {
    let dated = dated(on);
    if dated.is_empty() {
        let says = tell!("No dated work is on record yet: too early to tell whether it goes on");
        return Verdict::cannot_tell(gap!(Observation, says, "See what comes first", Target::Page("")));
    }
    let first = dated.iter().min().copied().filter(|day| *day > on.back(12));
    if let Some(day) = first.filter(|day| *day > on.back(3)) {
        let says = tell!("The first dated work is of {day}: too early to tell whether it goes on", day = day);
        return Verdict::cannot_tell(gap!(Observation, says, "See what is due", Target::Page("overdue")));
    }
    let worked: BTreeSet<(i16, i8)> = dated.into_iter().map(|day| (day.year(), day.month())).collect();
    let begun = first.map_or(on.back(12), Date::first_of_month);
    let months: Vec<Date> = (0..12).rev().map(|back| on.back(back)).filter(|month| *month >= begun).collect();
    let still = |month: &&Date| !worked.contains(&(month.year(), month.month()));
    let silent: Vec<String> = months.iter().filter(still).map(|month| month.strftime("%b %Y").to_string()).collect();
    let gap = || {
        gap!(
            Minor,
            tell!("No dated work in {months}", months = silent.join(", ")),
            "See what is due",
            Target::Page("overdue")
        )
    };
    match months.len() - silent.len() {
        0 => Verdict::lacking(gap()),
        count => Verdict::seen(
            tell!("Dated work in {count} of the last {months} months", count = count, months = months.len()),
            [(longest(&months, &still) > STILL_MONTHS).then(gap)],
        ),
    }
}

/// The longest run of months with no work.
fn longest(months: &[Date], still: &dyn Fn(&&Date) -> bool) -> usize {
    let runs = months.iter().scan(0, |run, month| {
        *run = if still(&month) { *run + 1 } else { 0 };
        Some(*run)
    });
    runs.max().unwrap_or_default()
}

/// The days on which somebody did something that a record dates.
fn dated(on: &House) -> Vec<Date> {
    let isms = on.isms;
    let risks = isms.risks().iter().flat_map(|risk| risk.acceptances.iter().map(|one| one.on).chain(risk.assessed_on));
    let controls = isms.controls().iter().flat_map(|one| one.tests.iter().map(|test| test.on));
    let looks = isms.evidence().iter().flat_map(|one| one.looked_at.iter().map(|look| look.on).chain(one.collected));
    let rest = [
        isms.documents().iter().filter_map(|one| one.approved_on).collect::<Vec<_>>(),
        isms.measures().iter().filter_map(|one| one.measured_on).collect(),
        isms.trainings().iter().filter_map(|one| one.completed_on).collect(),
        isms.actions().iter().filter_map(|one| one.done_on).collect(),
        isms.audits().iter().filter_map(|one| one.end).collect(),
        isms.audit_findings().iter().flat_map(|one| [one.found_on, one.closed_on]).flatten().collect(),
        isms.corrective_actions().iter().flat_map(|one| [one.raised_on, one.closed_on]).flatten().collect(),
        isms.reviews().iter().filter_map(|one| one.held_on).collect(),
        isms.changes().iter().filter_map(|one| one.done_on).collect(),
        isms.suppliers().iter().filter_map(|one| one.last_security_review).collect(),
        isms.systems().iter().filter_map(|one| one.last_access_review).collect(),
    ];
    let all = risks.chain(controls).chain(looks).chain(rest.into_iter().flatten());
    all.filter(|day| *day <= on.today).collect()
}
