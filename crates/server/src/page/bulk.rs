//! One change to many records: chosen rows, or all that a filter finds; a preview of what changes; then one act.

use std::collections::BTreeMap;

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{AnyRegister, Asked, Field, Id, Kind, MOST_AT_ONCE, Reason};
use maud::{Markup, html};
use recorder::{Action, Doing, NotRecorded, named};
use serde_json::{Map, Value};

use super::{
    form::{
        Form, Opened, Typed, WHY, given, is_file,
        sent::{Sent, sent_before},
    },
    here::{Here, past_is_read_only, to},
    item::elsewhere,
    list::{NOT_BY_HAND, asked},
    shown::{Shown, called, title_of},
};
use crate::{
    parts::{PageTitle, once, page_title},
    problem::Failed,
    serve::Route,
    words::{count, number, say, say_with},
};

/// Records whose change the preview shows one by one.
const PREVIEWED: usize = 40;
/// The field that is changed, and whether the preview was seen.
const FIELD: &str = "_field";
const CONFIRMED: &str = "_confirmed";

pub fn routes() -> Vec<Route> {
    vec![("/{register}/bulk", get(all_found).post(chosen))]
}

/// What the bar of chosen rows offers: which field to change.
pub fn chosen_acts(register: &dyn AnyRegister) -> Markup {
    html! {
        label for="field" { (say("Change")) } " " (field_select(register, ""))
        button { (say("Go on")) }
    }
}

fn field_select(register: &dyn AnyRegister, chosen: &str) -> Markup {
    html! {
        select #field name=(FIELD) {
            @for field in changeable(register) { option value=(field.name) selected[field.name == chosen] { (say(&field.label)) } }
        }
    }
}

/// Fields that many records may share: not their names, not files, not what only acts set.
fn changeable(register: &dyn AnyRegister) -> impl Iterator<Item = &Field> {
    let described = register.description();
    let shared = move |field: &&Field| {
        let is_title = described.face.columns.first() == Some(&field.name.as_str());
        !field.by_act && !is_title && elsewhere(described.name, &field.name).is_none() && is_shared(&field.kind)
    };
    let mut fields: Vec<&Field> = described.fields.iter().filter(shared).collect();
    // What the list shows comes first: it is what somebody has before their eyes.
    fields
        .sort_by_key(|field| described.face.columns.iter().position(|name| *name == field.name).unwrap_or(usize::MAX));
    fields.into_iter()
}

fn is_shared(kind: &Kind) -> bool {
    match kind {
        Kind::Group(fields) => !is_file(fields),
        Kind::List(item) => !matches!(item.as_ref(), Kind::Group(_)),
        _ => true,
    }
}

/// Many records, and what is to be done to them.
struct Bulk<'a> {
    here: &'a Here,
    shown: Shown<'a>,
    register: &'static dyn AnyRegister,
    ids: Vec<Id>,
    field: Option<&'a Field>,
    typed: Typed,
}

/// All that a filter finds.
async fn all_found(here: Here, Path(name): Path<String>) -> Response {
    let answer = found(&here, &name).map(|bulk| bulk.ask(&[]).into_response());
    here.answer(answer)
}

fn found<'a>(here: &'a Here, name: &str) -> Result<Bulk<'a>, Failed> {
    let register = may_change(here, name)?;
    let field = here.query().into_iter().find(|(name, _)| name == FIELD).map(|(_, field)| field).unwrap_or_default();
    of(here, register, asked(here, register)?, Typed::default(), &field)
}

fn may_change(here: &Here, name: &str) -> Result<&'static dyn AnyRegister, Failed> {
    let register = named(name)?;
    if !here.is_today() {
        return Err(past_is_read_only());
    }
    if NOT_BY_HAND.contains(&name) {
        return Err(NotRecorded::NotTaken(say("these records are not changed by hand").into()).into());
    }
    here.reader.must(Action::Change, name)?;
    Ok(register)
}

