//! Views: what follows from the registers on a day.

use axum::{
    Json,
    extract::{Path, State},
    response::IntoResponse,
    routing::get,
};
use isms::say;
use recorder::NotRecorded;

use super::{
    answer::Answer,
    asked::{DAYS, Pairs},
};
use crate::{
    app::App,
    problem::Failed,
    serve::Route,
    sign_in::{At, Signed, date, looking},
    views,
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/api/v1/views/changes", get(changes)),
        ("/api/v1/views/mock-audit", get(mock_audit)),
        ("/api/v1/views/{name}", get(view)),
    ]
}

async fn view(At(reader): At, Path(name): Path<String>, pairs: Pairs) -> Answer {
    pairs.only(&DAYS)?;
    let view = views::view(&name).ok_or_else(|| {
        let all: Vec<&str> = views::ALL.iter().map(|view| view.name).chain(["changes", "mock-audit"]).collect();
        NotRecorded::Missing(say!("there is no view `{name}`; there are {all}", name = name, all = all.join(", ")))
    })?;
    Ok(Json(view.json(&reader)?).into_response())
}

/// What an auditor would find on records drawn by a seed: a rehearsal, of which nothing is recorded.
async fn mock_audit(At(reader): At, pairs: Pairs) -> Answer {
    reader.view()?;
    pairs.only(&["seed", DAYS[0], DAYS[1]])?;
    let missing = || Failed::BadRequest("`seed` is missing: write a word, as in `seed=spring`".into());
    Ok(Json(views::mock_audit(&reader, pairs.get("seed").ok_or_else(missing)?)?).into_response())
}

/// What became different after the day `from`, up to the end of the day `to`.
async fn changes(State(app): State<App>, Signed(caller): Signed, pairs: Pairs) -> Answer {
    app.recorder.read(&caller).view()?;
    pairs.only(&["from", "to"])?;
    let day = |name: &str| {
        let missing = || Failed::BadRequest(format!("`{name}` is missing: write `from=2026-09-01&to=2026-11-30`"));
        Ok::<_, Failed>(date(pairs.get(name).ok_or_else(missing)?)?)
    };
    let (from, to) = (day("from")?, day("to")?);
    if from > to {
        return Err(Failed::BadRequest(format!("{from} is after {to}: give the earlier day as `from`")).into());
    }
    let (before, after) = (looking(&app, &caller, Some(from), None)?, looking(&app, &caller, Some(to), None)?);
    Ok(Json(views::changes(&before, &after)?).into_response())
}
