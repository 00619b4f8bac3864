//! Clause 9.2: internal audits, their programme, and who may hold them.

use super::{
    Gap, Outcome,
    house::{House, blank, holders, ids, says_nothing},
    rules,
    verdict::{Verdict, gap, those},
};
use crate::{
    Audit, Held, Id, Link,
    accounts::Role,
    registers::audits::{AuditKind, AuditStatus},
    standards,
    views::{home::Target, sentence::tell},
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

rules! {
    /// An internal audit was concluded within the months the organisation planned, and before a planned certification
    /// audit; none that was planned is past its day.
    "9.2.1-intervals" Operation Major intervals;
    /// An internal audit names policies, procedures or the organisation's own rules among its criteria.
    "9.2.1-own-rules" Operation Minor own_rules;
    /// The internal audits of three years name, together, each clause from 4 to 10 among criteria or scope.
    "9.2.1-standard" Operation Minor standard;
    /// Each internal audit that was concluded left evidence or findings behind.
    "9.2.1-in-practice" Operation Minor in_practice;
    /// A programme in force names this duty, or internal audits are planned ahead; each of them has dates, criteria,
    /// scope and auditors.
    "9.2.2-programme" Design Major programme;
    /// A document or a piece of evidence names this duty: what gets more time in the programme, and why.
    "9.2.2-weighted" Design Observation |on| on.on_record("9.2.2-weighted");
    /// Each internal audit has criteria and scope.
    "9.2.2-criteria-scope" Operation Minor criteria_scope;
    /// No auditor owns a control or a risk that the audit covers, or steers the system it judges.
    "9.2.2-impartial" Operation Minor impartial;
    /// Of each internal audit that was concluded it is said which managers were told, and when.
    "9.2.2-reported" Operation Minor reported;
    /// Each internal audit that was concluded has its conclusion and its report on file.
    "9.2.2-kept" Operation Minor kept;
}

fn internal<'h>(on: &'h House) -> impl Iterator<Item = &'h Held<Audit>> {
    on.isms.audits().iter().filter(|one| one.kind == Some(AuditKind::Internal) && one.status != AuditStatus::Cancelled)
}

/// Concluded by this day, with a conclusion in words: an audit of no words was none.
pub(super) fn concluded<'h>(on: &'h House) -> impl Iterator<Item = &'h Held<Audit>> {
    let said = |one: &&Held<Audit>| one.status == AuditStatus::Done && !says_nothing(&one.conclusion);
    internal(on).filter(said).filter(|one| last_day(one).is_none_or(|day| day <= on.today))
}

pub(super) fn last_day(audit: &Audit) -> Option<Date> {
    audit.end.or(audit.start)
}

/// What each concluded internal audit must have.
fn of_audits(on: &House, gaps: impl FnOnce(&[&Held<Audit>]) -> Vec<Option<Gap>>) -> Verdict {
    let all: Vec<_> = concluded(on).collect();
    if all.is_empty() {
        let says = tell!("No internal audit has been concluded");
        return Verdict::lacking(gap!(Major, says, "Plan one", Target::New("audits", &[("kind", "internal")])));
    }
    Verdict::over(all.len(), tell!("Concluded: {records}", records = ids(all.iter().copied(), |_| true)), gaps(&all))
}

/// The day of the certification audit that is planned next.
fn certification(on: &House) -> Option<Date> {
    let planned = on.isms.audits().iter().filter(|one| one.kind == Some(AuditKind::Certification));
    let ahead = planned.filter(|one| one.status == AuditStatus::Planned).filter_map(|one| one.start.or(one.end));
    ahead.filter(|day| *day >= on.today).min()
}

/// What is asked of something that recurs: how often, when last, and whether it comes in time for the certificate.
pub(super) fn recurring(on: &House, months: Option<u32>, field: &'static str, last: Option<Date>) -> [Option<Gap>; 2] {
    let organisation = on.isms.the_organisation();
    let unsaid = organisation.filter(|_| months.is_none()).map(|one| {
        gap!(Minor, tell!("After how many months it is due again is not said"), "Say it", Target::Field(one.id, field))
    });
    let judged_on = certification(on).unwrap_or(on.today);
    let oldest = months.map(|months| judged_on.saturating_sub(i64::from(months.min(1_200)).months()));
    let old = last.zip(oldest).filter(|(last, oldest)| last < oldest).map(|(last, _)| match certification(on) {
        Some(day) => gap!(
            Major,
            tell!(
                "The last one, on {last}, will be too old on {day}, when the certification audit is planned",
                last = last,
                day = day
            ),
            "Plan the next",
            Target::Field(organisation.map_or(crate::founding::account(), |one| one.id), field)
        ),
        None => gap!(
            Major,
            tell!("The last one was on {last}, longer ago than planned", last = last),
            "Plan the next",
            Target::Field(organisation.map_or(crate::founding::account(), |one| one.id), field)
        ),
    });
    [unsaid, old]
}

