//! What the rules look at, each thing computed once.

use super::verdict::{Gap, Verdict, gap, those};
use crate::{
    Account, Document, Evidence, Held, Id, Isms, Link, Person, Register,
    accounts::Role,
    registers::{
        ALL,
        documents::{DocumentKind, DocumentStatus},
        risks::Status,
    },
    views::{
        assurance::shortfall,
        documents::own_approval,
        finding::Finding,
        findings,
        home::Target,
        overdue::{Item, overdue},
        risks::{RiskView, Row as RiskRow, risks},
        sentence::{Sentence, tell},
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
    /// People who hold the role *top management*, or held it: what they did stands when their account is closed.
    top: BTreeSet<Id>,
    findings: Vec<Finding>,
}

impl<'a> House<'a> {
    pub fn of(isms: &'a Isms, today: Date) -> House<'a> {
        let top = isms.accounts().iter().filter_map(|account| holder(account, Role::TopManagement)).collect();
        let (risks, soa) = (risks(isms, today), soa(isms, today));
        // Risks and controls are judged once: their findings stand in their views.
        let others = ALL.iter().map(|register| register.name()).filter(|name| !matches!(*name, "risks" | "controls"));
        let findings = others.flat_map(|register| findings(isms, today, Some(register))).collect();
        House { isms, today, risks, soa, overdue: overdue(isms, today), top, findings }
    }

    /// The records that a rule of a register found; of risks, those that were weighed.
    pub fn found(&self, register: &str, rule: &str) -> Vec<Id> {
        let by = |finding: &&Finding| finding.rule.register == register && finding.rule.name == rule;
        let drafts = self.risks.rows.iter().filter(|row| row.risk.status == Status::Draft);
        let drafts: BTreeSet<Id> = drafts.map(|row| row.risk.id).collect();
        let all = self.findings.iter().chain(&self.risks.findings).chain(&self.soa.findings);
        all.filter(by).map(|finding| finding.on).filter(|id| !drafts.contains(id)).collect()
    }

    /// The overdue records of a register.
    pub fn late(&self, register: &str) -> Vec<Id> {
        self.overdue.iter().filter(|item| item.register == register).map(|item| item.id).collect()
    }

    /// The risks that somebody has weighed and that are not gone.
    pub fn weighed(&self) -> impl Iterator<Item = &RiskRow<'a>> {
        self.risks.rows.iter().filter(|row| !matches!(row.risk.status, Status::Draft | Status::Closed))
    }

    /// The controls that are needed.
    pub fn needed(&self) -> impl Iterator<Item = &ControlRow<'a>> {
        self.soa.rows.iter().filter(|row| matches!(row.standing, Standing::Applicable | Standing::Derived))
    }

    /// The risks whose treatment is past its day.
    pub fn treated_late(&self) -> Vec<Id> {
        let late = |row: &&RiskRow| row.risk.to_be_treated().is_some_and(|day| day < self.today);
        self.weighed().filter(late).map(|row| row.risk.id).collect()
    }

    /// The people who have not left behind accounts with a role that may sign in.
    pub fn holding(&self, role: Role) -> BTreeSet<Id> {
        let may_sign_in = self.isms.accounts().iter().filter(|account| !account.disabled);
        let left = |id: &Id| self.isms.people().get(*id).is_some_and(|person| person.has_left(self.today));
        may_sign_in.filter_map(|account| holder(account, role)).filter(|id| !left(id)).collect()
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

    /// Whether this person belongs to top management, or did.
    pub fn is_top(&self, person: &Option<Link<Person>>) -> bool {
        person.as_ref().and_then(Link::id).is_some_and(|id| self.top.contains(&id))
    }

    /// What people put on record for a duty of which no list can tell: documents in force and evidence that name it.
    pub fn on_record(&self, duty: &'static str) -> Verdict {
        let documents = self.isms.documents().iter().filter(|one| names(&one.duties, duty));
        let documents = documents.filter(|one| one.status != DocumentStatus::Retired).collect();
        self.spoken_for(duty, documents, tell!("No list can show it, and no document or evidence names it"))
    }

    /// What shows that people were told or can get something: evidence alone, for a text that says so told nobody.
    pub fn on_evidence(&self, duty: &'static str) -> Verdict {
        self.spoken_for(duty, vec![], tell!("No list can show it, and no evidence names it"))
    }

    fn spoken_for(&self, duty: &'static str, documents: Vec<&Held<Document>>, unnamed: Sentence) -> Verdict {
        let evidence = self.isms.evidence().iter().filter(|one| names(&one.duties, duty));
        let own: BTreeSet<Id> = ids(documents.iter().copied(), |one| own_approval(one)).into_iter().collect();
        let all = documents.into_iter().map(|one| (one.id, self.in_force(one)));
        let all = all.chain(evidence.map(|one| (one.id, self.shows(one))));
        let (sound, short): (Vec<_>, Vec<_>) = all.partition(|(_, sound)| *sound);
        let [sound, short] = [sound, short].map(|all| all.into_iter().map(|(id, _)| id).collect::<Vec<Id>>());
        if !sound.is_empty() {
            let alone = sound.iter().all(|id| own.contains(id)).then(|| approved_alone(sound.clone()));
            return Verdict::seen(tell!("Named for it: {records}", records = sound), [alone.flatten()]);
        }
        let not_enough = those!(
            Minor,
            short,
            "Named for it, and not approved, not held, out of date or looked at by nobody else: {records}",
            "Open it",
            Target::Record
        );
        not_enough.map_or_else(
            || Verdict::cannot_tell(gap!(Observation, unnamed, "Add what shows it", Target::Proof(duty))),
            |gap| Verdict { outcome: super::Outcome::Partly, seen: None, gaps: vec![gap] },
        )
    }

    /// Whether a piece of evidence holds: it is here, says what it shows, covers the time, and somebody beside its owner
    /// looked at it. Where nobody is named as owner, nobody can tell who else looked.
    pub fn shows(&self, evidence: &Held<Evidence>) -> bool {
        is_here(evidence) && shortfall(evidence, self.today).is_none()
    }

    /// Whether one of these links leads to evidence that is here.
    pub fn holds(&self, links: &[Link<Evidence>]) -> bool {
        links.iter().filter_map(Link::id).any(|id| self.is_kept(id))
    }

    /// Whether there is evidence by this id, with something to look at.
    fn is_kept(&self, id: Id) -> bool {
        self.isms.evidence().get(id).is_some_and(|one| one.body.withdrawn.is_none() && is_here(one))
    }

    /// Whether a document is in force, as [`in_force`] says.
    pub fn in_force(&self, document: &Document) -> bool {
        in_force(self.isms, document)
    }

    /// A linked record that is in use.
    pub fn in_use<R: Register>(&self, link: &Link<R>) -> Option<&'a Held<R>> {
        R::collection(self.isms).get(link.id()?).filter(|held| held.body.withdrawn.is_none())
    }

    /// A document of a kind that clauses name: there, in force, with words, looked at in time.
    pub fn required(&self, kind: DocumentKind, new: Target) -> Verdict {
        let is_kind = |one: &&Held<Document>| one.kind == Some(kind) && one.status != DocumentStatus::Retired;
        self.documented(self.isms.documents().iter().filter(is_kind).collect(), new)
    }

    /// Whether one of these documents is in force.
    pub fn documented(&self, all: Vec<&Held<Document>>, new: Target) -> Verdict {
        let approved: Vec<&&Held<Document>> = all.iter().filter(|one| one.status == DocumentStatus::Approved).collect();
        let ids = |wanted: &dyn Fn(&Document) -> bool| -> Vec<Id> {
            approved.iter().filter(|one| wanted(one)).map(|one| one.id).collect()
        };
        let late: BTreeSet<Id> = self.late("documents").into_iter().collect();
        match (all.first(), approved.first()) {
            (None, _) => {
                Verdict::lacking(gap!(Major, tell!("No such document is on record"), "Begin from the template", new))
            }
            (Some(draft), None) => {
                let (words, to) = approve(self.isms, draft);
                let says = tell!("Written, and not approved: {records}", records = draft.id);
                Verdict::lacking(gap!(Major, says, words, to))
            }
            (_, Some(first)) => Verdict::seen(
                tell!("In force: {records}", records = first.id),
                [
                    those!(
                        Minor,
                        ids(&|one| one.approved_by.is_none()),
                        "Called approved, and by nobody named: {records}",
                        "Have it approved",
                        |first| Target::Act(first, "approved")
                    ),
                    those!(
                        Minor,
                        ids(&|one| one.has_changed_since_approval(self.isms)),
                        "Changed since it was approved: {records}",
                        "Have it approved again",
                        |first| Target::Act(first, "approved")
                    ),
                    those!(
                        Minor,
                        ids(&|one| !lies_somewhere(self.isms, one)),
                        "Nothing says where the text lies, or nothing lies there: {records}",
                        "Say where it lies",
                        "location"
                    ),
                    those!(
                        Minor,
                        ids(&|_| true).into_iter().filter(|id| late.contains(id)).collect(),
                        "The next look is overdue: {records}",
                        "Look at it again",
                        |first| Target::Act(first, "approved")
                    ),
                    approved_alone(ids(&own_approval)),
                ],
            ),
        }
    }
}

