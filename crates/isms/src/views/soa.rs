//! The Statement of Applicability: which controls are needed and why, which are left out and why, and how far each is.
//!
//! ISO/IEC 27001, clause 6.1.3 b to d.

mod json;
mod naming;
mod rules;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use words::empty;

pub use json::{as_published, differing, json};
pub use rules::rules;

use self::naming::{Naming, namings};
use super::finding::{Finding, findings_on};
use crate::{
    ApplicabilityStatement, Control, Document, Evidence, Held, Id, Isms, Link, Obligation, Organisation, Risk,
    annex_a::{self, Theme},
    registers::{
        controls::{Applicability, Decision, Implementation},
        obligations::ObligationKind,
    },
    say,
};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// The statement as it stands in this state.
pub struct Soa<'a> {
    /// The day on which it is judged.
    pub today: Date,
    /// Whose statement it is, with the scope.
    pub organisation: Option<&'a Held<Organisation>>,
    /// The latest published version, if there is one.
    pub published: Option<&'a Held<ApplicabilityStatement>>,
    /// The controls of Annex A in the order of their numbers, then the organisation's own.
    pub rows: Vec<Row<'a>>,
    /// What the rules found, in the order of the rows.
    pub findings: Vec<Finding>,
}

/// One control.
pub struct Row<'a> {
    /// The control.
    pub control: &'a Held<Control>,
    /// Whether it applies.
    pub standing: Standing,
    /// Why it applies; empty where it is left out.
    pub reasons: Vec<Reason<'a>>,
    /// Where it is described: the documents it names, and those that say they cover it.
    pub described_in: Vec<Link<Document>>,
    /// What shows that it is done: what it names, and the evidence that names it.
    pub evidence: Vec<Proof>,
}

/// Whether a control applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Somebody decided that it applies, or it is the organisation's own.
    Applicable,
    /// Nobody decided, and a risk, a law or a contract needs it. It is gone with its reason.
    Derived,
    /// Somebody decided that it is left out.
    NotApplicable,
    /// Nobody decided, and nothing on record needs it.
    Undecided,
}

