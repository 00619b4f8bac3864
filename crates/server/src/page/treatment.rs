//! The treatment plan: per owner, what is done about each risk, by whom and by when, and whether the owner approved it.
//!
//! ISO/IEC 27001, clauses 6.1.3 e and f, and 8.3.

use axum::{
    extract::{Query, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    Action, Control, Held, Link,
    actions::ActionStatus,
    risks::TreatmentOption,
    views::{
        risks::{Row, State as Accepted},
        treatment::{Approval, OwnersPlan, Planned, treatment},
    },
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    around,
    naming::Names,
    risk_map::badge,
    risks::{is_overdue, status},
    soa::how_far,
};
use crate::{
    app::App,
    parts::{self, PageTitle, Ring},
    serve::Route,
    sign_in::At,
    words::{count, number, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/treatment", get(show))]
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    /// Only this owner's plan.
    owner: String,
}

async fn show(
    State(app): State<App>, At(reader): At, Query(asked): Query<Asked>, uri: Uri,
) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let mut plans = treatment(names.isms, reader.day.judged_on);
    plans.retain(|plan| match plan.owner.and_then(Link::id) {
        _ if asked.owner.is_empty() => true,
        Some(id) => id.to_string() == asked.owner,
        None => asked.owner == NOBODY,
    });
    plans.iter_mut().for_each(|plan| plan.risks.retain(|planned| reader.sees(planned.row.risk.id)));
    plans.retain(|plan| !plan.risks.is_empty());
    let body = html! {
        (parts::page_title(&PageTitle { title: say("Treatment plan"), under: Some(under(&plans)), ..PageTitle::default() }))
        @if !asked.owner.is_empty() { p { a href=(names.to("/treatment")) { (say("Show all owners")) } } }
        @if plans.is_empty() {
            p { (say(if asked.owner.is_empty() { "No risk is weighed yet, so there is nothing to plan." } else { "No risk of this owner is weighed, so there is nothing to plan." })) " " a href=(names.to("/risks")) { (say("Risks")) } }
        }
        @else { (table(&names, &plans)) }
    };
    Ok(around(&app, &reader, &uri).page(say("Treatment plan"), &body))
}

fn under(plans: &[OwnersPlan]) -> Markup {
    let risks = || plans.iter().flat_map(|plan| &plan.risks);
    let approved = risks().filter(|planned| matches!(planned.approval, Approval::Given(_))).count();
    let all = number(risks().count());
    html! {
        (say("Clauses 6.1.3 e and f: what is done about each risk, by whom and by when; each owner approves the plan, and accepts what is left.")) " "
        (say_with("Risks: {all}; plans approved as they stand: {approved}.", &[("all", &all), ("approved", &approved)]))
    }
}

/// Asks for the risks whose owner is no person of the register.
const NOBODY: &str = "nobody";
/// Cells right of the number.
const COLUMNS: usize = 4;
/// Risks that one page tells whole. With more, it tells the greatest of each owner, and leads to the others.
const MOST: usize = 500;
/// Risks of one owner on a page that cannot tell all.
const GREATEST: usize = 5;

fn table(names: &Names, plans: &[OwnersPlan]) -> Markup {
    let is_whole = plans.len() == 1 || plans.iter().map(|plan| plan.risks.len()).sum::<usize>() <= MOST;
    let told = if is_whole { usize::MAX } else { GREATEST };
    html! {
        div.wide.holds_table {
            table.register.plan {
                caption.unseen { (say("How each risk is treated, owner by owner")) }
                thead { tr {
                    th.id scope="col" { (say("Risk")) }
                    th scope="col" { (say("Title")) }
                    th scope="col" { (say("Today, then")) }
                    th.c2 scope="col" { (say("Controls and actions to come")) }
                    th.c3 scope="col" { (say("Signed")) }
                } }
                tbody { @for plan in plans { (of_owner(names, plan, told)) } }
            }
        }
    }
}

fn of_owner(names: &Names, plan: &OwnersPlan, told: usize) -> Markup {
    let all = count(plan.risks.len(), "{count} risk", "{count} risks");
    let more = plan.risks.len() > told;
    let own = plan.owner.and_then(Link::id).map_or_else(|| NOBODY.into(), |id| id.to_string());
    html! {
        tr.group {
            td.id {}
            th colspan=(COLUMNS) scope="rowgroup" {
                (names.owner(&plan.owner.cloned())) " "
                small { @if more { a href=(names.to(&format!("/treatment?owner={own}"))) { (all) } } @else { (all) } }
            }
        }
        @for planned in plan.risks.iter().take(told) { (line(names, planned)) }
    }
}

fn line(names: &Names, planned: &Planned) -> Markup {
    let (row, risk, criteria) = (&planned.row, planned.row.risk, names.isms.criteria());
    html! {
        tr {
            td.id { (names.called(risk.id)) }
            td {
                a.row href=(names.href(risk.id)) { (risk.title) }
                span.how { (say(option_word(risk.option))) ", " (status(row)) ", " (due(names, row)) }
                span.also { (to_come_in_words(planned)) }
            }
            td.tight {
                (badge(&criteria, row.today())) br;
                (badge(&criteria, row.residual)) @if row.expected { " " em.quiet { (say("expected")) } }
            }
            td.c2 { (to_come(names, planned)) }
            td.c3 {
                div { span.quiet { (say("Plan:")) } " " (approval(names, &planned.approval)) }
                div { span.quiet { (say("What is left:")) } " " (acceptance(names, planned)) }
            }
        }
    }
}

fn due(names: &Names, row: &Row) -> Markup {
    let today = names.reader.day.judged_on;
    html! {
        @match row.risk.due {
            Some(due) if is_overdue(row, today) => { (say("due")) " " (parts::due(due, today)) },
            Some(due) => { (say("due")) " " (parts::day(due)) },
            None => (say("no date")),
        }
    }
}

fn to_come(names: &Names, planned: &Planned) -> Markup {
    html! {
        @for (named, control) in &planned.controls { div { (control_line(names, named, *control)) } }
        @for action in &planned.row.actions { div { (action_line(names, action)) } }
        @if planned.controls.is_empty() && planned.row.actions.is_empty() { span.quiet { (say("nothing planned")) } }
    }
}

/// The columns that fall away on a narrow screen, in a line.
fn to_come_in_words(planned: &Planned) -> String {
    let (controls, actions) = (planned.controls.len(), planned.row.actions.len());
    let controls = (controls > 0).then(|| count(controls, "{count} control", "{count} controls"));
    let actions = (actions > 0).then(|| count(actions, "{count} action", "{count} actions"));
    let to_come: Vec<String> = controls.into_iter().chain(actions).collect();
    let to_come = if to_come.is_empty() { say("nothing planned").into() } else { to_come.join(", ") };
    let approved = match planned.approval {
        Approval::Given(_) => "plan approved",
        Approval::Missing => "plan not approved",
        Approval::Outdated(..) => "approval outdated",
    };
    format!("{to_come}; {}", say(approved))
}

/// What is done about a risk, in words.
pub fn option_word(option: Option<TreatmentOption>) -> &'static str {
    match option {
        Some(TreatmentOption::Avoid) => "avoid",
        Some(TreatmentOption::Modify) => "modify",
        Some(TreatmentOption::Share) => "share",
        Some(TreatmentOption::Retain) => "retain",
        None => "not decided",
    }
}

