//! Writing a record by hand: a new one, a copy, an edit; and an edit that came too late.

mod stale;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{AnyRegister, Asked, Field, Id, Kind, Reason};
use maud::{Markup, html};
use recorder::{Action, Doing, NotRecorded, Scope, named};
use serde_json::{Map, Value};

use super::{
    form::{
        Form, Opened, SEEN, Typed, WHY, given, is_file,
        sent::{Sent, sent_before},
    },
    here::{Here, past_is_read_only, to},
    item::Item,
    list::{NOT_BY_HAND, with_article},
    shown::{Shown, title_of},
};
use crate::{
    parts::{PageTitle, once, page_title},
    problem::Failed,
    serve::Route,
    words::{help, say, say_with},
};

pub fn routes() -> Vec<Route> {
    vec![
        ("/{register}/new", get(new).post(add)),
        ("/{register}/{id}/edit", get(edit).post(save)),
        ("/{register}/{id}/copy", get(copy)),
    ]
}

/// A form on its way: what it is about, what stands in it, what is wrong with it.
struct Draft<'a> {
    here: &'a Here,
    shown: Shown<'a>,
    register: &'static dyn AnyRegister,
    /// The record that is edited; none for a new one.
    item: Option<&'a Item<'a>>,
    blank: Value,
    typed: Typed,
    errors: Vec<Reason>,
    /// What stands above the fields, where something is to be said first.
    notice: Markup,
}

impl<'a> Draft<'a> {
    fn new(here: &'a Here, register: &'static dyn AnyRegister, typed: Typed) -> Draft<'a> {
        let blank = here.reader.blank(register, here.app.now());
        let (shown, notice) = (Shown::to(&here.reader), Markup::default());
        Draft { here, shown, register, item: None, blank, typed, errors: vec![], notice }
    }

    fn of(item: &'a Item<'a>, typed: Typed) -> Draft<'a> {
        Draft { item: Some(item), ..Draft::new(item.here, item.register, typed) }
    }

    fn page(&self) -> Markup {
        let described = self.register.description();
        let one = described.face.one;
        let title = match self.item {
            Some(item) => say_with("Edit {called}", &[("called", &item.called())]),
            None => say_with("Add {one}", &[("one", &with_article(one))]),
        };
        let record = self.item.map_or(&self.blank, |item| &item.held.body.record);
        let form = Form {
            shown: &self.shown,
            fields: &described.fields,
            typed: &self.typed,
            errors: &self.errors,
            blank: &self.blank,
            record,
            prefix: "",
        };
        let leave = self.item.map_or(format!("/{}", described.name), |item| item.path(""));
        let action = format!("{leave}/{}", if self.item.is_some() { "edit" } else { "new" });
        let button = self.item.map_or_else(
            || say_with("Add the {one}", &[("one", &one)]),
            |item| say_with("Save {called}", &[("called", &item.called())]),
        );
        let files = described.fields.iter().any(|field| matches!(&field.kind, Kind::Group(fields) if is_file(fields)));
        let body = html! {
            (self.head(&title))
            (form.summary())
            form.form #form action=(action) method="post" enctype=[files.then_some("multipart/form-data")] novalidate data-leave {
                (once())
                @if let Some(item) = self.item { input type="hidden" name=(SEEN) value=(item.held.revision); }
                (self.notice)
                (form.of_record(described.name, self.item.map(|item| item.held.id)))
                @if self.item.is_some() { (form.why()) }
                p.acts { button { (button) } a href=(leave) { (say("Leave without saving")) } }
            }
            (form.by_act(record))
        };
        self.here.page(&title, &body)
    }

    fn head(&self, title: &str) -> Markup {
        let described = self.register.description();
        match self.item {
            Some(item) => page_title(&PageTitle {
                number: Some(&item.called()),
                title: &title_of(&item.head),
                under: Some(html! { (say_with("Edit the {one}.", &[("one", &described.face.one)])) }),
                ..PageTitle::default()
            }),
            None => {
                page_title(&PageTitle { title, under: Some(html! { (help(&described.help)) }), ..PageTitle::default() })
            }
        }
    }

    /// Holds files that were handed in, so that nobody chooses them again after an error.
    fn hold(&mut self, kept: &[(String, Value)]) {
        for (field, file) in kept {
            for (part, value) in file.as_object().into_iter().flatten() {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.typed.set(&format!("{field}.{part}"), text);
            }
        }
    }

    /// The form again with what was typed, and what is wrong with it.
    fn again(mut self, reasons: Vec<Reason>) -> Response {
        self.errors = reasons;
        (StatusCode::UNPROCESSABLE_ENTITY, self.page()).into_response()
    }
}

