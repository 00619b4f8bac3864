//! The questions: a page about the organisation, a page about what could happen, and then one act. Nothing is kept
//! between the two: the second page carries the answers of the first.

use std::collections::BTreeMap;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use isms::{
    AnyRegister, Asked, Field, Id, Isms, Link, Person, Reason, Refusal,
    first_steps::{CommonAsset, MOST_ASKED, Sort, concerning, on_record},
    library::Scenario,
};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use recorder::{Action, Doing, NotRecorded, named};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::has_begun;
use crate::{
    page::{
        form::{Form, Opened, Typed, given, sent::Sent},
        here::{Here, past_is_read_only, to},
        shown::Shown,
    },
    parts::{PageTitle, once, page_title},
    problem::Failed,
    words::{count, say},
};

/// Which page was sent, and whether its sender wants to go back.
const STEP: &str = "_step";
const BACK: &str = "_back";
/// That nothing of the second page is so, said on purpose.
const NONE: &str = "_none";
/// The answers that are given on the second page.
const RISKS: &str = "risks";

/// The questions as they stand under headings; the others come last.
const PARTS: [(&str, &[&str]); 5] = [
    ("You", &["what_you_do", "places", "who_decides", "who_does_the_work"]),
    ("Your information", &["helpers", "assets", "other_assets"]),
    ("What would hurt", &["true_of_you", "hurts_most", "too_much"]),
    ("What binds you", &["laws", "other_laws", "climate"]),
    ("What is there", &["already"]),
];

/// The first page, whatever was proposed before.
pub async fn ask(here: Here) -> Response {
    let answer = may(&here).map(|()| first(&here).into_response());
    here.answer(answer)
}

/// The first page with what is on record already, so that the same names are meant again.
pub fn first(here: &Here) -> Markup {
    let known = here.reader.view().map(|isms| known(here, isms)).unwrap_or_default();
    // The last of a name is what stands in a field that takes one.
    let usual = [("too_much".to_owned(), "high-and-above".to_owned())];
    about_you(here, &Typed::sent(&[usual.as_slice(), &known].concat()), &[])
}

/// What the records say of the questions, as far as the reader may see them.
fn known(here: &Here, isms: &Isms) -> Vec<(String, String)> {
    let risks = isms.risks().iter().filter_map(|one| one.owner.as_ref());
    let controls = isms.controls().iter().filter_map(|one| one.owner.as_ref());
    // The scope, which all read, names what stands in this field.
    let suppliers = isms.suppliers().iter().filter(|one| here.reader.sees(one.id) && !one.body.restricted);
    let suppliers = suppliers.map(|one| one.name.as_str());
    let organisation = isms.the_organisation();
    let places = organisation.map(|one| one.sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>());
    let said = [
        ("what_you_do", organisation.map(|one| one.scope.to_string()).unwrap_or_default()),
        ("places", places.unwrap_or_default().join("\n")),
        ("who_decides", most_named(here, risks)),
        ("who_does_the_work", most_named(here, controls)),
        ("helpers", suppliers.collect::<Vec<_>>().join("\n")),
    ];
    let said = said.into_iter().chain(on_record(isms, &|id| here.reader.sees(id)));
    said.filter(|(_, text)| !text.trim().is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The person whom most of these links name.
fn most_named<'a>(here: &Here, owners: impl Iterator<Item = &'a Link<Person>>) -> String {
    let mut times: BTreeMap<Id, usize> = BTreeMap::new();
    owners.filter_map(Link::id).filter(|id| here.reader.sees(*id)).for_each(|id| *times.entry(id).or_default() += 1);
    let most = times.into_iter().max_by_key(|(_, times)| *times);
    most.and_then(|(id, _)| here.reader.head(id)).map(|head| head.title).unwrap_or_default()
}

/// From the first page to the second, from the second to the act.
pub async fn answer(here: Here, sent: Sent) -> Response {
    let answer = answered(&here, sent).await;
    here.answer(answer)
}

async fn answered(here: &Here, sent: Sent) -> Result<Response, Failed> {
    may(here)?;
    let (register, typed) = (named("organisation")?, Typed::sent(&sent.pairs));
    if !sent.get(BACK).is_empty() {
        return Ok(about_you(here, &typed, &[]).into_response());
    }
    let unticked = typed.all(RISKS).next().is_none() && sent.get(NONE).is_empty();
    if sent.get(STEP) == "2" && unticked && !fitting(here, &typed).0.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, about_risks(here, &sent, &typed)).into_response());
    }
    let asked = asked(here, register, &typed)?;
    match here.reader.tried(register, asked.clone(), here.app.now()) {
        Ok(_) if sent.get(STEP) != "2" => return Ok(about_risks(here, &sent, &typed).into_response()),
        Ok(_) => {}
        Err(NotRecorded::Refused(refusal)) => return Ok(again(here, &typed, &refusal)),
        Err(other) => return Err(other.into()),
    }
    let doing = Doing { asked, request: sent.request, ..Doing::default() };
    match here.app.recorder.record(here.reader.caller(), register, doing).await {
        Ok(_) => Ok(to("/first-steps")),
        Err(NotRecorded::Refused(refusal)) => Ok(again(here, &typed, &refusal)),
        Err(other) => Err(other.into()),
    }
}