/// Whether it is said where the text of a document lies. Where that is a piece of evidence, it lies there.
pub(crate) fn lies_somewhere(isms: &Isms, document: &Document) -> bool {
    let is_said = !blank(&document.location) && !document.lies_nowhere(isms);
    is_said && document.kept_as(isms).is_none_or(|kept| is_here(kept))
}

/// What comes next for a document that is to be approved: first its text lies somewhere, since no other is approved.
pub(crate) fn approve(isms: &Isms, document: &Held<Document>) -> (&'static str, Target) {
    match lies_somewhere(isms, document) {
        true => ("Have it approved", Target::Act(document.id, "approved")),
        false => ("Say where it lies, then have it approved", Target::Field(document.id, "location")),
    }
}

/// Whether a document is in force and has words: approved by somebody named, as it stands, and one knows where it lies.
pub(crate) fn in_force(isms: &Isms, document: &Document) -> bool {
    document.status == DocumentStatus::Approved
        && document.approved_by.is_some()
        && lies_somewhere(isms, document)
        && !document.has_changed_since_approval(isms)
}

fn holder(account: &Account, role: Role) -> Option<Id> {
    account.person.as_ref().filter(|_| account.roles.contains(&role))?.id()
}

/// Whether a duty is among those that a record names.
pub(super) fn names(duties: &[String], duty: &str) -> bool {
    duties.iter().any(|named| named == duty)
}

/// Documents whose owners approved them, which an auditor may remark.
pub(super) fn approved_alone(documents: Vec<Id>) -> Option<Gap> {
    those!(Observation, documents, "Approved by its own owner: {records}", "Have somebody else approve it", |first| {
        Target::Act(first, "approved")
    })
}

/// Whether there is something to look at: a file that is not empty or a link, and words for what it shows.
fn is_here(evidence: &Evidence) -> bool {
    let is_empty = evidence.file.as_ref().is_some_and(|file| file.size == 0);
    evidence.is_held() && !is_empty && !says_nothing(&evidence.shows)
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