async fn new(here: Here, Path(name): Path<String>) -> Response {
    here.answer(new_form(&here, &name))
}

fn new_form(here: &Here, name: &str) -> Result<Response, Failed> {
    let register = may_add(here, name)?;
    // A link may fill in what is known already: `?title=…&controls=A.5.15`.
    let blank = here.reader.blank(register, here.app.now());
    let mut typed = Shown::to(&here.reader).typed(&register.description().fields, &blank);
    for (name, text) in here.query() {
        typed.set(&name, text);
    }
    let mut draft = Draft::new(here, register, typed);
    if here.reader.may(Action::Read, name).scope <= Scope::Own && here.reader.person().is_none() {
        draft.notice =
            html! { p.error { (say("You will not see this record once it is recorded.")) " " (say(NO_PERSON)) } };
    }
    Ok(draft.page().into_response())
}

async fn copy(here: Here, Path((name, id)): Path<(String, String)>) -> Response {
    here.answer(copy_form(&here, &name, &id))
}

/// What only acts set is not copied, and the number is given once only.
fn copy_form(here: &Here, name: &str, id: &str) -> Result<Response, Failed> {
    let register = may_add(here, name)?;
    let item = Item::of(here, name, id)?;
    let fields: Vec<Field> = register.description().fields.iter().filter(|field| !field.by_act).cloned().collect();
    let typed = item.shown.typed(&fields, &item.held.body.record);
    Ok(Draft::new(here, register, typed).page().into_response())
}

fn may_add(here: &Here, name: &str) -> Result<&'static dyn AnyRegister, Failed> {
    let register = named(name)?;
    if !here.is_today() {
        return Err(past_is_read_only());
    }
    if NOT_BY_HAND.contains(&name) {
        return Err(NotRecorded::NotTaken(say_with(
            "{register} are not added by hand: each comes of an act of its own",
            &[("register", &register.description().label())],
        ))
        .into());
    }
    here.reader.must_do(register, "added", None)?;
    Ok(register)
}

async fn edit(here: Here, Path((name, id)): Path<(String, String)>) -> Response {
    here.answer(edit_form(&here, &name, &id))
}

fn edit_form(here: &Here, name: &str, id: &str) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    if !here.is_today() {
        return Err(past_is_read_only());
    }
    here.reader.must_do(item.register, "edited", Some(item.held.id))?;
    let typed = opened_with(&item, &item.held);
    Ok(Draft::of(&item, typed).page().into_response())
}

/// The form of a record as it stood at a revision.
fn opened_with(item: &Item, held: &isms::Held<Value>) -> Typed {
    let mut typed = item.shown.typed(&item.register.description().fields, &held.body.record);
    typed.set("reference", held.body.reference.clone().unwrap_or_default());
    typed.set("restricted", (if held.body.restricted { "yes" } else { "no" }).into());
    typed
}

/// What every record has around its fields, where it was changed.
fn around(fields: &mut Map<String, Value>, typed: &Typed, opened: &Typed) {
    for name in ["reference", "restricted"] {
        if typed.has(name) && typed.get(name) != opened.get(name) {
            fields.insert(name.into(), typed.get(name).into());
        }
    }
}

/// Takes a new record in.
async fn add(here: Here, Path(name): Path<String>, sent: Sent) -> Response {
    let answer = added(&here, &name, sent).await;
    here.answer(answer)
}

