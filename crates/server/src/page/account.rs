//! Your account: your password, your tokens, your roles.

use axum::{
    Form,
    extract::{Path, State},
    http::Uri,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use maud::{Markup, html};
use recorder::{Caller, Reader, Role, Token};
use serde::Deserialize;

use super::around;
use crate::{
    app::App,
    parts::{Field, PageTitle, day, facts, field, page_title},
    problem::Failed,
    serve::Route,
    sign_in::{self, At, MOST_TOKEN_DAYS, Signed, TOKEN_DAYS, check_new, new_token},
    tokens,
    words::say,
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/account", get(own)),
        ("/account/password", post(password)),
        ("/account/tokens", post(token)),
        ("/account/tokens/{id}/revoked", post(revoked)),
    ]
}

async fn own(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    page(&app, &reader, &uri, &html! {}).map_err(Failed::into_page)
}

#[derive(Deserialize)]
struct NewPassword {
    now: String,
    new: String,
}

async fn password(
    State(app): State<App>, Signed(caller): Signed, uri: Uri, Form(given): Form<NewPassword>,
) -> Result<Markup, Response> {
    let told = match change_password(&app, &caller, given).await {
        Ok(()) => {
            html! { p role="status" { (say("Your password was changed, and your other sessions ended. Sign in again.")) } }
        }
        Err(failed) => wrong(&failed),
    };
    page(&app, &app.recorder.read(&caller), &uri, &told).map_err(Failed::into_page)
}

async fn change_password(app: &App, caller: &Caller, given: NewPassword) -> Result<(), Failed> {
    let account = app.accounts.by_id(&caller.account.to_string())?;
    let email = account.map(|account| account.email).unwrap_or_default();
    let known = sign_in::verify_password(app, &email, given.now).await?;
    if known != Some(caller.account) {
        return Err(Failed::BadRequest(say("the present password is another one: nothing was changed").into()));
    }
    check_new(&given.new, &email).map_err(|weak| Failed::BadRequest(weak.to_string()))?;
    sign_in::set_password(app, caller.account, given.new).await?;
    app.accounts.end_sessions_of(&caller.account.to_string())?;
    Ok(())
}

async fn token(
    State(app): State<App>, Signed(caller): Signed, uri: Uri, Form(given): Form<Vec<(String, String)>>,
) -> Result<Markup, Response> {
    let told = match make_token(&app, &caller, &given) {
        Ok(secret) => html! {
            div role="status" { p { (say("Your token; it is not shown again:")) } p { code { (secret) } } }
        },
        Err(failed) => wrong(&failed),
    };
    page(&app, &app.recorder.read(&caller), &uri, &told).map_err(Failed::into_page)
}

fn make_token(app: &App, caller: &Caller, given: &[(String, String)]) -> Result<String, Failed> {
    let reader = app.recorder.read(caller);
    let one =
        |name: &str| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim()).unwrap_or_default();
    tokens::may_make(&reader)?;
    let days = if one("days").is_empty() { Ok(TOKEN_DAYS) } else { one("days").parse::<i64>() };
    let days = days.ok().filter(|days| (1..=MOST_TOKEN_DAYS).contains(days));
    let days = days.ok_or_else(|| Failed::BadRequest(say("a token is good for 1 to 366 days").into()))?;
    let wanted = given.iter().filter(|(name, _)| name == "roles").filter_map(|(_, value)| value.parse().ok());
    let roles = tokens::roles(&reader, &wanted.collect::<Vec<Role>>())?;
    let label = tokens::label(one("label")).map_err(Failed::BadRequest)?;
    let (secret, _) = new_token(app, caller.account, &label, &roles, days)?;
    Ok(secret.shown().to_owned())
}

async fn revoked(State(app): State<App>, Signed(caller): Signed, Path(id): Path<String>) -> Result<Response, Response> {
    let own = own_tokens(&app, &caller).map_err(Failed::into_page)?.into_iter().any(|token| token.id == id);
    if own {
        app.accounts.revoke_token(&id, app.now()).map_err(|error| Failed::from(error).into_page())?;
    }
    Ok(Redirect::to("/account").into_response())
}

