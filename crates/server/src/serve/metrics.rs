//! `/metrics`: a few figures in the text format of Prometheus, for whoever may verify the ledger. A scraper sends a token.
//!
//! Being on the same machine opens nothing: behind a proxy, everybody is.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::{
    extract::{Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
};
use isms::ALL;
use jiff::Timestamp;
use recorder::{Action, Reader};

use crate::{app::App, problem::Failed, sign_in::At};

/// What is counted since the start.
pub struct Counted {
    /// Requests by the hundred of their status, from 1xx on.
    answered: [AtomicU64; 5],
    started: Timestamp,
}

impl Counted {
    /// Nothing yet.
    pub fn since(started: Timestamp) -> Counted {
        Counted { answered: Default::default(), started }
    }
}

/// Counts each answer.
pub async fn count(State(app): State<App>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let hundred = usize::from(response.status().as_u16() / 100).checked_sub(1);
    if let Some(counter) = hundred.and_then(|hundred| app.counted.answered.get(hundred)) {
        counter.fetch_add(1, Ordering::Relaxed);
    }
    response
}

/// All figures.
pub async fn metrics(State(app): State<App>, At(reader): At) -> Result<Response, Response> {
    reader.must(Action::Verify, "ledger").map_err(|no| Failed::from(no).into_problem())?;
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], told(&app.counted, &reader)).into_response())
}

fn told(counted: &Counted, reader: &Reader) -> String {
    let mut text = String::new();
    let mut family = |name: &str, kind: &str, help: &str, samples: &mut dyn Iterator<Item = (String, f64)>| {
        _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        samples.for_each(|(labels, value)| _ = writeln!(text, "{name}{labels} {value}"));
    };
    let one = |value: f64| std::iter::once((String::new(), value));
    let picture = reader.picture();
    family("process_start_time_seconds", "gauge", "When this process started.", &mut one(seconds(counted.started)));
    let answered = counted.answered.iter().zip(1..);
    let answered =
        answered.map(|(many, hundred)| (format!("{{status=\"{hundred}xx\"}}"), number(many.load(Ordering::Relaxed))));
    family("castellan_requests_total", "counter", "Requests answered, by status.", &mut { answered });
    family("castellan_ledger_entries", "gauge", "Entries of the ledger.", &mut one(number(picture.seq)));
    let at = picture.at.map_or(0.0, seconds);
    family("castellan_ledger_last_entry_seconds", "gauge", "When the last entry was recorded.", &mut one(at));
    let records = ALL.iter().map(|register| {
        (format!("{{register=\"{}\"}}", register.name()), number(reader.each(*register, false).count() as u64))
    });
    family("castellan_records", "gauge", "Records in use that the caller may see.", &mut { records });
    text
}

fn seconds(at: Timestamp) -> f64 {
    at.as_duration().as_secs_f64()
}

/// Exact up to 2^53, which no figure here reaches.
fn number(number: u64) -> f64 {
    number as f64
}
