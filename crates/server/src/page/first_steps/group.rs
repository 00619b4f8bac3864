//! One group of what was proposed: each record with where it came from, and one button that confirms them all.

use isms::{
    Asset, Id, Risk,
    first_steps::{Group, Stage, resting},
    register_of,
};
use maud::{Markup, html};

use super::confirm::{LEFT_OUT, Rated, SEEN, may_leave_out};
use crate::{
    page::{here::Here, naming::Names, soa::how_far},
    parts::{Ring, facts, once, proposed, reference, state},
    words::{count, say, say_with},
};

/// Draws a group with its number.
pub fn section(here: &Here, names: &Names, (at, group, stage): (usize, &Group, Stage), rated: &Rated) -> Markup {
    let waiting = group.proposed(names.isms, &|id| names.reader.sees(id));
    let title = format!("{}_title", group.word);
    html! {
        section id=(group.word) aria-labelledby=(title) {
            h2 id=(title) { (at) ". " (say(group.title)) " " small.quiet { (say(group.clause)) } }
            p { (say(group.why)) }
            @if waiting.is_empty() { (nothing_waits(names, group, stage)) }
            @else if group.word == "risks" { (as_nobody(here, names)) (rating(here, names, &waiting, rated)) }
            @else { (confirming(here, names, &waiting)) }
        }
    }
}

fn nothing_waits(names: &Names, group: &Group, stage: Stage) -> Markup {
    html! {
        p.acts {
            @match stage {
                Stage::Confirmed => { (state(Ring::Full, say("all that is here is yours"))) }
                Stage::Proposed => { span.quiet { (say("Something waits here that others confirm.")) } }
                Stage::Empty => { span.quiet { (say("Nothing is here yet.")) } }
            }
            @for name in group.registers { a href=(names.to(&format!("/{name}"))) { (say(&isms::label(name))) } }
        }
    }
}

fn confirming(here: &Here, names: &Names, waiting: &[Id]) -> Markup {
    let mine: Vec<Id> = waiting.iter().copied().filter(|id| may(here, *id, "confirmed")).collect();
    sent(
        "/first-steps/confirmed",
        !mine.is_empty(),
        &html! {
            (once())
            @for id in &mine { input type="hidden" name="chosen" value=(id); (seen(names, *id)) }
            div.holds_table {
                table.register.plain_table {
                    caption.unseen { (count(waiting.len(), "{count} proposed record", "{count} proposed records")) }
                    thead { tr { th.id scope="col" { (say("Number")) } th scope="col" { (say("Proposed")) } } }
                    tbody { @for id in waiting { (line(here, names, *id)) } }
                }
            }
            @if !mine.is_empty() { p.acts { button { (count(mine.len(), "Confirm this one", "Confirm these {count}")) } } }
        },
    )
}

/// A form for who may do something with what stands in it.
fn sent(action: &str, may: bool, body: &Markup) -> Markup {
    html! {
        @if may { form.wide action=(action) method="post" { (body) } } @else { div.wide { (body) } }
    }
}

/// The revision that is looked at: another one is neither confirmed nor left out by this page.
fn seen(names: &Names, id: Id) -> Markup {
    let revision = names.reader.head(id).map_or(0, |head| head.revision);
    html! { input type="hidden" name={ (id) "." (SEEN) } value=(revision); }
}

fn line(here: &Here, names: &Names, id: Id) -> Markup {
    html! {
        tr id=(id) {
            td.id { (number(names, id)) }
            td { (what(here, names, id)) }
        }
    }
}

/// Its number, also where a page would name a person.
fn number(names: &Names, id: Id) -> Markup {
    reference(&names.called(id), &names.href(id))
}

/// What is proposed, why, and what else can be done with it.
fn what(here: &Here, names: &Names, id: Id) -> Markup {
    let head = names.reader.head(id);
    html! {
        @if let Some(head) = head {
            b { (head.title) }
            (said(names, id))
            div.whence { @if let Some(source) = &head.proposed { (proposed(source)) } (otherwise(here, names, id)) }
        }
    }
}

/// What one has to read to confirm it, beside its title.
fn said(names: &Names, id: Id) -> Markup {
    let isms = names.isms;
    let text = |text: &str| html! { @if !text.trim().is_empty() { br; (text) } };
    match id.letters() {
        "ORG" => organisation(names),
        "IS" => text(isms.issues().get(id).map_or("", |one| &one.effect)),
        "IP" => text(isms.interested_parties().get(id).map_or("", |one| &one.expects)),
        "O" => text(isms.obligations().get(id).map_or("", |one| &one.requirement)),
        "R" => isms.risks().get(id).map_or_else(Markup::default, |one| {
            html! { (text(&one.description)) (text(&one.consequence)) (struck(names, one)) (owner(names, &one.owner)) }
        }),
        "A" => isms.assets().get(id).map_or_else(Markup::default, |one| html! { (sort(one)) (owner(names, &one.owner)) }),
        "S" => isms.suppliers().get(id).map_or_else(Markup::default, |one| owner(names, &one.owner)),
        "ACT" => isms.actions().get(id).map_or_else(Markup::default, |one| {
            let controls: Vec<Id> = one.controls.iter().filter_map(isms::Link::id).collect();
            html! { br; (say("Controls:")) " " (names.records(&controls)) "." (owner(names, &one.owner)) }
        }),
        _ => isms.controls().get(id).map_or_else(Markup::default, |one| {
            html! { (text(&one.how)) (text(&one.justification)) br; (how_far(one.implementation)) ". " (say("Owner:")) " " (names.owner(&one.owner)) }
        }),
    }
}