/// Why a control applies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason<'a> {
    /// A risk names it, which is weighed, not closed and not avoided.
    Risk(&'a Held<Risk>),
    /// A law names it.
    Law(&'a Held<Obligation>),
    /// A contract names it.
    Contract(&'a Held<Obligation>),
    /// Somebody decided it for the sake of the business.
    Business(&'a Decision),
    /// Words that somebody typed or imported.
    Stated(&'a str),
}

/// What shows that a control is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The evidence, or the reference by which it was named.
    pub link: Link<Evidence>,
    /// Whether it is held ([`Evidence::is_held`]), and not withdrawn.
    pub held: bool,
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Controls that apply, decided or derived.
    pub apply: usize,
    /// Controls left out.
    pub excluded: usize,
    /// Controls nobody decided on.
    pub undecided: usize,
    /// Of those that apply: all in place.
    pub yes: usize,
    /// Of those that apply: part in place.
    pub partly: usize,
    /// Of those that apply: decided, not begun.
    pub planned: usize,
    /// Of those that apply: nothing done.
    pub no: usize,
    /// Of those that apply: nobody said how far they are.
    pub not_stated: usize,
}

/// The Statement of Applicability of this state, judged on this day.
pub fn soa(isms: &Isms, today: Date) -> Soa<'_> {
    let namings = namings(isms);
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    for control in isms.controls().iter() {
        let naming = namings.get(&control.id).unwrap_or(Naming::NONE);
        let row = row(isms, control, naming);
        rules::judge(&row, naming, isms, today, &mut findings);
        rows.push(row);
    }
    let published = isms.applicability_statements().iter().max_by_key(|version| (version.published_on, version.id));
    Soa { today, organisation: isms.the_organisation(), published, rows, findings }
}

/// The controls nobody decided on: with one of them, no statement can be published.
pub fn undecided(isms: &Isms) -> Vec<String> {
    let namings = namings(isms);
    let standing = |control: &Held<Control>| standing(control, namings.get(&control.id).unwrap_or(Naming::NONE));
    let open = isms.controls().iter().filter(|control| standing(control) == Standing::Undecided);
    open.map(|control| annex_a::number(control.id)).collect()
}

/// The proposed records that the statement rests on, and that somebody confirms before it is published: whose it is, what
/// its rows say, and what they give as reasons.
pub fn unconfirmed(isms: &Isms) -> Vec<Id> {
    let namings = namings(isms);
    let reasons = isms
        .controls()
        .iter()
        .flat_map(|control| row(isms, control, namings.get(&control.id).unwrap_or(Naming::NONE)).reasons);
    let reasons = reasons.filter(Reason::is_proposed).filter_map(|reason| reason.record());
    let found = isms.organisation().proposed().chain(isms.controls().proposed()).chain(reasons);
    found.collect::<BTreeSet<Id>>().into_iter().collect()
}

/// Whether it is not said what the statement is about (clause 4.3).
pub fn without_scope(isms: &Isms) -> bool {
    isms.the_organisation().is_some_and(|one| one.scope.trim().is_empty())
}

/// Why no version can be published of this state; empty where one can.
pub fn in_the_way(isms: &Isms) -> Vec<crate::Reason> {
    let (undecided, unconfirmed) = (undecided(isms), unconfirmed(isms));
    let open = (!undecided.is_empty()).then(|| {
        let why = say!(
            "{count} controls are undecided: {controls}",
            count = undecided.len(),
            controls = undecided.join(", ")
        );
        let remedy = say!("decide for each whether it applies, or record the risk or law that needs it");
        crate::Reason::new(why, remedy)
    });
    let proposed = (!unconfirmed.is_empty()).then(|| {
        let why = say!("it rests on {count} records that are only proposed", count = unconfirmed.len());
        crate::Reason::new(why, say!("confirm them under First steps, or withdraw them"))
    });
    let of_what = without_scope(isms).then(|| {
        let why = say!("the scope is empty, so nobody could say what the statement is about (clause 4.3)");
        crate::Reason::new(why, say!("write the scope of the organisation first"))
    });
    [of_what, open, proposed].into_iter().flatten().collect()
}

impl Soa<'_> {
    /// Whether the way ends here: there are risks, nothing stands in the way, and no version is published yet.
    pub fn is_ready(&self, isms: &Isms) -> bool {
        let undecided = self.rows.iter().any(|row| row.standing == Standing::Undecided);
        let is_whole = !undecided && !without_scope(isms) && unconfirmed(isms).is_empty();
        self.published.is_none() && is_whole && !isms.risks().is_empty()
    }

    /// How many rows there are of each kind, of those that the reader sees.
    pub fn counts(&self, sees: &dyn Fn(Id) -> bool) -> Counts {
        let mut counts = Counts::default();
        for row in self.rows.iter().filter(|row| sees(row.control.id)) {
            *match (row.standing, row.control.implementation) {
                (Standing::NotApplicable, _) => &mut counts.excluded,
                (Standing::Undecided, _) => &mut counts.undecided,
                (_, Some(Implementation::Yes)) => &mut counts.yes,
                (_, Some(Implementation::Partly)) => &mut counts.partly,
                (_, Some(Implementation::Planned)) => &mut counts.planned,
                (_, Some(Implementation::No)) => &mut counts.no,
                (_, None) => &mut counts.not_stated,
            } += 1;
        }
        counts.apply = counts.yes + counts.partly + counts.planned + counts.no + counts.not_stated;
        counts
    }

    /// What was found about one control.
    pub fn findings_on(&self, control: Id) -> impl Iterator<Item = &Finding> {
        findings_on(&self.findings, control)
    }
}

impl Row<'_> {
    /// Its title.
    pub fn title(&self) -> &str {
        let own = self.control.title.as_deref().unwrap_or_default();
        annex_a::control(self.control.id).map_or(own, |control| &control.title)
    }

    /// Its theme.
    pub fn theme(&self) -> Theme {
        Theme::of(self.control.id)
    }

    /// Whether it applies, decided or derived.
    pub fn applies(&self) -> bool {
        matches!(self.standing, Standing::Applicable | Standing::Derived)
    }
}

