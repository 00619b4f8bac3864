//! The form for the criteria. What they would re-rank is shown before they are recorded.

mod fields;
mod preview;
mod typed;

use axum::{
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use isms::{Asked, Id, Reason, criteria::Criteria};
use maud::{Markup, html};
use recorder::{Action, Caller, Doing, NotRecorded, Reader, Request, named};
use serde_json::json;

use self::typed::Typed;
use crate::{
    app::App,
    page::{
        around,
        form::sent::Sent,
        naming::{Names, no},
    },
    parts::{self, PageTitle, Way},
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed},
    words::say,
};

pub fn routes() -> Vec<Route> {
    vec![("/organisation/criteria", get(ask).post(answer))]
}

async fn ask(State(app): State<App>, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    reader.must(Action::Settings, "organisation").map_err(no)?;
    let names = Names::of(&reader)?;
    let typed = Typed::of(&names.isms.criteria());
    Ok(around(&app, &reader, &uri).page(say("Criteria"), &form(&typed, &[], &html! {}, names.isms.risks().is_empty())))
}

/// First shows what the criteria would change, then records them.
async fn answer(State(app): State<App>, Signed(caller): Signed, uri: Uri, sent: Sent) -> Result<Response, Response> {
    let reader = app.recorder.read(&caller);
    reader.must(Action::Settings, "organisation").map_err(no)?;
    let (names, typed) = (Names::of(&reader)?, Typed::sent(&sent.pairs));
    if typed.wants_more() {
        let page = form(&typed, &[], &html! {}, names.isms.risks().is_empty());
        return Ok(around(&app, &reader, &uri).page(say("Criteria"), &page).into_response());
    }
    let criteria = match typed.criteria() {
        Ok(criteria) => criteria,
        Err(reasons) => return Ok(again(&app, &reader, &uri, &typed, &reasons, &names)),
    };
    if !typed.is_confirmed {
        let page = preview::page(&names, &typed, &criteria);
        return Ok(around(&app, &reader, &uri).page(say("Criteria"), &page).into_response());
    }
    match record(&app, &names, (&caller, sent.request), &typed, &criteria).await {
        Ok(()) => Ok(Redirect::to("/organisation#criteria").into_response()),
        Err(Failed::NotRecorded(NotRecorded::Refused(refused))) => {
            Ok(again(&app, &reader, &uri, &typed, &refused.reasons, &names))
        }
        Err(Failed::NotRecorded(NotRecorded::Stale { .. } | NotRecorded::OtherBody(_))) => {
            stale(&app, &caller, &uri, &typed)
        }
        Err(failed) => Err(failed.into_page()),
    }
}

async fn record(
    app: &App, names: &Names<'_>, (caller, request): (&Caller, Option<Request>), typed: &Typed, criteria: &Criteria,
) -> Result<(), Failed> {
    let one = names.isms.the_organisation().map(|one| one.id);
    let on: Vec<Id> = one.into_iter().collect();
    let fields = [("criteria".to_owned(), json!(criteria))].into_iter().collect();
    let reason = Some(typed.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let asked = Asked { on, word: "edited".into(), fields, reason, earlier: vec![] };
    app.recorder.record(caller, named("organisation")?, Doing { asked, seen: typed.seen, request }).await?;
    Ok(())
}

/// The form again, with what was typed and what is wrong with it.
fn again(app: &App, reader: &Reader, uri: &Uri, typed: &Typed, reasons: &[Reason], names: &Names) -> Response {
    let form = form(typed, reasons, &html! {}, names.isms.risks().is_empty());
    (StatusCode::UNPROCESSABLE_ENTITY, around(app, reader, uri).page(say("Criteria"), &form)).into_response()
}

/// The form again where somebody saved first: what was typed is kept, and is shown once more against what stands now.
fn stale(app: &App, caller: &Caller, uri: &Uri, typed: &Typed) -> Result<Response, Response> {
    let reader = app.recorder.read(caller);
    let names = Names::of(&reader)?;
    let notice = html! {
        section.both aria-labelledby="both" {
            h2 #both { (say("Somebody saved first")) }
            p {
                (say("The organisation was changed after you saw what your criteria re-rank, so nothing was recorded. What you typed is kept: see what it re-ranks now, then record it.")) " "
                a href="/organisation#criteria" { (say("See the criteria that stand")) } "."
            }
        }
    };
    let form = form(typed, &[], &notice, names.isms.risks().is_empty());
    Ok((StatusCode::CONFLICT, around(app, &reader, uri).page(say("Criteria"), &form)).into_response())
}

fn form(typed: &Typed, reasons: &[Reason], notice: &Markup, is_first: bool) -> Markup {
    let summary: Vec<(String, String)> = reasons
        .iter()
        .map(|one| {
            let field = typed::field_of(one.field.as_deref().unwrap_or_default());
            (format!("{}: {}", one.why, one.remedy), format!("#{field}"))
        })
        .collect();
    let ways: Vec<Way> = summary.iter().map(|(words, href)| Way::new(words, href)).collect();
    html! {
        (parts::page_title(&PageTitle {
            title: say("Criteria"),
            under: Some(html! {
                (say("How risks are weighed: the steps of two scales, how they make a score, and the levels. Clause 6.1.2 a."))
                @if !is_first { " " (say("You see what a change re-ranks before anything is recorded.")) }
            }),
            ..PageTitle::default()
        }))
        @if !ways.is_empty() { (parts::error_summary(&ways)) }
        form.form.criteria action="/organisation/criteria" method="post" data-leave {
            // The first button of a form is what the key Enter presses, and that is not another step.
            button.unseen tabindex="-1" aria-hidden="true" { (say("See what it re-ranks")) }
            (notice)
            (fields::all(typed, reasons))
            p.acts { button { (say("See what it re-ranks")) } a href="/organisation" { (say("Leave without saving")) } }
        }
    }
}
