//! What is looked for in the risk register: each rule with its condition. A closed risk is gone, and nothing about it
//! needs mending.

mod stated;

use super::{Rated, Row};
use crate::{
    Id, Isms, Link,
    criteria::Criteria,
    link::To,
    registers::{
        controls::Implementation,
        risks::{Status, TreatmentOption},
    },
    views::{
        finding::{self, Finding, Rule, Severity, Way},
        owner,
        sentence::{Sentence, tell},
    },
};
use jiff::civil::Date;

/// A risk, and all a rule needs to know about it.
struct Judged<'a> {
    row: &'a Row<'a>,
    isms: &'a Isms,
    criteria: &'a Criteria,
    today: Date,
}

/// What a rule says, where it finds something.
type Judge = fn(&Judged) -> Option<Sentence>;

/// Judges a risk by every rule.
pub(super) fn judge(row: &Row, isms: &Isms, criteria: &Criteria, today: Date, found: &mut Vec<Finding>) {
    if row.is_closed() {
        return;
    }
    let judged = Judged { row, isms, criteria, today };
    let finding =
        |(rule, holds): &'static (Rule, Judge)| Some(Finding { rule, on: row.risk.id, sentence: holds(&judged)? });
    found.extend(RULES.iter().filter_map(finding));
}

/// The rules of the risk register.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().map(|(rule, _)| rule)
}

const fn fault(
    name: &'static str, counted: [&'static str; 2], words: &'static str, to: Way, means: &'static str,
) -> Rule {
    finding::fault("risks", name, counted, words, to, means)
}