fn control_line(names: &Names, named: &Link<Control>, control: Option<&Held<Control>>) -> Markup {
    html! {
        (names.link(named)) " "
        @if let Some(control) = control.filter(|control| names.reader.sees(control.id)) {
            (how_far(control.implementation))
            @if let Some(by) = control.planned_for.filter(|_| control.implementation != Some(isms::controls::Implementation::Yes)) {
                " " span.quiet { (say("by")) " " (parts::day(by)) }
            }
        }
    }
}

/// An action with how far it is, and when it is due.
pub fn action_line(names: &Names, action: &Held<Action>) -> Markup {
    let (ring, word) = match action.status {
        ActionStatus::Open => (Ring::Open, "open"),
        ActionStatus::InProgress => (Ring::Half, "in progress"),
        ActionStatus::Done => (Ring::Full, "done"),
        ActionStatus::Cancelled => (Ring::Dashed, "cancelled"),
    };
    html! {
        @if names.reader.sees(action.id) {
            (names.record(action.id)) " " (action.title) " " (parts::state(ring, say(word)))
            @if let Some(due) = action.due.filter(|_| action.is_open()) { ", " (say("due")) " " (parts::due(due, names.reader.day.judged_on)) }
        } @else { (names.record(action.id)) }
    }
}

/// Whether the owner approved the plan, and whether that still stands.
pub fn approval(names: &Names, approval: &Approval) -> Markup {
    match approval {
        Approval::Missing => html! { span.quiet { (say("not approved")) } },
        Approval::Given(given) => {
            html! { (parts::state(Ring::Ticked, say("approved"))) " " span.small { (parts::day(given.on)) } }
        }
        Approval::Outdated(given, changed) => html! {
            (parts::state(Ring::Dashed, say("outdated"))) " "
            span.small.quiet { (names.link(&given.by)) ", " (parts::day(given.on)) "; " (say("since changed:")) " " (changed.join(", ")) }
        },
    }
}

fn acceptance(names: &Names, planned: &Planned) -> Markup {
    let signatures = &planned.row.acceptances;
    let both = [signatures.owner, signatures.beside];
    html! {
        @match signatures.state() {
            Accepted::None => span.quiet { (say("not accepted")) },
            Accepted::Accepted => (parts::state(Ring::Ticked, say("accepted"))),
            Accepted::Stated => (parts::state(Ring::Dashed, say("stated, not signed here"))),
            Accepted::Outdated => (parts::state(Ring::Dashed, say("outdated"))),
        }
        @for one in both.into_iter().flatten() { br; span.small.quiet { (names.link(&one.by)) ", " (parts::day(one.on)) } }
    }
}
