//! The steps of the first page in the order of what presses; each is there as long as there is something to do.

mod later;

use super::{Step, Target, facts::Facts};
use crate::{
    Id,
    registers::ALL,
    views::sentence::{Sentence, tell},
};

/// Each step, where there is something to do.
pub(super) static STEPS: [fn(&Facts) -> Option<Step>; 35] = [
    take_first_steps,
    bring_spreadsheets,
    confirm_what_is_proposed,
    name_the_scope,
    agree_on_criteria,
    list_assets,
    say_who_signs_in,
    weigh_risks,
    tell_the_authority,
    take_access_away,
    rate_again,
    decide_on_the_highest,
    have_signed,
    justify_exclusions,
    close_majors,
    clear_overdue,
    begin_treatment,
    later::rate,
    later::give_days,
    later::say_what_is_left,
    later::approve_plans,
    lower_what_stays_high,
    later::accept,
    ask_owners_to_accept,
    renew_acceptances,
    decide_on_controls,
    name_owners,
    later::put_a_policy_in_force,
    publish,
    later::set_objectives,
    later::train,
    later::keep_evidence,
    later::measure,
    later::audit,
    later::review,
];

fn is_empty(facts: &Facts) -> bool {
    facts.isms.assets().is_empty() && facts.isms.risks().is_empty() && facts.isms.people().is_empty()
}

fn take_first_steps(facts: &Facts) -> Option<Step> {
    is_empty(facts).then(|| Step {
        title: tell!("Begin with a dozen questions"),
        why: tell!(
            "You have nothing yet? Answer in plain words, and first records are proposed, in the order of the standard: within an hour there is a draft of the Statement of Applicability"
        ),
        clause: "clauses 4 to 6".into(),
        records: vec![],
        to: Target::Page("first-steps"),
        words: None,
    })
}

/// What a program proposed is nobody's until somebody has looked at it.
fn confirm_what_is_proposed(facts: &Facts) -> Option<Step> {
    let all = ALL.iter().flat_map(|register| register.proposed(facts.isms));
    let ids: Vec<Id> = all.filter(|id| (facts.sees)(*id)).collect();
    about(&ids, "clause 7.5.2 c", Target::Page("first-steps"), |ids, one| match one {
        true => (
            tell!("Confirm what was proposed"),
            tell!(
                "{record} was made from answers, and nobody has looked at it. Until then nothing of it is signed",
                record = ids
            ),
        ),
        false => (
            tell!("Confirm what was proposed"),
            tell!(
                "{count} records were made from answers, and nobody has looked at them. Until then nothing of them is signed or published",
                count = ids.len()
            ),
        ),
    })
}

fn bring_spreadsheets(facts: &Facts) -> Option<Step> {
    is_empty(facts).then(|| Step {
        title: tell!("Bring your spreadsheets"),
        why: tell!(
            "Drop the files you have, in any order: assets, risks, controls, people. You then see what they say, and what they leave open"
        ),
        clause: "clause 8.2".into(),
        records: vec![],
        to: Target::Page("import"),
        words: None,
    })
}

fn name_the_scope(facts: &Facts) -> Option<Step> {
    let organisation = facts.isms.the_organisation().filter(|one| one.scope.trim().is_empty())?;
    Some(Step {
        title: tell!("Name the scope"),
        why: tell!(
            "It says what the management system covers, stands on a certificate, and heads the Statement of Applicability"
        ),
        clause: "clause 4.3".into(),
        records: vec![organisation.id],
        to: Target::Record(organisation.id),
        words: None,
    })
}

