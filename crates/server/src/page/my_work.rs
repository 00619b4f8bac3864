//! My work: what names the caller as the one who sees to it, the nearest day first; and signatures that wait for them.

use axum::{
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{ALL, AnyRegister, Head, Id};
use jiff::civil::Date;
use maud::{Markup, html};
use recorder::Reader;

use super::{
    here::Here,
    shown::{Shown, called, title_of},
};
use crate::{
    parts::{self, Column, PageTitle, Row, Table, Width, holds_table, page_title},
    serve::Route,
    words::{count, say},
};

/// Lines of one table: more than these are seen in the registers.
const MOST: usize = 200;

pub fn routes() -> Vec<Route> {
    vec![("/my-work", get(my_work))]
}

/// A thing to do or to follow: by when, and what it is.
pub struct Task {
    due: Option<Date>,
    register: &'static dyn AnyRegister,
    pub head: Head,
}

async fn my_work(here: Here) -> Response {
    let body = match here.reader.person() {
        Some(person) => work(&here, person),
        None => html! {
            (title(&here))
            p { (say("No person stands behind your account, so nothing can be yours. Ask an administrator to link it to your entry among the people.")) }
        },
    };
    here.page(say("My work"), &body).into_response()
}

fn title(here: &Here) -> Markup {
    let under = here.reader.person().and_then(|person| here.reader.head(person)).map(|head| html! { (head.title) });
    page_title(&PageTitle { title: say("My work"), under, ..PageTitle::default() })
}

fn work(here: &Here, person: Id) -> Markup {
    let shown = Shown::to(&here.reader);
    let mine: Vec<Id> = here.reader.named_by(person);
    let (due, signatures) = (tasks(here, person, &mine), waiting(here, person, &mine));
    let reported = reported(&here.reader, person);
    html! {
        (title(here))
        section aria-labelledby="due" {
            h2 #due { (say("To be done")) }
            @if due.is_empty() { p.quiet { (say("Nothing with a date waits for you.")) } }
            @else { (table(&shown, &due, say("To be done"))) }
        }
        section aria-labelledby="sign" {
            h2 #sign { (say("Waiting for your signature")) }
            @if signatures.is_empty() { p.quiet { (say("Nothing waits for your signature.")) } }
            @else { (table(&shown, &signatures, say("Waiting for your signature"))) }
        }
        @if !reported.is_empty() {
            section aria-labelledby="reported" {
                h2 #reported { (say("Incidents you reported")) }
                (table(&shown, &reported, say("Incidents you reported")))
            }
        }
        p.quiet { (count(mine.len(), "{count} record names you.", "{count} records name you.")) }
    }
}

/// What somebody sees to that has a day, the nearest day first.
fn tasks(here: &Here, person: Id, mine: &[Id]) -> Vec<Task> {
    let mut tasks: Vec<Task> = mine
        .iter()
        .filter_map(|id| {
            let register = isms::register_of(*id)?;
            let due = here
                .reader
                .due(register, *id)
                .filter(|due| due.owner.as_ref().and_then(|owner| owner.id()) == Some(person))?;
            let head = here.reader.head(*id).filter(|head| head.withdrawn.is_none())?;
            Some(Task { due: Some(due.on), register, head })
        })
        .collect();
    tasks.sort_by_key(|task| task.due);
    tasks
}

/// Risks of somebody's own whose treatment is done and whose rest nobody has accepted.
fn waiting(here: &Here, person: Id, mine: &[Id]) -> Vec<Task> {
    let Some(risks) = ALL.iter().copied().find(|register| register.name() == "risks") else { return vec![] };
    let owns = |id: &&Id| {
        here.reader.field(risks, **id, "owner").get("id").and_then(|id| id.as_str()) == Some(&person.to_string())
    };
    let treated = |id: &&Id| here.reader.field(risks, **id, "status") == "treated";
    let in_risks = mine.iter().filter(|id| id.letters() == risks.letters());
    let heads = in_risks.filter(owns).filter(treated).filter_map(|id| here.reader.head(*id));
    heads.filter(|head| head.withdrawn.is_none()).map(|head| Task { due: None, register: risks, head }).collect()
}

/// The incidents that somebody reported, the newest first.
pub fn reported(reader: &Reader, person: Id) -> Vec<Task> {
    let Some(incidents) = isms::register("incidents") else { return vec![] };
    let by = |id: &Id| reader.field(incidents, *id, "reported_by").get("id").and_then(|id| id.as_str()?.parse().ok());
    let ids = reader.ids(incidents, false).into_iter().rev().filter(|id| by(id) == Some(person));
    ids.filter_map(|id| Some(Task { due: None, register: incidents, head: reader.head(id)? })).collect()
}

fn table(shown: &Shown, tasks: &[Task], caption: &str) -> Markup {
    let column = |words, width| Column { words, width, is_number: false, sort: None };
    let columns = [
        column(say("Number"), Width::Always),
        column(say("What"), Width::Always),
        column(say("Register"), Width::Middling),
        column(say("Due"), Width::Always),
    ];
    let lines: Vec<[String; 4]> = tasks
        .iter()
        .take(MOST)
        .map(|task| [task.head.id.to_string(), called(&task.head), title_of(&task.head), shown.href(task.head.id)])
        .collect();
    let rows: Vec<Row> = lines
        .iter()
        .zip(tasks)
        .map(|([id, number, title, href], task)| Row {
            id,
            number,
            title,
            href,
            also: say(task.register.description().face.one),
            cells: vec![
                html! { (say(task.register.description().face.one)) },
                task.due.map_or_else(|| html! { span.quiet { (say("no date")) } }, |due| parts::due(due, shown.today)),
            ],
            flags: &[],
            findings: &[],
        })
        .collect();
    holds_table(&Table { caption, columns: &columns, rows: &rows, choose: None })
}