fn may(here: &Here) -> Result<(), Failed> {
    here.reader.must(Action::Settings, "organisation")?;
    if here.is_today() { Ok(()) } else { Err(past_is_read_only()) }
}

fn again(here: &Here, typed: &Typed, refusal: &Refusal) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, about_you(here, typed, &refusal.reasons)).into_response()
}

/// The questions of the act that proposes.
fn fields(register: &dyn AnyRegister) -> &[Field] {
    register.description().act("begun").map(|act| act.fields.as_slice()).unwrap_or_default()
}

fn asked(here: &Here, register: &dyn AnyRegister, typed: &Typed) -> Result<Asked, Failed> {
    let missing = || NotRecorded::Missing(isms::say!("no organisation was founded yet"));
    let on = here.reader.ids(register, false).first().copied().ok_or_else(missing)?;
    let (nothing, null) = (Typed::default(), Value::Null);
    let opened = Opened { record: &null, typed: &nothing, blank: &null, zone: &TimeZone::UTC };
    let mut said: Map<String, Value> = given(fields(register), typed, &opened);
    said.insert(RISKS.into(), typed.all(RISKS).map(Value::from).collect());
    Ok(Asked { on: vec![on], word: "begun".into(), fields: said, ..Asked::default() })
}

fn about_you(here: &Here, typed: &Typed, errors: &[Reason]) -> Markup {
    let shown = Shown::to(&here.reader);
    let fields = named("organisation").map(fields).unwrap_or_default();
    let null = Value::Null;
    let form = Form { shown: &shown, fields, typed, errors, blank: &null, record: &null, prefix: "" };
    let begun = here.reader.view().is_ok_and(has_begun);
    let question = |name: &&str| fields.iter().find(|field| field.name == **name);
    let body = html! {
        (page_title(&PageTitle {
            title: say("First steps"),
            under: Some(html! { (say("Step 1 of 3: a dozen questions about you. All of it takes about an hour, and ends with a draft.")) }),
            ..PageTitle::default()
        }))
        @if begun { p { (say("You have answered before. What is there stays as it is, nothing is made twice, and what you left out is not proposed again.")) }
            p {
                (say("Other answers add records. They do not change the scope, the places, the words of the scales, how much risk is too much, or what was said of the climate: correct these where they stand.")) " "
                a href="/organisation" { (say("The organisation")) } " " a href="/issues" { (say("Issues")) }
            } }
        @else { (what_comes()) }
        (whose(here))
        (form.summary())
        form.form action="/first-steps/questions" method="post" novalidate {
            input type="hidden" name=(STEP) value="1";
            @for ticked in typed.all(RISKS) { input type="hidden" name=(RISKS) value=(ticked); }
            @for (title, names) in PARTS {
                h2 { (say(title)) }
                @for field in names.iter().filter_map(question) { (form.widget(field, &field.name)) }
            }
            p.acts { button { (say("Go on to what could happen")) } a href="/" { (say("Leave without saving")) } }
        }
    };
    here.page(say("First steps"), &body)
}

