//! The last step: what the draft of the Statement of Applicability says by now, and what it does not mean.
//!
//! ISO/IEC 27001, clause 6.1.3 d.

use isms::views::soa::{soa, unconfirmed};
use maud::{Markup, html};

use crate::{
    page::naming::Names,
    parts::{Way, facts, ways},
    words::{count, number, say},
};

/// Draws the step.
pub fn section(names: &Names, number_of_step: usize) -> Markup {
    let soa = soa(names.isms, names.reader.day.judged_on);
    let counts = soa.counts(&|id| names.reader.sees(id));
    let proposed = unconfirmed(names.isms).into_iter().filter(|id| names.reader.sees(*id)).count();
    let to = |query: &str| names.to(&format!("/soa{query}"));
    let linked = |query: &str, how_many: usize| html! { a href=(to(query)) { b { (number(how_many)) } } };
    html! {
        section #statement aria-labelledby="statement_title" {
            h2 #statement_title { (number_of_step) ". " (say("The draft of your Statement of Applicability")) " " small.quiet { (say("clause 6.1.3 d")) } }
            p { (say("All 93 controls of the standard, which of them you need, and why. It is computed from what stands above, and changes with it.")) }
            (facts([
                (say("Needed"), html! { (linked("?show=applies", counts.apply)) " " (say("controls, by a risk, a law, a contract or a decision of yours")) }),
                (say("Left out"), html! { (linked("?show=excluded", counts.excluded)) " " (say("controls, each with a reason that you write")) }),
                (say("Undecided"), html! { (linked("?show=undecided", counts.undecided)) " " (say("controls that nothing here asks for yet: decide on each")) }),
                (say("Only proposed"), html! {
                    @if proposed == 0 { (say("nothing that it rests on")) }
                    @else { (count(proposed, "{count} record that it rests on", "{count} records that it rests on")) (say(": with them no version can be published")) }
                }),
            ]))
            p {
                strong { (say("This is a draft, and it is not readiness.")) } " "
                (say("An auditor will ask for more: owners who accept what is left of their risks, policies in force, evidence that it is done, an internal audit, a review by management. Acceptance and publication are only ever signed by a person."))
            }
            (ways(&[
                Way { words: say("Read the draft"), href: &to(""), note: Some(say("Reasons that are only proposed are marked.")) },
                Way { words: say("See how far it is from readiness"), href: &names.to("/readiness"), note: Some(say("Each duty of the standard, and what is missing. Only what is confirmed counts there.")) },
                Way { words: say("See what to do next"), href: &names.to("/"), note: Some(say("The first page always names the next best step, with its reason from the standard.")) },
            ]))
        }
    }
}
