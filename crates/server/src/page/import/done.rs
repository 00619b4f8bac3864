//! After an import: what came of it, what it shows, and one next step.

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
};
use isms::{Id, views};
use maud::{Markup, html};

use crate::{
    app::App,
    page::{around, home::first_step, naming::Names},
    parts::{PageTitle, page_title},
    problem::Failed,
    sign_in::At,
    words::{count, number, say, say_with},
};

pub async fn done(
    State(app): State<App>, At(reader): At, Path(id): Path<String>, uri: Uri,
) -> Result<Markup, Response> {
    page(&app, &reader, &id, &uri).map_err(Failed::into_page)
}

fn page(app: &App, reader: &recorder::Reader, id: &str, uri: &Uri) -> Result<Markup, Failed> {
    let (isms, today) = (reader.view()?, reader.day.judged_on);
    let id: Id = id.parse().map_err(Failed::BadRequest)?;
    let register = recorder::named("imports")?;
    reader.get(register, id)?;
    let import = isms.imports().get(id).map(|held| held.body.record.clone()).unwrap_or_default();
    let names = Names { reader, isms, here: None };
    let home = views::home::home(isms, today, &|id| reader.sees(id));
    // As many as the lists show that these lines lead to.
    let mut findings = views::findings(isms, today, None);
    findings.retain(|finding| reader.sees(finding.on));
    let untreated = findings.iter().filter(|finding| "untreated-above-limit" == finding.rule.name).count();
    let undecided = views::soa::soa(isms, today).counts(&|id| reader.sees(id)).undecided;
    let assets = isms.assets().iter().filter(|asset| reader.sees(asset.id)).count();
    let risks = isms.risks().iter().filter(|risk| reader.sees(risk.id)).count();
    let under = html! {
        (import.title) ". " (count(import.created.len(), "{count} record is new", "{count} records are new")) ", "
        (say_with("{count} changed.", &[("count", &number(import.changed.len()))])) " "
        a href={ "/imports/" (id) } { (say_with("See {import}", &[("import", &id)])) }
    };
    let here =
        |words: &str, many: usize, href: &str| html! { li { a href=(href) { b { (number(many)) } " " (say(words)) } } };
    let body = html! {
        (page_title(&PageTitle { title: say("Your registers are in"), under: Some(under), ..PageTitle::default() }))
        section {
            h2 { (say("What they show")) }
            ul.plain_list {
                (here("assets", assets, "/assets"))
                (here("risks against your own criteria", risks, "/risks"))
                (here("risks at or above the limit, and nothing is planned", untreated, "/findings?rule=untreated-above-limit"))
                (here("controls undecided in your Statement of Applicability", undecided, "/soa?show=undecided"))
                (here("findings in all", findings.len(), "/findings"))
            }
        }
        section aria-labelledby="next" {
            h2 #next { (say("What to do next")) }
            (first_step(&names, &home))
        }
        section aria-labelledby="back" {
            h2 #back { (say("Was it the wrong file?")) }
            p { (say("Taking an import back withdraws all that it created and sets back all that it changed, as long as nobody has built on it.")) }
            p.acts { a.button.plain href={ "/imports/" (id) "/withdrawn" } { (say("Take this import back")) } }
        }
    };
    Ok(around(app, reader, uri).page(say("Your registers are in"), &body))
}