/// As long as no risk is weighed by them, criteria are changed without harm.
fn agree_on_criteria(facts: &Facts) -> Option<Step> {
    let organisation = facts.isms.the_organisation().filter(|_| facts.isms.risks().is_empty())?;
    Some(Step {
        title: tell!("Agree on how risks are weighed"),
        why: tell!(
            "The scales are {likelihood} by {consequence}, and top management signs from {limit}. Change them before the first risk is weighed by them",
            likelihood = organisation.criteria.likelihood.len(),
            consequence = organisation.criteria.consequence.len(),
            limit = organisation.criteria.limit.as_str()
        ),
        clause: "clause 6.1.2 a".into(),
        records: vec![organisation.id],
        to: Target::Page("criteria"),
        words: None,
    })
}

fn list_assets(facts: &Facts) -> Option<Step> {
    facts.isms.assets().is_empty().then(|| Step {
        title: tell!("List what holds your information"),
        why: tell!("Risks are about something: databases, applications, laptops, paper, and what people know"),
        clause: "A.5.9".into(),
        records: vec![],
        to: Target::Register("assets"),
        words: None,
    })
}

/// Who signs in as nobody owns nothing and signs nothing.
fn say_who_signs_in(facts: &Facts) -> Option<Step> {
    let nobody = facts.isms.accounts().iter().filter(|account| account.person.is_none() && !account.disabled);
    let ids: Vec<Id> = nobody.map(|account| account.id).filter(|id| (facts.sees)(*id)).collect();
    let to = match (ids.as_slice(), facts.isms.people().is_empty()) {
        (_, true) => Target::Register("people"),
        ([one], false) => Target::Record(*one),
        _ => Target::Page("accounts"),
    };
    about(&ids, "clause 5.3", to, |ids, one| match one {
        true => (
            tell!("Say which person signs in as {account}", account = ids.clone()),
            tell!(
                "No person stands behind {accounts}, so nothing can be theirs, and they can sign nothing",
                accounts = ids
            ),
        ),
        false => (
            tell!("Say which people sign in as {count} accounts", count = ids.len()),
            tell!(
                "No person stands behind {accounts}, so nothing can be theirs, and they can sign nothing",
                accounts = ids
            ),
        ),
    })
}

fn weigh_risks(facts: &Facts) -> Option<Step> {
    facts.isms.risks().is_empty().then(|| Step {
        title: tell!("Weigh the first risk"),
        why: tell!("Say what could go wrong, how likely and how bad, and who decides about it. The controls you need follow from that"),
        clause: "clause 6.1.2 c".into(),
        records: vec![],
        to: Target::Register("risks"),
        words: None,
    })
}

/// First of all that goes on, because the law counts the hours.
fn tell_the_authority(facts: &Facts) -> Option<Step> {
    found(facts, "incidents", "breach-not-notified", "A.5.34", |ids, one| match one {
        true => (
            tell!("Tell the authority of one breach of personal data, or say why not"),
            tell!(
                "No notice is on record for {incidents}. The law gives 72 hours, unless people run no risk",
                incidents = ids
            ),
        ),
        false => (
            tell!("Tell the authority of {count} breaches of personal data, or say why not", count = ids.len()),
            tell!(
                "No notice is on record for {incidents}. The law gives 72 hours, unless people run no risk",
                incidents = ids
            ),
        ),
    })
}

fn take_access_away(facts: &Facts) -> Option<Step> {
    found(facts, "entitlements", "person-departed", "A.5.18", |ids, one| match one {
        true => (
            tell!("Take away one entitlement of somebody who left"),
            tell!("{entitlements} still works, and its person has left", entitlements = ids),
        ),
        false => (
            tell!("Take away {count} entitlements of people who left", count = ids.len()),
            tell!("{entitlements} still work, and their people have left", entitlements = ids),
        ),
    })
}

/// Criteria that changed leave ratings behind that lie on no step: these risks are on no map.
fn rate_again(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "rating-beyond-scale", "clause 8.2", |ids, one| match one {
        true => (
            tell!("Rate one risk again"),
            tell!("{risks} is rated beyond the present scales, so nobody sees how large it is", risks = ids),
        ),
        false => (
            tell!("Rate {count} risks again", count = ids.len()),
            tell!("{risks} are rated beyond the present scales, so nobody sees how large they are", risks = ids),
        ),
    })
}

