//! Clause 7: resources, competence, awareness, communication, documented information.

use super::{
    Gap,
    house::{House, approved_alone, blank, ids, lacking, lies_somewhere, says_nothing},
    leadership::the_policy,
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Competence, Document, Held, Id, Link, Person, Training,
    accounts::Role,
    registers::{
        competences::Ability,
        documents::{DocumentKind, DocumentStatus},
        people::Presence,
        trainings::{TrainingPurpose, TrainingStatus},
    },
    views::{
        documents::own_approval,
        home::Target,
        owner::{departed, same},
        sentence::tell,
    },
};
use std::collections::{BTreeMap, BTreeSet};

rules! {
    /// A document or a piece of evidence names this duty: which people, hours, money and tools the system takes.
    "7.1-determined" Design Minor |on| on.on_record("7.1-determined");
    /// No one person owns most of what is overdue. Whether the means are there, a person says by a document or
    /// evidence that names this duty.
    "7.1-provided" Operation Minor provided;
    /// For each holder of a security role it is said what they must be able to do: an entry among the competences.
    /// Awareness is another thing.
    "7.2-needed" Design Minor needed;
    /// Each competence is held, on a stated ground, and somebody other than the holder judged it.
    "7.2-held" Operation Minor held;
    /// Where ability falls short a training is named, and once it is completed somebody said whether it worked.
    "7.2-gaps-closed" Operation Minor gaps_closed;
    /// Each competence that is held has something on file that shows it. A quiz about awareness does not.
    "7.2-evidence-kept" Operation Minor evidence_kept;
    /// Everybody who works here has completed a training that makes aware, within the months the organisation
    /// planned.
    "7.3-policy" Operation Minor |on| aware(on, &[]);
    /// As for the policy; and evidence of what was taught names this duty.
    "7.3-contribution" Operation Minor |on| taught(on, "7.3-contribution");
    /// As for the policy; and evidence of what was taught names this duty.
    "7.3-consequences" Operation Minor |on| taught(on, "7.3-consequences");
    /// A document in force or a piece of evidence names this duty: what is to be told, inside and outside.
    "7.4-subjects" Design Minor |on| on.on_record("7.4-subjects");
    /// A document in force or a piece of evidence names this duty: for each matter who is told, how and when.
    "7.4-each-settled" Design Minor |on| on.on_record("7.4-each-settled");
    /// Scope, policy, both risk methods and objectives are in force as documents, and a Statement of Applicability is
    /// published.
    "7.5.1-required" Design Major required;
    /// At least one procedure or rule in detail is in force: what the organisation found necessary beyond what
    /// clauses ask for.
    "7.5.1-own-choice" Design Observation own_choice;
    /// Each document in force has kind, version and owner.
    "7.5.2-identified" Design Minor identified;
    /// A document or a piece of evidence names this duty: the form that suits those who use it.
    "7.5.2-form" Design Observation |on| on.on_record("7.5.2-form");
    /// Each document in force was approved by somebody named, and none is past its next look. That its owner approved
    /// it, an auditor may remark.
    "7.5.2-approved" Design Minor approved;
    /// Of each document in force it is known where its text lies.
    "7.5.3-available" Operation Minor available;
    /// A document or a piece of evidence names this duty: how documents are guarded.
    "7.5.3-protected" Operation Observation |on| on.on_record("7.5.3-protected");
    /// A document or a piece of evidence names this duty: who gets which document, and what they may do with it.
    "7.5.3-access" Design Observation |on| on.on_record("7.5.3-access");
    /// A document or a piece of evidence names this duty: how long each sort is kept, and how it ends.
    "7.5.3-kept" Design Observation |on| on.on_record("7.5.3-kept");
    /// Each document in force has a version and the day of its approval.
    "7.5.3-changes" Operation Minor changes;
    /// Laws and contracts are on record, each with its place and the day of the next look.
    "7.5.3-external" Operation Observation external;
}

/// So many overdue items are a pattern and no accident.
const PATTERN: usize = 10;

