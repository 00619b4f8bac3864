//! What is done about a risk: the option, the controls with their standing, the actions, and the owner's approval.

use isms::{
    Control, Link,
    controls::Implementation,
    risks::CriteriaInForce,
    views::{self, treatment::Approval},
};
use maud::{Markup, html};

use super::OnRisk;
use crate::{
    page::{
        form::Typed,
        item::{Signing, signed_box},
        risks::is_overdue,
        soa::how_far,
        treatment::{action_line, approval, option_word},
    },
    parts::{self, Ring, Signer},
    words::{say, say_with},
};

/// Draws the section.
pub fn section(on: &OnRisk) -> Markup {
    let risk = on.row.risk;
    let today = on.names.reader.day.judged_on;
    html! {
        section #plan aria-labelledby="plan_title" {
            h2 #plan_title { (say("Treatment:")) " " (say(option_word(risk.option))) }
            p {
                @match risk.due {
                    Some(due) => { (say("Due")) " " @if is_overdue(on.row, today) { (parts::due(due, today)) } @else { (parts::day(due)) } },
                    None => span.quiet { (say("No day is set by which it is to be done.")) },
                }
            }
            (controls(on))
            @if !on.row.actions.is_empty() {
                ul.plain_list { @for action in &on.row.actions { li { span { (action_line(&on.names, action)) } } } }
            }
            (plan(on))
        }
    }
}

fn controls(on: &OnRisk) -> Markup {
    let risk = on.row.risk;
    html! {
        @if risk.controls().next().is_none() { p.quiet { (say("No control is named, neither existing nor planned.")) } } @else {
            div.holds_table {
                table.register.plain_table {
                    caption.unseen { (say("Controls of this treatment")) }
                    thead { tr {
                        th scope="col" { (say("Control")) }
                        th scope="col" { (say("Title")) }
                        th scope="col" { (say("Implemented")) }
                        th.c2 scope="col" { (say("Owner")) }
                    } }
                    tbody {
                        (group(on, "Existing", &risk.existing_controls))
                        (group(on, "Planned", &risk.planned_controls))
                    }
                }
            }
        }
    }
}

fn group(on: &OnRisk, words: &str, controls: &[Link<Control>]) -> Markup {
    html! {
        @if !controls.is_empty() {
            tr.group { th colspan="4" scope="rowgroup" { (say(words)) } }
            @for control in controls { (line(on, control)) }
        }
    }
}

fn line(on: &OnRisk, named: &Link<Control>) -> Markup {
    let hidden = named.id().is_some_and(|id| !on.names.reader.sees(id));
    let control = named.id().filter(|_| !hidden).and_then(|id| on.names.isms.controls().get(id));
    html! {
        tr {
            td.tight { (on.names.link(named)) @if !hidden { (read_from(named)) } }
            td { @if let Some(control) = control { (on.names.reader.head(control.id).map(|head| head.title).unwrap_or_default()) } }
            td {
                @match control {
                    Some(control) => {
                        (how_far(control.implementation))
                        @if let Some(by) = control.planned_for.filter(|_| control.implementation != Some(Implementation::Yes)) {
                            " " span.quiet { (say("by")) " " (parts::day(by)) }
                        }
                    },
                    None if hidden => {},
                    None => span.quiet { (say("not in the register")) },
                }
            }
            td.c2 { @if let Some(control) = control { (on.names.owner(&control.owner)) } }
        }
    }
}

/// The number that a link was read from, until somebody confirms it.
fn read_from(named: &Link<Control>) -> Markup {
    match &named.to {
        isms::To::ReadFrom(_, text) => html! { br; span.small.quiet { (say("read from")) " " (text) } },
        _ => Markup::default(),
    }
}

/// The owner's approval of the plan (clause 6.1.3 f), and the box for it where it is the reader's to give.
fn plan(on: &OnRisk) -> Markup {
    let stands = views::treatment::approval(&CriteriaInForce::of(on.names.isms), on.names.isms, on.row.risk);
    let given = matches!(stands, Approval::Given(_));
    let mine =
        on.names.reader.person().is_some() && on.names.reader.person() == on.row.risk.owner.as_ref().and_then(Link::id);
    let confirmed = on.row.risk.body.proposed.is_none();
    let may = mine && confirmed && !given && on.row.risk.option.is_some() && on.item.may("plan-approved");
    let name = on.names.owner_words(&on.row.risk.owner);
    let button = say_with("Approve the plan of {called}", &[("called", &on.item.called())]);
    let who = say_with("{name}, risk owner", &[("name", &name)]);
    html! {
        p { (say("The plan:")) " " (approval(&on.names, &stands)) }
        @if may {
            (signed_box(on.item, "plan-approved", &Typed::default(), &[], &Signing {
                means: html! { (say("You own this risk. Approving means: what stands here is done about it, by the days and the people named (clause 6.1.3 f).")) },
                signers: &[Signer { ring: Ring::Open, who: &who, note: "" }],
                button: &button,
            }))
        }
    }
}
