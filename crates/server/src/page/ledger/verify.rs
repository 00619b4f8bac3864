//! Verification on the spot: what was derived again, and whether all of it fits.

use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use maud::{Markup, html};
use recorder::Verified;

use crate::{
    app::App,
    page::{around, naming::no},
    parts::{self, PageTitle},
    serve::Route,
    sign_in::Signed,
    words::{self, count, day, number, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![("/ledger/verify", get(|| async { Redirect::to("/ledger") }).post(verify))]
}

async fn verify(State(app): State<App>, Signed(caller): Signed, uri: Uri) -> Result<Response, Response> {
    let reader = app.recorder.read(&caller);
    let (recorder, vault) = (app.recorder.clone(), app.vault.clone());
    let checked = tokio::task::spawn_blocking(move || {
        let verified = recorder.verify(&caller, &vault)?;
        Ok::<_, recorder::NotRecorded>((verified, vault.list()?.len()))
    });
    let (verified, files) = checked.await.map_err(|error| no(anyhow::Error::from(error)))?.map_err(no)?;
    let (name, zone) = reader.organisation();
    let at = app.now().to_zoned(zone).datetime();
    let when = format!("{}, {}", day(at.date()), words::time(at.time()));
    let status = if verified.problem.is_some() { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::OK };
    let title = say(if verified.problem.is_some() { "The ledger does not fit" } else { "Verified" });
    let body = html! {
        (parts::page_title(&PageTitle { title, under: Some(html! { (name) ", " (when) "." }), ..PageTitle::default() }))
        @match &verified.problem {
            Some(problem) => (damage(problem)),
            None => (receipt(&verified, files, &name, &when)),
        }
    };
    Ok((status, around(&app, &reader, &uri).page(title, &body)).into_response())
}

fn receipt(verified: &Verified, files: usize, name: &str, when: &str) -> Markup {
    let entries = usize::try_from(verified.entries).unwrap_or(usize::MAX);
    let root = verified.root.to_string();
    html! {
        section aria-labelledby="checked" {
            h2 #checked { (say("What was checked")) }
            (parts::facts([
                (say("Entries"), html! { b { (number(entries)) } ", " (say("each read from its exact bytes, in order and without a gap")) }),
                (say("Records"), html! { (say("each revision matches its salted hash, and what is served as current is what the entries made")) }),
                (say("Root"), html! { (say("derived again from the first leaf on, and equal to the one that was kept")) br; code { (words::hash(&root, 16)) } }),
                (say("Files"), html! { (count(files, "one file of the vault, equal to its hash", "{count} files of the vault, each equal to its hash")) }),
            ]))
            h2 { (say("Receipt")) }
            p { (say("Give this to somebody else. As long as they keep it, nobody can rewrite what stands before this entry without their noticing.")) }
            pre aria-label=(say("Receipt")) { (name) "\n" (say_with("verified {when}", &[("when", &when)])) "\n" (say("entry")) " " (verified.entries) "\n" (say("root")) " " (root) }
            form action="/ledger/verify" method="post" { p.acts { button.plain { (say("Verify again")) } a href="/ledger" { (say("Back to the ledger")) } } }
        }
    }
}

fn damage(problem: &recorder::Problem) -> Markup {
    html! {
        (parts::refusal(&parts::Refusal {
            said_no: &problem.what,
            why: html! {
                (say("Everything was derived again from what is stored, and this is the first thing that does not fit. What stands before it does."))
                @if let Some(seq) = problem.seq { " " a href={ "/ledger/" (seq) } { (say("Entry")) " " (seq) } }
            },
            ways: &[parts::Way { words: say("Restore the last backup that verifies"), href: "/ledger", note: Some(say("with `castellan restore`, and compare it with this store before anybody goes on writing")) }],
            kept: None,
            rule: None,
        }))
    }
}