fn provided(on: &House) -> Verdict {
    let mut by_owner: BTreeMap<Id, usize> = BTreeMap::new();
    for id in on.overdue.iter().filter_map(|item| item.owner.as_ref()?.id()) {
        *by_owner.entry(id).or_default() += 1;
    }
    let burdened = by_owner.into_iter().max_by_key(|(_, count)| *count);
    let gap =
        burdened.filter(|(_, count)| on.overdue.len() >= PATTERN && count * 2 > on.overdue.len()).map(|(id, count)| {
            let says = tell!(
                "{person} owns {count} of {all} overdue items",
                person = id,
                count = count,
                all = on.overdue.len()
            );
            gap!(Observation, says, "Share the work", Target::Page("overdue"))
        });
    on.on_record("7.1-provided").and([gap])
}

/// Those whose work affects security by office: who steers, who answers to incidents or controls in place, who audits.
fn role_holders(on: &House) -> BTreeSet<Id> {
    let steering = on.holding(Role::IsmsManager);
    let auditing = on.isms.audits().iter().flat_map(|audit| &audit.audited_by).filter_map(Link::id);
    let owning = on.needed().filter_map(|row| row.control.owner.as_ref()?.id());
    let here = |id: &Id| on.isms.people().get(*id).is_some_and(|person| !person.has_left(on.today));
    steering.into_iter().chain(auditing).chain(owning).filter(here).collect()
}

/// What people who have not left must be able to do.
fn competences<'h>(on: &'h House) -> Vec<&'h Held<Competence>> {
    let left = |id| on.isms.people().get(id).is_some_and(|person| person.has_left(on.today));
    let here = |one: &&Held<Competence>| !one.person.as_ref().and_then(Link::id).is_some_and(left);
    on.isms.competences().iter().filter(here).collect()
}

/// Without competences, what is asked about each of them has no answer.
fn of_competences(on: &House, gaps: impl FnOnce(&[&Held<Competence>]) -> Vec<Option<Gap>>) -> Verdict {
    let all = competences(on);
    if all.is_empty() {
        let says = tell!("No competence is on record: what the holder of each role must be able to do");
        return Verdict::lacking(gap!(Major, says, "Write the first", Target::Register("competences")));
    }
    Verdict::over(all.len(), tell!("Competences looked at: {count}", count = all.len()), gaps(&all))
}

fn needed(on: &House) -> Verdict {
    let known: BTreeSet<Id> = on.isms.competences().iter().filter_map(|one| one.person.as_ref()?.id()).collect();
    let unknown = role_holders(on).into_iter().filter(|id| !known.contains(id)).collect();
    let unknown = those!(
        Minor,
        unknown,
        "They steer, audit or own controls, and what they must be able to do is not said: {records}",
        "Write it down",
        |_| Target::Register("competences")
    );
    let silent = |all: &[&Held<Competence>]| {
        let silent = ids(all.iter().copied(), |one| says_nothing(&one.needed));
        vec![those!(Minor, silent, "What the holder must be able to do is not said: {records}", "Say it", "needed")]
    };
    of_competences(on, silent).and([unknown])
}

fn held(on: &House) -> Verdict {
    of_competences(on, |all| {
        let ids = |is: &dyn Fn(&Competence) -> bool| ids(all.iter().copied(), |one| is(one));
        let by_self = |one: &Competence| {
            one.person.as_ref().zip(one.judged_by.as_ref()).is_some_and(|(holder, by)| same(holder, by))
        };
        vec![
            those!(
                Minor,
                ids(&|one| one.ability.is_none() || one.judged_by.is_none()),
                "Nobody judged it: {records}",
                "Judge it",
                |first| Target::Act(first, "judged")
            ),
            those!(Minor, ids(&by_self), "Judged by the holder: {records}", "Have somebody else judge it", |first| {
                Target::Act(first, "judged")
            }),
            those!(
                Minor,
                ids(&|one| one.ability.is_some() && says_nothing(&one.basis)),
                "On what ground is not said: {records}",
                "Say on what ground",
                "basis"
            ),
            those!(
                Minor,
                ids(&|one| one.ability == Some(Ability::No)),
                "The holder cannot do it: {records}",
                "Plan what closes the gap",
                "trainings"
            ),
            those!(
                Observation,
                ids(&|one| one.ability == Some(Ability::Partly)),
                "The holder can do it only in part: {records}",
                "Plan what closes the gap",
                "trainings"
            ),
            those!(
                Observation,
                ids(&|one| one.next_review.is_some_and(|day| day < on.today)),
                "The next look is overdue: {records}",
                "Judge it again",
                |first| Target::Act(first, "judged")
            ),
        ]
    })
}

