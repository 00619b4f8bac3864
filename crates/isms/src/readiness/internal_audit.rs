//! Clause 9.2: internal audits, their programme, and who may hold them.

use super::{
    Gap, Outcome,
    house::{House, blank, ids, says_nothing},
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
    /// audit, or one is planned in time for it; none that was planned is past its day.
    "9.2.1-intervals" Operation Major intervals;
    /// An internal audit names policies, procedures or the organisation's own rules among its criteria.
    "9.2.1-own-rules" Operation Minor own_rules;
    /// The internal audits of three years name, together, each clause from 4 to 10 among criteria or scope: after the word
    /// clause, or as 9.2.
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
    /// No auditor of the last three years owns a control or a risk that the audit covers, and nobody who steers the system
    /// is to audit it. An audit of clauses alone covers no control.
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

/// Something that recurs: where it is said how often, when it was last, when it is planned next, and where that is done.
pub(super) struct Recurring {
    pub months: Option<u32>,
    pub field: &'static str,
    pub last: Option<Date>,
    pub next: Option<Date>,
    pub plan: Target,
}

impl Recurring {
    /// What is asked of it: how often, when last, and whether it comes in time for the certificate.
    pub fn gaps(&self, on: &House) -> [Option<Gap>; 2] {
        let unsaid = on.isms.the_organisation().filter(|_| self.months.is_none());
        [unsaid.map(|one| self.unsaid(on, Target::Field(one.id, self.field))), self.old(on)]
    }

    fn unsaid(&self, on: &House, to: Target) -> Gap {
        let Some(last) = self.last else {
            return gap!(Minor, tell!("After how many months it is due again is not said"), "Say it", to);
        };
        let says = tell!("After how many months it is due again is not said; the last one was on {last}", last = last);
        match certification(on) {
            Some(_) => gap!(Major, says, "Say it", to),
            None => gap!(Minor, says, "Say it", to),
        }
    }

    fn old(&self, on: &House) -> Option<Gap> {
        let (last, months) = (self.last?, i64::from(self.months?.min(1_200)));
        let too_old = |day: Date| last < day.saturating_sub(months.months());
        if too_old(on.today) {
            let says = tell!("The last one was on {last}, longer ago than planned", last = last);
            return Some(gap!(Major, says, "Plan the next", self.plan));
        }
        let day = certification(on).filter(|day| too_old(*day))?;
        let Some(next) = self.next.filter(|next| *next <= day) else {
            let says = tell!(
                "The last one, on {last}, will be too old on {day}, when the certification audit is planned",
                last = last,
                day = day
            );
            return Some(gap!(Major, says, "Plan the next", self.plan));
        };
        let says = tell!(
            "The last one, on {last}, will be too old for the certification audit on {day}; the next is planned for {next}",
            last = last,
            day = day,
            next = next
        );
        Some(gap!(Observation, says, "Keep to the day", self.plan))
    }
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
    let undated = ids(concluded(on), |one| last_day(one).is_none());
    let undated = those!(Minor, undated, "Called done, and on which day is not said: {records}", "Give the day", "end");
    let recurring = Recurring {
        months,
        field: "internal_audit_months",
        last: concluded(on).filter_map(|one| last_day(one)).max(),
        next: internal(on)
            .filter(|one| matches!(one.status, AuditStatus::Planned | AuditStatus::InProgress))
            .filter_map(|one| last_day(one))
            .filter(|day| *day >= on.today)
            .min(),
        plan: Target::New("audits", &[("kind", "internal")]),
    };
    let others = recurring.gaps(on).into_iter().chain([missed, silent]);
    match undated {
        Some(undated) if recurring.last.is_none() => Verdict::lacking(undated).and(others),
        undated => of_audits(on, |_| vec![]).and(others.chain([undated])),
    }
}

fn of_words(audit: &Audit) -> String {
    crate::plain(&format!("{} {}", &*audit.criteria, &*audit.scope))
}

fn own_rules(on: &House) -> Verdict {
    let own = ["polic", "procedure", "own rule", "own requirement", "statement of applicability", "handbook"];
    of_audits(on, |all| {
        let names =
            |one: &Audit| own.iter().any(|word| of_words(one).contains(word)) || !controls_named(one).is_empty();
        let some = all.iter().any(|one| names(one));
        vec![all.first().filter(|_| !some).map(|first| {
            gap!(
                Minor,
                tell!("None names own rules among its criteria: policies, procedures, the Statement of Applicability"),
                "Name them",
                Target::Field(first.id, "criteria")
            )
        })]
    })
}

/// The chapters of clauses 4 to 10 that the words of an audit name, or all of them where it names the standard as a whole,
/// and no control of Annex A.
fn chapters(audit: &Audit) -> BTreeSet<u8> {
    let named: BTreeSet<u8> = [&audit.criteria, &audit.scope].into_iter().flat_map(|text| chapters_in(text)).collect();
    let whole = named.is_empty() && controls_named(audit).is_empty() && of_words(audit).contains("27001");
    if whole { (4..=10).collect() } else { named }
}

/// The chapters in a text: `clauses 4 to 10`, `9.2`. A number alone is one only after that word: five teams are none. After
/// the word controls, numbers are those of controls.
fn chapters_in(text: &str) -> BTreeSet<u8> {
    let text = crate::plain(text).replace(['–', '—'], "-").replace(" to ", "-").replace(" - ", "-");
    let (mut named, mut of_clauses, mut of_controls) = (BTreeSet::new(), false, false);
    for part in text.split(|letter: char| !(letter.is_ascii_alphanumeric() || ".-/:".contains(letter))) {
        let (clauses, controls) = (["clause", "chapter"], ["controls", "annex"]);
        if clauses.iter().any(|word| part.starts_with(word)) {
            (of_clauses, of_controls) = (true, false);
        } else if controls.iter().any(|word| part.starts_with(word)) {
            (of_clauses, of_controls) = (false, true);
        }
        let part = part.trim_matches('.');
        // `a.5.15` is a control, and `27001:2022` the standard.
        if of_controls || part.starts_with("a.") || part.contains("270") || !(of_clauses || part.contains('.')) {
            continue;
        }
        match part.split_once('-') {
            Some((from, to)) => {
                named.extend(chapter(from).zip(chapter(to)).into_iter().flat_map(|(from, to)| from..=to))
            }
            None => named.extend(chapter(part)),
        }
    }
    named
}

/// The chapter of `9.2.1`. Behind it no number has two digits: `8.34` is a control, and `4.5.2026` a day.
fn chapter(text: &str) -> Option<u8> {
    let mut numbers = text.split('.');
    let chapter = numbers.next()?.parse().ok().filter(|chapter| (4..=10).contains(chapter))?;
    numbers.all(|number| number.chars().filter(char::is_ascii_digit).count() <= 1).then_some(chapter)
}

fn standard(on: &House) -> Verdict {
    let cycle = on.back(36);
    of_audits(on, |all| {
        let recent = all.iter().filter(|one| last_day(one).is_some_and(|day| day >= cycle));
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
    let ahead: Vec<_> = internal(on)
        .filter(|one| matches!(one.status, AuditStatus::Planned | AuditStatus::InProgress))
        .filter(|one| last_day(one).is_none_or(|day| day >= on.today))
        .collect();
    let named = on.on_record("9.2.2-programme");
    if ahead.is_empty() && named.outcome != Outcome::Met {
        let says = tell!("No internal audit is planned ahead, and no programme in force names this duty");
        return Verdict::lacking(gap!(Major, says, "Plan one", Target::New("audits", &[("kind", "internal")])));
    }
    let ids = |lacks: &dyn Fn(&Audit) -> bool| ids(ahead.iter().copied(), |one| lacks(one));
    Verdict::seen(
        tell!("Internal audits planned: {count}", count = ahead.len()),
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
    let steering = on.holding(Role::IsmsManager);
    let cycle = on.back(36);
    let recent = || internal(on).filter(|one| last_day(one).is_none_or(|day| day >= cycle));
    let mut gaps = Vec::new();
    for audit in recent() {
        let (auditors, named) = (auditors(on, audit), controls_named(audit));
        let words = of_words(audit);
        let of_controls = ["annex", "controls", "statement of applicability"].iter().any(|one| words.contains(one));
        let whole = named.is_empty() && (!words.contains("clause") || of_controls);
        // Who audited stays on record as it was: only what lies ahead can be given to others.
        let (remedy, to) = match audit.status {
            AuditStatus::Done => ("Plan one by others", Target::New("audits", &[("kind", "internal")])),
            _ => ("Choose other auditors", Target::Field(audit.id, "audited_by")),
        };
        let is_ours = |owner: &Option<Link<crate::Person>>| {
            owner.as_ref().and_then(Link::id).is_some_and(|id| auditors.contains(&id))
        };
        let controls =
            on.needed().filter(|row| (whole || named.contains(&row.control.id)) && is_ours(&row.control.owner));
        let risks = on.weighed().filter(|row| named.is_empty() && is_ours(&row.risk.owner));
        let own: Vec<Id> = controls.map(|row| row.control.id).chain(risks.map(|row| row.risk.id)).collect();
        let nobody = blank(&audit.auditors) && audit.audited_by.is_empty();
        gaps.push((!own.is_empty()).then(|| {
            let says = tell!(
                "{audit} is audited by people who own what it covers: {records}",
                audit = audit.id,
                records = own
            );
            gap!(Minor, says, remedy, to)
        }));
        // Who steered the system when an audit was held is not on record.
        let ahead = audit.status != AuditStatus::Done;
        let steers: Vec<Id> = auditors.intersection(&steering).filter(|_| ahead).copied().collect();
        gaps.push((!steers.is_empty()).then(|| {
            let says =
                tell!("{audit} is to be audited by who steers the system: {people}", audit = audit.id, people = steers);
            gap!(Minor, says, remedy, to)
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
    match recent().count() {
        0 => Verdict::lacking(gap!(
            Major,
            tell!("No internal audit of the last three years is on record"),
            "Plan one",
            Target::New("audits", &[("kind", "internal")])
        )),
        count => Verdict::seen(tell!("Internal audits looked at: {count}", count = count), gaps),
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
