//! Who carries what is left: the signatures, what has changed since, and the box for one's own.
//!
//! ISO/IEC 27001, clause 6.1.3 f.

use isms::{
    Link,
    accounts::Role,
    risks::{Acceptance, Status},
    views::risks::State,
};
use maud::{Markup, html};

use super::OnRisk;
use crate::{
    page::{
        form::Typed,
        item::{Signing, signed_box},
        risk_map::badge,
    },
    parts::{self, Ring, Signer},
    words::{day, say, say_with},
};

/// Draws the section.
pub fn section(on: &OnRisk) -> Markup {
    let signers = signers(on);
    let signers: Vec<Signer> = signers.iter().map(|(ring, who, note)| Signer { ring: *ring, who, note }).collect();
    let button = say_with("Accept {called}", &[("called", &on.item.called())]);
    html! {
        section #accept aria-labelledby="accept_title" {
            h2 #accept_title { (say("Acceptance")) }
            (state(on))
            @match mine(on) {
                Some(means) => (signed_box(on.item, "accepted", &Typed::default(), &[], &Signing { means, signers: &signers, button: &button })),
                None => {
                    @if on.row.residual.is_none() { p.quiet { (say("Nobody can accept it yet: what is left is not rated.")) } }
                    (list(&signers))
                },
            }
        }
    }
}

/// How far it is, in a sentence.
fn state(on: &OnRisk) -> Markup {
    let signatures = &on.row.acceptances;
    html! {
        @match signatures.state() {
            State::None => p { (say("Nobody has accepted what is left.")) },
            State::Accepted if signatures.is_signed() => p { (say("What is left is accepted.")) },
            State::Accepted => p { (say("One signature is there, another one is missing.")) },
            State::Stated => p { (say("A file states who accepted it. Nobody signed here.")) },
            State::Outdated => p { (say("It was accepted as it stood then. Since then has changed:")) " " (signatures.changed.join(", ")) "." },
        }
        @for one in [signatures.owner, signatures.beside].into_iter().flatten().filter(|one| !one.reason.trim().is_empty()) {
            p { (on.names.link(&one.by)) ", " (parts::day(one.on)) ": “" (one.reason) "”" }
        }
    }
}

/// Who signs, and how far that is.
fn signers(on: &OnRisk) -> Vec<(Ring, String, String)> {
    let (signatures, stands) = (&on.row.acceptances, on.row.acceptances.changed.is_empty());
    let name = on.names.owner_words(&on.row.risk.owner);
    let owner = signed(signatures.owner, stands, Ring::Open, say("has not accepted"));
    let mut all = vec![(owner.0, say_with("{name}, risk owner", &[("name", &name)]), owner.1)];
    if signatures.needs_two || signatures.beside.is_some() {
        let who =
            signatures.beside.map_or_else(|| top_management(on), |one| on.names.owner_words(&Some(one.by.clone())));
        let after = signed(signatures.beside, stands, Ring::Dashed, say("after the owner"));
        all.push((after.0, say_with("{name}, top management", &[("name", &who)]), after.1));
    }
    all
}

fn signed(signature: Option<&Acceptance>, stands: bool, open: Ring, not_yet: &str) -> (Ring, String) {
    match signature {
        None => (open, not_yet.into()),
        Some(one) if one.stated => {
            (Ring::Dashed, say_with("stated for {day}, not signed here", &[("day", &day(one.on))]))
        }
        Some(one) if stands => (Ring::Ticked, say_with("signed {day}", &[("day", &day(one.on))])),
        Some(one) => (Ring::Dashed, say_with("signed {day}, outdated", &[("day", &day(one.on))])),
    }
}

/// Those who may sign above the limit, by name.
fn top_management(on: &OnRisk) -> String {
    let accounts = on
        .names
        .isms
        .accounts()
        .iter()
        .filter(|account| !account.disabled && account.roles.contains(&Role::TopManagement));
    let people = accounts.filter_map(|account| account.person.clone());
    let names: Vec<String> = people.map(|person| on.names.owner_words(&Some(person))).collect();
    if names.is_empty() { say("nobody yet").into() } else { names.join(&format!(" {} ", say("or"))) }
}

/// What signing means for this reader, where it is theirs to sign.
fn mine(on: &OnRisk) -> Option<Markup> {
    let (row, person) = (on.row, on.names.reader.person()?);
    let open = row.risk.status != Status::Closed && row.risk.body.proposed.is_none();
    let left = row.residual.filter(|_| open && on.item.may("accepted"))?;
    let signatures = &row.acceptances;
    let stands = |one: Option<&Acceptance>| {
        one.is_some_and(|one| !one.stated && signatures.changed.is_empty() && one.by.id() == Some(person))
    };
    let owns = row.risk.owner.as_ref().and_then(Link::id) == Some(person);
    let limit = on.view.criteria.limit_score().unwrap_or_default();
    if owns && !stands(signatures.owner) {
        return Some(html! {
            (say("You own this risk. Accepting means: you carry it as it is")) @if row.expected { " " (say("expected to be")) } ", "
            span.whole { (badge(&on.view.criteria, Some(left))) } ", " (say("with the controls above.")) " "
            (say_with("At {limit} or more, top management signs in addition, never instead.", &[("limit", &limit)]))
        });
    }
    let in_addition = !owns && signatures.needs_two && signatures.owner.is_some() && !stands(signatures.beside);
    in_addition.then(|| html! {
        (say("Its owner has accepted it. At")) " " span.whole { (badge(&on.view.criteria, Some(left))) } " "
        (say("your organisation’s criteria ask for a second signature. Signing means: you carry the owner’s decision.")) 
    })
}

fn list(signers: &[Signer]) -> Markup {
    html! {
        ul.signers {
            @for signer in signers { li { (parts::state(signer.ring, signer.who)) span.quiet { (signer.note) } } }
        }
    }
}