/// The same where somebody judged at least one of them: of what nobody judged yet, one cannot tell.
fn of_judged(on: &House, gaps: impl FnOnce(&[&Held<Competence>]) -> Vec<Option<Gap>>) -> Verdict {
    let all = competences(on);
    if !all.is_empty() && all.iter().all(|one| one.ability.is_none()) {
        let says = tell!("Nobody has judged yet whether people can do what they must");
        return Verdict::cannot_tell(gap!(Minor, says, "Judge the first", Target::Register("competences")));
    }
    of_competences(on, gaps)
}

fn gaps_closed(on: &House) -> Verdict {
    of_judged(on, |all| {
        let short = |one: &Competence| matches!(one.ability, Some(Ability::No | Ability::Partly));
        let training = |link: &Link<Training>| on.in_use(link);
        // What makes aware teaches no work, and what was cancelled nothing.
        let teaches = |one: &Held<Training>| one.status != TrainingStatus::Cancelled && !makes_aware(one);
        let unanswered =
            ids(all.iter().copied(), |one| short(one) && !one.trainings.iter().filter_map(training).any(teaches));
        let completed =
            |link: &Link<Training>| training(link).is_some_and(|one| one.status == TrainingStatus::Completed);
        let unjudged = ids(all.iter().copied(), |one| one.trainings.iter().any(completed) && says_nothing(&one.effect));
        vec![
            those!(
                Minor,
                unanswered,
                "Falls short, and nothing is done about it: {records}",
                "Name a training",
                "trainings"
            ),
            those!(
                Minor,
                unjudged,
                "Something was learned for it, and nobody said whether that worked: {records}",
                "Judge it",
                |first| Target::Act(first, "judged")
            ),
        ]
    })
}

fn evidence_kept(on: &House) -> Verdict {
    of_judged(on, |all| {
        // What a training for awareness left behind shows awareness.
        let able =
            |link: &Link<Training>| on.in_use(link).is_some_and(|one| !makes_aware(one) && on.holds(&one.evidence));
        let bare = ids(all.iter().copied(), |one| {
            matches!(one.ability, Some(Ability::Yes | Ability::Partly))
                && !on.holds(&one.evidence)
                && !one.trainings.iter().any(able)
        });
        vec![those!(
            Minor,
            bare,
            "Said to be held, and nothing on file shows it: {records}",
            "Add what shows it",
            "evidence"
        )]
    })
}

/// Whether a training is for awareness: it says so, or, where it says nothing, its name does.
pub(super) fn makes_aware(training: &Training) -> bool {
    match training.purpose {
        Some(purpose) => purpose == TrainingPurpose::Awareness,
        None => {
            let text = format!("{} {}", training.course, training.category.as_deref().unwrap_or_default());
            crate::plain(&text).contains("aware")
        }
    }
}

/// A newcomer has so many days until they are told.
const NEWCOMER_DAYS: i64 = 60;

/// Who was made aware in time, who was not, and the trainings of those for whom only the day is missing.
struct Awareness {
    /// Those of them who work here.
    told: BTreeSet<Id>,
    untold: Vec<Id>,
    undated: Vec<Id>,
}

impl Awareness {
    fn of(on: &House, all: &[&Held<Training>], months: Option<u32>) -> Awareness {
        let holder = |one: &Held<Training>| one.person.as_ref()?.id();
        let done: Vec<_> = all.iter().copied().filter(|one| one.status == TrainingStatus::Completed).collect();
        let in_time =
            |one: &Training| months.is_none_or(|months| one.completed_on.is_some_and(|day| day >= on.back(months)));
        let here: BTreeSet<Id> = on.present().map(|one| one.id).collect();
        let told = done.iter().filter(|one| in_time(one)).filter_map(|one| holder(one));
        let told: BTreeSet<Id> = told.filter(|id| here.contains(id)).collect();
        let newest = on.today.saturating_sub(jiff::Span::new().days(NEWCOMER_DAYS));
        let is_new = |person: &Person| person.start.is_some_and(|day| day >= newest);
        // Who is on leave is told after coming back.
        let asked = on.present().filter(|one| one.status != Presence::OnLeave && !is_new(one));
        let open: BTreeSet<Id> = asked.map(|one| one.id).filter(|id| !told.contains(id)).collect();
        let undated = ids(done, |one| one.completed_on.is_none() && holder(one).is_some_and(|id| open.contains(&id)));
        let dayless: BTreeSet<Id> =
            undated.iter().filter_map(|id| on.isms.trainings().get(*id)).filter_map(holder).collect();
        Awareness { untold: open.difference(&dayless).copied().collect(), told, undated }
    }
}

