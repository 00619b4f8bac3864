//! How far one can trust that a control is there: a ladder of six rungs, derived from what is on record and never typed.
//! An automated signal is no person's judgement, and a person's word is no evidence.

mod stands;
pub(crate) mod target;

pub use stands::{Stands, WORDS, stands};

use super::{
    documents::approved_by_its_owner,
    finding::Way,
    owner::{departed, same},
    sentence::{Sentence, tell},
    soa::{Row, empty},
};
use crate::{
    AuditFinding, Document, Evidence, Held, Id, Isms, Link, Measure, Person, annex_a,
    readiness::{in_force, lies_somewhere, rhythm},
    registers::{
        audit_findings::{FindingStatus, Grade},
        controls::{ControlTest, Implementation},
        documents::DocumentStatus,
        evidence::Look,
    },
    standards::{Span, marked},
};
use jiff::{ToSpan, civil::Date};
use serde::Serialize;
use target::{Reached, reached};

/// An external audit looks at the year since the one before it: what is older shows nothing of today.
const LOOKED_AT_BY_AN_AUDIT: i64 = 365;

/// A rung, the lowest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rung {
    /// Somebody says that it is in place.
    Claimed,
    /// How it is done is written down, and somebody owns it.
    Described,
    /// An approved document says how, and one knows where it lies.
    Documented,
    /// Evidence is held that covers the time, is not stale, and was looked at within a year, as it is now, by another than
    /// its owner.
    Evidenced,
    /// Somebody other than the owner tested it on a sample within a year.
    Tested,
    /// The measures chosen for it are on target and read in their rhythm, its last test found no exception, and no
    /// nonconformity about it is open.
    Effective,
}

/// What is on record for one rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which rung.
    pub rung: Rung,
    /// Why it is reached, or what is missing.
    pub because: Sentence,
    /// What would reach it; none where it is reached.
    pub lift: Option<Lift>,
    /// What an auditor remarks although it is reached.
    pub remark: Option<Sentence>,
}

/// The way to the next rung.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lift {
    /// Its words: *Name an owner*.
    pub words: &'static str,
    /// The record on which it is done.
    pub on: Id,
    /// A field or an act of it, or a register in which a new record names it.
    pub to: Way,
}

/// The ladder of one control.
#[derive(Clone, Debug, PartialEq)]
pub struct Assurance {
    /// The six rungs, the lowest first.
    pub steps: [Step; 6],
}

impl Assurance {
    /// The highest rung below which none is missing.
    pub fn standing(&self) -> Option<Rung> {
        self.steps.iter().take_while(|step| step.lift.is_none()).last().map(|step| step.rung)
    }

    /// The lowest rung that is missing.
    pub fn next(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.lift.is_some())
    }
}

/// The ladder of a control that stands in this row of the Statement of Applicability, on this day.
pub fn assurance(isms: &Isms, today: Date, row: &Row) -> Assurance {
    let on = On { isms, today, row };
    Assurance { steps: [on.claimed(), on.described(), on.documented(), on.evidenced(), on.tested(), on.effective()] }
}

struct On<'a, 'r> {
    isms: &'a Isms,
    today: Date,
    row: &'r Row<'a>,
}

fn step(rung: Rung, because: Sentence) -> Step {
    Step { rung, because, lift: None, remark: None }
}

fn missing(rung: Rung, because: Sentence, words: &'static str, on: Id, to: Way) -> Step {
    Step { rung, because, lift: Some(Lift { words, on, to }), remark: None }
}

