//! Risks of the library that concern whoever answers, and what would be done about them. No rating: weighing is for
//! people (ISO/IEC 27001, clause 6.1.2 d).

use super::{
    Answers, CommonAsset, Sort,
    proposing::{Owner, Proposing},
};
use crate::{
    library::{Scenario, scenarios},
    link::Link,
    message::Message,
    refusal::Reason,
    registers::{Action, Asset, Risk, risks::TreatmentOption},
    say,
};
use serde_json::json;
use std::collections::{BTreeSet, VecDeque};

/// So many questions about risks are read in a few minutes; what else fits is asked when somebody answers again.
pub const MOST_ASKED: usize = 16;
/// Where more assets than this have a type that a risk strikes, it names none of them.
const MOST_OF_A_TYPE: usize = 3;

/// The scenarios that fit what is ticked, and those for everybody: one of each sort in turn, so that each sort has its
/// share of the first; within a sort those first that strike what could least be done without, then those that fit little else.
pub fn concerning(sorts: &[Sort], assets: &[CommonAsset]) -> Vec<&'static Scenario> {
    let of = |sort: &str| {
        let fits = scenarios().iter().filter(|one| one.fits.iter().any(|fits| fits == sort));
        let mut fits: Vec<&Scenario> = fits.collect();
        fits.sort_by_key(|one| (!one.strikes_any(assets), one.fits.len()));
        VecDeque::from(fits)
    };
    let mut left: Vec<VecDeque<&Scenario>> =
        sorts.iter().map(|sort| of(sort.fits())).chain([of("everybody")]).collect();
    let (mut told, mut asked) = (BTreeSet::new(), Vec::new());
    while left.iter().any(|of_sort| !of_sort.is_empty()) {
        for of_sort in &mut left {
            let next = std::iter::from_fn(|| of_sort.pop_front()).find(|one| told.insert(one.id.as_str()));
            asked.extend(next);
        }
    }
    asked
}

/// The risks that were answered with yes, each with an action that would treat it.
pub(super) fn propose(
    proposing: &mut Proposing, answers: &Answers, decides: &Owner, works: &Owner,
) -> Result<(), Vec<Reason>> {
    let chosen = |number: &String| scenarios().iter().find(|one| one.id.eq_ignore_ascii_case(number.trim()));
    if let Some(unknown) = answers.risks.iter().find(|number| chosen(number).is_none()) {
        let why = say!("the library has no risk `{number}`", number = unknown);
        return Err(Reason::new(why, say!("choose S01 to S{last}", last = scenarios().len())).at("risks").into());
    }
    let ticked: BTreeSet<&str> = answers.risks.iter().filter_map(chosen).map(|one| one.id.as_str()).collect();
    for scenario in scenarios().iter().filter(|one| ticked.contains(one.id.as_str())) {
        let because: Message = say!("risk {number} of the library", number = scenario.id);
        let made = proposing.propose(risk(proposing, scenario, decides), &because)?;
        if made.is_new {
            proposing.propose(action(scenario, made.link, works), &because)?;
        }
    }
    Ok(())
}

fn risk(proposing: &Proposing, scenario: &Scenario, owner: &Owner) -> Risk {
    let isms = &proposing.isms;
    let threat = scenario.threats.first().and_then(|number| isms.threats().by_reference(number).next());
    let weakness = scenario.vulnerabilities.first();
    let weakness = weakness.and_then(|number| isms.vulnerabilities().by_reference(number).next());
    Risk {
        title: scenario.title.clone(),
        description: scenario.because.as_str().into(),
        method: Some(scenario.method),
        owner: owner.clone(),
        assets: struck(proposing, scenario),
        threat: threat.map(Link::known),
        vulnerability: weakness.map(Link::known),
        affects: serde_json::from_value(json!(scenario.properties)).unwrap_or_default(),
        consequence: scenario.consequence.as_str().into(),
        option: Some(TreatmentOption::Modify),
        planned_controls: scenario.controls.iter().copied().map(Link::known).collect(),
        ..Risk::default()
    }
}

/// The assets that it strikes, of those that whoever answers may know of: the common ones, and of what is theirs alone not
/// too many, since a type says little.
fn struck(proposing: &Proposing, scenario: &Scenario) -> Vec<Link<Asset>> {
    let assets = proposing.isms.assets().iter().filter(|asset| proposing.knows_of(asset.id) && scenario.strikes(asset));
    let (mut struck, own): (Vec<_>, Vec<_>) = assets.partition(|asset| CommonAsset::called(&asset.name).is_some());
    struck.extend(own.iter().filter(|_| own.len() <= MOST_OF_A_TYPE));
    struck.into_iter().map(|asset| Link::known(asset.id)).collect()
}

/// Clause 6.1.3 e: what is to be done, by whom. By when is for people to say.
fn action(scenario: &Scenario, risk: Option<Link<Risk>>, owner: &Owner) -> Action {
    Action {
        title: say!("Bring in the controls against: {risk}", risk = scenario.title).to_string(),
        risks: risk.into_iter().collect(),
        controls: scenario.controls.iter().copied().map(Link::known).collect(),
        owner: owner.clone(),
        ..Action::default()
    }
}