/// Whether everybody here was made aware in time, with what else is missing.
fn aware(on: &House, more: &[Gap]) -> Verdict {
    let organisation = on.isms.the_organisation();
    let months = organisation.and_then(|one| one.awareness_months);
    let all: Vec<_> = on.isms.trainings().iter().filter(|one| makes_aware(one)).collect();
    if all.is_empty() {
        let says = tell!("No training that makes aware is on record");
        return Verdict::lacking(gap!(
            Major,
            says,
            "Add the first",
            Target::New("trainings", &[("purpose", "awareness")])
        ));
    }
    let Awareness { told, untold, undated } = Awareness::of(on, &all, months);
    let nobody_asked = untold.is_empty() && undated.is_empty();
    let late: BTreeSet<Id> = on.late("trainings").into_iter().collect();
    let left = |one: &Training| departed(on.isms, &one.person, on.today).is_some();
    let late = ids(all, |one| late.contains(&one.id) && !left(one));
    let unsaid = organisation.filter(|_| months.is_none()).map(|one| {
        let to = Target::Field(one.id, "awareness_months");
        gap!(Observation, tell!("After how many months everybody is told again is not said"), "Say it", to)
    });
    let gaps = [
        those!(Minor, untold, "Nobody made them aware in time: {records}", "Assign the training", |_| Target::New(
            "trainings",
            &[("purpose", "awareness")]
        )),
        those!(Minor, undated, "Completed, and when is not said: {records}", "Give the day", "completed_on"),
        those!(Minor, late, "Overdue: {records}", "See what is due", |_| Target::Page("overdue")),
        unsaid,
    ];
    let gaps = gaps.into_iter().chain(more.iter().cloned().map(Some));
    if told.is_empty() && nobody_asked {
        let says =
            tell!("Nobody is on record who works here, is not on leave and not new, so nobody was to be told yet");
        return Verdict::cannot_tell(gap!(Observation, says, "Name the people", Target::Register("people"))).and(gaps);
    }
    Verdict::seen(tell!("People made aware: {count}", count = told.len()), gaps)
}

/// Whether people were made aware, and of this.
fn taught(on: &House, duty: &'static str) -> Verdict {
    aware(on, &on.on_evidence(duty).gaps)
}

/// Whether everybody was told of something: by the training that makes aware, or by what names the duty.
pub(super) fn told(on: &House, duty: &'static str) -> Verdict {
    let record = on.on_evidence(duty);
    if record.outcome == super::Outcome::Met { record } else { aware(on, &[]) }
}

fn required(on: &House) -> Verdict {
    let kinds = [
        (DocumentKind::Scope, "scope"),
        (DocumentKind::Policy, "policy"),
        (DocumentKind::RiskAssessmentMethod, "risk assessment method"),
        (DocumentKind::TreatmentProcess, "treatment process"),
        (DocumentKind::Objectives, "objectives"),
    ];
    // A policy on clean desks is not the policy.
    let there = |kind| match kind {
        DocumentKind::Policy => the_policy(on).into_iter().any(|one| on.in_force(one)),
        _ => on.isms.documents().iter().any(|one| one.kind == Some(kind) && on.in_force(one)),
    };
    let mut missing: Vec<&str> = kinds.iter().filter(|(kind, _)| !there(*kind)).map(|(_, name)| *name).collect();
    missing.extend(on.soa.published.is_none().then_some("Statement of Applicability"));
    let says = tell!("Not in force, or nobody says where it lies: {documents}", documents = missing.join(", "));
    let gap = gap!(Major, says, "See the templates", Target::Page("standards/templates"));
    match missing.len() {
        0 => Verdict::seen(tell!("All six are in force"), []),
        6 => Verdict::lacking(gap),
        count => Verdict::seen(tell!("In force: {count} of 6", count = 6 - count), [Some(gap)]),
    }
}

