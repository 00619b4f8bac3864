//! Circumstances, laws and contracts, and who stands behind them.
//!
//! ISO/IEC 27001, clauses 4.1 and 4.2; Annex A, A.5.31.

use super::{
    Answers, Climate, Law,
    proposing::{Owner, Proposing, answer},
};
use crate::{
    collection::plain,
    id::Id,
    link::Link,
    message::Message,
    refusal::Reason,
    registers::{InterestedParty, Issue, Obligation, interested_parties::Side, obligations::ObligationKind},
    say,
    step::Prose,
};

/// Issues, obligations and parties.
pub(super) fn propose(proposing: &mut Proposing, answers: &Answers, owner: &Owner) -> Result<(), Vec<Reason>> {
    // Once something is said of the climate, another answer would stand beside it and say the opposite.
    let said = |one: &Issue| [HEAT, FLOODS, BOTH, NONE].iter().any(|(title, _)| plain(&one.title) == plain(title));
    if !proposing.isms.issues().iter().any(|one| proposing.knows_of(one.id) && said(one)) {
        proposing.propose(climate(answers.climate, owner), &answer("climate"))?;
    }
    if !answers.helpers.is_empty() {
        proposing.propose(helpers(owner), &answer("helpers"))?;
    }
    for (name, side, expects) in EVERYBODY_HAS {
        let because = say!("every organisation has them");
        party(proposing, (name, *side, expects), None, (owner, &because))?;
    }
    for law in &answers.laws {
        let (asks, because) = (asks(*law), answer("laws"));
        let controls = asks.controls.iter().map(|(theme, number)| Link::known(Id::new(theme, *number))).collect();
        let obligation = Obligation {
            title: asks.title.into(),
            kind: asks.kind,
            requirement: asks.requirement.into(),
            controls,
            owner: owner.clone(),
            ..Obligation::default()
        };
        let made = proposing.propose(obligation, &because)?;
        party(proposing, (asks.party, Side::External, asks.expects), made.link, (owner, &because))?;
    }
    for line in &answers.other_laws {
        proposing.propose(other(line, owner), &answer("other_laws"))?;
    }
    Ok(())
}

const EVERYBODY_HAS: &[(&str, Side, &str)] = &[
    ("Customers", Side::External, "What they entrust to us stays with us, is right, and is there when they need it."),
    ("Employees", Side::Internal, "Their own data is safe, and they know what they may and must do."),
];

fn party(
    proposing: &mut Proposing, (name, side, expects): (&str, Side, &str), obligation: Option<Link<Obligation>>,
    (owner, because): (&Owner, &Message),
) -> Result<(), Vec<Reason>> {
    let party = InterestedParty {
        name: name.into(),
        side: Some(side),
        expects: expects.into(),
        obligations: obligation.into_iter().collect(),
        owner: owner.clone(),
        ..InterestedParty::default()
    };
    proposing.propose(party, because).map(drop)
}

/// What an answer about the climate is called, and what it does.
pub(super) type Effect = (&'static str, &'static str);

const HEAT: Effect =
    ("Climate change: hotter summers", "Rooms, cooling or people may fail on hot days, and systems with them.");
const FLOODS: Effect =
    ("Climate change: floods and storms", "Water, wind or a power cut may reach our rooms, or those of our suppliers.");
const BOTH: Effect = (
    "Climate change: heat, floods and storms",
    "Hot days, water, wind or a power cut may reach our rooms, systems or suppliers.",
);
const NONE: Effect = (
    "Climate change: thought about, no effect found",
    "Nothing was found by which it bears on our information security. To be looked at again each year.",
);

pub(super) fn effect(climate: Climate) -> Effect {
    match climate {
        Climate::HeatCould => HEAT,
        Climate::FloodsOrStormsCould => FLOODS,
        Climate::HeatAndFloodsCould => BOTH,
        Climate::NotThatWeCanSee => NONE,
    }
}

fn climate(climate: Climate, owner: &Owner) -> Issue {
    let (title, effect) = effect(climate);
    Issue {
        title: title.into(),
        side: Some(Side::External),
        category: Some("climate".into()),
        effect: effect.into(),
        owner: owner.clone(),
        ..Issue::default()
    }
}

fn helpers(owner: &Owner) -> Issue {
    Issue {
        title: "Others outside work with our information".into(),
        side: Some(Side::External),
        category: Some("technological".into()),
        effect: "What goes wrong there goes wrong for us, and we see it late.".into(),
        owner: owner.clone(),
        ..Issue::default()
    }
}

/// A law, unless the line itself speaks of a contract.
fn other(line: &str, owner: &Owner) -> Obligation {
    let words = line.to_lowercase();
    let contract = ["contract", "agreement", "terms"].iter().any(|word| words.contains(word));
    let kind = if contract { ObligationKind::Contract } else { ObligationKind::Law };
    let requirement: Prose = "To be read: what it asks for, and which controls answer it.".into();
    Obligation { title: line.into(), kind, requirement, owner: owner.clone(), ..Obligation::default() }
}

/// What a law or contract is to be called, what it asks for, and who stands behind it.
pub(super) struct Asks {
    pub title: &'static str,
    kind: ObligationKind,
    requirement: &'static str,
    controls: &'static [(&'static str, u32)],
    party: &'static str,
    expects: &'static str,
}

pub(super) fn asks(law: Law) -> Asks {
    let (law_, contract) = (ObligationKind::Law, ObligationKind::Contract);
    match law {
        Law::DataProtectionLaw => Asks {
            title: "Data protection law",
            kind: law_,
            requirement: "Personal data is protected as its risk asks for, and a breach is reported in time.",
            controls: &[("5.", 34), ("5.", 24)],
            party: "Data protection authority",
            expects: "Personal data is handled lawfully, and breaches are reported.",
        },
        Law::RulesForKeepingBooks => Asks {
            title: "Law on keeping books and letters",
            kind: law_,
            requirement: "Books, invoices and letters stay readable and unchanged for the years the law names.",
            controls: &[("5.", 33)],
            party: "Tax authority",
            expects: "Books and invoices can be read and relied on for years.",
        },
        Law::SecurityLawOfOurSector => Asks {
            title: "Security law of our sector",
            kind: law_,
            requirement: "To be read: which measures it asks for, and what is reported to whom and when.",
            controls: &[("5.", 31), ("5.", 24)],
            party: "Supervisory authority of our sector",
            expects: "The measures of the law are in place, and incidents are reported.",
        },
        Law::SecurityTermsOfCustomers => Asks {
            title: "Security terms of customers",
            kind: contract,
            requirement: "What we signed for security is kept, and customers hear of incidents in the time agreed.",
            controls: &[("5.", 31), ("5.", 24)],
            party: "Customers with security terms",
            expects: "We keep what we signed, and can show it.",
        },
        Law::TermsOfCyberInsurance => Asks {
            title: "Terms of the cyber insurance",
            kind: contract,
            requirement: "The protection that the policy names is in place, or the insurer need not pay.",
            controls: &[("5.", 31), ("8.", 13)],
            party: "Insurer",
            expects: "The protection that the policy names is in place.",
        },
        Law::RulesForPaymentCards => Asks {
            title: "Rules for payment cards",
            kind: contract,
            requirement: "Card data is handled as the rules of the card schemes say, or by a provider who does.",
            controls: &[("5.", 31), ("8.", 24)],
            party: "Payment provider",
            expects: "Card data never lies where it should not.",
        },
    }
}