fn own_tokens(app: &App, caller: &Caller) -> Result<Vec<Token>, Failed> {
    let mut tokens = app.accounts.tokens()?;
    tokens.retain(|token| token.account == caller.account.to_string());
    Ok(tokens)
}

fn wrong(failed: &Failed) -> Markup {
    html! { div.error_summary role="alert" { h2 { (say("Not done")) } p { (failed) } } }
}

fn page(app: &App, reader: &Reader, uri: &Uri, told: &Markup) -> Result<Markup, Failed> {
    let account = app.accounts.by_id(&reader.caller().account.to_string())?;
    let roles = reader.roles().iter().map(|role| role.title()).collect::<Vec<_>>().join(", ");
    let person = reader.person().and_then(|person| reader.head(person));
    let body = html! {
        (page_title(&PageTitle { title: say("Your account"), ..PageTitle::default() }))
        (told)
        @if reader.may_at_all(recorder::Action::ManageAccounts, "accounts") {
            p { a href="/accounts" { (say("All accounts: add a colleague, grant roles, make sign-in links")) } }
        }
        section {
            (facts([
                (say("Address"), html! { (account.map(|account| account.email).unwrap_or_default()) }),
                (say("Roles"), html! { (roles) }),
                (say("Person"), html! { @match person { Some(person) => a.person href={ "/people/" (person.id) } { (person.title) }, None => span.nobody { (say("nobody")) } } }),
            ]))
        }
        section { h2 { (say("Password")) } (password_form()) }
        section { h2 { (say("Tokens for programs")) } (listed(&own_tokens(app, reader.caller())?)) (token_form(reader)) }
    };
    Ok(around(app, reader, uri).page(say("Your account"), &body))
}

fn password_form() -> Markup {
    let about = |name, label, help| Field { name, label: say(label), help, error: None, is_optional: false };
    let new = about("new", "New password", Some(say("At least 12 characters: a sentence of four or five words.")));
    html! {
        form.form method="post" action="/account/password" data-leave {
            (field(&about("now", "Present password", None), &html! { input.middling #now name="now" type="password" autocomplete="current-password" required; }))
            (field(&new, &html! { input.middling #new name="new" type="password" autocomplete="new-password" required aria-describedby=[new.described_by()]; }))
            p.acts { button.plain { (say("Change the password")) } }
        }
    }
}

fn listed(tokens: &[Token]) -> Markup {
    html! {
        @if tokens.is_empty() { p.quiet { (say("None yet.")) } }
        @else {
            table {
                thead { tr { th scope="col" { (say("Token")) } th scope="col" { (say("For")) } th scope="col" { (say("Roles")) } th scope="col" { (say("Ends")) } th scope="col" { (say("What you can do")) } } }
                tbody { @for token in tokens { tr {
                    td { code { (token.id) } } td { (token.label) } td { (token.roles) }
                    td { (day(token.expires_at.to_zoned(jiff::tz::TimeZone::UTC).date())) }
                    td { @if token.revoked_at.is_some() { span.gone { (say("revoked")) } } @else { form method="post" action={ "/account/tokens/" (token.id) "/revoked" } data-leave { button.bare { (say("Revoke")) } } } }
                } } }
            }
        }
    }
}

fn token_form(reader: &Reader) -> Markup {
    let about = |name, label, help, is_optional| Field {
        name,
        label: say(label),
        help: Some(say(help)),
        error: None,
        is_optional,
    };
    let held = reader.roles();
    let boxes: Vec<_> = held
        .iter()
        .map(|role| crate::parts::Choice { value: role.word(), words: say(role.title()), chosen: true })
        .collect();
    html! {
        form.form method="post" action="/account/tokens" data-leave {
            (crate::parts::text(&about("label", "What it is for", "So that you know later which one to revoke.", false), "text", ""))
            (crate::parts::text(&about("days", "Good for how many days", "90 unless you say otherwise, 366 at most.", true), "number", ""))
            (crate::parts::choices(&about("roles", "Roles", "At most those you hold.", false), &boxes))
            p.acts { button.plain { (say("Make a token")) } }
        }
    }
}
