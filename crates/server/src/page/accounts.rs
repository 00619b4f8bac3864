//! Accounts: who may sign in, with which roles and for whom; new ones, one-time links, and the end of one.

mod acts;

use std::collections::BTreeSet;

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use isms::Id;
use maud::{Markup, html};
use recorder::{Action, NotRecorded, Reader, Role};

use super::{
    around,
    form::{sent::Sent, sentence},
};
use crate::{
    app::App,
    parts::{Field, PageTitle, choices, field, once, page_title},
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
    words::{count, say},
};

pub fn routes() -> Vec<Route> {
    vec![("/accounts", get(list).post(add)), ("/accounts/{id}", get(one)), ("/accounts/{id}/does/{act}", post(change))]
}

async fn list(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    page(&app, &reader, &uri, None, &[]).map_err(Failed::into_page)
}

async fn add(State(app): State<App>, Signed(caller): Signed, uri: Uri, sent: Sent) -> Result<Response, Response> {
    let pairs = sent.pairs.clone();
    let told = acts::add(&app, &caller, sent).await.map_err(Failed::logged);
    let (reader, status) = (app.recorder.read(&caller), status(&told));
    // What was added is typed no more.
    let typed = if told.is_ok() { &[] } else { pairs.as_slice() };
    let page = page(&app, &reader, &uri, Some(told), typed).map_err(Failed::into_page)?;
    Ok((status, page).into_response())
}

async fn change(
    State(app): State<App>, Signed(caller): Signed, Path((id, act)): Path<(String, String)>, uri: Uri, sent: Sent,
) -> Result<Response, Response> {
    let person = sent.get("person").to_owned();
    let told = acts::change(&app, &caller, &id, &act, sent).await.map_err(Failed::logged);
    let (reader, status) = (app.recorder.read(&caller), status(&told));
    let typed = told.is_err().then_some(person).filter(|person| !person.is_empty());
    let page = item(&app, &reader, &uri, &id, Some(told), typed).map_err(Failed::into_page)?;
    Ok((status, page).into_response())
}