async fn added(here: &Here, name: &str, mut sent: Sent) -> Result<Response, Failed> {
    let register = may_add(here, name)?;
    let typed = Typed::sent(&sent.pairs);
    let draft = Draft::new(here, register, typed.clone());
    let shown_blank = draft.shown.typed(&register.description().fields, &draft.blank);
    let opened = Opened { record: &draft.blank, typed: &shown_blank, blank: &draft.blank, zone: &draft.shown.zone };
    let mut fields = given(&register.description().fields, &typed, &opened);
    around(&mut fields, &typed, &Typed::sent(&[("restricted".into(), "no".into())]));
    let mut draft = draft;
    let kept = match sent.kept(&here.app, here.reader.caller()).await {
        Err(Failed::NotRecorded(NotRecorded::Refused(no))) => return Ok(draft.again(no.reasons)),
        kept => kept?,
    };
    draft.hold(&kept);
    fields.extend(kept);
    let asked = Asked { word: "added".into(), fields, ..Asked::default() };
    let doing = Doing { asked, request: sent.request, ..Doing::default() };
    match here.app.recorder.record(here.reader.caller(), register, doing).await {
        Ok(recorded) => {
            let made = recorded.records.into_iter().find(|id| id.letters() == register.letters());
            Ok(made.map_or_else(|| to(&format!("/{name}")), |id| taken_in(here, name, id)))
        }
        Err(NotRecorded::Refused(refusal)) => Ok(draft.again(refusal.reasons)),
        Err(NotRecorded::OtherBody(_)) => Ok(draft.again(vec![sent_before()])),
        Err(other) => Err(other.into()),
    }
}

/// To the new record; where whoever wrote it does not see it, they are told so.
fn taken_in(here: &Here, name: &str, id: Id) -> Response {
    if here.now().reader.sees(id) {
        return to(&format!("/{name}/{id}"));
    }
    let title = say("Recorded");
    let body = html! {
        (page_title(&PageTitle { title, ..PageTitle::default() }))
        p role="status" { (say_with("It is recorded as {id}.", &[("id", &id)])) " " (say("You do not see it from here on, because it does not name you.")) }
        @if here.reader.person().is_none() { p { (say(NO_PERSON)) } }
        p.acts { a href="/" { (say("Back to the first page")) } }
    };
    here.page(title, &body).into_response()
}

const NO_PERSON: &str = "No person stands behind your account, so no record can name you. Ask an administrator to link it to your \
entry among the people.";

/// Takes an edit in.
async fn save(here: Here, Path((name, id)): Path<(String, String)>, sent: Sent) -> Response {
    let answer = saved(&here, &name, &id, sent).await;
    here.answer(answer)
}

async fn saved(here: &Here, name: &str, id: &str, mut sent: Sent) -> Result<Response, Failed> {
    let item = Item::of(here, name, id)?;
    here.reader.must_do(item.register, "edited", Some(item.held.id))?;
    let described = item.register.description();
    let seen = sent.get(SEEN).parse::<u32>().map_err(|_| {
        Failed::BadRequest(say("it was not said which revision was opened: open the form again").into())
    })?;
    let mut typed = Typed::sent(&sent.pairs);
    let base = stale::revision(&item, seen)?;
    let opened_typed = opened_with(&item, &base);
    stale::choose(&mut typed, &opened_typed, &sent.pairs);
    let blank = here.reader.blank(item.register, here.app.now());
    let opened = Opened { record: &base.body.record, typed: &opened_typed, blank: &blank, zone: &item.shown.zone };
    let mut fields = given(&described.fields, &typed, &opened);
    around(&mut fields, &typed, &opened_typed);
    let kept = match sent.kept(&here.app, here.reader.caller()).await {
        Err(Failed::NotRecorded(NotRecorded::Refused(no))) => return Ok(Draft::of(&item, typed).again(no.reasons)),
        kept => kept?,
    };
    if fields.is_empty() && kept.is_empty() {
        return Ok(to(&item.path("")));
    }
    let mut draft = Draft::of(&item, typed);
    draft.hold(&kept);
    fields.extend(kept);
    let reason = Some(draft.typed.get(WHY).trim().to_owned()).filter(|why| !why.is_empty());
    let asked = Asked { on: vec![item.held.id], word: "edited".into(), fields, reason, ..Asked::default() };
    let doing = Doing { asked, seen: Some(seen), request: sent.request };
    match here.app.recorder.record(here.reader.caller(), item.register, doing).await {
        Ok(_) => Ok(to(&item.path(""))),
        Err(NotRecorded::Refused(refusal)) => Ok(draft.again(refusal.reasons)),
        Err(NotRecorded::Stale { .. } | NotRecorded::OtherBody(_)) => {
            let here = here.now();
            let now = Item::of(&here, name, id)?;
            Ok(stale::both(&now, &base, &opened_typed, draft.typed))
        }
        Err(other) => Err(other.into()),
    }
}
