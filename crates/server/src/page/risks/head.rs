//! Above the risks: the title, the map, what the rules found, and the filters.

use isms::{
    risks::{Method, Status},
    views::risks::{RiskView, Row, Which, map, rules},
};
use maud::{Markup, html};
use recorder::Action;

use super::filter::Filter;
use crate::{
    page::{address, by_rule::by_rule, naming::Names, narrowing, narrowing::select, risk_map, risk_map::word},
    parts::{self, EmptyPage, FilterWord, PageTitle, Way},
    words::{count, number, say, say_with},
};

/// The title with what can be done.
pub fn title(names: &Names, view: &RiskView, filter: &Filter) -> Markup {
    let may_add = names.is_today() && names.reader.may_at_all(Action::Add, "risks");
    let shown = Filter { page: String::new(), ..filter.clone() }.query();
    let file = |format: &str| {
        let pairs = [shown.as_str(), "format="].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        names.to(&address::with("/risks/export", &(pairs.join("&") + format)))
    };
    let acts = html! {
        @if may_add {
            a.button href="/risks/new" data-keys="n" { (say("Add a risk")) }
            a.button.plain href="/import" { (say("Import")) }
        }
        @if !view.rows.is_empty() && names.reader.may_at_all(Action::Export, "risks") {
            (parts::exports(file))
        }
        a href=(names.to("/organisation")) { (say("Criteria")) }
    };
    parts::page_title(&PageTitle {
        title: say("Risks"),
        under: Some(under(names, view)),
        acts: Some(acts),
        ..PageTitle::default()
    })
}

fn under(names: &Names, view: &RiskView) -> Markup {
    let rows: Vec<&Row> = view.rows.iter().filter(|row| names.reader.sees(row.risk.id)).collect();
    let by = |method| rows.iter().filter(|row| row.risk.method == Some(method)).count();
    let (criteria, all) = (&view.criteria, count(rows.len(), "{count} risk", "{count} risks"));
    html! {
        @if rows.is_empty() { (say("What may go wrong with information, how likely and how bad, and who decides about it.")) } @else {
            (say_with("{all}, {assets} by asset and {scenarios} by scenario, on the organisation’s own scale of {l} × {c}.", &[
                ("all", &all), ("assets", &number(by(Method::AssetBased))), ("scenarios", &number(by(Method::ScenarioBased))),
                ("l", &criteria.likelihood.len()), ("c", &criteria.consequence.len()),
            ]))
        }
    }
}

/// No risk yet: why one weighs them, and the criteria.
pub fn empty(names: &Names, view: &RiskView) -> Markup {
    let ways = [
        Way {
            words: say("Drop the spreadsheet you have"),
            href: "/import",
            note: Some(say(
                "a risk register in any layout: columns are recognised, and asked for only where they cannot be",
            )),
        },
        Way {
            words: say("Look at the criteria first"),
            href: "/organisation",
            note: Some(say("they are changed most easily before the first risk is weighed by them")),
        },
    ];
    html! {
        (parts::empty_page(&EmptyPage {
            why: html! { (say("Clause 6.1.2 asks to identify, analyse and evaluate risks by criteria of your own, and who owns each. Everything else follows from them: what is treated, which controls are needed, what is accepted.")) },
            proposals: &[],
            holds: say("What could happen to what, how likely and how bad, who decides, what is done, and what is expected to stay."),
        }))
        @if names.is_today() { section { h2 { (say("First steps")) } (parts::ways(&ways)) } }
        section { h2 { (say("Your criteria")) } figure { (risk_map::empty(&view.criteria, say("The criteria, with no risk on them yet"))) } }
    }
}

/// The map by the rating asked for, and the findings beside it.
pub fn map_and_findings(names: &Names, view: &RiskView, filter: &Filter) -> Markup {
    let map = map(view, filter.which(), &filter.on_map(), &|id| names.reader.sees(id));
    let on_map: usize = map.cells.iter().flatten().map(|cell| cell.risks.len()).sum();
    let rating = say(word(filter.which()));
    let shows =
        count(on_map, "{count} risk", "{count} risks") + &say_with(" by {rating} rating", &[("rating", &rating)]);
    let unrated = map.not_rated.len();
    html! {
        div.chart_and_words {
            figure {
                (ratings(names, view, filter))
                (risk_map::counted(names, &view.criteria, &map, &filter.kept_on_map(), &shows))
                figcaption {
                    (shows) "."
                    @if unrated > 0 {
                        " " a href=(names.to(&format!("/risks?show=unrated&rating={}", word(filter.which())))) { (number(unrated)) } " "
                        (say("have no such rating."))
                    }
                }
            }
            div { (by_rule(names, rules(), &view.findings, "/risks")) }
        }
    }
}

/// Which rating the map and the list show.
fn ratings(names: &Names, view: &RiskView, filter: &Filter) -> Markup {
    let rated = view.rows.iter().filter(|row| row.current.is_some()).count();
    let current = say_with("Current, {count} rated", &[("count", &number(rated))]);
    let words = [
        (Which::Inherent, say("Inherent")),
        (Which::Current, current.as_str()),
        (Which::Residual, say("Residual, expected")),
    ];
    let words = words.map(|(which, words)| {
        let other = Filter { rating: word(which).into(), cell: String::new(), page: String::new(), ..filter.clone() };
        (words, names.to(&other.address()), which == filter.which())
    });
    let words: Vec<FilterWord> =
        words.iter().map(|(words, href, chosen)| FilterWord { words, href, count: None, chosen: *chosen }).collect();
    parts::filter_words(say("Rating shown"), &words)
}

