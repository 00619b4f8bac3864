//! The list of a register.

mod filters;
mod table;

use axum::{
    extract::Path,
    http::HeaderName,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{
    AnyRegister, Id,
    views::proposals::{Proposal, proposals},
};
use maud::{Markup, html};
use recorder::{Action, named};

use super::{here::Here, shown::Shown};
use crate::{
    listing::{Found, Question, with_query},
    parts::{EmptyPage, PageTitle, Pages, Way, empty_page, exports, listing, page_title, pages, with_chosen_bar},
    problem::Failed,
    serve::Route,
    words::{count, help, number, say, say_with},
};

/// Rows of a page: what somebody reads at once.
const ROWS: usize = 40;
/// Registers whose records come of an act of their own, and not of a form.
pub const NOT_BY_HAND: [&str; 4] = ["organisation", "imports", "applicability-statements", "accounts"];

pub fn routes() -> Vec<Route> {
    vec![("/{register}", get(list))]
}

async fn list(here: Here, Path(name): Path<String>) -> Response {
    here.answer(listed(&here, &name))
}

/// The list of the register of this name.
///
/// # Errors
/// Where there is none, or none for this reader.
pub fn listed(here: &Here, name: &str) -> Result<Response, Failed> {
    let register = named(name)?;
    here.reader.must(Action::Read, name)?;
    let question = Question::of_page(register.description(), &here.query())?;
    let list = List::of(here, register, question);
    let address = here.href(&list.question.address(&list.path()));
    let pushed = [(HeaderName::from_static("hx-push-url"), address)];
    Ok((pushed, here.page(&register.description().label(), &list.page())).into_response())
}

/// The records that the list at this address shows, all its pages: what is exported, and what is changed at once.
///
/// # Errors
/// Where the address asks for a field there is not.
pub fn asked(here: &Here, register: &dyn AnyRegister) -> Result<Vec<Id>, Failed> {
    if let Some(ids) = super::risks::asked(here, register) {
        return Ok(ids);
    }
    let shown = Shown::to(&here.reader);
    let question = Question::of_page(register.description(), &here.query())?;
    Ok(shown.found(register, &question, &shown.findings_for(register, &question)))
}

/// A list as one reader sees it.
struct List<'a> {
    here: &'a Here,
    shown: Shown<'a>,
    register: &'static dyn AnyRegister,
    question: Question,
    findings: Found,
    ids: Vec<Id>,
}