static RULES: [(Rule, Judge); 15] = [
    (
        fault(
            "rating-beyond-scale",
            ["{count} risk is rated beyond the present scales", "{count} risks are rated beyond the present scales"],
            "Rate it again",
            Way::Act("assessed"),
            "A rating lies beyond the organisation's present scales, so it has no level and stands on no map: the criteria were changed since. Clause 8.2 asks to assess again when things change.",
        ),
        |on| {
            let ratings = [&on.row.risk.inherent, &on.row.risk.current, &on.row.risk.residual];
            let beyond = ratings.into_iter().flatten().filter_map(|rating| rating.steps());
            let mut beyond =
                beyond.filter(|(likelihood, consequence)| on.criteria.score(*likelihood, *consequence).is_none());
            beyond.next().map(|_| {
                tell!("{risk} is rated beyond the present scales, so nobody sees how large it is", risk = on.id())
            })
        },
    ),
    (
        fault(
            "stated-differs-from-criteria",
            [
                "{count} risk states a score or level that the criteria do not give",
                "{count} risks state a score or level that the criteria do not give",
            ],
            "Rate it again",
            Way::Act("assessed"),
            "A score or level was stated that the organisation's own criteria do not give. Clause 6.1.2 b asks for consistent and comparable results.",
        ),
        |on| stated::differs(on),
    ),
    (
        fault(
            "residual-above-inherent",
            [
                "{count} risk is expected to be worse after treatment than before",
                "{count} risks are expected to be worse after treatment than before",
            ],
            "Rate it again",
            Way::Act("assessed"),
            "A risk is rated higher after treatment than before. Treatment that makes a risk greater is a slip of the pen, or a reason to stop it.",
        ),
        |on| {
            let (residual, inherent) = (on.row.residual?, on.row.inherent?);
            (residual.score > inherent.score).then(|| {
                tell!(
                    "{risk} is expected to be worse after treatment, {residual}, than before, {inherent}",
                    risk = on.id(),
                    residual = on.says(residual),
                    inherent = on.says(inherent)
                )
            })
        },
    ),
    (
        fault(
            "over-limit-unsigned",
            [
                "{count} risk is called accepted above the limit, with no second signature",
                "{count} risks are called accepted above the limit, with no second signature",
            ],
            "Ask for signatures",
            Way::Act("accepted"),
            "A risk is called accepted at or above the organisation's limit, and nobody beside its owner has accepted it. The organisation's own criteria for acceptance ask for top management in addition (clause 6.1.2 a).",
        ),
        |on| {
            let residual = on.over_limit(on.row.residual)?;
            let unsigned = on.is(Status::Accepted) && on.row.acceptances.beside.is_none();
            unsigned.then(|| {
                tell!(
                    "{risk} is called accepted at {residual}, and nobody beside its owner has signed",
                    risk = on.id(),
                    residual = on.says(residual)
                )
            })
        },
    ),
    (
        fault(
            "owner-acceptance-missing",
            [
                "{count} risk is called accepted, and the owner has not accepted it",
                "{count} risks are called accepted, and the owners have not accepted them",
            ],
            "Ask the owner",
            Way::Act("accepted"),
            "A risk is called accepted, and its owner has not accepted it. Clause 6.1.3 f asks for the risk owner's acceptance of the residual risk.",
        ),
        |on| {
            let missing = on.is(Status::Accepted) && on.row.risk.owner.is_some() && on.row.acceptances.owner.is_none();
            let owner = on.row.risk.owner.as_ref().and_then(Link::id);
            missing.then(|| match owner {
                Some(owner) => tell!(
                    "{risk} is called accepted, and its owner {owner} has not accepted it",
                    risk = on.id(),
                    owner = owner
                ),
                None => tell!("{risk} is called accepted, and its owner has not accepted it", risk = on.id()),
            })
        },
    ),
    (
        fault(
            "acceptance-outdated",
            ["{count} risk has changed since it was accepted", "{count} risks have changed since they were accepted"],
            "Accept it again",
            Way::Act("accepted"),
            "Somebody accepted a risk, and what they accepted has changed since: rating, level, option, controls, asset, criteria or owner, or a control has fallen behind. A signature stands for what it was given under.",
        ),
        |on| {
            let changed = &on.row.acceptances.changed;
            let what = || changed.join(", ");
            (!changed.is_empty())
                .then(|| tell!("{risk} has changed since it was accepted: {changed}", risk = on.id(), changed = what()))
        },
    ),
    (
        fault(
            "no-owner",
            ["{count} risk is owned by nobody", "{count} risks are owned by nobody"],
            "Name an owner",
            Way::Field("owner"),
            "A risk is owned by nobody. Clause 6.1.2 c asks for the owner of each risk, for only the owner can decide about it.",
        ),
        |on| owner::nobody(on.id(), &on.row.risk.owner),
    ),
    (
        fault(
            "owner-departed",
            ["{count} risk is owned by somebody who left", "{count} risks are owned by somebody who left"],
            "Name an owner",
            Way::Field("owner"),
            "The owner of a risk has left. Clause 6.1.2 c asks for the owner of each risk, for only the owner can decide about it.",
        ),
        |on| owner::gone(on.isms, on.id(), &on.row.risk.owner, on.today),
    ),
    (
        fault(
            "unknown-asset",
            [
                "{count} risk names an asset that is not in the register",
                "{count} risks name an asset that is not in the register",
            ],
            "Name the asset",
            Way::Field("assets"),
            "A risk names an asset that is not in the register. Either the register has a gap (A.5.9) or the risk speaks of nothing.",
        ),
        |on| {
            let unknown: Vec<&str> = on.row.risk.assets.iter().filter_map(Link::text).collect();
            let named = || {
                tell!(
                    "{risk} names {assets}, which is not in the register of assets",
                    risk = on.id(),
                    assets = unknown.join(", ")
                )
            };
            (!unknown.is_empty()).then(named)
        },
    ),
    (
        fault(
            "untreated-above-limit",
            [
                "{count} risk stands above the limit, and nothing is planned against it",
                "{count} risks stand above the limit, and nothing is planned against them",
            ],
            "Plan its treatment",
            Way::Act("treatment-planned"),
            "A risk stands at or above the limit today, nothing is planned against it, and nobody has accepted it. Clause 6.1.3 a and b ask for an option and the controls it needs.",
        ),
        |on| {
            let rated = on.over_limit(on.row.today())?;
            (on.nothing_is_planned() && !on.row.is_accepted()).then(|| {
                tell!(
                    "{risk} stands at {rated}, and nothing is planned against it",
                    risk = on.id(),
                    rated = on.says(rated)
                )
            })
        },
    ),
    (
        fault(
            "residual-above-limit",
            ["{count} risk is expected to stay above the limit", "{count} risks are expected to stay above the limit"],
            "Plan more, or have it accepted",
            Way::Act("treatment-planned"),
            "After all that is planned a risk is expected to stay at or above the limit, and nobody has accepted that. Either the plan is too small or a decision is missing (clause 6.1.3 f).",
        ),
        |on| {
            let residual = on.over_limit(on.row.residual).filter(|_| !on.row.is_accepted())?;
            Some(tell!(
                "{risk} is expected to stay at {residual} after all that is planned, and nobody has accepted that",
                risk = on.id(),
                residual = on.says(residual)
            ))
        },
    ),
    (
        fault(
            "modify-without-control",
            [
                "{count} risk is to be modified, with no planned control",
                "{count} risks are to be modified, with no planned control",
            ],
            "Plan a control",
            Way::Act("treatment-planned"),
            "A risk is to be modified, and no control is planned that would do it. Clause 6.1.3 b asks for the controls that the chosen option needs.",
        ),
        |on| {
            let empty = on.row.risk.option == Some(TreatmentOption::Modify) && on.row.risk.planned_controls.is_empty();
            empty.then(|| tell!("{risk} is to be modified, and no control is planned that would do it", risk = on.id()))
        },
    ),
    (
        fault(
            "treated-with-unfinished-controls",
            [
                "{count} risk is called treated, with a planned control not in place",
                "{count} risks are called treated, with a planned control not in place",
            ],
            "Set it back in treatment",
            Way::Act("treatment-planned"),
            "A risk is called treated, and a control planned for it is not fully in place. An auditor who samples that control finds the plan unfinished (clause 8.3).",
        ),
        |on| {
            let unfinished = if on.is(Status::Treated) { on.unfinished() } else { vec![] };
            (!unfinished.is_empty()).then(|| Sentence {
                key: "{risk} is called treated, and {controls} is not fully in place",
                with: vec![("risk", on.id().into()), ("controls", controls(&unfinished))],
            })
        },
    ),
    (
        Rule {
            severity: Severity::Question,
            ..fault(
                "planned-equals-existing",
                [
                    "{count} risk plans nothing that is not there already",
                    "{count} risks plan nothing that is not there already",
                ],
                "Choose another control",
                Way::Act("treatment-planned"),
                "Every planned control of a risk is already counted as existing, so the plan adds nothing. An auditor will ask what is going to change.",
            )
        },
        |on| {
            let existing = |planned: &Link<_>| on.row.risk.existing_controls.iter().any(|known| alike(known, planned));
            let planned = &on.row.risk.planned_controls;
            (!planned.is_empty() && planned.iter().all(existing))
                .then(|| tell!("{risk} plans only controls that already exist: what will change?", risk = on.id()))
        },
    ),
    (
        fault(
            "control-number-of-2013",
            ["{count} risk names a control by a number of 2013", "{count} risks name a control by a number of 2013"],
            "Confirm the control",
            Way::Field("existing_controls"),
            "A control was read from a number of the 2013 edition, and nobody has confirmed what it became. One old number may have several successors.",
        ),
        |on| {
            let read = |link: &Link<_>| match &link.to {
                To::ReadFrom(id, text) => Some((*id, text.clone())),
                To::Known(_) | To::Unresolved(_) => None,
            };
            let numbers: Vec<(Id, String)> = on.row.risk.controls().filter_map(read).collect();
            (!numbers.is_empty()).then(|| {
                tell!(
                    "{risk} names {numbers}, a number of 2013, which was read as {controls}",
                    risk = on.id(),
                    controls = numbers.iter().map(|(id, _)| *id).collect::<Vec<Id>>(),
                    numbers = numbers
                )
            })
        },
    ),
];

