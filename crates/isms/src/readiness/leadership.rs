//! Clause 5: leadership, the policy, and who is responsible.

use super::{
    Gap,
    house::{House, approve, approved_alone, names},
    management_review::last_review,
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Document, Held, Id,
    accounts::Role,
    annex_a,
    registers::documents::{DocumentKind, DocumentStatus},
    views::{documents::own_approval, home::Target, sentence::tell},
};

rules! {
    /// The information security policy is approved by somebody of top management, and objectives are set.
    "5.1-direction" Design Minor direction;
    /// A document or a piece of evidence names this duty: how purchasing, hiring and projects ask for security.
    "5.1-built-in" Operation Observation |on| on.on_record("5.1-built-in");
    /// A document or a piece of evidence names this duty: what top management made available.
    "5.1-resources" Operation Observation |on| on.on_record("5.1-resources");
    /// A document or a piece of evidence names this duty: what top management said, to whom and when.
    "5.1-message" Operation Observation |on| on.on_record("5.1-message");
    /// A management review with results was held, and somebody of top management took part.
    "5.1-results" Operation Minor results;
    /// A document or a piece of evidence names this duty: how managers and those who carry security are supported.
    "5.1-backing" Operation Observation |on| on.on_record("5.1-backing");
    /// A policy that is called the information security policy, covers A.5.1 or names this duty is in force, approved
    /// by top management.
    "5.2-established" Design Major established;
    /// The policy names this duty: whoever approved it says that it suits the organisation. No rule reads a text.
    "5.2-fits" Design Minor |on| of_the_policy(on, "5.2-fits");
    /// The policy names this duty: it holds the objectives, or how they are set.
    "5.2-objectives" Design Minor |on| of_the_policy(on, "5.2-objectives");
    /// The policy names this duty: it promises to meet what applies, and to improve.
    "5.2-promises" Design Minor |on| of_the_policy(on, "5.2-promises");
    /// Everybody who works here has completed a training that makes aware, or evidence names this duty. That the policy
    /// says so itself told nobody.
    "5.2-communicated" Operation Minor |on| super::support::told(on, "5.2-communicated");
    /// A piece of evidence names this duty: that parties outside can get the policy, where that is suitable.
    "5.2-outside" Operation Observation |on| on.on_evidence("5.2-outside");
    /// Risks, controls and assets have owners who work here, somebody holds the roles ISMS manager and top management,
    /// and a document or a piece of evidence names this duty: what each role must do and may decide.
    "5.3-assigned" Design Major assigned;
    /// A piece of evidence names this duty: that people know who holds which role. A text that says so told nobody.
    "5.3-communicated" Operation Observation |on| on.on_evidence("5.3-communicated");
    /// Somebody works here as ISMS manager, and a document in force that names this duty gives them the task.
    "5.3-conformity" Design Major |on| appointed(on, "5.3-conformity");
    /// Somebody works here as ISMS manager, and a document in force that names this duty has them report to the top.
    "5.3-reporting" Design Minor |on| appointed(on, "5.3-reporting");
}

/// The policies that say of themselves that they are the one clause 5.2 asks for.
pub(super) fn the_policy<'a>(on: &House<'a>) -> Vec<&'a Held<Document>> {
    let first = annex_a::controls().next().map(|control| control.id);
    let is_it = |one: &&Held<Document>| {
        let title = crate::plain(&one.title);
        let called = title.contains("information security") && title.contains("policy");
        let covers = one.covers.iter().any(|link| link.id().is_some() && link.id() == first);
        one.status != DocumentStatus::Retired
            && one.kind.is_none_or(|kind| kind == DocumentKind::Policy)
            && (called || covers || names(&one.duties, "5.2-established"))
    };
    let mut found: Vec<_> = on.isms.documents().iter().filter(is_it).collect();
    // One that names the duty comes first; then one in force that calls itself so, before one that only covers A.5.1.
    found.sort_by_key(|one| {
        (
            !names(&one.duties, "5.2-established"),
            one.status != DocumentStatus::Approved,
            !crate::plain(&one.title).contains("information security policy"),
        )
    });
    found
}

fn approved_below(on: &House, policy: Option<&&Held<Document>>) -> Option<Gap> {
    let policy = policy.filter(|one| one.status == DocumentStatus::Approved && !on.is_top(&one.approved_by))?;
    Some(gap!(
        Minor,
        tell!("Nobody known as top management approved {policy}", policy = policy.id),
        "Have it approved",
        Target::Act(policy.id, "approved")
    ))
}

fn established(on: &House) -> Verdict {
    let policies = the_policy(on);
    let below = approved_below(on, policies.first());
    on.documented(policies.into_iter().take(1).collect(), Target::Template("information-security-policy")).and([below])
}

fn direction(on: &House) -> Verdict {
    let policies = the_policy(on);
    let Some(policy) = policies.first() else {
        let to = Target::Template("information-security-policy");
        return Verdict::lacking(gap!(
            Minor,
            tell!("There is no information security policy"),
            "Begin from the template",
            to
        ));
    };
    let objectives = on
        .isms
        .objectives()
        .is_empty()
        .then(|| gap!(Minor, tell!("No objective is on record"), "Set the first", Target::Register("objectives")));
    let draft = (policy.status != DocumentStatus::Approved).then(|| {
        let says = tell!("{policy} is not approved yet", policy = policy.id);
        let (words, to) = approve(on.isms, policy);
        gap!(Minor, says, words, to)
    });
    let gaps = [objectives, draft, approved_below(on, Some(policy))];
    Verdict::seen(tell!("The policy is {policy}", policy = policy.id), gaps)
}