impl<'a> List<'a> {
    fn of(here: &'a Here, register: &'static dyn AnyRegister, question: Question) -> List<'a> {
        let shown = Shown::to(&here.reader);
        let findings = if question.withdrawn { Found::new() } else { shown.findings(register) };
        let ids = shown.found(register, &question, &findings);
        let last = ids.len().div_ceil(ROWS).max(1);
        let question = question.on_page(question.page.min(last));
        List { here, shown, register, question, findings, ids }
    }

    fn path(&self) -> String {
        format!("/{}", self.register.name())
    }

    fn page(&self) -> Markup {
        let described = self.register.description();
        let is_empty = self.ids.is_empty() && !self.question.narrows();
        html! {
            (page_title(&PageTitle {
                title: &described.label(),
                // An empty page says the same at length.
                under: (!is_empty).then(|| html! { (say(described.face.empty)) }),
                acts: Some(self.acts(is_empty)),
                ..PageTitle::default()
            }))
            @if is_empty { (self.empty()) } @else { (listing("list", say("Register"), &self.body())) }
        }
    }

    fn acts(&self, is_empty: bool) -> Markup {
        let name = self.register.name();
        let one = self.register.description().face.one;
        let may_add = self.here.is_today()
            && !NOT_BY_HAND.contains(&name)
            && self.here.reader.may_do(self.register, "added", None);
        let may_import = self.here.is_today() && may_add && self.here.reader.may_at_all(Action::Import, name);
        html! {
            @if may_add { a.button href={ "/" (name) "/new" } data-keys="n" { (say_with("Add {one}", &[("one", &with_article(one))])) } }
            @if may_import { a.button.plain href="/import" { (say("Import")) } }
            @if !is_empty && self.here.reader.may_at_all(Action::Export, name) {
                (exports(|format| self.export(format)))
            }
        }
    }

    fn export(&self, format: &str) -> String {
        let mut pairs = self.question.on_page(1).pairs();
        pairs.push(("format".into(), format.into()));
        self.here.href(&with_query(&format!("{}/export", self.path()), &pairs))
    }

    fn empty(&self) -> Markup {
        let described = self.register.description();
        let withdrawn = self.here.reader.ids(self.register, true).len();
        let proposed = self.proposed();
        let ways: Vec<Way> = proposed.iter().map(|(words, href, note)| Way { words, href, note: Some(note) }).collect();
        html! {
            (empty_page(&EmptyPage { why: html! { (say(described.face.empty)) }, proposals: &ways, holds: &holds(described) }))
            @if withdrawn > 0 { p { (self.withdrawn_way()) } }
        }
    }

    /// First records from what the other registers say: what each is called, the form with it filled in, and why.
    fn proposed(&self) -> Vec<(String, String, String)> {
        let (reader, name) = (&self.here.reader, self.register.name());
        let may_add = self.here.is_today() && reader.may_do(self.register, "added", None);
        let Some(isms) = reader.view().ok().filter(|_| may_add) else { return vec![] };
        let shown = |one: Proposal| {
            let pairs: Vec<_> = one.fields.into_iter().map(|(field, text)| (field.to_owned(), text)).collect();
            let (_, title) = pairs.first().cloned()?;
            let because = one.because.message(isms, &|id| reader.sees_name(id));
            Some((title, with_query(&format!("/{name}/new"), &pairs), because.to_string()))
        };
        proposals(isms, self.shown.today, name, &|id| reader.sees(id)).into_iter().filter_map(shown).collect()
    }

    fn body(&self) -> Markup {
        let choose =
            self.here.is_today() && !self.question.withdrawn && self.here.reader.may_do(self.register, "edited", None);
        let choose = choose && !NOT_BY_HAND.contains(&self.register.name());
        let (from, to) = ((self.question.page - 1) * ROWS, (self.question.page * ROWS).min(self.ids.len()));
        let shown = self.ids.get(from..to).unwrap_or_default();
        let table = table::table(&self.shown, self.register, &self.question, shown, &self.findings, choose);
        html! {
            (filters::filters(&self.shown, self.register, &self.question, &self.findings))
            @if self.ids.is_empty() { p.quiet role="status" { (say("Nothing here fits.")) } }
            @else if choose { (with_chosen_bar(&format!("{}/bulk", self.path()), &table, &super::bulk::chosen_acts(self.register))) }
            @else { (table) }
            (self.ways(from, to, choose))
        }
    }

    /// The pages, and what can be done with all that was found.
    fn ways(&self, from: usize, to: usize, choose: bool) -> Markup {
        let on = |page: usize| self.here.href(&self.question.on_page(page).address(&self.path()));
        let previous = (self.question.page > 1).then(|| on(self.question.page - 1));
        let next = (to < self.ids.len()).then(|| on(self.question.page + 1));
        html! {
            @if !self.ids.is_empty() {
                (pages(&Pages { from: from + 1, to, of: self.ids.len(), previous: previous.as_deref(), next: next.as_deref() }))
            }
            p.pages {
                @if choose && self.ids.len() > 1 {
                    a href=(with_query(&format!("{}/bulk", self.path()), &self.question.on_page(1).pairs())) {
                        (say_with("Change all {count}", &[("count", &number(self.ids.len()))]))
                    }
                }
                @if !self.question.withdrawn { (self.withdrawn_way()) }
            }
        }
    }

    fn withdrawn_way(&self) -> Markup {
        let all = self.here.reader.ids(self.register, true).len() - self.here.reader.ids(self.register, false).len();
        html! {
            @if all > 0 {
                a href=(self.here.href(&format!("{}?withdrawn=true", self.path()))) { (count(all, "{count} withdrawn record", "{count} withdrawn records")) }
            }
        }
    }
}

/// What a record of this kind holds, in one sentence: its required fields first.
fn holds(described: &isms::Description) -> String {
    let fields = described.fields.iter().filter(|field| !field.by_act).map(|field| field.label.to_lowercase());
    format!(
        "{} {}",
        help(&described.help),
        say_with("It holds: {fields}.", &[("fields", &fields.collect::<Vec<_>>().join(", "))])
    )
}

/// `an asset`, `a risk`.
pub fn with_article(one: &str) -> String {
    let vowel = one.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {one}", if vowel { "an" } else { "a" })
}