/// The assets that a risk strikes.
fn struck(names: &Names, risk: &Risk) -> Markup {
    let assets: Vec<Id> = risk.assets.iter().filter_map(isms::Link::id).collect();
    html! {
        @if !assets.is_empty() {
            br; (say("It strikes:"))
            @for (at, asset) in assets.iter().enumerate() { @if at > 0 { "," } " " (names.titled(*asset)) } "."
        }
    }
}

/// Which sort of asset it is; of no sort, no proposed risk strikes it.
fn sort(asset: &Asset) -> Markup {
    let kind = asset.kind.as_deref().map(|kind| say_with("Type: {type}.", &[("type", &kind)]));
    let unsaid = || say("It has no type yet: correct it, and say there what it is.").to_owned();
    html! { br; (kind.unwrap_or_else(unsaid)) }
}

fn owner(names: &Names, owner: &Option<isms::Link<isms::Person>>) -> Markup {
    html! { br; (say("Owner:")) " " (names.owner(owner)) }
}

/// Scope, places, and the words of the scale that was chosen.
fn organisation(names: &Names) -> Markup {
    let Some(one) = names.isms.the_organisation() else { return Markup::default() };
    let sites: Vec<&str> = one.sites.iter().map(|site| site.name.as_str()).collect();
    let steps =
        one.criteria.consequence.iter().rev().map(|step| html! { li { b { (step.name) } ": " (step.description) } });
    facts([
        (
            say("Scope"),
            html! { (*one.scope) " " span.quiet { (say("This is a text: what you leave out below stays named in it until you correct it.")) } },
        ),
        (say("Places"), html! { (sites.join("; ")) }),
        (say("How bad it is"), html! { ul.plain_list { @for step in steps { (step) } } }),
        (
            say("Who accepts"),
            html! {
                (say_with("The owner of a risk; from {limit} on, top management signs in addition.", &[("limit", &one.criteria.limit)]))
                " " a href=(names.to("/organisation#criteria")) { (say("All scales")) }
            },
        ),
    ])
}

/// The ways to correct it or to leave it out, and what rests on it where something does.
fn otherwise(here: &Here, names: &Names, id: Id) -> Markup {
    let Some(register) = register_of(id) else { return Markup::default() };
    let path = format!("/{}/{id}", register.name());
    let resting = if may_leave_out(here, names.isms, id) { Some(resting(names.isms, id)) } else { None };
    html! {
        span.otherwise {
            @if may(here, id, "edited") { a href={ (path) "/edit" } { (say("Correct it")) } }
            @match resting.as_deref() {
                None => {}
                Some([]) => { button.bare name=(LEFT_OUT) value=(id) formaction="/first-steps/left-out" { (say("Leave it out")) } }
                Some(others) => { span.quiet { (say("Needed by")) " " (names.records(others)) } }
            }
        }
    }
}

fn may(here: &Here, id: Id, word: &str) -> bool {
    register_of(id).is_some_and(|register| here.is_today() && here.reader.may_do(register, word, Some(id)))
}

/// A rating says whose it is: who signs in as nobody yet says so first.
fn as_nobody(here: &Here, names: &Names) -> Markup {
    html! {
        @if here.reader.person().is_none() {
            p { b { (say("You sign in as nobody yet, so your ratings would be nobody’s.")) } " "
                a href=(names.to("/first-steps#who")) { (say("Say first which person you are")) } "." }
        }
    }
}

/// Risks are confirmed with a rating each: how likely and how bad is for people to say.
fn rating(here: &Here, names: &Names, waiting: &[Id], rated: &Rated) -> Markup {
    let mine = waiting.iter().filter(|id| may(here, **id, "assessed")).count();
    sent(
        "/first-steps/rated",
        mine > 0,
        &html! {
            (once())
            div.holds_table {
                table.register.plain_table {
                    caption.unseen { (count(waiting.len(), "{count} proposed risk", "{count} proposed risks")) }
                    thead { tr { th.id scope="col" { (say("Number")) } th scope="col" { (say("What could happen, and how likely and how bad that would be")) } } }
                    tbody { @for id in waiting { (risk(here, names, *id, rated)) } }
                }
            }
            @if mine > 0 { p.acts { button { (say("Rate and confirm these")) } span.quiet { (say("Those you leave unrated stay proposed.")) } } }
        },
    )
}

fn risk(here: &Here, names: &Names, id: Id, rated: &Rated) -> Markup {
    let criteria = names.isms.criteria();
    html! {
        tr id=(id) {
            td.id { (number(names, id)) }
            td {
                (what(here, names, id))
                @if may(here, id, "assessed") {
                    (seen(names, id))
                    div.pair.rates {
                        (scale(names, (id, "likelihood"), say("How likely"), &criteria.likelihood, rated))
                        (scale(names, (id, "consequence"), say("How bad"), &criteria.consequence, rated))
                    }
                }
            }
        }
    }
}

fn scale(
    names: &Names, (id, axis): (Id, &str), words: &str, steps: &[isms::criteria::ScaleStep], rated: &Rated,
) -> Markup {
    let name = format!("{id}.{axis}");
    let chosen = rated.get(names, id, axis);
    html! {
        label {
            (words) " "
            select name=(name) aria-label=(say_with("{words}: {called}", &[("words", &words), ("called", &names.called(id))])) {
                option value="" { (say("choose")) }
                @for (at, step) in steps.iter().enumerate() {
                    option value=(at + 1) selected[chosen == (at + 1).to_string()] {
                        (at + 1) " " (step.name) @if !step.description.is_empty() { ": " (step.description) }
                    }
                }
            }
        }
        @if let Some(error) = rated.error(id, axis) { span.error { (error) } }
    }
}