fn decide_on_the_highest(facts: &Facts) -> Option<Step> {
    let level = facts.risks.criteria.levels.last().map_or("", |level| level.name.as_str());
    let to = facts.pressing.first().filter(|_| facts.pressing.len() == 1);
    let to = to.map_or(Target::Register("risks"), |one| Target::Record(*one));
    about(&facts.pressing, "clause 8.3", to, |ids, one| match one {
        true => (
            tell!("Decide on the one risk that is {level}", level = level),
            tell!("{risks} is on the highest level, and neither treated nor accepted", risks = ids),
        ),
        false => (
            tell!("Decide on {count} risks that are {level}", count = ids.len(), level = level),
            tell!("{risks} are on the highest level, and neither treated nor accepted", risks = ids),
        ),
    })
}

fn have_signed(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "over-limit-unsigned", "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Have one accepted risk signed"),
            tell!(
                "{risks} is called accepted above the limit, and nobody beside the owner signed. The owner accepts, and top management signs in addition",
                risks = ids
            ),
        ),
        false => (
            tell!("Have {count} accepted risks signed", count = ids.len()),
            tell!(
                "{risks} are called accepted above the limit, and nobody beside the owner signed. The owner accepts, and top management signs in addition",
                risks = ids
            ),
        ),
    })
}

fn justify_exclusions(facts: &Facts) -> Option<Step> {
    found(facts, "controls", "excluded-without-justification", "clause 6.1.3 d", |ids, one| match one {
        true => (
            tell!("Give a reason for one exclusion, or take it back"),
            tell!(
                "{controls} is left out of the Statement of Applicability without a reason. An auditor reads this page first",
                controls = ids
            ),
        ),
        false => (
            tell!("Give reasons for {count} exclusions, or take them back", count = ids.len()),
            tell!(
                "{controls} are left out of the Statement of Applicability without a reason. An auditor reads this page first",
                controls = ids
            ),
        ),
    })
}

/// A certificate waits for each of them.
fn close_majors(facts: &Facts) -> Option<Step> {
    found(facts, "audit-findings", "major-open", "clause 10.2", |ids, one| match one {
        true => (
            tell!("Close one major nonconformity"),
            tell!(
                "{findings} is open. A certification body grants no certificate before it is answered",
                findings = ids
            ),
        ),
        false => (
            tell!("Close {count} major nonconformities", count = ids.len()),
            tell!(
                "{findings} are open. A certification body grants no certificate before they are answered",
                findings = ids
            ),
        ),
    })
}

fn clear_overdue(facts: &Facts) -> Option<Step> {
    let oldest = facts.overdue.first()?;
    let ids: Vec<Id> = facts.overdue.iter().map(|item| item.id).collect();
    about(&ids, "clause 8.1", Target::Page("overdue"), |ids, one| match one {
        true => {
            (tell!("Clear what is overdue"), tell!("{record} was due on {day}", record = oldest.id, day = oldest.due))
        }
        false => (
            tell!("Clear what is overdue"),
            tell!(
                "{count} items were due before today, the oldest on {day}: {record}",
                count = ids.len(),
                day = oldest.due,
                record = oldest.id
            ),
        ),
    })
}

fn begin_treatment(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "untreated-above-limit", "clause 6.1.3 a", |ids, one| match one {
        true => (
            tell!("Begin treating one risk above the limit"),
            tell!("{risks} stands above the limit, and nothing is planned against it", risks = ids),
        ),
        false => (
            tell!("Begin treating {count} risks above the limit", count = ids.len()),
            tell!("{risks} stand above the limit, and nothing is planned against them", risks = ids),
        ),
    })
}

