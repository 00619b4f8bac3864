//! How readiness went: the same rules on the state of earlier days, from the ledger.

use axum::{extract::State, http::Uri, response::Response, routing::get};
use isms::readiness::{Outcome, readiness};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use recorder::Reader;

use super::duties::mark;
use crate::{
    app::App,
    page::{
        around,
        ledger::first_day,
        naming::{Names, no},
    },
    parts::{self, PageTitle},
    serve::Route,
    sign_in::{At, Signed},
    words::{long_day, number, say},
};

/// So many earlier days are looked at: each is a whole management system to be folded.
const EARLIER: i64 = 6;

pub fn routes() -> Vec<Route> {
    vec![("/readiness/trend", get(show))]
}

async fn show(State(app): State<App>, Signed(caller): Signed, At(reader): At, uri: Uri) -> Result<Markup, Response> {
    let names = Names::of(&reader)?;
    let mut told = Vec::new();
    for day in days(&names) {
        let then = app.recorder.read_as_of(&caller, day).map_err(no)?;
        told.push((day, counts(&then).map_err(no)?));
    }
    told.push((reader.day.judged_on, counts(&reader).map_err(no)?));
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("How readiness went"),
            under: Some(html! { (say("What the rules find in the state of each day, as the ledger has it. A duty of which nothing can be told yet is no gap and no success.")) }),
            acts: Some(html! { a href=(names.to("/readiness")) { (say("Readiness")) } }),
            ..PageTitle::default()
        }))
        (lines(&names, &told))
    };
    Ok(around(&app, &reader, &uri).page(say("How readiness went"), &body))
}

/// The ends of the months before, as far as the ledger goes.
fn days(names: &Names) -> Vec<Date> {
    let (today, first) = (names.reader.day.judged_on, first_day(names.reader));
    let ends = (1..=EARLIER).rev().map(|back| today.saturating_sub(back.months()).last_of_month());
    ends.filter(|day| first.is_some_and(|first| *day >= first) && *day < today).collect()
}

/// How many duties have each outcome, in the order in which they are told.
type Counts = [usize; 4];

const TOLD: [Outcome; 4] = [Outcome::NotMet, Outcome::Partly, Outcome::Unknown, Outcome::Met];

fn counts(reader: &Reader) -> Result<Counts, recorder::NotRecorded> {
    let all = readiness(reader.view()?, reader.day.judged_on);
    Ok(TOLD.map(|outcome| all.iter().filter(|one| one.verdict.outcome == outcome).count()))
}

fn lines(names: &Names, told: &[(Date, Counts)]) -> Markup {
    // The last row is the day one looks at already.
    let here = names.reader.day.judged_on;
    let then = |day: &Date| if *day == here { names.to("/readiness") } else { format!("/readiness?as_of={day}") };
    let day = |day: &Date| html! { a href=(then(day)) { (long_day(*day)) } };
    html! {
        dl.facts {
            @for (on, counts) in told {
                dt { (day(on)) }
                dd {
                    (parts::share_line(counts))
                    p.duty_legend {
                        @for (outcome, count) in TOLD.into_iter().zip(counts) {
                            span { (mark(outcome)) " " b { (number(*count)) } " " (say(outcome.words())) }
                        }
                    }
                }
            }
        }
        @if told.len() < 2 { p { (say("The ledger does not go back to the end of a month yet: come again later.")) } }
        p { a href=(names.to("/what-changed")) { (say("What changed between two days")) } }
    }
}
