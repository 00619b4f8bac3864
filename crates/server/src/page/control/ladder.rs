//! How far the control can be trusted, rung by rung, and what would lift it one.

use isms::{
    Id,
    views::{
        assurance::{Assurance, Lift, Rung, Stands, WORDS},
        finding::Way,
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
                    @if step.lift.is_none() && Some(step.rung) > standing { " " (say("It counts once the rung below is reached.")) }
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

/// Where a control stands, small, in a row: by the word that [`Stands`] has for it.
pub fn small(stands: &Stands, control: Id) -> Markup {
    let word = stands.get(&control).copied().unwrap_or_default();
    match WORDS.iter().position(|known| *known == word) {
        None | Some(0) => html! { span.quiet { (say(word)) } },
        Some(at) => parts::ladder_small(at - 1, say(word)),
    }
}