/// What a rule found, below a risk's title.
pub fn flag(rule: &'static str) -> &'static str {
    match rule {
        "stated-differs-from-criteria" => "stated score differs",
        "rating-beyond-scale" => "beyond the scales",
        "residual-above-inherent" => "worse after treatment",
        "over-limit-unsigned" => "unsigned above the limit",
        "owner-acceptance-missing" => "owner has not accepted",
        "acceptance-outdated" => "acceptance outdated",
        "no-owner" => "nobody owns it",
        "owner-departed" => "its owner left",
        "unknown-asset" => "unknown asset",
        "untreated-above-limit" => "nothing planned",
        "residual-above-limit" => "stays above the limit",
        "modify-without-control" => "no planned control",
        "treated-with-unfinished-controls" => "a control is not in place",
        "control-number-of-2013" => "control number of 2013",
        other => other,
    }
}

/// The line above the rows: the usual questions as words, the rest as a form.
pub fn filters(names: &Names, view: &RiskView, filter: &Filter) -> Markup {
    let blank = Filter { rating: filter.rating.clone(), sort: filter.sort.clone(), ..Filter::default() };
    let limit = view
        .criteria
        .limit_score()
        .map_or_else(|| say("Over the limit").to_owned(), |score| say_with("{score} or more", &[("score", &score)]));
    let show = |show: &str| Filter { show: show.into(), ..blank.clone() };
    let status = |status: &str| Filter { status: status.into(), ..blank.clone() };
    let usual: Vec<(String, Filter)> = vec![
        (say("All").into(), blank.clone()),
        (limit, show("over")),
        (say("Overdue").into(), show("overdue")),
        (say("With a finding").into(), show("finding")),
        (say("Draft").into(), status("draft")),
        (say("Assessed").into(), status("assessed")),
        (say("In treatment").into(), status("in-treatment")),
        (say("Treated").into(), status("treated")),
        (say("Accepted").into(), status("accepted")),
        (say("Closed").into(), status("closed")),
    ];
    let here = Filter { page: String::new(), ..filter.clone() }.query();
    let seen: Vec<&Row> = view.rows.iter().filter(|row| names.reader.sees(row.risk.id)).collect();
    let counted: Vec<(String, String, usize, bool)> = usual
        .into_iter()
        .map(|(words, other)| {
            let takes = other.taking(view, names.reader.day.judged_on);
            let rows = seen.iter().filter(|row| takes(row)).count();
            (words, names.to(&other.address()), rows, other.query() == here)
        })
        .collect();
    let words: Vec<FilterWord> = counted
        .iter()
        .filter(|(_, _, count, chosen)| *count > 0 || *chosen)
        .map(|(words, href, count, chosen)| FilterWord { words, href, count: Some(*count), chosen: *chosen })
        .collect();
    html! {
        div.filters {
            (parts::filter_words(say("Show"), &words))
            form.narrowing action="/risks" hx-get="/risks" hx-trigger="change, submit" hx-push-url="true" {
                @if let Some(date) = names.reader.day.as_of { input type="hidden" name="as_of" value=(date); }
                @for (name, value) in filter.beside_the_form() {
                    @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
                }
                label { (say("Find")) " " input.narrow type="search" name="q" value=(filter.q); }
                (select("level", "Level", &filter.level, &levels(view)))
                (select("owner", "Owner", &filter.owner, &owners(names, view)))
                button.plain.without_script { (say("Show")) }
            }
        }
        (narrowed(names, filter))
    }
}

/// What else narrows the list, in words, and the way out.
fn narrowed(names: &Names, filter: &Filter) -> Markup {
    let asset = filter.asset.parse().ok();
    let cell = filter.cell.split_once('x').map(|(likelihood, consequence)| {
        say_with("likelihood {l}, consequence {c}", &[("l", &likelihood), ("c", &consequence)])
    });
    let rule = rules().find(|rule| rule.name == filter.rule);
    html! {
        @if cell.is_some() || asset.is_some() || rule.is_some() || !filter.q.trim().is_empty() {
            p.quiet {
                (say("Only risks")) " "
                @if let Some(cell) = cell { (say_with("of {rating} {cell}", &[("rating", &say(word(filter.which()))), ("cell", &cell)])) " " }
                @if let Some(asset) = asset { (say("that strike")) " " (names.titled(asset)) " " }
                @if !filter.q.trim().is_empty() { (say_with("in which “{words}” stands", &[("words", &filter.q.trim())])) " " }
                @if let Some(rule) = rule { (say("found by the rule")) " " code { (rule.name) } ": " (say(rule.means)) " " }
                a href=(names.to("/risks")) { (say("Show all")) }
            }
        }
    }
}

fn levels(view: &RiskView) -> Vec<(String, String)> {
    view.criteria.levels.iter().enumerate().map(|(at, level)| ((at + 1).to_string(), level.name.clone())).collect()
}

fn owners(names: &Names, view: &RiskView) -> Vec<(String, String)> {
    let seen = || view.rows.iter().filter(|row| names.reader.sees(row.risk.id));
    let heads = seen().filter_map(|row| names.reader.head(row.risk.owner.as_ref()?.id()?));
    narrowing::owners(heads, seen().any(|row| row.risk.owner.is_none()))
}

/// A status in words.
pub fn status_word(status: Status) -> &'static str {
    match status {
        Status::Draft => "Draft",
        Status::Assessed => "Assessed",
        Status::InTreatment => "In treatment",
        Status::Treated => "Treated",
        Status::Accepted => "Accepted",
        Status::Closed => "Closed",
    }
}
