//! Which person signs in: asked first, because what nobody signs in as is nobody's.
//!
//! ISO/IEC 27001, clause 5.3.

use axum::{http::Uri, response::Response};
use isms::{Asked, Head, register};
use maud::{Markup, html};
use recorder::{Doing, named};
use serde_json::{Map, Value};

use super::next_place;
use crate::{
    page::{
        form::sent::Sent,
        here::{Here, past_is_read_only, to},
    },
    parts::once,
    problem::Failed,
    words::{say, say_with},
};

/// The name under which the person is sent.
const PERSON: &str = "person";

/// Asks who signs in as nobody yet which of the people on record they are.
pub fn section(here: &Here) -> Markup {
    let people = people(here);
    if here.reader.person().is_some() || !here.is_today() || people.is_empty() {
        return Markup::default();
    }
    html! {
        section #who aria-labelledby="who_title" {
            h2 #who_title { (say("Which of these people are you?")) " " small.quiet { (say("clause 5.3")) } }
            p { (say("You sign in as nobody yet: nothing can be yours, and you can sign nothing.")) }
            @if may(here) { (choice(&people)) } @else {
                p { (say_with("Ask an administrator to link {account}, your account, to your entry among the people.", &[("account", &here.reader.caller().account.to_string())])) }
            }
        }
    }
}

fn choice(people: &[Head]) -> Markup {
    html! {
        form.form action="/first-steps/who" method="post" {
            (once())
            p.field {
                label for=(PERSON) { (say("You are")) }
                select.middling id=(PERSON) name=(PERSON) required {
                    option value="" { (say("choose")) }
                    @for person in people { option value=(person.id) { (person.title) " (" (person.called()) ")" } }
                }
            }
            p.acts { button { (say("This is me")) } a href="/people/new" { (say("I am not among them: add a person")) } }
        }
    }
}

/// The people on record whom the reader may name, by name.
fn people(here: &Here) -> Vec<Head> {
    let Some(register) = register("people") else { return vec![] };
    let ids = here.reader.ids(register, false);
    let mut people: Vec<Head> = here.reader.heads(register, &ids).into_iter().flatten().collect();
    people.sort_by(|one, other| one.title.cmp(&other.title));
    people
}

fn may(here: &Here) -> bool {
    register("accounts")
        .is_some_and(|accounts| here.reader.may_do(accounts, "linked", Some(here.reader.caller().account)))
}

/// Links the account that is signed in with the person that was chosen.
pub async fn chosen(here: Here, sent: Sent) -> Response {
    let here = Here { uri: Uri::from_static("/first-steps"), ..here };
    let answer = choose(&here, sent).await;
    here.answer(answer)
}

async fn choose(here: &Here, sent: Sent) -> Result<Response, Failed> {
    if !here.is_today() {
        return Err(past_is_read_only());
    }
    let (register, account) = (named("accounts")?, here.reader.caller().account);
    here.reader.must_do(register, "linked", Some(account))?;
    let fields = Map::from_iter([(PERSON.to_owned(), Value::from(sent.get(PERSON)))]);
    let asked = Asked { on: vec![account], word: "linked".into(), fields, ..Asked::default() };
    here.app.record(here.reader.caller(), register, Doing { asked, request: sent.request, ..Doing::default() }).await?;
    Ok(to(&next_place(here.now().reader.view()?)))
}
