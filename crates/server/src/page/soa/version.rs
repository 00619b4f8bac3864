//! The published versions: their list, and each as it was, from the data and the PDF that the vault holds.

use axum::{
    extract::{Path, State},
    http::Uri,
    response::Response,
    routing::get,
};
use isms::{
    ApplicabilityStatement, Held, Id,
    evidence::VaultFile,
    views::soa::{Soa, differing, json as shown},
};
use maud::{Markup, html};
use recorder::{NotRecorded, Reader, read_file};
use serde_json::Value;

use super::{files::file, rows::how_far};
use crate::{
    app::App,
    keeping::LARGEST_FILE,
    page::{
        around,
        naming::{Names, no},
    },
    parts::{self, Icon, PageTitle, Ring, icon},
    problem::Failed,
    serve::Route,
    sign_in::At,
    words::{count, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/soa/{id}", get(open)), ("/soa/{id}/pdf", get(pdf)), ("/soa/{id}/json", get(data))]
}

/// The versions in the order of their publication, the latest first.
pub fn list(app: &App, names: &Names, soa: &Soa) -> Markup {
    let mut versions: Vec<_> =
        names.isms.applicability_statements().iter().filter(|one| names.reader.sees(one.id)).collect();
    versions.sort_by_key(|one| std::cmp::Reverse((one.published_on, one.id)));
    let changed = versions.first().map(|latest| since(app, names, soa, latest));
    html! {
        section #versions aria-labelledby="versions_title" {
            h2 #versions_title { (say("Published versions")) }
            @if versions.is_empty() {
                p { (say("None yet. Publishing keeps the rows and the PDF as they are, for good: later changes make the next version.")) }
            } @else {
                div.holds_table {
                    table.register.plain_table {
                        caption.unseen { (say("Published versions, the latest first")) }
                        thead { tr {
                            th scope="col" { (say("Version")) }
                            th scope="col" { (say("Published")) }
                            th scope="col" { (say("Approved by")) }
                            th.c2 scope="col" { (say("How")) }
                            th scope="col" { (say("As it was")) }
                        } }
                        tbody { @for version in &versions { (line(names, version)) } }
                    }
                }
                @if let Some(changed) = changed { (changed) }
            }
        }
    }
}

fn line(names: &Names, version: &Held<ApplicabilityStatement>) -> Markup {
    let href = format!("/soa/{}", version.id);
    html! {
        tr {
            td { a href=(names.to(&href)) { (say_with("Version {version}", &[("version", &version.version)])) } }
            td.tight { @if let Some(on) = version.published_on { (parts::day(on)) } }
            td { (names.owner(&version.approved_by)) @if let Some(on) = version.approved_on { ", " (parts::day(on)) } }
            td.c2 { (how(names, version)) }
            td.tight { a href={ (href) "/pdf" } { "PDF" } " · " a href={ (href) "/json" } { (say("Data")) } }
        }
    }
}

/// Signed here, or recorded with the minutes.
fn how(names: &Names, version: &ApplicabilityStatement) -> Markup {
    html! {
        @if version.signed_here { (parts::state(Ring::Ticked, say("approved here"))) } @else {
            (parts::state(Ring::Full, say("recorded as approved")))
            @if let Some(minutes) = &version.minutes { ", " (say("minutes")) " " (names.link(minutes)) }
        }
    }
}