fn lower_what_stays_high(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "residual-above-limit", "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Plan more for one risk, or have it accepted"),
            tell!("{risks} is expected to stay above the limit after all that is planned", risks = ids),
        ),
        false => (
            tell!("Plan more for {count} risks, or have them accepted", count = ids.len()),
            tell!("{risks} are expected to stay above the limit after all that is planned", risks = ids),
        ),
    })
}

fn ask_owners_to_accept(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "owner-acceptance-missing", "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Ask the owner of one risk to accept it"),
            tell!("{risks} is called accepted, and its owner has not accepted it", risks = ids),
        ),
        false => (
            tell!("Ask the owners of {count} risks to accept them", count = ids.len()),
            tell!("{risks} are called accepted, and their owners have not accepted them", risks = ids),
        ),
    })
}

fn renew_acceptances(facts: &Facts) -> Option<Step> {
    found(facts, "risks", "acceptance-outdated", "clause 6.1.3 f", |ids, one| match one {
        true => (
            tell!("Have one risk accepted again"),
            tell!("{risks} has changed since somebody accepted it", risks = ids),
        ),
        false => (
            tell!("Have {count} risks accepted again", count = ids.len()),
            tell!("{risks} have changed since somebody accepted them", risks = ids),
        ),
    })
}

fn decide_on_controls(facts: &Facts) -> Option<Step> {
    about(&facts.undecided, "clause 6.1.3 c", Target::Page("soa/undecided"), |ids, one| match one {
        true => (
            tell!("Decide on one control"),
            tell!(
                "No risk, law or contract asks for {controls}, and nobody decided. Without that no statement can be published",
                controls = ids
            ),
        ),
        false => (
            tell!("Decide on {count} controls", count = ids.len()),
            tell!(
                "No risk, law or contract asks for them, and nobody decided. Without that no statement can be published"
            ),
        ),
    })
}

/// Risks first, because only their owner can decide about them.
fn name_owners(facts: &Facts) -> Option<Step> {
    let of = |register| [facts.found(register, "no-owner"), facts.found(register, "owner-departed")].concat();
    let by_register = [("risks", of("risks")), ("assets", of("assets")), ("controls", of("controls"))];
    let first = by_register.iter().find(|(_, ids)| !ids.is_empty()).map(|(register, _)| Target::Register(register))?;
    let ids: Vec<Id> = by_register.into_iter().flat_map(|(_, ids)| ids).collect();
    about(&ids, "clause 5.3", first, |ids, one| match one {
        true => {
            (tell!("Name an owner"), tell!("{records} is owned by nobody, or by somebody who has left", records = ids))
        }
        false => (
            tell!("Name owners for {count} records", count = ids.len()),
            tell!("{records} are owned by nobody, or by somebody who has left", records = ids),
        ),
    })
}

/// The way ends in a published statement.
fn publish(facts: &Facts) -> Option<Step> {
    facts.soa.is_ready(facts.isms).then(|| Step {
        title: tell!("Publish the Statement of Applicability"),
        why: tell!("Each control is decided. Once approved, version 1 is what you hand to an auditor"),
        clause: "clause 6.1.3 d".into(),
        records: vec![],
        to: Target::Page("soa"),
        words: None,
    })
}

/// A step about what a rule found.
fn found(
    facts: &Facts, register: &'static str, rule: &'static str, clause: &'static str,
    says: impl FnOnce(Vec<Id>, bool) -> (Sentence, Sentence),
) -> Option<Step> {
    about(&facts.found(register, rule), clause, Target::Found(register, rule), says)
}

/// A step about records, where there are any; it is told apart whether it is one.
fn about(
    records: &[Id], clause: &'static str, to: Target, says: impl FnOnce(Vec<Id>, bool) -> (Sentence, Sentence),
) -> Option<Step> {
    if records.is_empty() {
        return None;
    }
    let (title, why) = says(records.to_vec(), records.len() == 1);
    Some(Step { title, why, clause: clause.into(), records: records.to_vec(), to, words: None })
}