/// Only what the caller may change goes in.
fn of<'a>(
    here: &'a Here, register: &'static dyn AnyRegister, ids: Vec<Id>, typed: Typed, field: &str,
) -> Result<Bulk<'a>, Failed> {
    let ids: Vec<Id> = ids.into_iter().filter(|id| here.reader.may_do(register, "edited", Some(*id))).collect();
    if ids.is_empty() {
        return Err(NotRecorded::NotTaken(
            say("no record was chosen that you may change: choose some in the list").into(),
        )
        .into());
    }
    if ids.len() > MOST_AT_ONCE {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("count", &number(ids.len())), ("most", &number(MOST_AT_ONCE))];
        return Err(NotRecorded::NotTaken(say_with(
            "{count} records are more than one act takes: narrow the list to {most} at most",
            &values,
        ))
        .into());
    }
    let field = changeable(register).find(|known| known.name == field);
    Ok(Bulk { here, shown: Shown::to(&here.reader), register, ids, field, typed })
}

/// The chosen rows, step by step: which field, which value, what changes, done.
async fn chosen(here: Here, Path(name): Path<String>, sent: Sent) -> Response {
    let answer = step(&here, &name, sent).await;
    here.answer(answer)
}

async fn step(here: &Here, name: &str, sent: Sent) -> Result<Response, Failed> {
    let register = may_change(here, name)?;
    let chosen = sent.pairs.iter().filter(|(name, _)| name == "chosen");
    let ids = chosen.filter_map(|(_, id)| id.parse().ok()).collect();
    let bulk = of(here, register, ids, Typed::sent(&sent.pairs), sent.get(FIELD))?;
    let Some(field) = bulk.field.filter(|field| bulk.typed.has(&field.name)) else {
        return Ok(bulk.ask(&[]).into_response());
    };
    let asked = bulk.asked(field);
    if sent.get(CONFIRMED) != "yes" {
        return Ok(match here.reader.tried(register, asked, here.app.now()) {
            Ok(changes) => bulk.preview(field, &changes).into_response(),
            Err(NotRecorded::Refused(refusal)) => bulk.again(&refusal),
            Err(other) => return Err(other.into()),
        });
    }
    let doing = Doing { asked, request: sent.request, ..Doing::default() };
    match here.app.recorder.record(here.reader.caller(), register, doing).await {
        Ok(_) => Ok(to(&format!("/{name}"))),
        Err(NotRecorded::Refused(refusal)) => Ok(bulk.again(&refusal)),
        Err(NotRecorded::OtherBody(_)) => Ok(bulk.once_more(&[sent_before()])),
        Err(other) => Err(other.into()),
    }
}