/// Whose answers these are: the name was given where the program was installed, perhaps by somebody else.
fn whose(here: &Here) -> Markup {
    let one = here.reader.view().ok().and_then(Isms::the_organisation);
    html! {
        @if let Some(one) = one {
            p {
                (say("You answer for")) " " b { (one.name) } ". " (say("This name will stand in the scope, and later on a certificate.")) " "
                a href={ "/organisation/" (one.id) "/edit" } { (say("Correct the name first, if it is wrong")) }
            }
        }
    }
}

/// What the hour brings, and what it does not.
fn what_comes() -> Markup {
    html! {
        ol.what_comes {
            li { (say("You answer in plain words. There is no wrong answer, and all can be changed later.")) }
            li { (say("From your answers records are proposed, in the order of the standard: surroundings, scope, people, assets, risks, treatment.")) }
            li { (say("You confirm them group by group, say how likely and how bad each risk is, and have a draft of the Statement of Applicability.")) }
        }
        p {
            (say("What is proposed is marked as such until a person confirms it. The draft is a beginning and not readiness: nothing is accepted or published unless a person signs it."))
        }
    }
}

/// What is ticked of a question, as far as it is one of its answers.
fn ticked<T: DeserializeOwned>(typed: &Typed, field: &str) -> Vec<T> {
    typed.all(field).filter_map(|word| serde_json::from_value(word.into()).ok()).collect()
}

/// The risks that fit what is ticked: those that are new here, the best first, and how many were taken over before.
fn fitting(here: &Here, typed: &Typed) -> (Vec<&'static Scenario>, usize) {
    let (sorts, assets): (Vec<Sort>, Vec<CommonAsset>) = (ticked(typed, "true_of_you"), ticked(typed, "assets"));
    let isms = here.reader.view().ok();
    let is_new = |one: &&Scenario| isms.is_none_or(|isms| one.taken_over(isms, &|id| here.reader.sees(id)).is_none());
    let (new, known): (Vec<&Scenario>, Vec<&Scenario>) = concerning(&sorts, &assets).into_iter().partition(is_new);
    (new, known.len())
}

fn about_risks(here: &Here, sent: &Sent, typed: &Typed) -> Markup {
    let (new, known) = fitting(here, typed);
    let waiting = new.len().saturating_sub(MOST_ASKED);
    let carried = sent.pairs.iter().filter(|(name, _)| !name.starts_with('_') && name != RISKS);
    let body = html! {
        (page_title(&PageTitle {
            title: say("What could happen"),
            under: Some(html! { (say("Step 2 of 3: tick each question that you answer with yes. For each a risk is proposed, with the controls that make it smaller.")) }),
            ..PageTitle::default()
        }))
        form.form action="/first-steps/questions" method="post" {
            (once())
            input type="hidden" name=(STEP) value="2";
            @for (name, text) in carried { input type="hidden" name=(name) value=(text); }
            @if sent.get(STEP) == "2" {
                p.error role="alert" { (say("Nothing is ticked, so no risk would be proposed, and no control for one. Tick at least what you are not sure of.")) }
                p { label { input type="checkbox" name=(NONE) value="yes"; " " (say("None of it is so with us: go on without risks")) } }
            }
            @if !new.is_empty() {
                fieldset.field {
                    legend { (say("Is this so with you?")) }
                    span.help { (say("Tick where you are not sure: a risk that turns out not to be yours is left out later.")) }
                    div.choices.asks {
                        @for one in new.iter().take(MOST_ASKED) { (question(one, typed)) }
                    }
                }
            }
            @if waiting > 0 {
                details {
                    summary { (count(waiting, "One more that fits", "{count} more that fit")) }
                    div.choices.asks { @for one in new.iter().skip(MOST_ASKED) { (question(one, typed)) } }
                }
            }
            @if known > 0 { p.quiet { (count(known, "{count} further risk that fits is in your register already.", "{count} further risks that fit are in your register already.")) } }
            p.acts {
                button { (say("Propose first records")) }
                button.plain name=(BACK) value="yes" { (say("Back to the questions")) }
                a href="/" { (say("Leave without saving")) }
            }
        }
    };
    here.page(say("First steps"), &body)
}

fn question(one: &Scenario, typed: &Typed) -> Markup {
    html! {
        label {
            input type="checkbox" name=(RISKS) value=(one.id) checked[typed.all(RISKS).any(|ticked| ticked == one.id)];
            span { (say(&one.question)) br; span.quiet { (say(&one.title)) } }
        }
    }
}
