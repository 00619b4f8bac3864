//! Signing in and out: by password, or by a one-time link that lets its holder choose one.

use axum::{
    Form,
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{
        HeaderMap, StatusCode,
        header::{RETRY_AFTER, SET_COOKIE},
    },
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::SignedDuration;
use maud::{Markup, html};
use serde::Deserialize;

use crate::{
    app::App,
    parts::{Field, field, frame},
    problem::Failed,
    serve::Route,
    sign_in::{self, check_new},
    words::{say, say_with},
};

/// The largest form that a stranger may send: an address, a password and a path.
const LARGEST_FORM: usize = 16 * 1024;

pub fn routes() -> Vec<Route> {
    let small = DefaultBodyLimit::max(LARGEST_FORM);
    vec![
        ("/sign-in", get(ask).post(by_password).layer(small)),
        ("/sign-in/{token}", get(welcome).post(by_link).layer(small)),
        ("/sign-out", post(sign_out)),
    ]
}

#[derive(Deserialize, Default)]
struct Wanted {
    #[serde(default)]
    to: String,
}

async fn ask(Query(wanted): Query<Wanted>) -> Markup {
    form(&wanted.to, "", None)
}

#[derive(Deserialize)]
struct ByPassword {
    email: String,
    password: String,
    #[serde(default)]
    to: String,
}

async fn by_password(State(app): State<App>, Form(given): Form<ByPassword>) -> Result<Response, Response> {
    if !sign_in::could_be(&given.email, &given.password) {
        return Ok(wrong(&given.to, ""));
    }
    if let Err(left) = app.brake.tries(&given.email, app.now()) {
        return Ok(waits(&given, left));
    }
    let account = sign_in::verify_password(&app, &given.email, given.password).await.map_err(fail)?;
    let Some(account) = account else { return Ok(wrong(&given.to, &given.email)) };
    app.brake.right(&given.email);
    signed_in(&app, account, &given.to)
}

fn wrong(to: &str, email: &str) -> Response {
    tracing::warn!("a wrong password was given");
    let wrong = say("Address and password do not belong together. Try again, or ask an administrator for a new link.");
    (StatusCode::UNPROCESSABLE_ENTITY, form(to, email, Some(wrong))).into_response()
}

fn waits(given: &ByPassword, left: SignedDuration) -> Response {
    let wait = say_with(
        "Too many wrong passwords for this address. Try again in {minutes} minutes, or ask an administrator for a new link.",
        &[("minutes", &(left.as_mins() + 1))],
    );
    let after = [(RETRY_AFTER, left.as_secs().to_string())];
    (StatusCode::TOO_MANY_REQUESTS, after, form(&given.to, &given.email, Some(&wait))).into_response()
}

fn form(to: &str, email: &str, wrong: Option<&str>) -> Markup {
    let about = |name, label| Field { name, label: say(label), help: None, error: None, is_optional: false };
    frame::bare(
        say("Sign in"),
        &html! {
            h1 { (say("Sign in")) }
            @if let Some(wrong) = wrong { p.error role="alert" { (wrong) } }
            form.form method="post" action="/sign-in" {
                input type="hidden" name="to" value=(to);
                (field(&about("email", "E-mail"), &html! { input #email name="email" type="email" autocomplete="username" required value=(email); }))
                (field(&about("password", "Password"), &html! { input #password name="password" type="password" autocomplete="current-password" required; }))
                p.acts { button { (say("Sign in")) } }
            }
            p.quiet.small { (say("No password yet, or forgotten? An administrator gives you a one-time link.")) }
        },
    )
}

async fn welcome(State(app): State<App>, Path(token): Path<String>) -> Response {
    if !sign_in::open_link(&token) {
        return spent();
    }
    choose(&app, &token, None).into_response()
}

#[derive(Deserialize)]
struct ByLink {
    #[serde(default)]
    password: String,
}

async fn by_link(
    State(app): State<App>, Path(token): Path<String>, Form(given): Form<ByLink>,
) -> Result<Response, Response> {
    let demo_without = app.reached.demo.is_some() && given.password.is_empty();
    if !demo_without && let Err(weak) = check_new(&given.password, "") {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, choose(&app, &token, Some(&weak.to_string()))).into_response());
    }
    let Some(account) = sign_in::use_link(&app, &token).map_err(fail)? else { return Ok(spent()) };
    if !demo_without {
        app.accounts.end_sessions_of(&account.to_string()).map_err(|error| fail(error.into()))?;
        sign_in::set_password(&app, account, given.password).await.map_err(fail)?;
    }
    signed_in(&app, account, "/")
}

fn choose(app: &App, token: &str, wrong: Option<&str>) -> Markup {
    let demo = app.reached.demo.is_some();
    let about = Field {
        name: "password",
        label: say("Choose a password"),
        help: Some(say("At least 12 characters: a sentence of four or five words is easy to keep and hard to guess.")),
        error: wrong.map(|wrong| html! { (wrong) }),
        is_optional: demo,
    };
    let described_by = about.described_by();
    frame::bare(
        say("Welcome"),
        &html! {
            h1 { (say("Welcome")) }
            p { (say("This link lets you in once. Next time you sign in with your address and this password.")) }
            form.form method="post" action={ "/sign-in/" (token) } {
                (field(&about, &html! { input #password name="password" type="password" autocomplete="new-password" required[!demo] aria-describedby=[described_by] aria-invalid=[about.invalid()]; }))
                p.acts { button { (say("Sign in")) } }
            }
            @if demo { p.quiet.small { (say("This is a demonstration: you may leave the password empty.")) } }
        },
    )
}

fn spent() -> Response {
    let body = html! {
        h1 { (say("This link is used up")) }
        p { (say("A link lets in once, for three days, and only the newest one. Ask an administrator for another, or sign in with your password.")) }
        p.acts { a href="/sign-in" { (say("Sign in")) } }
    };
    (StatusCode::GONE, frame::bare(say("Sign in"), &body)).into_response()
}

async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Response> {
    let cookie = sign_in::end(&app, &headers).map_err(fail)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/sign-in")).into_response())
}

fn signed_in(app: &App, account: isms::Id, to: &str) -> Result<Response, Response> {
    let cookie = sign_in::begin(app, account).map_err(fail)?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to(own_page(to))).into_response())
}

/// Only a path of ours: `//elsewhere`, `/\elsewhere` and control characters lead off the site in some browsers.
fn own_page(to: &str) -> &str {
    let ours =
        to.starts_with('/') && !to.starts_with("//") && !to.contains('\\') && !to.contains(|c: char| c.is_control());
    if ours { to } else { "/" }
}

fn fail(error: anyhow::Error) -> Response {
    Failed::from(error).into_page()
}

#[cfg(test)]
mod tests {
    use super::own_page;

    #[test]
    fn nobody_is_sent_off_the_site() {
        for to in ["https://else.example", "//else.example", "/\\else.example", "\\/else", "", "/\t/else.example", "x"]
        {
            assert_eq!(own_page(to), "/", "{to}");
        }
        assert_eq!(own_page("/risks?owner=P-0001"), "/risks?owner=P-0001");
    }
}