fn own_choice(on: &House) -> Verdict {
    let own = |one: &Held<Document>| {
        matches!(one.kind, Some(DocumentKind::Procedure | DocumentKind::Standard)) && on.in_force(one)
    };
    let all = ids(on.isms.documents().iter(), own);
    if all.is_empty() {
        let says = tell!("No procedure and no rule in detail is in force: either none is needed, or it is not written");
        return Verdict::cannot_tell(gap!(Observation, says, "See the templates", Target::Page("standards/templates")));
    }
    Verdict::seen(tell!("In force: {records}", records = all), [])
}

/// What each document in force must have.
fn of_documents(on: &House, gaps: impl FnOnce(&[&Held<Document>]) -> Vec<Option<Gap>>) -> Verdict {
    let all: Vec<_> = on.isms.documents().iter().filter(|one| one.status == DocumentStatus::Approved).collect();
    if all.is_empty() {
        return Verdict::lacking(gap!(
            Major,
            tell!("No document is in force"),
            "See the templates",
            Target::Page("standards/templates")
        ));
    }
    Verdict::over(all.len(), tell!("Documents in force looked at: {count}", count = all.len()), gaps(&all))
}

fn identified(on: &House) -> Verdict {
    of_documents(on, |all| {
        vec![
            those!(
                Minor,
                lacking(all, |one| blank(&one.version)),
                "No version: {records}",
                "Give its version",
                "version"
            ),
            those!(
                Minor,
                lacking(all, |one| one.owner.is_none()),
                "Owned by nobody: {records}",
                "Name an owner",
                "owner"
            ),
            those!(
                Observation,
                lacking(all, |one| one.kind.is_none()),
                "Of no kind: {records}",
                "Say what sort it is",
                "kind"
            ),
        ]
    })
}

fn approved(on: &House) -> Verdict {
    let late: BTreeSet<Id> = on.late("documents").into_iter().collect();
    of_documents(on, |all| {
        let late = ids(all.iter().copied(), |one| late.contains(&one.id));
        vec![
            those!(
                Minor,
                lacking(all, |one| one.approved_by.is_none()),
                "Called approved, and by nobody named: {records}",
                "Have it approved",
                |first| Target::Act(first, "approved")
            ),
            those!(Minor, late, "The next look is overdue: {records}", "Look at it again", |first| Target::Act(
                first, "approved"
            )),
            approved_alone(lacking(all, own_approval)),
            those!(
                Observation,
                ids(on.isms.documents().iter(), |one| one.status == DocumentStatus::Draft),
                "Still a draft: {records}",
                "Have it approved",
                |first| Target::Act(first, "approved")
            ),
        ]
    })
}

fn available(on: &House) -> Verdict {
    of_documents(on, |all| {
        vec![those!(
            Minor,
            lacking(all, |one| !lies_somewhere(on.isms, one)),
            "Nothing says where the text lies, or nothing lies there: {records}",
            "Say where it lies",
            "location"
        )]
    })
}

fn changes(on: &House) -> Verdict {
    of_documents(on, |all| {
        vec![
            those!(
                Minor,
                lacking(all, |one| blank(&one.version)),
                "No version: {records}",
                "Give its version",
                "version"
            ),
            those!(
                Minor,
                lacking(all, |one| one.approved_on.is_none()),
                "No day of approval: {records}",
                "Have it approved",
                |first| Target::Act(first, "approved")
            ),
        ]
    })
}

fn external(on: &House) -> Verdict {
    let all = on.isms.obligations();
    if all.is_empty() {
        let says = tell!("No law and no contract is on record");
        return Verdict::lacking(gap!(Minor, says, "Name the first", Target::Register("obligations")));
    }
    Verdict::seen(
        tell!("Laws and contracts on record: {count}", count = all.len()),
        [
            those!(
                Observation,
                ids(all.iter(), |one| one.next_review.is_none()),
                "No day of the next look: {records}",
                "Give a day",
                "next_review"
            ),
            those!(
                Observation,
                ids(all.iter(), |one| one.next_review.is_some_and(|day| day < on.today)),
                "The day of the next look is past: {records}",
                "Look again, and give a new day",
                "next_review"
            ),
            those!(
                Observation,
                ids(all.iter(), |one| blank(&one.provision)),
                "The place in it is not said: {records}",
                "Name article or section",
                "provision"
            ),
        ],
    )
}
