//! What the rules look at, each thing computed once.

use super::verdict::{Verdict, gap, those};
use crate::{
    Document, Evidence, Held, Id, Isms, Link, Person, Register,
    accounts::Role,
    registers::{
        ALL,
        documents::{DocumentKind, DocumentStatus},
    },
    views::{
        assurance::{Rung, assurance, shortfall},
        documents::own_approval,
        finding::Finding,
        findings,
        home::Target,
        overdue::{Item, overdue},
        owner::same,
        risks::{RiskView, Row as RiskRow, risks},
        sentence::tell,
        soa::{Row as ControlRow, Soa, Standing, soa},
    },
};
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// A management system on a day, and what the views say of it.
pub(super) struct House<'a> {
    pub isms: &'a Isms,
    pub today: Date,
    pub risks: RiskView<'a>,
    pub soa: Soa<'a>,
    pub overdue: Vec<Item>,
    /// People who hold the role *top management*.
    pub top: BTreeSet<Id>,
    findings: Vec<Finding>,
}

impl<'a> House<'a> {
    pub fn of(isms: &'a Isms, today: Date) -> House<'a> {
        let top = holders(isms, Role::TopManagement);
        let (risks, soa) = (risks(isms, today), soa(isms, today));
        // Risks and controls are judged once: their findings stand in their views.
        let others = ALL.iter().map(|register| register.name()).filter(|name| !matches!(*name, "risks" | "controls"));
        let findings = others.flat_map(|register| findings(isms, today, Some(register))).collect();
        House { isms, today, risks, soa, overdue: overdue(isms, today), top, findings }
    }

    /// The records that a rule of a register found.
    pub fn found(&self, register: &str, rule: &str) -> Vec<Id> {
        let by = |finding: &&Finding| finding.rule.register == register && finding.rule.name == rule;
        let all = self.findings.iter().chain(&self.risks.findings).chain(&self.soa.findings);
        all.filter(by).map(|finding| finding.on).collect()
    }

    /// The overdue records of a register.
    pub fn late(&self, register: &str) -> Vec<Id> {
        self.overdue.iter().filter(|item| item.register == register).map(|item| item.id).collect()
    }

    /// The risks that somebody has weighed and that are not gone.
    pub fn weighed(&self) -> impl Iterator<Item = &RiskRow<'a>> {
        use crate::registers::risks::Status;
        self.risks.rows.iter().filter(|row| !matches!(row.risk.status, Status::Draft | Status::Closed))
    }

