//! Beside the steps: where the risks stand, and what is overdue.

use isms::views::{
    home::Home,
    risks::{Filter, RiskView, Row, Which, map},
    waiting::What,
};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::{
    page::{ledger::first_day, naming::Names, risk_map, waiting},
    parts,
    words::{count, day_and_month, number, say, say_with},
};

/// Draws the map and the list.
pub fn draw(names: &Names, home: &Home) -> Markup {
    html! {
        (risks(names, &home.risks))
        (to_sign(names, home))
        (overdue(names, home))
    }
}

fn risks(names: &Names, view: &RiskView) -> Markup {
    let which = shown(view);
    let map = map(view, which, &Filter::default(), &|id| names.reader.sees(id));
    let all = map.cells.iter().flatten().map(|cell| cell.risks.len()).sum::<usize>();
    if all == 0 {
        return html! {
            h2 { (say("How risks are weighed")) }
            figure {
                (risk_map::empty(&view.criteria, say("The criteria, with no risk on them yet")))
                figcaption { (say("No risk is rated yet.")) " " a href=(names.to("/organisation")) { (say("The criteria")) } }
            }
        };
    }
    let rating = risk_map::word(which);
    let shows =
        count(all, "{count} risk", "{count} risks") + &say_with(" by {rating} rating", &[("rating", &say(rating))]);
    html! {
        h2 { (say("Where the risks stand")) }
        figure {
            (risk_map::counted(names, &view.criteria, &map, "", &shows))
            figcaption { (shows) ". " (above(names, view, which)) }
        }
    }
}

/// The rating most risks have today: what is current where it is stated, else the inherent one.
fn shown(view: &RiskView) -> Which {
    let rated = |which: Which| view.rows.iter().filter(|row| !row.is_closed() && which.of(row).is_some()).count();
    let current = rated(Which::Current);
    if current > 0 && current >= rated(Which::Inherent) { Which::Current } else { Which::Inherent }
}

/// How many stand above the limit, how many are expected there after treatment, and of how many nobody said that yet.
fn above(names: &Names, view: &RiskView, which: Which) -> Markup {
    let over = |which: Which, row: &Row| which.of(row).is_some_and(|rated| view.criteria.over_limit(rated.score));
    let seen: Vec<&Row> = view.rows.iter().filter(|row| !row.is_closed() && names.reader.sees(row.risk.id)).collect();
    let above: Vec<&&Row> = seen.iter().filter(|row| over(which, row)).collect();
    // As many as the list behind the link shows.
    let stay = seen.iter().filter(|row| over(Which::Residual, row)).count();
    let unsaid = above.iter().filter(|row| row.residual.is_none()).count();
    let rating = risk_map::word(which);
    let current = view.rows.iter().filter(|row| row.current.is_some()).count();
    html! {
        a href=(names.to(&format!("/risks?rating={rating}&show=over"))) { (count(above.len(), "{count} stands", "{count} stand")) } " "
        (say("on or above the limit"))
        @if !above.is_empty() && unsaid == above.len() {
            "; " (say("nobody said yet what treatment will leave of them"))
        } @else if !above.is_empty() {
            "; " (say("after treatment")) " "
            a href=(names.to("/risks?rating=residual&show=over")) { (count(stay, "{count} is expected there", "{count} are expected there")) }
            @if unsaid > 0 { "; " (count(unsaid, "of {count} nobody said yet what treatment will leave", "of {count} nobody said yet what treatment will leave")) }
        } ". "
        @if current == 0 { (say("Current ratings: none stated.")) }
    }
}

/// What waits for the reader's own signature, by kind.
fn to_sign(names: &Names, home: &Home) -> Markup {
    let mut by_kind: Vec<(What, usize)> = Vec::new();
    for awaited in waiting::waiting(names.reader, names.isms, &home.risks, &home.soa) {
        match by_kind.iter_mut().find(|(what, _)| *what == awaited.what) {
            Some((_, count)) => *count += 1,
            None => by_kind.push((awaited.what, 1)),
        }
    }
    html! {
        @if !by_kind.is_empty() {
            h2 { (say("Waiting for your signature")) }
            ul.plain_list {
                @for (what, count) in by_kind { li { a href=(names.to("/my-work#sign")) { (waiting::counted(what, count)) } } }
            }
        }
    }
}

fn overdue(names: &Names, home: &Home) -> Markup {
    let began = first_day(names.reader);
    let trend: Vec<(Date, usize)> =
        home.trend.iter().copied().filter(|(day, _)| began.is_none_or(|began| *day >= began)).collect();
    let first = trend.first().map(|(day, count)| (*day, *count)).unwrap_or_default();
    let last = home.trend.last().map(|(_, count)| *count).unwrap_or_default();
    let said = say_with(
        "Of what is overdue today, {first} were so on {day}, and {last} are now",
        &[("first", &first.1), ("day", &day_and_month(first.0)), ("last", &last)],
    );
    html! {
        h2 { (say("What is overdue")) }
        @if home.overdue.is_empty() { p { (say("Nothing.")) } } @else {
            @if trend.len() > 1 { figure { (parts::trend(&trend, &said)) } }
            ul.plain_list {
                @for (register, ids) in home.overdue_by_register() {
                    li { b { (number(ids.len())) } " " a href=(names.to(&format!("/overdue#{register}"))) { (late(register, ids.len())) } }
                }
            }
        }
    }
}

/// What is late in a register, after a number.
pub fn late(register: &str, how_many: usize) -> String {
    let one = how_many == 1;
    say(match (register, one) {
        ("trainings", true) => "training not completed",
        ("trainings", false) => "trainings not completed",
        ("controls", true) => "control past its target date",
        ("controls", false) => "controls past their target date",
        ("risks", true) => "risk to be treated, or assessed again",
        ("risks", false) => "risks to be treated, or assessed again",
        ("documents", true) => "document review",
        ("documents", false) => "document reviews",
        ("audit-findings", true) => "audit finding",
        ("audit-findings", false) => "audit findings",
        (other, true) => return isms::register(other).map_or(other, |register| register.description().face.one).into(),
        (other, false) => return other.replace('-', " "),
    })
    .into()
}