impl<'a> On<'a, '_> {
    fn id(&self) -> Id {
        self.row.control.id
    }

    fn claimed(&self) -> Step {
        let field = Way::Field("implementation");
        match self.row.control.implementation {
            Some(Implementation::Yes) => step(Rung::Claimed, tell!("It is called fully in place")),
            Some(Implementation::Partly) => {
                missing(Rung::Claimed, tell!("It is called partly in place"), "Say when all of it is", self.id(), field)
            }
            Some(Implementation::Planned) => {
                missing(Rung::Claimed, tell!("It is planned, and not in place"), "Say how far it is", self.id(), field)
            }
            Some(Implementation::No) => {
                missing(Rung::Claimed, tell!("It is called not in place"), "Say how far it is", self.id(), field)
            }
            None => missing(Rung::Claimed, tell!("Nobody said how far it is"), "Say how far it is", self.id(), field),
        }
    }

    fn described(&self) -> Step {
        let control = self.row.control;
        let field = |words, field| (words, self.id(), Way::Field(field));
        let (because, (words, on, to)) = match (&control.owner, departed(self.isms, &control.owner, self.today)) {
            _ if empty(&control.how) => {
                (tell!("How it is done is not written down"), field("Say how it is done", "how"))
            }
            (None, _) => (tell!("Nobody owns it"), field("Name an owner", "owner")),
            (_, Some(person)) => {
                (tell!("Its owner {person} has left", person = person.id), field("Name an owner", "owner"))
            }
            (Some(owner), None) => {
                let who = owner.id().map_or(tell!("How it is done is written down, and somebody owns it"), |person| {
                    tell!("How it is done is written down, and {person} owns it", person = person)
                });
                return step(Rung::Described, who);
            }
        };
        missing(Rung::Described, because, words, on, to)
    }

    fn documented(&self) -> Step {
        let kept = |one: &&Held<Document>| one.body.withdrawn.is_none() && one.status != DocumentStatus::Retired;
        let named = || self.row.described_in.iter().filter_map(|link| self.isms.documents().get(link.id()?));
        let documents = || named().filter(kept);
        let signed =
            |document: &&Held<Document>| document.status == DocumentStatus::Approved && document.approved_by.is_some();
        match (documents().find(|document| in_force(self.isms, document)), documents().next()) {
            (Some(document), _) => Step {
                remark: approved_by_its_owner(document),
                ..step(Rung::Documented, tell!("{document} says how, and is approved", document = document.id))
            },
            (None, Some(document)) => {
                let approve = ("Have it approved", Way::Act("approved"));
                let (because, (words, way)) = match () {
                    () if !lies_somewhere(self.isms, document) => (
                        tell!("{document} says how, and nothing says where its text lies", document = document.id),
                        ("Say where it lies", Way::Field("location")),
                    ),
                    () if signed(&document) => (
                        tell!("{document} says how, and has changed since it was approved", document = document.id),
                        approve,
                    ),
                    () => (tell!("{document} says how, and nobody approved it", document = document.id), approve),
                };
                missing(Rung::Documented, because, words, document.id, way)
            }
            (None, None) => {
                let because = named().next().map_or(tell!("No document says how"), |gone| {
                    tell!("{document} said how, and is not in use any more", document = gone.id)
                });
                missing(Rung::Documented, because, "Name the document", self.id(), Way::Field("described_in"))
            }
        }
    }

    fn evidenced(&self) -> Step {
        let known = |link: &Link<Evidence>| self.isms.evidence().get(link.id()?);
        let held: Vec<&Held<Evidence>> =
            self.row.evidence.iter().filter(|proof| proof.held).filter_map(|proof| known(&proof.link)).collect();
        let short: Vec<(&Held<Evidence>, Shortfall)> =
            held.iter().filter_map(|one| Some((*one, shortfall(one, self.today)?))).collect();
        if let Some(sound) = held.iter().find(|one| short.iter().all(|(other, _)| other.id != one.id)) {
            return step(Rung::Evidenced, tell!("{evidence} shows it, and somebody looked at it", evidence = sound.id));
        }
        let new = Way::Register("evidence");
        // What lacks the least is lifted first.
        match short.into_iter().min_by_key(|(_, shortfall)| *shortfall) {
            Some((one, shortfall)) => {
                let (because, words, way) = match shortfall {
                    Shortfall::NobodyLooked => (self.unseen(one), "Look at it", Way::Act("looked-at")),
                    Shortfall::NobodyOwns => (
                        tell!("{evidence} is owned by nobody, so nobody else can have looked", evidence = one.id),
                        "Name an owner",
                        Way::Field("owner"),
                    ),
                    Shortfall::SaysNothing => (
                        tell!("{evidence} does not say what it shows", evidence = one.id),
                        "Say what it shows",
                        Way::Field("shows"),
                    ),
                    Shortfall::NoPeriod => (
                        tell!("{evidence} does not say which time it covers", evidence = one.id),
                        "Say which time it covers",
                        Way::Field("covers_to"),
                    ),
                    Shortfall::Stale => {
                        let because = tell!("{evidence} shows nothing of the last year any more", evidence = one.id);
                        return missing(Rung::Evidenced, because, "Add newer evidence", self.id(), new);
                    }
                    Shortfall::Expired => {
                        let because = tell!("{evidence} does not count any more: its time ran out", evidence = one.id);
                        return missing(Rung::Evidenced, because, "Add newer evidence", self.id(), new);
                    }
                };
                missing(Rung::Evidenced, because, words, one.id, way)
            }
            None if self.row.evidence.is_empty() => {
                missing(Rung::Evidenced, tell!("Nothing is named that shows it"), "Add evidence", self.id(), new)
            }
            None => missing(Rung::Evidenced, tell!("Evidence is named, and not held"), "Add the file", self.id(), new),
        }
    }

    /// Why no look at a piece of evidence counts.
    fn unseen(&self, one: &Held<Evidence>) -> Sentence {
        match one.looked_at.last() {
            None => tell!("Nobody looked at {evidence}", evidence = one.id),
            Some(last) if is_owner(&one.owner, &last.by) => {
                tell!("Only its owner looked at {evidence}", evidence = one.id)
            }
            Some(last) if last.on < year_before(self.today) => {
                tell!("Nobody looked at {evidence} within a year", evidence = one.id)
            }
            Some(_) => tell!("Nobody looked at {evidence} since it was last renewed", evidence = one.id),
        }
    }

    /// The last test by another than the owner, and those after it.
    fn last_tests(&self) -> Option<(&'a ControlTest, &'a [ControlTest])> {
        let control = self.row.control;
        let last = control.tests.iter().rposition(|test| !is_owner(&control.owner, &test.by))?;
        control.tests.get(last..)?.split_first()
    }

    /// What the last test found, or a later one by the owner, that was not as it should be.
    fn found_wrong(&self) -> Option<Sentence> {
        let (test, later) = self.last_tests()?;
        later.iter().rev().chain([test]).find(|test| test.exceptions > 0).map(exceptions)
    }

    fn tested(&self) -> Step {
        let control = self.row.control;
        let act = |because, words| missing(Rung::Tested, because, words, self.id(), Way::Act("tested"));
        match (self.last_tests(), control.tests.last()) {
            (Some((test, _)), _) if test.on < year_before(self.today) => {
                act(tell!("Last tested on {day}, more than a year ago", day = test.on), "Record a test")
            }
            (Some((test, _)), _) => Step {
                remark: self.found_wrong(),
                ..step(
                    Rung::Tested,
                    tell!(
                        "Tested on {day}: {sample} of {population} were drawn",
                        day = test.on,
                        sample = test.sample,
                        population = test.population
                    ),
                )
            },
            (None, Some(_)) => act(tell!("Only its owner tested it"), "Have somebody else test it"),
            (None, None) if empty(&control.test) => missing(
                Rung::Tested,
                tell!("No test is defined"),
                "Say how it is tested",
                self.id(),
                Way::Field("test"),
            ),
            (None, None) => match control.last_tested {
                Some(day) => {
                    act(tell!("{day} is stated; by whom and on which sample is not", day = day), "Record a test")
                }
                None => act(tell!("A test is defined, and was never run"), "Record a test"),
            },
        }
    }

    fn effective(&self) -> Step {
        let of_it = self.isms.named_by(self.id()).filter_map(|by| self.isms.measures().get(by));
        let chosen: Vec<&Held<Measure>> = of_it.filter(|measure| measure.body.withdrawn.is_none()).collect();
        if chosen.is_empty() {
            return missing(
                Rung::Effective,
                tell!("No measure is chosen for it"),
                "Choose a measure",
                self.id(),
                Way::Register("measures"),
            );
        }
        if let Some(finding) = self.nonconformity() {
            let because = tell!("{finding} about it is open", finding = finding.id);
            return missing(Rung::Effective, because, "Close it", finding.id, Way::Act("closed"));
        }
        if let Some(because) = self.found_wrong() {
            return missing(Rung::Effective, because, "Test it again", self.id(), Way::Act("tested"));
        }
        if let Some(off) = chosen.iter().find_map(|measure| self.off_target(measure)) {
            return off;
        }
        let ids: Vec<Id> = chosen.iter().map(|measure| measure.id).collect();
        step(Rung::Effective, tell!("On target by {measures}, and no nonconformity about it is open", measures = ids))
    }

    /// What a measure lacks to show that the control works: a value on target, read within its rhythm.
    fn off_target(&self, measure: &Held<Measure>) -> Option<Step> {
        let days = rhythm(&measure.frequency).unwrap_or(LOOKED_AT_BY_AN_AUDIT);
        let oldest = self.today.saturating_sub(days.days());
        let act =
            |because| Some(missing(Rung::Effective, because, "Record a measurement", measure.id, Way::Act("measured")));
        match (reached(measure.target.as_deref(), measure.value.as_deref()), measure.measured_on) {
            (Reached::Yes, Some(day)) if day >= oldest => None,
            (Reached::Yes, Some(day)) => {
                act(tell!("{measure} was last read on {day}, too long ago", measure = measure.id, day = day))
            }
            (Reached::Yes, None) => act(tell!("When {measure} was read is not said", measure = measure.id)),
            (Reached::No, _) => act(tell!("{measure} is off its target", measure = measure.id)),
            (Reached::NotMeasured, _) => act(tell!("{measure} was never measured", measure = measure.id)),
            (Reached::CannotTell, _) => Some(missing(
                Rung::Effective,
                tell!("Whether {measure} is on target cannot be told from its words", measure = measure.id),
                "Write target and value as numbers",
                measure.id,
                Way::Field("target"),
            )),
        }
    }

    /// An open nonconformity that an audit found about this control.
    fn nonconformity(&self) -> Option<&'a Held<AuditFinding>> {
        let own = annex_a::number(self.id());
        let about = |finding: &&Held<AuditFinding>| {
            let named = finding.about.as_deref().unwrap_or_default();
            let own = || named.split([',', ';', ':', '/', ' ']).any(|part| part.trim_end_matches('.') == own);
            marked(named).contains(&Span::Control(self.id())) || own()
        };
        let grave = |finding: &&Held<AuditFinding>| {
            matches!(finding.grade, Some(Grade::MajorNonconformity | Grade::MinorNonconformity) | None)
        };
        let open = |finding: &&Held<AuditFinding>| finding.status != FindingStatus::Closed;
        self.isms.audit_findings().iter().filter(open).filter(grave).find(about)
    }
}

