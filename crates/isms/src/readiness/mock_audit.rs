//! A mock audit: records drawn by a seed that can be repeated, and what an auditor would find on them.
//!
//! It is a rehearsal. Nothing of it enters the register of audit findings, and it fulfils nothing of clause 9.2; what a
//! person adopts becomes a finding by an act of theirs.

use super::{Judged, Remedy, Severity, confirmed, house::ids, readiness};
use crate::{
    Id, Isms, annex_a, name_shown, register_of,
    registers::{
        audit_findings::FindingStatus, changes::ChangeStatus, controls::Implementation, documents::DocumentStatus,
        entitlements::EntitlementStatus, risks::Status, trainings::TrainingStatus,
    },
    views::{
        finding::{self, Finding, Way},
        findings,
        sentence::{Part, Sentence},
        soa::{Standing, soa},
        target::Target,
    },
};
use jiff::civil::Date;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The longest seed: a word that people can read to one another.
pub const LONGEST_SEED: usize = 40;

/// A mock audit on a day.
pub struct MockAudit {
    /// The word by which the same records are drawn again.
    pub seed: String,
    /// What was drawn from each population; those that are empty are left out.
    pub samples: Vec<Sample>,
}

/// What was drawn from one population.
pub struct Sample {
    /// What it is drawn from: *controls that are called in place*.
    pub population: &'static str,
    /// How many there are.
    pub of: usize,
    /// What was drawn, in the order of the ids.
    pub drawn: Vec<Drawn>,
}

/// A record that was drawn.
pub struct Drawn {
    /// The record.
    pub id: Id,
    /// What an auditor would find on it, the gravest first.
    pub points: Vec<Point>,
}

/// What an auditor would find on a record.
#[derive(Clone, Debug)]
pub struct Point {
    /// The record of which it tells, whichever names it. Who may not see that one is told nothing of it.
    pub on: Id,
    /// The duty it is about, or the rule of the register that found it.
    pub rule: &'static str,
    /// The clause it is about, or the control it was found on by a rule of its register: `A.5.18`.
    pub clause: Option<String>,
    /// What was found, of this record alone.
    pub sentence: Sentence,
    /// What an auditor would likely call it.
    pub severity: Severity,
    /// What mends it.
    pub remedy: Remedy,
}

/// Draws by this seed, and looks at what was drawn.
pub fn mock_audit(isms: &Isms, today: Date, seed: &str) -> MockAudit {
    // As for the rules: what is only proposed, nobody stands behind.
    let stated = confirmed(isms);
    let mut points = points(&stated, &readiness(isms, today), today);
    let samples =
        populations(&stated, today).into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(population, ids)| {
            let of = ids.len();
            let drawn =
                draw(seed, ids).into_iter().map(|id| Drawn { id, points: points.remove(&id).unwrap_or_default() });
            Sample { population, of, drawn: drawn.collect() }
        });
    MockAudit { seed: seed.into(), samples: samples.collect() }
}

/// What auditors draw from.
fn populations(isms: &Isms, today: Date) -> Vec<(&'static str, Vec<Id>)> {
    let in_place = soa(isms, today).rows.into_iter().filter(|row| {
        !matches!(row.standing, Standing::NotApplicable | Standing::Undecided)
            && row.control.implementation == Some(Implementation::Yes)
    });
    vec![
        ("controls that are called in place", in_place.map(|row| row.control.id).collect()),
        ("controls that are left out", left_out(isms, today)),
        (
            "risks that were weighed",
            ids(isms.risks().iter(), |risk| !matches!(risk.status, Status::Draft | Status::Closed)),
        ),
        ("assets", ids(isms.assets().iter(), |_| true)),
        ("documents in force", ids(isms.documents().iter(), |one| one.status == DocumentStatus::Approved)),
        ("access that works", ids(isms.entitlements().iter(), |one| one.status == EntitlementStatus::Enabled)),
        ("systems", ids(isms.systems().iter(), |_| true)),
        ("people who have left", ids(isms.people().iter(), |person| person.has_left(today))),
        ("suppliers", ids(isms.suppliers().iter(), |_| true)),
        ("incidents", ids(isms.incidents().iter(), |_| true)),
        ("trainings", ids(isms.trainings().iter(), |one| one.status != TrainingStatus::Cancelled)),
        ("changes that were made", ids(isms.changes().iter(), |one| one.status == ChangeStatus::Done)),
        (
            "audit findings that were closed",
            ids(isms.audit_findings().iter(), |one| one.status == FindingStatus::Closed),
        ),
        ("audit findings that are open", ids(isms.audit_findings().iter(), |one| one.status != FindingStatus::Closed)),
        ("corrective actions", ids(isms.corrective_actions().iter(), |_| true)),
    ]
}

fn left_out(isms: &Isms, today: Date) -> Vec<Id> {
    let out = soa(isms, today).rows.into_iter().filter(|row| row.standing == Standing::NotApplicable);
    out.map(|row| row.control.id).collect()
}

/// How many are drawn: the square root of the population, as auditors do, and not under three.
pub fn size(population: usize) -> usize {
    population.isqrt().max(3).min(population)
}

/// Those of a population whose SHA-256 over seed, colon and id comes first: anybody can draw them again.
pub fn draw(seed: &str, population: Vec<Id>) -> Vec<Id> {
    let size = size(population.len());
    let lot = |id: &Id| <[u8; 32]>::from(Sha256::digest(format!("{seed}:{id}")));
    let mut drawn = population;
    drawn.sort_by_cached_key(lot);
    drawn.truncate(size);
    drawn.sort();
    drawn
}