/// What reads differently today than in the latest version: the controls, and what stands above them.
fn since(app: &App, names: &Names, soa: &Soa, latest: &ApplicabilityStatement) -> Markup {
    let Some(file) = &latest.data else { return html! {} };
    let then = match rows_of(app, file) {
        Ok(then) => then,
        Err(failed) => return html! { p { (cannot_be_read(latest, failed)) } },
    };
    let now = shown(names.isms, soa.today, &super::publish::everybody_sees(names.isms));
    let numbers: Vec<Id> = differing(&then, &now).iter().filter_map(|id| id.parse().ok()).collect();
    let heads = [("organisation", "The name of the organisation"), ("scope", "The scope")];
    let heads: Vec<&str> =
        heads.into_iter().filter(|(key, _)| then.get(key) != now.get(key)).map(|(_, words)| words).collect();
    html! {
        @for words in &heads { p { (say(words)) " " (say_with("reads differently since version {version}.", &[("version", &latest.version)])) } }
        @if !numbers.is_empty() || heads.is_empty() { p {
            @if numbers.is_empty() {
                (say_with("Nothing has changed since version {version}.", &[("version", &latest.version)]))
            } @else {
                (count(numbers.len(), "{count} control reads", "{count} controls read")) " "
                (say_with("differently since version {version}:", &[("version", &latest.version)])) " " (names.records(&numbers)) "."
            }
        } }
    }
}

fn rows_of(app: &App, file: &VaultFile) -> Result<Value, Failed> {
    let bytes = read_file(&app.vault, &file.sha256, LARGEST_FILE)?;
    Ok(serde_json::from_slice(&bytes).map_err(anyhow::Error::from)?)
}

/// The working state stands all the same.
fn cannot_be_read(latest: &ApplicabilityStatement, failed: Failed) -> String {
    say_with(
        "What changed since version {version} cannot be told, because its rows cannot be read: {why}.",
        &[("version", &latest.version), ("why", &failed.logged())],
    )
}

async fn open(State(app): State<App>, At(reader): At, Path(id): Path<String>, uri: Uri) -> Result<Markup, Response> {
    let (names, (id, version)) = (Names::of(&reader)?, find(&reader, &id).map_err(no)?);
    let bytes = kept(&app, &reader, version.data.as_ref()).map_err(no)?;
    let data: Value = serde_json::from_slice(&bytes).map_err(|error| no(anyhow::Error::from(error)))?;
    let title = say_with("Statement of Applicability, version {version}", &[("version", &version.version)]);
    let body = html! {
        (parts::page_title(&PageTitle {
            title: &title,
            under: Some(html! { (say("As it was published. Nothing changes it any more: these are the rows kept under their hash.")) }),
            acts: Some(html! {
                a.button.plain href={ "/soa/" (id) "/pdf" } { (icon(Icon::Printer)) (say("PDF")) }
                a href={ "/soa/" (id) "/json" } { (icon(Icon::Download)) " " (say("Data")) }
                a href=(names.to("/soa")) { (say("Working state")) }
            }),
            ..PageTitle::default()
        }))
        (head(&names, &version, &data))
        (rows(&data))
    };
    Ok(around(&app, &reader, &uri).page(&title, &body))
}

fn head(names: &Names, version: &ApplicabilityStatement, data: &Value) -> Markup {
    let hash =
        |file: &Option<VaultFile>| file.as_ref().map(|file| crate::words::hash(&file.sha256, 16)).unwrap_or_default();
    let on = |date: Option<jiff::civil::Date>| html! { @if let Some(date) = date { (parts::day(date)) } };
    let counts = &data["counts"];
    html! {
        section aria-label=(say("What this version is")) {
            (parts::facts([
                (say("Organisation"), html! { (text(&data["organisation"])) }),
                (say("Scope"), html! { (text(&data["scope"])) }),
                (say("Published"), html! { (on(version.published_on)) ", " (say_with("of the state after entry {entry}", &[("entry", &version.of_entry)])) }),
                (say("Approved by"), html! { (names.owner(&version.approved_by)) " " (on(version.approved_on)) ", " (how(names, version)) }),
                (say("Applies"), html! { b { (counts["apply"]) } " " (say("apply")) ", " b { (counts["excluded"]) } " " (say("excluded")) }),
                (say("Data"), html! { code { (hash(&version.data)) } }),
                (say("PDF"), html! { code { (hash(&version.pdf)) } }),
            ]))
        }
    }
}

