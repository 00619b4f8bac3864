//! The controls that nothing on record asks for, to be decided on in one go: each with what it is for, what leaving it
//! out would claim, and what many need it against. Nothing is chosen beforehand: the reason is the organisation's own.
//!
//! ISO/IEC 27001, clause 6.1.3 c and d.

mod decisions;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use isms::{
    Control, Held, Id,
    annex_a::{self, Theme},
    library::scenarios,
    standards::control_page,
    views::soa::{Row, Soa, Standing, soa},
};
use maud::{Markup, html};
use recorder::Reader;

use self::decisions::{COMMON, Decisions, FAR as FAR_OF, OWNER, SEEN, WHICH, WHICH_ONES, WHY, name};
use super::{FAR, implementation_word, theme_title};
use crate::{
    page::{
        form::sent::Sent,
        here::{Here, past_is_read_only, to},
        naming::Names,
        standards::text::blocks,
    },
    parts::{self, Field, PageTitle, Picker, field, once},
    problem::Failed,
    serve::Route,
    words::{count, say, say_with},
};

/// Of what many need a control against, so many are told.
const TOLD: usize = 3;

pub fn routes() -> Vec<Route> {
    vec![("/soa/undecided", get(ask).post(decide))]
}

async fn ask(here: Here) -> Response {
    // Of another day there is the statement as it was then, and nothing to decide on.
    let answer =
        if here.is_today() { page(&here, &Decisions::default()) } else { Err(Failed::Elsewhere(here.href("/soa"))) };
    here.answer(answer.map(IntoResponse::into_response))
}

async fn decide(here: Here, sent: Sent) -> Response {
    let answer = decided(&here, &sent).await;
    here.answer(answer)
}

async fn decided(here: &Here, sent: &Sent) -> Result<Response, Failed> {
    may(here)?;
    // Pressed twice, nothing of it is open any more, and all of it is recorded. With other words it is asked again.
    let is_recorded = matches!(sent.answered(&here.app, here.reader.caller()), Ok(Some(_)));
    if !is_recorded && let Err(refused) = Decisions::sent(sent).record(here, sent, &open(&here.reader)?).await? {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&here.now(), &refused)?).into_response());
    }
    Ok(to(if open(&here.now().reader)?.is_empty() { "/soa" } else { "/soa/undecided" }))
}

fn may(here: &Here) -> Result<(), Failed> {
    here.reader.view()?;
    if here.is_today() { Ok(()) } else { Err(past_is_read_only()) }
}

/// The undecided controls that the reader may decide on.
fn open(reader: &Reader) -> Result<Vec<Id>, Failed> {
    Ok(mine(reader, &soa(reader.view()?, reader.day.judged_on)))
}

/// As [`open`], of a statement that is drawn already.
pub fn mine(reader: &Reader, soa: &Soa) -> Vec<Id> {
    let Some(register) = isms::register("controls") else { return Vec::new() };
    let undecided = soa.rows.iter().filter(|row| row.standing == Standing::Undecided).map(|row| row.control.id);
    undecided.filter(|id| reader.may_do(register, "included", Some(*id))).collect()
}

fn page(here: &Here, decisions: &Decisions) -> Result<Markup, Failed> {
    let names = Names { reader: &here.reader, isms: here.reader.view()?, here: None };
    let soa = soa(names.isms, here.reader.day.judged_on);
    let open = mine(&here.reader, &soa);
    let others = soa.rows.iter().filter(|row| row.standing == Standing::Undecided).count() - open.len();
    let rows: Vec<&Row> = soa.rows.iter().filter(|row| open.contains(&row.control.id)).collect();
    let body = html! {
        (parts::page_title(&PageTitle {
            title: say("Decide on the controls that are left"),
            under: Some(html! { (say(UNDER)) }),
            acts: Some(html! { a href="/soa" { (say("Statement of Applicability")) } }),
            ..PageTitle::default()
        }))
        (decisions.notice())
        @if rows.is_empty() {
            p {
                @if others > 0 { (count(others, "One control is left, and others decide on it.", "{count} controls are left, and others decide on them.")) }
                @else { (say("Nothing is left to decide: of each control it is said whether it applies.")) }
                " " a href="/soa" { (say("Look at the statement")) }
            }
        } @else {
            form.wide action="/soa/undecided" method="post" data-leave {
                (once())
                (for_all(decisions))
                (table(&names, &rows, decisions))
                p.acts { button { (say("Decide on these")) } span.quiet { (say("Those you leave open stay undecided.")) } }
            }
        }
    };
    Ok(here.page(say("Undecided controls"), &body))
}