fn intervals(on: &House) -> Verdict {
    let months = on.isms.the_organisation().and_then(|one| one.internal_audit_months);
    let missed = ids(internal(on), |one| {
        matches!(one.status, AuditStatus::Planned | AuditStatus::InProgress)
            && last_day(one).is_some_and(|day| day < on.today)
    });
    let missed = those!(
        Minor,
        missed,
        "Planned, past its day, and not concluded: {records}",
        "Conclude it, or give it a new day with the reason",
        "end"
    );
    let silent = ids(internal(on), |one| one.status == AuditStatus::Done && says_nothing(&one.conclusion));
    let silent =
        those!(Minor, silent, "Called done, with no conclusion: {records}", "Write what it came to", "conclusion");
    let last = concluded(on).filter_map(|one| last_day(one)).max();
    let recurring = recurring(on, months, "internal_audit_months", last);
    of_audits(on, |_| recurring.into_iter().chain([missed.clone(), silent.clone()]).collect())
        .and(concluded(on).next().is_none().then_some([missed, silent]).into_iter().flatten())
}

fn of_words(audit: &Audit) -> String {
    crate::plain(&format!("{} {}", &*audit.criteria, &*audit.scope))
}

fn own_rules(on: &House) -> Verdict {
    let own = ["polic", "procedure", "own rule", "own requirement", "statement of applicability", "handbook", "a."];
    of_audits(on, |all| {
        let some = all.iter().any(|one| own.iter().any(|word| of_words(one).contains(word)));
        vec![(!some).then(|| {
            gap!(
                Minor,
                tell!("None names own rules among its criteria: policies, procedures, the Statement of Applicability"),
                "Name them",
                Target::Field(all.first().map_or(crate::founding::account(), |one| one.id), "criteria")
            )
        })]
    })
}

/// The chapters of clauses 4 to 10 that the words of an audit name: `clauses 4 to 10`, `9.2`, or the standard as a whole.
fn chapters(audit: &Audit) -> BTreeSet<u8> {
    let text = of_words(audit).replace(['–', '—'], "-").replace(" to ", "-").replace(" - ", "-");
    let mut named = BTreeSet::new();
    for part in text.split(|letter: char| !(letter.is_ascii_alphanumeric() || ".-/:".contains(letter))) {
        // `a.5.15` is a control, and `27001:2022` the standard.
        if part.starts_with("a.") || part.contains("270") {
            continue;
        }
        let number =
            |text: &str| text.split('.').next()?.parse::<u8>().ok().filter(|chapter| (4..=10).contains(chapter));
        match part.split_once('-') {
            Some((from, to)) => named.extend(number(from).zip(number(to)).into_iter().flat_map(|(from, to)| from..=to)),
            None => named.extend(number(part)),
        }
    }
    let whole = named.is_empty() && text.contains("27001");
    if whole { (4..=10).collect() } else { named }
}

fn standard(on: &House) -> Verdict {
    let cycle = on.back(36);
    of_audits(on, |all| {
        let recent = all.iter().filter(|one| last_day(one).is_none_or(|day| day >= cycle));
        let named: BTreeSet<u8> = recent.flat_map(|one| chapters(one)).collect();
        let missing: Vec<String> =
            (4..=10).filter(|chapter| !named.contains(chapter)).map(|chapter| chapter.to_string()).collect();
        vec![(!missing.is_empty()).then(|| {
            let says =
                tell!("No internal audit of the last three years names clause {clauses}", clauses = missing.join(", "));
            gap!(Minor, says, "Plan one", Target::New("audits", &[("kind", "internal")]))
        })]
    })
}

fn in_practice(on: &House) -> Verdict {
    let found: BTreeSet<Id> = on.isms.audit_findings().iter().filter_map(|one| one.audit.as_ref()?.id()).collect();
    of_audits(on, |all| {
        let bare = ids(all.iter().copied(), |one| !on.holds(&one.evidence) && !found.contains(&one.id));
        vec![those!(
            Minor,
            bare,
            "Nothing shows what the auditors saw: no evidence, no finding: {records}",
            "Add the report",
            "evidence"
        )]
    })
}