impl Reason<'_> {
    /// What kind of reason it is: `risk`, `law`, `contract`, `business` or `stated`.
    pub fn kind(&self) -> &'static str {
        match self {
            Reason::Risk(_) => "risk",
            Reason::Law(_) => "law",
            Reason::Contract(_) => "contract",
            Reason::Business(_) => "business",
            Reason::Stated(_) => "stated",
        }
    }

    /// The record that gives it: the risk, the obligation, or the person who decided.
    pub fn record(&self) -> Option<Id> {
        match self {
            Reason::Risk(risk) => Some(risk.id),
            Reason::Law(obligation) | Reason::Contract(obligation) => Some(obligation.id),
            Reason::Business(decision) => decision.by.as_ref().and_then(Link::id),
            Reason::Stated(_) => None,
        }
    }

    /// The reason in words: the record's title, or what somebody wrote.
    pub fn text(&self) -> &str {
        match self {
            Reason::Risk(risk) => &risk.title,
            Reason::Law(obligation) | Reason::Contract(obligation) => &obligation.title,
            Reason::Business(decision) => &decision.reason,
            Reason::Stated(words) => words,
        }
    }

    /// Whether the record that gives it was only proposed.
    pub fn is_proposed(&self) -> bool {
        match self {
            Reason::Risk(risk) => risk.body.proposed.is_some(),
            Reason::Law(obligation) | Reason::Contract(obligation) => obligation.body.proposed.is_some(),
            Reason::Business(_) | Reason::Stated(_) => false,
        }
    }

    /// Whether a record gives it, and not words alone.
    pub fn is_recorded(&self) -> bool {
        !matches!(self, Reason::Stated(_))
    }
}

fn row<'a>(isms: &'a Isms, control: &'a Held<Control>, naming: &Naming<'a>) -> Row<'a> {
    let standing = standing(control, naming);
    let reasons = if standing == Standing::NotApplicable { vec![] } else { reasons(control, naming) };
    Row {
        control,
        standing,
        reasons,
        described_in: described_in(control, naming),
        evidence: evidence(isms, control, naming),
    }
}

/// *Not applicable* is only ever decided; own controls apply unless they are left out.
fn standing(control: &Held<Control>, naming: &Naming) -> Standing {
    match control.applicability {
        Some(Applicability::NotApplicable) => Standing::NotApplicable,
        Some(Applicability::Applicable) => Standing::Applicable,
        None if Theme::of(control.id) == Theme::Own => Standing::Applicable,
        None if naming.needs_it() => Standing::Derived,
        None => Standing::Undecided,
    }
}

fn reasons<'a>(control: &'a Held<Control>, naming: &Naming<'a>) -> Vec<Reason<'a>> {
    let risks = naming.live_risks().map(Reason::Risk);
    let obligations = naming.obligations.iter().map(|obligation| match obligation.kind {
        ObligationKind::Law => Reason::Law(obligation),
        ObligationKind::Contract => Reason::Contract(obligation),
    });
    let business = control.decision.iter().map(Reason::Business);
    let stated = Some(&*control.justification).filter(|words| !words::empty(words)).map(Reason::Stated);
    risks.chain(obligations).chain(business).chain(stated).collect()
}

fn described_in(control: &Control, naming: &Naming) -> Vec<Link<Document>> {
    let own = control.described_in.iter().cloned();
    let named = |document: &Id| control.described_in.iter().any(|link| link.id() == Some(*document));
    let covering = naming.documents.iter().filter(|document| !named(document)).map(|document| Link::known(*document));
    own.chain(covering).collect()
}

fn evidence(isms: &Isms, control: &Control, naming: &Naming) -> Vec<Proof> {
    let held = |evidence: &Held<Evidence>| evidence.is_held() && evidence.body.withdrawn.is_none();
    let own = control.evidence.iter().cloned().map(|link| {
        let known = link.id().and_then(|id| isms.evidence().get(id));
        Proof { link, held: known.is_some_and(held) }
    });
    let named = |id: Id| control.evidence.iter().any(|link| link.id() == Some(id));
    let naming = naming.evidence.iter().filter(|evidence| !named(evidence.id));
    own.chain(naming.map(|evidence| Proof { link: Link::known(evidence.id), held: held(evidence) })).collect()
}