/// What the text of the policy must hold: whoever approved it says so by naming the duty.
fn of_the_policy(on: &House, duty: &'static str) -> Verdict {
    let policies = the_policy(on);
    let Some(policy) = policies.first() else {
        let to = Target::Template("information-security-policy");
        return Verdict::lacking(gap!(
            Minor,
            tell!("There is no information security policy"),
            "Begin from the template",
            to
        ));
    };
    match policies.iter().find(|one| names(&one.duties, duty)) {
        Some(one) if on.in_force(one) => {
            let alone = approved_alone(own_approval(one).then_some(one.id).into_iter().collect());
            Verdict::seen(tell!("{policy} is in force and names it", policy = one.id), [alone])
        }
        Some(one) => {
            let says = tell!("{policy} names it, and is not in force with a place where it lies", policy = one.id);
            let (words, to) = approve(on.isms, one);
            Verdict::lacking(gap!(Minor, says, words, to))
        }
        None => Verdict::cannot_tell(gap!(
            Observation,
            tell!("No rule reads a text, and {policy} does not name this duty", policy = policy.id),
            "Read it, and name the duty",
            Target::Field(policy.id, "duties")
        )),
    }
}

fn results(on: &House) -> Verdict {
    let Some(last) = last_review(on) else {
        let to = Target::Register("reviews");
        return Verdict::lacking(gap!(
            Minor,
            tell!("No management review with inputs or results in words was held"),
            "Plan one",
            to
        ));
    };
    let there = last.participants.iter().chain(&last.chair).any(|link| on.is_top(&Some(link.clone())));
    Verdict::seen(
        tell!("Held last: {review}", review = last.id),
        [
            super::house::says_nothing(&last.results).then(|| {
                gap!(
                    Minor,
                    tell!("{review} decided nothing that is written down", review = last.id),
                    "Write what was decided",
                    Target::Field(last.id, "results")
                )
            }),
            (!there).then(|| {
                gap!(
                    Minor,
                    tell!("Nobody known as top management took part in {review}", review = last.id),
                    "Say who took part",
                    Target::Field(last.id, "participants")
                )
            }),
        ],
    )
}

fn assigned(on: &House) -> Verdict {
    let of = |register, rule| on.found(register, rule);
    let needed = |ids: Vec<Id>| -> Vec<Id> {
        let needed: std::collections::BTreeSet<Id> = on.needed().map(|row| row.control.id).collect();
        ids.into_iter().filter(|id| needed.contains(id)).collect()
    };
    let gaps = [
        on.holding(Role::IsmsManager).is_empty().then(|| {
            gap!(
                Major,
                tell!("No person who works here holds the role ISMS manager"),
                "Give the role",
                Target::Page("accounts")
            )
        }),
        on.holding(Role::TopManagement).is_empty().then(|| {
            gap!(
                Minor,
                tell!("No person who works here holds the role top management"),
                "Give the role",
                Target::Page("accounts")
            )
        }),
        those!(Minor, of("risks", "no-owner"), "Risks that nobody owns: {records}", "Name an owner", "owner"),
        those!(Minor, of("risks", "owner-departed"), "Risks whose owner has left: {records}", "Name an owner", "owner"),
        those!(
            Minor,
            needed(of("controls", "no-owner")),
            "Controls that nobody owns: {records}",
            "Name an owner",
            "owner"
        ),
        those!(
            Minor,
            needed(of("controls", "owner-departed")),
            "Controls whose owner has left: {records}",
            "Name an owner",
            "owner"
        ),
        those!(Minor, of("assets", "no-owner"), "Assets that nobody owns: {records}", "Name an owner", "owner"),
        those!(
            Minor,
            of("assets", "owner-departed"),
            "Assets whose owner has left: {records}",
            "Name an owner",
            "owner"
        ),
    ];
    if on.weighed().next().is_none() && on.needed().next().is_none() {
        let says =
            tell!("No risk is weighed and no control is needed, so there is nothing yet that somebody answers for");
        return Verdict::lacking(gap!(Major, says, "Weigh the first", Target::Register("risks"))).and(gaps);
    }
    let named = on.on_record("5.3-assigned");
    let unnamed = named.seen.is_none().then(|| {
        let says = tell!("No document in force says what each role must do and may decide");
        gap!(Minor, says, "Begin from the template", Target::Template("roles-and-responsibilities"))
    });
    Verdict::seen(tell!("Looked at: roles of accounts, owners of risks, controls and assets"), gaps).and([unnamed])
}

fn appointed(on: &House, duty: &'static str) -> Verdict {
    let Some(manager) = on.holding(Role::IsmsManager).first().copied() else {
        let says = tell!("No person who works here holds the role ISMS manager");
        return Verdict::lacking(gap!(Major, says, "Give the role", Target::Page("accounts")));
    };
    let document = on.isms.documents().iter().find(|one| names(&one.duties, duty) && on.in_force(one));
    match document {
        Some(one) => Verdict::seen(
            tell!("{person} has the task by {document}", person = manager, document = one.id),
            [(!on.is_top(&one.approved_by)).then(|| {
                gap!(
                    Minor,
                    tell!("Nobody known as top management approved {document}", document = one.id),
                    "Have it approved",
                    Target::Act(one.id, "approved")
                )
            })],
        ),
        None => Verdict::seen(
            tell!("{person} holds the role ISMS manager", person = manager),
            [Some(gap!(
                Minor,
                tell!("No document in force gives them this task"),
                "Write the appointment",
                Target::Template("roles-and-responsibilities")
            ))],
        ),
    }
}
