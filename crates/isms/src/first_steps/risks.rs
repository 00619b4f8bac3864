//! Risks of the library that concern whoever answers, and what would be done about them. No rating: weighing is for
//! people (ISO/IEC 27001, clause 6.1.2 d).

use super::{
    Answers, Sort,
    proposing::{Owner, Proposing},
};
use crate::{
    collection::plain,
    library::{Scenario, scenarios},
    link::Link,
    message::Message,
    refusal::Reason,
    registers::{Action, Asset, Isms, Risk, risks::TreatmentOption},
    say,
};
use serde_json::json;

/// So many questions about risks are read in a few minutes.
const MOST_ASKED: usize = 16;
/// So many of them are for everybody, whatever else is true.
const FOR_EVERYBODY: usize = 8;
/// A risk that names more assets than this names none.
const MOST_ASSETS: usize = 3;

/// The scenarios to ask about, the best first: those for everybody, then those that fit what is true and little else.
pub fn concerning(sorts: &[Sort]) -> Vec<&'static Scenario> {
    const WHOLE: usize = 1_000;
    let fit = |one: &Scenario| {
        let fitting = sorts.iter().filter(|sort| one.fits.iter().any(|fits| fits == sort.fits())).count();
        fitting * WHOLE / one.fits.len().max(1)
    };
    let (everybody, others): (Vec<_>, Vec<_>) =
        scenarios().iter().partition(|one| one.fits.iter().any(|fits| fits == "everybody"));
    let mut fitting: Vec<&Scenario> = others.into_iter().filter(|one| fit(one) > 0).collect();
    fitting.sort_by_key(|one| std::cmp::Reverse(fit(one)));
    let (first, rest) = everybody.split_at(FOR_EVERYBODY.min(everybody.len()));
    first.iter().copied().chain(fitting).chain(rest.iter().copied()).take(MOST_ASKED).collect()
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
    for scenario in answers.risks.iter().filter_map(chosen) {
        let because: Message = say!("risk {number} of the library", number = scenario.id);
        let made = proposing.propose(risk(&proposing.isms, scenario, decides), &because)?;
        if made.is_new {
            proposing.propose(action(scenario, made.link, works), &because)?;
        }
    }
    Ok(())
}

fn risk(isms: &Isms, scenario: &Scenario, owner: &Owner) -> Risk {
    let threat = scenario.threats.first().and_then(|number| isms.threats().by_reference(number).next());
    let weakness = scenario.vulnerabilities.first();
    let weakness = weakness.and_then(|number| isms.vulnerabilities().by_reference(number).next());
    Risk {
        title: scenario.title.clone(),
        description: scenario.because.as_str().into(),
        method: Some(scenario.method),
        owner: owner.clone(),
        assets: struck(isms, scenario),
        threat: threat.map(Link::known),
        vulnerability: weakness.map(Link::known),
        affects: serde_json::from_value(json!(scenario.properties)).unwrap_or_default(),
        consequence: scenario.consequence.as_str().into(),
        option: Some(TreatmentOption::Modify),
        planned_controls: scenario.controls.iter().copied().map(Link::known).collect(),
        ..Risk::default()
    }
}

/// The assets of the sorts that a scenario names.
fn struck(isms: &Isms, scenario: &Scenario) -> Vec<Link<Asset>> {
    let named = |kind: &str| scenario.asset_types.iter().any(|sort| plain(&sort.replace('_', " ")) == plain(kind));
    let assets = isms.assets().iter().filter(|asset| asset.kind.as_deref().is_some_and(named));
    let assets: Vec<Link<Asset>> = assets.map(|asset| Link::known(asset.id)).collect();
    if assets.len() <= MOST_ASSETS { assets } else { vec![] }
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
