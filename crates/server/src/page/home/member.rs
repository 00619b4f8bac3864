//! Home of somebody who may not open views: their own tasks, and the documents that are published.

use isms::{AnyRegister, Id, register, register_of};
use maud::{Markup, html};
use recorder::{Action, Reader};

use crate::{
    page::{around::with_day, my_work::reported, naming::path},
    parts::{self, PageTitle},
    words::{say, weekday},
};

/// The registers whose records are tasks.
const TASKS: [&str; 3] = ["trainings", "actions", "corrective-actions"];
/// The words by which one of them says that nothing is left to do.
const DONE: [&str; 4] = ["completed", "done", "closed", "cancelled"];

/// Draws the page.
pub fn page(reader: &Reader) -> Markup {
    let tasks: Vec<(Id, &'static dyn AnyRegister)> = TASKS
        .iter()
        .filter_map(|name| register(name))
        .flat_map(|register| reader.ids(register, false).into_iter().map(move |id| (id, register)))
        .filter(|(id, register)| is_open(reader, *register, *id))
        .collect();
    let reported = reader.person().map(|person| reported(reader, person)).unwrap_or_default();
    let documents = register("documents").map(|register| reader.ids(register, false)).unwrap_or_default();
    html! {
        (parts::page_title(&PageTitle {
            title: say("What you have to do"),
            under: Some(html! { (weekday(reader.day.judged_on)) "." }),
            acts: reader.may_at_all(Action::Add, "incidents").then(|| html! { a.button href="/incidents/new" { (say("Report an incident")) } }),
            ..PageTitle::default()
        }))
        section aria-labelledby="tasks" {
            h2 #tasks { (say("Your tasks")) }
            @if tasks.is_empty() { p { (say("Nothing is asked of you.")) } }
            ul.plain_list { @for (id, register) in &tasks { (line(reader, *id, register.description().face.one)) } }
        }
        @if !reported.is_empty() {
            section aria-labelledby="reported" {
                h2 #reported { (say("Incidents you reported")) }
                ul.plain_list { @for head in &reported { (line(reader, head.id, "")) } }
            }
        }
        section aria-labelledby="documents" {
            h2 #documents { (say("Published documents")) }
            @if documents.is_empty() { p { (say("None yet.")) } }
            ul.plain_list { @for id in &documents { (line(reader, *id, "")) } }
        }
    }
}

fn is_open(reader: &Reader, register: &dyn AnyRegister, id: Id) -> bool {
    let status = reader.field(register, id, "status");
    !status.as_str().is_some_and(|status| DONE.contains(&status))
}

fn line(reader: &Reader, id: Id, kind: &str) -> Markup {
    let due = register_of(id).filter(|_| !kind.is_empty()).and_then(|register| reader.due(register, id));
    let head = reader.head(id);
    let (number, title) = head.map(|head| (head.called(), head.title)).unwrap_or_default();
    html! {
        li {
            (parts::reference(&number, &with_day(reader, &path(id)))) " " (title)
            @if !kind.is_empty() { " " span.quiet { (kind) } }
            @if let Some(due) = due { " " (say("due")) " " (parts::due(due.on, reader.day.judged_on)) }
        }
    }
}
