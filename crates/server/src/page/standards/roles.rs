//! The roles that information security needs: what each does, decides and must be able to do, and who holds it here.

use axum::{extract::State, http::Uri, response::Response, routing::get};
use isms::{
    annex_a,
    library::{SecurityRole, holders, roles},
};
use maud::{Markup, html};
use recorder::Action;

use super::text::clause_path;
use crate::{
    app::App,
    listing::with_query,
    page::{around, naming::Names},
    parts::{self, PageTitle},
    serve::Route,
    sign_in::At,
    words::{count, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/standards/roles", get(show))]
}

async fn show(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Roles");
    let under = say(
        "Who does what, so that nothing is left to nobody (clause 5.3), and what each must be able to do (clause 7.2). One person may hold several, save where it says that two do not go together.",
    );
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        nav.filter_words aria-label=(say("Roles")) { @for role in roles() { a href={ "#" (role.id) } { (role.title) } " " } }
        @for role in roles() { (one(&names, role)) }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

fn one(names: &Names, role: &SecurityRole) -> Markup {
    let heading = format!("{}-title", role.id);
    let facts = [
        (say("Holds it here"), held_by(names, role)),
        (say("Competence"), competence(names, role)),
        (say("Decides"), html! { (role.decides) }),
        (say("Must be able to"), html! { (role.needs) }),
        (say("In a small organisation"), html! { (role.small) }),
        (say("Takes care of"), takes_care_of(names, role)),
    ];
    html! {
        section id=(role.id) aria-labelledby=(heading) {
            h2 id=(heading) { (role.title) }
            ul.dots { @for duty in &role.duties { li { (duty) } } }
            (parts::facts(facts))
        }
    }
}

fn held_by(names: &Names, role: &SecurityRole) -> Markup {
    let people = holders(role, names.isms, names.reader.day.judged_on, &|id| names.reader.sees(id));
    html! { @if people.is_empty() { span.quiet { (say("nobody is recorded")) } } @else { (names.records(&people)) } }
}

/// What is written about it (clause 7.2), or the way to write it.
fn competence(names: &Names, role: &SecurityRole) -> Markup {
    let written: Vec<_> = role.written(names.isms).into_iter().filter(|id| names.reader.sees(*id)).collect();
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "competences");
    let pairs: Vec<(String, String)> = role.fields().into_iter().map(|(name, text)| (name.into(), text)).collect();
    html! {
        @if written.is_empty() { span.quiet { (say("none recorded")) } } @else { (names.records(&written)) }
        @if may { " " a href=(with_query("/competences/new", &pairs)) { (say("Write the competence")) } }
    }
}

/// The controls, and the duties of clauses 4 to 10.
fn takes_care_of(names: &Names, role: &SecurityRole) -> Markup {
    let clause_of =
        |duty: &str| duty.split('-').next().map(|number| number.trim_end_matches(['a', 'b', 'c']).to_owned());
    let mut clauses: Vec<String> = role.requirements.iter().filter_map(|duty| clause_of(duty)).collect();
    clauses.dedup();
    html! {
        details {
            summary {
                (count(role.requirements.len(), "{count} duty of the clauses", "{count} duties of the clauses")) ", "
                (count(role.controls.len(), "{count} control", "{count} controls"))
            }
            p { @for (at, number) in clauses.iter().enumerate() { @if at > 0 { ", " } a href=(names.to(&clause_path(number))) { (say("clause")) " " (number) } } }
            p { @for (at, id) in role.controls.iter().enumerate() { @if at > 0 { ", " } (parts::control_number(&annex_a::number(*id), &names.href(*id))) } }
        }
    }
}
