//! Templates of documents: what each fulfils, its text filled from what is on record, and the way to make it one's own.

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    Message, annex_a,
    library::{Fields, Template, fields, template, templates},
    standards::Span,
};
use maud::{Markup, html};
use recorder::{Action, NotRecorded};

use super::text::{blocks, text};
use crate::{
    app::App,
    listing::with_query,
    page::{
        around,
        export::file,
        naming::{Names, no},
    },
    parts::{self, Icon, PageTitle, icon},
    serve::Route,
    sign_in::At,
    words::{count, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/standards/templates", get(list)),
        ("/standards/templates/{name}", get(show)),
        ("/standards/templates/{name}/text", get(download)),
        ("/standards/templates/{name}/document", get(for_an_office)),
    ]
}

async fn list(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let title = say("Templates");
    let under = say(
        "Policies, procedures and methods that a small organisation can adopt after an hour’s editing. What is on record is filled in; where you have to decide, the text says between what.",
    );
    let mut by_title: Vec<&Template> = templates().iter().collect();
    by_title.sort_by(|one, other| one.title.cmp(&other.title));
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (under) }), ..PageTitle::default() }))
        div.holds_table {
            table.register.plain_table {
                caption.unseen { (say("Templates of documents")) }
                thead { tr {
                    th scope="col" { (say("Document")) }
                    th.c2 scope="col" { (say("Helps to fulfil")) }
                    th.c3 scope="col" { (say("Usually owned by")) }
                    th scope="col" { (say("Yours")) }
                } }
                tbody { @for template in by_title { (line(&names, template)) } }
            }
        }
    };
    Ok(around(&app, &reader, &uri).page(title, &body))
}

const HOW: &str = "Take the text, edit it, and decide where it says Decide. Keep the finished file where you keep such files, or here as a piece of \
evidence. Then add it to your documents, with its place: that address, or the number of the evidence. Then it can be approved.";

fn line(names: &Names, template: &Template) -> Markup {
    html! {
        tr {
            td { a.row href=(names.to(&format!("/standards/templates/{}", template.name))) { (template.title) } }
            td.c2 { (fulfils(names, template)) }
            td.c3 { (template.owner) }
            td { (adopted(names, template)) }
        }
    }
}

fn adopted(names: &Names, template: &Template) -> Markup {
    let own = template.adopted(names.isms, &|id| names.reader.sees(id));
    html! { @match own { Some(id) => (names.record(id)), None => span.quiet { (say("not yet")) } } }
}

fn fulfils(names: &Names, template: &Template) -> Markup {
    html! {
        @for (at, span) in template.fulfils.iter().enumerate() {
            @if at > 0 { ", " } (text(names.reader, std::slice::from_ref(span)))
        }
    }
}

fn found(names: &Names, name: &str) -> Result<(&'static Template, Fields), Response> {
    let missing = || no(NotRecorded::Missing(Message::from(format!("there is no template `{name}`"))));
    let template = template(name).ok_or_else(missing)?;
    Ok((template, fields(names.isms, names.reader.day.judged_on, &|id| names.reader.sees_name(id))))
}

async fn show(State(app): State<App>, At(reader): At, Path(name): Path<String>, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let (template, fields) = found(&names, &name)?;
    let sections = template.sections(&fields).unwrap_or_default();
    let under = html! {
        (say("Helps to fulfil")) " " (fulfils(&names, template)) ". "
        (say_with("Usually owned by: {owner}; looked at again after {months}.", &[
            ("owner", &template.owner),
            ("months", &count(usize::from(template.review_months), "{count} month", "{count} months")),
        ]))
    };
    let body = html! {
        (parts::page_title(&PageTitle { title: &template.title, under: Some(under), acts: Some(acts(&names, template)), ..PageTitle::default() }))
        p.quiet { (say(HOW)) }
        @for (at, section) in sections.iter().enumerate() {
            section.template {
                @if at > 0 { @if section.level > 2 { h3 { (section.heading) } } @else { h2 { (section.heading) } } }
                (blocks(&reader, &section.blocks))
            }
        }
    };
    Ok(around(&app, &reader, &uri).page(&template.title, &body))
}

/// A document begins with what the template says of it; its text is edited where the organisation keeps its documents.
fn acts(names: &Names, template: &Template) -> Markup {
    let covers = template.controls().into_iter().map(annex_a::number).collect::<Vec<_>>().join(", ");
    let kind = serde_json::to_value(template.kind).ok().and_then(|kind| kind.as_str().map(String::from));
    let pairs = [
        ("title", template.title.clone()),
        ("kind", kind.unwrap_or_default()),
        ("covers", covers),
        ("duties", template.duties().join("\n")),
    ];
    let pairs: Vec<(String, String)> =
        pairs.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.into(), text)).collect();
    let may = names.is_today() && names.reader.may_at_all(Action::Add, "documents");
    html! {
        @if may { a.button href=(with_query("/documents/new", &pairs)) { (say("Add it to your documents")) } }
        a.button.plain href=(names.to(&format!("/standards/templates/{}/document", template.name))) { (icon(Icon::Download)) (say("For Word or Google Docs")) }
        a href=(names.to(&format!("/standards/templates/{}/text", template.name))) { (say("Markdown")) }
        a href=(names.to("/standards/templates")) { (say("All templates")) }
    }
}

async fn download(At(reader): At, Path(name): Path<String>) -> Result<Response, Response> {
    let names = Names::of(&reader)?;
    let (template, fields) = found(&names, &name)?;
    let text = template.filled(&fields).into_bytes();
    Ok(file(template.name, "md", "text/markdown; charset=utf-8", text))
}

/// The text as office programs open it.
async fn for_an_office(At(reader): At, Path(name): Path<String>) -> Result<Response, Response> {
    let names = Names::of(&reader)?;
    let (template, fields) = found(&names, &name)?;
    Ok(file(template.name, "html", "text/html; charset=utf-8", template.as_html(&fields).into_bytes()))
}

/// The templates that help with a control or a clause: those of which something fulfilled is the one meant.
pub fn that_help(names: &Names, is_meant: impl Fn(&Span) -> bool) -> Markup {
    let all: Vec<&Template> = templates().iter().filter(|template| template.fulfils.iter().any(&is_meant)).collect();
    html! {
        @if !all.is_empty() {
            h3 { (say("Templates")) }
            ul.dots { @for template in all { li { a href=(names.to(&format!("/standards/templates/{}", template.name))) { (template.title) } } } }
        }
    }
}
