//! What to do next, the most pressing first.

use isms::views::home::{Home, Step, Target};
use maud::{Markup, html};

use crate::{
    page::{naming::Names, risk_map::badge},
    parts,
    words::say,
};

/// Draws the steps; where there is nothing to do, that is said.
pub fn draw(names: &Names, home: &Home) -> Markup {
    drawn(names, home, home.steps.len())
}

/// The most pressing one, for a page that ends some other work.
pub fn first_step(names: &Names, home: &Home) -> Markup {
    drawn(names, home, 1)
}

fn drawn(names: &Names, home: &Home, most: usize) -> Markup {
    let titles: Vec<String> = home
        .steps
        .iter()
        .take(most)
        .map(|step| step.title.message(names.isms, &|id| names.reader.sees_name(id)).to_string())
        .collect();
    let steps: Vec<parts::Step> = home
        .steps
        .iter()
        .zip(&titles)
        .map(|(step, title)| parts::Step { title, why: why(names, step), acts: acts(names, home, step) })
        .collect();
    html! {
        @if steps.is_empty() { p { (say("Nothing presses. The rules find nothing to mend, and nothing is overdue.")) } }
        (parts::next_steps(&steps))
    }
}

fn why(names: &Names, step: &Step) -> Markup {
    html! { (names.sentence(&step.why)) " (" span.whole { (step.clause) } ")." }
}

fn acts(names: &Names, home: &Home, step: &Step) -> Markup {
    let one = match step.to {
        Target::Record(id) => home.risks.rows.iter().find(|row| row.risk.id == id),
        _ => None,
    };
    let words = step.words.map_or_else(|| way(names, step.to), |words| say(words).into());
    html! {
        @if let Some(row) = one { (badge(&home.risks.criteria, row.today())) }
        @if step.to == Target::Record(names.reader.caller().account) { a href="/first-steps#who" { (words) } }
        @else if let Some(href) = names.target(step.to) { a href=(href) { (words) } }
    }
}

/// The words of the link, where the step has none of its own.
fn way(names: &Names, to: Target) -> String {
    let words = match to {
        Target::Record(id) if id.letters() == "ACC" => say("Say who it is"),
        Target::Record(id) if id.letters() == "ORG" => say("Open the organisation"),
        Target::Record(id) => return format!("{} {}", say("Open"), names.called(id)),
        Target::Register(_) => say("Open the register"),
        Target::Found("controls", _) => say("See them in the statement"),
        Target::Found(..) | Target::Page("actions?due=none") => say("See them"),
        Target::Page("soa") => say("Open the statement"),
        Target::Page("soa/undecided") => say("Decide on them"),
        Target::Page("import") => say("Drop your files"),
        Target::Page("first-steps") => say("Go there"),
        Target::Page("treatment") => say("Open the plan"),
        Target::Page("standards/templates") => say("Choose a template"),
        Target::Page("criteria") => say("Look at the criteria"),
        Target::Page("overdue") => say("See the list"),
        _ => say("Open"),
    };
    words.into()
}