    /// The controls that are needed.
    pub fn needed(&self) -> impl Iterator<Item = &ControlRow<'a>> {
        self.soa.rows.iter().filter(|row| matches!(row.standing, Standing::Applicable | Standing::Derived))
    }

    /// How far a control can be trusted.
    pub fn rung(&self, row: &ControlRow) -> Option<Rung> {
        assurance(self.isms, self.today, row).standing()
    }

    /// People who work here on this day.
    pub fn present(&self) -> impl Iterator<Item = &'a Held<Person>> {
        let today = self.today;
        let here =
            move |person: &&Held<Person>| !person.has_left(today) && person.start.is_none_or(|first| first <= today);
        self.isms.people().iter().filter(here)
    }

    /// Whether a day lies within so many months before this one.
    pub fn within(&self, day: Option<Date>, months: u32) -> bool {
        day.is_some_and(|day| day >= self.back(months) && day <= self.today)
    }

    /// The day so many months before this one.
    pub fn back(&self, months: u32) -> Date {
        self.today.saturating_sub(i64::from(months.min(1_200)).months())
    }

    /// Whether one of these people belongs to top management.
    pub fn is_top(&self, person: &Option<Link<Person>>) -> bool {
        person.as_ref().and_then(Link::id).is_some_and(|id| self.top.contains(&id))
    }

    /// What people put on record for a duty of which no list can tell: documents in force and evidence that name it.
    pub fn on_record(&self, duty: &'static str) -> Verdict {
        let names = |duties: &[String]| duties.iter().any(|named| named == duty);
        let (sound, short): (Vec<Id>, Vec<Id>) = {
            let documents = self.isms.documents().iter().filter(|one| names(&one.duties));
            let documents = documents.filter(|one| one.status != DocumentStatus::Retired);
            let evidence = self.isms.evidence().iter().filter(|one| names(&one.duties));
            let all = documents.map(|one| (one.id, in_force(one)));
            let all: Vec<(Id, bool)> = all.chain(evidence.map(|one| (one.id, self.shows(one)))).collect();
            let of = |wanted: bool| all.iter().filter(|(_, sound)| *sound == wanted).map(|(id, _)| *id).collect();
            (of(true), of(false))
        };
        if !sound.is_empty() {
            return Verdict::seen(tell!("Named for it: {records}", records = sound), []);
        }
        let not_enough = those!(
            Minor,
            short,
            "Named for it, and not approved, not held, out of date or looked at by nobody else: {records}",
            "Open it",
            Target::Record
        );
        not_enough.map_or_else(
            || {
                Verdict::cannot_tell(gap!(
                    Observation,
                    tell!("No list can show it, and no document or evidence names it"),
                    "Add what shows it",
                    Target::Proof(duty)
                ))
            },
            |gap| Verdict { outcome: super::Outcome::Partly, seen: None, gaps: vec![gap] },
        )
    }

    /// Whether a piece of evidence holds: it is here, says what it shows, covers the time, and somebody beside its owner
    /// looked at it.
    pub fn shows(&self, evidence: &Held<Evidence>) -> bool {
        let held = evidence.file.is_some() || evidence.link.as_deref().is_some_and(|link| !link.trim().is_empty());
        let by_another =
            evidence.looked_at.iter().any(|look| !evidence.owner.as_ref().is_some_and(|owner| same(owner, &look.by)));
        held && by_another && shortfall(evidence, self.today).is_none()
    }

    /// Whether one of these links leads to evidence that is here.
    pub fn holds(&self, links: &[Link<Evidence>]) -> bool {
        links.iter().filter_map(|link| self.isms.evidence().get(link.id()?)).any(|one| one.body.withdrawn.is_none())
    }

    /// A document of a kind that clauses name: there, in force, with words, looked at in time.
    pub fn required(&self, kind: DocumentKind, new: Target) -> Verdict {
        let is_kind = |one: &&Held<Document>| one.kind == Some(kind) && one.status != DocumentStatus::Retired;
        self.documented(self.isms.documents().iter().filter(is_kind).collect(), new)
    }

    /// Whether one of these documents is in force.
    pub fn documented(&self, all: Vec<&Held<Document>>, new: Target) -> Verdict {
        let approved: Vec<&&Held<Document>> = all.iter().filter(|one| one.status == DocumentStatus::Approved).collect();
        let ids = |wanted: fn(&Document) -> bool| -> Vec<Id> {
            approved.iter().filter(|one| wanted(one)).map(|one| one.id).collect()
        };
        let late = self.late("documents");
        match (all.first(), approved.first()) {
            (None, _) => {
                Verdict::lacking(gap!(Major, tell!("No such document is on record"), "Begin from the template", new))
            }
            (Some(draft), None) => Verdict::lacking(gap!(
                Major,
                tell!("Written, and not approved: {records}", records = draft.id),
                "Have it approved",
                Target::Act(draft.id, "approved")
            )),
            (_, Some(first)) => Verdict::seen(
                tell!("In force: {records}", records = first.id),
                [
                    those!(
                        Minor,
                        ids(|one| one.approved_by.is_none()),
                        "Called approved, and by nobody named: {records}",
                        "Have it approved",
                        |first| Target::Act(first, "approved")
                    ),
                    those!(
                        Minor,
                        ids(|one| blank(&one.location)),
                        "Nothing says where the text lies: {records}",
                        "Say where it lies",
                        "location"
                    ),
                    those!(
                        Minor,
                        ids(|_| true).into_iter().filter(|id| late.contains(id)).collect(),
                        "The next look is overdue: {records}",
                        "Look at it again",
                        |first| Target::Act(first, "approved")
                    ),
                    those!(
                        Observation,
                        ids(own_approval),
                        "Approved by its own owner: {records}",
                        "Have somebody else approve it",
                        |first| Target::Act(first, "approved")
                    ),
                ],
            ),
        }
    }
}

/// The people behind accounts with a role that may sign in.
pub(super) fn holders(isms: &Isms, role: Role) -> BTreeSet<Id> {
    let holds = isms.accounts().iter().filter(|account| !account.disabled && account.roles.contains(&role));
    holds.filter_map(|account| account.person.as_ref()?.id()).collect()
}

/// Whether a document is in force and has words: approved by somebody named, and one knows where it lies.
pub(super) fn in_force(document: &Document) -> bool {
    document.status == DocumentStatus::Approved && document.approved_by.is_some() && !blank(&document.location)
}

/// Whether nothing, or nothing that means anything, is written here.
pub(super) fn blank(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(says_nothing)
}

/// Whether a text is empty or as good as empty: `N/A`, `tbc`.
pub(super) fn says_nothing(text: &str) -> bool {
    crate::views::soa::empty(text)
}

/// The ids of records that are as asked.
pub(super) fn ids<'r, R: Register>(
    records: impl IntoIterator<Item = &'r Held<R>>, is: impl Fn(&Held<R>) -> bool,
) -> Vec<Id> {
    records.into_iter().filter(|record| is(record)).map(|record| record.id).collect()
}

/// Those of these records that lack something.
pub(super) fn lacking<R: Register>(all: &[&Held<R>], lacks: impl Fn(&R) -> bool) -> Vec<Id> {
    ids(all.iter().copied(), |held| lacks(&held.body.record))
}