impl Judged<'_> {
    fn id(&self) -> Id {
        self.row.risk.id
    }

    fn is(&self, status: Status) -> bool {
        self.row.risk.status == status
    }

    fn over_limit(&self, rated: Option<Rated>) -> Option<Rated> {
        rated.filter(|rated| self.criteria.over_limit(rated.score))
    }

    /// A rating in a text: `16 High`.
    fn says(&self, rated: Rated) -> String {
        format!("{} {}", rated.score, self.criteria.level_name(rated.score))
    }

    /// No option is chosen, or one that needs controls without any, and no action.
    fn nothing_is_planned(&self) -> bool {
        let risk = self.row.risk;
        match risk.option {
            None => true,
            Some(TreatmentOption::Modify | TreatmentOption::Share) => {
                risk.planned_controls.is_empty() && self.row.actions.is_empty()
            }
            Some(TreatmentOption::Avoid | TreatmentOption::Retain) => false,
        }
    }

    /// The planned controls that are not fully in place.
    fn unfinished(&self) -> Vec<&Link<crate::Control>> {
        let in_place = |link: &&Link<crate::Control>| {
            let control = link.id().and_then(|id| self.isms.controls().get(id));
            control.is_some_and(|control| control.implementation == Some(Implementation::Yes))
        };
        self.row.risk.planned_controls.iter().filter(|link| !in_place(link)).collect()
    }
}

/// Controls in a sentence: as records, or in the words that were read where no record is known.
fn controls(links: &[&Link<crate::Control>]) -> crate::views::sentence::Part {
    let ids: Vec<Id> = links.iter().filter_map(|link| link.id()).collect();
    let texts: Vec<&str> = links.iter().filter_map(|link| link.text()).collect();
    if ids.is_empty() { texts.join(", ").into() } else { ids.into() }
}

fn alike(one: &Link<crate::Control>, other: &Link<crate::Control>) -> bool {
    one.id().map_or_else(|| one == other, |id| other.id() == Some(id))
}