fn rows(data: &Value) -> Markup {
    html! {
        section aria-label=(say("The controls")) {
            div.wide.holds_table {
                table.register.statement {
                    caption.unseen { (say("The controls as they were published")) }
                    thead { tr {
                        th.id scope="col" { (say("Control")) }
                        th scope="col" { (say("Title")) }
                        th scope="col" { (say("Applies")) }
                        th.c2 scope="col" { (say("Reason")) }
                        th.c2 scope="col" { (say("Implemented")) }
                        th.c3 scope="col" { (say("Owner")) }
                        th.c3 scope="col" { (say("Evidence")) }
                    } }
                    tbody { @for control in data["controls"].as_array().into_iter().flatten() { (row(control)) } }
                }
            }
        }
    }
}

fn row(control: &Value) -> Markup {
    let number = text(&control["id"]);
    let number = number.parse::<Id>().map_or(number.into(), isms::annex_a::number);
    let each = |list: &'static str| control[list].as_array().into_iter().flatten();
    html! {
        tr {
            td.id { (number) }
            td {
                b { (text(&control["title"])) }
                @if !text(&control["how"]).is_empty() { span.how { (text(&control["how"])) } }
            }
            td.tight { @match control["applicable"].as_bool() { Some(true) => span.quiet { (say("applies")) }, _ => b { (say("excluded")) } } }
            td.c2 {
                @for reason in each("reasons") {
                    @let record = called(&reason["record"]);
                    (parts::reason(text(&reason["kind"]), &html! { @if let Some(record) = record { b { (record) } " " } (text(&reason["text"])) }))
                }
                @if control["applicable"] == false {
                    @match control["justification"].as_str() { Some(words) => (words), None => span.quiet { (say("none recorded")) } }
                }
            }
            td.c2.tight {
                (how_far(serde_json::from_value(control["implementation"].clone()).unwrap_or_default()))
                @if let Some(by) = control["planned_for"].as_str().and_then(|by| by.parse().ok()) { br; span.small { (say("by")) " " (parts::day(by)) } }
            }
            td.c3 { (called(&control["owner"]).unwrap_or_default()) }
            td.c3 { @for proof in each("evidence") { @if proof["held"] == true { (called(proof).unwrap_or_default()) } @else { em { (called(proof).unwrap_or_default()) } } br; } }
        }
    }
}

/// What a link was called: people by name, others by their number, words as they were.
fn called(link: &Value) -> Option<&str> {
    let person = link["id"].as_str().is_some_and(|id| id.starts_with("P-"));
    let keys = if person { ["title", "id", "text"] } else { ["reference", "id", "text"] };
    keys.into_iter().find_map(|key| link[key].as_str())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

async fn pdf(State(app): State<App>, At(reader): At, Path(id): Path<String>) -> Result<Response, Response> {
    let (_, version) = find(&reader, &id).map_err(no)?;
    let bytes = kept(&app, &reader, version.pdf.as_ref()).map_err(no)?;
    Ok(file(&format!("soa-{}.pdf", version.version), "application/pdf", bytes))
}

async fn data(State(app): State<App>, At(reader): At, Path(id): Path<String>) -> Result<Response, Response> {
    let (_, version) = find(&reader, &id).map_err(no)?;
    let bytes = kept(&app, &reader, version.data.as_ref()).map_err(no)?;
    Ok(file(&format!("soa-{}.json", version.version), "application/json", bytes))
}

fn find(reader: &Reader, id: &str) -> Result<(Id, ApplicabilityStatement), Failed> {
    let none = || NotRecorded::Missing(isms::say!("there is no version `{id}` of the statement", id = id));
    let id = id.parse::<Id>().map_err(|_| none())?;
    let held = reader.get(recorder::named("applicability-statements")?, id)?;
    Ok((id, serde_json::from_value(held.body.record).map_err(anyhow::Error::from)?))
}

fn kept(app: &App, reader: &Reader, file: Option<&VaultFile>) -> Result<Vec<u8>, Failed> {
    let missing = || NotRecorded::Missing(isms::say!("this version keeps no such file"));
    let seen = file.and_then(|file| reader.file(&file.sha256)).ok_or_else(missing)?;
    Ok(read_file(&app.vault, &seen.sha256, LARGEST_FILE)?)
}