impl Bulk<'_> {
    fn asked(&self, field: &Field) -> Asked {
        let blank = self.here.reader.blank(self.register, self.here.app.now());
        let nothing = Typed::default();
        // Compared with nothing, so that an emptied field empties all of them.
        let opened = Opened { record: &Value::Null, typed: &nothing, blank: &blank, zone: &self.shown.zone };
        let mut fields: Map<String, Value> = given(std::slice::from_ref(field), &self.typed, &opened);
        fields.entry(field.name.clone()).or_insert_with(|| blank.get(&field.name).cloned().unwrap_or_default());
        let reason = Some(self.typed.get(WHY).trim().to_owned()).filter(|why| !why.is_empty());
        Asked { on: self.ids.clone(), word: "edited".into(), fields, reason, ..Asked::default() }
    }

    fn path(&self) -> String {
        format!("/{}/bulk", self.register.name())
    }

    fn title(&self) -> Markup {
        let described = self.register.description();
        let title = count(self.ids.len(), "Change {count} record", "Change {count} records");
        page_title(&PageTitle {
            title: &title,
            under: Some(html! { (say(&described.label())) }),
            ..PageTitle::default()
        })
    }

    fn hidden(&self) -> Markup {
        html! { @for id in &self.ids { input type="hidden" name="chosen" value=(id); } }
    }

    /// Which field, then which value.
    fn ask(&self, errors: &[Reason]) -> Markup {
        let Some(field) = self.field else { return self.ask_field() };
        let blank = self.here.reader.blank(self.register, self.here.app.now());
        let form = Form {
            shown: &self.shown,
            fields: &self.register.description().fields,
            typed: &self.typed,
            errors,
            blank: &blank,
            record: &Value::Null,
            prefix: "",
        };
        let body = html! {
            (self.title())
            (form.summary())
            form.form #form action=(self.path()) method="post" novalidate {
                (self.hidden())
                input type="hidden" name=(FIELD) value=(field.name);
                p { (self.names()) }
                (form.widget(field, &field.name))
                p.quiet { (say("Left empty, it empties the field in all of them.")) }
                (form.why())
                p.acts { button { (say("Show what changes")) } a href={ "/" (self.register.name()) } { (say("Leave without saving")) } }
            }
        };
        self.here.page(say("Change several"), &body)
    }

    fn ask_field(&self) -> Markup {
        let body = html! {
            (self.title())
            form.form action=(self.path()) method="post" {
                (self.hidden())
                p { (self.names()) }
                div.field { label for="field" { (say("Which field")) } (field_select(self.register, "")) }
                p.acts { button { (say("Go on")) } a href={ "/" (self.register.name()) } { (say("Leave without saving")) } }
            }
        };
        self.here.page(say("Change several"), &body)
    }

    /// The records by what they are called, as many as one reads.
    fn names(&self) -> String {
        let heads = self.ids.iter().take(PREVIEWED).filter_map(|id| self.here.reader.head(*id));
        let names: Vec<String> = heads.map(|head| called(&head)).collect();
        let more = self.ids.len().saturating_sub(PREVIEWED);
        let names = names.join(", ");
        if more > 0 { format!("{names} {}", say_with("and {count} more", &[("count", &number(more))])) } else { names }
    }

    fn again(&self, refusal: &isms::Refusal) -> Response {
        let of_no_field = refusal.reasons.iter().map(|reason| match &reason.field {
            Some(_) => reason.clone(),
            None => Reason { why: isms::Message::from(format!("{}: {}", refusal.asked, reason.why)), ..reason.clone() },
        });
        self.once_more(&of_no_field.collect::<Vec<_>>())
    }

    fn once_more(&self, errors: &[Reason]) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, self.ask(errors)).into_response()
    }

    /// What each record would state, and one button that does it.
    fn preview(&self, field: &Field, changes: &[isms::Held<Value>]) -> Markup {
        let after: BTreeMap<Id, &isms::Held<Value>> = changes.iter().map(|held| (held.id, held)).collect();
        let rows: Vec<(Id, Value, Value)> = self.ids.iter().filter_map(|id| self.change(field, *id, &after)).collect();
        let same = self.ids.len() - rows.len();
        let typed = self.typed.pairs(&field.name).into_iter();
        let body = html! {
            (self.title())
            @if rows.is_empty() { p { (say("All of them say that already. Nothing would change.")) } }
            @else {
                p {
                    (count(rows.len(), "{count} record changes.", "{count} records change.")) " "
                    @if same > 0 { (count(same, "{count} says so already.", "{count} say so already.")) }
                }
                (self.table(field, &rows))
                @if rows.len() > PREVIEWED { p.quiet { (say_with("and {count} more", &[("count", &number(rows.len() - PREVIEWED))])) } }
            }
            form.form action=(self.path()) method="post" {
                (once())
                (self.hidden())
                input type="hidden" name=(FIELD) value=(field.name);
                input type="hidden" name=(WHY) value=(self.typed.get(WHY));
                input type="hidden" name=(CONFIRMED) value="yes";
                @for (name, text) in typed { input type="hidden" name=(name) value=(text); }
                p.acts {
                    @if !rows.is_empty() { button { (count(rows.len(), "Change {count} record", "Change {count} records")) } }
                    a href={ "/" (self.register.name()) } { (say("Leave without saving")) }
                }
            }
        };
        self.here.page(say("Change several"), &body)
    }

    fn change(&self, field: &Field, id: Id, after: &BTreeMap<Id, &isms::Held<Value>>) -> Option<(Id, Value, Value)> {
        let before = self.here.reader.field(self.register, id, &field.name);
        let after = after.get(&id)?.body.record.get(&field.name).cloned().unwrap_or_default();
        (before != after).then_some((id, before, after))
    }

    fn table(&self, field: &Field, rows: &[(Id, Value, Value)]) -> Markup {
        html! {
            table.both_versions {
                caption.unseen { (say("What changes")) }
                thead { tr {
                    th scope="col" { (say(&isms::label(self.register.description().face.one))) }
                    th scope="col" { (say_with("{field} now", &[("field", &field.label)])) }
                    th scope="col" { (say("then")) }
                } }
                tbody {
                    @for (id, before, after) in rows.iter().take(PREVIEWED) {
                        @let head = self.here.reader.head(*id);
                        tr {
                            th scope="row" { @if let Some(head) = &head { (called(head)) " " (title_of(head)) } }
                            td { (self.shown.cell(field, before, None)) }
                            td { (self.shown.cell(field, after, None)) }
                        }
                    }
                }
            }
        }
    }
}