fn programme(on: &House) -> Verdict {
    let ahead: Vec<_> =
        internal(on).filter(|one| matches!(one.status, AuditStatus::Planned | AuditStatus::InProgress)).collect();
    let named = on.on_record("9.2.2-programme");
    if ahead.is_empty() && named.outcome != Outcome::Met {
        let says = tell!("No internal audit is planned, and no programme in force names this duty");
        return Verdict::lacking(gap!(Major, says, "Plan one", Target::New("audits", &[("kind", "internal")])));
    }
    let ids = |lacks: &dyn Fn(&Audit) -> bool| ids(ahead.iter().copied(), |one| lacks(one));
    Verdict::seen(
        tell!("Planned: {count} internal audits", count = ahead.len()),
        [
            those!(
                Minor,
                ids(&|one| one.start.is_none() && one.end.is_none()),
                "No day: {records}",
                "Give a day",
                "start"
            ),
            those!(
                Minor,
                ids(&|one| says_nothing(&one.criteria)),
                "No criteria: {records}",
                "Say what it compares with",
                "criteria"
            ),
            those!(Minor, ids(&|one| says_nothing(&one.scope)), "No scope: {records}", "Say what it covers", "scope"),
            those!(
                Minor,
                ids(&|one| blank(&one.auditors) && one.audited_by.is_empty()),
                "No auditor: {records}",
                "Name the auditors",
                "auditors"
            ),
            ahead.is_empty().then(|| {
                gap!(
                    Minor,
                    tell!("No internal audit is planned ahead"),
                    "Plan one",
                    Target::New("audits", &[("kind", "internal")])
                )
            }),
            (named.outcome != Outcome::Met).then(|| {
                gap!(
                    Observation,
                    tell!("No programme in force names this duty"),
                    "Begin from the template",
                    Target::Template("internal-audit-programme")
                )
            }),
        ],
    )
}

fn criteria_scope(on: &House) -> Verdict {
    of_audits(on, |all| {
        vec![
            those!(
                Minor,
                ids(all.iter().copied(), |one| says_nothing(&one.criteria)),
                "No criteria: {records}",
                "Say what it compared with",
                "criteria"
            ),
            those!(
                Minor,
                ids(all.iter().copied(), |one| says_nothing(&one.scope)),
                "No scope: {records}",
                "Say what it covered",
                "scope"
            ),
        ]
    })
}

/// The auditors who are people of ours: by link, or by their name in words.
fn auditors(on: &House, audit: &Audit) -> BTreeSet<Id> {
    let words = audit.auditors.as_deref().map(|text| text.replace(" and ", ",")).unwrap_or_default();
    let named = words.split([',', ';', '&', '\n']).flat_map(|name| on.isms.people().by_title(name).collect::<Vec<_>>());
    audit.audited_by.iter().filter_map(Link::id).chain(named).collect()
}

/// The controls an audit names; none where it speaks of the whole.
fn controls_named(audit: &Audit) -> BTreeSet<Id> {
    let marked = |text: &str| standards::marked(text);
    let spans = [&audit.criteria, &audit.scope].into_iter().flat_map(|text| marked(text));
    spans.filter_map(|span| if let standards::Span::Control(id) = span { Some(id) } else { None }).collect()
}

fn impartial(on: &House) -> Verdict {
    let steering = holders(on.isms, Role::IsmsManager);
    let mut gaps = Vec::new();
    for audit in internal(on) {
        let (auditors, named) = (auditors(on, audit), controls_named(audit));
        let is_ours = |owner: &Option<Link<crate::Person>>| {
            owner.as_ref().and_then(Link::id).is_some_and(|id| auditors.contains(&id))
        };
        let controls = on
            .needed()
            .filter(|row| (named.is_empty() || named.contains(&row.control.id)) && is_ours(&row.control.owner));
        let risks = on.weighed().filter(|row| named.is_empty() && is_ours(&row.risk.owner));
        let own: Vec<Id> = controls.map(|row| row.control.id).chain(risks.map(|row| row.risk.id)).collect();
        let nobody = blank(&audit.auditors) && audit.audited_by.is_empty();
        gaps.push((!own.is_empty()).then(|| {
            let says = tell!(
                "{audit} is audited by people who own what it covers: {records}",
                audit = audit.id,
                records = own
            );
            gap!(Minor, says, "Choose other auditors", Target::Field(audit.id, "audited_by"))
        }));
        let steers: Vec<Id> = auditors.intersection(&steering).copied().collect();
        gaps.push((!steers.is_empty()).then(|| {
            let says =
                tell!("{audit} is audited by who steers the system: {people}", audit = audit.id, people = steers);
            gap!(Minor, says, "Choose other auditors", Target::Field(audit.id, "audited_by"))
        }));
        gaps.push(nobody.then(|| {
            gap!(
                Minor,
                tell!("Who audits {audit} is not said", audit = audit.id),
                "Name the auditors",
                Target::Field(audit.id, "auditors")
            )
        }));
    }
    match internal(on).count() {
        0 => of_audits(on, |_| vec![]),
        count => Verdict::seen(tell!("Looked at: {count} internal audits", count = count), gaps),
    }
}

fn reported(on: &House) -> Verdict {
    of_audits(on, |all| {
        vec![those!(
            Minor,
            ids(all.iter().copied(), |one| one.reported_on.is_none() || one.reported_to.is_empty()),
            "Whom the result was told, and when, is not said: {records}",
            "Say whom, and when",
            "reported_to"
        )]
    })
}

fn kept(on: &House) -> Verdict {
    of_audits(on, |all| {
        vec![those!(
            Minor,
            ids(all.iter().copied(), |one| !on.holds(&one.evidence)),
            "No report on file: {records}",
            "Add the report",
            "evidence"
        )]
    })
}