/// What is said once for all that are included.
fn for_all(decisions: &Decisions) -> Markup {
    html! {
        div.form {
            (field(&Field {
                name: COMMON,
                label: say("Why you need those that you include without a reason of their own"),
                help: Some(say(COMMON_HELP)),
                error: decisions.error(COMMON).map(|why| html! { (why) }),
                is_optional: true,
            }, &html! { textarea id=(COMMON) name=(COMMON) rows="2" aria-describedby={ (COMMON) "_help" } { (decisions.get(COMMON)) } }))
            (parts::picker(&Field {
                name: OWNER,
                label: say("Who sees to those that you include"),
                help: Some(say("A person on record. Each can be given to somebody else later.")),
                error: decisions.error(OWNER).map(|why| html! { (why) }),
                is_optional: true,
            }, &Picker { register: "people", value: decisions.get(OWNER), title: None, many: false }))
        }
    }
}

const COMMON_HELP: &str = "One reason may stand for several where it is true of each: Our customers’ contracts ask for it. \
What is left out always has a reason of its own.";

const UNDER: &str = "Nothing on record asks for these: no risk, no law, no contract. Include what you do or want to do anyway, and say why; \
leave out what has nothing to protect here. Where a risk is behind it, record the risk instead: then it is the reason (clause 6.1.3 b to d).";

fn table(names: &Names, rows: &[&Row], decisions: &Decisions) -> Markup {
    html! {
        div.holds_table {
            table.register.plain_table {
                caption.unseen { (count(rows.len(), "{count} undecided control", "{count} undecided controls")) }
                thead { tr {
                    th.id scope="col" { (say("Control")) }
                    th scope="col" { (say("What it is for, and whether you need it")) }
                } }
                tbody {
                    @for theme in Theme::ALL {
                        @let of_theme: Vec<&&Row> = rows.iter().filter(|row| row.theme() == theme).collect();
                        @if !of_theme.is_empty() {
                            tr.group { td.id {} th scope="rowgroup" { (say(theme_title(theme))) " " small { (count(of_theme.len(), "one left", "{count} left")) } } }
                        }
                        @for row in of_theme { (line(names, row, decisions)) }
                    }
                }
            }
        }
    }
}

fn line(names: &Names, row: &Row, decisions: &Decisions) -> Markup {
    let id = row.control.id;
    let page = control_page(id);
    html! {
        tr id=(id) {
            td.id { (annex_a::number(id)) }
            td {
                // No link of the row, which would lie over all that is chosen and typed in it.
                b { (row.title()) } " " a href=(names.href(id)) { (say("Its page")) }
                @if let Some(page) = page {
                    (blocks(names.reader, &page.purpose))
                    details { summary { (say("What it asks for, and what leaving it out would claim")) } (blocks(names.reader, &page.mandate)) }
                }
                @if !row.control.how.is_empty() { p.quiet { (say("You said that it is done, and nothing on record asks for it yet:")) " " (*row.control.how) } }
                (needed_against(names, id))
                (choice(row.control, decisions))
            }
        }
    }
}

/// What many need it against: each a risk that can be taken over. Where one is on record, it is the reason.
fn needed_against(names: &Names, control: Id) -> Markup {
    let all: Vec<_> = scenarios().iter().filter(|scenario| scenario.controls.contains(&control)).collect();
    html! {
        @if !all.is_empty() {
            p.quiet {
                (say("Many need it against:")) " "
                @for (at, scenario) in all.iter().take(TOLD).enumerate() {
                    @if at > 0 { "; " }
                    a href=(names.to(&format!("/standards/risks#{}", scenario.id))) { (scenario.title) }
                }
                "."
            }
        }
    }
}

fn choice(control: &Held<Control>, decisions: &Decisions) -> Markup {
    let id = control.id;
    let stands = control.implementation.map(|far| say(implementation_word(Some(far))));
    let (which, why, far) = (name(WHICH, id), name(WHY, id), name(FAR_OF, id));
    let number = annex_a::number(id);
    let of = |words: &str| say_with("{words}: {control}", &[("words", &words), ("control", &number)]);
    let chosen = decisions.get(&which);
    html! {
        input type="hidden" name=(name(SEEN, id)) value=(control.revision);
        div.pair.rates {
            label {
                (say("It is")) " "
                select id=(which) name=(which) aria-label=(of(say("It is"))) {
                    @for (value, words) in WHICH_ONES { option value=(value) selected[chosen == value] { (say(words)) } }
                }
            }
            label.grows {
                (say("because")) " "
                input.whole_line id=(why) name=(why) value=(decisions.get(&why)) aria-label=(of(say("because")))
                    aria-invalid=[decisions.error(&why).map(|_| "true")];
            }
            label {
                (say("and in place")) " "
                select id=(far) name=(far) aria-label=(of(say("in place"))) {
                    option value="" { @if let Some(stands) = stands { (say_with("as it stands: {far}", &[("far", &stands)])) } @else { (say("not stated")) } }
                    @for (value, words) in FAR.iter().filter(|(value, _)| *value != "not-stated") {
                        option value=(value) selected[decisions.get(&far) == *value] { (say(words)) }
                    }
                }
            }
        }
        @for field in [&which, &why, &far] { @if let Some(error) = decisions.error(field) { span.error { (error) } } }
    }
}