/// Somebody who tests or looks is no check upon the owner where it is the owner.
fn is_owner(owner: &Option<Link<Person>>, by: &Link<Person>) -> bool {
    owner.as_ref().is_some_and(|owner| same(owner, by))
}

fn exceptions(test: &ControlTest) -> Sentence {
    tell!(
        "On {day}, {exceptions} of the {sample} drawn were not as they should be",
        day = test.on,
        exceptions = test.exceptions,
        sample = test.sample
    )
}

fn year_before(today: Date) -> Date {
    today.saturating_sub(LOOKED_AT_BY_AN_AUDIT.days())
}

/// What a piece of evidence lacks on this day.
pub(crate) fn shortfall(evidence: &Held<Evidence>, today: Date) -> Option<Shortfall> {
    let blank = evidence.file.as_ref().is_some_and(|file| file.size == 0);
    // What was collected tells of no day after that.
    let until = evidence.covers_to.zip(evidence.collected).map(|(to, collected)| to.min(collected));
    let covers = until.or(evidence.covers_to).or(evidence.collected).or(evidence.covers_from);
    match () {
        () if covers.is_some_and(|to| to < year_before(today)) => Some(Shortfall::Stale),
        () if evidence.valid_until.is_some_and(|until| until < today) => Some(Shortfall::Expired),
        () if covers.is_none() => Some(Shortfall::NoPeriod),
        () if blank || empty(&evidence.shows) => Some(Shortfall::SaysNothing),
        () if evidence.owner.is_none() => Some(Shortfall::NobodyOwns),
        () if !evidence.looked_at.iter().any(|look| counts(look, evidence, today)) => Some(Shortfall::NobodyLooked),
        () => None,
    }
}

