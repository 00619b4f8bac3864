//! The fields of the form: two scales, the score, the levels with the limit.

use isms::Reason;
use maud::{Markup, html};

use super::typed::{Line, MOST, Typed, field_of};
use crate::{
    parts::{Field, field_set, text_area},
    words::{say, say_with},
};

/// Draws all fields with what was typed, and what is wrong beside each.
pub fn all(typed: &Typed, reasons: &[Reason]) -> Markup {
    html! {
        // The reason is typed where the change is shown, and is kept when the form comes again.
        @if !typed.reason.is_empty() { input type="hidden" name="reason" value=(typed.reason); }
        (scale(&about("likelihood", "Likelihood", "The steps, the least first, 2 to 10. Say what each means here, so that two people choose the same one.", reasons), &typed.likelihood, "Add a step of likelihood"))
        (scale(&about("consequence", "Consequence", "The same for how bad it would be.", reasons), &typed.consequence, "Add a step of consequence"))
        (score(&about("score", "Score", "How the two make a number.", reasons), typed))
        (text_area(&Field { is_optional: true, ..about("table", "Table", "For a score by table: a line for each step of likelihood, the least first; in it a number for each step of consequence.", reasons) }, &typed.table))
        (levels(&about("levels", "Levels", "The lowest first, each with the least score that belongs to it; and from which on top management signs in addition to the owner.", reasons), typed, reasons))
    }
}

fn about<'a>(name: &'a str, label: &'a str, help: &'a str, reasons: &[Reason]) -> Field<'a> {
    Field { name, label: say(label), help: Some(say(help)), error: error(name, reasons), is_optional: false }
}

fn error(name: &str, reasons: &[Reason]) -> Option<Markup> {
    let found: Vec<&Reason> = reasons.iter().filter(|one| one.field.as_deref().map(field_of) == Some(name)).collect();
    (!found.is_empty()).then(|| html! { @for one in found { (one.why) ": " (one.remedy) ". " } })
}

/// Asks for the form again with a blank line more in this group, as long as it may have one; nothing is recorded.
fn more(group: &str, lines: &[Line], words: &str) -> Markup {
    html! { @if lines.len() < MOST { p.acts { button.bare name="more" value=(group) { (say(words)) } } } }
}

fn scale(around: &Field, lines: &[Line], another: &str) -> Markup {
    let group = around.name;
    field_set(
        around,
        &html! {
            table.lines {
                thead { tr { th scope="col" { (say("Step")) } th scope="col" { (say("Name")) } th scope="col" { (say("What it means")) } } }
                tbody {
                    @for (at, line) in lines.iter().enumerate() {
                        @let number = at + 1;
                        tr {
                            th scope="row" { (number) }
                            td { input name={ (group) "." (at) ".name" } value=(line.name) aria-label=(say_with("Name of step {number}", &[("number", &number)])) autocomplete="off"; }
                            td.wide_cell { input name={ (group) "." (at) ".value" } value=(line.value) aria-label=(say_with("What step {number} means", &[("number", &number)])) autocomplete="off"; }
                        }
                    }
                }
            }
            (more(group, lines, another))
        },
    )
}

fn score(around: &Field, typed: &Typed) -> Markup {
    let choices = [
        ("product", "likelihood times consequence"),
        ("sum", "likelihood and consequence added"),
        ("maximum", "the greater of the two"),
        ("table", "read from a table"),
    ];
    field_set(
        around,
        &html! {
            div.choices {
                @for (value, words) in choices {
                    label { input type="radio" name="score" value=(value) checked[typed.score == value]; " " (say(words)) }
                }
            }
        },
    )
}

fn levels(around: &Field, typed: &Typed, reasons: &[Reason]) -> Markup {
    field_set(
        around,
        &html! {
            @if let Some(error) = error("limit", reasons) { span.error #limit { (error) } }
            table.lines {
                thead { tr { th scope="col" { (say("Level")) } th scope="col" { (say("From score")) } th scope="col" { (say("Limit")) } } }
                tbody {
                    @for (at, line) in typed.levels.iter().enumerate() {
                        @let number = at + 1;
                        tr {
                            td { input name={ "levels." (at) ".name" } value=(line.name) aria-label=(say_with("Name of level {number}", &[("number", &number)])) autocomplete="off"; }
                            td { input.narrow name={ "levels." (at) ".value" } value=(line.value) inputmode="numeric" aria-label=(say_with("Least score of level {number}", &[("number", &number)])) autocomplete="off"; }
                            td { label { input type="radio" name="limit" value=(at) checked[typed.limit == at.to_string()]; " " span { (say("limit")) } } }
                        }
                    }
                }
            }
            (more(around.name, &typed.levels, "Add a level"))
        },
    )
}
