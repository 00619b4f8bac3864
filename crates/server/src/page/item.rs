//! The page of one record: which revision it is, what is stated, what it is named by, what can be done, what happened.

mod acts;
pub mod facts;
mod findings;
mod named_by;
mod proposed;

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{AnyRegister, Head, Held, Id, Reason};
use maud::{Markup, html};
use recorder::{NotRecorded, Revised, named};
use serde_json::Value;

pub use acts::{Signing, act_box, acts, acts_but, signed_box, verb};
pub use facts::{elsewhere, notes};
pub use named_by::{named_by, named_by_but};

use super::{
    control,
    here::Here,
    history::{compare, events, revision_line},
    import,
    list::NOT_BY_HAND,
    risk,
    shown::{Shown, called, title_of},
};
use crate::{
    parts::{self, PageTitle, page_title},
    problem::Failed,
    serve::Route,
    words::{count, say, say_with},
};

/// Events of the history that a record's own page shows.
const LATEST: usize = 10;

pub fn routes() -> Vec<Route> {
    vec![("/{register}/{id}", get(item))]
}

async fn item(here: Here, Path((name, id)): Path<(String, String)>) -> Response {
    here.answer(shown(&here, &name, &id))
}

fn shown(here: &Here, name: &str, id: &str) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    Ok(here.page(&item.called(), &item.page()?).into_response())
}

/// A record as one reader sees it.
pub struct Item<'a> {
    pub here: &'a Here,
    pub shown: Shown<'a>,
    pub register: &'static dyn AnyRegister,
    pub held: Held<Value>,
    pub head: Head,
}

impl<'a> Item<'a> {
    /// The record at this path.
    ///
    /// # Errors
    /// What may not be seen is answered as what is not there. Paths take ids; the organisation's own number leads there.
    pub fn of(here: &'a Here, name: &str, id: &str) -> Result<Item<'a>, Failed> {
        let register = named(name)?;
        let missing = || match here.by_reference(register, id) {
            Some(path) => Failed::Elsewhere(path),
            None => {
                NotRecorded::Missing(isms::say!("there is no `{id}` among {register}", id = id, register = name)).into()
            }
        };
        let known: Id = id.parse().map_err(|_| missing())?;
        let held = here.reader.get(register, known).map_err(|_| missing())?;
        let head = here.reader.head(known).ok_or_else(missing)?;
        Ok(Item { here, shown: Shown::to(&here.reader), register, held, head })
    }

    /// What people call it.
    pub fn called(&self) -> String {
        called(&self.head)
    }

    /// Its page, or a page below it.
    pub fn path(&self, below: &str) -> String {
        format!("/{}/{}{below}", self.register.name(), self.held.id)
    }

    /// Whether the caller may do an act on it, today.
    pub fn may(&self, word: &str) -> bool {
        self.here.is_today() && self.here.reader.may_do(self.register, word, Some(self.held.id))
    }

    /// Whether a named act can be done to it as it stands, whoever asks.
    pub fn possible(&self, word: &str) -> Result<(), Reason> {
        self.here.reader.possible(self.register, word, self.held.id)
    }

    /// Whether it is the record of an import.
    pub fn is_import(&self) -> bool {
        self.register.name() == "imports"
    }

    /// Whether it was withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.held.body.withdrawn.is_some()
    }

    fn page(&self) -> Result<Markup, Failed> {
        let history = self.here.reader.history(self.register, self.held.id)?;
        let own = risk::page(self, &history).or_else(|| control::page(self, &history));
        if let Some(page) = own.or_else(|| import::record(self, &history)) {
            return Ok(page);
        }
        Ok(html! {
            (self.title())
            @if let Some(line) = revision_line(self, &history) { (line) }
            @if let Some(why) = &self.held.body.withdrawn { (self.withdrawn(why)) }
            (self.proposed())
            (findings::at_head(self))
            (facts::facts(self))
            (named_by(self))
            (notes(self))
            @if self.here.is_today() { (acts(self)) }
            (self.latest(&history))
        })
    }

    /// The head of its pages.
    pub fn title(&self) -> Markup {
        self.title_under(&html! { (say(self.register.description().face.one)) })
    }

    /// The same with other words under the title.
    pub fn title_under(&self, words: &Markup) -> Markup {
        let under = html! {
            (words)
            @if self.held.body.restricted { ", " b { (say("restricted")) } }
        };
        page_title(&PageTitle {
            number: Some(&self.called()),
            title: &title_of(&self.head),
            under: Some(under),
            acts: Some(self.title_acts()),
            ..PageTitle::default()
        })
    }

    fn title_acts(&self) -> Markup {
        let by_hand = !NOT_BY_HAND.contains(&self.register.name());
        let may_copy = by_hand && self.here.is_today() && self.here.reader.may_do(self.register, "added", None);
        html! {
            @if self.may("edited") && !self.is_withdrawn() && !self.is_import() { a.button.plain href=(self.path("/edit")) data-keys="e" { (say("Edit")) } }
            @if self.is_import() && self.may("withdrawn") && !self.is_withdrawn() {
                a.button.plain href=(self.path("/withdrawn")) { (say("Take this import back")) }
            }
            @if may_copy { a href=(self.path("/copy")) { (say("Copy")) } }
        }
    }

    pub fn withdrawn(&self, why: &str) -> Markup {
        html! {
            p.withdrawn {
                strong { (say(if self.is_import() { "Taken back." } else { "Withdrawn." })) } " " (why)
                @if self.is_import() { " " (say("To have it again, import its files again: they are kept here.")) }
            }
        }
    }

    pub fn latest(&self, history: &[Revised]) -> Markup {
        let events = events(self, history);
        let latest = events.get(..LATEST.min(events.len())).unwrap_or_default();
        html! {
            section aria-labelledby="history" {
                h2 #history { (say("History")) }
                (parts::history(latest, self.shown.today))
                p {
                    @if let [.., one, last] = history {
                        a href=(self.here.href(&self.path("/history"))) { (count(history.len(), "{count} revision", "All {count} revisions")) }
                        " · "
                        a href=(self.here.href(&self.path(&compare(one, last)))) { (say("Compare two")) }
                    } @else if self.held.revision == 1 {
                        span.quiet { (say_with("Written once, never changed since.", &[])) }
                    }
                }
            }
        }
    }
}