/// What the rules say of each record: those of its register first, then those of the duties that say something else.
fn points(stated: &Isms, judged: &[Judged], today: Date) -> BTreeMap<Id, Vec<Point>> {
    let mut points: BTreeMap<Id, Vec<Point>> = BTreeMap::new();
    for found in findings(stated, today, None) {
        let point = of_finding(&found);
        // It is told of each record that it names: of somebody who left, that an account still works.
        for id in found.sentence.records().chain([found.on]).collect::<BTreeSet<Id>>() {
            let control = annex_a::control(id).map(|_| annex_a::number(id));
            points.entry(id).or_default().push(Point { clause: control, ..point.clone() });
        }
    }
    for judged in judged {
        of_duty(judged).for_each(|(id, point)| add(points.entry(id).or_default(), point));
    }
    points.values_mut().for_each(|points| points.sort_by_key(|point| point.severity));
    points
}

/// Adds what a duty's rule says, unless the same is said or mended there already; the graver of the two stays.
fn add(points: &mut Vec<Point>, point: Point) {
    // What leads to one field or act of a record is one thing; a list mends many.
    let one_thing = matches!(point.remedy.to, Target::Field(..) | Target::Act(..) | Target::Record(_));
    let same = |one: &Point| one.sentence == point.sentence || (one_thing && one.remedy.to == point.remedy.to);
    if !points.iter().any(|one| same(one) && one.severity <= point.severity) {
        points.retain(|one| !same(one));
        points.push(point);
    }
}

fn of_finding(found: &Finding) -> Point {
    let to = match found.rule.mend.to {
        Way::Field(field) => Target::Field(found.on, field),
        Way::Act(act) => Target::Act(found.on, act),
        Way::Register(register) => Target::Register(register),
    };
    let severity = match found.rule.severity {
        finding::Severity::Fault => Severity::Minor,
        finding::Severity::Question => Severity::Observation,
    };
    let remedy = Remedy { words: found.rule.mend.words, to };
    Point { on: found.on, rule: found.rule.name, clause: None, sentence: found.sentence.clone(), severity, remedy }
}

/// What a duty's rule says of each record by itself.
fn of_duty(judged: &Judged) -> impl Iterator<Item = (Id, Point)> {
    let (rule, clause) = (judged.rule.duty, judged.rule.clause());
    judged.verdict.gaps.iter().flat_map(move |gap| {
        let clause = clause.clone();
        narrowed(&gap.sentence).map(move |(id, sentence)| {
            let remedy = Remedy { to: narrowed_target(gap.remedy.to, id), ..gap.remedy };
            (id, Point { on: id, rule, clause: Some(clause.clone()), sentence, severity: gap.severity, remedy })
        })
    })
}

/// The sentence about several records, of each of them.
fn narrowed(sentence: &Sentence) -> impl Iterator<Item = (Id, Sentence)> {
    let of = |at: usize, id: Id| {
        let parts = sentence.with.iter().enumerate();
        let part = |here: bool, part: &Part| if here { Part::Records(vec![id]) } else { part.clone() };
        let with = parts.map(|(other, (name, one))| (*name, part(other == at, one))).collect();
        (id, Sentence { key: sentence.key, with })
    };
    sentence.with.iter().enumerate().flat_map(move |(at, (_, part))| {
        let ids = if let Part::Records(ids) = part { ids.as_slice() } else { &[] };
        ids.iter().map(move |id| of(at, *id))
    })
}

fn narrowed_target(to: Target, id: Id) -> Target {
    let same = |other: Id| register_of(other).map(|one| one.name()) == register_of(id).map(|one| one.name());
    match to {
        Target::Field(first, field) if same(first) => Target::Field(id, field),
        Target::Act(first, act) if same(first) => Target::Act(id, act),
        Target::Record(first) if same(first) => Target::Record(id),
        other => other,
    }
}

/// The mock audit as programs see it: `{as_of, seed, samples: [{population, size, sample, drawn: [{…, points}]}]}`. A
/// record that the reader may not see is counted, and not told; nor is what was found on one, where another names it.
pub fn json(isms: &Isms, today: Date, seed: &str, sees: &dyn Fn(Id) -> bool) -> Value {
    let point = |point: &Point| {
        json!({
            "rule": point.rule,
            "clause": point.clause,
            "severity": point.severity,
            "message": point.sentence.message(isms, sees),
            "remedy": { "words": point.remedy.words, "page": point.remedy.to.path_for(sees) },
        })
    };
    let drawn = |drawn: &Drawn| {
        let record = name_shown(isms, drawn.id, sees);
        let told = || drawn.points.iter().filter(|point| sees(point.on));
        let title = register_of(drawn.id).and_then(|register| register.called(isms, drawn.id)).map(|(_, title)| title);
        json!({
            "register": record.get("register"),
            "id": record.get("id"),
            "reference": record.get("reference"),
            "title": title,
            "points": told().map(point).collect::<Vec<_>>(),
            "found": told().map(|point| point.sentence.message(isms, sees)).collect::<Vec<_>>(),
        })
    };
    let sample = |sample: &Sample| {
        json!({
            "population": sample.population,
            "size": sample.of,
            "sample": sample.drawn.len(),
            "drawn": sample.drawn.iter().filter(|one| sees(one.id)).map(drawn).collect::<Vec<_>>(),
        })
    };
    let audit = mock_audit(isms, today, seed);
    json!({
        "as_of": today,
        "seed": seed,
        "rehearsal": true,
        "samples": audit.samples.iter().map(sample).collect::<Vec<_>>(),
    })
}
