//! My work: what names the caller as the one who sees to it, the nearest day first; and signatures that wait for them.

use axum::{
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{
    AnyRegister, Head, Id,
    views::{risks::risks, soa::soa, waiting::Awaited},
};
use jiff::civil::Date;
use maud::{Markup, html};
use recorder::{Action, Reader};

use super::{
    here::Here,
    shown::{Shown, called, title_of},
    waiting,
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

/// A thing to do: by when, and what it is.
struct Task {
    due: Date,
    register: &'static dyn AnyRegister,
    head: Head,
}

async fn my_work(here: Here) -> Response {
    let body = match here.reader.person() {
        Some(person) => work(&here, person),
        None => html! {
            (title(&here))
            p { (say("No person stands behind your account, so nothing can be yours. Ask an administrator to link it to your entry among the people.")) }
            @if here.reader.may_at_all(Action::ManageAccounts, "accounts") {
                p { a href={ "/accounts/" (here.reader.caller().account) } { (say("Say who you are")) } }
            }
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
    let (due, signatures) = (tasks(here, person, &mine), signatures(here));
    let reported = reported(&here.reader, person);
    html! {
        (title(here))
        section aria-labelledby="due" {
            h2 #due { (say("To be done")) }
            @if due.is_empty() { p.quiet { (say("Nothing with a date waits for you.")) } } @else { (table(&shown, &due)) }
        }
        section aria-labelledby="sign" {
            h2 #sign { (say("Waiting for your signature")) }
            @if signatures.is_empty() { p.quiet { (say("Nothing waits for your signature.")) } }
            @else { (to_sign(here, &shown, &signatures)) }
        }
        @if !reported.is_empty() {
            section aria-labelledby="reported" {
                h2 #reported { (say("Incidents you reported")) }
                ul.plain_list {
                    @for head in &reported { li { (parts::reference(&called(head), &shown.href(head.id))) " " (title_of(head)) } }
                }
            }
        }
        p.pages.quiet { (count(mine.len(), "{count} record names you.", "{count} records name you.")) }
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
            Some(Task { due: due.on, register, head })
        })
        .collect();
    tasks.sort_by_key(|task| task.due);
    tasks
}

/// What waits for their signature; nothing for those who may not open views.
fn signatures(here: &Here) -> Vec<Awaited> {
    let Ok(isms) = here.reader.view() else { return vec![] };
    let today = here.reader.day.judged_on;
    waiting::waiting(&here.reader, isms, &risks(isms, today), &soa(isms, today))
}

fn column(words: &str, width: Width) -> Column<'_> {
    Column { words, width, is_number: false, sort: None }
}

/// The incidents that somebody reported, the newest first.
pub fn reported(reader: &Reader, person: Id) -> Vec<Head> {
    let Some(incidents) = isms::register("incidents") else { return vec![] };
    let by = |id: &Id| reader.field(incidents, *id, "reported_by").get("id").and_then(|id| id.as_str()?.parse().ok());
    let ids = reader.ids(incidents, false).into_iter().rev().filter(|id| by(id) == Some(person));
    ids.filter_map(|id| reader.head(id)).collect()
}

fn table(shown: &Shown, tasks: &[Task]) -> Markup {
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
            cells: vec![html! { (say(task.register.description().face.one)) }, parts::due(task.due, shown.today)],
            flags: &[],
            proposed: None,
            findings: &[],
        })
        .collect();
    holds_table(&Table { caption: say("To be done"), columns: &columns, rows: &rows, choose: None })
}

/// What waits for a signature, each with the way to where it is given.
fn to_sign(here: &Here, shown: &Shown, signatures: &[Awaited]) -> Markup {
    let columns = [
        column(say("Number"), Width::Always),
        column(say("What"), Width::Always),
        column(say("Register"), Width::Middling),
        column(say("To sign"), Width::Always),
    ];
    let lines: Vec<[String; 6]> = signatures.iter().take(MOST).filter_map(|one| line(here, shown, one)).collect();
    let rows: Vec<Row> = lines
        .iter()
        .map(|[id, number, title, href, register, sign]| Row {
            id,
            number,
            title,
            href,
            also: register,
            cells: vec![html! { (register) }, html! { (sign) }],
            flags: &[],
            proposed: None,
            findings: &[],
        })
        .collect();
    let caption = say("Waiting for your signature");
    holds_table(&Table { caption, columns: &columns, rows: &rows, choose: None })
}

/// Id, number, title, the way, what it is and what signing means.
fn line(here: &Here, shown: &Shown, awaited: &Awaited) -> Option<[String; 6]> {
    let sign = waiting::words(awaited.what).to_owned();
    let href = waiting::way(awaited);
    let Some(id) = awaited.on else {
        let (title, one) = (say("Statement of Applicability"), say("statement"));
        return Some(["soa".into(), say("SoA").into(), title.into(), href, one.into(), sign]);
    };
    let (head, register) = (shown.reader.head(id)?, isms::register_of(id)?);
    let one = say(register.description().face.one).to_owned();
    Some([
        format!("{id}.{}", awaited.what.act().unwrap_or_default()),
        called(&head),
        title_of(&head),
        here.href(&href),
        one,
        sign,
    ])
}
