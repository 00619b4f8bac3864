//! Clause 9.3: the management review, what it looked at and what it decided.

use super::{
    Gap,
    house::{House, ids, says_nothing},
    internal_audit::{Recurring, concluded, last_day},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Held, Review,
    registers::reviews::ReviewInput,
    views::{home::Target, sentence::tell},
};

rules! {
    /// Top management held a review within the months the organisation planned, and before a planned certification
    /// audit, or one is planned in time for it; none that was planned is past its day.
    "9.3.1-by-the-top" Operation Major by_the_top;
    /// The results of the last review are written. Whether it judged that the system suits, is enough and works, a
    /// document or a piece of evidence says that names this duty.
    "9.3.1-three-questions" Operation Minor three_questions;
    /// The last review considered how far everything has come that earlier ones set in motion.
    "9.3.2-earlier-actions" Operation Minor |on| considered(on, ReviewInput::EarlierActions);
    /// The last review considered changes in issues and in what interested parties need.
    "9.3.2-changes" Operation Minor |on| considered(on, ReviewInput::Changes);
    /// The last review considered nonconformities, corrective actions and audit results.
    "9.3.2-nonconformities" Operation Minor |on| considered(on, ReviewInput::Nonconformities);
    /// The last review considered measurements and objectives.
    "9.3.2-measurements" Operation Minor |on| considered(on, ReviewInput::Measurements);
    /// The last review considered what interested parties had to say.
    "9.3.2-feedback" Operation Minor |on| considered(on, ReviewInput::Feedback);
    /// The last review considered the risk assessment and the state of treatment.
    "9.3.2-risks" Operation Minor |on| considered(on, ReviewInput::Risks);
    /// The last review considered chances to improve.
    "9.3.2-opportunities" Operation Minor |on| considered(on, ReviewInput::Opportunities);
    /// The last review decided something, and what is to be done stands among the actions.
    "9.3.3-decided" Operation Minor decided;
    /// The minutes of the last review are on file.
    "9.3.3-kept" Operation Minor minutes;
}

/// The management review that was held last, with words in it: one of no words was none.
pub(super) fn last_review<'h>(on: &'h House) -> Option<&'h Held<Review>> {
    let said = |one: &&Held<Review>| !says_nothing(&one.inputs) || !says_nothing(&one.results);
    let held = on.isms.reviews().iter().filter(|one| one.held_on.is_some_and(|day| day <= on.today));
    held.filter(said).max_by_key(|one| one.held_on)
}

fn of_last_review(on: &House, gaps: impl FnOnce(&Held<Review>) -> Vec<Option<Gap>>) -> Verdict {
    match last_review(on) {
        Some(review) => Verdict::seen(tell!("Held last: {review}", review = review.id), gaps(review)),
        None => {
            let says = tell!("No management review with inputs or results in words was held");
            Verdict::lacking(gap!(Major, says, "Plan one", Target::Register("reviews")))
        }
    }
}

fn by_the_top(on: &House) -> Verdict {
    let months = on.isms.the_organisation().and_then(|one| one.management_review_months);
    let missed =
        ids(on.isms.reviews().iter(), |one| one.held_on.is_none() && one.planned_for.is_some_and(|day| day < on.today));
    let missed = those!(
        Minor,
        missed,
        "Planned, past its day, and not held: {records}",
        "Hold it, or plan a new day",
        "held_on"
    );
    let planned = on.isms.reviews().iter().filter(|one| one.held_on.is_none()).filter_map(|one| one.planned_for);
    let recurring = Recurring {
        months,
        field: "management_review_months",
        last: last_review(on).and_then(|one| one.held_on),
        next: planned.filter(|day| *day >= on.today).min(),
        plan: Target::Register("reviews"),
    };
    let [unsaid, old] = recurring.gaps(on);
    of_last_review(on, |review| {
        let there = review.participants.iter().chain(&review.chair).any(|link| on.is_top(&Some(link.clone())));
        let absent = (!there).then(|| {
            let says = tell!("Nobody known as top management took part in {review}", review = review.id);
            // Who was top management on its day is not on record, so it may be a role given away since.
            gap!(Minor, says, "Say who took part", Target::Field(review.id, "participants"))
        });
        let before = concluded(on).filter_map(|one| last_day(one)).max();
        let audited_after = before.zip(review.held_on).filter(|(audit, review)| audit > review).map(|(audit, _)| {
            let says = tell!(
                "{review} was held before the last internal audit, on {audit}",
                review = review.id,
                audit = audit
            );
            gap!(Observation, says, "Plan the next", Target::Register("reviews"))
        });
        vec![unsaid, old, absent, missed, audited_after]
    })
}

fn three_questions(on: &House) -> Verdict {
    let named = on.on_record("9.3.1-three-questions");
    let Some(review) = last_review(on) else { return of_last_review(on, |_| vec![]) };
    if says_nothing(&review.results) {
        let says = tell!("{review} has no results in words", review = review.id);
        return Verdict::lacking(gap!(
            Minor,
            says,
            "Write what was judged and decided",
            Target::Field(review.id, "results")
        ));
    }
    named
}

fn considered(on: &House, input: ReviewInput) -> Verdict {
    let Some(review) = last_review(on) else { return of_last_review(on, |_| vec![]) };
    // A tick alone is an empty gesture.
    let bare = says_nothing(&review.inputs).then(|| {
        let to = Target::Field(review.id, "inputs");
        gap!(Minor, tell!("What {review} looked at is not written down", review = review.id), "Write it down", to)
    });
    if review.considered.contains(&input) {
        return Verdict::seen(tell!("Considered by {review}", review = review.id), [bare]);
    }
    let says = tell!("{review} does not say that it considered it", review = review.id);
    let to = Target::Field(review.id, "considered");
    Verdict::lacking(gap!(Minor, says, "Say what was considered", to)).and([bare])
}

fn decided(on: &House) -> Verdict {
    of_last_review(on, |review| {
        vec![
            says_nothing(&review.results).then(|| {
                gap!(
                    Minor,
                    tell!("{review} decided nothing that is written down", review = review.id),
                    "Write what was decided",
                    Target::Field(review.id, "results")
                )
            }),
            review.actions.is_empty().then(|| {
                gap!(
                    Observation,
                    tell!("No action follows from {review}", review = review.id),
                    "Name the actions",
                    Target::Field(review.id, "actions")
                )
            }),
        ]
    })
}

fn minutes(on: &House) -> Verdict {
    of_last_review(on, |review| {
        let kept = review.minutes.clone().is_some_and(|link| on.holds(&[link]));
        vec![(!kept).then(|| {
            gap!(
                Minor,
                tell!("The minutes of {review} are not on file", review = review.id),
                "Add the minutes",
                Target::Field(review.id, "minutes")
            )
        })]
    })
}