/// Whether a look is one of the last year by another than the owner, at what lies there now.
fn counts(look: &Look, evidence: &Evidence, today: Date) -> bool {
    // What covers a time to come was already there to be seen.
    let since = evidence.collected.or(evidence.covers_to.filter(|to| *to <= today));
    let file = evidence.file.as_ref().map(|file| &file.sha256);
    !is_owner(&evidence.owner, &look.by)
        && look.on >= year_before(today)
        && since.is_none_or(|since| look.on >= since)
        && look.file.as_ref() == file
        && look.link.as_ref().is_none_or(|seen| evidence.link.as_ref() == Some(seen))
}

/// Whether a control has evidence that holds on this day, whatever the rungs below it.
pub(crate) fn evidence_holds(isms: &Isms, today: Date, row: &Row) -> bool {
    On { isms, today, row }.evidenced().lift.is_none()
}

/// Whether somebody beside its owner tested a control within a year, whatever the rungs below it.
pub(crate) fn is_tested(isms: &Isms, today: Date, row: &Row) -> bool {
    On { isms, today, row }.tested().lift.is_none()
}

/// What a piece of evidence lacks, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shortfall {
    NobodyLooked,
    NobodyOwns,
    SaysNothing,
    NoPeriod,
    Expired,
    Stale,
}

#[cfg(test)]
mod tests;
