//! How far the control can be trusted, rung by rung, and what would lift it one.

use isms::{
    Id,
    views::{
        assurance::{Assurance, Lift, Rung, assurance},
        finding::Way,
        soa::{Row, Soa, Standing},
    },
};
use maud::{Markup, html};
use recorder::Action;

use crate::{
    page::naming::Names,
    parts::{self, standing_ladder},
    words::say,
};

/// The ladder of a control, the highest rung first.
pub fn ladder(names: &Names, control: Id, assurance: &Assurance) -> Markup {
    let (standing, next) = (assurance.standing(), assurance.next().map(|step| step.rung));
    let rungs: Vec<standing_ladder::Rung> = assurance
        .steps
        .iter()
        .rev()
        .map(|step| standing_ladder::Rung {
            title: say(title(step.rung)),
            reached: Some(step.rung) <= standing,
            here: Some(step.rung) == standing,
            next: Some(step.rung) == next,
            words: html! {
                p {
                    (names.sentence(&step.because)) "."
                    @if let Some(href) = step.lift.and_then(|lift| lifts(names, control, lift)).filter(|_| Some(step.rung) == next) {
                        " " a.mend href=(href) { (say(step.lift.map_or("", |lift| lift.words))) }
                    }
                }
                @if let Some(remark) = &step.remark { p { em { (say("An auditor may remark:")) } " " (names.sentence(remark)) "." } }
            },
        })
        .collect();
    parts::standing_ladder(&rungs)
}

/// Where the next rung is reached, by those who may, and today.
fn lifts(names: &Names, control: Id, lift: Lift) -> Option<String> {
    match lift.to {
        Way::Register(register) => {
            let may = names.is_today() && names.reader.may_at_all(Action::Add, register);
            may.then(|| format!("/{register}/new?controls={control}"))
        }
        to => names.way(lift.on, to),
    }
}

/// A rung in a word.
pub fn title(rung: Rung) -> &'static str {
    match rung {
        Rung::Claimed => "Claimed",
        Rung::Described => "Described",
        Rung::Documented => "Documented",
        Rung::Evidenced => "Evidenced",
        Rung::Tested => "Tested",
        Rung::Effective => "Effective",
    }
}

/// Where a control stands, small, in a row.
pub fn small(names: &Names, soa: &Soa, row: &Row) -> Markup {
    if row.standing == Standing::NotApplicable {
        return html! { span.quiet { (say("left out")) } };
    }
    match assurance(names.isms, soa.today, row).standing() {
        Some(rung) => parts::ladder_small(rung as usize + 1, &say(title(rung)).to_lowercase()),
        None => parts::ladder_small(0, say("nothing yet")),
    }
}