/// What is wrong with a form is told on its page, whatever it is.
fn status(told: &Result<Told, Failed>) -> StatusCode {
    match told {
        Ok(_) => StatusCode::OK,
        Err(Failed::BadRequest(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Err(failed) => failed.status(),
    }
}

/// What came of an act: a sentence, perhaps with a link to hand on.
pub struct Told {
    words: String,
    link: Option<String>,
}

fn page(
    app: &App, reader: &Reader, uri: &Uri, told: Option<Result<Told, Failed>>, typed: &[(String, String)],
) -> Result<Markup, Failed> {
    reader.must(Action::ManageAccounts, "accounts")?;
    let accounts = app.accounts.list()?;
    let title = say("Accounts");
    let under = html! { (count(accounts.len(), "{count} account. ", "{count} accounts. ")) (say("Granting and ending are acts in the ledger; address and password stay outside it.")) };
    let form = form(typed, told.as_ref().and_then(|told| told.as_ref().err()));
    let body = html! {
        (page_title(&PageTitle { title, under: Some(under), ..PageTitle::default() }))
        (what_came(told))
        section { (table(reader, &accounts)) }
        section { h2 { (say("Add an account")) } (form) }
    };
    Ok(around(app, reader, uri).page(title, &body))
}

fn what_came(told: Option<Result<Told, Failed>>) -> Markup {
    html! {
        @match told {
            Some(Ok(told)) => div role="status" {
                p { (told.words) }
                @if let Some(link) = told.link {
                    p { (say("Hand on this link; it lets in once, for three days, and is not shown again:")) }
                    p { code { (link) } }
                }
            },
            Some(Err(failed)) => div.error_summary role="alert" { h2 { (say("Not done")) } p { (failed) } },
            None => {},
        }
    }
}

fn table(reader: &Reader, accounts: &[recorder::Account]) -> Markup {
    html! {
        div.wide.holds_table {
            table.register.accounts {
                caption.unseen { (say("Accounts")) }
                thead { tr {
                    th.id scope="col" { (say("Account")) } th scope="col" { (say("Address")) } th scope="col" { (say("Roles")) }
                    th.c2 scope="col" { (say("Person")) }
                } }
                tbody { @for account in accounts { (line(reader, account)) } }
            }
        }
    }
}

fn line(reader: &Reader, account: &recorder::Account) -> Markup {
    let known = account.id.parse::<Id>().ok().and_then(|id| reader.account(id));
    let roles =
        known.iter().flat_map(|known| &known.roles).map(|role| say(role.title())).collect::<Vec<_>>().join(", ");
    let person = known.as_ref().and_then(|known| reader.head(known.person?));
    let disabled = known.is_none_or(|known| known.disabled);
    html! {
        tr {
            td.id { a.reference href={ "/accounts/" (account.id) } { (account.id) } }
            td { a.row href={ "/accounts/" (account.id) } { (account.email) } @if disabled { " " span.gone { (say("may not sign in")) } } }
            td { (roles) }
            td.c2 { @match person { Some(person) => span.person { (person.title) }, None => span.nobody { (say("nobody")) } } }
        }
    }
}

async fn one(State(app): State<App>, At(reader): At, Path(id): Path<String>, uri: Uri) -> Result<Markup, Response> {
    item(&app, &reader, &uri, &id, None, None).map_err(Failed::into_page)
}

/// One account, and what can be done with it; with the person that was typed and could not be linked.
fn item(
    app: &App, reader: &Reader, uri: &Uri, id: &str, told: Option<Result<Told, Failed>>, typed: Option<String>,
) -> Result<Markup, Failed> {
    reader.must(Action::ManageAccounts, "accounts")?;
    let missing = || NotRecorded::Missing(isms::Message::from(format!("there is no account `{id}`")));
    let account = app.accounts.by_id(id)?.ok_or_else(missing)?;
    let known = account.id.parse::<Id>().ok().and_then(|id| reader.account(id));
    let disabled = known.as_ref().is_none_or(|known| known.disabled);
    let person = known.as_ref().and_then(|known| reader.head(known.person?)).map(|head| head.called());
    let person = typed.or(person);
    let button = |act: &str, words: &str| {
        html! {
            form method="post" action={ "/accounts/" (account.id) "/does/" (act) } data-leave { (once()) button.plain { (say(words)) } }
        }
    };
    let body = html! {
        (page_title(&PageTitle { number: Some(&account.id), title: &account.email, under: disabled.then(|| html! { (say("May not sign in.")) }), ..PageTitle::default() }))
        (what_came(told))
        section { h2 { (say("Roles")) } (roles_form(&account.id, known.as_ref().map(|known| &known.roles))) }
        section { h2 { (say("Person")) } (person_form(&account.id, person.as_deref().unwrap_or_default())) }
        section {
            h2 { (say("Signing in")) }
            div.acts { (button("link", "Make a new one-time link")) (if disabled { button("enabled", "Let in again") } else { button("disabled", "Disable") }) }
        }
        p { a href={ "/accounts/" (account.id) "/history" } { (say("History")) } " · " a href="/accounts" { (say("All accounts")) } }
    };
    Ok(around(app, reader, uri).page(&account.email, &body))
}

fn roles_form(account: &str, held: Option<&BTreeSet<Role>>) -> Markup {
    html! {
        form.form method="post" action={ "/accounts/" (account) "/does/granted" } {
            (once())
            (role_boxes(held, None))
            p.acts { button.plain { (say("Grant these roles")) } }
        }
    }
}

fn role_boxes(held: Option<&BTreeSet<Role>>, error: Option<Markup>) -> Markup {
    let boxes: Vec<_> = Role::ALL
        .iter()
        .map(|role| crate::parts::Choice {
            value: role.word(),
            words: say(role.title()),
            chosen: held.is_some_and(|held| held.contains(role)),
        })
        .collect();
    choices(&Field { name: "roles", label: say("Roles"), help: None, error, is_optional: false }, &boxes)
}

fn person_form(account: &str, now: &str) -> Markup {
    html! {
        form.form method="post" action={ "/accounts/" (account) "/does/linked" } {
            (once())
            p.field { label for={ "person_" (account) } { (say("The person behind it")) } span.help { (say("Their number or name among the people; signatures need one.")) } input.middling id={ "person_" (account) } name="person" value=(now); }
            p.acts { button.plain { (say("Link")) } }
        }
    }
}

fn form(typed: &[(String, String)], failed: Option<&Failed>) -> Markup {
    let all = |name: &'static str| typed.iter().filter(move |(known, _)| known == name).map(|(_, text)| text.as_str());
    let roles: BTreeSet<Role> = all("roles").filter_map(|role| role.parse().ok()).collect();
    let about = |name, label, help, is_optional| Field {
        name,
        label: say(label),
        help: Some(say(help)),
        error: failed.and_then(|failed| error(failed, name)),
        is_optional,
    };
    let email = about("email", "E-mail", "Where they sign in with; no mail is sent.", false);
    let person = about("person", "Person", "Their number or name among the people; signatures need one.", true);
    let (typed_email, typed_person) = (all("email").next().unwrap_or_default(), all("person").next());
    html! {
        form.form method="post" action="/accounts" {
            (once())
            (field(&email, &html! { input.middling #email name="email" type="email" required autocomplete="off" value=(typed_email) aria-describedby=[email.described_by()] aria-invalid=[email.invalid()]; }))
            (role_boxes(Some(&roles), failed.and_then(|failed| error(failed, "roles"))))
            (field(&person, &html! { input.middling #person name="person" value=[typed_person] aria-describedby=[person.described_by()] aria-invalid=[person.invalid()]; }))
            p.acts { button { (say("Add the account")) } }
        }
    }
}

/// What is wrong with a field. The rules name theirs; what is refused before they are asked is the address.
fn error(failed: &Failed, name: &str) -> Option<Markup> {
    match failed {
        Failed::NotRecorded(NotRecorded::Refused(refusal)) => {
            let found: Vec<_> = refusal.reasons.iter().filter(|one| one.field.as_deref() == Some(name)).collect();
            (!found.is_empty()).then(|| html! { @for one in found { (sentence(one)) " " } })
        }
        Failed::BadRequest(why) | Failed::NotRecorded(NotRecorded::NotTaken(why)) if name == "email" => {
            Some(html! { (why) })
        }
        _ => None,
    }
}
