//! An approval of what does not stand any more: what would be published now, and what changed since it was read.

use isms::{Id, views::soa};
use maud::{Markup, html};
use recorder::{NotRecorded, Reader};
use serde_json::Value;

use super::everybody_sees;
use crate::{
    app::App,
    page::naming::{Names, path},
    problem::Failed,
    words::{say, say_with},
};

/// Whether what would be published after both states is the same, so that what else was recorded stands in nobody's way.
///
/// # Errors
/// Refused to those who may not open views.
pub fn still_says(read: &Reader, now: &Reader) -> Result<bool, NotRecorded> {
    Ok(read.picture().seq == now.picture().seq || would_publish(read)? == would_publish(now)?)
}

fn would_publish(reader: &Reader) -> Result<Value, NotRecorded> {
    let isms = reader.view()?;
    Ok(soa::as_published(isms, reader.day.judged_on, &everybody_sees(isms)))
}

/// What is said where the statement was changed since it was read after this entry; nothing where it was not.
///
/// # Errors
/// Where the ledger cannot be read.
pub fn notice(app: &App, now: &Reader, seen: u64) -> Result<Option<Markup>, Failed> {
    let read = app.recorder.read_after(now.caller(), seen)?;
    if still_says(&read, now)? {
        return Ok(None);
    }
    let names = Names { reader: now, isms: now.view()?, here: None };
    let differing = soa::differing(&would_publish(&read)?, &would_publish(now)?);
    let controls: Vec<Id> = differing.iter().filter_map(|number| number.parse().ok()).collect();
    Ok(Some(html! {
        p.error role="alert" {
            (say("The statement was changed after you read it, and nothing was published.")) " "
            @if !controls.is_empty() {
                (say("These controls read differently:")) " "
                @for (at, id) in controls.iter().enumerate() {
                    @if at > 0 { ", " }
                    a href={ (path(*id)) "/history" } { (names.called(*id)) }
                }
                ". "
            }
            a href="/ledger" { (say_with("See what was recorded after entry {seen}", &[("seen", &seen)])) }
            (say(". Read the statement again; what you send now publishes it as it stands here."))
        }
    }))
}
